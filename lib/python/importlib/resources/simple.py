"""For loaders of resources that are no files: from a SimpleReader all the rest follows."""

import abc
import io
import itertools

from .abc import Traversable, TraversableResources


class SimpleReader(abc.ABC):
    """The least that a loader must be able to do."""

    @property
    @abc.abstractmethod
    def package(self):
        """The name of the package."""

    @abc.abstractmethod
    def children(self):
        """Readers of the packages in this one."""

    @abc.abstractmethod
    def resources(self):
        """The names of the resources."""

    @abc.abstractmethod
    def open_binary(self, resource):
        """The resource as a binary file."""

    @property
    def name(self):
        return self.package.split(".")[-1]


class ResourceContainer(Traversable):
    """A folder: a package."""

    def __init__(self, reader):
        self.reader = reader

    def is_dir(self):
        return True

    def is_file(self):
        return False

    def iterdir(self):
        files = (ResourceHandle(self, name) for name in self.reader.resources)
        folders = map(ResourceContainer, self.reader.children())
        return itertools.chain(files, folders)

    def open(self, *args, **kwargs):
        raise IsADirectoryError()


class ResourceHandle(Traversable):
    """A file: a resource of a package."""

    def __init__(self, parent, name):
        self.parent = parent
        self.name = name

    def is_file(self):
        return True

    def is_dir(self):
        return False

    def open(self, mode="r", *args, **kwargs):
        stream = self.parent.reader.open_binary(self.name)
        return stream if "b" in mode else io.TextIOWrapper(stream, *args, **kwargs)

    def joinpath(self, name):
        raise RuntimeError("Cannot traverse into a resource")


class TraversableReader(TraversableResources, SimpleReader):
    """What a SimpleReader is, as resources are wanted nowadays."""

    def files(self):
        return ResourceContainer(self)
