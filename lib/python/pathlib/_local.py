"""Paths of the file system.

A path keeps the texts it was made from. Drive, root and the names after them are found when first
asked for, and so are the text, the hash and what comparisons go by: slots that are filled then.
"""

import io
import ntpath
import operator
import os
import posixpath
from _collections_abc import Sequence
from sys import audit, intern

from pathlib._abc import PathBase, PurePathBase, UnsupportedOperation, documented_by_base
from pathlib._search import FileSearch

__all__ = ["PurePath", "PurePosixPath", "PureWindowsPath", "Path", "PosixPath", "WindowsPath"]


class _PathParents(Sequence):
    """The ancestors of a path, nearest first, made when asked for."""
    __slots__ = ("_path",)

    def __init__(self, path):
        self._path = path

    def __len__(self):
        return len(self._path._tail)

    def __getitem__(self, index):
        levels = range(len(self))
        if isinstance(index, slice):
            return tuple(self[level] for level in levels[index])
        try:
            level = levels[index]
        except IndexError:
            raise IndexError(index) from None
        return self._path._from_names(self._path._tail[:-1 - level], keep_anchor=True)

    def __repr__(self):
        return f"<{type(self._path).__name__}.parents>"


def _compared_by(compare):
    """The method of an operator that compares paths."""
    def method(self, other):
        if not isinstance(other, PurePath) or self.parser is not other.parser:
            return NotImplemented
        return compare(self._folded_parts, other._folded_parts)
    method.__name__ = f"__{compare.__name__}__"
    method.__qualname__ = f"PurePath.{method.__name__}"
    return method


def _warn_several_arguments(method):
    import warnings
    warnings.warn(f"support for supplying more than one positional argument to pathlib.PurePath."
                  f"{method}() is deprecated and scheduled for removal in Python 3.14",
                  DeprecationWarning, stacklevel=3)


@documented_by_base
class PurePath(PurePathBase):
    """A path that can be taken apart and joined without asking the file system.

    PurePath() makes a PurePosixPath or PureWindowsPath, by the system; each works on all systems.
    """

    __slots__ = ("_raw_paths", "_drv", "_root", "_tail", "_str", "_folded", "_folded_parts",
                 "_hash")
    parser = os.path

    def __new__(cls, *args, **kwargs):
        if cls is PurePath:
            cls = PureWindowsPath if os.name == "nt" else PurePosixPath
        return object.__new__(cls)

    def __init__(self, *args):
        self._raw_paths = paths = []
        for arg in args:
            if type(arg) is str:
                paths.append(arg)
            elif isinstance(arg, PurePath):
                texts = arg._raw_paths
                if arg.parser is ntpath and self.parser is not ntpath:
                    texts = [text.replace("\\", "/") for text in texts]
                paths += texts
            else:
                paths.append(self._text_of(arg))

    @staticmethod
    def _text_of(arg):
        text = os.fspath(arg) if hasattr(type(arg), "__fspath__") else arg
        if not isinstance(text, str):
            raise TypeError("argument should be a str or an os.PathLike object where "
                            f"__fspath__ returns a str, not {type(text).__name__!r}")
        return text

    def __getattr__(self, name):
        """Fills a slot that is asked for the first time."""
        match name:
            case "_str":
                self._parse()
                self._str = self._join(self._drv, self._root, self._tail) or "."
            case "_drv" | "_root" | "_tail":
                self._parse()
            case "_raw_path":
                paths = self._raw_paths
                if len(paths) == 1:
                    self._raw_path = paths[0]
                else:
                    self._raw_path = self.parser.join(*paths) if paths else ""
            case "_folded":
                self._folded = self._fold(str(self))
            case "_folded_parts":
                self._folded_parts = self._folded.split(self.parser.sep)
            case "_hash":
                self._hash = hash(self._folded)
            case "_is_resolved":
                self._is_resolved = False
        return object.__getattribute__(self, name)

    def __reduce__(self):
        return type(self), tuple(self._raw_paths)

    def __repr__(self):
        return f"{type(self).__name__}({self.as_posix()!r})"

    def __str__(self):
        return self._str

    def __fspath__(self):
        return str(self)

    def __bytes__(self):
        return os.fsencode(self)

    # -- parsing

    def _parse(self):
        self._drv, self._root, self._tail = self._parse_path(self._raw_path)

    @classmethod
    def _parse_path(cls, path):
        """(drive, root, names)"""
        if not path:
            return "", "", []
        if cls.parser is posixpath:
            root = path[:1] if path[:1] == "/" else ""
            if path[:2] == "//" != path[1:3]:
                root = "//"  # two slashes, and no more, are a root of their own
            return "", root, [intern(x) for x in path.split("/") if x and x != "."]
        sep, altsep = cls.parser.sep, cls.parser.altsep
        if altsep:
            path = path.replace(altsep, sep)
        drv, root, rel = cls.parser.splitroot(path)
        if not root and drv.startswith(sep) and not drv.endswith(sep):
            parts = drv.split(sep)
            is_share = len(parts) == 4 and parts[2] not in "?."  # //server/share
            if is_share or len(parts) == 6:                      # //?/unc/server/share
                root = sep
        return drv, root, [intern(x) for x in rel.split(sep) if x and x != "."]

    @classmethod
    def _join(cls, drv, root, tail):
        if cls.parser is posixpath:
            return root + "/".join(tail)
        if not (drv or root) and tail and cls.parser.splitdrive(tail[0])[0]:
            tail = [".", *tail]  # a name that looks like a drive
        return drv + root + cls.parser.sep.join(tail)

    def _from_names(self, names, *, keep_anchor=False):
        drv, root = (self._drv, self._root) if keep_anchor else ("", "")
        path = self._from_text(self._join(drv, root, names))
        path._drv, path._root, path._tail = drv, root, names
        return path

    def _from_text(self, text):
        """A path from a text that is as str() would give it."""
        cls = type(self)
        if cls in _plain_classes:
            path = object.__new__(cls)  # what with_segments() does, in half the time
            path._raw_paths = [text]
        else:
            path = self.with_segments(text)
        path._str = text or "."
        return path

    def _anchor_and_names(self):
        return self._drv + self._root, self._tail

    def as_posix(self):
        text = self._str if type(self) in _plain_classes else str(self)
        return text if self.parser is posixpath else text.replace(self.parser.sep, "/")

    @property
    def parts(self):
        anchor = self._drv + self._root
        return (anchor, *self._tail) if anchor else tuple(self._tail)

    @property
    def drive(self):
        return self._drv

    @property
    def root(self):
        return self._root

    @property
    def name(self):
        names = self._tail
        return names[-1] if names else ""

    @property
    def parent(self):
        return self._from_names(self._tail[:-1], keep_anchor=True) if self._tail else self

    @property
    def parents(self):
        return _PathParents(self)

    def is_absolute(self):
        if self.parser is posixpath:
            return any(path.startswith("/") for path in self._raw_paths)
        return self.parser.isabs(self)

    def is_reserved(self):
        """Is the name one that Windows keeps for itself? Deprecated."""
        import warnings
        warnings._deprecated("pathlib.PurePath.is_reserved",
                             "{name!r} is deprecated and scheduled for removal in Python {remove}. "
                             "Use os.path.isreserved() to detect reserved paths on Windows.",
                             remove=(3, 15))
        return self.parser is ntpath and self.parser.isreserved(self)

    def as_uri(self):
        if not self.is_absolute():
            raise ValueError("relative path can't be expressed as a file URI")
        from urllib.parse import quote_from_bytes
        path, prefix = self.as_posix(), "file://"
        if self._drv[1:] == ":":
            prefix, path = f"file:///{self._drv}", path[2:]
        elif self._drv:
            prefix = "file:"
        return prefix + quote_from_bytes(os.fsencode(path))

    # -- comparing

    def _fold(self, text):
        return text if self.parser is posixpath else text.lower()

    def __hash__(self):
        return self._hash

    def __eq__(self, other):
        if not isinstance(other, PurePath):
            return NotImplemented
        return self._folded == other._folded and self.parser is other.parser

    __lt__, __le__, __gt__, __ge__ = map(
        _compared_by, (operator.lt, operator.le, operator.gt, operator.ge))

    # -- other paths

    def with_name(self, name):
        sep, altsep = self.parser.sep, self.parser.altsep
        if name in ("", ".") or sep in name or altsep and altsep in name:
            raise ValueError(f"Invalid name {name!r}")
        if not self._tail:
            raise ValueError(f"{self!r} has an empty name")
        return self._from_names([*self._tail[:-1], name], keep_anchor=True)

    def with_suffix(self, suffix):
        if not self.stem:
            raise ValueError(f"{self!r} has an empty name")
        return super().with_suffix(suffix)

    def _as_segment(self):
        return self  # its texts need not be joined yet

    def relative_to(self, other, *_deprecated, walk_up=False):
        if _deprecated:
            _warn_several_arguments("relative_to")
            other = self.with_segments(other, *_deprecated)
        return super().relative_to(other, walk_up=walk_up)

    def is_relative_to(self, other, *_deprecated):
        if _deprecated:
            _warn_several_arguments("is_relative_to")
            other = self.with_segments(other, *_deprecated)
        return super().is_relative_to(other)

    @property
    def _pattern_str(self):
        text = str(self)
        return "" if text == "." else text


os.PathLike.register(PurePath)


class PurePosixPath(PurePath):
    """A path as on Unix, on any system."""
    parser = posixpath
    __slots__ = ()


class PureWindowsPath(PurePath):
    """A path as on Windows, on any system."""
    parser = ntpath
    __slots__ = ()


def _name_of_id(module_name, method, find):
    """The name of a user or group, if the system has a module that knows it."""
    try:
        module = __import__(module_name)
    except ImportError:
        raise UnsupportedOperation(f"{method}() is unsupported on this system") from None
    return find(module)


def _moved_by(move):
    """The method that gives a file another path."""
    def method(self, target):
        move(self, target)
        return self.with_segments(target)
    method.__name__ = move.__name__
    method.__qualname__ = f"Path.{move.__name__}"
    return method


@documented_by_base
class Path(PathBase, PurePath):
    """A path of a file, which can be asked about, opened and changed.

    Path() makes a PosixPath or WindowsPath, by the system.
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
            warnings._deprecated(
                "pathlib.PurePath(**kwargs)",
                "support for supplying keyword arguments to pathlib.PurePath is deprecated and "
                "scheduled for removal in Python {remove}", remove=(3, 14))
        if len(args) == 1 and type(args[0]) is str:
            self._raw_paths = [args[0]]
        else:
            PurePath.__init__(self, *args)

    # -- asking

    def stat(self, *, follow_symlinks=True):
        return os.stat(self, follow_symlinks=follow_symlinks)

    def exists(self, *, follow_symlinks=True):
        return os.path.exists(self) if follow_symlinks else os.path.lexists(self)

    def is_dir(self, *, follow_symlinks=True):
        return os.path.isdir(self) if follow_symlinks else super().is_dir(follow_symlinks=False)

    def is_file(self, *, follow_symlinks=True):
        return os.path.isfile(self) if follow_symlinks else super().is_file(follow_symlinks=False)

    def is_mount(self):
        return os.path.ismount(self)

    def is_symlink(self):
        return os.path.islink(self)

    def is_junction(self):
        return os.path.isjunction(self)

    def owner(self, *, follow_symlinks=True):
        uid = self.stat(follow_symlinks=follow_symlinks).st_uid
        return _name_of_id("pwd", f"{type(self).__name__}.owner",
                           lambda pwd: pwd.getpwuid(uid).pw_name)

    def group(self, *, follow_symlinks=True):
        gid = self.stat(follow_symlinks=follow_symlinks).st_gid
        return _name_of_id("grp", f"{type(self).__name__}.group",
                           lambda grp: grp.getgrgid(gid).gr_name)

    # -- reading and writing

    def open(self, mode="r", buffering=-1, encoding=None, errors=None, newline=None):
        if "b" not in mode:
            encoding = io.text_encoding(encoding)
        return io.open(self, mode, buffering, encoding, errors, newline)

    def read_bytes(self):
        with self.open("rb", buffering=0) as file:
            return file.read()

    def read_text(self, encoding=None, errors=None, newline=None):
        return super().read_text(io.text_encoding(encoding), errors, newline)

    def write_text(self, data, encoding=None, errors=None, newline=None):
        return super().write_text(data, io.text_encoding(encoding), errors, newline)

    # -- folders

    def iterdir(self):
        text, sep = str(self), self.parser.sep
        names = os.listdir(text)  # now, not when the first path is taken
        prefix = "" if text == "." else text if text.endswith(sep) else text + sep
        return map(self._from_text, [prefix + name for name in names])

    def glob(self, pattern, *, case_sensitive=None, recurse_symlinks=False):
        audit("pathlib.Path.glob", self, pattern)
        parts = self._pattern_parts(pattern)
        if not parts:
            raise ValueError(f"Unacceptable pattern: {self._as_path(pattern)!r}")
        return self._search(parts, case_sensitive, recurse_symlinks)

    def rglob(self, pattern, *, case_sensitive=None, recurse_symlinks=False):
        audit("pathlib.Path.rglob", self, pattern)
        return super().rglob(pattern, case_sensitive=case_sensitive,
                             recurse_symlinks=recurse_symlinks)

    def _pattern_parts(self, pattern):
        pattern = self._as_path(pattern)
        parts = super()._pattern_parts(pattern)
        if parts and pattern._raw_path[-1] in (self.parser.sep, self.parser.altsep):
            return [*parts, ""]
        return parts

    def _search(self, parts, case_sensitive, recurse_symlinks):
        search = FileSearch(self.parser, self.with_segments, case_sensitive, recurse_symlinks)
        root = str(self) if self.parts else ""
        return map(self._from_found, search.run(parts, root))

    def _from_found(self, text):
        as_shown = text and not text.endswith(self.parser.sep)
        return self._from_text(text) if as_shown else self.with_segments(text)

    def walk(self, top_down=True, on_error=None, follow_symlinks=False):
        audit("pathlib.Path.walk", self, on_error, follow_symlinks)
        root = str(self)
        skip = 2 if root == "." else 0  # os.walk() begins paths with ./
        for path, folders, files in os.walk(root, top_down, on_error,
                                            follow_symlinks or os._walk_symlinks_as_files):
            yield self._from_text(path[skip:]), folders, files

    # -- where it is

    def absolute(self):
        if self.is_absolute():
            return self
        cwd = os.path.abspath(self._drv) if self._drv else os.getcwd()
        if not self._tail:
            return self._from_text(cwd)
        here = self.with_segments(cwd)
        return here._from_names(here._tail + self._tail, keep_anchor=True)

    def resolve(self, strict=False):
        return self.with_segments(os.path.realpath(self, strict=strict))

    @classmethod
    def cwd(cls):
        text = os.getcwd()
        path = cls(text)
        path._str = text  # getcwd() gives it as str() would
        return path

    @classmethod
    def home(cls):
        return cls(_expand_home("~"))

    def expanduser(self):
        if self.anchor or not self._tail or not self._tail[0].startswith("~"):
            return self
        home = self.with_segments(_expand_home(self._tail[0]))
        return home._from_names(home._tail + self._tail[1:], keep_anchor=True)

    @classmethod
    def from_uri(cls, uri):
        if not uri.startswith("file:"):
            raise ValueError(f"URI does not start with 'file:': {uri!r}")
        from urllib.parse import unquote_to_bytes
        path = uri.removeprefix("file:")
        for host in "//localhost/", "///":
            if path.startswith(host):
                path = path[len(host) - 1:]
                break
        if path.startswith("///") or path[:1] == "/" and path[2:3] in (":", "|"):
            path = path[1:]  # before a share, or before a drive
        if path[1:2] == "|":
            path = f"{path[:1]}:{path[2:]}"
        found = cls(os.fsdecode(unquote_to_bytes(path)))
        if not found.is_absolute():
            raise ValueError(f"URI is not absolute: {uri!r}")
        return found

    def readlink(self):
        return self.with_segments(os.readlink(self))

    # -- changing

    def touch(self, mode=0o666, exist_ok=True):
        if exist_ok:
            try:
                os.utime(self, None)
                return
            except OSError:
                pass
        flags = os.O_CREAT | os.O_WRONLY | (0 if exist_ok else os.O_EXCL)
        os.close(os.open(self, flags, mode))

    def mkdir(self, mode=0o777, parents=False, exist_ok=False):
        try:
            os.mkdir(self, mode)
        except OSError as e:
            if isinstance(e, FileNotFoundError) and parents and self.parent != self:
                self.parent.mkdir(parents=True, exist_ok=True)
                self.mkdir(mode, exist_ok=exist_ok)
            elif not (exist_ok and self.is_dir()):  # not all systems say that it exists
                raise

    def unlink(self, missing_ok=False):
        try:
            os.unlink(self)
        except FileNotFoundError:
            if not missing_ok:
                raise

    def chmod(self, mode, *, follow_symlinks=True):
        os.chmod(self, mode, follow_symlinks=follow_symlinks)

    rename, replace = map(_moved_by, (os.rename, os.replace))

    def symlink_to(self, target, target_is_directory=False):
        os.symlink(target, self, target_is_directory)

    def hardlink_to(self, target):
        os.link(target, self)

    def rmdir(self):
        os.rmdir(self)


def _expand_home(name):
    home = os.path.expanduser(name)
    if home.startswith("~"):
        raise RuntimeError("Could not determine home directory.")
    return home


def _refuse(cls, *args, **kwargs):
    raise UnsupportedOperation(f"cannot instantiate {cls.__name__!r} on your system")


class PosixPath(Path, PurePosixPath):
    """A path of a file on Unix; made there only."""
    __slots__ = ()

    if os.name == "nt":
        __new__ = _refuse


class WindowsPath(Path, PureWindowsPath):
    """A path of a file on Windows; made there only."""
    __slots__ = ()

    if os.name != "nt":
        __new__ = _refuse


# Their with_segments() is known.
_plain_classes = frozenset((PurePosixPath, PureWindowsPath, PosixPath, WindowsPath))
