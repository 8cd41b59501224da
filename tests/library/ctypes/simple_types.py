# The simple types: values, limits, errors, what they look like.
from ctypes import *

for kind in (c_bool, c_byte, c_ubyte, c_short, c_ushort, c_int, c_uint, c_long, c_ulong,
             c_longlong, c_size_t, c_int8, c_uint64):
    print(kind.__name__, sizeof(kind), alignment(kind), kind(-1).value, kind(2**65 + 3).value)
# expect: c_bool 1 1 True True
# expect: c_byte 1 1 -1 3
# expect: c_ubyte 1 1 255 3
# expect: c_short 2 2 -1 3
# expect: c_ushort 2 2 65535 3
# expect: c_int 4 4 -1 3
# expect: c_uint 4 4 4294967295 3
# expect: c_long 8 8 -1 3
# expect: c_ulong 8 8 18446744073709551615 3
# expect: c_long 8 8 -1 3
# expect: c_ulong 8 8 18446744073709551615 3
# expect: c_byte 1 1 -1 3
# expect: c_ulong 8 8 18446744073709551615 3
for kind in c_float, c_double, c_longdouble:
    print(kind.__name__, sizeof(kind), kind(0.1), kind(3).value)
# expect: c_float 4 c_float(0.10000000149011612) 3.0
# expect: c_double 8 c_double(0.1) 3.0
# expect: c_longdouble 16 c_longdouble(0.1) 3.0
print(c_char(b"x"), c_char(65), c_char(bytearray(b"y")).value, c_wchar("\U0001f600").value)
# expect: c_char(b'x') c_char(b'A') b'y' 😀
print(c_char_p(b"abc").value, c_char_p().value, c_wchar_p("häß").value, c_wchar_p(None).value)
# expect: b'abc' None häß None
print(c_void_p(-1).value, c_void_p().value, c_void_p(), py_object(), py_object([1]).value)
# expect: 18446744073709551615 None c_void_p(None) py_object(<NULL>) [1]
print(bool(c_int()), bool(c_int(5)), bool(c_double(0.0)), bool(c_char_p(b"")), bool(c_void_p()))
# expect: False True False True False

number = c_int(3)
number.value = -7
print(number, number.value, c_int(True), c_int().value)  # expect: c_int(-7) -7 c_int(1) 0


class Handle(c_int):
    pass


print(repr(Handle(3))[:20], Handle(3).value, Handle._type_, c_long is c_longlong)
# expect: <Handle object at 0x 3 i True


def attempt(function, *args):
    try:
        print(function(*args))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


for kind, value in ((c_int, "x"), (c_int, 1.5), (c_double, "1"), (c_char, b"ab"), (c_char, 300),
                    (c_wchar, "ab"), (c_wchar, b"a"), (c_char_p, "x"), (c_wchar_p, b"x"),
                    (c_void_p, "x")):
    attempt(kind, value)
# expect: TypeError: 'str' object cannot be interpreted as an integer
# expect: TypeError: 'float' object cannot be interpreted as an integer
# expect: TypeError: must be real number, not str
# expect: TypeError: one character bytes, bytearray or integer expected
# expect: TypeError: one character bytes, bytearray or integer expected
# expect: TypeError: one character unicode string expected
# expect: TypeError: unicode string expected instead of bytes instance
# expect: TypeError: bytes or integer address expected instead of str instance
# expect: TypeError: unicode string or integer address expected instead of bytes instance
# expect: TypeError: cannot be converted to pointer
attempt(c_int, 1, 2)  # expect: TypeError: __init__ expected at most 1 argument, got 2
attempt(hash, c_int(1))  # expect: TypeError: unhashable type
attempt(lambda: py_object().value)  # expect: ValueError: PyObject is NULL
attempt(delattr, number, "value")  # expect: TypeError: can't delete attribute
attempt(type, "X", (c_int.__base__,), {})
# expect: AttributeError: class must define a '_type_' attribute
attempt(type(c_int), "X", (c_int.__base__,), {"_type_": "w"})
# expect: AttributeError: class must define a '_type_' attribute which must be
# expect: a single character string containing one of 'cbBhHiIlLdfuzZqQPXOv?g'.
attempt(c_int.__base__)  # expect: TypeError: abstract class
attempt(sizeof, 3)  # expect: TypeError: this type has no size
attempt(alignment, c_int.__base__)  # expect: TypeError: no alignment info
