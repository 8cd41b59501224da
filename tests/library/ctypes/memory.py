# Memory: moves, fills, text at addresses, resizing, buffers, pickling.
import copy
import pickle
from ctypes import *

source, target = create_string_buffer(b"hello"), create_string_buffer(8)
memmove(target, source, 3)
print(target.value, memset(target, ord("x"), 2) == addressof(target), target.value)
# expect: b'hel' True b'xxl'
print(string_at(source), string_at(source, 2), string_at(addressof(source) + 1), string_at(b"ab", 3))
# expect: b'hello' b'he' b'ello' b'ab\x00'
print(wstring_at("häß"), wstring_at(create_unicode_buffer("wide"), 2))  # expect: häß wi

text = create_string_buffer(2)
resize(text, 40)
print(sizeof(text), sizeof(type(text)), text.raw == bytes(2))  # expect: 40 2 False
origin = c_int(77)
number = c_int.from_address(addressof(origin))
print(number._b_needsfree_, c_int()._b_needsfree_)  # expect: 0 1


class Point(Structure):
    _fields_ = [("x", c_short), ("y", c_int)]


room = bytearray(range(16))
point = Point.from_buffer(room, 8)
point.y = -1
print(hex(point.x), room.hex(), type(point._objects).__name__)
# expect: 0x908 000102030405060708090a0bffffffff dict
print(Point.from_buffer_copy(bytes(range(8))).y, c_int.from_buffer_copy(b"\1\0\0\0").value)
# expect: 117835012 1

for object in (c_int(1), c_double(), c_char_p(), c_bool(), c_wchar(), c_longdouble(), point,
               (c_int * 3 * 2)(), pointer(point), CFUNCTYPE(None)(), (Point * 2)(),
               c_int.__ctype_be__(5)):
    view = memoryview(object)
    print(view.format, view.ndim, view.shape, view.itemsize, view.readonly)
# expect: <i 0 () 4 False
# expect: <d 0 () 8 False
# expect: <z 0 () 8 False
# expect: <? 0 () 1 False
# expect: <u 0 () 4 False
# expect: <g 0 () 16 False
# expect: T{<h:x:2x<i:y:} 0 () 8 False
# expect: <i 2 (2, 3) 4 False
# expect: &T{<h:x:2x<i:y:} 0 () 8 False
# expect: X{} 0 () 8 False
# expect: T{<h:x:2x<i:y:} 1 (2,) 8 False
# expect: >i 0 () 4 False
view = memoryview((c_ubyte * 4)(1, 2, 3, 4)).cast("B")
view[1] = 20
print(list(view), bytes(c_int.__ctype_be__(5)), bytes(c_short(5)))
# expect: [1, 20, 3, 4] b'\x00\x00\x00\x05' b'\x05\x00'

for object in (c_int(5), c_double(1.5), Point(3, 4)):
    again = pickle.loads(pickle.dumps(object))
    print(type(again) is type(object), bytes(again) == bytes(object), again is not object)
# expect: True True True
# expect: True True True
# expect: True True True
point.note = "kept"
twin = copy.copy(point)
print(twin.x == point.x, twin.note)  # expect: True kept


def attempt(function, *args):
    try:
        print(function(*args))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


attempt(pickle.dumps, c_char_p(b"x"))
# expect: ValueError: ctypes objects containing pointers cannot be pickled
attempt(pickle.dumps, pointer(c_int()))
# expect: ValueError: ctypes objects containing pointers cannot be pickled
attempt(room.extend, b"more")
# expect: BufferError: Existing exports of data: object cannot be re-sized
attempt(Point.from_buffer, b"read only")  # expect: TypeError: underlying buffer is not writable
attempt(Point.from_buffer, bytearray(3))
# expect: ValueError: Buffer size too small (3 instead of at least 8 bytes)
attempt(Point.from_buffer, bytearray(9), 2)
# expect: ValueError: Buffer size too small (9 instead of at least 10 bytes)
attempt(Point.from_buffer, bytearray(9), -1)  # expect: ValueError: offset cannot be negative
attempt(Point.from_buffer, 3)
# expect: TypeError: memoryview: a bytes-like object is required, not 'int'
attempt(Point.from_buffer_copy, b"short")
# expect: ValueError: Buffer size too small (5 instead of at least 8 bytes)
attempt(Point.from_address, "x")  # expect: TypeError: integer expected
attempt(Structure.from_address, 0)  # expect: TypeError: abstract class
attempt(resize, c_int(), 2)  # expect: ValueError: minimum size is 4
attempt(resize, point, 100)
# expect: ValueError: Memory cannot be resized because this object doesn't own it
attempt(c_int.in_dll, 3, "x")  # expect: AttributeError: 'int' object has no attribute '_handle'
attempt(string_at, [])
# expect: ArgumentError: argument 1: TypeError: 'list' object cannot be interpreted as ctypes.c_void_p
