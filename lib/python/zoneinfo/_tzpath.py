"""Where the files of time zones are: the folders in TZPATH, from PYTHONTZPATH or a default."""

import os

_DEFAULT = ("/usr/share/zoneinfo", "/usr/lib/zoneinfo", "/usr/share/lib/zoneinfo",
            "/etc/zoneinfo")
_NOT_ZONES = ("posix", "right")  # folders with variants of all of them

TZPATH = ()


class InvalidTZPathWarning(RuntimeWarning):
    """PYTHONTZPATH has folders that are not absolute."""


def reset_tzpath(to=None):
    """Set TZPATH to absolute paths, by default to what it was at the start."""
    _set(_from_environment(3) if to is None else _checked(to))


def _set(paths):
    global TZPATH
    TZPATH = tuple(paths)


def _checked(paths):
    if isinstance(paths, (str, bytes)):
        raise TypeError(f"tzpaths must be a list or tuple, not {type(paths)}: {paths!r}")
    if not all(map(os.path.isabs, paths)):
        raise ValueError(_relative_paths_message(paths))
    return paths


def _from_environment(stacklevel):
    value = os.environ.get("PYTHONTZPATH")
    if value is None:
        return _DEFAULT
    given = value.split(os.pathsep) if value else []
    absolute = [path for path in given if os.path.isabs(path)]
    if len(absolute) != len(given):
        import warnings
        warnings.warn("Invalid paths specified in PYTHONTZPATH environment variable. "
                      + _relative_paths_message(given), InvalidTZPathWarning, stacklevel)
    return absolute


def _relative_paths_message(paths):
    relative = [path for path in paths if not os.path.isabs(path)]
    return "\n    ".join(
        ["Paths should be absolute but found the following relative paths:", *relative])


def find_tzfile(key):
    """The path of the file of a zone, None if there is none."""
    _check_key(key)
    for folder in TZPATH:
        path = os.path.join(folder, key)
        if os.path.isfile(path):
            return path
    return None


def _check_key(key):
    """Raise ValueError for what could be a file elsewhere."""
    if os.path.isabs(key):
        raise ValueError(f"ZoneInfo keys may not be absolute paths, got: {key}")
    normal = os.path.normpath(key)
    if len(normal) != len(key):
        raise ValueError(f"ZoneInfo keys must be normalized relative paths, got: {key}")
    if normal.split(os.sep)[0] == os.pardir:
        raise ValueError(f"ZoneInfo keys must refer to subdirectories of TZPATH, got: {key}")


def available_timezones():
    """A set of the keys of all zones; slow, as all files are opened."""
    return _packaged_zones() | {
        key for folder in TZPATH for key in _zones_below(folder)} - {"posixrules"}


def _packaged_zones():
    try:
        from importlib import resources
        with resources.files("tzdata").joinpath("zones").open("r") as file:
            return set(filter(None, map(str.strip, file)))
    except (ImportError, FileNotFoundError):
        return set()


def _zones_below(top):
    for folder, folders, files in os.walk(top):
        if folder == top:
            folders[:] = [name for name in folders if name not in _NOT_ZONES]
        for name in files:
            path = os.path.join(folder, name)
            if _is_tzif(path):
                yield os.path.relpath(path, start=top)


def _is_tzif(path):
    try:
        with open(path, "rb") as file:
            return file.read(4) == b"TZif"
    except OSError:
        return False


_set(_from_environment(4))
