"""Abstract base classes of finders and loaders."""

import abc

from . import machinery
from ._bootstrap import _load_module_shim
from ._bootstrap_external import FileLoader as _FileLoader
from ._bootstrap_external import SourceLoader as _SourceLoader
from ._bootstrap_external import _LoaderBasics

__all__ = ["Loader", "MetaPathFinder", "PathEntryFinder", "ResourceLoader", "InspectLoader",
           "ExecutionLoader", "FileLoader", "SourceLoader"]


class Loader(metaclass=abc.ABCMeta):
    def create_module(self, spec):
        return None

    def load_module(self, fullname):
        if not hasattr(self, "exec_module"):
            raise ImportError
        return _load_module_shim(self, fullname)


class MetaPathFinder(metaclass=abc.ABCMeta):
    def invalidate_caches(self):
        pass


class PathEntryFinder(metaclass=abc.ABCMeta):
    def invalidate_caches(self):
        pass


class ResourceLoader(Loader):
    @abc.abstractmethod
    def get_data(self, path):
        raise OSError


class InspectLoader(Loader):
    def is_package(self, fullname):
        raise ImportError

    def get_code(self, fullname):
        source = self.get_source(fullname)
        return None if source is None else self.source_to_code(source)

    @abc.abstractmethod
    def get_source(self, fullname):
        raise ImportError

    @staticmethod
    def source_to_code(data, path="<string>"):
        return compile(data, path, "exec", dont_inherit=True)

    exec_module = _LoaderBasics.exec_module
    load_module = _LoaderBasics.load_module


class ExecutionLoader(InspectLoader):
    def get_code(self, fullname):
        source = self.get_source(fullname)
        if source is None:
            return None
        try:
            place = [self.get_filename(fullname)]
        except ImportError:
            place = []
        return self.source_to_code(source, *place)

    @abc.abstractmethod
    def get_filename(self, fullname):
        raise ImportError


class FileLoader(_FileLoader, ResourceLoader, ExecutionLoader):
    pass


class SourceLoader(_SourceLoader, ResourceLoader, ExecutionLoader):
    pass


for _base, _native in (
        (MetaPathFinder, (machinery.BuiltinImporter, machinery.FrozenImporter,
                          machinery.PathFinder)),
        (PathEntryFinder, (machinery.FileFinder,)),
        (Loader, (machinery.BuiltinImporter, machinery.FrozenImporter)),
        (FileLoader, (machinery.SourceFileLoader, machinery.SourcelessFileLoader)),
        (SourceLoader, (machinery.SourceFileLoader,))):
    for _class in _native:
        _base.register(_class)
del _base, _native, _class
