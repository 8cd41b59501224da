"""Paths of Windows: os.path there, and PureWindowsPath elsewhere.

The functions that ask a file system are those of every system.
"""

import os
import genericpath
from genericpath import *

curdir, pardir, extsep = ".", "..", "."
sep, altsep, pathsep = "\\", "/", ";"
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
    """The path in lower case, with backslashes only."""
    s = os.fspath(s)
    if isinstance(s, bytes):
        return os.fsencode(os.fsdecode(s).replace("/", "\\").lower())
    return s.replace("/", "\\").lower()


def isabs(s):
    """Whether the path has a drive and a root, or a share."""
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
    """The path as two: the drive, "c:" or "//host/share" or nothing, and the rest."""
    drive, root, tail = splitroot(p)
    return drive, root + tail


def splitroot(p):
    """The path as three: the drive, the slash behind it if there is one, and the rest."""
    p = os.fspath(p)
    is_bytes = isinstance(p, bytes)
    backslash, colon = (b"\\", b":") if is_bytes else ("\\", ":")
    text = p.replace(b"/" if is_bytes else "/", backslash)
    drive_end = 0
    if text.startswith(backslash * 2):
        # \\host\share\..., \\?\UNC\host\share\..., \\?\C:\...
        long_share = b"\\\\?\\UNC\\" if is_bytes else "\\\\?\\UNC\\"
        share = text.find(backslash, 8 if text[:8].upper() == long_share else 2)
        drive_end = text.find(backslash, share + 1) if share >= 0 else -1
        if drive_end < 0:
            drive_end = len(p)
    elif text[1:2] == colon and text[:1] != backslash:
        drive_end = 2
    root_end = drive_end + text.startswith(backslash, drive_end)
    return p[:drive_end], p[drive_end:root_end], p[root_end:]


def split(p):
    """The path as two: up to the last slash, and the name behind it."""
    p = os.fspath(p)
    seps = _get_bothseps(p)
    drive, root, rest = splitroot(p)
    head = rest[:max(rest.rfind(seps[:1]), rest.rfind(seps[1:])) + 1]
    return drive + root + head.rstrip(seps), rest[len(head):]


def splitext(p):
    """The path cut at the last dot of its name, unless only dots stand before that."""
    p = os.fspath(p)
    seps = _get_bothseps(p)
    return genericpath._splitext(p, seps[:1], seps[1:], b"." if isinstance(p, bytes) else ".")


def basename(p):
    """The name behind the last slash."""
    return split(p)[1]


def dirname(p):
    """The path up to the last slash."""
    return split(p)[0]


def ismount(path):
    """Whether this is the root of a drive or of a share."""
    path = os.fspath(path)
    drive, root, rest = splitroot(abspath(path))
    return not rest and bool(root or drive[:1] and drive[0] in _get_bothseps(path))


_reserved_chars = frozenset({chr(i) for i in range(32)} | {'"', "*", ":", "<", ">", "?", "|", "/",
                                                          "\\"})
_reserved_names = frozenset({"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"}
                            | {f"COM{c}" for c in "123456789\xb9\xb2\xb3"}
                            | {f"LPT{c}" for c in "123456789\xb9\xb2\xb3"})


def isreserved(path):
    """Whether the system keeps a name of the path for itself."""
    path = os.fsdecode(splitroot(path)[2]).replace(altsep, sep)
    return any(_isreservedname(name) for name in reversed(path.split(sep)))


def _isreservedname(name):
    if name[-1:] in (".", " "):
        return name not in (".", "..")
    if _reserved_chars.intersection(name):
        return True
    return name.partition(".")[0].rstrip(" ").upper() in _reserved_names


def expanduser(path):
    """The path with ~ or ~USER at its start replaced, if that folder is known."""
    path = os.fspath(path)
    if isinstance(path, bytes):
        return os.fsencode(expanduser(os.fsdecode(path)))
    if not path.startswith("~"):
        return path
    user = path[1:].replace(altsep, sep).partition(sep)[0]
    home = os.environ.get("USERPROFILE")
    if home is None:
        if "HOMEPATH" not in os.environ:
            return path
        home = join(os.environ.get("HOMEDRIVE", ""), os.environ["HOMEPATH"])
    own_name = os.environ.get("USERNAME")
    if user and user != own_name:
        # others are beside the own one, if that is named so
        if basename(home) != own_name:
            return path
        home = join(dirname(home), user)
    return home + path[1 + len(user):]


def expandvars(path):
    """The path with $NAME, ${NAME} and %NAME% replaced by variables, if there are such."""
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
    """The path without ".", ".." where that can be, and slashes that say nothing."""
    path = os.fspath(path)
    if isinstance(path, bytes):
        return os.fsencode(normpath(os.fsdecode(path)))
    drive, root, rest = splitroot(path.replace(altsep, sep))
    parts = []
    for part in rest.split(sep):
        if part == pardir and parts and parts[-1] != pardir:
            parts.pop()
        elif part not in ("", curdir) and not (part == pardir and root):
            parts.append(part)
    return drive + root + sep.join(parts) or curdir


def abspath(path):
    """The path from a root on."""
    path = os.fspath(path)
    if not isabs(path):
        cwd = os.getcwdb() if isinstance(path, bytes) else os.getcwd()
        path = join(cwd, path)
    return normpath(path)


def realpath(path, *, strict=False):
    return abspath(path)


def relpath(path, start=None):
    """The path as seen from another folder, by default the current one."""
    path = os.fspath(path)
    if not path:
        raise ValueError("no path specified")
    dot, slash = (b".", b"\\") if isinstance(path, bytes) else (curdir, sep)
    start = dot if start is None else os.fspath(start)
    try:
        from_drive, _, from_rest = splitroot(abspath(start))
        to_drive, _, to_rest = splitroot(abspath(path))
        if normcase(from_drive) != normcase(to_drive):
            raise ValueError("path is on mount %r, start on mount %r" % (to_drive, from_drive))
        here, there = (rest.split(slash) if rest else [] for rest in (from_rest, to_rest))
        same = len(commonprefix([[normcase(name) for name in names] for names in (here, there)]))
        return slash.join([dot + dot] * (len(here) - same) + there[same:]) or dot
    except (TypeError, ValueError, AttributeError, BytesWarning, DeprecationWarning):
        genericpath._check_arg_types("relpath", path, start)
        raise


def commonpath(paths):
    """The longest path that all of them are in, written as in the first one."""
    paths = tuple(map(os.fspath, paths))
    if not paths:
        raise ValueError("commonpath() arg is an empty iterable")
    is_bytes = isinstance(paths[0], bytes)
    sep, altsep, skipped = (b"\\", b"/", (b"", b".")) if is_bytes else ("\\", "/", ("", "."))

    def names_of(rest):
        return [name for name in rest.split(sep) if name not in skipped]

    try:
        split_paths = [splitroot(path.replace(altsep, sep).lower()) for path in paths]
        if len({drive for drive, _, _ in split_paths}) > 1:
            raise ValueError("Paths don't have the same drive")
        drive, root, rest = splitroot(paths[0].replace(altsep, sep))
        if len({root for _, root, _ in split_paths}) > 1:
            raise ValueError("Can't mix absolute and relative paths" if drive
                             else "Can't mix rooted and not-rooted paths")
        same = commonprefix([names_of(rest) for _, _, rest in split_paths])
        return drive + root + sep.join(names_of(rest)[:len(same)])
    except (TypeError, AttributeError):
        genericpath._check_arg_types("commonpath", *paths)
        raise
