# What sys tells and lets be set; wrong arguments.
import sys
import io


def raises(text):
    try:
        exec(text, globals())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


print(sys.intern("a" + "bc") is sys.intern("ab" + "c"))  # expect: True

class Text(str):
    pass

raises('sys.intern(Text("a"))')  # expect: TypeError: can't intern Text
raises('sys.intern(5)')  # expect: TypeError: intern() argument must be str, not int
raises('sys.intern(None)')  # expect: TypeError: intern() argument must be str, not None
print(sys._is_interned(sys.intern("abcd" * 2)), sys._is_interned("".join(["not", " one"])))  # expect: True False
raises('sys._is_interned(5)')  # expect: TypeError: _is_interned() argument must be str, not int

class Sized:
    def __init__(self, size):
        self.size = size
    def __sizeof__(self):
        return self.size

print(sys.getsizeof(Sized(2 ** 20)) >= 2 ** 20, sys.getsizeof(Sized("x"), 77), sys.getsizeof(5) > 0)  # expect: True 77 True
raises('sys.getsizeof(Sized(-1))')  # expect: ValueError: __sizeof__() should return >= 0
raises('sys.getsizeof(Sized(-1), 5)')  # expect: ValueError: __sizeof__() should return >= 0
raises('sys.getsizeof()')  # expect: TypeError: getsizeof() missing required argument 'object' (pos 1)
raises('sys.getsizeof(1, 2, 3)')  # expect: TypeError: getsizeof() takes at most 2 arguments (3 given)
sys.set_int_max_str_digits(700)
print(sys.get_int_max_str_digits())  # expect: 700
raises('sys.set_int_max_str_digits(100)')  # expect: ValueError: maxdigits must be 0 or larger than 640
raises('sys.set_int_max_str_digits(-1)')  # expect: ValueError: maxdigits must be 0 or larger than 640
raises('sys.set_int_max_str_digits("x")')  # expect: TypeError: 'str' object cannot be interpreted as an integer
print(sys.set_int_max_str_digits(maxdigits=0), sys.get_int_max_str_digits())  # expect: None 0
sys.set_int_max_str_digits(4300)
print(sys.is_finalizing(), sys.getdlopenflags(), sys.setdlopenflags(1), sys.getdlopenflags())  # expect: False 2 None 1
raises('sys.setdlopenflags("x")')  # expect: TypeError: 'str' object cannot be interpreted as an integer
print(sys._is_gil_enabled(), sys.is_stack_trampoline_active(), sys.getswitchinterval(), sys.gettotalrefcount if hasattr(sys, "gettotalrefcount") else "none")  # expect: True False 0.005 none
raises('sys.setswitchinterval(0)')  # expect: ValueError: switch interval must be strictly positive
raises('sys.setswitchinterval(-1.0)')  # expect: ValueError: switch interval must be strictly positive
raises('sys.setswitchinterval("x")')  # expect: TypeError: must be real number, not str
raises('sys.setrecursionlimit(0)')  # expect: ValueError: recursion limit must be greater or equal than 1
raises('sys.setrecursionlimit(-5)')  # expect: ValueError: recursion limit must be greater or equal than 1
raises('sys.setrecursionlimit("x")')  # expect: TypeError: 'str' object cannot be interpreted as an integer
print(sys.getrecursionlimit(), sys.getfilesystemencoding(), sys.getfilesystemencodeerrors(), sys.getdefaultencoding())  # expect: 1000 utf-8 surrogateescape utf-8
print(sys.call_tracing(lambda x, y: x + y, (1, 2)))  # expect: 3
raises('sys.call_tracing(len, 5)')  # expect: TypeError: call_tracing() argument 2 must be tuple, not int
print(sys._getframe(0).f_code.co_name)  # expect: <module>
raises('sys._getframe(100)')  # expect: ValueError: call stack is not deep enough
raises('sys._getframe("x")')  # expect: TypeError: 'str' object cannot be interpreted as an integer
print(sys._getframemodulename(), sys._getframemodulename(1000), sys._getframemodulename(depth=0))  # expect: __main__ None __main__
print(sys._current_frames().keys() == sys._current_exceptions().keys())  # expect: True
print(sys.exc_info(), sys.exception())  # expect: (None, None, None) None
try:
    raise KeyError(1)
except KeyError:
    print(sys.exc_info()[:2], sys.exception())
# expect: (<class 'KeyError'>, KeyError(1)) 1
print(sys.flags.bytes_warning, sys.flags[0], type(sys.flags).__name__, len(sys.flags))  # expect: 0 0 flags 18
print(sys.hash_info.width, sys.float_info.dig, sys.int_info.sizeof_digit > 0, sys.thread_info.name, sys.maxsize == 2 ** 63 - 1)  # expect: 64 15 True pthread True
print(sys.version_info[:2], sys.version_info >= (3, 13), sys.hexversion >> 24, sys.implementation.version[:2], sys.byteorder)  # expect: (3, 13) True 3 (3, 13) little
print(sys.displayhook(None))  # expect: None
print(sys.displayhook([1, "a"]))
# expect: [1, 'a']
# expect: None
print(__builtins__._)  # expect: [1, 'a']
saved = sys.stdout
sys.stdout = None
try:
    sys.displayhook(5)
except RuntimeError as error:
    lost = error
del sys.stdout
try:
    sys.displayhook(5)
except RuntimeError as error:
    lost_again = error
sys.stdout = saved
print(lost, lost_again)  # expect: lost sys.stdout lost sys.stdout
sys.stdout = io.TextIOWrapper(io.BytesIO(), "ascii")
sys.displayhook("é")
said, sys.stdout = (sys.stdout.flush(), sys.stdout.buffer.getvalue())[1], saved
print(said)  # expect: b"'\\xe9'\n"

class Silent:
    def __repr__(self):
        raise KeyError("repr")

raises('sys.displayhook(Silent())')  # expect: KeyError: 'repr'
errors, sys.stderr = sys.stderr, io.StringIO()
sys.excepthook(ValueError, ValueError("shown"), None)
sys.excepthook(1, 2, 3)
try:
    1 / 0
except ZeroDivisionError as e:
    error, trace = e, e.__traceback__
error.__traceback__ = None
sys.excepthook(type(error), error, trace)
told, sys.stderr = sys.stderr.getvalue(), errors
print(print(told.split("\n")[0], "|", told.split("\n")[-2], error.__traceback__ is trace))
# expect: ValueError: shown | ZeroDivisionError: division by zero True
# expect: None
print(sys.setprofile(None), sys.settrace(None), sys.gettrace(), sys.getprofile())  # expect: None None None None
print(sys.set_coroutine_origin_tracking_depth(2), sys.get_coroutine_origin_tracking_depth(), sys.set_coroutine_origin_tracking_depth(0))  # expect: None 2 None
raises('sys.set_coroutine_origin_tracking_depth(-1)')  # expect: ValueError: depth must be >= 0
raises('sys.set_coroutine_origin_tracking_depth("x")')  # expect: TypeError: 'str' object cannot be interpreted as an integer
raises('sys.set_asyncgen_hooks(5)')  # expect: TypeError: callable firstiter expected, got int
raises('sys.set_asyncgen_hooks(firstiter=None, finalizer=5)')  # expect: TypeError: callable finalizer expected, got int
