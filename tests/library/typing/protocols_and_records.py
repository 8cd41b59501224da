# Protocols, NamedTuple, TypedDict, NewType, overloads.
from typing import *


@runtime_checkable
class Closes(Protocol):
    def close(self): ...


class File:
    def close(self): ...


print(isinstance(File(), Closes), isinstance(3, Closes), issubclass(File, Closes), get_protocol_members(Closes))  # expect: True False True frozenset({'close'})


class Point(NamedTuple):
    x: int
    y: int = 0


print(Point(1), Point.__annotations__, Point._field_defaults)  # expect: Point(x=1, y=0) {'x': <class 'int'>, 'y': <class 'int'>} {'y': 0}


class Movie(TypedDict, total=False):
    name: Required[str]
    year: int


print(Movie(name="a"), Movie.__required_keys__, Movie.__optional_keys__, get_type_hints(Movie))  # expect: {'name': 'a'} frozenset({'name'}) frozenset({'year'}) {'name': <class 'str'>, 'year': <class 'int'>}
UserId = NewType("UserId", int)
print(UserId, UserId(5), UserId.__supertype__)  # expect: __main__.UserId 5 <class 'int'>


@overload
def f(x: int) -> int: ...
@overload
def f(x: str) -> str: ...
def f(x): return x


print(len(get_overloads(f)), cast(int, "a"), is_typeddict(Movie), is_protocol(Closes))  # expect: 2 a True True


class NotRuntime(Protocol):
    x: int


for bad in (lambda: isinstance(1, NotRuntime), lambda: NotRuntime(), lambda: isinstance({}, Movie),
            lambda: assert_never(1), lambda: runtime_checkable(int)):
    try:
        print(bad())
    except (TypeError, AssertionError) as error:
        print(error)  # expect: Instance and class checks can only be used with @runtime_checkable protocols
                      # expect: Protocols cannot be instantiated
                      # expect: TypedDict does not support instance and class checks
                      # expect: Expected code to be unreachable, but got: 1
                      # expect: @runtime_checkable can be only applied to protocol classes, got <class 'int'>
