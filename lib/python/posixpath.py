"""Common operations on Posix pathnames; import os and use os.path."""

# Before the imports: os takes these from here while this module is still being imported.
curdir = "."
pardir = ".."
extsep = "."
sep = "/"
pathsep = ":"
defpath = "/bin:/usr/bin"
altsep = None
devnull = "/dev/null"

import genericpath
import os
import stat
import sys
from genericpath import *
from posix import _path_normpath as normpath

__all__ = ["normcase", "isabs", "join", "splitdrive", "splitroot", "split", "splitext", "basename",
           "dirname", "commonprefix", "getsize", "getmtime", "getatime", "getctime", "islink",
           "exists", "lexists", "isdir", "isfile", "ismount", "expanduser", "expandvars",
           "normpath", "abspath", "samefile", "sameopenfile", "samestat", "curdir", "pardir", "sep",
           "pathsep", "defpath", "altsep", "extsep", "devnull", "realpath",
           "supports_unicode_filenames", "relpath", "commonpath", "isjunction", "isdevdrive",
           "isreserved"]

supports_unicode_filenames = sys.platform == "darwin"


def _slash(path):
    return b"/" if isinstance(path, bytes) else "/"


def normcase(s):
    """Normalize case of pathname.  Has no effect under Posix."""
    return os.fspath(s)


def isabs(s):
    """Test whether a path is absolute."""
    s = os.fspath(s)
    return s.startswith(_slash(s))


def join(a, *p):
    """Join two or more pathname components, inserting '/' as needed.  An absolute component
    discards all before it; an empty last part results in a path that ends with a separator."""
    a = os.fspath(a)
    slash = _slash(a)
    path = a
    try:
        for b in p:
            b = os.fspath(b)
            if b.startswith(slash) or not path:
                path = b
            elif path.endswith(slash):
                path += b
            else:
                path += slash + b
    except (TypeError, AttributeError, BytesWarning):
        genericpath._check_arg_types("join", a, *p)
        raise
    return path


def split(p):
    """Split a pathname into the part before the last slash and everything after it."""
    p = os.fspath(p)
    slash = _slash(p)
    i = p.rfind(slash) + 1
    head, tail = p[:i], p[i:]
    if head and head != slash * len(head):
        head = head.rstrip(slash)
    return head, tail


def splitext(p):
    p = os.fspath(p)
    if isinstance(p, bytes):
        return genericpath._splitext(p, b"/", None, b".")
    return genericpath._splitext(p, "/", None, ".")


splitext.__doc__ = genericpath._splitext.__doc__


def splitdrive(p):
    """Split a pathname into drive and path.  On Posix, drive is always empty."""
    p = os.fspath(p)
    return p[:0], p


def splitroot(p):
    """Split a pathname into drive, root and tail: root is '', '/' or exactly two slashes."""
    p = os.fspath(p)
    slash = _slash(p)
    empty = p[:0]
    if p[:1] != slash:
        return empty, empty, p
    if p[1:2] != slash or p[2:3] == slash:
        return empty, slash, p[1:]
    return empty, p[:2], p[2:]


def basename(p):
    """Returns the final component of a pathname."""
    p = os.fspath(p)
    return p[p.rfind(_slash(p)) + 1:]


def dirname(p):
    """Returns the directory component of a pathname."""
    return split(p)[0]


def isreserved(path):
    """Test whether a name is reserved; none is under Posix."""
    os.fspath(path)
    return False


def ismount(path):
    """Test whether a path is a mount point."""
    try:
        here = os.lstat(path)
    except (OSError, ValueError):
        return False
    if stat.S_ISLNK(here.st_mode):
        return False
    path = os.fspath(path)
    parent = realpath(join(path, b".." if isinstance(path, bytes) else ".."))
    try:
        above = os.lstat(parent)
    except OSError:
        return False
    return here.st_dev != above.st_dev or here.st_ino == above.st_ino


def expanduser(path):
    """Expand ~ and ~user constructions.  If user or $HOME is unknown, do nothing."""
    path = os.fspath(path)
    tilde = b"~" if isinstance(path, bytes) else "~"
    if not path.startswith(tilde):
        return path
    slash = _slash(path)
    end = path.find(slash, 1)
    if end < 0:
        end = len(path)
    if end == 1:
        home = os.environ.get("HOME")
        if home is None:
            try:
                import pwd
                home = pwd.getpwuid(os.getuid()).pw_dir
            except (ImportError, KeyError):
                return path
    else:
        name = path[1:end]
        try:
            import pwd
            home = pwd.getpwnam(os.fsdecode(name)).pw_dir
        except (ImportError, KeyError):
            return path
    if isinstance(path, bytes):
        home = os.fsencode(home)
    home = home.rstrip(slash)
    return home + path[end:] or slash


def expandvars(path):
    """Expand shell variables of form $var and ${var}.  Unknown variables are left unchanged."""
    path = os.fspath(path)
    if isinstance(path, bytes):
        if b"$" not in path:
            return path
        return os.fsencode(expandvars(os.fsdecode(path)))
    parts = []
    i = 0
    while (at := path.find("$", i)) >= 0:
        parts.append(path[i:at])
        if path[at + 1:at + 2] == "{":
            end = path.find("}", at + 2)
            name = path[at + 2:end] if end >= 0 else None
            end += 1
        else:
            end = at + 1
            while end < len(path) and path[end].isascii() and (path[end].isalnum() or
                                                                path[end] == "_"):
                end += 1
            name = path[at + 1:end]
        if not name:
            parts.append("$")
            i = at + 1
            continue
        value = os.environ.get(name)
        parts.append(path[at:end] if value is None else value)
        i = end
    parts.append(path[i:])
    return "".join(parts)


def abspath(path):
    """Return an absolute path."""
    path = os.fspath(path)
    if not path.startswith(_slash(path)):
        path = join(os.getcwdb() if isinstance(path, bytes) else os.getcwd(), path)
    return normpath(path)


def realpath(filename, *, strict=False):
    """Return the canonical path of the specified filename, eliminating any symbolic links."""
    filename = os.fspath(filename)
    slash = _slash(filename)
    dot = b"." if isinstance(filename, bytes) else "."
    cwd = os.getcwdb() if isinstance(filename, bytes) else os.getcwd()
    path = slash if filename.startswith(slash) else cwd
    rest = filename.split(slash)[::-1]
    links = {}
    while rest:
        name = rest.pop()
        if name is None:  # the target of a link is resolved: remember where it led
            links[rest.pop()] = path
            continue
        if not name or name == dot:
            continue
        if name == dot + dot:
            path = path[:path.rindex(slash)] or slash
            continue
        new = path + name if path == slash else path + slash + name
        try:
            if not stat.S_ISLNK(os.lstat(new).st_mode):
                path = new
                continue
        except OSError:
            if strict:
                raise
            path = new
            continue
        if new in links:
            if links[new] is not None:
                path = links[new]
                continue
            if strict:  # a loop: let the system say so
                os.stat(new)
            path = new
            continue
        try:
            target = os.readlink(new)
        except OSError:
            if strict:
                raise
            path = new
            continue
        links[new] = None
        if target.startswith(slash):
            path = slash
        rest.append(new)
        rest.append(None)
        rest.extend(target.split(slash)[::-1])
    return path


def relpath(path, start=None):
    """Return a relative version of a path."""
    path = os.fspath(path)
    if not path:
        raise ValueError("no path specified")
    slash = _slash(path)
    dot = b"." if isinstance(path, bytes) else "."
    start = dot if start is None else os.fspath(start)
    try:
        here = [x for x in abspath(start).split(slash) if x]
        there = [x for x in abspath(path).split(slash) if x]
        same = len(commonprefix([here, there]))
        parts = [dot + dot] * (len(here) - same) + there[same:]
        return slash.join(parts) or dot
    except (TypeError, AttributeError, BytesWarning, DeprecationWarning):
        genericpath._check_arg_types("relpath", path, start)
        raise


def commonpath(paths):
    """Given an iterable of path names, returns the longest common sub-path."""
    paths = tuple(map(os.fspath, paths))
    if not paths:
        raise ValueError("commonpath() arg is an empty sequence")
    slash = _slash(paths[0])
    dot = b"." if isinstance(paths[0], bytes) else "."
    try:
        absolute = {p.startswith(slash) for p in paths}
        if len(absolute) > 1:
            raise ValueError("Can't mix absolute and relative paths") from None
        split_paths = [[c for c in p.split(slash) if c and c != dot] for p in paths]
        low, high = min(split_paths), max(split_paths)
        common = low
        for i, c in enumerate(low):
            if c != high[i]:
                common = low[:i]
                break
        return (slash if absolute.pop() else slash[:0]) + slash.join(common)
    except (TypeError, AttributeError):
        genericpath._check_arg_types("commonpath", *paths)
        raise
