"""The core of importlib. Importing itself is done by the interpreter; this module is the view of it
that programs know: specs, loading from a spec, relative names, the finders of sys.meta_path."""

import _imp
import _thread
import _weakref
import sys
from _imp import BuiltinImporter, FrozenImporter, ModuleSpec

_bootstrap_external = None


def _external():
    """The module about files that belongs to this one."""
    if __name__ == "importlib._bootstrap":
        try:
            from importlib import _bootstrap_external
            return _bootstrap_external
        except ImportError:
            pass
    import _frozen_importlib_external
    return _frozen_importlib_external


def _verbose_message(message, *args, verbosity=1):
    if sys.flags.verbose >= verbosity:
        if not message.startswith(("#", "import ")):
            message = "# " + message
        print(message.format(*args), file=sys.stderr)


def _call_with_frames_removed(function, *args, **kwargs):
    return function(*args, **kwargs)


def _object_name(obj):
    try:
        return obj.__qualname__
    except AttributeError:
        return type(obj).__qualname__


# ---- specs ----------------------------------------------------------------------------------


def spec_from_loader(name, loader, *, origin=None, is_package=None):
    """A spec for what the loader loads."""
    if origin is None:
        origin = getattr(loader, "_ORIGIN", None)
    if not origin and hasattr(loader, "get_filename"):
        spec_from_file_location = _external().spec_from_file_location
        if is_package is None:
            return spec_from_file_location(name, loader=loader)
        locations = [] if is_package else None
        return spec_from_file_location(name, loader=loader, submodule_search_locations=locations)
    if is_package is None:
        if hasattr(loader, "is_package"):
            try:
                is_package = loader.is_package(name)
            except ImportError:
                is_package = None
        else:
            is_package = False
    return ModuleSpec(name, loader, origin=origin, is_package=is_package)


def _spec_from_module(module, loader=None, origin=None):
    spec = getattr(module, "__spec__", None)
    if spec is not None:
        return spec
    name = module.__name__
    if loader is None:
        loader = getattr(module, "__loader__", None)
    location = getattr(module, "__file__", None)
    if origin is None:
        origin = location if location is not None else getattr(loader, "_ORIGIN", None)
    path = getattr(module, "__path__", None)
    spec = ModuleSpec(name, loader, origin=origin)
    spec._set_fileattr = location is not None
    spec.cached = getattr(module, "__cached__", None)
    spec.submodule_search_locations = None if path is None else list(path)
    return spec


def _init_module_attrs(spec, module, *, override=False):
    """The attributes that import sets, from the spec."""

    def missing(name):
        return override or getattr(module, name, None) is None

    if missing("__name__"):
        module.__name__ = spec.name
    if missing("__loader__"):
        loader = spec.loader
        if loader is None and spec.submodule_search_locations is not None:
            loader = _external().NamespaceLoader(spec.name, spec.submodule_search_locations)
            spec.loader = loader
            module.__file__ = None
        module.__loader__ = loader
    if missing("__package__"):
        module.__package__ = spec.parent
    module.__spec__ = spec
    if missing("__path__") and spec.submodule_search_locations is not None:
        module.__path__ = spec.submodule_search_locations
    if spec.has_location:
        if missing("__file__"):
            module.__file__ = spec.origin
        if missing("__cached__") and spec.cached is not None:
            module.__cached__ = spec.cached
    return module


def module_from_spec(spec):
    """A new module made from the spec, not executed yet."""
    module = None
    if hasattr(spec.loader, "create_module"):
        module = spec.loader.create_module(spec)
    elif hasattr(spec.loader, "exec_module"):
        raise ImportError("loaders that define exec_module() must also define create_module()")
    if module is None:
        module = type(sys)(spec.name)
    _init_module_attrs(spec, module)
    return module


def _module_repr_from_spec(spec):
    name = "?" if spec.name is None else spec.name
    if spec.origin is None:
        if spec.loader is None:
            return f"<module {name!r}>"
        return f"<module {name!r} (namespace)>"
    if spec.has_location:
        return f"<module {name!r} from {spec.origin!r}>"
    return f"<module {spec.name!r} ({spec.origin})>"


def _exec(spec, module):
    """Executes the spec's module once more in an existing module (reload)."""
    name = spec.name
    if sys.modules.get(name) is not module:
        raise ImportError(f"module {name!r} not in sys.modules", name=name)
    try:
        if spec.loader is None:
            if spec.submodule_search_locations is None:
                raise ImportError("missing loader", name=spec.name)
            _init_module_attrs(spec, module, override=True)
        else:
            _init_module_attrs(spec, module, override=True)
            if not hasattr(spec.loader, "exec_module"):
                spec.loader.load_module(name)
            else:
                spec.loader.exec_module(module)
    finally:
        module = sys.modules.pop(spec.name)
        sys.modules[spec.name] = module
    return module


def _load_unlocked(spec):
    if spec.loader is not None and not hasattr(spec.loader, "exec_module"):
        return _load_backward_compatible(spec)
    module = module_from_spec(spec)
    spec._initializing = True
    try:
        sys.modules[spec.name] = module
        try:
            if spec.loader is None:
                if spec.submodule_search_locations is None:
                    raise ImportError("missing loader", name=spec.name)
            else:
                spec.loader.exec_module(module)
        except:
            sys.modules.pop(spec.name, None)
            raise
        module = sys.modules.pop(spec.name)
        sys.modules[spec.name] = module
    finally:
        spec._initializing = False
    return module


def _load_backward_compatible(spec):
    spec.loader.load_module(spec.name)
    module = sys.modules.pop(spec.name)
    sys.modules[spec.name] = module
    return _init_module_attrs(spec, module)


def _load(spec):
    return _load_unlocked(spec)


def _load_module_shim(self, fullname):
    spec = spec_from_loader(fullname, self)
    if fullname in sys.modules:
        module = sys.modules[fullname]
        _exec(spec, module)
        return sys.modules[fullname]
    return _load(spec)


# ---- finding --------------------------------------------------------------------------------


def _find_spec(name, path, target=None):
    """The spec that the first finder of sys.meta_path has for the name."""
    meta_path = sys.meta_path
    if meta_path is None:
        raise ImportError("sys.meta_path is None, Python is likely shutting down")
    is_reload = name in sys.modules
    for finder in list(meta_path):
        find_spec = getattr(finder, "find_spec", None)
        if find_spec is None:
            continue
        spec = find_spec(name, path, target)
        if spec is not None:
            if not is_reload and name in sys.modules:
                loaded = getattr(sys.modules[name], "__spec__", None)
                return spec if loaded is None else loaded
            return spec
    return None


# ---- importing ------------------------------------------------------------------------------


def _resolve_name(name, package, level):
    bits = package.rsplit(".", level - 1)
    if len(bits) < level:
        raise ImportError("attempted relative import beyond top-level package")
    return f"{bits[0]}.{name}" if name else bits[0]


def _sanity_check(name, package, level):
    if not isinstance(name, str):
        raise TypeError(f"module name must be str, not {type(name)}")
    if level < 0:
        raise ValueError("level must be >= 0")
    if level > 0:
        if not isinstance(package, str):
            raise TypeError("__package__ not set to a string")
        if not package:
            raise ImportError("attempted relative import with no known parent package")
    if not name and level == 0:
        raise ValueError("Empty module name")


def _gcd_import(name, package=None, level=0):
    """The module of that name, imported if need be."""
    _sanity_check(name, package, level)
    if level > 0:
        name = _resolve_name(name, package, level)
    return _imp._import(name)


def _find_and_load(name, import_=None):
    return _imp._import(name)


def _handle_fromlist(module, fromlist, import_, *, recursive=False):
    for item in fromlist:
        if not isinstance(item, str):
            where = module.__name__ + ".__all__" if recursive else "``from list''"
            raise TypeError(f"Item in {where} must be str, not {type(item).__name__}")
        if item == "*":
            if not recursive and hasattr(module, "__all__"):
                _handle_fromlist(module, module.__all__, import_, recursive=True)
        elif not hasattr(module, item):
            name = f"{module.__name__}.{item}"
            try:
                import_(name)
            except ModuleNotFoundError as error:
                if error.name == name and sys.modules.get(name, 1) is not None:
                    continue
                raise
    return module


def _calc___package__(globals):
    package = globals.get("__package__")
    spec = globals.get("__spec__")
    if package is not None:
        return package
    if spec is not None:
        return spec.parent
    package = globals["__name__"]
    if "__path__" not in globals:
        package = package.rpartition(".")[0]
    return package


def __import__(name, globals=None, locals=None, fromlist=(), level=0):
    """The import statement as a function."""
    if level == 0:
        module = _gcd_import(name)
    else:
        module = _gcd_import(name, _calc___package__(globals if globals is not None else {}), level)
    if not fromlist:
        if level == 0:
            return _gcd_import(name.partition(".")[0])
        if not name:
            return module
        cut = len(name) - len(name.partition(".")[0])
        return sys.modules[module.__name__[: len(module.__name__) - cut]]
    if hasattr(module, "__path__"):
        return _handle_fromlist(module, fromlist, _gcd_import)
    return module


class _DeadlockError(RuntimeError):
    pass


class _ModuleLock:
    """A lock per module name; the interpreter has its own, so this one only has to be there."""

    def __init__(self, name):
        self.name = name
        self.lock = _thread.RLock()

    def acquire(self):
        return self.lock.acquire()

    def release(self):
        self.lock.release()

    def __repr__(self):
        return f"_ModuleLock({self.name!r}) at {id(self)}"


class _ModuleLockManager:
    def __init__(self, name):
        self._lock = _ModuleLock(name)

    def __enter__(self):
        self._lock.acquire()

    def __exit__(self, type=None, value=None, traceback=None):
        self._lock.release()


class _ImportLockContext:
    def __enter__(self):
        _imp.acquire_lock()

    def __exit__(self, type=None, value=None, traceback=None):
        _imp.release_lock()


def _get_module_lock(name):
    return _ModuleLock(name)


def _builtin_from_name(name):
    spec = BuiltinImporter.find_spec(name)
    if spec is None:
        raise ImportError("no built-in module named " + name)
    return _load_unlocked(spec)


def _setup(sys_module, _imp_module):
    pass


def _install(sys_module, _imp_module):
    pass
