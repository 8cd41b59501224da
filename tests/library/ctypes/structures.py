# Structures and unions: layout, initial values, inheritance, packing, anonymous members.
from ctypes import *


class Point(Structure):
    _fields_ = [("x", c_int), ("y", c_int)]


class Line(Structure):
    _fields_ = [("from_", Point), ("to", Point), ("name", c_char * 6), ("width", c_double)]


class Named(Point):
    _fields_ = [("name", c_wchar * 4), ("next", POINTER(Point))]


def show(kind):
    names = [name for name, *_ in kind._fields_]
    print(kind.__name__, sizeof(kind), alignment(kind),
          [(name, getattr(kind, name).offset, getattr(kind, name).size) for name in names])


show(Point)  # expect: Point 8 4 [('x', 0, 4), ('y', 4, 4)]
show(Line)  # expect: Line 32 8 [('from_', 0, 8), ('to', 8, 8), ('name', 16, 6), ('width', 24, 8)]
show(Named)  # expect: Named 32 8 [('name', 8, 16), ('next', 24, 8)]
print(Point.x, Line.to, Named.next)
# expect: <Field type=c_int, ofs=0, size=4> <Field type=Point, ofs=8, size=8> <Field type=LP_Point, ofs=24, size=8>
point = Point(1, y=2)
print(point.x, point.y, bytes(point))  # expect: 1 2 b'\x01\x00\x00\x00\x02\x00\x00\x00'
line = Line((1, 2), Point(3, 4), b"ab", 1.5)
line.to.x = 30
print(line.from_.x, line.to.x, line.to.y, line.name, line.width, line.to._b_base_ is line)
# expect: 1 30 4 b'ab' 1.5 True
named = Named(1, 2, "ab")
print(named.x, named.y, named.name, bool(named.next))  # expect: 1 2 ab False


class Number(Union):
    _fields_ = [("whole", c_uint32), ("bytes", c_ubyte * 4), ("single", c_float)]


number = Number(single=1.0)
print(hex(number.whole), list(number.bytes), sizeof(Number))
# expect: 0x3f800000 [0, 0, 128, 63] 4


class Packed(Structure):
    _pack_ = 1
    _fields_ = [("tag", c_char), ("value", c_longlong), ("more", c_short)]


class Aligned(Structure):
    _align_ = 32
    _fields_ = [("value", c_char)]


show(Packed)  # expect: Packed 11 1 [('tag', 0, 1), ('value', 1, 8), ('more', 9, 2)]
show(Aligned)  # expect: Aligned 32 32 [('value', 0, 1)]


class Variant(Structure):
    class Value(Union):
        _fields_ = [("number", c_int), ("real", c_double)]
    _anonymous_ = ["value"]
    _fields_ = [("tag", c_char), ("value", Value)]


variant = Variant(b"r", real=0.5)
print(variant.real, variant.value.real, Variant.number, Variant.real.offset)
# expect: 0.5 0.5 <Field type=c_int, ofs=8, size=4> 8


class Node(Structure):
    pass


Node._fields_ = [("value", c_int), ("next", POINTER(Node))]
second = Node(2)
first = Node(1, pointer(second))
print(first.next.contents.value, first.next[0].value, bool(second.next))  # expect: 2 2 False


def attempt(function, *args):
    try:
        print(function(*args))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


def define(base=Structure, **namespace):
    return type(base)("X", (base,), namespace)


attempt(Point, 1, 2, 3)  # expect: TypeError: too many initializers
attempt(lambda: Point(1, x=2))  # expect: TypeError: duplicate values for field 'x'
attempt(Point, "a")  # expect: TypeError: 'str' object cannot be interpreted as an integer
attempt(Line, (1, 2, 3))  # expect: RuntimeError: (Point) TypeError: too many initializers
attempt(lambda: Line(name=b"toolong"))  # expect: ValueError: bytes too long (7, maximum length 6)
attempt(lambda: Line(to=c_int(1)))
# expect: TypeError: incompatible types, c_int instance instead of Point instance
attempt(setattr, Point, "_fields_", [])  # expect: AttributeError: _fields_ is final
attempt(delattr, point, "x")  # expect: TypeError: can't delete attribute
attempt(Structure)  # expect: TypeError: abstract class
attempt(lambda: define(_fields_=3))  # expect: TypeError: '_fields_' must be a sequence of pairs
attempt(lambda: define(_fields_=[3]))
# expect: TypeError: '_fields_' must be a sequence of (name, C type) pairs
attempt(lambda: define(_fields_=[("a", 3)]))
# expect: TypeError: second item in _fields_ tuple (index 0) must be a C type
attempt(lambda: define(_fields_=[("a", c_int)], _pack_=-1))
# expect: ValueError: _pack_ must be a non-negative integer
attempt(lambda: define(_fields_=[("a", c_int)], _anonymous_=["b"]))
# expect: AttributeError: type object 'X' has no attribute 'b'
attempt(lambda: define(_fields_=[("a", c_int)], _anonymous_=3))
# expect: TypeError: _anonymous_ must be a sequence
attempt(Point.x.__get__, 3)  # expect: TypeError: not a ctype instance
