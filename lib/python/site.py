"""Folders of packages on sys.path, and their .pth files.

Folio does this only for the folders given with --site=DIR or FOLIO_SITE; programs call addsitedir()
for others. A line of a .pth file is a folder to be added, or begins with "import" and is executed.
"""

import os
import sys

PREFIXES = [sys.prefix, sys.exec_prefix]
ENABLE_USER_SITE = not (sys.flags.no_user_site or sys.flags.isolated)
USER_BASE = USER_SITE = None  # found when they are asked for


def makepath(*paths):
    """The absolute path, and the form in which paths are compared."""
    path = os.path.join(*paths)
    try:
        path = os.path.abspath(path)
    except OSError:
        pass  # there is no current folder
    return path, os.path.normcase(path)


def _known_paths():
    """What sys.path has, as it is compared."""
    return {makepath(item)[1] for item in sys.path
            if isinstance(item, str) and os.path.exists(item)}


def _add(path, known_paths):
    path, compared = path
    if compared not in known_paths:
        sys.path.append(path)
        known_paths.add(compared)


def _execute_line(line, sitedir, known_paths):
    if line.startswith("#") or not line.strip():
        return
    if line.startswith(("import ", "import\t")):
        exec(line)
        return
    path = makepath(sitedir, line.rstrip())
    if os.path.exists(path[0]):
        _add(path, known_paths)


def addpackage(sitedir, name, known_paths):
    """Does what the lines of a .pth file say; the paths that are known then, if some were given."""
    given, known_paths = known_paths, _known_paths() if known_paths is None else known_paths
    file_name = os.path.join(sitedir, name)
    try:
        with open(file_name, encoding="utf-8-sig") as file:
            lines = file.read().splitlines()
    except (OSError, UnicodeDecodeError):
        return None
    if sys.flags.verbose:
        print(f"Processing .pth file: {file_name!r}", file=sys.stderr)
    for number, line in enumerate(lines, 1):
        try:
            _execute_line(line, sitedir, known_paths)
        except Exception as error:
            _explain(f"line {number} of {file_name}", error)
            break
    return given


def _explain(where, error):
    import traceback
    print(f"Error processing {where}:\n", file=sys.stderr)
    for line in "".join(traceback.format_exception(error)).splitlines():
        print("  " + line, file=sys.stderr)
    print("\nRemainder of file ignored", file=sys.stderr)


def addsitedir(sitedir, known_paths=None):
    """Appends a folder to sys.path, and does what the .pth files in it say."""
    given, known_paths = known_paths, _known_paths() if known_paths is None else known_paths
    path = makepath(sitedir)
    _add(path, known_paths)
    try:
        names = os.listdir(path[0])
    except OSError:
        return None
    for name in sorted(names):
        if name.endswith(".pth") and not name.startswith("."):
            addpackage(path[0], name, known_paths)
    return given


def _packages_under(prefix):
    return os.path.join(prefix, "lib", "python%d.%d" % sys.version_info[:2], "site-packages")


def getsitepackages(prefixes=None):
    """The folders where packages are installed for all users."""
    prefixes = PREFIXES if prefixes is None else prefixes
    return [_packages_under(prefix) for prefix in dict.fromkeys(prefixes) if prefix]


def getuserbase():
    """The folder under which a user installs packages."""
    global USER_BASE
    if USER_BASE is None:
        USER_BASE = os.environ.get("PYTHONUSERBASE") or os.path.expanduser("~/.local")
    return USER_BASE


def getusersitepackages():
    """The folder where a user's packages are installed."""
    global USER_SITE
    if USER_SITE is None:
        USER_SITE = _packages_under(getuserbase())
    return USER_SITE


def gethistoryfile():
    """Where the prompt keeps its history: PYTHON_HISTORY, else a file in the home folder."""
    return (not sys.flags.ignore_environment and os.environ.get("PYTHON_HISTORY")
            or os.path.join(os.path.expanduser("~"), ".python_history"))


def register_readline():
    """Nothing is left to be done: the prompt edits lines by itself."""


def main():
    """Nothing is left to be done: the interpreter has done it."""


_USAGE = """\
site.py [--user-base] [--user-site]

Without arguments print some useful information
With arguments print the value of USER_BASE and/or USER_SITE separated
by ':'.

Exit codes with --user-base or --user-site:
  0 - user site directory is enabled
  1 - user site directory is disabled by user
  2 - user site directory is disabled by super user
      or for security reasons
 >2 - unknown error
"""


def _script(arguments):
    folders = {"--user-base": getuserbase(), "--user-site": getusersitepackages()}
    if not arguments:
        _print_all()
    elif all(argument in folders for argument in arguments):
        print(os.pathsep.join(folders[option] for option in folders if option in arguments))
        sys.exit(0 if ENABLE_USER_SITE else 1)
    else:
        print(_USAGE)
        sys.exit(10)


def _print_all():
    print("sys.path = [", *(f"    {path!r}," for path in sys.path), "]", sep="\n")
    for name, folder in (("USER_BASE", getuserbase()), ("USER_SITE", getusersitepackages())):
        print(f"{name}: {folder!r} ({'exists' if os.path.isdir(folder) else "doesn't exist"})")
    print(f"ENABLE_USER_SITE: {ENABLE_USER_SITE!r}")


if __name__ == "__main__":
    _script(sys.argv[1:])
