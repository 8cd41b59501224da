# Functions of the C library: results, argument types, structures by value and by address, printf.
import locale
import time
from ctypes import *
from ctypes.util import find_library

libc = CDLL(None)
libm = CDLL(find_library("m"))
print(libc.abs(-3), libc.atoi(b"42"), libc.strlen(b"hello"), libc.toupper(ord("x")))
# expect: 3 42 5 88
libm.pow.restype = c_double
libm.pow.argtypes = c_double, c_double
print(libm.pow(2, 10), libm.pow(2.0, 0.5))  # expect: 1024.0 1.4142135623730951
libc.strtod.restype = c_double
end = c_char_p()
print(libc.strtod(b"1.5e3xyz", byref(end)), end.value)  # expect: 1500.0 b'xyz'

compare_type = CFUNCTYPE(c_int, POINTER(c_int), POINTER(c_int))


@compare_type
def compare(left, right):
    return left[0] - right[0]


numbers = (c_int * 6)(5, 1, 4, -2, 9, 0)
libc.qsort(numbers, len(numbers), sizeof(c_int), compare)
print(numbers[:])  # expect: [-2, 0, 1, 4, 5, 9]
libc.bsearch.restype = POINTER(c_int)
print(libc.bsearch(byref(c_int(4)), numbers, 6, sizeof(c_int), compare)[0])  # expect: 4


class tm(Structure):
    _fields_ = [(name, c_int) for name in ("sec", "min", "hour", "mday", "mon", "year", "wday",
                                           "yday", "isdst")]
    _fields_ += [("gmtoff", c_long), ("zone", c_char_p)]


moment, parts = c_time_t(86400 * 365), tm()
libc.gmtime_r.restype = POINTER(tm)
result = libc.gmtime_r(byref(moment), byref(parts))
print(parts.year, parts.mon, parts.mday, parts.hour, result.contents.yday, parts.zone)
# expect: 71 0 1 0 0 b'GMT'
libc.localtime_r(byref(moment), byref(parts))
print((parts.hour, parts.min) == time.localtime(moment.value)[3:5])  # expect: True
buffer = create_string_buffer(40)
print(libc.strftime(buffer, len(buffer), b"%Y-%m-%d", byref(parts)), buffer.value)
# expect: 10 b'1971-01-01'


class ldiv_t(Structure):
    _fields_ = [("quot", c_long), ("rem", c_long)]


class in_addr(Structure):
    _fields_ = [("address", c_uint8 * 4)]


libc.ldiv.restype = ldiv_t
answer = libc.ldiv(c_long(-17), c_long(5))
print(answer.quot, answer.rem)  # expect: -3 -2
libc.inet_ntoa.restype = c_char_p
libc.inet_ntoa.argtypes = in_addr,
print(libc.inet_ntoa(in_addr((127, 0, 0, 1))))  # expect: b'127.0.0.1'

libc.snprintf.argtypes = c_char_p, c_size_t, c_char_p
print(libc.snprintf(buffer, 40, b"%d %s %.2f %c", 7, b"seven", c_double(0.7), ord("7")))
# expect: 14
print(buffer.value)  # expect: b'7 seven 0.70 7'
libc.wcslen.argtypes = c_wchar_p,
print(libc.wcslen("häß\U0001f600"), libc.getenv(b"no such name"))  # expect: 4 0
libc.strchr.restype = c_char_p
print(libc.strchr(b"a=b", ord("=")), libc.strchr(b"a=b", ord("x")))  # expect: b'=b' None
libc.strdup.restype = c_void_p
copy = libc.strdup(b"owned")
print(string_at(copy), libc.free(c_void_p(copy)) is not None)  # expect: b'owned' True


def attempt(function, *args):
    try:
        print(function(*args))
    except Exception as error:
        print(f"{type(error).__name__}: {error}".replace(str(libc._name), "?").split(": ", 3)[-1])


attempt(libc.abs, 1.5)  # expect: Don't know how to convert parameter 1
attempt(libc.abs, 2**70)  # expect: int too long to convert
attempt(libm.pow, 1)  # expect: this function takes at least 2 arguments (1 given)
attempt(libm.pow, "x", 1)  # expect: must be real number, not str
attempt(lambda: libc.no_such_function)  # expect: no_such_function
attempt(CDLL, "no_such_library.so")  # expect: No such file or directory
attempt(setattr, libc.abs, "argtypes", (3,))
# expect: item 1 in _argtypes_ has no from_param method
attempt(setattr, libc.abs, "argtypes", 3)  # expect: _argtypes_ must be a sequence of types
attempt(setattr, libc.abs, "restype", 3)  # expect: restype must be a type, a callable, or ?
attempt(setattr, libc.abs, "errcheck", 3)  # expect: the errcheck attribute must be callable
print(find_library("no such library"), find_library("c"))  # expect: None libc.so.6
