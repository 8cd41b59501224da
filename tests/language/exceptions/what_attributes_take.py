"""The attributes of exceptions: what they take and refuse; notes; states."""
import pickle
import types


def attempt(function, *arguments, **keywords):
    try:
        return function(*arguments, **keywords)
    except BaseException as error:
        return f"{type(error).__name__}: {error}"


class Mine(Exception):
    pass


def settings(error, name, *values):
    answers = [attempt(setattr, error, name, value) for value in values]
    return answers, attempt(delattr, error, name), attempt(getattr, error, name)


print(settings(ValueError("x"), "args", 5, "ab", [1], None, ()))  # expect: (["TypeError: 'int' object is not iterable", None, None, "TypeError: 'NoneType' object is not iterable", None], 'TypeError: args may not be deleted', ())
print(settings(ValueError("x"), "__traceback__", 5, None, "x"))  # expect: (['TypeError: __traceback__ must be a traceback or None', None, 'TypeError: __traceback__ must be a traceback or None'], 'TypeError: __traceback__ may not be deleted', None)
print(settings(ValueError("x"), "__cause__", 5, None, KeyError("cause")))  # expect: (['TypeError: exception cause must be None or derive from BaseException', None, None], 'TypeError: __cause__ may not be deleted', KeyError('cause'))
print(settings(ValueError("x"), "__context__", 5, None, KeyError("context")))  # expect: (['TypeError: exception context must be None or derive from BaseException', None, None], 'TypeError: __context__ may not be deleted', KeyError('context'))
print(settings(ValueError("x"), "__suppress_context__", 5, 0, "", True))  # expect: (['TypeError: attribute value type must be bool', 'TypeError: attribute value type must be bool', 'TypeError: attribute value type must be bool', None], "TypeError: can't delete numeric/char attribute", True)
print(settings(ValueError("x"), "__dict__", 5, None))  # expect: (["TypeError: __dict__ must be set to a dictionary, not a 'int'", "TypeError: __dict__ must be set to a dictionary, not a 'NoneType'"], 'TypeError: cannot delete __dict__', {})
print(settings(Mine("x"), "__dict__", 5))  # expect: (["TypeError: __dict__ must be set to a dictionary, not a 'int'"], 'TypeError: cannot delete __dict__', {})
print(settings(ValueError("x"), "attribute", 5))  # expect: ([None], None, "AttributeError: 'ValueError' object has no attribute 'attribute'")
error = ValueError("x")
print(error.__dict__, attempt(setattr, error, "__dict__", {"attribute": 1}), error.attribute, vars(error))  # expect: {} None 1 {'attribute': 1}
error = Mine("x")
error.attribute = 2
error.__dict__ = {"other": 3}
print(vars(error), hasattr(error, "attribute"), error.other)  # expect: {'other': 3} False 3
print(attempt(ValueError, x=1), attempt(Mine, x=1), attempt(ValueError.__init__, 5), attempt(ValueError.__new__, 5), attempt(ValueError.__new__), attempt(Exception.__new__, int))  # expect: TypeError: ValueError() takes no keyword arguments TypeError: Mine() takes no keyword arguments TypeError: descriptor '__init__' requires a 'ValueError' object but received a 'int' TypeError: ValueError.__new__(X): X is not a type object (int) TypeError: ValueError.__new__(): not enough arguments TypeError: Exception.__new__(int): int is not a subtype of Exception
print(repr(ValueError()), repr(ValueError(1)), repr(ValueError(1, 2)), str(ValueError()), str(ValueError(1, 2)), repr(Mine("x")))  # expect: ValueError() ValueError(1) ValueError(1, 2)  (1, 2) Mine('x')

# Notes.
error = ValueError("x")
print(attempt(error.add_note, 5), error.add_note("one"), error.__notes__, error.add_note("two"), error.__notes__)  # expect: TypeError: note must be a str, not 'int' None ['one', 'two'] None ['one', 'two']
error.__notes__ = 5
print(attempt(error.add_note, "three"), error.__notes__)  # expect: TypeError: Cannot add note: __notes__ is not a list 5


class BadNotes(Exception):
    @property
    def __notes__(self):
        raise KeyError("no notes")


print(attempt(BadNotes().add_note, "one"))  # expect: KeyError: 'no notes'

# States.
print(attempt(error.__setstate__, None), attempt(error.__setstate__, 5), attempt(error.__setstate__, {"one": 1}), error.one, attempt(error.__setstate__, {5: 1}))  # expect: None TypeError: state is not a dictionary None 1 TypeError: attribute name must be string, not 'int'
print(ValueError("x").__reduce__(), error.__reduce__()[2], Mine(1, 2).__reduce__())  # expect: (<class 'ValueError'>, ('x',)) {'__notes__': 5, 'one': 1} (<class '__main__.Mine'>, (1, 2))
copies = [pickle.loads(pickle.dumps(each)) for each in (OSError(2, "text", "one", None, "two"), ImportError("m", name="n", path="p"), NameError("m", name="n"), StopIteration(5), SystemExit(3))]
print(copies, copies[0].filename2, copies[1].name, copies[1].path, copies[2].name, copies[3].value, copies[4].code)  # expect: [FileNotFoundError(2, 'text'), ImportError('m'), NameError('m'), StopIteration(5), SystemExit(3)] two n p None 5 3
print(attempt(ValueError("x").with_traceback, 5), ValueError("x").with_traceback(None).__traceback__)  # expect: TypeError: __traceback__ must be a traceback or None None

# Fields of their kinds.
print(attempt(ImportError, "m", other=1), attempt(ImportError, "a", "b", name="n").name, str(ImportError()), str(ImportError(5)), ImportError("m").msg, ImportError().msg)  # expect: TypeError: ImportError() got an unexpected keyword argument 'other' n  5 m None
print(attempt(NameError, "m", other=1), attempt(AttributeError, obj=1, name="n").obj, attempt(AttributeError, x=1), attempt(StopIteration, x=1), attempt(SystemExit, 1, 2).code, SystemExit().code)  # expect: TypeError: NameError() got an unexpected keyword argument 'other' 1 TypeError: AttributeError() got an unexpected keyword argument 'x' TypeError: StopIteration() takes no keyword arguments (1, 2) None
print(attempt(SyntaxError, "m", 5), attempt(SyntaxError, "m", (1, 2, 3)), attempt(SyntaxError, "m", ("f", 1, 2, "t", 3)), SyntaxError("m", ("f", 1, 2, "t")).text, SyntaxError().msg, str(SyntaxError()), str(SyntaxError("m", ("d/f", 1, 2, "t"))), str(SyntaxError("m", (None, 1, 2, "t"))), str(SyntaxError("m", ("f", None, 2, "t"))))  # expect: TypeError: 'int' object is not iterable TypeError: function takes at least 4 arguments (3 given) TypeError: end_offset must be provided when end_lineno is provided t None None m (f, line 1) m (line 1) m (f)
print(str(KeyError()), str(KeyError("a")), str(KeyError("a", "b")), str(OSError()), str(OSError(1)), str(OSError(1, "a")), str(OSError(1, "a", "b")), str(OSError(1, "a", "b", None, "c")), str(OSError(1, 2, 3, 4, 5, 6)))  # expect:  'a' ('a', 'b')  1 [Errno 1] a [Errno 1] a: 'b' [Errno 1] a: 'b' -> 'c' (1, 2, 3, 4, 5, 6)
print(attempt(BlockingIOError, 1, "a", 5).characters_written, attempt(getattr, BlockingIOError(1, "a"), "characters_written"), attempt(setattr, BlockingIOError(1, "a", 5), "characters_written", "x"), attempt(delattr, BlockingIOError(1, "a", 5), "characters_written"), attempt(OSError(2, "a").__setattr__, "errno", "x"), type(OSError(2, "x")).__name__, type(OSError(32, "x")).__name__, OSError.__new__(OSError, 2, "x").errno)  # expect: 5 AttributeError: characters_written TypeError: 'str' object cannot be interpreted as an integer None None FileNotFoundError BrokenPipeError 2
print(attempt(UnicodeEncodeError), attempt(UnicodeEncodeError, 1, 2, 3, 4, 5), attempt(UnicodeDecodeError, "a", "b", 1, 2, "c"), attempt(UnicodeTranslateError, "a", 1, 2), str(UnicodeTranslateError("abc", 0, 1, "r")), str(UnicodeTranslateError("abc", 0, 2, "r")), str(UnicodeEncodeError("e", "\udc80", 0, 1, "r")), str(UnicodeEncodeError("e", "\U0001f600", 0, 1, "r")), str(UnicodeDecodeError("e", b"ab", 0, 2, "r")), UnicodeDecodeError("e", bytearray(b"ab"), 0, 2, "r").object)  # expect: TypeError: function takes exactly 5 arguments (0 given) TypeError: argument 1 must be str, not int TypeError: a bytes-like object is required, not 'str' TypeError: function takes exactly 4 arguments (3 given) can't translate character '\x61' in position 0: r can't translate characters in position 0-1: r 'e' codec can't encode character '\udc80' in position 0: r 'e' codec can't encode character '\U0001f600' in position 0: r 'e' codec can't decode bytes in position 0-1: r b'ab'
print(attempt(ExceptionGroup), attempt(ExceptionGroup, 5, [ValueError()]), attempt(ExceptionGroup, "m", 5), attempt(ExceptionGroup, "m", []), attempt(ExceptionGroup, "m", [5]), attempt(ExceptionGroup, "m", [KeyboardInterrupt()]), type(BaseExceptionGroup("m", [ValueError()])).__name__, type(BaseExceptionGroup("m", [KeyboardInterrupt()])).__name__)  # expect: TypeError: BaseExceptionGroup.__new__() takes exactly 2 arguments (0 given) TypeError: BaseExceptionGroup.__new__() argument 1 must be str, not int TypeError: second argument (exceptions) must be a sequence ValueError: second argument (exceptions) must be a non-empty sequence ValueError: Item 0 of second argument (exceptions) is not an exception TypeError: Cannot nest BaseExceptions in an ExceptionGroup ExceptionGroup BaseExceptionGroup
group = ExceptionGroup("m", [ValueError(1), ExceptionGroup("n", [KeyError(2), ValueError(3)])])
print(group.split(ValueError), group.subgroup(KeyError), group.subgroup(lambda each: False), attempt(group.split, 5), attempt(group.subgroup, (ValueError, 5)), attempt(group.subgroup, int), attempt(group.derive, []), group.derive([ValueError()]).message, attempt(group.derive, 5), attempt(setattr, group, "message", 5), attempt(setattr, group, "exceptions", ()), group.split((KeyError, TypeError))[0])  # expect: (ExceptionGroup('m', [ValueError(1), ExceptionGroup('n', [ValueError(3)])]), ExceptionGroup('m', [ExceptionGroup('n', [KeyError(2)])])) m (1 sub-exception) None TypeError: expected an exception type, a tuple of exception types, or a callable (other than a class) TypeError: expected an exception type, a tuple of exception types, or a callable (other than a class) TypeError: expected an exception type, a tuple of exception types, or a callable (other than a class) ValueError: second argument (exceptions) must be a non-empty sequence m TypeError: second argument (exceptions) must be a sequence AttributeError: readonly attribute AttributeError: readonly attribute m (1 sub-exception)
print(attempt(group.subgroup, lambda each: 1 / 0), str(group), repr(group), ExceptionGroup("m", [ValueError(1)] * 1) == group, attempt(hash, group) == hash(group))  # expect: ZeroDivisionError: division by zero m (2 sub-exceptions) ExceptionGroup('m', [ValueError(1), ExceptionGroup('n', [KeyError(2), ValueError(3)])]) False True
