"""Abstract base classes of resources."""

import abc
import itertools
import pathlib

__all__ = ["ResourceReader", "Traversable", "TraversableResources"]


class ResourceReader(metaclass=abc.ABCMeta):
    """What a loader can do for resources, the older interface."""

    @abc.abstractmethod
    def open_resource(self, resource):
        """The resource as a binary file."""
        raise FileNotFoundError

    @abc.abstractmethod
    def resource_path(self, resource):
        """The path of the resource; FileNotFoundError if it is in no file."""
        raise FileNotFoundError

    @abc.abstractmethod
    def is_resource(self, path):
        """Whether there is a resource, not a folder, of that name."""
        raise FileNotFoundError

    @abc.abstractmethod
    def contents(self):
        """The names of what is there."""
        raise FileNotFoundError


class TraversalError(Exception):
    pass


class Traversable(abc.ABC):
    """A file or folder, not necessarily of the file system: a part of what a Path can do.

    A class that has all of its methods counts as a subclass."""

    @classmethod
    def __subclasshook__(cls, other):
        if cls is not Traversable:
            return NotImplemented
        wanted = ("iterdir", "read_bytes", "read_text", "is_dir", "is_file", "joinpath",
                  "__truediv__", "open", "name")
        return all(hasattr(other, name) for name in wanted)

    @abc.abstractmethod
    def iterdir(self):
        """Yields what is in this folder."""

    def read_bytes(self):
        """All that is in this file."""
        with self.open("rb") as file:
            return file.read()

    def read_text(self, encoding=None, errors=None):
        """All that is in this file, as text."""
        with self.open(encoding=encoding, errors=errors) as file:
            return file.read()

    @abc.abstractmethod
    def is_dir(self):
        """Whether this is a folder."""

    @abc.abstractmethod
    def is_file(self):
        """Whether this is a file."""

    def joinpath(self, *descendants):
        """What is there below this folder by these names."""
        if not descendants:
            return self
        names = itertools.chain.from_iterable(
            path.parts for path in map(pathlib.PurePosixPath, descendants))
        target = next(names)
        for traversable in self.iterdir():
            if traversable.name == target:
                return traversable.joinpath(*names)
        raise TraversalError("Target not found during traversal.", target, list(names))

    def __truediv__(self, child):
        """The same for one name."""
        return self.joinpath(child)

    @abc.abstractmethod
    def open(self, mode="r", *args, **kwargs):
        """This file, opened with the mode "r" or "rb"."""

    @property
    @abc.abstractmethod
    def name(self):
        """The name without folders."""


class TraversableResources(ResourceReader):
    """The older interface for a loader that has files()."""

    @abc.abstractmethod
    def files(self):
        """The folder of the package."""

    def open_resource(self, resource):
        return self.files().joinpath(resource).open("rb")

    def resource_path(self, resource):
        raise FileNotFoundError(resource)

    def is_resource(self, path):
        return self.files().joinpath(path).is_file()

    def contents(self):
        return (item.name for item in self.files().iterdir())
