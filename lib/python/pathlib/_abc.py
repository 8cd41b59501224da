"""What the classes of paths share with those that programs may write for other stores."""

import io

__all__ = ["UnsupportedOperation"]


class UnsupportedOperation(NotImplementedError, io.UnsupportedOperation):
    """An exception that is raised when an unsupported operation is attempted."""


def _unsupported_msg(cls, attribute):
    return f"{cls.__name__}.{attribute} is unsupported"


class ParserBase:
    """Base class for path parsers, which do low-level path manipulation."""

    @property
    def sep(self):
        raise UnsupportedOperation(_unsupported_msg(type(self), "sep"))

    def _method(name):
        def method(self, *args, **kwargs):
            raise UnsupportedOperation(_unsupported_msg(type(self), name + "()"))
        method.__name__ = name
        return method

    join, split, splitdrive, splitext, normcase, isabs = map(
        _method, ("join", "split", "splitdrive", "splitext", "normcase", "isabs"))
    del _method


class PurePathBase:
    """A path that a subclass gives a parser: names only, no input or output."""

    __slots__ = ("_raw_path",)
    parser = ParserBase()

    def __init__(self, path, *paths):
        self._raw_path = self.parser.join(path, *paths) if paths else path
        if not isinstance(self._raw_path, str):
            raise TypeError(f"path should be a str, not {type(self._raw_path).__name__!r}")

    def with_segments(self, *pathsegments):
        return type(self)(*pathsegments)

    def __str__(self):
        return self._raw_path

    def joinpath(self, *pathsegments):
        return self.with_segments(self._raw_path, *pathsegments)

    def __truediv__(self, key):
        try:
            return self.with_segments(self._raw_path, key)
        except TypeError:
            return NotImplemented

    def __rtruediv__(self, key):
        try:
            return self.with_segments(key, self._raw_path)
        except TypeError:
            return NotImplemented

    @property
    def name(self):
        return self.parser.split(self._raw_path)[1]

    @property
    def parent(self):
        path = self._raw_path
        parent = self.parser.split(path)[0]
        return self if path == parent else self.with_segments(parent)


class PathBase(PurePathBase):
    """A path of a store that a subclass knows how to ask."""

    __slots__ = ()

    @classmethod
    def _unsupported(cls, method_name):
        raise UnsupportedOperation(_unsupported_msg(cls, f"{method_name}()"))

    def stat(self, *, follow_symlinks=True):
        self._unsupported("stat")

    def open(self, mode="r", buffering=-1, encoding=None, errors=None, newline=None):
        self._unsupported("open")

    def iterdir(self):
        self._unsupported("iterdir")
