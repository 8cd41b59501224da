"""files() and as_file(): the resources of a package, and a resource as a file."""

import contextlib
import functools
import importlib
import inspect
import os
import pathlib
import tempfile
import types
import warnings

from ._adapters import wrap_spec
from .abc import ResourceReader

Package = types.ModuleType | str
Anchor = Package


def package_to_anchor(func):
    """The parameter `anchor` of a function was called `package` once."""
    undefined = object()

    @functools.wraps(func)
    def wrapper(anchor=undefined, package=undefined):
        if package is not undefined:
            if anchor is not undefined:
                return func(anchor, package)
            warnings.warn("First parameter to files is renamed to 'anchor'", DeprecationWarning,
                          stacklevel=2)
            return func(package)
        return func() if anchor is undefined else func(anchor)

    return wrapper


@package_to_anchor
def files(anchor=None):
    """
    Get a Traversable resource for an anchor.
    """
    return from_package(resolve(anchor))


def get_resource_reader(package):
    """Return the package's loader if it's a ResourceReader."""
    spec = package.__spec__
    reader = getattr(spec.loader, "get_resource_reader", None)
    return None if reader is None else reader(spec.name)


@functools.singledispatch
def resolve(cand):
    """The module that is meant: itself, by its name, or (None) that of the caller."""
    return cand


@resolve.register
def _(cand: str):
    return importlib.import_module(cand)


@resolve.register
def _(cand: None):
    return resolve(_infer_caller().f_globals["__name__"])


def _infer_caller():
    """The innermost frame that is neither of this file nor of a wrapper."""
    here = _infer_caller.__code__.co_filename
    for entry in inspect.stack(0):
        if entry.filename != here and entry.function != "wrapper":
            return entry.frame


def from_package(package):
    """
    Return a Traversable object for the given package.
    """
    spec = wrap_spec(package)
    return spec.loader.get_resource_reader(spec.name).files()


def as_file(path):
    """
    Given a Traversable object, return that object as a
    path on the local file system in a context manager.
    """
    if isinstance(path, pathlib.Path):
        return contextlib.nullcontext(path)
    return _copied(path)


def _is_folder(path):
    with contextlib.suppress(FileNotFoundError):  # of readers that are asked for what is not there
        return path.is_dir()
    return False


@contextlib.contextmanager
def _copied(path):
    if not _is_folder(path):
        with _temporary_file(path) as target:
            yield target
        return
    with tempfile.TemporaryDirectory() as folder:
        yield _copy(path, pathlib.Path(folder))


@contextlib.contextmanager
def _temporary_file(path):
    descriptor, name = tempfile.mkstemp(suffix=path.name)
    try:
        try:
            os.write(descriptor, path.read_bytes())
        finally:
            os.close(descriptor)
        yield pathlib.Path(name)
    finally:
        with contextlib.suppress(FileNotFoundError):
            os.remove(name)


def _copy(source, folder):
    target = folder / source.name
    if source.is_dir():
        target.mkdir()
        for child in source.iterdir():
            _copy(child, target)
    else:
        target.write_bytes(source.read_bytes())
    return target
