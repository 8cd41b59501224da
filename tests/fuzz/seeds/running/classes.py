class Meta(type):
    def __new__(meta, name, bases, namespace, **keywords):
        return super().__new__(meta, name, bases, namespace)

class Base:
    shared: int = 1
    __slots__ = ("a", "b")
    def __init__(self, a, b=0):
        self.a = a
        self.b = b
    def method(self, x):
        return self.a + x
    @property
    def twice(self):
        return self.a * 2
    @classmethod
    def make(cls, *arguments):
        return cls(*arguments)
    def __eq__(self, other):
        return isinstance(other, Base) and self.a == other.a

class Derived(Base, metaclass=Meta, option=1):
    def __init__(self, a):
        super().__init__(a, b=a)
        self.extra = [a for _ in range(2)]
    def method(self, x):
        return super().method(x) + __class__.shared
    def __getitem__(self, key):
        return key
    class Inner[T]:
        type Pair[U] = tuple[T, U]
        def generic[V: int](self, x: V) -> T:
            return x

def matching(subject):
    match subject:
        case 0 | 1:
            return "small"
        case [x, *rest, Base(a=y)] if y:
            return x, rest, y
        case {"key": value, **others}:
            return value, others
        case Derived(a=1) as found:
            return found
        case (a, b):
            return a, b
        case str() | None | 2.5:
            return "other"
        case _:
            return subject

objects = [Base(1), Derived.make(2), Derived(1)]
for i in range(40):
    for o in objects:
        o.method(i) + o.twice
        o.a, o.b = o.b, o.a
    objects[1].extra += [i]
    matching(i % 3), matching([1, 2, objects[1]]), matching({"key": 1, 2: 3}), matching(objects[2])
    matching((i, i)), matching(None), objects[1][i], objects[0] == objects[2], Derived.Inner().generic(i)
print(objects[0].method(3), globals().keys(), isinstance(objects[1], Base))
del objects[0], objects[1].extra
