"""Finding the modules in packages and on sys.path, and what belongs to packages."""

import importlib
import importlib.machinery
import importlib.util
import os
import os.path
import sys
from collections import namedtuple
from functools import singledispatch as simplegeneric
from types import ModuleType

__all__ = """get_importer iter_importers walk_packages iter_modules get_data read_code extend_path
             ModuleInfo resolve_name get_loader find_loader""".split()

ModuleInfo = namedtuple("ModuleInfo", "module_finder name ispkg")
ModuleInfo.__doc__ = "Who finds a module, its name, and whether it is a package."


def read_code(stream):
    """The code object of a .pyc file; None if it is of another version."""
    import _imp
    magic = stream.read(4)
    if magic != importlib.util.MAGIC_NUMBER:
        return None
    return _imp._pyc_code(magic + stream.read())


def walk_packages(path=None, prefix="", onerror=None):
    """A ModuleInfo for each module in the folders of `path` (sys.path), and in the packages there.

    The packages are imported for that. onerror(name) is called for one that cannot be; without
    it ImportError is ignored and other exceptions are raised. The prefix stands before the names.
    """
    seen = set()
    for info in iter_modules(path, prefix):
        yield info
        if not info.ispkg:
            continue
        try:
            __import__(info.name)
        except Exception as e:
            if onerror is not None:
                onerror(info.name)
            elif not isinstance(e, ImportError):
                raise
            continue
        folders = getattr(sys.modules[info.name], "__path__", None) or ()
        folders = [folder for folder in folders if folder not in seen]
        seen.update(folders)
        yield from walk_packages(folders, info.name + ".", onerror)


def iter_modules(path=None, prefix=""):
    """A ModuleInfo for each module in the folders of `path`; of sys.path if that is None."""
    if isinstance(path, str):
        raise ValueError("path must be None or list of paths to look for modules in")
    seen = set()
    for finder in iter_importers() if path is None else map(get_importer, path):
        for name, ispkg in iter_importer_modules(finder, prefix):
            if name not in seen:
                seen.add(name)
                yield ModuleInfo(finder, name, ispkg)


@simplegeneric
def iter_importer_modules(importer, prefix=""):
    if not hasattr(importer, "iter_modules"):
        return []
    return importer.iter_modules(prefix)


def _iter_file_finder_modules(importer, prefix=""):
    from inspect import getmodulename
    folder = importer.path
    names = _names_in(folder) if folder is not None and os.path.isdir(folder) else []
    seen = {"__init__"}
    for file in sorted(names):
        name, ispkg = getmodulename(file), False
        if not name and "." not in file:
            inside = os.path.join(folder, file)
            ispkg = os.path.isdir(inside) and "__init__" in map(getmodulename, _names_in(inside))
            name = file if ispkg else None
        if name and name not in seen and "." not in name:
            seen.add(name)
            yield prefix + name, ispkg


def _names_in(folder):
    try:
        return os.listdir(folder)
    except OSError:
        return []


iter_importer_modules.register(importlib.machinery.FileFinder, _iter_file_finder_modules)


def iter_zipimporter_modules(importer, prefix=""):
    from inspect import getmodulename
    seen = {"__init__"}
    for file in sorted(importer._get_files()):
        if not file.startswith(importer.prefix):
            continue
        first, *rest = file[len(importer.prefix):].split(os.sep)
        ispkg = len(rest) == 1 and rest[0].startswith("__init__.py")
        name = first if ispkg else getmodulename(first) if not rest else None
        if name and name not in seen and "." not in name:
            seen.add(name)
            yield prefix + name, ispkg


try:
    from zipimport import zipimporter
except ImportError:
    pass  # no archives then
else:
    iter_importer_modules.register(zipimporter, iter_zipimporter_modules)


def get_importer(path_item):
    """The finder of a folder or archive, kept in sys.path_importer_cache; None if nobody knows."""
    path_item = os.fsdecode(path_item)
    try:
        return sys.path_importer_cache[path_item]
    except KeyError:
        pass
    for path_hook in sys.path_hooks:
        try:
            importer = path_hook(path_item)
        except ImportError:
            continue
        sys.path_importer_cache.setdefault(path_item, importer)
        return importer
    return None


def iter_importers(fullname=""):
    """The finders that would look for the module: all of sys.meta_path and sys.path, or those of
    the package that it is in, which is imported."""
    _check_absolute(fullname)
    package, _, _ = fullname.rpartition(".")
    if package:
        folders = getattr(importlib.import_module(package), "__path__", None) or ()
    else:
        yield from sys.meta_path
        folders = sys.path
    yield from map(get_importer, folders)


def _check_absolute(fullname):
    if fullname.startswith("."):
        raise ImportError(f"Relative module name {fullname!r} not supported")


_SCHEDULED = ("{name} is deprecated and slated for removal in Python {remove}; use "
              "importlib.util.find_spec() instead")


def get_loader(module_or_name):
    """The loader of a module; None if there is no such module. Deprecated."""
    import warnings
    warnings._deprecated("pkgutil.get_loader", _SCHEDULED, remove=(3, 14))
    module = module_or_name
    if not isinstance(module, ModuleType):
        if module_or_name not in sys.modules:
            return _find_loader(module_or_name)
        module = sys.modules[module_or_name]
    loader = getattr(module, "__loader__", None)
    if loader is None and getattr(module, "__spec__", None) is not None:
        loader = _find_loader(module.__name__)
    return loader


def find_loader(fullname):
    """The loader of a module that need not be imported yet. Deprecated."""
    import warnings
    warnings._deprecated("pkgutil.find_loader", _SCHEDULED, remove=(3, 14))
    _check_absolute(fullname)
    return _find_loader(fullname)


def _find_loader(fullname):
    try:
        spec = importlib.util.find_spec(fullname)
    except (ImportError, AttributeError, TypeError, ValueError) as e:
        # callers expect one kind of error
        raise ImportError(f"Error while finding loader for {fullname!r} ({type(e)}: {e})") from e
    return spec and spec.loader


def extend_path(path, name):
    """The __path__ of a package that is spread over several folders.

    To be called in its __init__: __path__ = extend_path(__path__, __name__). Added are the folders
    of this name that are found along sys.path, or along the __path__ of the package around it, and
    the lines of files NAME.pkg there.
    """
    if not isinstance(path, list):
        return path  # an archive, say: its importer knows
    found = path[:]
    around, _, last_name = name.rpartition(".")
    folders = getattr(sys.modules.get(around), "__path__", ()) if around else sys.path
    for folder in folders:
        if isinstance(folder, str):
            found += [portion for portion in _portions(folder, last_name) if portion not in found]
            found += _lines_of_pkg_file(os.path.join(folder, name + ".pkg"))
    return found


def _portions(folder, name):
    find_spec = getattr(get_importer(folder), "find_spec", None)
    spec = find_spec and find_spec(name)
    return spec and spec.submodule_search_locations or ()


def _lines_of_pkg_file(filename):
    if not os.path.isfile(filename):
        return []
    try:
        with open(filename, encoding="utf-8") as file:
            lines = [line.rstrip("\n") for line in file]
    except OSError as e:
        sys.stderr.write(f"Can't open {filename}: {e}\n")
        return []
    return [line for line in lines if line and not line.startswith("#")]


def get_data(package, resource):
    """The bytes of a file of the package, named relative to it and with slashes.

    None if there is no such package, or its loader cannot give any.
    """
    spec = importlib.util.find_spec(package)
    loader = spec and spec.loader
    if not hasattr(loader, "get_data"):
        return None
    module = sys.modules.get(package) or importlib._bootstrap._load(spec)
    if not hasattr(module, "__file__"):
        return None
    folder = os.path.dirname(module.__file__)
    return loader.get_data(os.path.join(folder, *resource.split("/")))


def _is_dotted_name(text):
    return all(part.isidentifier() for part in text.split("."))


def resolve_name(name):
    """The object of which this is the name: "package.module:Class.method".

    Without a colon, modules are imported as long as there are such; what is left are attributes.
    """
    if not isinstance(name, str):
        raise TypeError(f"expected str, got {type(name).__name__!r}")
    module_name, colon, attributes = name.partition(":")
    if not _is_dotted_name(module_name) or attributes and not _is_dotted_name(attributes):
        raise ValueError(f"invalid format: {name!r}")
    if colon:
        found = importlib.import_module(module_name)
        parts = attributes.split(".") if attributes else []
    else:
        found, parts = _import_longest(module_name.split("."))
    for part in parts:
        found = getattr(found, part)
    return found


def _import_longest(parts):
    """The module that the most of the parts name, and the parts that are left."""
    found = importlib.import_module(parts[0])
    for count in range(2, len(parts) + 1):
        try:
            found = importlib.import_module(".".join(parts[:count]))
        except ImportError:
            return found, parts[count - 1:]
    return found, []
