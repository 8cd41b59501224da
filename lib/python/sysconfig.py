"""Access to Python's configuration information."""

import os
import sys

__all__ = ["get_config_h_filename", "get_config_var", "get_config_vars", "get_makefile_filename",
           "get_path", "get_path_names", "get_paths", "get_platform", "get_python_version",
           "get_scheme_names", "parse_config_h", "get_default_scheme", "get_preferred_scheme",
           "is_python_build", "expand_makefile_vars"]

_PY_VERSION_SHORT = "%d.%d" % sys.version_info[:2]
_PY_VERSION_SHORT_NO_DOT = "%d%d" % sys.version_info[:2]
# No extension module can be loaded; packaging tells by these names that compiled wheels do not fit.
_SOABI = f"{sys.implementation.name}-{_PY_VERSION_SHORT_NO_DOT}"
_PREFIX = os.path.normpath(sys.prefix)

_INSTALL_SCHEMES = {
    "posix_prefix": {
        "stdlib": "{installed_base}/lib/python{py_version_short}",
        "platstdlib": "{platbase}/lib/python{py_version_short}",
        "purelib": "{base}/lib/python{py_version_short}/site-packages",
        "platlib": "{platbase}/lib/python{py_version_short}/site-packages",
        "include": "{installed_base}/include/python{py_version_short}",
        "platinclude": "{installed_platbase}/include/python{py_version_short}",
        "scripts": "{base}/bin",
        "data": "{base}",
    },
    "posix_home": {
        "stdlib": "{installed_base}/lib/python",
        "platstdlib": "{base}/lib/python",
        "purelib": "{base}/lib/python",
        "platlib": "{base}/lib/python",
        "include": "{installed_base}/include/python",
        "platinclude": "{installed_base}/include/python",
        "scripts": "{base}/bin",
        "data": "{base}",
    },
    "posix_user": {
        "stdlib": "{userbase}/lib/python{py_version_short}",
        "platstdlib": "{userbase}/lib/python{py_version_short}",
        "purelib": "{userbase}/lib/python{py_version_short}/site-packages",
        "platlib": "{userbase}/lib/python{py_version_short}/site-packages",
        "include": "{userbase}/include/python{py_version_short}",
        "scripts": "{userbase}/bin",
        "data": "{userbase}",
    },
}
_INSTALL_SCHEMES["posix_venv"] = _INSTALL_SCHEMES["posix_prefix"]
_SCHEME_KEYS = ("stdlib", "platstdlib", "purelib", "platlib", "include", "platinclude", "scripts",
                "data")
_config_vars = None


def get_scheme_names():
    """Return a tuple containing the schemes names."""
    return tuple(sorted(_INSTALL_SCHEMES))


def get_path_names():
    """Return a tuple containing the paths names."""
    return _SCHEME_KEYS


def get_default_scheme():
    return "posix_prefix" if sys.prefix == sys.base_prefix else "posix_venv"


def get_preferred_scheme(key):
    if key == "prefix" and sys.prefix != sys.base_prefix:
        return "posix_venv"
    scheme = {"prefix": "posix_prefix", "home": "posix_home", "user": "posix_user"}[key]
    return scheme


def get_config_vars(*args):
    """With no arguments, return a dictionary of all configuration
    variables relevant for the current platform.

    With arguments, return a list of values that result from looking up
    each argument in the configuration variable dictionary.
    """
    global _config_vars
    if _config_vars is None:
        _config_vars = {
            "prefix": _PREFIX, "exec_prefix": sys.exec_prefix, "base": _PREFIX,
            "platbase": sys.exec_prefix, "installed_base": sys.base_prefix,
            "installed_platbase": sys.base_exec_prefix, "projectbase":
                os.path.dirname(sys.executable or ""), "py_version": sys.version.split()[0],
            "py_version_short": _PY_VERSION_SHORT, "py_version_nodot": _PY_VERSION_SHORT_NO_DOT,
            "platlibdir": sys.platlibdir, "abiflags": "", "userbase":
                os.environ.get("PYTHONUSERBASE") or os.path.expanduser("~/.local"),
            "implementation": "Python", "implementation_lower": "python", "EXT_SUFFIX":
                f".{_SOABI}.so", "SOABI": _SOABI, "Py_DEBUG": 0, "Py_GIL_DISABLED": 0, "HAVE_FORK": 1, "TZPATH":
                "/usr/share/zoneinfo:/usr/lib/zoneinfo:/usr/share/lib/zoneinfo:/etc/zoneinfo",
        }
    if args:
        return [_config_vars.get(name) for name in args]
    return _config_vars


def get_config_var(name):
    """Return the value of a single variable using the dictionary returned by
    'get_config_vars()'.

    Equivalent to get_config_vars().get(name)
    """
    return get_config_vars().get(name)


def get_paths(scheme=None, vars=None, expand=True):
    """Return a mapping containing an install scheme.

    ``scheme`` is the install scheme name. If not provided, it will
    return the default scheme for the current platform.
    """
    found = _INSTALL_SCHEMES[get_default_scheme() if scheme is None else scheme]
    if not expand:
        return dict(found)
    values = {**get_config_vars(), **(vars or {})}
    return {key: os.path.normpath(text.format(**values)) for key, text in found.items()}


def get_path(name, scheme=None, vars=None, expand=True):
    """Return a path corresponding to the scheme.

    ``scheme`` is the install scheme name.
    """
    return get_paths(scheme, vars, expand)[name]


def get_platform():
    """Return a string that identifies the current platform."""
    uname = os.uname()
    system = uname.sysname.lower().replace("/", "")
    return f"{system}-{uname.machine.replace(' ', '_').replace('/', '-')}"


def get_python_version():
    return _PY_VERSION_SHORT


def is_python_build(check_home=None):
    return False


def get_config_h_filename():
    """Return the path of pyconfig.h."""
    return os.path.join(get_path("platinclude"), "pyconfig.h")


def get_makefile_filename():
    """Return the path of the Makefile."""
    return os.path.join(get_path("stdlib"), "config-" + _PY_VERSION_SHORT, "Makefile")


def parse_config_h(fp, vars=None):
    """Parse a config.h-style file.

    A dictionary containing name/value pairs is returned.  If an
    optional dictionary is passed in as the second argument, it is
    used instead of a new dictionary.
    """
    import re
    if vars is None:
        vars = {}
    for line in fp:
        if match := re.match("#define ([A-Z][A-Za-z0-9_]+) (.*)\n", line):
            name, value = match.groups()
            try:
                if name in ("SIZEOF_VOID_P",) or not value.startswith('"'):
                    value = int(value)
            except ValueError:
                pass
            vars[name] = value
        elif match := re.match("/[*] #undef ([A-Z][A-Za-z0-9_]+) [*]/\n", line):
            vars[match.group(1)] = 0
    return vars


def expand_makefile_vars(s, vars):
    """Expand Makefile-style variables -- "${foo}" or "$(foo)" -- in
    'string' according to 'vars' (a dictionary mapping variable names to
    values).
    """
    import re
    while True:
        match = re.search(r"\$\(([A-Za-z][A-Za-z0-9_]*)\)|\${([A-Za-z][A-Za-z0-9_]*)}", s)
        if not match:
            return s
        s = s[:match.start()] + str(vars.get(match.group(1) or match.group(2))) + s[match.end():]


def _main():
    print('Platform: "%s"' % get_platform())
    print('Python version: "%s"' % get_python_version())
    print('Current installation scheme: "%s"' % get_default_scheme())
    for title, data in (("Paths", get_paths()), ("Variables", get_config_vars())):
        print(f"\n{title}: ")
        for key, value in sorted(data.items()):
            print(f'\t{key} = "{value}"')


if __name__ == "__main__":
    _main()
