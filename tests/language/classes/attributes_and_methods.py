# Instances, class attributes, methods, shadowing and deletion.
class Point:
    """A point."""
    origin = "here"

    def __init__(self, x, y):
        self.x = x
        self.y = y

    def total(self):
        return self.x + self.y

    def move(self, dx=0, *, dy=0):
        self.x += dx
        self.y += dy
        return self


p = Point(1, 2)
print(p.x, p.y, p.total(), p.origin)  # expect: 1 2 3 here
print(p.move(3).move(dy=4).total())  # expect: 10
print(Point.total(p), Point.total.__qualname__, p.total.__self__ is p)  # expect: 10 Point.total True
p.origin = "there"
print(p.origin, Point.origin)  # expect: there here
del p.origin
print(p.origin)  # expect: here
print(p.__dict__)  # expect: {'x': 4, 'y': 6}
p.__dict__["z"] = 9
print(p.z, sorted(vars(p)))  # expect: 9 ['x', 'y', 'z']
del p.x
print(p.__dict__)  # expect: {'y': 6, 'z': 9}
try:
    p.x
except AttributeError as e:
    print(e, e.name, e.obj is p)  # expect: 'Point' object has no attribute 'x' x True
try:
    del p.x
except AttributeError as e:
    print(e)  # expect: 'Point' object has no attribute 'x'
print(hasattr(p, "y"), hasattr(p, "q"), getattr(p, "q", "none"))  # expect: True False none
setattr(p, "na" + "me", 5)
print(p.name, getattr(p, "n" + "ame"))  # expect: 5 5
print(Point.__name__, Point.__module__, Point.__doc__, Point.__bases__, Point.__mro__)  # expect: Point __main__ A point. (<class 'object'>,) (<class '__main__.Point'>, <class 'object'>)
print(type(p) is Point, isinstance(p, Point), isinstance(p, object), issubclass(Point, int))  # expect: True True True False


class Many:
    pass


m = Many()
for i in range(100):
    setattr(m, f"a{i}", i)
print(sum(getattr(m, f"a{i}") for i in range(100)), len(m.__dict__), list(m.__dict__)[:3])  # expect: 4950 100 ['a0', 'a1', 'a2']
q = Point(5, 6)
q.__dict__ = {"x": 1, "y": 1}
print(q.total())  # expect: 2
try:
    q.__dict__ = 3
except TypeError as e:
    print(e)  # expect: __dict__ must be set to a dictionary, not a 'int'


class Empty:
    pass


e = Empty()
try:
    e.missing()
except AttributeError as error:
    print(error)  # expect: 'Empty' object has no attribute 'missing'
try:
    Empty(1)
except TypeError as error:
    print(error)  # expect: Empty() takes no arguments
try:
    Point()
except TypeError as error:
    print(error)  # expect: Point.__init__() missing 2 required positional arguments: 'x' and 'y'
Empty.later = lambda self: "added later"
print(e.later())  # expect: added later
del Empty.later
print(hasattr(e, "later"))  # expect: False
e.later = 3
Empty.later = 4
print(e.later, Empty().later)  # expect: 3 4
