# The abstract base classes of io, and what cannot be done with files.
import io


class Mine:
    pass


io.IOBase.register(Mine)
print(isinstance(Mine(), io.IOBase), isinstance(io.BytesIO(), io.BufferedIOBase))   # expect: True True
print(isinstance(io.StringIO(), io.TextIOBase), issubclass(io.FileIO, io.RawIOBase))  # expect: True True


def error(function, *args, **keywords):
    try:
        print(function(*args, **keywords))
    except Exception as e:
        print(type(e).__name__, e)


error(open, __file__, newline="xyz")        # expect: ValueError illegal newline value: xyz
error(open, __file__, newline=3)            # expect: TypeError open() argument 'newline' must be str or None, not int
error(io.TextIOWrapper, io.BytesIO(), encoding="nothing")   # expect: LookupError unknown encoding: nothing
error(io.TextIOWrapper, io.BytesIO(), encoding=3)       # expect: TypeError TextIOWrapper() argument 'encoding' must be str or None, not int
error(io.TextIOWrapper, io.BytesIO(), errors="a\0")     # expect: ValueError embedded null character
error(open(__file__).write, "a")            # expect: UnsupportedOperation not writable
error(repr, io.TextIOWrapper.__new__(io.TextIOWrapper)) # expect: ValueError I/O operation on uninitialized object
error(io.FileIO(__file__).__reduce__)       # expect: TypeError cannot pickle 'FileIO' instances

memory = io.StringIO("a\r\nb", newline=None)
memory.seek(1)
print(memory.__getstate__())                # expect: ('a\nb', None, 1, None)
copy = io.StringIO()
copy.__setstate__(("x\ny", "", 1, {"name": "n"}))
print(copy.read(), copy.name)
# expect: 
# expect: y n


class Path:
    def __fspath__(self):
        return 3


error(open, Path())                         # expect: TypeError expected Path.__fspath__() to return str or bytes, not int
print(io.StringIO("a\r\nb\r", newline="").newlines, io.StringIO("a\r\n", newline="\n").newlines)
# expect: ('\r', '\r\n') None
