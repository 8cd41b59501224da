# Pointers: what they point to, items, slices, casts, incomplete types, what is kept alive.
import warnings
from ctypes import *

number = c_int(42)
to_number = pointer(number)
print(type(to_number).__name__, to_number.contents, to_number[0], POINTER(c_int) is type(to_number))
# expect: LP_c_int c_int(42) 42 True
to_number[0] = 5
to_number.contents.value += 1
print(number, bool(to_number), bool(POINTER(c_int)()), to_number._objects)
# expect: c_int(6) True False {'1': c_int(6)}
other = c_int(9)
to_number.contents = other
print(to_number[0], number.value, addressof(to_number.contents) == addressof(other))
# expect: 9 6 True

items = (c_int * 4)(1, 2, 3, 4)
first = cast(items, POINTER(c_int))
print(first[1], first[:3], first[3:0:-1], first[0:4:2])  # expect: 2 [1, 2, 3] [4, 3, 2] [1, 3]
print(cast(items, c_void_p).value == addressof(items), cast(first, POINTER(c_short))[2])
# expect: True 2
letters = cast(c_char_p(b"hello"), POINTER(c_char))
print(letters[0], letters[:5], letters[1:5:2])  # expect: b'h' b'hello' b'el'
print(cast(pointer(pointer(c_double(1.5))), POINTER(POINTER(c_double)))[0][0])  # expect: 1.5


class Holder(Structure):
    _fields_ = [("items", POINTER(c_int)), ("text", c_char_p)]


holder = Holder(items, b"kept")
print(holder.items[2], holder.text, sorted(holder._objects))  # expect: 3 b'kept' ['0', '1']
holder.items = None
print(bool(holder.items))  # expect: False

cell_pointer = POINTER("cell")


class cell(Structure):
    _fields_ = [("name", c_char_p), ("next", cell_pointer)]


with warnings.catch_warnings(action="ignore"):
    SetPointerType(cell_pointer, cell)
one, two = cell(b"one"), cell(b"two")
one.next, two.next = pointer(two), pointer(one)
print(one.next[0].name, one.next[0].next[0].name, POINTER(cell) is cell_pointer)
# expect: b'two' b'one' True
print(POINTER(None), POINTER(cell).__name__)  # expect: <class 'ctypes.c_void_p'> LP_cell


def attempt(function, *args):
    try:
        print(function(*args))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


attempt(lambda: POINTER(c_int)().contents)  # expect: ValueError: NULL pointer access
attempt(lambda: POINTER(c_int)()[0])  # expect: ValueError: NULL pointer access
attempt(POINTER(c_int), 3)  # expect: TypeError: expected c_int instead of int
attempt(POINTER(c_int), number, other)
# expect: TypeError: POINTER expected at most 1 argument, got 2
attempt(lambda: first[:])  # expect: ValueError: slice stop is required
attempt(lambda: first[:2:-1])  # expect: ValueError: slice start is required for step < 0
attempt(lambda: first["x"])  # expect: TypeError: Pointer indices must be integer
attempt(lambda: first[0:4:0])  # expect: ValueError: slice step cannot be zero
attempt(first.__delitem__, 0)  # expect: TypeError: Pointer does not support item deletion
attempt(lambda: setattr(holder, "items", (c_short * 2)()))
# expect: TypeError: incompatible types, c_short_Array_2 instance instead of LP_c_int instance
attempt(lambda: setattr(holder, "items", 3))
# expect: TypeError: expected LP_c_int instance, got int
attempt(POINTER, 3)  # expect: TypeError: must be a ctypes type
attempt(pointer, 3)  # expect: TypeError: _type_ must have storage info
attempt(cast, 3, c_int)  # expect: TypeError: cast() argument 2 must be a pointer type, not c_int
attempt(cast, [], c_void_p)
# expect: ArgumentError: argument 1: TypeError: 'list' object cannot be interpreted as ctypes.c_void_p
attempt(byref, 3)  # expect: TypeError: byref() argument must be a ctypes instance, not 'int'
attempt(lambda: POINTER("unknown")())  # expect: TypeError: Cannot create instance: has no _type_
