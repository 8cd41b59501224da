# Classes as programs write them: mixins, slots, metaclasses, __new__, comparison; instances as
# buffers of other modules.
import copy
import enum
import gc
import io
import struct
import weakref
from ctypes import *


class Mixin:
    def area(self):
        return self.x * self.y


class Point(Structure, Mixin):
    _fields_ = [("x", c_int), ("y", c_int)]

    def __eq__(self, other):
        return isinstance(other, Point) and bytes(self) == bytes(other)

    def __hash__(self):
        return hash(bytes(self))

    def __repr__(self):
        return f"Point({self.x}, {self.y})"


point = Point(2, 3)
print(point.area(), point == Point(2, 3), {point: 1}[Point(2, 3)], copy.deepcopy(point))
# expect: 6 True 1 Point(2, 3)
reference = weakref.ref(point)
print(reference() is point)  # expect: True
del point
print(reference())  # expect: None


class Slotted(Structure):
    __slots__ = ("extra",)
    _fields_ = [("x", c_int)]


slotted = Slotted(1)
slotted.extra = 5
print(slotted.extra, slotted.x)  # expect: 5 1


class Colour(enum.IntEnum):
    RED = 1


print(c_int(Colour.RED), Slotted(Colour.RED).x)  # expect: c_int(1) 1


class Base(Structure):
    _fields_ = [("a", c_int)]


class Same(Base):
    pass


class Longer(Base):
    _fields_ = [("b", c_double)]


print(sizeof(Same), Same(4).a, sizeof(Longer), Longer(1, 2.0).b, Longer.a.offset, Longer.b.offset)
# expect: 4 4 16 2.0 0 8


class Noted(Structure):
    _fields_ = [("a", c_int)]

    def __new__(cls, *args):
        made = super().__new__(cls)
        made.new = True
        return made

    def __init__(self, *args):
        super().__init__(*args)
        self.note = "noted"


noted = Noted(3)
print(noted.a, noted.__dict__)  # expect: 3 {'new': True, 'note': 'noted'}


class Meta(type(Structure)):
    def __new__(metatype, name, bases, namespace):
        namespace["_fields_"] = [("q", c_short)]
        return super().__new__(metatype, name, bases, namespace)


class Made(Structure, metaclass=Meta):
    pass


print(Made(3).q, sizeof(Made), type(Made).__name__)  # expect: 3 2 Meta
points = (Point * 3)((1, 2), (3, 4))
points[2] = Point(5, 6)
points[0].x = 100
print(list(points), [point.y for point in points], points[1:])
# expect: [Point(100, 2), Point(3, 4), Point(5, 6)] [2, 4, 6] [Point(3, 4), Point(5, 6)]

buffer = (c_char * 10)()
view = memoryview(buffer)
view.cast("B")[0:3] = b"abc"
struct.pack_into("<i", buffer, 4, 7)
print(buffer.value, struct.unpack_from("<i", buffer, 4), bytearray(buffer)[:5])
# expect: b'abc' (7,) bytearray(b'abc\x00\x07')
point = Point()
print(io.BytesIO(struct.pack("<ii", 1, 2)).readinto(point), point)  # expect: 8 Point(1, 2)


class Large(Structure):
    _fields_ = [("a", c_ubyte * 100000)]


large = Large()
large.a[99999] = 7
print(sizeof(large), bytes(large)[-1])  # expect: 100000 7
for size in range(1, 300):  # the types of arrays go as they come
    create_string_buffer(size)
gc.collect()
print(len([kind for kind in gc.get_objects() if getattr(kind, "_type_", None) is c_char]) < 9)
# expect: True
