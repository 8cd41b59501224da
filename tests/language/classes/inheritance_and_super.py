# C3, cooperative super(), super with arguments, classes without a consistent order.
class A:
    def who(self):
        return ["A"]

    @classmethod
    def make(cls):
        return "A.make " + cls.__name__

    @staticmethod
    def plain():
        return "plain"


class B(A):
    def who(self):
        return ["B"] + super().who()

    @classmethod
    def make(cls):
        return "B+" + super().make()


class C(A):
    def who(self):
        return ["C"] + super(C, self).who()


class D(B, C):
    def who(self):
        s = super()
        return ["D"] + s.who()


print(D().who(), [c.__name__ for c in D.__mro__])  # expect: ['D', 'B', 'C', 'A'] ['D', 'B', 'C', 'A', 'object']
print(D.make(), D().make(), D.plain(), D().plain())  # expect: B+A.make D B+A.make D plain plain
print(A.__subclasses__(), B.__subclasses__())  # expect: [<class '__main__.B'>, <class '__main__.C'>] [<class '__main__.D'>]
try:
    class E(A, B):
        pass
except TypeError as e:
    print(e)  # expect: Cannot create a consistent method resolution order (MRO) for bases A, B
try:
    class F(A, A):
        pass
except TypeError as e:
    print(e)  # expect: duplicate base class A
try:
    class G(int, str):
        pass
except TypeError as e:
    print(e)  # expect: multiple bases have instance lay-out conflict
try:
    class H(bool):
        pass
except TypeError as e:
    print(e)  # expect: type 'bool' is not an acceptable base type
try:
    class I(3):
        pass
except TypeError as e:
    print(e)  # expect: int expected at most 2 arguments, got 3
s = super(B, D())
print(s.who(), s.__thisclass__, s.__self_class__, type(s.__self__))  # expect: ['C', 'A'] <class '__main__.B'> <class '__main__.D'> <class '__main__.D'>
print(super(B, D).make())  # expect: A.make D
try:
    super(B, 3)
except TypeError as e:
    print(e)  # expect: super(type, obj): obj (instance of int) is not an instance or subtype of type (B).
try:
    super().foo
except RuntimeError as e:
    print(e)  # expect: super(): no arguments
B.__bases__ = (C,)
print(D.__mro__, D().who())  # expect: (<class '__main__.D'>, <class '__main__.B'>, <class '__main__.C'>, <class '__main__.A'>, <class 'object'>) ['D', 'B', 'C', 'A']


class X:
    pass


class Y(X):
    pass


try:
    X.__bases__ = (Y,)
except TypeError as e:
    print(e)  # expect: a __bases__ item causes an inheritance cycle
try:
    X.__bases__ = (int,)
except TypeError as e:
    print(e)  # expect: __bases__ assignment: 'int' object layout differs from 'object'


class Base:
    def __init_subclass__(cls, tag=None, **kwargs):
        super().__init_subclass__(**kwargs)
        cls.tag = tag


class Derived(Base, tag="t"):
    pass


print(Derived.tag)  # expect: t
try:
    class Wrong(Base, other=1):
        pass
except TypeError as e:
    print(e)  # expect: Wrong.__init_subclass__() takes no keyword arguments


class Meta(type):
    def __new__(mcls, name, bases, namespace, **kwargs):
        namespace["made_by"] = mcls.__name__
        return super().__new__(mcls, name, bases, namespace)

    def __init__(cls, name, bases, namespace, **kwargs):
        super().__init__(name, bases, namespace)
        cls.kwargs = kwargs

    @classmethod
    def __prepare__(mcls, name, bases, **kwargs):
        return {"prepared": name}

    def __call__(cls, *args):
        made = super().__call__(*args)
        return made

    def hello(cls):
        return "hello " + cls.__name__

    def __getattr__(cls, name):
        return "meta " + name

    def __len__(cls):
        return 7

    def __instancecheck__(cls, value):
        return value == 1


class WithMeta(metaclass=Meta, k=1):
    pass


print(WithMeta.made_by, WithMeta.prepared, WithMeta.kwargs, WithMeta.hello(), WithMeta.anything)  # expect: Meta WithMeta {'k': 1} hello WithMeta meta anything
print(len(WithMeta), isinstance(1, WithMeta), isinstance(2, WithMeta), type(WithMeta))  # expect: 7 True False <class '__main__.Meta'>
print(isinstance(WithMeta(), WithMeta))  # expect: True


class Meta2(type):
    pass


try:
    class Conflict(WithMeta, metaclass=Meta2):
        pass
except TypeError as e:
    print(e)  # expect: metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases
