"""Paths of the file system.

A path keeps the texts it was made from; drive, root and the names after them are found when first
asked for, and so are the text, the hash and what comparisons go by.
"""

import io
import ntpath
import os
import posixpath
import sys
from _collections_abc import Sequence
from errno import EBADF, ELOOP, ENOENT, ENOTDIR
from itertools import chain
from stat import S_ISBLK, S_ISCHR, S_ISDIR, S_ISFIFO, S_ISREG, S_ISSOCK

from pathlib._abc import PathBase, PurePathBase, UnsupportedOperation

__all__ = ["PurePath", "PurePosixPath", "PureWindowsPath", "Path", "PosixPath", "WindowsPath"]

_IGNORED_ERRNOS = (ENOENT, ENOTDIR, EBADF, ELOOP)


def _ignore_error(exception):
    return getattr(exception, "errno", None) in _IGNORED_ERRNOS


class _PathParents(Sequence):
    """The ancestors of a path, nearest first, made when asked for."""
    __slots__ = ("_path", "_drv", "_root", "_tail")

    def __init__(self, path):
        self._path = path
        self._drv = path.drive
        self._root = path.root
        self._tail = path._tail

    def __len__(self):
        return len(self._tail)

    def __getitem__(self, idx):
        if isinstance(idx, slice):
            return tuple(self[i] for i in range(*idx.indices(len(self))))
        if idx >= len(self) or idx < -len(self):
            raise IndexError(idx)
        if idx < 0:
            idx += len(self)
        return self._path._from_parsed_parts(self._drv, self._root, self._tail[:-idx - 1])

    def __repr__(self):
        return "<{}.parents>".format(type(self._path).__name__)


class PurePath(PurePathBase):
    """Base class for manipulating paths without I/O.

    PurePath represents a filesystem path and offers operations which
    don't imply any actual filesystem I/O.  Depending on your system,
    instantiating a PurePath will return either a PurePosixPath or a
    PureWindowsPath object.  You can also instantiate either of these classes
    directly, regardless of your system.
    """

    __slots__ = ("_raw_paths", "_drv", "_root", "_tail_cached", "_str", "_str_normcase_cached",
                 "_parts_normcase_cached", "_hash")
    parser = os.path

    def __new__(cls, *args, **kwargs):
        """Construct a PurePath from one or several strings and or existing
        PurePath objects.  The strings and path objects are combined so as
        to yield a canonicalized path, which is incorporated into the
        new PurePath object.
        """
        if cls is PurePath:
            cls = PureWindowsPath if os.name == "nt" else PurePosixPath
        return object.__new__(cls)

    def __init__(self, *args):
        paths = []
        for arg in args:
            if isinstance(arg, PurePath):
                if arg.parser is not self.parser:
                    # of another system: what is written with its separators
                    paths.extend(path.replace("\\", "/") if arg.parser is ntpath else path
                                 for path in arg._raw_paths)
                else:
                    paths.extend(arg._raw_paths)
                continue
            try:
                path = os.fspath(arg)
            except TypeError:
                path = arg
            if not isinstance(path, str):
                raise TypeError("argument should be a str or an os.PathLike object where "
                                f"__fspath__ returns a str, not {type(path).__name__!r}")
            paths.append(path)
        self._raw_paths = paths

    def __reduce__(self):
        return self.__class__, tuple(self._raw_paths)

    def __repr__(self):
        return "{}({!r})".format(self.__class__.__name__, self.as_posix())

    def __fspath__(self):
        return str(self)

    def __bytes__(self):
        """Return the bytes representation of the path.  This is only
        recommended to use under Unix."""
        return os.fsencode(self)

    # -- parsing

    @property
    def _raw_path(self):
        paths = self._raw_paths
        if len(paths) == 1:
            return paths[0]
        return self.parser.join(*paths) if paths else ""

    @classmethod
    def _parse_path(cls, path):
        """(drive, root, names)"""
        if not path:
            return "", "", []
        parser = cls.parser
        sep = parser.sep
        if parser.altsep:
            path = path.replace(parser.altsep, sep)
        drv, root, rel = parser.splitroot(path)
        if not root and drv.startswith(sep) and not drv.endswith(sep):
            parts = drv.split(sep)
            if len(parts) == 4 and parts[2] not in "?.":
                root = sep  # //server/share
            elif len(parts) == 6:
                root = sep  # //?/unc/server/share
        return drv, root, [sys.intern(x) for x in rel.split(sep) if x and x != "."]

    def _load_parts(self):
        self._drv, self._root, self._tail_cached = self._parse_path(self._raw_path)

    @property
    def drive(self):
        """The drive prefix (letter or UNC path), if any."""
        try:
            return self._drv
        except AttributeError:
            self._load_parts()
            return self._drv

    @property
    def root(self):
        """The root of the path, if any."""
        try:
            return self._root
        except AttributeError:
            self._load_parts()
            return self._root

    @property
    def _tail(self):
        try:
            return self._tail_cached
        except AttributeError:
            self._load_parts()
            return self._tail_cached

    @property
    def anchor(self):
        """The concatenation of the drive and root, or ''."""
        return self.drive + self.root

    @classmethod
    def _format_parsed_parts(cls, drv, root, tail):
        if drv or root:
            return drv + root + cls.parser.sep.join(tail)
        if tail and cls.parser.splitdrive(tail[0])[0]:
            tail = ["."] + tail
        return cls.parser.sep.join(tail)

    def _from_parsed_parts(self, drv, root, tail):
        path = self._from_parsed_string(self._format_parsed_parts(drv, root, tail))
        path._drv, path._root, path._tail_cached = drv, root, tail
        return path

    def _from_parsed_string(self, path_str):
        path = self.with_segments(path_str)
        path._str = path_str or "."
        return path

    def __str__(self):
        """Return the string representation of the path, suitable for
        passing to system calls."""
        try:
            return self._str
        except AttributeError:
            self._str = self._format_parsed_parts(self.drive, self.root, self._tail) or "."
            return self._str

    def as_posix(self):
        """Return the string representation of the path with forward (/)
        slashes."""
        return str(self).replace(self.parser.sep, "/")

    def as_uri(self):
        """Return the path as a URI."""
        if not self.is_absolute():
            raise ValueError("relative path can't be expressed as a file URI")
        drive = self.drive
        if len(drive) == 2 and drive[1] == ":":
            prefix, path = "file:///" + drive, self.as_posix()[2:]
        elif drive:
            prefix, path = "file:", self.as_posix()
        else:
            prefix, path = "file://", str(self)
        from urllib.parse import quote_from_bytes
        return prefix + quote_from_bytes(os.fsencode(path))

    # -- comparing

    @property
    def _str_normcase(self):
        try:
            return self._str_normcase_cached
        except AttributeError:
            text = str(self)
            self._str_normcase_cached = text if self.parser is posixpath else text.lower()
            return self._str_normcase_cached

    @property
    def _parts_normcase(self):
        try:
            return self._parts_normcase_cached
        except AttributeError:
            self._parts_normcase_cached = self._str_normcase.split(self.parser.sep)
            return self._parts_normcase_cached

    def __hash__(self):
        try:
            return self._hash
        except AttributeError:
            self._hash = hash(self._str_normcase)
            return self._hash

    def __eq__(self, other):
        if not isinstance(other, PurePath):
            return NotImplemented
        return self._str_normcase == other._str_normcase and self.parser is other.parser

    def __lt__(self, other):
        if not isinstance(other, PurePath) or self.parser is not other.parser:
            return NotImplemented
        return self._parts_normcase < other._parts_normcase

    def __le__(self, other):
        if not isinstance(other, PurePath) or self.parser is not other.parser:
            return NotImplemented
        return self._parts_normcase <= other._parts_normcase

    def __gt__(self, other):
        if not isinstance(other, PurePath) or self.parser is not other.parser:
            return NotImplemented
        return self._parts_normcase > other._parts_normcase

    def __ge__(self, other):
        if not isinstance(other, PurePath) or self.parser is not other.parser:
            return NotImplemented
        return self._parts_normcase >= other._parts_normcase

    # -- parts

    @property
    def parts(self):
        """An object providing sequence-like access to the
        components in the filesystem path."""
        if self.drive or self.root:
            return (self.drive + self.root,) + tuple(self._tail)
        return tuple(self._tail)

    @property
    def name(self):
        """The final path component, if any."""
        return self._tail[-1] if self._tail else ""

    @property
    def suffix(self):
        """
        The final component's last suffix, if any.

        This includes the leading period. For example: '.txt'
        """
        name = self.name
        i = name.rfind(".")
        return name[i:] if 0 < i < len(name) - 1 else ""

    @property
    def suffixes(self):
        """
        A list of the final component's suffixes, if any.

        These include the leading periods. For example: ['.tar', '.gz']
        """
        name = self.name
        if name.endswith("."):
            return []
        return ["." + suffix for suffix in name.lstrip(".").split(".")[1:]]

    @property
    def stem(self):
        """The final path component, minus its last suffix."""
        name = self.name
        i = name.rfind(".")
        return name[:i] if 0 < i < len(name) - 1 else name

    @property
    def parent(self):
        """The logical parent of the path."""
        drv, root, tail = self.drive, self.root, self._tail
        return self._from_parsed_parts(drv, root, tail[:-1]) if tail else self

    @property
    def parents(self):
        """A sequence of this path's logical parents."""
        return _PathParents(self)

    def with_segments(self, *pathsegments):
        """Construct a new path object from any number of path-like objects.
        Subclasses may override this method to customize how new path objects
        are created from methods like `iterdir()`.
        """
        return type(self)(*pathsegments)

    def with_name(self, name):
        """Return a new path with the file name changed."""
        parser = self.parser
        if not name or parser.sep in name or (parser.altsep and parser.altsep in name) \
                or name == ".":
            raise ValueError(f"Invalid name {name!r}")
        if not self._tail:
            raise ValueError(f"{self!r} has an empty name")
        return self._from_parsed_parts(self.drive, self.root, self._tail[:-1] + [name])

    def with_stem(self, stem):
        """Return a new path with the stem changed."""
        suffix = self.suffix
        if not suffix:
            return self.with_name(stem)
        if not stem:
            raise ValueError(f"{self!r} has a non-empty suffix")
        return self.with_name(stem + suffix)

    def with_suffix(self, suffix):
        """Return a new path with the file suffix changed.  If the path
        has no suffix, add given suffix.  If the given suffix is an empty
        string, remove the suffix from the path.
        """
        stem = self.stem
        if not stem:
            raise ValueError(f"{self!r} has an empty name")
        if suffix and not (suffix.startswith(".") and len(suffix) > 1):
            raise ValueError(f"Invalid suffix {suffix!r}")
        return self.with_name(stem + suffix)

    def joinpath(self, *pathsegments):
        """Combine this path with one or several arguments, and return a
        new path representing either a subpath (if all arguments are relative
        paths) or a totally different path (if one of the arguments is
        anchored).
        """
        return self.with_segments(self, *pathsegments)

    def __truediv__(self, key):
        try:
            return self.with_segments(self, key)
        except TypeError:
            return NotImplemented

    def __rtruediv__(self, key):
        try:
            return self.with_segments(key, self)
        except TypeError:
            return NotImplemented

    def _other(self, other, _deprecated, method):
        if not _deprecated:
            return other if isinstance(other, PurePath) else self.with_segments(other)
        import warnings
        message = ("support for supplying more than one positional argument to "
                   f"pathlib.PurePath.{method}() is deprecated and scheduled for removal in "
                   "Python 3.14")
        warnings.warn(message, DeprecationWarning, stacklevel=3)
        return self.with_segments(other, *_deprecated)

    def relative_to(self, other, *_deprecated, walk_up=False):
        """Return the relative path to another path identified by the passed
        arguments.  If the operation is not possible (because this is not
        related to the other path), raise ValueError.

        The *walk_up* parameter controls whether `..` may be used to resolve
        the path.
        """
        other = self._other(other, _deprecated, "relative_to")
        for step, path in enumerate(chain([other], other.parents)):
            if path == self or path in self.parents:
                break
            if not walk_up:
                raise ValueError(f"{str(self)!r} is not in the subpath of {str(other)!r}")
            if path.name == "..":
                raise ValueError(f"'..' segment in {str(other)!r} cannot be walked")
        else:
            raise ValueError(f"{str(self)!r} and {str(other)!r} have different anchors")
        return self._from_parsed_parts("", "", [".."] * step + self._tail[len(path._tail):])

    def is_relative_to(self, other, *_deprecated):
        """Return True if the path is relative to another path or False.
        """
        other = self._other(other, _deprecated, "is_relative_to")
        return other == self or other in self.parents

    def is_absolute(self):
        """True if the path is absolute (has both a root and, if applicable,
        a drive)."""
        if self.parser is posixpath:
            return any(path.startswith("/") for path in self._raw_paths)
        return self.parser.isabs(self)

    def is_reserved(self):
        """Return True if the path contains one of the special names reserved
        by the system, if any."""
        import warnings
        warnings._deprecated("pathlib.PurePath.is_reserved",
                             "{name!r} is deprecated and scheduled for removal in Python {remove}. "
                             "Use os.path.isreserved() to detect reserved paths on Windows.",
                             remove=(3, 15))
        return self.parser is ntpath and self.parser.isreserved(self)

    # -- patterns

    @property
    def _pattern_str(self):
        """The path as a pattern: "." is an empty one."""
        text = str(self)
        return "" if text == "." else text

    def full_match(self, pattern, *, case_sensitive=None):
        """
        Return True if this path matches the given glob-style pattern. The
        pattern is matched against the entire path.
        """
        if not isinstance(pattern, PurePath):
            pattern = self.with_segments(pattern)
        if case_sensitive is None:
            case_sensitive = self.parser is posixpath
        match = _compile_pattern(pattern._pattern_str, self.parser.sep, case_sensitive, True)
        return match(self._pattern_str) is not None

    def match(self, path_pattern, *, case_sensitive=None):
        """
        Return True if this path matches the given pattern. If the pattern is
        relative, matching is done from the right; otherwise, the entire path
        is matched. The recursive wildcard '**' is *not* supported by this
        method.
        """
        if not isinstance(path_pattern, PurePath):
            path_pattern = self.with_segments(path_pattern)
        if case_sensitive is None:
            case_sensitive = self.parser is posixpath
        path_parts, pattern_parts = self.parts[::-1], path_pattern.parts[::-1]
        if not pattern_parts:
            raise ValueError("empty pattern")
        if len(path_parts) < len(pattern_parts):
            return False
        if len(path_parts) > len(pattern_parts) and path_pattern.anchor:
            return False
        sep = self.parser.sep
        return all(_compile_pattern(pattern, sep, case_sensitive, False)(part) is not None
                   for part, pattern in zip(path_parts, pattern_parts))


os.PathLike.register(PurePath)


class PurePosixPath(PurePath):
    """PurePath subclass for non-Windows systems.

    On a POSIX system, instantiating a PurePath should return this object.
    However, you can also instantiate it directly on any system.
    """
    parser = posixpath
    __slots__ = ()


class PureWindowsPath(PurePath):
    """PurePath subclass for Windows systems.

    On a Windows system, instantiating a PurePath should return this object.
    However, you can also instantiate it directly on any system.
    """
    parser = ntpath
    __slots__ = ()


_patterns = {}


def _compile_pattern(pattern, sep, case_sensitive, recursive):
    """The match method of a pattern of names."""
    key = pattern, sep, case_sensitive, recursive
    match = _patterns.get(key)
    if match is None:
        import glob
        import re
        text = glob.translate(pattern, recursive=recursive, include_hidden=True, seps=sep)
        match = re.compile(text, re.NOFLAG if case_sensitive else re.IGNORECASE).match
        if len(_patterns) > 500:
            _patterns.clear()
        _patterns[key] = match
    return match


class Path(PathBase, PurePath):
    """PurePath subclass that can make system calls.

    Path represents a filesystem path but unlike PurePath, also offers
    methods to do system calls on path objects. Depending on your system,
    instantiating a Path will return either a PosixPath or a WindowsPath
    object. You can also instantiate a PosixPath or WindowsPath directly,
    but cannot instantiate a WindowsPath on a POSIX system or vice versa.
    """
    __slots__ = ()
    as_uri = PurePath.as_uri

    def __new__(cls, *args, **kwargs):
        if cls is Path:
            cls = WindowsPath if os.name == "nt" else PosixPath
        return object.__new__(cls)

    def __init__(self, *args, **kwargs):
        if kwargs:
            import warnings
            msg = ("support for supplying keyword arguments to pathlib.PurePath is deprecated and "
                   "scheduled for removal in Python {remove}")
            warnings._deprecated("pathlib.PurePath(**kwargs)", msg, remove=(3, 14))
        PurePath.__init__(self, *args)

    joinpath, name, parent = PurePath.joinpath, PurePath.name, PurePath.parent
    with_segments = PurePath.with_segments
    __str__, __truediv__, __rtruediv__ = PurePath.__str__, PurePath.__truediv__, \
        PurePath.__rtruediv__

    # -- asking

    def stat(self, *, follow_symlinks=True):
        """
        Return the result of the stat() system call on this path, like
        os.stat() does.
        """
        return os.stat(self, follow_symlinks=follow_symlinks)

    def lstat(self):
        """
        Like stat(), except if the path points to a symlink, the symlink's
        status information is returned, rather than its target's.
        """
        return os.lstat(self)

    def exists(self, *, follow_symlinks=True):
        """
        Whether this path exists.

        This method normally follows symlinks; to check whether a symlink exists,
        add the argument follow_symlinks=False.
        """
        return os.path.exists(self) if follow_symlinks else os.path.lexists(self)

    def is_dir(self, *, follow_symlinks=True):
        """
        Whether this path is a directory.
        """
        if follow_symlinks:
            return os.path.isdir(self)
        return self._has_mode(S_ISDIR, follow_symlinks=False)

    def is_file(self, *, follow_symlinks=True):
        """
        Whether this path is a regular file (also True for symlinks pointing
        to regular files).
        """
        if follow_symlinks:
            return os.path.isfile(self)
        return self._has_mode(S_ISREG, follow_symlinks=False)

    def _has_mode(self, test, *, follow_symlinks=True):
        try:
            return test(self.stat(follow_symlinks=follow_symlinks).st_mode)
        except OSError as e:
            if not _ignore_error(e):
                raise
            return False
        except ValueError:
            return False  # a name that no file can have

    def is_mount(self):
        """
        Check if this path is a mount point
        """
        return os.path.ismount(self)

    def is_symlink(self):
        """
        Whether this path is a symbolic link.
        """
        return os.path.islink(self)

    def is_junction(self):
        """
        Whether this path is a junction.
        """
        return os.path.isjunction(self)

    def is_block_device(self):
        """
        Whether this path is a block device.
        """
        return self._has_mode(S_ISBLK)

    def is_char_device(self):
        """
        Whether this path is a character device.
        """
        return self._has_mode(S_ISCHR)

    def is_fifo(self):
        """
        Whether this path is a FIFO.
        """
        return self._has_mode(S_ISFIFO)

    def is_socket(self):
        """
        Whether this path is a socket.
        """
        return self._has_mode(S_ISSOCK)

    def samefile(self, other_path):
        """Return whether other_path is the same or not as this file
        (as returned by os.path.samefile()).
        """
        st = self.stat()
        try:
            other_st = other_path.stat()
        except AttributeError:
            other_st = self.with_segments(other_path).stat()
        return os.path.samestat(st, other_st)

    def owner(self, *, follow_symlinks=True):
        """
        Return the login name of the file owner.
        """
        try:
            import pwd
        except ImportError:
            raise UnsupportedOperation(
                f"{type(self).__name__}.owner() is unsupported on this system") from None
        return pwd.getpwuid(self.stat(follow_symlinks=follow_symlinks).st_uid).pw_name

    def group(self, *, follow_symlinks=True):
        """
        Return the group name of the file gid.
        """
        try:
            import grp
        except ImportError:
            raise UnsupportedOperation(
                f"{type(self).__name__}.group() is unsupported on this system") from None
        return grp.getgrgid(self.stat(follow_symlinks=follow_symlinks).st_gid).gr_name

    # -- reading and writing

    def open(self, mode="r", buffering=-1, encoding=None, errors=None, newline=None):
        """
        Open the file pointed to by this path and return a file object, as
        the built-in open() function does.
        """
        if "b" not in mode:
            encoding = io.text_encoding(encoding)
        return io.open(self, mode, buffering, encoding, errors, newline)

    def read_bytes(self):
        """
        Open the file in bytes mode, read it, and close the file.
        """
        with self.open(mode="rb", buffering=0) as f:
            return f.read()

    def read_text(self, encoding=None, errors=None, newline=None):
        """
        Open the file in text mode, read it, and close the file.
        """
        encoding = io.text_encoding(encoding)
        with self.open(mode="r", encoding=encoding, errors=errors, newline=newline) as f:
            return f.read()

    def write_bytes(self, data):
        """
        Open the file in bytes mode, write to it, and close the file.
        """
        view = memoryview(data)  # nothing is emptied for data of a wrong type
        with self.open(mode="wb") as f:
            return f.write(view)

    def write_text(self, data, encoding=None, errors=None, newline=None):
        """
        Open the file in text mode, write to it, and close the file.
        """
        encoding = io.text_encoding(encoding)
        if not isinstance(data, str):
            raise TypeError("data must be str, not %s" % data.__class__.__name__)
        with self.open(mode="w", encoding=encoding, errors=errors, newline=newline) as f:
            return f.write(data)

    # -- folders

    def iterdir(self):
        """Yield path objects of the directory contents.

        The children are yielded in arbitrary order, and the
        special entries '.' and '..' are not included.
        """
        root_dir = str(self)
        names = os.listdir(root_dir)
        prefix = "" if root_dir == "." else root_dir if root_dir.endswith(
            self.parser.sep) else root_dir + self.parser.sep
        return map(self._from_parsed_string, [prefix + name for name in names])

    def _pattern_parts(self, pattern):
        """The pieces of a pattern, last first; "" for a slash at the end."""
        parser = self.parser
        if not isinstance(pattern, PurePath):
            pattern = self.with_segments(pattern)
        text, parts = pattern._raw_path, list(pattern._tail)
        if pattern.anchor:
            raise NotImplementedError("Non-relative patterns are unsupported")
        if parts and text[-1] in (parser.sep, parser.altsep):
            parts.append("")
        return parts

    def glob(self, pattern, *, case_sensitive=None, recurse_symlinks=False):
        """Iterate over this subtree and yield all existing files (of any
        kind, including directories) matching the given relative pattern.
        """
        sys.audit("pathlib.Path.glob", self, pattern)
        parts = self._pattern_parts(pattern)
        if not parts:
            raise ValueError(f"Unacceptable pattern: {self.with_segments(pattern)!r}")
        return self._glob(parts, case_sensitive, recurse_symlinks)

    def rglob(self, pattern, *, case_sensitive=None, recurse_symlinks=False):
        """Recursively yield all existing files (of any kind, including
        directories) matching the given relative pattern, anywhere in
        this subtree.
        """
        sys.audit("pathlib.Path.rglob", self, pattern)
        parts = self._pattern_parts(pattern)
        return self._glob(["**"] + parts, case_sensitive, recurse_symlinks)

    def _glob(self, parts, case_sensitive, recurse_symlinks):
        search = _Search(self.parser, case_sensitive, recurse_symlinks)
        root = str(self)
        paths = search.select(parts, root if self._drv_or_tail() else "", False)
        seen = set()
        for path in paths:
            if search.may_repeat:
                if path in seen:
                    continue
                seen.add(path)
            yield self._from_glob(path)

    def _drv_or_tail(self):
        return bool(self.drive or self.root or self._tail)

    def _from_glob(self, text):
        """A path whose text ends as the pattern did."""
        return self.with_segments(text) if text.endswith(self.parser.sep) or not text \
            else self._from_parsed_string(text)

    def walk(self, top_down=True, on_error=None, follow_symlinks=False):
        """Walk the directory tree from this directory, similar to os.walk()."""
        sys.audit("pathlib.Path.walk", self, on_error, follow_symlinks)
        root_dir = str(self)
        if not follow_symlinks:
            follow_symlinks = os._walk_symlinks_as_files
        for path_str, dirnames, filenames in os.walk(root_dir, top_down, on_error,
                                                     follow_symlinks):
            if root_dir == ".":
                path_str = path_str[2:]
            yield self._from_parsed_string(path_str), dirnames, filenames

    # -- where it is

    def absolute(self):
        """Return an absolute version of this path
        No normalization or symlink resolution is performed.

        Use resolve() to resolve symlinks and remove '..' segments.
        """
        if self.is_absolute():
            return self
        if self.drive:
            cwd = os.path.abspath(self.drive)
        else:
            cwd = os.getcwd()
        if not self._tail:
            return self._from_parsed_string(cwd)
        drive, root, rel = os.path.splitroot(cwd)
        if not rel:
            return self._from_parsed_parts(drive, root, self._tail)
        return self._from_parsed_parts(drive, root, rel.split(self.parser.sep) + self._tail)

    def resolve(self, strict=False):
        """
        Make the path absolute, resolving all symlinks on the way and also
        normalizing it.
        """
        return self.with_segments(os.path.realpath(self, strict=strict))

    @classmethod
    def cwd(cls):
        """Return a new path pointing to the current working directory."""
        cwd = os.getcwd()
        path = cls(cwd)
        path._str = cwd
        return path

    @classmethod
    def home(cls):
        """Return a new path pointing to expanduser('~').
        """
        homedir = os.path.expanduser("~")
        if homedir == "~":
            raise RuntimeError("Could not determine home directory.")
        return cls(homedir)

    def expanduser(self):
        """ Return a new path with expanded ~ and ~user constructs
        (as returned by os.path.expanduser)
        """
        if not (self.drive or self.root) and self._tail and self._tail[0][:1] == "~":
            homedir = os.path.expanduser(self._tail[0])
            if homedir[:1] == "~":
                raise RuntimeError("Could not determine home directory.")
            drv, root, tail = self._parse_path(homedir)
            return self._from_parsed_parts(drv, root, tail + self._tail[1:])
        return self

    @classmethod
    def from_uri(cls, uri):
        """Return a new path from the given 'file' URI."""
        if not uri.startswith("file:"):
            raise ValueError(f"URI does not start with 'file:': {uri!r}")
        path = uri[5:]
        if path[:3] == "///":
            path = path[2:]
        elif path[:12] == "//localhost/":
            path = path[11:]
        if path[:3] == "///" or (path[:1] == "/" and path[2:3] in ":|" and path[2:3]):
            path = path[1:]
        if path[1:2] == "|":
            path = path[:1] + ":" + path[2:]
        from urllib.parse import unquote_to_bytes
        path = cls(os.fsdecode(unquote_to_bytes(path)))
        if not path.is_absolute():
            raise ValueError(f"URI is not absolute: {uri!r}")
        return path

    def readlink(self):
        """
        Return the path to which the symbolic link points.
        """
        return self.with_segments(os.readlink(self))

    # -- changing

    def touch(self, mode=0o666, exist_ok=True):
        """
        Create this file with the given access mode, if it doesn't exist.
        """
        if exist_ok:
            try:
                os.utime(self, None)
            except OSError:
                pass
            else:
                return
        flags = os.O_CREAT | os.O_WRONLY
        if not exist_ok:
            flags |= os.O_EXCL
        os.close(os.open(self, flags, mode))

    def mkdir(self, mode=0o777, parents=False, exist_ok=False):
        """
        Create a new directory at this given path.
        """
        try:
            os.mkdir(self, mode)
        except FileNotFoundError:
            if not parents or self.parent == self:
                raise
            self.parent.mkdir(parents=True, exist_ok=True)
            self.mkdir(mode, parents=False, exist_ok=exist_ok)
        except OSError:
            # not all systems say that it exists
            if not exist_ok or not self.is_dir():
                raise

    def chmod(self, mode, *, follow_symlinks=True):
        """
        Change the permissions of the path, like os.chmod().
        """
        os.chmod(self, mode, follow_symlinks=follow_symlinks)

    def lchmod(self, mode):
        """
        Like chmod(), except if the path points to a symlink, the symlink's
        permissions are changed, rather than its target's.
        """
        self.chmod(mode, follow_symlinks=False)

    def unlink(self, missing_ok=False):
        """
        Remove this file or link.
        If the path is a directory, use rmdir() instead.
        """
        try:
            os.unlink(self)
        except FileNotFoundError:
            if not missing_ok:
                raise

    def rmdir(self):
        """
        Remove this directory.  The directory must be empty.
        """
        os.rmdir(self)

    def rename(self, target):
        """
        Rename this path to the target path.

        The target path may be absolute or relative. Relative paths are
        interpreted relative to the current working directory, *not* the
        directory of the Path object.

        Returns the new Path instance pointing to the target path.
        """
        os.rename(self, target)
        return self.with_segments(target)

    def replace(self, target):
        """
        Rename this path to the target path, overwriting if that path exists.

        The target path may be absolute or relative. Relative paths are
        interpreted relative to the current working directory, *not* the
        directory of the Path object.

        Returns the new Path instance pointing to the target path.
        """
        os.replace(self, target)
        return self.with_segments(target)

    def symlink_to(self, target, target_is_directory=False):
        """
        Make this path a symlink pointing to the target path.
        Note the order of arguments (link, target) is the reverse of os.symlink.
        """
        os.symlink(target, self, target_is_directory)

    def hardlink_to(self, target):
        """
        Make this path a hard link pointing to the same file as *target*.

        Note the order of arguments (self, target) is the reverse of os.link's.
        """
        os.link(target, self)


class _Search:
    """Finds the files that the parts of a pattern name. Works on texts; folders end in a slash."""

    def __init__(self, parser, case_sensitive, recurse_symlinks):
        self.parser = parser
        self.sep = parser.sep
        self.given_case = case_sensitive
        self.case_sensitive = parser is posixpath if case_sensitive is None else case_sensitive
        self.recurse_symlinks = recurse_symlinks
        self.may_repeat = False

    def select(self, parts, path, exists):
        """Paths of files that the parts name, seen from `path`."""
        if not parts:
            return iter([path]) if exists or self._lexists(path) else iter(())
        part, rest = parts[0], parts[1:]
        if part == "**":
            while rest and rest[0] == "**":
                rest = rest[1:]
            if "**" in rest:
                self.may_repeat = True
            return self._recursive(rest, path)
        if part == "":
            folder = self._as_folder(path)
            return iter([folder]) if self._lexists(folder) else iter(())
        if part == "..":
            return self.select(rest, self._child(path, part), exists)
        if not self._is_wild(part):
            return self.select(rest, self._child(path, part), False)
        return self._wildcard(part, rest, path)

    def _is_wild(self, part):
        return any(c in part for c in "*?[") or self.given_case is not None and \
            self.given_case != (self.parser is posixpath)

    def _as_folder(self, path):
        return path if not path or path.endswith(self.sep) else path + self.sep

    def _child(self, path, name):
        return self._as_folder(path) + name

    @staticmethod
    def _lexists(path):
        try:
            os.lstat(path or ".")
        except (OSError, ValueError):
            return False
        return True

    @staticmethod
    def _entries(path):
        try:
            with os.scandir(path or ".") as entries:
                return list(entries)
        except OSError:
            return []

    def _wildcard(self, part, rest, path):
        match = None if part == "*" else _compile_pattern(part, self.sep, self.case_sensitive,
                                                          False)
        for entry in self._entries(path):
            if match is not None and match(entry.name) is None:
                continue
            if rest:
                try:
                    if not entry.is_dir():
                        continue
                except OSError:
                    continue
            yield from self.select(rest, self._child(path, entry.name), True)

    def _recursive(self, rest, path):
        # a folder's own, then those of the folders in it
        stack = [self._as_folder(path)]
        if path and not self._is_folder(path):
            return
        while stack:
            folder = stack.pop()
            if rest:
                yield from self.select(rest, folder, True)
            else:
                yield folder
            children = []
            for entry in self._entries(folder):
                try:
                    is_folder = entry.is_dir(follow_symlinks=self.recurse_symlinks)
                except OSError:
                    continue
                name = self._child(folder, entry.name)
                if is_folder:
                    children.append(name + self.sep)
                elif not rest:
                    yield name
            stack.extend(reversed(children))

    @staticmethod
    def _is_folder(path):
        return os.path.isdir(path)


class PosixPath(Path, PurePosixPath):
    """Path subclass for non-Windows systems.

    On a POSIX system, instantiating a Path should return this object.
    """
    __slots__ = ()

    if os.name == "nt":
        def __new__(cls, *args, **kwargs):
            raise UnsupportedOperation(f"cannot instantiate {cls.__name__!r} on your system")


class WindowsPath(Path, PureWindowsPath):
    """Path subclass for Windows systems.

    On a Windows system, instantiating a Path should return this object.
    """
    __slots__ = ()

    if os.name != "nt":
        def __new__(cls, *args, **kwargs):
            raise UnsupportedOperation(f"cannot instantiate {cls.__name__!r} on your system")
