# from_param of the types, and what byref gives.
import re
from ctypes import *


def attempt(function, *args):
    try:
        print(re.sub("0x[0-9a-f]+", "0x", repr(function(*args))))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


class Point(Structure):
    _fields_ = [("x", c_int)]


number = c_int(3)
for kind, value in ((c_int, 3), (c_int, number), (c_int, "x"), (c_double, 2), (c_char, b"'"),
                    (c_char, b"\xff"), (c_longlong, -1), (c_wchar, "x"), (c_bool, 3),
                    (py_object, 3), (c_char_p, None), (c_char_p, b"x"), (c_char_p, "x"),
                    (c_char_p, 3), (c_char_p, create_string_buffer(3)), (c_char_p, byref(number)),
                    (c_wchar_p, "x"), (c_wchar_p, b"x"), (c_void_p, 5), (c_void_p, 1.5),
                    (c_void_p, byref(number)), (c_void_p, number), (Point, 3), (Point, (3,)),
                    (POINTER(c_int), None), (POINTER(c_int), number), (POINTER(c_int), 3),
                    (POINTER(c_int), (c_int * 2)()), (POINTER(c_int), (c_short * 2)()),
                    (POINTER(c_int), byref(number)), (POINTER(c_int), byref(c_short())),
                    (POINTER(c_char), b"x"), (CFUNCTYPE(c_int), 3), (Structure, 3)):
    attempt(kind.from_param, value)
# expect: <cparam 'i' (3)>
# expect: c_int(3)
# expect: TypeError: 'str' object cannot be interpreted as an integer
# expect: <cparam 'd' (2.0)>
# expect: <cparam 'c' ('\x27')>
# expect: <cparam 'c' ('\xff')>
# expect: <cparam 'l' (-1)>
# expect: <cparam 'u' at 0x>
# expect: <cparam '?' at 0x>
# expect: <cparam 'O' at 0x>
# expect: None
# expect: <cparam 'z' (0x)>
# expect: TypeError: 'str' object cannot be interpreted as ctypes.c_char_p
# expect: TypeError: 'int' object cannot be interpreted as ctypes.c_char_p
# expect: <ctypes.c_char_Array_3 object at 0x>
# expect: TypeError: '_ctypes.CArgObject' object cannot be interpreted as ctypes.c_char_p
# expect: <cparam 'Z' (0x)>
# expect: TypeError: 'bytes' object cannot be interpreted as ctypes.c_wchar_p
# expect: <cparam 'P' (0x)>
# expect: TypeError: 'float' object cannot be interpreted as ctypes.c_void_p
# expect: <cparam 'P' (0x)>
# expect: TypeError: 'c_int' object cannot be interpreted as ctypes.c_void_p
# expect: TypeError: expected Point instance instead of int
# expect: TypeError: expected Point instance instead of tuple
# expect: None
# expect: <cparam 'P' (0x)>
# expect: TypeError: expected LP_c_int instance instead of int
# expect: <__main__.c_int_Array_2 object at 0x>
# expect: TypeError: expected LP_c_int instance instead of c_short_Array_2
# expect: <cparam 'P' (0x)>
# expect: TypeError: expected LP_c_int instance instead of pointer to c_short
# expect: <cparam 'z' (0x)>
# expect: TypeError: expected CFunctionType instance instead of int
# expect: TypeError: expected _ctypes.Structure instance instead of int
print(byref(number)._obj is number, type(byref(number)))
# expect: True <class '_ctypes.CArgObject'>
attempt(byref, number, 4)  # expect: <cparam 'P' (0x)>
attempt(byref, number, "x")  # expect: TypeError: 'str' object cannot be interpreted as an integer


class Wrapped:
    _as_parameter_ = 42


class Endless:
    pass


Endless._as_parameter_ = Endless()
attempt(c_int.from_param, Wrapped())  # expect: <cparam 'i' (42)>
attempt(c_void_p.from_param, Wrapped())  # expect: <cparam 'P' (0x)>
try:
    c_int.from_param(Endless())
except RecursionError:
    print("RecursionError")
# expect: RecursionError
