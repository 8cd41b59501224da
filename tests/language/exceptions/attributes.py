# What the built-in exceptions keep of their arguments.
print(StopIteration(1, 2).value, StopIteration().value, SystemExit(3).code, SystemExit(1, 2).code)  # expect: 1 None 3 (1, 2)
print(repr(KeyError("a")), str(KeyError("a")), str(KeyError("a", "b")), str(KeyError()) == "")  # expect: KeyError('a') 'a' ('a', 'b') True
e = ImportError("msg", name="n", path="p")
print(e.msg, e.name, e.path, e.name_from, e.args)  # expect: msg n p None ('msg',)
e = AttributeError("msg", name="n", obj=[1])
print(e.name, e.obj, e.__reduce__())  # expect: n [1] (<class 'AttributeError'>, ('msg',), {'name': 'n', 'args': ('msg',)})
print(NameError("msg", name="n").name)  # expect: n
for maker in (lambda: ImportError(x=1), lambda: ValueError(x=1), lambda: OSError(1, x=2)):
    try:
        maker()
    except TypeError as error:
        print(error)  # expect: ImportError() got an unexpected keyword argument 'x'
                      # expect: ValueError() takes no keyword arguments
                      # expect: OSError() takes no keyword arguments

error = FileNotFoundError(2, "gone", "file", None, "other")
print(error, error.args, error.errno, error.strerror, error.filename, error.filename2)  # expect: [Errno 2] gone: 'file' -> 'other' (2, 'gone') 2 gone file other
print(type(OSError(2, "x")).__name__, type(OSError(13, "x")).__name__, type(OSError(4, "x")).__name__)  # expect: FileNotFoundError PermissionError InterruptedError
print(OSError("only text"), OSError(5).errno, OSError(1, 2, 3, 4, 5, 6).args)  # expect: only text None (1, 2, 3, 4, 5, 6)
print(BlockingIOError(11, "again", 7).characters_written)  # expect: 7
try:
    OSError().characters_written
except AttributeError as error:
    print(error)  # expect: characters_written

s = SyntaxError("bad", ("dir/file.py", 3, 4, "text", 3, 6))
print(s, s.msg, s.filename, s.lineno, s.offset, s.text, s.end_lineno, s.end_offset)  # expect: bad (file.py, line 3) bad dir/file.py 3 4 text 3 6
print(SyntaxError("bad", (None, 3, 4, "text")), SyntaxError(), SyntaxError("x", ("f", None, None, None)))  # expect: bad (line 3) None x (f)
print(UnicodeDecodeError("utf-8", b"a\xff", 1, 2, "why"))  # expect: 'utf-8' codec can't decode byte 0xff in position 1: why
print(UnicodeEncodeError("ascii", "a\u1234b", 1, 3, "why"), UnicodeEncodeError("ascii", "\u1234", 0, 1, "why"))  # expect: 'ascii' codec can't encode characters in position 1-2: why 'ascii' codec can't encode character '\u1234' in position 0: why
print(UnicodeTranslateError("a\U00012345", 1, 2, "why"))  # expect: can't translate character '\U00012345' in position 1: why

error = ValueError("a")
error.add_note("one")
error.add_note("two")
print(error.__notes__)  # expect: ['one', 'two']
for action in (lambda: error.add_note(3), lambda: setattr(error, "args", 3), lambda: delattr(error, "args"),
               lambda: setattr(error, "__cause__", 3), lambda: setattr(error, "__traceback__", 3),
               lambda: error.with_traceback(5), lambda: error.__setstate__(1)):
    try:
        action()
    except TypeError as caught:
        print(caught)  # expect: note must be a str, not 'int'
                       # expect: 'int' object is not iterable
                       # expect: args may not be deleted
                       # expect: exception cause must be None or derive from BaseException
                       # expect: __traceback__ must be a traceback or None
                       # expect: __traceback__ must be a traceback or None
                       # expect: state is not a dictionary
error.args = [1, 2]
print(repr(error), error.args, error.__reduce__())  # expect: ValueError(1, 2) (1, 2) (<class 'ValueError'>, (1, 2), {'__notes__': ['one', 'two']})


class Own(OSError):
    def __init__(self, number, text, extra):
        super().__init__(number, text)
        self.extra = extra


o = Own(2, "b", "c")
print(repr(o), o.errno, o.extra, isinstance(o, FileNotFoundError))  # expect: Own(2, 'b') 2 c False
