"""Paths by patterns, as the shell finds them: *, ?, [...], and ** for any folders."""

import contextlib
import fnmatch
import itertools
import os
import re
import stat
import sys

__all__ = ["escape", "glob", "iglob", "translate"]


def glob(pathname, *, root_dir=None, dir_fd=None, recursive=False, include_hidden=False):
    """A list of the paths that match a pattern.

    Names that begin with a dot only match a pattern that does, unless include_hidden; ** stands
    for any files and folders below if recursive.
    """
    return list(iglob(pathname, root_dir=root_dir, dir_fd=dir_fd, recursive=recursive,
                      include_hidden=include_hidden))


def iglob(pathname, *, root_dir=None, dir_fd=None, recursive=False, include_hidden=False):
    """Yields the paths that glob() returns."""
    sys.audit("glob.glob", pathname, recursive)
    sys.audit("glob.glob/2", pathname, recursive, root_dir, dir_fd)
    root_dir = os.fspath(root_dir) if root_dir is not None else pathname[:0]
    paths = _iglob(pathname, root_dir, dir_fd, recursive, False, include_hidden)
    if not pathname or recursive and _isrecursive(pathname[:2]):
        first = next(paths, "")
        if first:  # else it is the folder itself, found by **, which is no result
            return itertools.chain((first,), paths)
    return paths


def _iglob(pathname, root_dir, dir_fd, recursive, dironly, include_hidden=False):
    dirname, basename = os.path.split(pathname)
    if not has_magic(pathname):
        assert not dironly
        # a pattern that ends in a slash finds folders only
        if (_lexists(_join(root_dir, pathname), dir_fd) if basename
                else _isdir(_join(root_dir, dirname), dir_fd)):
            yield pathname
        return
    if recursive and _isrecursive(basename):
        finder = _glob2
    else:
        finder = _glob1 if has_magic(basename) else _glob0
    if not dirname:
        yield from finder(root_dir, basename, dir_fd, dironly, include_hidden)
        return
    folders = [dirname]
    if has_magic(dirname) and dirname != pathname:
        folders = _iglob(dirname, root_dir, dir_fd, recursive, True, include_hidden)
    for folder in folders:
        for name in finder(_join(root_dir, folder), basename, dir_fd, dironly, include_hidden):
            yield os.path.join(folder, name)


def _glob1(dirname, pattern, dir_fd, dironly, include_hidden=False):
    names = _listdir(dirname, dir_fd, dironly)
    if not (include_hidden or _ishidden(pattern)):
        names = [name for name in names if not _ishidden(name)]
    return fnmatch.filter(names, pattern)


def _glob0(dirname, basename, dir_fd, dironly, include_hidden=False):
    there = _lexists(_join(dirname, basename), dir_fd) if basename else _isdir(dirname, dir_fd)
    return [basename] if there else []


def _deprecated(name, finder):
    def function(dirname, pattern):
        import warnings
        warnings._deprecated(f"glob.{name}", "{name} is deprecated and will be removed in Python "
                             "{remove}. Use glob.glob and pass a directory to its root_dir "
                             "argument instead.", remove=(3, 15))
        return finder(dirname, pattern, None, False)

    function.__name__ = function.__qualname__ = name
    return function


glob0 = _deprecated("glob0", _glob0)
glob1 = _deprecated("glob1", _glob1)


def _glob2(dirname, pattern, dir_fd, dironly, include_hidden=False):
    """Everything below a folder; "" for itself."""
    assert _isrecursive(pattern)
    if not dirname or _isdir(dirname, dir_fd):
        yield pattern[:0]
    yield from _rlistdir(dirname, dir_fd, dironly, include_hidden=include_hidden)


def _listdir(dirname, dir_fd, dironly):
    """The names in a folder; none where it cannot be read."""
    names = []
    with contextlib.suppress(OSError), contextlib.ExitStack() as stack:
        if dir_fd is None:
            folder = dirname or (os.fsencode(os.curdir) if isinstance(dirname, bytes)
                                 else os.curdir)
        elif dirname:
            folder = os.open(dirname, _dir_open_flags, dir_fd=dir_fd)
            stack.callback(os.close, folder)
        else:
            folder = dir_fd
        entries = stack.enter_context(os.scandir(folder))
        names.extend(entry.name for entry in entries if not dironly or _is_folder(entry))
    # a descriptor's names are always str
    if dir_fd is not None and isinstance(dirname, bytes):
        return list(map(os.fsencode, names))
    return names


def _is_folder(entry):
    try:
        return entry.is_dir()
    except OSError:
        return False


def _rlistdir(dirname, dir_fd, dironly, include_hidden=False):
    for name in _listdir(dirname, dir_fd, dironly):
        if _ishidden(name) and not include_hidden:
            continue
        yield name
        for below in _rlistdir(_join(dirname, name), dir_fd, dironly, include_hidden):
            yield _join(name, below)


def _lexists(pathname, dir_fd):
    if dir_fd is None:
        return os.path.lexists(pathname)
    with contextlib.suppress(OSError, ValueError):
        os.lstat(pathname, dir_fd=dir_fd)
        return True
    return False


def _isdir(pathname, dir_fd):
    if dir_fd is None:
        return os.path.isdir(pathname)
    with contextlib.suppress(OSError, ValueError):
        return stat.S_ISDIR(os.stat(pathname, dir_fd=dir_fd).st_mode)
    return False


def _join(dirname, basename):
    return os.path.join(dirname, basename) if dirname and basename else dirname or basename


magic_check = re.compile("([*?[])")
magic_check_bytes = re.compile(b"([*?[])")


def has_magic(s):
    return (magic_check_bytes if isinstance(s, bytes) else magic_check).search(s) is not None


def _ishidden(path):
    return path[0] in (".", b"."[0])


def _isrecursive(pattern):
    return pattern == (b"**" if isinstance(pattern, bytes) else "**")


def escape(pathname):
    """A pattern that matches this path alone."""
    drive, rest = os.path.splitdrive(pathname)
    if isinstance(rest, bytes):
        return drive + magic_check_bytes.sub(br"[\1]", rest)
    return drive + magic_check.sub(r"[\1]", rest)


_special_parts = ("", ".", "..")
_dir_open_flags = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0)


def translate(pat, *, recursive=False, include_hidden=False, seps=None):
    """A regular expression that matches the paths a pattern does.

    recursive and include_hidden are as for glob(); seps are the characters between names, those of
    the system by default.
    """
    if not seps:
        seps = (os.path.sep, os.path.altsep) if os.path.altsep else os.path.sep
    escaped_seps = "".join(map(re.escape, seps))
    any_sep = f"[{escaped_seps}]" if len(seps) > 1 else escaped_seps
    not_sep = f"[^{escaped_seps}]"
    if include_hidden:
        one_last_segment = f"{not_sep}+"
        one_segment = f"{one_last_segment}{any_sep}"
        any_segments = f"(?:.+{any_sep})?"
        any_last_segments = ".*"
    else:
        one_last_segment = f"[^{escaped_seps}.]{not_sep}*"
        one_segment = f"{one_last_segment}{any_sep}"
        any_segments = f"(?:{one_segment})*"
        any_last_segments = f"{any_segments}(?:{one_last_segment})?"
    results = []
    parts = re.split(any_sep, pat)
    last = len(parts) - 1
    for i, part in enumerate(parts):
        if part == "*":
            results.append(one_segment if i < last else one_last_segment)
        elif recursive and part == "**":
            if i < last:
                if parts[i + 1] != "**":
                    results.append(any_segments)
            else:
                results.append(any_last_segments)
        else:
            if part:
                if not include_hidden and part[0] in "*?":
                    results.append(r"(?!\.)")
                results.extend(fnmatch._translate(part, f"{not_sep}*", not_sep))
            if i < last:
                results.append(any_sep)
    return rf"(?s:{''.join(results)})\Z"
