# What subscripts make, and what is refused.
import typing
from typing import *

T = TypeVar("T")
P = ParamSpec("P")
for alias in (List[int], Dict[str, List[T]], Optional[int], Union[int, str, None], Callable[[int], str],
              Callable[..., T], Callable[P, T], Tuple[int, ...], Tuple[()], Literal[1, "a", True],
              Annotated[int, "meta"], ClassVar[int], Type[int], Generator[int], Concatenate[int, P]):
    print(alias, get_origin(alias), get_args(alias))  # expect: typing.List[int] <class 'list'> (<class 'int'>,)
                                                      # expect: typing.Dict[str, typing.List[~T]] <class 'dict'> (<class 'str'>, typing.List[~T])
                                                      # expect: typing.Optional[int] typing.Union (<class 'int'>, <class 'NoneType'>)
                                                      # expect: typing.Union[int, str, NoneType] typing.Union (<class 'int'>, <class 'str'>, <class 'NoneType'>)
                                                      # expect: typing.Callable[[int], str] <class 'collections.abc.Callable'> ([<class 'int'>], <class 'str'>)
                                                      # expect: typing.Callable[..., ~T] <class 'collections.abc.Callable'> (Ellipsis, ~T)
                                                      # expect: typing.Callable[~P, ~T] <class 'collections.abc.Callable'> (~P, ~T)
                                                      # expect: typing.Tuple[int, ...] <class 'tuple'> (<class 'int'>, Ellipsis)
                                                      # expect: typing.Tuple[()] <class 'tuple'> ()
                                                      # expect: typing.Literal[1, 'a', True] typing.Literal (1, 'a', True)
                                                      # expect: typing.Annotated[int, 'meta'] typing.Annotated (<class 'int'>, 'meta')
                                                      # expect: typing.ClassVar[int] typing.ClassVar (<class 'int'>,)
                                                      # expect: typing.Type[int] <class 'type'> (<class 'int'>,)
                                                      # expect: typing.Generator[int, NoneType, NoneType] <class 'collections.abc.Generator'> (<class 'int'>, <class 'NoneType'>, <class 'NoneType'>)
                                                      # expect: typing.Concatenate[int, ~P] typing.Concatenate (<class 'int'>, ~P)
print(Union[int, int], Union[int, Union[str, int]], Optional[None], Literal[1] == Literal[True])  # expect: <class 'int'> typing.Union[int, str] <class 'NoneType'> False
print(Dict[str, List[T]][int], Callable[P, T][[int, str], bool], List[T].__parameters__)  # expect: typing.Dict[str, typing.List[int]] typing.Callable[[int, str], bool] (~T,)


class Box(Generic[T]):
    def get(self) -> "Optional[T]": ...


print(Box[int], Box[int].__args__, Box.__parameters__, get_type_hints(Box.get))  # expect: __main__.Box[int] (<class 'int'>,) (~T,) {'return': typing.Optional[~T]}
for bad in (lambda: List[int, str], lambda: Box[int, str], lambda: Union[()], lambda: Generic[int],
            lambda: Optional[int, str], lambda: isinstance(1, List[int]), lambda: Any(),
            lambda: List[int][int], lambda: Callable[int], lambda: ForwardRef("a b"),
            lambda: Annotated[int]):
    try:
        print(bad())
    except (TypeError, SyntaxError) as error:
        print(type(error).__name__, error)  # expect: TypeError Too many arguments for typing.List; actual 2, expected 1
                                            # expect: TypeError Too many arguments for <class '__main__.Box'>; actual 2, expected 1
                                            # expect: TypeError Cannot take a Union of no types.
                                            # expect: TypeError Parameters to Generic[...] must all be type variables or parameter specification variables.
                                            # expect: TypeError typing.Optional requires a single type. Got (<class 'int'>, <class 'str'>).
                                            # expect: TypeError Subscripted generics cannot be used with class and instance checks
                                            # expect: TypeError Any cannot be instantiated
                                            # expect: TypeError typing.List[int] is not a generic class
                                            # expect: TypeError Callable must be used as Callable[[arg, ...], result].
                                            # expect: SyntaxError Forward reference must be an expression -- got 'a b'
                                            # expect: TypeError Annotated[...] should be used with at least two arguments (a type and an annotation).
