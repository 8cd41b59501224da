# __context__ is what was being handled, __cause__ what `from` says.
try:
    try:
        1 / 0
    except ZeroDivisionError:
        {}["missing"]
except KeyError as error:
    print(repr(error), repr(error.__context__), error.__cause__, error.__suppress_context__)  # expect: KeyError('missing') ZeroDivisionError('division by zero') None False

try:
    try:
        1 / 0
    except ZeroDivisionError as first:
        raise ValueError("second") from first
except ValueError as error:
    print(error.__cause__ is error.__context__, error.__suppress_context__)  # expect: True True

try:
    try:
        1 / 0
    except ZeroDivisionError:
        raise ValueError from None
except ValueError as error:
    print(error.__cause__, repr(error.__context__), error.__suppress_context__)  # expect: None ZeroDivisionError('division by zero') True

# A chain that would close a circle is cut.
a, b = ValueError("a"), ValueError("b")
try:
    try:
        raise a
    except ValueError:
        try:
            raise b
        except ValueError:
            raise a
except ValueError as error:
    print(error is a, repr(a.__context__), repr(b.__context__))  # expect: True ValueError('b') None

# Raising again keeps what there is.
try:
    try:
        raise KeyError("k")
    except KeyError:
        raise
except KeyError as error:
    print(error.__context__)  # expect: None

try:
    raise
except RuntimeError as error:
    print(error)  # expect: No active exception to reraise


class Custom(Exception):
    pass


try:
    raise Custom("text") from OSError
except Custom as error:
    print(repr(error.__cause__))  # expect: OSError()

for wrong in 3, int, "text":
    try:
        raise wrong
    except TypeError as error:
        print(error)  # expect: exceptions must derive from BaseException
                      # expect: exceptions must derive from BaseException
                      # expect: exceptions must derive from BaseException

try:
    raise ValueError from 3
except TypeError as error:
    print(error)  # expect: exception causes must derive from BaseException
