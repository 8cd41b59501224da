"""type(): what it takes, and the special attributes of classes."""
import types
import warnings


def attempt(function, *arguments, **keywords):
    try:
        return function(*arguments, **keywords)
    except Exception as error:
        return f"{type(error).__name__}: {error}"


print(attempt(type), attempt(type, 1, 2), attempt(type, 1, 2, 3, 4))  # expect: TypeError: type() takes 1 or 3 arguments TypeError: type() takes 1 or 3 arguments TypeError: type() takes 1 or 3 arguments
print(attempt(type, "name", (), {}, key=1))  # expect: TypeError: name.__init_subclass__() takes no keyword arguments
print(attempt(type, 5, (), {}))  # expect: TypeError: type.__new__() argument 1 must be str, not int
print(attempt(type, "name", [], {}))  # expect: TypeError: type.__new__() argument 2 must be tuple, not list
print(attempt(type, "name", (), []))  # expect: TypeError: type.__new__() argument 3 must be dict, not list
print(attempt(type, "na\0me", (), {}))  # expect: ValueError: type name must not contain null characters
print(attempt(type, "na\ud800me", (), {}))  # expect: UnicodeEncodeError: 'utf-8' codec can't encode character '\ud800' in position 2: surrogates not allowed
print(attempt(type, "name", (5,), {}))  # expect: TypeError: metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases
print(attempt(type, "name", (types.SimpleNamespace(),), {}))  # expect: TypeError: metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases
print(attempt(type, "name", (bool,), {}))  # expect: TypeError: type 'bool' is not an acceptable base type
print(attempt(type, "name", (types.FunctionType,), {}))  # expect: TypeError: type 'function' is not an acceptable base type
print(attempt(type, "name", (int, str), {}))  # expect: TypeError: multiple bases have instance lay-out conflict
print(attempt(type, "name", (object, int), {}))  # expect: TypeError: Cannot create a consistent method resolution order (MRO) for bases object, int
print(attempt(type, "name", (int, int), {}))  # expect: TypeError: duplicate base class int
print(attempt(type.__new__), attempt(type.__new__, type), attempt(type.__new__, type, "name"), attempt(type.__new__, 5, "name", (), {}))  # expect: TypeError: type.__new__(): not enough arguments TypeError: type.__new__() takes exactly 3 arguments (0 given) TypeError: type.__new__() takes exactly 3 arguments (1 given) TypeError: type.__new__(X): X is not a type object (int)
print(attempt(type.__new__, int, "name", (), {}), attempt(type.__new__, type, "name", (), {}).__name__)  # expect: TypeError: type.__new__(int): int is not a subtype of type name
print(attempt(type.__init__, int, "name", ()), attempt(type.__init__, int, 5, x=1), attempt(type.__init__, int, "a", (), {}))  # expect: TypeError: type.__init__() takes 1 or 3 arguments TypeError: type.__init__() takes no keyword arguments None
print(attempt(type, "name", (), {"__qualname__": 5}))  # expect: TypeError: type __qualname__ must be a str, not int
print(attempt(type, "name", (), {"__classcell__": 5}))  # expect: TypeError: __classcell__ must be a nonlocal cell, not <class 'int'>
print(attempt(type, "name", (), {"__classdictcell__": 5}))  # expect: TypeError: __classdictcell__ must be a nonlocal cell, not <class 'int'>
print(attempt(type, "name", (), {"__slots__": 5}))  # expect: TypeError: 'int' object is not iterable
print(attempt(type, "name", (), {"__slots__": ["a b"]}))  # expect: TypeError: __slots__ must be identifiers
print(attempt(type, "name", (), {"__slots__": ["a", "a"]}).__slots__)  # expect: ['a', 'a']
print(attempt(type, "name", (), {"__slots__": ["a"], "a": 1}))  # expect: ValueError: 'a' in __slots__ conflicts with class variable
print(attempt(type, "name", (), {"__slots__": ["__dict__", "__dict__"]}))  # expect: TypeError: __dict__ slot disallowed: we already got one
print(attempt(type, "name", (), {"__slots__": ["__weakref__", "__weakref__"]}))  # expect: TypeError: __weakref__ slot disallowed: we already got one
print(attempt(type, "name", (int,), {"__slots__": ["a"]}))  # expect: TypeError: nonempty __slots__ not supported for subtype of 'int'
print(attempt(type, "name", (tuple,), {"__slots__": ["a"]}))  # expect: TypeError: nonempty __slots__ not supported for subtype of 'tuple'
print(attempt(type, "name", (tuple,), {"__slots__": ["__weakref__"]}))  # expect: TypeError: nonempty __slots__ not supported for subtype of 'tuple'
print(attempt(type, "name", (), {"__slots__": ["a\ud800"]}))  # expect: TypeError: __slots__ must be identifiers
print(attempt(type, "__", (), {"__slots__": ["__private"]}).__private)  # expect: <member '__private' of '__' objects>
print(vars(attempt(type, "_Name", (), {"__slots__": ["__private", "__dunder__"]})).keys() & {"_Name__private", "__dunder__"} != set())  # expect: True
print(attempt(type, "name", (), {"__slots__": "single"}).single)  # expect: <member 'single' of 'name' objects>


class WithDict:
    pass


class WithSlots:
    __slots__ = ("a",)


print(attempt(type, "name", (WithSlots, WithDict), {"__slots__": ()}).__dictoffset__ != 0)  # expect: True
print(attempt(type, "name", (WithSlots,), {"__slots__": ()})().__class__.__dictoffset__)  # expect: 0
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    odd = type("name", (), {5: 6})
    print([str(warning.message) for warning in caught], odd.__dict__[5])  # expect: ['non-string key in the __dict__ of class name'] 6


class Item:
    def __set_name__(self, owner, name):
        raise ValueError(f"{name} of {owner.__name__}")


try:
    type("name", (), {"item": Item()})
except ValueError as error:
    print(error, error.__notes__)  # expect: item of name ["Error calling __set_name__ on 'Item' instance 'item' in 'name'"]


class BadBase:
    def __init_subclass__(cls, **keywords):
        raise ValueError("no heirs", keywords)


print(attempt(type, "name", (BadBase,), {}, key=1))  # expect: ValueError: ('no heirs', {'key': 1})


class Meta(type):
    def mro(cls):
        return type.mro(cls) if cls.__name__ != "Odd" else orders.pop()


orders = [5, [object], [int, object], ["text"], (), None]


class Base(metaclass=Meta):
    pass


print(*[attempt(Meta, "Odd", (Base,), {}) for _ in range(6)], sep="\n")
# expect: TypeError: 'NoneType' object is not iterable
# expect: TypeError: type MRO must not be empty
# expect: TypeError: mro() returned a non-class ('str')
# expect: TypeError: mro() returned base with unsuitable layout ('int')
# expect: TypeError: super(type, obj): obj (type Odd) is not an instance or subtype of type (Odd).
# expect: TypeError: 'int' object is not iterable


# The special attributes.
class Sample:
    "documented"


def settings(name, *values):
    for value in values:
        yield attempt(setattr, Sample, name, value)
    yield attempt(delattr, Sample, name)
    yield attempt(getattr, Sample, name)


print(*settings("__name__", 5, "na\0me", "na\ud800me", "Renamed"), sep="\n")
# expect: TypeError: can only assign string to Sample.__name__, not 'int'
# expect: ValueError: type name must not contain null characters
# expect: UnicodeEncodeError: 'utf-8' codec can't encode character '\ud800' in position 2: surrogates not allowed
# expect: None
# expect: TypeError: cannot delete '__name__' attribute of immutable type 'Renamed'
# expect: Renamed
print(*settings("__qualname__", 5, "Qualified.Renamed"), sep="\n")
# expect: TypeError: can only assign string to Renamed.__qualname__, not 'int'
# expect: None
# expect: TypeError: cannot delete '__qualname__' attribute of immutable type 'Renamed'
# expect: Qualified.Renamed
print(*settings("__module__", 5), sep="\n")
# expect: None
# expect: TypeError: cannot delete '__module__' attribute of immutable type 'Renamed'
# expect: 5
print(repr(Sample))  # expect: <class 'Renamed'>
Sample.__module__ = "elsewhere"
print(repr(Sample))  # expect: <class 'elsewhere.Qualified.Renamed'>
print(*settings("__doc__", 5), sep="\n")
# expect: None
# expect: TypeError: cannot delete '__doc__' attribute of immutable type 'Renamed'
# expect: 5
print(*settings("__annotations__", 5, {}), sep="\n")
# expect: None
# expect: None
# expect: None
# expect: {}
print(*settings("__type_params__", 5, (1,)), sep="\n")
# expect: None
# expect: None
# expect: TypeError: cannot delete '__type_params__' attribute of immutable type 'Renamed'
# expect: (1,)
print(*settings("__abstractmethods__", 5, frozenset(["method"])), sep="\n")
# expect: None
# expect: None
# expect: None
# expect: AttributeError: __abstractmethods__
print(*settings("__dict__", {}), sep="\n")
# expect: AttributeError: attribute '__dict__' of 'type' objects is not writable
# expect: AttributeError: attribute '__dict__' of 'type' objects is not writable
# expect: {'__module__': 'elsewhere', '__doc__': 5, '__static_attributes__': (), '__dict__': <attribute '__dict__' of 'Renamed' objects>, '__weakref__': <attribute '__weakref__' of 'Renamed' objects>, '__annotations__': {}, '__type_params__': (1,)}
print(*settings("__mro__", ()), sep="\n")
# expect: AttributeError: attribute '__mro__' of 'type' objects is not writable
# expect: AttributeError: attribute '__mro__' of 'type' objects is not writable
# expect: (<class 'elsewhere.Qualified.Renamed'>, <class 'object'>)
print(*settings("__bases__", 5, (), (5,), (int,), (Sample,)), sep="\n")
# expect: TypeError: can only assign tuple to Renamed.__bases__, not int
# expect: TypeError: can only assign non-empty tuple to Renamed.__bases__, not ()
# expect: TypeError: Renamed.__bases__ must be tuple of classes, not 'int'
# expect: TypeError: __bases__ assignment: 'int' object layout differs from 'object'
# expect: TypeError: a __bases__ item causes an inheritance cycle
# expect: TypeError: cannot delete '__bases__' attribute of immutable type 'Renamed'
# expect: (<class 'object'>,)
builtin = ["__name__", "__qualname__", "__module__", "__doc__", "__annotations__", "__type_params__", "__bases__", "__abstractmethods__", "attribute"]
print(*[f"{name}: {attempt(setattr, int, name, 'x')} {attempt(delattr, int, name)}" for name in builtin], sep="\n")
# expect: __name__: TypeError: cannot set '__name__' attribute of immutable type 'int' TypeError: cannot set '__name__' attribute of immutable type 'int'
# expect: __qualname__: TypeError: cannot set '__qualname__' attribute of immutable type 'int' TypeError: cannot set '__qualname__' attribute of immutable type 'int'
# expect: __module__: TypeError: cannot set '__module__' attribute of immutable type 'int' TypeError: cannot set '__module__' attribute of immutable type 'int'
# expect: __doc__: TypeError: cannot set '__doc__' attribute of immutable type 'int' TypeError: cannot set '__doc__' attribute of immutable type 'int'
# expect: __annotations__: TypeError: cannot set '__annotations__' attribute of immutable type 'int' TypeError: cannot set '__annotations__' attribute of immutable type 'int'
# expect: __type_params__: TypeError: cannot set '__type_params__' attribute of immutable type 'int' TypeError: cannot set '__type_params__' attribute of immutable type 'int'
# expect: __bases__: TypeError: cannot set '__bases__' attribute of immutable type 'int' TypeError: cannot set '__bases__' attribute of immutable type 'int'
# expect: __abstractmethods__: TypeError: cannot set '__abstractmethods__' attribute of immutable type 'int' TypeError: cannot set '__abstractmethods__' attribute of immutable type 'int'
# expect: attribute: TypeError: cannot set 'attribute' attribute of immutable type 'int' TypeError: cannot set 'attribute' attribute of immutable type 'int'
print(attempt(getattr, type, "__abstractmethods__"), attempt(getattr, int, "__annotations__"), type.__type_params__, int.__type_params__)  # expect: AttributeError: __abstractmethods__ AttributeError: type object 'int' has no attribute '__annotations__' () ()
print(type.__annotations__ if hasattr(type, "__annotations__") else None, type.__module__, type.__doc__[:8], object.__doc__[:8])  # expect: None builtins type(obj The base
print(int.__itemsize__ > 0, type(int.__dictoffset__).__name__, int.__dictoffset__, int.__weakrefoffset__, Sample.__dictoffset__ != 0, Sample.__weakrefoffset__ != 0)  # expect: True int 0 0 True True
print(int.mro(), Sample.mro(), object.mro(), attempt(type.mro, 5), type.__sizeof__(int) > 0, object.__base__, object.__bases__)  # expect: [<class 'int'>, <class 'object'>] [<class 'elsewhere.Qualified.Renamed'>, <class 'object'>] [<class 'object'>] TypeError: descriptor 'mro' for 'type' objects doesn't apply to a 'int' object True None ()
print(int.__text_signature__, object.__text_signature__, Sample.__text_signature__, type.__text_signature__)  # expect: None () None None
print(bool.__subclasses__(), sorted(each.__name__ for each in Exception.__subclasses__() if each.__name__ < "Ar"), attempt(type.__subclasses__, 5))  # expect: [] [] TypeError: descriptor '__subclasses__' for 'type' objects doesn't apply to a 'int' object
print(type.__instancecheck__(int, 5), type.__subclasscheck__(int, bool), attempt(type.__instancecheck__, 5, 5), type.__prepare__(), attempt(type.__prepare__, 1, 2, 3, x=4))  # expect: True True TypeError: descriptor '__instancecheck__' for 'type' objects doesn't apply to a 'int' object {} {}
print(sorted(type.__dir__(Sample))[:3], attempt(type.__call__, int, "5"), attempt(type.__call__, type, 5), attempt(type.__or__, int, 5))  # expect: ['__annotations__', '__class__', '__delattr__'] 5 <class 'int'> NotImplemented


class Annotated:
    first: int

    @property
    def second(self): ...


print(Annotated.__annotations__)  # expect: {'first': <class 'int'>}
Annotated.__annotations__ = property(lambda self: "computed")
print(type(Annotated.__annotations__).__name__)  # expect: property
del Annotated.__annotations__
print(Annotated.__annotations__, attempt(delattr, Annotated, "__annotations__"), attempt(delattr, Annotated, "__annotations__"))  # expect: {} None AttributeError: __annotations__


# Bases that change.
class A:
    name = "A"


class B:
    name = "B"


class C(A):
    pass


class D(C):
    pass


class Slotted:
    __slots__ = ("x",)


C.__bases__ = (B,)
print(C.name, D.name, D.__mro__, A.__subclasses__(), B.__subclasses__())  # expect: B B (<class '__main__.D'>, <class '__main__.C'>, <class '__main__.B'>, <class 'object'>) [] [<class '__main__.C'>]
print(attempt(setattr, C, "__bases__", (D,)), attempt(setattr, C, "__bases__", (C,)), attempt(setattr, C, "__bases__", (Slotted,)), attempt(setattr, C, "__bases__", (A, A)))  # expect: TypeError: a __bases__ item causes an inheritance cycle TypeError: a __bases__ item causes an inheritance cycle TypeError: __bases__ assignment: 'Slotted' object layout differs from 'B' TypeError: duplicate base class A
C.__bases__ = (A, B)
print(D.__mro__, A.__subclasses__(), B.__subclasses__(), D.name)  # expect: (<class '__main__.D'>, <class '__main__.C'>, <class '__main__.A'>, <class '__main__.B'>, <class 'object'>) [<class '__main__.C'>] [<class '__main__.C'>] A
