# Unions keep one of equal members, in order, and can stand in isinstance().
import types
import typing


def raises(text):
    try:
        exec(text, globals())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


print(int | str, int | int, int | str | int, None | int, int | None, (int | str) | (str | float), int | (None | str))  # expect: int | str <class 'int'> int | str None | int int | None int | str | float int | None | str
print(int | str == str | int, int | str == int, int | str != int | float, hash(int | str) == hash(str | int))  # expect: True False True True
print(isinstance(1, int | str), isinstance(None, int | None), isinstance(1.5, int | str), issubclass(bool, int | str))  # expect: True True False True
print(isinstance(1, int | list[int]))  # expect: True
raises('issubclass(int, str | list[int])')  # expect: TypeError: issubclass() argument 2 cannot be a parameterized generic
raises('issubclass(5, int | str)')  # expect: TypeError: issubclass() arg 1 must be a class
print(issubclass(type(None), int | None), isinstance([], int | list))  # expect: True True
raises('int | 5')  # expect: TypeError: unsupported operand type(s) for |: 'type' and 'int'
raises('5 | int')  # expect: TypeError: unsupported operand type(s) for |: 'int' and 'type'
raises('int | "x"')  # expect: TypeError: unsupported operand type(s) for |: 'type' and 'str'
print(type(int | str), (int | str).__args__, (int | str).__parameters__, (int | str).__module__)  # expect: <class 'types.UnionType'> (<class 'int'>, <class 'str'>) () types
print(repr(int | None | typing.Any), repr(int | list[int]), repr(type(None) | int))  # expect: int | None | typing.Any int | list[int] None | int
raises('(int | str)[int]')  # expect: TypeError: int | str is not a generic class
raises('(int | str).x')  # expect: AttributeError: 'types.UnionType' object has no attribute 'x'
raises('(int | str)()')  # expect: TypeError: 'types.UnionType' object is not callable
raises('types.UnionType()')  # expect: TypeError: cannot create 'types.UnionType' instances
print(types.UnionType.__or__(int | str, float), types.UnionType.__or__(int | str, 5))  # expect: int | str | float NotImplemented
raises('(int | str) < (int | str)')  # expect: TypeError: '<' not supported between instances of 'types.UnionType' and 'types.UnionType'

class Meta(type):
    def __instancecheck__(cls, value):
        raise KeyError("checked")
    def __subclasscheck__(cls, value):
        raise KeyError("checked")
class Hostile(metaclass=Meta):
    pass

raises('isinstance(1, str | Hostile)')  # expect: KeyError: 'checked'
raises('issubclass(int, str | Hostile)')  # expect: KeyError: 'checked'

class Unequal(type):
    def __eq__(cls, other):
        raise KeyError("compared")
    def __hash__(cls):
        return 1
class Strange(metaclass=Unequal):
    pass

print(Strange | int | str)  # expect: __main__.Strange | int | str
print(int | Strange)  # expect: int | __main__.Strange

class Unhashable(type):
    __hash__ = None
class Loose(metaclass=Unhashable):
    pass

raises('hash(int | Loose)')  # expect: TypeError: unhashable type: 'Unhashable'
type Alias = int | str
print(Alias | None, (Alias | float).__args__, None | Alias, list[Alias] | None)  # expect: Alias | None (Alias, <class 'float'>) None | Alias list[Alias] | None
