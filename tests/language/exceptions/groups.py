# Exception groups: making, splitting, except*.
group = ExceptionGroup("top", [ValueError(1), TypeError(2), ExceptionGroup("inner", [KeyError(3), ValueError(4)])])
print(group, repr(group.exceptions[2]), group.message)  # expect: top (3 sub-exceptions) ExceptionGroup('inner', [KeyError(3), ValueError(4)]) top
match, rest = group.split(ValueError)
print(repr(match))  # expect: ExceptionGroup('top', [ValueError(1), ExceptionGroup('inner', [ValueError(4)])])
print(repr(rest))  # expect: ExceptionGroup('top', [TypeError(2), ExceptionGroup('inner', [KeyError(3)])])
print(repr(group.subgroup(lambda e: isinstance(e, KeyError))), group.subgroup(OSError))  # expect: ExceptionGroup('top', [ExceptionGroup('inner', [KeyError(3)])]) None
print(type(BaseExceptionGroup("x", [ValueError()])).__name__, type(BaseExceptionGroup("x", [KeyboardInterrupt()])).__name__)  # expect: ExceptionGroup BaseExceptionGroup
for arguments in ((), ("a",), (1, [ValueError()]), ("a", 3), ("a", []), ("a", [1]), ("a", [KeyboardInterrupt()])):
    try:
        ExceptionGroup(*arguments)
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)  # expect: TypeError BaseExceptionGroup.__new__() takes exactly 2 arguments (0 given)
                                            # expect: TypeError BaseExceptionGroup.__new__() takes exactly 2 arguments (1 given)
                                            # expect: TypeError BaseExceptionGroup.__new__() argument 1 must be str, not int
                                            # expect: TypeError second argument (exceptions) must be a sequence
                                            # expect: ValueError second argument (exceptions) must be a non-empty sequence
                                            # expect: ValueError Item 0 of second argument (exceptions) is not an exception
                                            # expect: TypeError Cannot nest BaseExceptions in an ExceptionGroup
try:
    group.split(3)
except TypeError as error:
    print(error)  # expect: expected an exception type, a tuple of exception types, or a callable (other than a class)

try:
    raise group
except* ValueError as caught:
    print("values", repr(caught))  # expect: values ExceptionGroup('top', [ValueError(1), ExceptionGroup('inner', [ValueError(4)])])
except* (KeyError, TypeError) as caught:
    print("others", repr(caught))  # expect: others ExceptionGroup('top', [TypeError(2), ExceptionGroup('inner', [KeyError(3)])])

try:
    try:
        raise group
    except* KeyError:
        pass
except ExceptionGroup as error:
    print("left", repr(error))  # expect: left ExceptionGroup('top', [ValueError(1), TypeError(2), ExceptionGroup('inner', [ValueError(4)])])

try:
    raise ValueError("bare")
except* ValueError as caught:
    print(repr(caught))  # expect: ExceptionGroup('', (ValueError('bare'),))

try:
    try:
        raise ExceptionGroup("e", [ValueError("v"), OSError("o")])
    except* ValueError as v:
        raise RuntimeError("new")
    except* OSError:
        raise
except ExceptionGroup as error:
    print(repr(error))  # expect: ExceptionGroup('', [RuntimeError('new'), ExceptionGroup('e', [OSError('o')])])


class Tagged(ExceptionGroup):
    def __new__(cls, message, exceptions, tag):
        self = super().__new__(cls, message, exceptions)
        self.tag = tag
        return self

    def derive(self, exceptions):
        return Tagged(self.message, exceptions, self.tag)


tagged = Tagged("m", [ValueError(), TypeError()], 42)
tagged.add_note("note")
part = tagged.subgroup(TypeError)
print(type(part).__name__, part.tag, part.__notes__)  # expect: Tagged 42 ['note']
try:
    try:
        raise group
    except* ExceptionGroup:
        pass
except TypeError as error:
    print(error)  # expect: catching ExceptionGroup with except* is not allowed. Use except instead.


def raises_what_it_wrapped():
    try:
        raise ValueError(1)
    except* ValueError as wrapped:
        print(wrapped.__traceback__)  # expect: None
        raise


try:
    raises_what_it_wrapped()
except ExceptionGroup as group:
    trace = group.__traceback__
    print(trace.tb_frame.f_code.co_name, trace.tb_next)  # expect: <module> None
