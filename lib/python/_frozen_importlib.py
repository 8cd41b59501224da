"""The core of importlib. Importing itself is done by the interpreter; this module is the view of it
that programs know: specs, loading from a spec, relative names, the finders of sys.meta_path."""

import _imp
import _thread
import _warnings
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
    """The attributes that import sets, from the spec; not those that the module refuses."""

    def set_attribute(name, value, needed=True):
        if needed and (override or getattr(module, name, None) is None):
            try:
                setattr(module, name, value)
            except AttributeError:
                pass

    locations = spec.submodule_search_locations
    set_attribute("__name__", spec.name)
    if override or getattr(module, "__loader__", None) is None:
        if spec.loader is None and locations is not None:
            spec.loader = _external().NamespaceLoader._of(locations)
            module.__file__ = None
        set_attribute("__loader__", spec.loader)
    set_attribute("__package__", spec.parent)
    try:
        module.__spec__ = spec
    except AttributeError:
        pass
    set_attribute("__path__", locations, locations is not None)
    if spec.has_location:
        set_attribute("__file__", spec.origin)
        set_attribute("__cached__", spec.cached, spec.cached is not None)
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
        if isinstance(spec.loader, _external().NamespaceLoader):
            return f"<module {name!r} (namespace) from {list(spec.loader._path)}>"
        return f"<module {name!r} ({spec.loader!r})>"
    if spec.has_location:
        return f"<module {name!r} from {spec.origin!r}>"
    return f"<module {spec.name!r} ({spec.origin})>"


def _has_exec_module(loader):
    """Whether it loads by exec_module(), as loaders should; ImportWarning if not."""
    if hasattr(loader, "exec_module"):
        return True
    _warnings.warn(f"{_object_name(loader)}.exec_module() not found; falling back to "
                   "load_module()", ImportWarning)
    return False


def _require_location(spec):
    """A spec without a loader must be that of a namespace package."""
    if spec.submodule_search_locations is None:
        raise ImportError("missing loader", name=spec.name)


def _exec(spec, module):
    """Executes the spec's module once more in an existing module (reload)."""
    name = spec.name
    with _ModuleLockManager(name):
        if sys.modules.get(name) is not module:
            raise ImportError(f"module {name!r} not in sys.modules", name=name)
        try:
            is_namespace = spec.loader is None
            if is_namespace:
                _require_location(spec)
            _init_module_attrs(spec, module, override=True)
            if is_namespace:
                pass
            elif _has_exec_module(spec.loader):
                spec.loader.exec_module(module)
            else:
                spec.loader.load_module(name)
        finally:
            module = _move_to_end(spec.name)
    return module


def _move_to_end(name):
    """What sys.modules has under the name, as the youngest there."""
    module = sys.modules.pop(name)
    sys.modules[name] = module
    return module


def _load_unlocked(spec):
    if spec.loader is not None and not _has_exec_module(spec.loader):
        return _load_backward_compatible(spec)
    module = module_from_spec(spec)
    spec._initializing = True
    try:
        sys.modules[spec.name] = module
        try:
            if spec.loader is None:
                _require_location(spec)
            else:
                spec.loader.exec_module(module)
        except:
            sys.modules.pop(spec.name, None)
            raise
        module = _move_to_end(spec.name)
    finally:
        spec._initializing = False
    return module


def _load_backward_compatible(spec):
    try:
        spec.loader.load_module(spec.name)
    except:
        if spec.name in sys.modules:
            _move_to_end(spec.name)
        raise
    module = _move_to_end(spec.name)
    package = spec.name if hasattr(module, "__path__") else spec.name.rpartition(".")[0]
    for name, value in ("__loader__", spec.loader), ("__package__", package), ("__spec__", spec):
        if getattr(module, name, None) is None:
            try:
                setattr(module, name, value)
            except AttributeError:
                pass
    return module


def _load(spec):
    """The module of a spec, loaded by it."""
    with _ModuleLockManager(spec.name):
        return _load_unlocked(spec)


def _load_module_shim(self, fullname):
    """load_module() of loaders that have exec_module()."""
    _warnings.warn("the load_module() method is deprecated and slated for removal in Python 3.15; "
                   "use exec_module() instead", DeprecationWarning)
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
    if not meta_path:
        _warnings.warn("sys.meta_path is empty", ImportWarning)
    is_reload = name in sys.modules
    for finder in list(meta_path):
        with _ImportLockContext():
            find_spec = getattr(finder, "find_spec", None)
            spec = find_spec(name, path, target) if find_spec is not None else None
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
        if spec is not None and package != spec.parent:
            _warnings.warn(f"__package__ != __spec__.parent ({package!r} != {spec.parent!r})",
                           DeprecationWarning, stacklevel=3)
        return package
    if spec is not None:
        return spec.parent
    _warnings.warn("can't resolve package from __spec__ or __package__, falling back on __name__ "
                   "and __path__", ImportWarning, stacklevel=3)
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


# ---- locks ----------------------------------------------------------------------------------

_module_locks = {}  # name -> weak reference to its lock
_blocking_on = {}  # thread -> the module lock that it waits for
_guard = _thread.RLock()  # of all module locks


class _DeadlockError(RuntimeError):
    pass


class _ModuleLock:
    """The lock of a module's name; acquiring it where threads would wait for each other for ever
    is a _DeadlockError instead. The same thread may acquire it again."""

    def __init__(self, name):
        self.name = name
        self.owner = None
        self.count = 0
        self._waiting = []  # locks that wake those who wait

    def _is_circle(self, me):
        lock = self
        while lock is not None and lock.owner != me:
            lock = _blocking_on.get(lock.owner)
        return lock is not None

    def acquire(self):
        me = _thread.get_ident()
        while True:
            with _guard:
                if self.owner is None or self.owner == me:
                    self.owner = me
                    self.count += 1
                    return True
                if self._is_circle(me):
                    raise _DeadlockError(f"deadlock detected by {self!r}")
                wake = _thread.allocate_lock()
                wake.acquire()
                self._waiting.append(wake)
                _blocking_on[me] = self
            try:
                wake.acquire()
            finally:
                _blocking_on.pop(me, None)

    def release(self):
        with _guard:
            if self.owner != _thread.get_ident():
                raise RuntimeError("cannot release un-acquired lock")
            self.count -= 1
            if self.count == 0:
                self.owner = None
                if self._waiting:
                    self._waiting.pop(0).release()

    def __repr__(self):
        return f"_ModuleLock({self.name!r}) at {id(self)}"


class _ModuleLockManager:
    def __init__(self, name):
        self._name = name

    def __enter__(self):
        self._lock = _get_module_lock(self._name)
        self._lock.acquire()

    def __exit__(self, type=None, value=None, traceback=None):
        self._lock.release()


def _get_module_lock(name):
    """The lock of a name, the same for all as long as somebody has it."""

    def forget(reference):
        with _guard:
            if _module_locks.get(name) is reference:
                del _module_locks[name]

    with _guard:
        reference = _module_locks.get(name)
        lock = reference and reference()
        if lock is None:
            lock = _ModuleLock(name)
            _module_locks[name] = _weakref.ref(lock, forget)
        return lock


class _ImportLockContext:
    def __enter__(self):
        _imp.acquire_lock()

    def __exit__(self, type=None, value=None, traceback=None):
        _imp.release_lock()


def _builtin_from_name(name):
    spec = BuiltinImporter.find_spec(name)
    if spec is None:
        raise ImportError("no built-in module named " + name)
    return _load_unlocked(spec)


def _setup(sys_module, _imp_module):
    pass


def _install(sys_module, _imp_module):
    pass
