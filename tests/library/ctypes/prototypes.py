# Prototypes, parameters with directions and defaults, errcheck, callables as result types.
from ctypes import *

libc = CDLL(None)
prototype = CFUNCTYPE(c_int, c_int)
print(prototype is CFUNCTYPE(c_int, c_int), prototype is CFUNCTYPE(c_int, c_int, use_errno=True))
# expect: True False
absolute = prototype(("abs", libc), ((1, "value", 5),))
print(absolute(-3), absolute(), absolute(value=-9), bool(absolute), bool(prototype()))
# expect: 3 5 9 True False
again = prototype(cast(absolute, c_void_p).value)
print(again(-4), again.argtypes, again.restype, again.errcheck)
# expect: 4 (<class 'ctypes.c_int'>,) <class 'ctypes.c_int'> None

split = CFUNCTYPE(c_double, c_double, POINTER(c_int))(
    ("frexp", CDLL("libm.so.6")), ((1, "number"), (2, "exponent")))
print(split(8.0), split(number=1.0))  # expect: 4 1
split.errcheck = lambda result, function, arguments: (result, arguments[1].value)
print(split(8.0))  # expect: (0.5, 4)
split.errcheck = lambda result, function, arguments: arguments
print(split(0.5))  # expect: 0
both = CFUNCTYPE(c_double, c_double, POINTER(c_int))(
    ("frexp", CDLL("libm.so.6")), ((1, "number"), (3, "exponent")))
print(both(8.0, c_int(7)))  # expect: c_int(4)

length = libc.strlen
length.restype = lambda result: f"<{result}>"
print(length(b"abc"))  # expect: <3>
length.restype = c_size_t
length.argtypes = [c_char_p]
print(length(b"abcd"), length.argtypes)  # expect: 4 [<class 'ctypes.c_char_p'>]
length.argtypes = None
length.restype = None
print(length(b"abc"), length.argtypes, length.restype)  # expect: None None None


class Adapter:
    def __init__(self, text):
        self._as_parameter_ = text


length.restype = c_int
print(length(Adapter(b"12345")))  # expect: 5


class Upper:
    @classmethod
    def from_param(cls, value):
        return value.encode()


length.argtypes = Upper,
print(length("as bytes"))  # expect: 8


def attempt(function, *args, **keywords):
    try:
        print(function(*args, **keywords))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


attempt(length, 3)
# expect: ArgumentError: argument 1: AttributeError: 'int' object has no attribute 'encode'
attempt(absolute, "x")
# expect: ArgumentError: argument 1: TypeError: 'str' object cannot be interpreted as an integer
attempt(absolute, 1, 2)  # expect: TypeError: call takes exactly 1 arguments (2 given)
attempt(prototype(("abs", libc), ((1, "value"),)))
# expect: TypeError: required argument 'value' missing
attempt(prototype(("abs", libc)))
# expect: TypeError: this function takes at least 1 argument (0 given)
attempt(prototype, ("abs", libc), 3)  # expect: TypeError: paramflags must be a tuple or None
attempt(prototype, ("abs", libc), (3,))
# expect: TypeError: paramflags must be a sequence of (int [,string [,value]]) tuples
attempt(prototype, ("abs", libc), ((1, "a"), (1, "b")))
# expect: ValueError: paramflags must have the same length as argtypes
attempt(prototype, ("abs", libc), ((2, "a"),))
# expect: TypeError: 'out' parameter 1 must be a pointer type, not c_int
attempt(prototype, ("abs", libc), ((7, "a"),))
# expect: TypeError: paramflag value 7 not supported
attempt(prototype, ("abs",))  # expect: TypeError: illegal func_spec argument
attempt(prototype, ("abs", 3))  # expect: AttributeError: 'int' object has no attribute '_handle'
attempt(prototype, (3, libc))
# expect: TypeError: function name must be string, bytes object or integer
attempt(prototype, "x")  # expect: TypeError: argument must be callable or integer function address
attempt(CFUNCTYPE, c_int, 3)  # expect: TypeError: item 1 in _argtypes_ has no from_param method
attempt(CFUNCTYPE, "x")  # expect: TypeError: _restype_ must be a type, a callable, or None
attempt(CFUNCTYPE, c_int, other=3)
# expect: ValueError: unexpected keyword argument(s) dict_keys(['other'])
attempt(type(prototype), "X", (prototype.__base__,), {})
# expect: TypeError: class must define _flags_ which must be an integer
