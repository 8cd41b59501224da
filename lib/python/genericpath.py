"""What posixpath and ntpath have in common; programs use it through os.path."""

__all__ = ["commonprefix", "exists", "getatime", "getctime", "getmtime", "getsize", "isdevdrive",
           "isdir", "isfile", "isjunction", "islink", "lexists", "samefile", "sameopenfile",
           "samestat"]


def _mode(path, look):
    try:
        return look(path).st_mode
    except (OSError, ValueError):
        return None


def exists(path):
    """Whether there is something, and not only a symlink that leads to nothing."""
    return _mode(path, os.stat) is not None


def lexists(path):
    """Whether there is something, be it such a symlink."""
    return _mode(path, os.lstat) is not None


def isfile(path):
    """Whether this is a regular file."""
    mode = _mode(path, os.stat)
    return mode is not None and stat.S_ISREG(mode)


def isdir(s):
    """Whether this is a directory."""
    mode = _mode(s, os.stat)
    return mode is not None and stat.S_ISDIR(mode)


def islink(path):
    """Whether this is a symlink."""
    mode = _mode(path, os.lstat)
    return mode is not None and stat.S_ISLNK(mode)


def isjunction(path):
    """Whether this is a junction of Windows: never here."""
    os.fspath(path)
    return False


def isdevdrive(path):
    """Whether this is on a Dev Drive of Windows: never here."""
    os.fspath(path)
    return False


def _asks_stat(name, field, doc):
    def function(filename):
        return getattr(os.stat(filename), field)

    function.__name__ = function.__qualname__ = name
    function.__doc__ = doc
    return function


getsize = _asks_stat("getsize", "st_size", "The size of a file in bytes.")
getmtime = _asks_stat("getmtime", "st_mtime", "When a file was last written.")
getatime = _asks_stat("getatime", "st_atime", "When a file was last read.")
getctime = _asks_stat("getctime", "st_ctime", "When what the system says of a file changed.")


def commonprefix(m):
    """What the paths (or lists) have in common at their beginning, be it part of a name."""
    if not m:
        return ""
    if not isinstance(m[0], (list, tuple)):
        m = tuple(map(os.fspath, m))
    low, high = min(m), max(m)
    for i, c in enumerate(low):
        if c != high[i]:
            return low[:i]
    return low


def samestat(s1, s2):
    """Whether two results of stat() are of the same file."""
    return s1.st_ino == s2.st_ino and s1.st_dev == s2.st_dev


def samefile(f1, f2):
    """Whether two paths lead to the same file."""
    return samestat(os.stat(f1), os.stat(f2))


def sameopenfile(fp1, fp2):
    """Whether two descriptors are of the same file."""
    return samestat(os.fstat(fp1), os.fstat(fp2))


def _splitext(p, sep, altsep, extsep):
    """A path cut at the last dot of its name, unless only dots stand before that."""
    start = p.rfind(sep) + 1
    if altsep:
        start = max(start, p.rfind(altsep) + 1)
    dot = p.rfind(extsep)
    if dot >= start and p[start:dot].strip(extsep):
        return p[:dot], p[dot:]
    return p, p[:0]


def _check_arg_types(funcname, *args):
    has_str = has_bytes = False
    for arg in args:
        if isinstance(arg, str):
            has_str = True
        elif isinstance(arg, bytes):
            has_bytes = True
        else:
            raise TypeError(f"{funcname}() argument must be str, bytes, or os.PathLike object, "
                            f"not {arg.__class__.__name__!r}") from None
    if has_str and has_bytes:
        raise TypeError("Can't mix strings and bytes in path components") from None


# At the end: os imports posixpath, which imports this module and wants the names above.
import os
import stat
