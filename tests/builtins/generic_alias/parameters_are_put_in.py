# Type parameters of aliases are collected and replaced by arguments.
import types
import typing
from typing import Callable, Generic, ParamSpec, TypeVar, TypeVarTuple, Unpack


def raises(text):
    try:
        exec(text, globals())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


T, U = TypeVar("T"), TypeVar("U")
Ts = TypeVarTuple("Ts")
P = ParamSpec("P")
D = TypeVar("D", default=int)
print(list[T].__parameters__, dict[T, U].__parameters__, dict[T, T].__parameters__, list[int].__parameters__)  # expect: (~T,) (~T, ~U) (~T,) ()
print(list[T][int], dict[T, U][int, str], dict[T, T][int], dict[T, list[U]][int, str], dict[str, T][int])  # expect: list[int] dict[int, str] dict[int, int] dict[int, list[str]] dict[str, int]
print(list[list[T]][int], list[list[list[T]]][U].__parameters__, tuple[T, ...][int])  # expect: list[list[int]] (~U,) tuple[int, ...]
print(list[T | None][int], list[T | U][int, str], list[Callable[[T], U]][int, str])  # expect: list[typing.Optional[int]] list[typing.Union[int, str]] list[typing.Callable[[int], str]]
print(tuple[*Ts][int, str], tuple[*Ts][()], tuple[int, *Ts][str], tuple[*Ts, T][int, str, float], tuple[T, *Ts][int])  # expect: tuple[int, str] tuple[()] tuple[int, str] tuple[int, str, float] tuple[int]
print(tuple[*Ts][*tuple[int, str]], tuple[*Ts][*tuple[int, ...]], tuple[T, U][*tuple[int, str]])  # expect: tuple[int, str] tuple[*tuple[int, ...]] tuple[int, str]
print(dict[T, D].__parameters__)  # expect: (~T, ~D)
print(dict[T, D][int])  # expect: dict[int, int]
raises('list[int][str]')  # expect: TypeError: list[int] is not a generic class
raises('dict[T, U][int]')  # expect: TypeError: Too few arguments for dict[~T, ~U]; actual 1, expected at least 2
raises('dict[T, U][int, str, float]')  # expect: TypeError: Too many arguments for dict[~T, ~U]; actual 3, expected 2
raises('list[T][int, str]')  # expect: TypeError: Too many arguments for list[~T]; actual 2, expected 1
raises('list[T][()]')  # expect: TypeError: Too few arguments for list[~T]; actual 0, expected at least 1
raises('tuple[T, *Ts][()]')  # expect: TypeError: Too few arguments for tuple[~T, typing.Unpack[Ts]]; actual 0, expected at least 1
print(list[T]["text"], list[T][None], list[T][...])  # expect: list[ForwardRef('text')] list[NoneType] list[...]
print(list[T][5])  # expect: list[5]
print(list["T"].__parameters__, list["T"].__args__)  # expect: () ('T',)
print(list[T][T], dict[T, U][U, T], dict[T, U][T, T].__parameters__)  # expect: list[~T] dict[~U, ~T] (~T,)
print(repr(list[[int, str]]), repr(list[int, ...]), repr(list["x"]), repr(list[()]), repr(tuple[()]), repr(list[None]))  # expect: list[[int, str]] list[int, ...] list['x'] list[()] tuple[()] list[None]
print(*list[int],)  # expect: *list[int]
print(list(list[int])[0].__unpacked__, list(tuple[int])[0] == list(tuple[int])[0], next(iter(list[int])))  # expect: True True *list[int]
print(next(iter(list[int])).__typing_unpacked_tuple_args__, next(iter(tuple[int, str])).__typing_unpacked_tuple_args__)  # expect: None (<class 'int'>, <class 'str'>)
print(iter(list[int]).__reduce__())  # expect: (<built-in function iter>, (list[int],))
spent = iter(list[int])
next(spent)
print(spent.__reduce__(), list(spent))  # expect: (<built-in function iter>, ((),)) []
print(list[int].__reduce__(), next(iter(list[int])).__reduce__()[0])  # expect: (<class 'types.GenericAlias'>, (<class 'list'>, (<class 'int'>,))) <built-in function next>
print(list[int] == list[int], list[int] == list[str], list[int] == list, list[int] != tuple[int], hash(list[int]) == hash(list[int]))  # expect: True False False True True
print(list[int]() , dict[str, int](a=1), list[int]((1, 2)), type(list[int]))  # expect: [] {'a': 1} [1, 2] <class 'types.GenericAlias'>
print(list[int].__origin__, list[int].__args__, list[int].append, list[int].__class__, list[int].__doc__ == list.__doc__)  # expect: <class 'list'> (<class 'int'>,) <method 'append' of 'list' objects> <class 'types.GenericAlias'> True
raises('list[int].nothing')  # expect: AttributeError: type object 'list' has no attribute 'nothing'
raises('list[int].__origin__ = 1')  # expect: AttributeError: readonly attribute
raises('isinstance([], list[int])')  # expect: TypeError: isinstance() argument 2 cannot be a parameterized generic
raises('issubclass(list, list[int])')  # expect: TypeError: issubclass() argument 2 cannot be a parameterized generic
print([name for name in dir(list[int]) if name not in dir(list)])  # expect: ['__args__', '__bases__', '__copy__', '__deepcopy__', '__mro_entries__', '__origin__', '__parameters__', '__typing_unpacked_tuple_args__', '__unpacked__']
print(list[int].__mro_entries__(()), list[int].__copy__ if hasattr(list, "__copy__") else None)  # expect: (<class 'list'>,) None
print(types.GenericAlias(int, (str,)), types.GenericAlias(int, str), types.GenericAlias(int, ()).__args__)  # expect: int[str] int[str] ()
raises('types.GenericAlias(int)')  # expect: TypeError: GenericAlias expected 2 arguments, got 1
raises('types.GenericAlias(int, str, 5)')  # expect: TypeError: GenericAlias expected 2 arguments, got 3
raises('types.GenericAlias(int, x=5)')  # expect: TypeError: GenericAlias() takes no keyword arguments

class Inherits(list[int]):
    pass

print(Inherits.__bases__, Inherits.__orig_bases__, Inherits.__mro__[1])  # expect: (<class 'list'>,) (list[int],) <class 'list'>

class Sized(types.GenericAlias):
    pass

print(Sized(list, (T,))[int], type(Sized(list, (T,))[int]))  # expect: list[int] <class 'types.GenericAlias'>
print(list[int] | None, None | list[int], list[int] | list[str], (list[int] | None).__args__)  # expect: list[int] | None None | list[int] list[int] | list[str] (list[int], <class 'NoneType'>)
raises('list[int] | 5')  # expect: TypeError: unsupported operand type(s) for |: 'types.GenericAlias' and 'int'
raises('5 | list[int]')  # expect: TypeError: unsupported operand type(s) for |: 'int' and 'types.GenericAlias'
print((list[T] | dict[T, U])[int, str], (list[T] | None)[int], (list[T] | int).__parameters__, (int | str).__parameters__)  # expect: list[int] | dict[int, str] list[int] | None (~T,) ()
raises('(int | str)[int]')  # expect: TypeError: int | str is not a generic class
raises('(list[T] | int)[str, int]')  # expect: TypeError: Too many arguments for list[~T] | int; actual 2, expected 1

class Substituted:
    def __typing_subst__(self, argument):
        if argument is str:
            raise KeyError("no str here")
        return [argument]
    __parameters__ = ()

print(list[Substituted()].__parameters__ != ())  # expect: True
print(list[Substituted()][int])  # expect: list[[int]]
raises('list[Substituted()][str]')  # expect: KeyError: 'no str here'

class Prepared(Substituted):
    def __typing_prepare_subst__(self, alias, arguments):
        if arguments == (str,):
            raise KeyError("not prepared")
        return arguments if arguments != (float,) else [float]

print(list[Prepared()][int])  # expect: list[[int]]
raises('list[Prepared()][str]')  # expect: KeyError: 'not prepared'

class BadParameters:
    @property
    def __parameters__(self):
        raise KeyError("parameters")

raises('list[BadParameters()].__parameters__')  # expect: KeyError: 'parameters'
print(list[T][BadParameters()].__args__ == () )  # expect: False

class Odd:
    __parameters__ = 5

print(list[Odd()].__parameters__)  # expect: ()

class HasParameters:
    __parameters__ = (T,)
    def __getitem__(self, arguments):
        return arguments

print(list[HasParameters()][int])  # expect: list[(<class 'int'>,)]

class Repr:
    def __repr__(self):
        raise KeyError("repr")

raises('repr(list[Repr()])')  # expect: KeyError: 'repr'
raises('repr(list[[Repr()]])')  # expect: KeyError: 'repr'
print(Callable[P, T][[int, str], float], Callable[P, T][..., int], Callable[[T, U], int][int, str])  # expect: typing.Callable[[int, str], float] typing.Callable[..., int] typing.Callable[[int, str], int]

class Box(Generic[T, *Ts]):
    pass

print(Box[int], Box[int, str, float], Box[T, *Ts][int], Box[int, *tuple[str, ...]].__args__)  # expect: __main__.Box[int] __main__.Box[int, str, float] __main__.Box[int] (<class 'int'>, *tuple[str, ...])
