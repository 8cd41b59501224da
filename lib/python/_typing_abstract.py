"""Classes of typing that only say what others have: SupportsInt and such, and the kinds of files."""

import functools
from abc import abstractmethod, update_abstractmethods
from types import FunctionType
from typing import AnyStr, Any, Generic, List, Optional, Protocol, Union, runtime_checkable

__name__ = "typing"


def _abstract(cls, properties=frozenset()):
    """Makes every method of the class's body abstract, and those named in `properties` such."""
    for name, member in list(vars(cls).items()):
        if (isinstance(member, FunctionType)
                and member.__qualname__ == f"{cls.__qualname__}.{name}"):
            abstractmethod(member)
            if name in properties:
                setattr(cls, name, property(member))
    return update_abstractmethods(cls)


@runtime_checkable
@_abstract
class SupportsInt(Protocol):
    """Has __int__."""
    __slots__ = ()

    def __int__(self) -> int: ...


@runtime_checkable
@_abstract
class SupportsFloat(Protocol):
    """Has __float__."""
    __slots__ = ()

    def __float__(self) -> float: ...


@runtime_checkable
@_abstract
class SupportsComplex(Protocol):
    """Has __complex__."""
    __slots__ = ()

    def __complex__(self) -> complex: ...


@runtime_checkable
@_abstract
class SupportsBytes(Protocol):
    """Has __bytes__."""
    __slots__ = ()

    def __bytes__(self) -> bytes: ...


@runtime_checkable
@_abstract
class SupportsIndex(Protocol):
    """Has __index__."""
    __slots__ = ()

    def __index__(self) -> int: ...


@runtime_checkable
@_abstract
class SupportsAbs[T](Protocol):
    """Has __abs__, whose result is a T."""
    __slots__ = ()

    def __abs__(self) -> T: ...


@runtime_checkable
@_abstract
class SupportsRound[T](Protocol):
    """Has __round__, whose result is a T."""
    __slots__ = ()

    def __round__(self, ndigits: int = 0) -> T: ...


@functools.partial(_abstract, properties={"mode", "name", "closed"})
class IO(Generic[AnyStr]):
    """What open() returns, whether for text or bytes."""

    __slots__ = ()

    def mode(self) -> str: ...
    def name(self) -> str: ...
    def close(self) -> None: ...
    def closed(self) -> bool: ...
    def fileno(self) -> int: ...
    def flush(self) -> None: ...
    def isatty(self) -> bool: ...
    def read(self, n: int = -1) -> AnyStr: ...
    def readable(self) -> bool: ...
    def readline(self, limit: int = -1) -> AnyStr: ...
    def readlines(self, hint: int = -1) -> List[AnyStr]: ...
    def seek(self, offset: int, whence: int = 0) -> int: ...
    def seekable(self) -> bool: ...
    def tell(self) -> int: ...
    def truncate(self, size: int = None) -> int: ...
    def writable(self) -> bool: ...
    def write(self, s: AnyStr) -> int: ...
    def writelines(self, lines: List[AnyStr]) -> None: ...
    def __enter__(self) -> "IO[AnyStr]": ...
    def __exit__(self, type, value, traceback) -> None: ...


@_abstract
class BinaryIO(IO[bytes]):
    """What open() returns in binary mode."""

    __slots__ = ()

    def write(self, s: Union[bytes, bytearray]) -> int: ...
    def __enter__(self) -> "BinaryIO": ...


@functools.partial(_abstract,
                   properties={"buffer", "encoding", "errors", "line_buffering", "newlines"})
class TextIO(IO[str]):
    """What open() returns in text mode."""

    __slots__ = ()

    def buffer(self) -> BinaryIO: ...
    def encoding(self) -> str: ...
    def errors(self) -> Optional[str]: ...
    def line_buffering(self) -> bool: ...
    def newlines(self) -> Any: ...
    def __enter__(self) -> "TextIO": ...
