# __class__ assignment, type() with three arguments, __mro_entries__, names of classes.
class A:
    def __init__(self):
        self.a = 1

    def who(self):
        return "A"


class B:
    def __init__(self):
        self.one = self.two = self.three = self.four = self.five = self.six = self.seven = 1

    def who(self):
        return "B"


a = A()
a.__class__ = B
print(a.who(), a.a, type(a).__name__)  # expect: B 1 B
a.more = 2
a.__class__ = A
print(a.who(), a.__dict__)  # expect: A {'a': 1, 'more': 2}
b = B()
b.__class__ = A
print(b.who(), len(b.__dict__))  # expect: A 7
del a, b


class S:
    __slots__ = ("x",)


class S2:
    __slots__ = ("x",)


s = S()
s.x = 4
s.__class__ = S2
print(s.x, type(s).__name__)  # expect: 4 S2
for value in (int, A, 3):
    try:
        s.__class__ = value
    except TypeError as e:
        print(e)  # expect: __class__ assignment only supported for mutable types or ModuleType subclasses
                  # expect: __class__ assignment: 'A' object layout differs from 'S2'
                  # expect: __class__ must be set to a class, not 'int' object
try:
    (5).__class__ = A
except TypeError as e:
    print(e)  # expect: __class__ assignment only supported for mutable types or ModuleType subclasses
C = type("C", (A,), {"x": 1, "f": lambda self: self.x})
print(C().f(), C.__name__, C.__mro__[1:], C.__module__, C.__qualname__)  # expect: 1 C (<class '__main__.A'>, <class 'object'>) __main__ C
C.__name__ = "Renamed"
C.__qualname__ = "Outer.Renamed"
print(C, repr(C()).split(" at ")[0], C.__name__)  # expect: <class '__main__.Outer.Renamed'> <__main__.Outer.Renamed object Renamed
for args in ((), (1, 2), ("n", 3, {}), (3, (), {}), ("n", (), 3), ("a\0b", (), {})):
    try:
        type(*args)
    except (TypeError, ValueError) as e:
        print(e)  # expect: type() takes 1 or 3 arguments
                  # expect: type() takes 1 or 3 arguments
                  # expect: type.__new__() argument 2 must be tuple, not int
                  # expect: type.__new__() argument 1 must be str, not int
                  # expect: type.__new__() argument 3 must be dict, not int
                  # expect: type name must not contain null characters


class Entries:
    def __mro_entries__(self, bases):
        return (A,)


class M(Entries()):
    pass


print(M.__bases__, type(M.__orig_bases__[0]).__name__)  # expect: (<class '__main__.A'>,) Entries
try:
    type("T", (Entries(),), {})
except TypeError as e:
    print(e)  # expect: type() doesn't support MRO entry resolution; use types.new_class()


def function():
    class Local:
        class Inner:
            pass

    return Local


print(function().Inner.__qualname__, function().__module__)  # expect: function.<locals>.Local.Inner __main__


class Namespace(dict):
    def __missing__(self, key):
        if key.startswith("__"):
            raise KeyError(key)
        return "missing " + key


class Prep(type):
    @classmethod
    def __prepare__(mcls, name, bases):
        return Namespace()


class Uses(metaclass=Prep):
    value = undefined_name


print(Uses.value)  # expect: missing undefined_name


class BadPrep(type):
    @classmethod
    def __prepare__(mcls, name, bases):
        return 3


try:
    class Bad(metaclass=BadPrep):
        pass
except TypeError as e:
    print(e)  # expect: BadPrep.__prepare__() must return a mapping, not int


class New:
    def __new__(cls, *args):
        made = super().__new__(cls)
        made.args = args
        return made

    def __init__(self, *args):
        self.count = len(args)


print(New(1, 2).args, New(1, 2).count)  # expect: (1, 2) 2


class Other:
    def __new__(cls):
        return 5


print(Other())  # expect: 5


class Key(metaclass=lambda name, bases, namespace, **k: (name, bases, sorted(k))):
    pass


print(Key)  # expect: ('Key', (), [])
