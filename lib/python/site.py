"""Folders of packages on sys.path, and their .pth files.

Folio does this only for the folders given with --site=DIR or FOLIO_SITE; programs call addsitedir()
for others. A line of a .pth file is a folder to be added, or begins with "import" and is executed.
"""

import os
import sys

PREFIXES = [sys.prefix, sys.exec_prefix]
ENABLE_USER_SITE = False if sys.flags.no_user_site or sys.flags.isolated else True
USER_SITE = None
USER_BASE = None


def _trace(message):
    if sys.flags.verbose:
        print(message, file=sys.stderr)


def makepath(*paths):
    dir = os.path.join(*paths)
    try:
        dir = os.path.abspath(dir)
    except OSError:
        pass
    return dir, os.path.normcase(dir)


def _init_pathinfo():
    """Return a set containing all existing file system items from sys.path."""
    known = set()
    for item in sys.path:
        try:
            if os.path.exists(item):
                known.add(makepath(item)[1])
        except TypeError:
            continue
    return known


def addpackage(sitedir, name, known_paths):
    """Process a .pth file within the site-packages directory:
       For each line in the file, either combine it with sitedir to a path
       and add that to known_paths, or execute it if it starts with 'import '.
    """
    reset = known_paths is None
    if reset:
        known_paths = _init_pathinfo()
    fullname = os.path.join(sitedir, name)
    try:
        with open(fullname, encoding="utf-8-sig") as f:
            lines = f.read().splitlines()
    except (OSError, UnicodeDecodeError):
        return None
    _trace(f"Processing .pth file: {fullname!r}")
    for n, line in enumerate(lines, 1):
        if line.startswith("#") or not line.strip():
            continue
        try:
            if line.startswith(("import ", "import\t")):
                exec(line)
                continue
            dir, dircase = makepath(sitedir, line.rstrip())
            if dircase not in known_paths and os.path.exists(dir):
                sys.path.append(dir)
                known_paths.add(dircase)
        except Exception as exc:
            import traceback
            print(f"Error processing line {n:d} of {fullname}:\n", file=sys.stderr)
            for record in traceback.format_exception(exc):
                for text in record.splitlines():
                    print("  " + text, file=sys.stderr)
            print("\nRemainder of file ignored", file=sys.stderr)
            break
    return None if reset else known_paths


def addsitedir(sitedir, known_paths=None):
    """Add 'sitedir' argument to sys.path if missing and handle .pth files in
    'sitedir'"""
    reset = known_paths is None
    if reset:
        known_paths = _init_pathinfo()
    sitedir, sitedircase = makepath(sitedir)
    if sitedircase not in known_paths:
        sys.path.append(sitedir)
        known_paths.add(sitedircase)
    try:
        names = sorted(name for name in os.listdir(sitedir)
                       if name.endswith(".pth") and not name.startswith("."))
    except OSError:
        return None
    for name in names:
        addpackage(sitedir, name, known_paths)
    return None if reset else known_paths


def getuserbase():
    """Returns the `user base` directory path."""
    global USER_BASE
    if USER_BASE is None:
        USER_BASE = os.environ.get("PYTHONUSERBASE") or os.path.expanduser(
            os.path.join("~", ".local"))
    return USER_BASE


def getusersitepackages():
    """Returns the user-specific site-packages directory path."""
    global USER_SITE
    if USER_SITE is None:
        USER_SITE = os.path.join(getuserbase(), "lib", "python%d.%d" % sys.version_info[:2],
                                 "site-packages")
    return USER_SITE


def getsitepackages(prefixes=None):
    """Returns a list containing all global site-packages directories."""
    folders = []
    for prefix in dict.fromkeys(PREFIXES if prefixes is None else prefixes):
        if prefix:
            folders.append(os.path.join(prefix, "lib", "python%d.%d" % sys.version_info[:2],
                                        "site-packages"))
    return folders


def main():
    """Nothing is left to be done: the interpreter has done it."""


def _script():
    print("sys.path = [")
    for dir in sys.path:
        print(f"    {dir!r},")
    print("]")
    for name, folder in (("USER_BASE", getuserbase()), ("USER_SITE", getusersitepackages())):
        print(f"{name}: {folder!r} ({'exists' if os.path.isdir(folder) else 'does not exist'})")
    print(f"ENABLE_USER_SITE: {ENABLE_USER_SITE!r}")


if __name__ == "__main__":
    _script()
