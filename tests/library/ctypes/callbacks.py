# Python functions called by C: values of all kinds, errors, life, calls within calls.
import gc
import sys
import weakref
from ctypes import *

for kind, value in ((c_byte, -3), (c_ubyte, 250), (c_short, -300), (c_uint, 2**32 - 1),
                    (c_longlong, -2**62), (c_float, 0.5), (c_double, 1e300), (c_longdouble, 0.25),
                    (c_char, b"x"), (c_wchar, "ß"), (c_bool, True), (c_void_p, 7), (c_void_p, None),
                    (c_char_p, b"text"), (py_object, [1])):
    print(CFUNCTYPE(kind, kind)(lambda given: given)(value) if kind is not c_char_p
          else CFUNCTYPE(c_size_t, kind)(len)(value), end=" ")
print()
# expect: -3 250 -300 4294967295 -4611686018427387904 0.5 1e+300 0.25 b'x' ß True 7 None 4 [1] 


class Point(Structure):
    _fields_ = [("x", c_int), ("y", c_double)]


print(CFUNCTYPE(c_int, Point)(lambda point: point.x + int(point.y))(Point(3, 4.0)))  # expect: 7
point = Point()
CFUNCTYPE(None, POINTER(Point))(lambda to: setattr(to[0], "x", 9))(byref(point))
print(point.x, CFUNCTYPE(c_int)(lambda: None) is not None)  # expect: 9 True


def report(unraisable):
    print("unraisable:", type(unraisable.exc_value).__name__, unraisable.exc_value,
          unraisable.err_msg.split(" <")[0], unraisable.object)


sys.unraisablehook = report


def fail(value):
    raise ValueError(value)


CFUNCTYPE(c_int, c_int)(fail)(5)
# expect: unraisable: ValueError 5 Exception ignored on calling ctypes callback function None
CFUNCTYPE(c_int, c_int)(lambda value: "text")(5)
# expect: unraisable: TypeError 'str' object cannot be interpreted as an integer Exception ignored on converting result of ctypes callback function None
CFUNCTYPE(c_int, c_int)(lambda: 0)(5)
# expect: unraisable: TypeError <lambda>() takes 0 positional arguments but 1 was given Exception ignored on calling ctypes callback function None


@CFUNCTYPE(c_int, c_int)
def factorial(number):
    return number * factorial(number - 1) if number > 1 else 1


print(factorial(10))  # expect: 3628800


class Owner:
    def __init__(self):
        self.callback = CFUNCTYPE(None)(self.run)

    def run(self):
        pass


owner = Owner()
dead = weakref.ref(owner)
del owner
gc.collect()
print(dead())  # expect: None


class Table(Structure):
    _fields_ = [("run", CFUNCTYPE(c_int, c_int))]


table = Table(CFUNCTYPE(c_int, c_int)(lambda value: value * 2))
gc.collect()
print(table.run(21))  # expect: 42


def attempt(function, *args):
    try:
        print(function(*args))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


attempt(CFUNCTYPE(Point), lambda: 0)
# expect: TypeError: invalid result type for callback function
attempt(CFUNCTYPE(POINTER(c_int)), lambda: 0)
# expect: TypeError: invalid result type for callback function
attempt(CFUNCTYPE(c_int), 3.5)
# expect: TypeError: argument must be callable or integer function address
attempt(setattr, table, "run", len)
# expect: TypeError: expected CFunctionType instance, got builtin_function_or_method
