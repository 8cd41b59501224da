"""Utilities to support packages."""

import importlib
import importlib.machinery
import importlib.util
import os
import os.path
import sys
from collections import namedtuple
from functools import singledispatch as simplegeneric
from types import ModuleType

__all__ = ["get_importer", "iter_importers", "walk_packages", "iter_modules", "get_data",
           "read_code", "extend_path", "ModuleInfo", "resolve_name", "get_loader", "find_loader"]

ModuleInfo = namedtuple("ModuleInfo", "module_finder name ispkg")
ModuleInfo.__doc__ = "A namedtuple with minimal info about a module."


def read_code(stream):
    """The code object of a .pyc file; None if it is of another version."""
    import marshal
    magic = stream.read(4)
    if magic != importlib.util.MAGIC_NUMBER:
        return None
    stream.read(12)
    return marshal.load(stream)


def walk_packages(path=None, prefix="", onerror=None):
    """Yields ModuleInfo for all modules recursively
    on path, or, if path is None, all accessible modules.

    'path' should be either None or a list of paths to look for
    modules in.

    'prefix' is a string to output on the front of every module name
    on output.

    Note that this function must import all *packages* (NOT all
    modules!) on the given path, in order to access the __path__
    attribute to find submodules.

    'onerror' is a function which gets called with one argument (the
    name of the package which was being imported) if any exception
    occurs while trying to import a package.  If no onerror function is
    supplied, ImportErrors are caught and ignored, while all other
    exceptions are propagated, terminating the search.
    """
    seen = set()
    for info in iter_modules(path, prefix):
        yield info
        if not info.ispkg:
            continue
        try:
            __import__(info.name)
        except ImportError:
            if onerror is not None:
                onerror(info.name)
        except Exception:
            if onerror is None:
                raise
            onerror(info.name)
        else:
            folders = getattr(sys.modules[info.name], "__path__", None) or []
            folders = [p for p in folders if p not in seen]
            seen.update(folders)
            yield from walk_packages(folders, info.name + ".", onerror)


def iter_modules(path=None, prefix=""):
    """Yields ModuleInfo for all submodules on path,
    or, if path is None, all top-level modules on sys.path.

    'path' should be either None or a list of paths to look for
    modules in.

    'prefix' is a string to output on the front of every module name
    on output.
    """
    if path is None:
        importers = iter_importers()
    elif isinstance(path, str):
        raise ValueError("path must be None or list of paths to look for modules in")
    else:
        importers = map(get_importer, path)
    yielded = set()
    for importer in importers:
        for name, ispkg in iter_importer_modules(importer, prefix):
            if name not in yielded:
                yielded.add(name)
                yield ModuleInfo(importer, name, ispkg)


@simplegeneric
def iter_importer_modules(importer, prefix=""):
    if not hasattr(importer, "iter_modules"):
        return []
    return importer.iter_modules(prefix)


def _iter_file_finder_modules(importer, prefix=""):
    if importer.path is None or not os.path.isdir(importer.path):
        return
    import inspect
    yielded = set()
    try:
        filenames = sorted(os.listdir(importer.path))
    except OSError:
        return
    for name in filenames:
        modname = inspect.getmodulename(name)
        if modname == "__init__" or modname in yielded:
            continue
        path = os.path.join(importer.path, name)
        ispkg = False
        if not modname and os.path.isdir(path) and "." not in name:
            modname = name
            try:
                contents = os.listdir(path)
            except OSError:
                contents = []
            ispkg = any(inspect.getmodulename(fn) == "__init__" for fn in contents)
            if not ispkg:
                continue
        if modname and "." not in modname:
            yielded.add(modname)
            yield prefix + modname, ispkg


iter_importer_modules.register(importlib.machinery.FileFinder, _iter_file_finder_modules)

try:
    from zipimport import zipimporter

    def iter_zipimporter_modules(importer, prefix=""):
        import inspect
        dirlist = sorted(importer._get_files() if hasattr(importer, "_get_files")
                         else importer._files)
        _prefix = importer.prefix
        yielded = set()
        for fn in dirlist:
            if not fn.startswith(_prefix):
                continue
            fn = fn[len(_prefix):].split(os.sep)
            if len(fn) == 2 and fn[1].startswith("__init__.py") and fn[0] not in yielded:
                yielded.add(fn[0])
                yield prefix + fn[0], True
            if len(fn) != 1:
                continue
            modname = inspect.getmodulename(fn[0])
            if modname and modname != "__init__" and "." not in modname \
                    and modname not in yielded:
                yielded.add(modname)
                yield prefix + modname, False

    iter_importer_modules.register(zipimporter, iter_zipimporter_modules)
except ImportError:
    pass


def get_importer(path_item):
    """Retrieve a finder for the given path item

    The returned finder is cached in sys.path_importer_cache
    if it was newly created by a path hook.

    The cache (or part of it) can be cleared manually if a
    rescan of sys.path_hooks is necessary.
    """
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
    if os.path.isdir(path_item):
        return importlib.machinery.FileFinder(
            path_item, (importlib.machinery.SourceFileLoader,
                        importlib.machinery.SOURCE_SUFFIXES))
    return None


def iter_importers(fullname=""):
    """Yield finders for the given module name

    If fullname contains a '.', the finders will be for the package
    containing fullname, otherwise they will be all registered top level
    finders (i.e. those on both sys.meta_path and sys.path_hooks).

    If the named module is in a package, that package is imported as a side
    effect of invoking this function.

    If no module name is specified, all top level finders are produced.
    """
    if fullname.startswith("."):
        raise ImportError("Relative module name {!r} not supported".format(fullname))
    if "." in fullname:
        pkg_name = fullname.rpartition(".")[0]
        path = getattr(importlib.import_module(pkg_name), "__path__", None)
        if path is None:
            return
    else:
        yield from sys.meta_path
        path = sys.path
    for item in path:
        yield get_importer(item)


_SCHEDULED = ("{name} is deprecated and slated for removal in Python {remove}; use "
              "importlib.util.find_spec() instead")


def get_loader(module_or_name):
    """Get a "loader" object for module_or_name

    Returns None if the module cannot be found or imported.
    If the named module is not already imported, its containing package
    (if any) is imported, in order to establish the package __path__.
    """
    import warnings
    warnings._deprecated("pkgutil.get_loader", _SCHEDULED, remove=(3, 14))
    if module_or_name in sys.modules:
        module_or_name = sys.modules[module_or_name]
        if module_or_name is None:
            return None
    if isinstance(module_or_name, ModuleType):
        loader = getattr(module_or_name, "__loader__", None)
        if loader is not None:
            return loader
        if getattr(module_or_name, "__spec__", None) is None:
            return None
        module_or_name = module_or_name.__name__
    return _find_loader(module_or_name)


def _find_loader(fullname):
    try:
        spec = importlib.util.find_spec(fullname)
    except (ImportError, AttributeError, TypeError, ValueError) as ex:
        # callers expect one kind of error
        raise ImportError("Error while finding loader for {!r} ({}: {})".format(
            fullname, type(ex), ex)) from ex
    return spec.loader if spec is not None else None


def find_loader(fullname):
    """Find a "loader" object for fullname

    This is a backwards compatibility wrapper around
    importlib.util.find_spec that converts most failures to ImportError
    and only returns the loader rather than the full spec
    """
    import warnings
    warnings._deprecated("pkgutil.find_loader", _SCHEDULED, remove=(3, 14))
    if fullname.startswith("."):
        raise ImportError("Relative module name {!r} not supported".format(fullname))
    return _find_loader(fullname)


def extend_path(path, name):
    """Extend a package's path.

    Intended use is to place the following code in a package's __init__.py:

        from pkgutil import extend_path
        __path__ = extend_path(__path__, __name__)

    For each directory on sys.path that has a subdirectory that
    matches the package name, add the subdirectory to the package's
    __path__.  This is useful if one wants to distribute different
    parts of a single logical package as multiple directories.

    It also looks for *.pkg files beginning where * matches the name
    argument.  This feature is similar to *.pth files (see site.py),
    except that it doesn't special-case lines starting with 'import'.
    A *.pkg file is trusted at face value: apart from checking for
    duplicates, all entries found in a *.pkg file are added to the
    path, regardless of whether they are exist the filesystem.  (This
    is a feature.)
    """
    if not isinstance(path, list):
        return path  # a zip file, say: its importer knows
    sname_pkg = name + ".pkg"
    path = path[:]
    parent_package, _, final_name = name.rpartition(".")
    if parent_package:
        try:
            search_path = getattr(sys.modules[parent_package], "__path__")
        except (KeyError, AttributeError):
            return path
    else:
        search_path = sys.path
    for dir in search_path:
        if not isinstance(dir, str):
            continue
        finder = get_importer(dir)
        if finder is not None:
            portions = []
            if hasattr(finder, "find_spec"):
                spec = finder.find_spec(final_name)
                if spec is not None:
                    portions = spec.submodule_search_locations or []
            path.extend(portion for portion in portions if portion not in path)
        pkgfile = os.path.join(dir, sname_pkg)
        if os.path.isfile(pkgfile):
            try:
                f = open(pkgfile, encoding="utf-8")
            except OSError as msg:
                sys.stderr.write("Can't open %s: %s\n" % (pkgfile, msg))
            else:
                with f:
                    for line in f:
                        line = line.rstrip("\n")
                        if line and not line.startswith("#"):
                            path.append(line)
    return path


def get_data(package, resource):
    """Get a resource from a package.

    This is a wrapper round the PEP 302 loader get_data API. The package
    argument should be the name of a package, in standard module format
    (foo.bar). The resource argument should be in the form of a relative
    filename, using '/' as the path separator. The parent directory name '..'
    is not allowed, and nor is a rooted name (starting with a '/').

    The function returns a binary string, which is the contents of the
    specified resource.

    If the package cannot be located or loaded, or it uses a PEP 302 loader
    which does not support get_data(), then None is returned.
    """
    spec = importlib.util.find_spec(package)
    if spec is None:
        return None
    loader = spec.loader
    if loader is None or not hasattr(loader, "get_data"):
        return None
    mod = sys.modules.get(package) or importlib._bootstrap._load(spec)
    if mod is None or not hasattr(mod, "__file__"):
        return None
    parts = resource.split("/")
    parts.insert(0, os.path.dirname(mod.__file__))
    return loader.get_data(os.path.join(*parts))


def _is_dotted_name(text):
    return all(part.isidentifier() for part in text.split("."))


def resolve_name(name):
    """
    Resolve a name to an object.

    It is expected that `name` will be a string in one of the following
    formats, where W is shorthand for a valid Python identifier and dot stands
    for a literal period in these pseudo-regexes:

    W(.W)*
    W(.W)*:(W(.W)*)?

    The first form is intended for backward compatibility only. It assumes that
    some part of the dotted name is a package, and the rest is an object
    somewhere within that package, possibly nested inside other objects.
    Because the place where the package stops and the object hierarchy starts
    can't be inferred by inspection, repeated attempts to import must be done
    with this form.

    In the second form, the caller makes the division point clear through the
    provision of a single colon: the dotted name to the left of the colon is a
    package to be imported, and the dotted name to the right is the object
    hierarchy within that package. Only one import is needed in this form. If
    it ends with the colon, then a module object is returned.
    """
    package, colon, attributes = name.partition(":")
    if not _is_dotted_name(package) or (colon and attributes
                                        and not _is_dotted_name(attributes)):
        raise ValueError(f"invalid format: {name!r}")
    if colon:
        result = importlib.import_module(package)
        parts = attributes.split(".") if attributes else []
    else:
        parts = package.split(".")
        modname = parts.pop(0)
        result = importlib.import_module(modname)
        while parts:
            s = f"{modname}.{parts[0]}"
            try:
                result = importlib.import_module(s)
            except ImportError:
                break
            parts.pop(0)
            modname = s
    for part in parts:
        result = getattr(result, part)
    return result
