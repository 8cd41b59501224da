import typing, types, abc
T = typing.TypeVar("T")
class G(typing.Generic[T]): pass
class Abstract(abc.ABC):
    @abc.abstractmethod
    def m(self): ...
N = typing.NamedTuple("N", [("a", int)]); D = typing.TypedDict("D", {"k": int})
print(G[int], list[int | str], typing.Optional[int], N(1), D(k=1), typing.get_type_hints(N), types.SimpleNamespace(a=1), typing.Union[int, str])
try:
    Abstract()
except TypeError as error:
    print(error)
