# Arrays: items, slices, text of characters, arrays of arrays, errors.
from ctypes import *

three = (c_int * 3)(1, 2)
print(type(three).__name__, len(three), list(three), three[-1], three[::-1], three[1:5])
# expect: c_int_Array_3 3 [1, 2, 0] 0 [0, 2, 1] [2, 0]
three[0:2] = 7, 8
three[-1] = 9
print(three[:], 8 in three, c_int * 3 is c_int * 3, (3 * c_int)._length_, (c_int * 3)._type_)
# expect: [7, 8, 9] True True 3 <class 'ctypes.c_int'>
grid = (c_short * 3 * 2)((1, 2, 3), (4, 5, 6))
print([row[:] for row in grid], grid[1][2], sizeof(grid))  # expect: [[1, 2, 3], [4, 5, 6]] 6 12
grid[0] = grid[1]
grid[1][0] = 40
print([row[:] for row in grid])  # expect: [[4, 5, 6], [40, 5, 6]]

text = create_string_buffer(b"hello", 8)
print(text.value, text.raw, len(text), text[1:3], text[::2], text[0])
# expect: b'hello' b'hello\x00\x00\x00' 8 b'el' b'hlo\x00' b'h'
text.value = b"ab"
print(text.value, text.raw)  # expect: b'ab' b'ab\x00lo\x00\x00\x00'
text.raw = b"12345678"
print(text.value)  # expect: b'12345678'
wide = create_unicode_buffer("häß")
print(wide.value, len(wide), [wide[1:], wide[::-1]])  # expect: häß 4 ['äß\x00', '\x00ßäh']
wide[0] = "H"
print(wide.value)  # expect: Häß
pointers = (c_char_p * 2)(b"one", b"two")
print(pointers[:], pointers._objects)  # expect: [b'one', b'two'] {'0': b'one', '1': b'two'}


class Pair(Array):
    _type_ = c_double
    _length_ = 2


print(Pair(1, 2)[:], Pair.__name__, alignment(Pair), (c_int * 0)()[:])
# expect: [1.0, 2.0] Pair 8 []


def attempt(function, *args):
    try:
        print(function(*args))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


attempt(c_int * 2, 1, 2, 3)  # expect: IndexError: invalid index
attempt(lambda: three[3])  # expect: IndexError: invalid index
attempt(lambda: three["x"])  # expect: TypeError: indices must be integers
attempt(lambda: three[2**70])  # expect: IndexError: cannot fit 'int' into an index-sized integer
attempt(three.__setitem__, slice(0, 2), [1])
# expect: ValueError: Can only assign sequence of same size
attempt(three.__delitem__, 0)  # expect: TypeError: Array does not support item deletion
attempt(three.__setitem__, 0, "x")
# expect: TypeError: 'str' object cannot be interpreted as an integer
attempt(setattr, text, "value", b"123456789")  # expect: ValueError: byte string too long
attempt(setattr, text, "value", "x")  # expect: TypeError: bytes expected instead of str instance
attempt(setattr, text, "raw", b"123456789")  # expect: ValueError: byte string too long
attempt(setattr, wide, "value", "too long")  # expect: ValueError: string too long
attempt(lambda: c_int * -1)  # expect: ValueError: Array length must be >= 0, not -1
attempt(lambda: c_int * "x")  # expect: TypeError: can't multiply sequence by non-int of type 'str'
attempt(lambda: c_int * 2**62)  # expect: OverflowError: array too large
attempt(lambda: Structure * 2)  # expect: TypeError: _type_ must have storage info
attempt(type(Array), "X", (Array,), {"_type_": c_int})
# expect: AttributeError: class must define a '_length_' attribute
attempt(type(Array), "X", (Array,), {"_type_": 3, "_length_": 3})
# expect: TypeError: _type_ must have storage info
attempt(create_string_buffer, "text")  # expect: TypeError: text
attempt(Array)  # expect: TypeError: abstract class
