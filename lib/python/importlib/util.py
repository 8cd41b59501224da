"""Tools for those who write importers."""

import _imp
import sys
from ._abc import Loader
from ._bootstrap import _find_spec, _resolve_name, module_from_spec, spec_from_loader
from ._bootstrap_external import (
    MAGIC_NUMBER, _RAW_MAGIC_NUMBER, cache_from_source, decode_source, source_from_cache,
    spec_from_file_location)


def source_hash(source_bytes):
    """The hash that hash-based .pyc files carry."""
    return _imp.source_hash(_RAW_MAGIC_NUMBER, source_bytes)


def resolve_name(name, package):
    """The absolute name of a relative one."""
    if not name.startswith("."):
        return name
    if not package:
        raise ImportError(f"no package specified for {name!r} (required for relative module names)")
    level = len(name) - len(name.lstrip("."))
    return _resolve_name(name[level:], package, level)


def _known_spec(fullname, name):
    """The spec of a module in sys.modules; `name` is how it was asked for."""
    module = sys.modules[fullname]
    if module is None:
        return None
    try:
        spec = module.__spec__
    except AttributeError:
        raise ValueError(f"{name}.__spec__ is not set") from None
    if spec is None:
        raise ValueError(f"{name}.__spec__ is None")
    return spec


def find_spec(name, package=None):
    """The spec of a module, which is not imported (but its parents are)."""
    fullname = resolve_name(name, package) if name.startswith(".") else name
    if fullname in sys.modules:
        return _known_spec(fullname, name)
    parent_name = fullname.rpartition(".")[0]
    path = None
    if parent_name:
        parent = __import__(parent_name, fromlist=["__path__"])
        try:
            path = parent.__path__
        except AttributeError as error:
            raise ModuleNotFoundError(
                f"__path__ attribute not found on {parent_name!r} while trying to find {fullname!r}",
                name=fullname) from error
    return _find_spec(fullname, path)


def _find_spec_from_path(name, path=None):
    """The spec of a module, which is not imported, nor are its parents."""
    return _known_spec(name, name) if name in sys.modules else _find_spec(name, path)


class LazyLoader(Loader):
    """Puts off executing a module until an attribute of it is wanted."""

    @staticmethod
    def __check_eager_loader(loader):
        if not hasattr(loader, "exec_module"):
            raise TypeError("loader must define exec_module()")

    @classmethod
    def factory(cls, loader):
        """What makes lazy loaders as the class `loader` makes its own."""
        cls.__check_eager_loader(loader)
        return lambda *args, **kwargs: cls(loader(*args, **kwargs))

    def __init__(self, loader):
        self.__check_eager_loader(loader)
        self.loader = loader

    def create_module(self, spec):
        return self.loader.create_module(spec)

    def exec_module(self, module):
        """Make the module load lazily."""
        import threading
        module.__spec__.loader = self.loader
        module.__loader__ = self.loader
        module.__spec__.loader_state = {"__dict__": module.__dict__.copy(),
                                        "__class__": module.__class__,
                                        "lock": threading.RLock(), "is_loading": False}
        module.__class__ = _LazyModule


class _LazyModule(type(sys)):
    """A module that is executed when an attribute is asked for."""

    def __getattribute__(self, name):
        """Trigger the load of the module and return the attribute."""
        get = object.__getattribute__
        spec = get(self, "__spec__")
        state = spec.loader_state
        with state["lock"]:
            if get(self, "__class__") is _LazyModule:
                if state["is_loading"]:  # what it imports looks at it
                    return state["__class__"].__getattribute__(self, name)
                state["is_loading"] = True
                _execute_lazy(self, get(self, "__dict__"), spec, state)
        return getattr(self, name)

    def __delattr__(self, name):
        """Trigger the load and then perform the deletion."""
        self.__getattribute__(name)
        delattr(self, name)


def _execute_lazy(module, namespace, spec, state):
    """Executes a lazy module; what the program has set on it before stays."""
    before = state["__dict__"]
    changed = {key: value for key, value in namespace.items()
               if key not in before or before[key] is not value}
    spec.loader.exec_module(module)
    if sys.modules.get(spec.name, module) is not module:
        raise ValueError(f"module object for {spec.name!r} substituted in sys.modules during a "
                         "lazy load")
    namespace.update(changed)
    if isinstance(module, _LazyModule):
        object.__setattr__(module, "__class__", state["__class__"])
