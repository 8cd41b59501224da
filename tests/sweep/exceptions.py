class Own(Exception):
    pass
def fail(n):
    try:
        raise Own("inner", n)
    except Own as error:
        raise ValueError("outer") from error
    finally:
        print("finally")
try:
    fail(3)
except (ValueError, KeyError) as error:
    print(repr(error), repr(error.__cause__))
    error.add_note("a note")
try:
    raise ExceptionGroup("group", [ValueError(1), TypeError(2), ExceptionGroup("in", [KeyError(3)])])
except* ValueError as group:
    print("values", group.exceptions)
except* (TypeError, KeyError) as group:
    print("others", group.exceptions)
try:
    {}["missing"]
except KeyError as error:
    print(error)
try:
    try:
        1 / 0
    finally:
        [].pop()
except IndexError as error:
    print(error, repr(error.__context__))
for bad in "int('x')", "undefined", "None.x", "(1).y", "'a' + 1", "[1][5]", "assert_", "open('/none/x')":
    try:
        eval(bad)
    except MemoryError:
        raise
    except Exception as error:
        print(type(error).__name__, error)
