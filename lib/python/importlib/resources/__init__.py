"""Files inside packages, wherever the packages are: in folders or in zip files."""

import contextlib
import os
import pathlib
import sys
import types
from importlib import import_module

from .abc import ResourceReader, Traversable

__all__ = ["Package", "Anchor", "ResourceReader", "as_file", "files", "contents", "is_resource",
           "open_binary", "open_text", "path", "read_binary", "read_text"]

Package = types.ModuleType | str
Anchor = Package


def _resolve(anchor):
    if anchor is None:
        frame = sys._getframe(2)
        return import_module(frame.f_globals["__name__"])
    return import_module(anchor) if isinstance(anchor, str) else anchor


_NO_PACKAGE = object()


def files(anchor=None, package=_NO_PACKAGE):
    """Get a Traversable resource for an anchor."""
    if package is not _NO_PACKAGE:
        import warnings
        warnings.warn("First parameter to files is renamed to 'anchor'", DeprecationWarning,
                      stacklevel=2)
        if anchor is not None:
            raise TypeError("files() got multiple values for argument 'anchor'")
        anchor = package
    module = _resolve(anchor)
    spec = module.__spec__
    reader = getattr(spec.loader, "get_resource_reader", None)
    if reader is not None:
        found = reader(spec.name)
        if found is not None and hasattr(found, "files"):
            return found.files()
    locations = spec.submodule_search_locations
    if locations is not None:
        paths = [_path_of(location, spec.loader) for location in locations]
        return paths[0] if len(paths) == 1 else MultiplexedPath(*paths)
    return _path_of(os.path.dirname(spec.origin), spec.loader)


def _path_of(location, loader):
    archive = getattr(loader, "archive", None)
    if archive and not os.path.isdir(location):
        import zipfile
        inside = os.path.relpath(location, archive).replace(os.sep, "/")
        root = zipfile.Path(archive)
        return root if inside == "." else root / (inside + "/")
    return pathlib.Path(location)


class MultiplexedPath(Traversable):
    """A namespace package: a folder in several places."""

    def __init__(self, *paths):
        self._paths = [pathlib.Path(path) for path in dict.fromkeys(paths)]
        if not self._paths:
            raise FileNotFoundError("MultiplexedPath must contain at least one path")
        if not all(path.is_dir() for path in self._paths):
            raise NotADirectoryError("MultiplexedPath only supports directories")

    def iterdir(self):
        seen = {}
        for path in self._paths:
            for child in path.iterdir():
                seen.setdefault(child.name, child)
        return iter(seen.values())

    def read_bytes(self):
        raise FileNotFoundError(f"{self} is not a file")

    def read_text(self, *args, **kwargs):
        raise FileNotFoundError(f"{self} is not a file")

    def is_dir(self):
        return True

    def is_file(self):
        return False

    def joinpath(self, *descendants):
        for path in self._paths:
            candidate = path.joinpath(*descendants)
            if candidate.exists():
                return candidate
        return self._paths[0].joinpath(*descendants)

    __truediv__ = joinpath

    def open(self, *args, **kwargs):
        raise FileNotFoundError(f"{self} is not a file")

    @property
    def name(self):
        return self._paths[0].name

    def __repr__(self):
        paths = ", ".join(f"'{path}'" for path in self._paths)
        return f"MultiplexedPath({paths})"


@contextlib.contextmanager
def as_file(path):
    """
    Given a Traversable object, return that object as a
    path on the local file system in a context manager.
    """
    if isinstance(path, pathlib.Path):
        yield path
        return
    import tempfile
    with tempfile.TemporaryDirectory() as folder:
        target = pathlib.Path(folder) / path.name
        _copy(path, target)
        yield target


def _copy(source, target):
    if source.is_dir():
        target.mkdir()
        for child in source.iterdir():
            _copy(child, target / child.name)
    else:
        target.write_bytes(source.read_bytes())


def open_binary(anchor, *path_names):
    """Open for binary reading the *resource* within *package*."""
    return _resource(anchor, path_names).open("rb")


_ENCODING = object()  # to be given where there are several names


def open_text(anchor, *path_names, encoding=_ENCODING, errors="strict"):
    """Open for text reading the *resource* within *package*."""
    if encoding is _ENCODING:
        if len(path_names) > 1:
            raise TypeError("'encoding' argument required with multiple path names")
        encoding = "utf-8"
    return _resource(anchor, path_names).open("r", encoding=encoding, errors=errors)


def read_binary(anchor, *path_names):
    """Read and return contents of *resource* within *package* as bytes."""
    return _resource(anchor, path_names).read_bytes()


def read_text(anchor, *path_names, encoding=_ENCODING, errors="strict"):
    """Read and return contents of *resource* within *package* as str."""
    with open_text(anchor, *path_names, encoding=encoding, errors=errors) as file:
        return file.read()


def path(anchor, *path_names):
    """Return the path to the *resource* as an actual file system path."""
    return as_file(_resource(anchor, path_names))


def is_resource(anchor, *path_names):
    """Return ``True`` if there is a resource named *name* in the package,

    Otherwise returns ``False``.
    """
    return _resource(anchor, path_names).is_file()


def contents(anchor, *path_names):
    """Return an iterable over the named resources within the package.

    The iterable returns :class:`str` resources (e.g. files).
    The iterable does not recurse into subdirectories.
    """
    import warnings
    warnings.warn("importlib.resources.contents is deprecated. "
                  "Use files(anchor).iterdir() instead.", DeprecationWarning, stacklevel=1)
    return (child.name for child in _resource(anchor, path_names).iterdir())


def _resource(anchor, path_names):
    for name in path_names:
        if "\\" in str(name) or str(name).startswith("/"):
            raise ValueError(f"{name!r} must be only a file name")
    return files(_resolve(anchor)).joinpath(*path_names)
