"""Where the resources of a package are: a folder, several of them, or an archive."""

import contextlib
import itertools
import pathlib
import re

from . import abc


class FileReader(abc.TraversableResources):
    """For a loader that has a path: the folder of its file."""

    def __init__(self, loader):
        self.path = pathlib.Path(loader.path).parent

    def resource_path(self, resource):
        """The name of the file that the resource is."""
        return str(self.path.joinpath(resource))

    def files(self):
        return self.path


class ZipReader(abc.TraversableResources):
    """For zipimporter."""

    def __init__(self, loader, module):
        self.prefix = loader.prefix.replace("\\", "/")
        if loader.is_package(module):  # a module has what lies beside it
            self.prefix += module.rpartition(".")[2] + "/"
        self.archive = loader.archive

    def open_resource(self, resource):
        try:
            return super().open_resource(resource)
        except KeyError as error:
            raise FileNotFoundError(error.args[0])

    def is_resource(self, path):
        target = self.files().joinpath(path)
        return target.is_file() and target.exists()

    def files(self):
        import zipfile
        return zipfile.Path(self.archive, self.prefix)


class MultiplexedPath(abc.Traversable):
    """Folders that are seen as one: what the first of them has hides what others have."""

    def __init__(self, *paths):
        self._paths = [pathlib.Path(path) if isinstance(path, str) else path
                       for path in dict.fromkeys(paths)]
        if not self._paths:
            raise FileNotFoundError("MultiplexedPath must contain at least one path")
        if not all(path.is_dir() for path in self._paths):
            raise NotADirectoryError("MultiplexedPath only supports directories")

    def iterdir(self):
        by_name = {}
        for child in itertools.chain.from_iterable(path.iterdir() for path in self._paths):
            by_name.setdefault(child.name, []).append(child)
        return map(self._merge, by_name.values())

    @classmethod
    def _merge(cls, children):
        """Folders of the same name become one; of anything else the first counts."""
        folders = [child for child in children if child.is_dir()]
        if len(folders) == len(children) > 1:
            return cls(*folders)
        return folders[0] if len(folders) == 1 else children[0]

    def read_bytes(self):
        raise FileNotFoundError(f"{self} is not a file")

    def read_text(self, *args, **kwargs):
        raise FileNotFoundError(f"{self} is not a file")

    def is_dir(self):
        return True

    def is_file(self):
        return False

    def joinpath(self, *descendants):
        try:
            return super().joinpath(*descendants)
        except abc.TraversalError:
            return self._paths[0].joinpath(*descendants)

    def open(self, *args, **kwargs):
        raise FileNotFoundError(f"{self} is not a file")

    @property
    def name(self):
        return self._paths[0].name

    def __repr__(self):
        paths = ", ".join(f"'{path}'" for path in self._paths)
        return f"MultiplexedPath({paths})"


def _candidates(path):
    """The folder of that name; and those in archives that a part of the name may be."""
    yield pathlib.Path(path)
    import zipfile
    for slash in reversed(list(re.finditer(r"[\\/]", path))):
        inside = path[slash.end():].replace("\\", "/") + "/"
        with contextlib.suppress(OSError, zipfile.BadZipFile):
            yield zipfile.Path(path[:slash.start()], inside)


class NamespaceReader(abc.TraversableResources):
    """For namespace packages."""

    def __init__(self, namespace_path):
        if "NamespacePath" not in str(namespace_path):
            raise ValueError("Invalid path")
        folders = (next((path for path in _candidates(portion) if path.is_dir()), None)
                   for portion in namespace_path)
        self.path = MultiplexedPath(*filter(bool, folders))

    def resource_path(self, resource):
        """The name of the file that the resource is."""
        return str(self.path.joinpath(resource))

    def files(self):
        return self.path
