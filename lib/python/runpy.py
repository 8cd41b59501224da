"""Running a module or a file as a program, without importing it: what python -m does."""

import importlib.machinery
import importlib.util
import sys

__all__ = ["run_module", "run_path"]

_MAIN = "__main__"


class _Error(Exception):
    """What python -m shows without a traceback."""


# ---- running code --------------------------------------------------------------------------------

class _AsProgram:
    """The dictionary of a new module, which for a while is in sys.modules; its file in sys.argv."""

    def __init__(self, name, argv0):
        self._name = name
        self._argv0 = argv0

    def __enter__(self):
        name = self._name
        self._before = sys.modules.get(name), sys.argv[0]
        module = sys.modules[name] = type(sys)(name)
        sys.argv[0] = self._argv0
        return vars(module)

    def __exit__(self, *details):
        module, sys.argv[0] = self._before
        if module is None:
            del sys.modules[self._name]
        else:
            sys.modules[self._name] = module


def _run_code(code, run_globals, init_globals=None, mod_name=None, mod_spec=None, pkg_name=None,
              script_name=None):
    """Runs code in a dictionary, which is returned, with the names that a module has."""
    loader = cached = None
    if mod_spec is not None:
        loader, script_name, cached = mod_spec.loader, mod_spec.origin, mod_spec.cached
        pkg_name = mod_spec.parent if pkg_name is None else pkg_name
    run_globals.update(init_globals or {})
    run_globals.update(__name__=mod_name, __file__=script_name, __cached__=cached, __doc__=None,
                       __loader__=loader, __package__=pkg_name, __spec__=mod_spec)
    exec(code, run_globals)
    return run_globals


def _run_module_code(code, init_globals=None, mod_name=None, mod_spec=None, pkg_name=None,
                     script_name=None):
    """Runs code as _run_code() does, as a module and program of its own."""
    argv0 = script_name if mod_spec is None else mod_spec.origin
    with _AsProgram(mod_name, argv0) as namespace:
        _run_code(code, namespace, init_globals, mod_name, mod_spec, pkg_name, script_name)
        return namespace.copy()  # the module is gone when this returns


# ---- finding modules -----------------------------------------------------------------------------

def _get_module_details(mod_name, error=ImportError):
    """The name, spec and code of what is to be run for a module: for a package, its __main__."""
    if mod_name.startswith("."):
        raise error("Relative module names not supported")
    _import_parent(mod_name)
    spec = _find_spec(mod_name, error)
    if spec.submodule_search_locations is not None:
        return _get_package_main(mod_name, error)
    if spec.loader is None:
        raise error(f"{mod_name!r} is a namespace package and cannot be executed")
    try:
        code = spec.loader.get_code(mod_name)
    except ImportError as e:
        raise error(str(e)) from e
    if code is None:
        raise error(f"No code object available for {mod_name}")
    return mod_name, spec, code


def _import_parent(mod_name):
    package = mod_name.rpartition(".")[0]
    if not package:
        return
    try:
        __import__(package)
    except ImportError as e:
        # a parent that is not there is told of later; errors inside it as they are
        if not e.name or not f"{package}.".startswith(f"{e.name}."):
            raise
    known = sys.modules.get(mod_name)
    if known is not None and not hasattr(known, "__path__"):
        import warnings
        warnings.warn(f"{mod_name!r} found in sys.modules after import of package {package!r}, but "
                      f"prior to execution of {mod_name!r}; this may result in unpredictable "
                      f"behaviour", RuntimeWarning)


def _find_spec(mod_name, error):
    try:
        spec = importlib.util.find_spec(mod_name)
    except (ImportError, AttributeError, TypeError, ValueError) as e:
        hint = ""
        if mod_name.endswith(".py"):
            hint = f". Try using '{mod_name[:-3]}' instead of '{mod_name}' as the module name."
        raise error(f"Error while finding module specification for {mod_name!r} "
                    f"({type(e).__name__}: {e}){hint}") from e
    if spec is None:
        raise error(f"No module named {mod_name}")
    return spec


def _get_package_main(package, error):
    if package == _MAIN or package.endswith(f".{_MAIN}"):
        raise error("Cannot use package as __main__ module")
    try:
        return _get_module_details(f"{package}.{_MAIN}", error)
    except error as e:
        if package not in sys.modules:
            raise  # the package itself could not be imported
        raise error(f"{e}; {package!r} is a package and cannot be directly executed")


def _get_main_module_details(error=ImportError):
    """The same for the __main__ that is found in sys.path, not the one that runs now."""
    running = sys.modules.pop(_MAIN)
    try:
        return _get_module_details(_MAIN)
    except ImportError as e:
        if _MAIN in str(e):
            raise error(f"can't find {_MAIN!r} module in {sys.path[0]!r}") from e
        raise
    finally:
        sys.modules[_MAIN] = running


# ---- running modules -----------------------------------------------------------------------------

def _run_module_as_main(mod_name, alter_argv=True):
    """Runs a module as the program: in the dictionary of __main__ itself."""
    try:
        if mod_name == _MAIN and not alter_argv:
            _, spec, code = _get_main_module_details(_Error)
        else:
            _, spec, code = _get_module_details(mod_name, _Error)
    except _Error as e:
        sys.exit(f"{sys.orig_argv[0]}: {e}")  # by the name that it was called
    if alter_argv:
        sys.argv[0] = _program_name(spec)
    return _run_code(code, vars(sys.modules[_MAIN]), None, _MAIN, spec)


def _program_name(spec):
    """The file of a module; of one in the binary the path that it would have."""
    return spec.origin if spec.has_location else spec.name.replace(".", "/") + ".py"


def run_module(mod_name, init_globals=None, run_name=None, alter_sys=False):
    """Runs a module, or a package's __main__, and returns its globals.

    init_globals are there before it runs; run_name is its __name__, that of the module by default;
    with alter_sys it is in sys.modules and sys.argv[0] meanwhile.
    """
    mod_name, spec, code = _get_module_details(mod_name)
    name = mod_name if run_name is None else run_name
    if alter_sys:
        return _run_module_code(code, init_globals, name, spec)
    return _run_code(code, {}, init_globals, name, spec)


def run_path(path_name, init_globals=None, run_name=None):
    """Runs a file, or the __main__ of a folder or zip file, and returns its globals.

    init_globals are there before it runs; run_name is its __name__, '<run_path>' by default.
    """
    import os
    from pkgutil import get_importer
    run_name = "<run_path>" if run_name is None else run_name
    package = run_name.rpartition(".")[0]
    path = os.fsdecode(path_name)
    if get_importer(path) is None:
        return _run_module_code(_get_code_from_file(path), init_globals, run_name,
                                pkg_name=package, script_name=path)
    sys.path.insert(0, path)
    try:
        _, spec, code = _get_main_module_details()
        with _AsProgram(run_name, path) as namespace:
            return _run_code(code, namespace, init_globals, run_name, spec, package).copy()
    finally:
        if path in sys.path:
            sys.path.remove(path)


def _get_code_from_file(path):
    """The code of a .pyc file or of a source file."""
    import io
    import os
    from pkgutil import read_code
    with io.open_code(os.path.abspath(path)) as f:
        code = read_code(f)
        if code is None:
            f.seek(0)
            code = compile(f.read(), path, "exec")
    return code


if __name__ == _MAIN:
    if len(sys.argv) < 2:
        print("No module specified for execution", file=sys.stderr)
    else:
        del sys.argv[0]
        _run_module_as_main(sys.argv[0])
