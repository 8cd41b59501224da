"""Common pathname manipulations, WindowsNT/95 version.

Instead of importing this module directly, import os and refer to this
module as os.path.
"""

# Here this is for looking at names of Windows elsewhere (pathlib.PureWindowsPath): the functions
# that ask a file system are those of every system.

import os
import genericpath
from genericpath import *

curdir = "."
pardir = ".."
extsep = "."
sep = "\\"
pathsep = ";"
altsep = "/"
defpath = ".;C:\\bin"
devnull = "nul"
supports_unicode_filenames = False

__all__ = ["normcase", "isabs", "join", "splitdrive", "splitroot", "split", "splitext", "basename",
           "dirname", "commonprefix", "getsize", "getmtime", "getatime", "getctime", "islink",
           "exists", "lexists", "isdir", "isfile", "ismount", "isreserved", "expanduser",
           "expandvars", "normpath", "abspath", "curdir", "pardir", "sep", "pathsep", "defpath",
           "altsep", "extsep", "devnull", "realpath", "supports_unicode_filenames", "relpath",
           "samefile", "sameopenfile", "samestat", "commonpath", "isjunction", "isdevdrive"]


def _get_bothseps(path):
    return b"\\/" if isinstance(path, bytes) else "\\/"


def normcase(s):
    """Normalize case of pathname.

    Makes all characters lowercase and all slashes into backslashes.
    """
    s = os.fspath(s)
    if isinstance(s, bytes):
        return os.fsencode(os.fsdecode(s).replace("/", "\\").lower())
    return s.replace("/", "\\").lower()


def isabs(s):
    """Test whether a path is absolute"""
    s = os.fspath(s)
    if isinstance(s, bytes):
        sep, altsep, colon_sep, double = b"\\", b"/", b":\\", b"\\\\"
    else:
        sep, altsep, colon_sep, double = "\\", "/", ":\\", "\\\\"
    s = s[:3].replace(altsep, sep)
    # a drive and a root, or a UNC path
    return s.startswith(colon_sep, 1) or s.startswith(double)


def join(path, *paths):
    path = os.fspath(path)
    if isinstance(path, bytes):
        sep, seps, colon_seps = b"\\", b"\\/", b":\\/"
    else:
        sep, seps, colon_seps = "\\", "\\/", ":\\/"
    try:
        if not paths:
            path[:0] + sep
        result_drive, result_root, result_path = splitroot(path)
        for p in map(os.fspath, paths):
            p_drive, p_root, p_path = splitroot(p)
            if p_root:
                if p_drive or not result_drive:
                    result_drive = p_drive
                result_root, result_path = p_root, p_path
                continue
            if p_drive and p_drive != result_drive:
                if p_drive.lower() != result_drive.lower():
                    result_drive, result_root, result_path = p_drive, p_root, p_path
                    continue
                result_drive = p_drive  # the same drive, written otherwise
            if result_path and result_path[-1] not in seps:
                result_path += sep
            result_path += p_path
        if (result_path and not result_root and result_drive
                and result_drive[-1:] not in colon_seps):
            return result_drive + sep + result_path
        return result_drive + result_root + result_path
    except (TypeError, AttributeError, BytesWarning):
        genericpath._check_arg_types("join", path, *paths)
        raise


def splitdrive(p):
    """Split a pathname into drive/UNC sharepoint and relative path specifiers.
    Returns a 2-tuple (drive_or_unc, path); either part may be empty.

    If you assign
        result = splitdrive(p)
    It is always true that:
        result[0] + result[1] == p

    If the path contained a drive letter, drive_or_unc will contain everything
    up to and including the colon.  e.g. splitdrive("c:/dir") returns ("c:", "/dir")

    If the path contained a UNC path, the drive_or_unc will contain the host name
    and share up to but not including the fourth directory separator character.
    e.g. splitdrive("//host/computer/dir") returns ("//host/computer", "/dir")

    Paths cannot contain both a drive letter and a UNC path.

    """
    drive, root, tail = splitroot(p)
    return drive, root + tail


def splitroot(p):
    """Split a pathname into drive, root and tail.

    The tail contains anything after the root."""
    p = os.fspath(p)
    if isinstance(p, bytes):
        sep, altsep, colon, unc_prefix, empty = b"\\", b"/", b":", b"\\\\?\\UNC\\", b""
    else:
        sep, altsep, colon, unc_prefix, empty = "\\", "/", ":", "\\\\?\\UNC\\", ""
    normp = p.replace(altsep, sep)
    if normp[:1] == sep:
        if normp[1:2] == sep:
            # \\server\share\..., \\?\UNC\server\share\..., \\?\C:\...
            start = 8 if normp[:8].upper() == unc_prefix else 2
            index = normp.find(sep, start)
            if index == -1:
                return p, empty, empty
            index2 = normp.find(sep, index + 1)
            if index2 == -1:
                return p, empty, empty
            return p[:index2], p[index2:index2 + 1], p[index2 + 1:]
        return empty, p[:1], p[1:]
    if normp[1:2] == colon:
        if normp[2:3] == sep:
            return p[:2], p[2:3], p[3:]
        return p[:2], empty, p[2:]
    return empty, empty, p


def split(p):
    """Split a pathname.

    Return tuple (head, tail) where tail is everything after the final slash.
    Either part may be empty."""
    p = os.fspath(p)
    seps = _get_bothseps(p)
    d, r, p = splitroot(p)
    i = len(p)
    while i and p[i - 1] not in seps:
        i -= 1
    head, tail = p[:i], p[i:]
    return d + r + head.rstrip(seps), tail


def splitext(p):
    p = os.fspath(p)
    if isinstance(p, bytes):
        return genericpath._splitext(p, b"\\", b"/", b".")
    return genericpath._splitext(p, "\\", "/", ".")


splitext.__doc__ = genericpath._splitext.__doc__


def basename(p):
    """Returns the final component of a pathname"""
    return split(p)[1]


def dirname(p):
    """Returns the directory component of a pathname"""
    return split(p)[0]


def ismount(path):
    """Test whether a path is a mount point (a drive root, the root of a
    share, or a mounted volume)"""
    path = os.fspath(path)
    seps = _get_bothseps(path)
    path = abspath(path)
    drive, root, rest = splitroot(path)
    if drive and drive[0] in seps:
        return not rest
    return bool(root) and not rest


_reserved_chars = frozenset({chr(i) for i in range(32)} | {'"', "*", ":", "<", ">", "?", "|", "/",
                                                          "\\"})
_reserved_names = frozenset({"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"}
                            | {f"COM{c}" for c in "123456789\xb9\xb2\xb3"}
                            | {f"LPT{c}" for c in "123456789\xb9\xb2\xb3"})


def isreserved(path):
    """Return true if the pathname is reserved by the system."""
    path = os.fsdecode(splitroot(path)[2]).replace(altsep, sep)
    return any(_isreservedname(name) for name in reversed(path.split(sep)))


def _isreservedname(name):
    if name[-1:] in (".", " "):
        return name not in (".", "..")
    if _reserved_chars.intersection(name):
        return True
    return name.partition(".")[0].rstrip(" ").upper() in _reserved_names


def expanduser(path):
    """Expand ~ and ~user constructs.

    If user or $HOME is unknown, do nothing."""
    path = os.fspath(path)
    tilde, seps = (b"~", b"\\/") if isinstance(path, bytes) else ("~", "\\/")
    if not path.startswith(tilde):
        return path
    i, n = 1, len(path)
    while i < n and path[i] not in seps:
        i += 1
    if "USERPROFILE" in os.environ:
        userhome = os.environ["USERPROFILE"]
    elif "HOMEPATH" not in os.environ:
        return path
    else:
        userhome = join(os.environ.get("HOMEDRIVE", ""), os.environ["HOMEPATH"])
    if i != 1:
        target = os.fsdecode(path[1:i])
        current = os.environ.get("USERNAME")
        if target != current:
            if current != basename(userhome):
                return path
            userhome = join(dirname(userhome), target)
    if isinstance(path, bytes):
        userhome = os.fsencode(userhome)
    return userhome + path[i:]


def expandvars(path):
    """Expand shell variables of the forms $var, ${var} and %var%.

    Unknown variables are left unchanged."""
    path = os.fspath(path)
    if isinstance(path, bytes):
        return os.fsencode(expandvars(os.fsdecode(path)))
    if "$" not in path and "%" not in path:
        return path
    import re
    pattern = re.compile(r"'[^']*'?|%%|%(?P<percent>[^%]+)%|\$\$|\$(?P<plain>[-\w]+)|"
                         r"\$\{(?P<brace>[^}]+)\}", re.ASCII)

    def replace(match):
        text = match.group()
        if text in ("%%", "$$"):
            return text[0]
        name = match.group("percent") or match.group("plain") or match.group("brace")
        return text if name is None else os.environ.get(name, text)
    return pattern.sub(replace, path)


def normpath(path):
    """Normalize path, eliminating double slashes, etc."""
    path = os.fspath(path)
    if isinstance(path, bytes):
        return os.fsencode(normpath(os.fsdecode(path)))
    path = path.replace(altsep, sep)
    drive, root, path = splitroot(path)
    parts = []
    for part in path.split(sep):
        if not part or part == curdir:
            continue
        if part == pardir and parts and parts[-1] != pardir:
            parts.pop()
        elif part != pardir or not root:
            parts.append(part)
    prefix = drive + root
    if not prefix and not parts:
        parts.append(curdir)
    return prefix + sep.join(parts)


def abspath(path):
    """Return the absolute version of a path."""
    path = os.fspath(path)
    if not isabs(path):
        cwd = os.getcwdb() if isinstance(path, bytes) else os.getcwd()
        path = join(cwd, path)
    return normpath(path)


def realpath(path, *, strict=False):
    return abspath(path)


def relpath(path, start=None):
    """Return a relative version of a path"""
    path = os.fspath(path)
    if not path:
        raise ValueError("no path specified")
    if isinstance(path, bytes):
        sep, curdir, pardir = b"\\", b".", b".."
    else:
        sep, curdir, pardir = "\\", ".", ".."
    start = curdir if start is None else os.fspath(start)
    try:
        start_drive, _, start_rest = splitroot(abspath(normpath(start)))
        path_drive, _, path_rest = splitroot(abspath(normpath(path)))
        if normcase(start_drive) != normcase(path_drive):
            raise ValueError("path is on mount %r, start on mount %r" % (path_drive, start_drive))
        start_list = start_rest.split(sep) if start_rest else []
        path_list = path_rest.split(sep) if path_rest else []
        i = 0
        for e1, e2 in zip(start_list, path_list):
            if normcase(e1) != normcase(e2):
                break
            i += 1
        rel_list = [pardir] * (len(start_list) - i) + path_list[i:]
        return sep.join(rel_list) if rel_list else curdir
    except (TypeError, ValueError, AttributeError, BytesWarning, DeprecationWarning):
        genericpath._check_arg_types("relpath", path, start)
        raise


def commonpath(paths):
    """Given an iterable of path names, returns the longest common sub-path."""
    paths = tuple(map(os.fspath, paths))
    if not paths:
        raise ValueError("commonpath() arg is an empty iterable")
    if isinstance(paths[0], bytes):
        sep, altsep, curdir = b"\\", b"/", b"."
    else:
        sep, altsep, curdir = "\\", "/", "."
    try:
        drivesplits = [splitroot(p.replace(altsep, sep).lower()) for p in paths]
        split_paths = [p.split(sep) for d, r, p in drivesplits]
        if len({d for d, r, p in drivesplits}) != 1:
            raise ValueError("Paths don't have the same drive")
        drive, root, path = splitroot(paths[0].replace(altsep, sep))
        if len({r for d, r, p in drivesplits}) != 1:
            if drive:
                raise ValueError("Can't mix absolute and relative paths")
            raise ValueError("Can't mix rooted and not-rooted paths")
        common = [c for c in path.split(sep) if c and c != curdir]
        split_paths = [[c for c in s if c and c != curdir] for s in split_paths]
        s1, s2 = min(split_paths), max(split_paths)
        common = common[:len(s1)]
        for i, c in enumerate(s1):
            if c != s2[i]:
                common = common[:i]
                break
        return drive + root + sep.join(common)
    except (TypeError, AttributeError):
        genericpath._check_arg_types("commonpath", *paths)
        raise
