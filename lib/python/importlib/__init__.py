"""Importing as functions."""

__all__ = ["__import__", "import_module", "invalidate_caches", "reload"]

import sys

try:
    import _frozen_importlib as _bootstrap
except ImportError:
    from . import _bootstrap
else:
    sys.modules.setdefault("importlib._bootstrap", _bootstrap)
try:
    import _frozen_importlib_external as _bootstrap_external
except ImportError:
    from . import _bootstrap_external
else:
    sys.modules.setdefault("importlib._bootstrap_external", _bootstrap_external)

__import__ = _bootstrap.__import__
_pack_uint32 = _bootstrap_external._pack_uint32
_unpack_uint32 = _bootstrap_external._unpack_uint32


def invalidate_caches():
    """Tells the finders that files have changed."""
    for finder in sys.meta_path:
        if hasattr(finder, "invalidate_caches"):
            finder.invalidate_caches()


def import_module(name, package=None):
    """The module of that name; `package` is what a name with leading dots is relative to."""
    absolute = name.lstrip(".")
    level = len(name) - len(absolute)
    if level and not package:
        raise TypeError(f"the 'package' argument is required to perform a relative import for "
                        f"{name!r}")
    return _bootstrap._gcd_import(absolute, package, level)


_RELOADING = {}


def reload(module):
    """Executes a module again, in the same namespace."""
    name = getattr(getattr(module, "__spec__", None), "name", None) \
        or getattr(module, "__name__", None)
    if name is None:
        raise TypeError("reload() argument must be a module")
    if sys.modules.get(name) is not module:
        raise ImportError(f"module {name} not in sys.modules", name=name)
    if name in _RELOADING:
        return _RELOADING[name]
    _RELOADING[name] = module
    try:
        parent, path = name.rpartition(".")[0], None
        if parent:
            if parent not in sys.modules:
                raise ImportError(f"parent {parent!r} not in sys.modules", name=parent)
            path = sys.modules[parent].__path__
        spec = module.__spec__ = _bootstrap._find_spec(name, path, module)
        if spec is None:
            raise ModuleNotFoundError(f"spec not found for the module {name!r}", name=name)
        _bootstrap._exec(spec, module)
        return sys.modules[name]
    finally:
        _RELOADING.pop(name, None)
