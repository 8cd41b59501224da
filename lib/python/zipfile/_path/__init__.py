"""
Path: what is in an archive, with a part of the interface of pathlib.Path.

Archives need not have entries for their folders; for CompleteDirs and FastLookup, the classes
that a Path gives its archive, they are there nevertheless.
"""

import functools
import io
import pathlib
import posixpath
import re
import stat
import zipfile

from .glob import Translator

__all__ = ["Path"]

_BETWEEN_NAMES = re.compile(r"(?<=[^/])/+(?=[^/])")


class CompleteDirs(zipfile.ZipFile):
    """An archive whose list of names has all folders; pickled as what it was made from."""

    def __init__(self, *args, **kwargs):
        self._remake = functools.partial(type(self), *args, **kwargs)
        super().__init__(*args, **kwargs)

    def __reduce__(self):
        return self._remake, ()

    @classmethod
    def make(cls, source):
        """An archive of this class, from a file or from an archive, which changes its class."""
        if not isinstance(source, zipfile.ZipFile):
            return cls(source)
        if not isinstance(source, CompleteDirs):  # what is written to gets further names
            source.__class__ = cls if "r" in source.mode else CompleteDirs
        return source

    @classmethod
    def inject(cls, zf):
        """Writes the folders that are missing into an archive."""
        for folder in cls._implied_dirs(zf.namelist()):
            zf.writestr(folder, b"")
        return zf

    @staticmethod
    def _implied_dirs(names):
        """The folders that the names are in but that are no names themselves, each once."""
        known = set(names)
        implied = {}
        for name in names:
            for gap in reversed([*_BETWEEN_NAMES.finditer(name)]):
                folder = name[:gap.start()] + "/"
                if folder not in known:
                    implied[folder] = None
        return list(implied)

    def namelist(self):
        listed = super().namelist()
        return [*listed, *self._implied_dirs(listed)]

    def _name_set(self):
        return frozenset(self.namelist())

    def resolve_dir(self, name):
        """The name with a slash at its end, if it is that of a folder."""
        known = self._name_set()
        return f"{name}/" if name not in known and f"{name}/" in known else name

    def getinfo(self, name):
        """What is known of a member, also of a folder that is not listed."""
        if name.endswith("/") and name not in self.NameToInfo and name in self._name_set():
            return zipfile.ZipInfo(filename=name)
        return super().getinfo(name)


class FastLookup(CompleteDirs):
    """An archive that is only read, so that its names stay what they are."""

    @functools.cached_property
    def _listed(self):
        return super().namelist()

    @functools.cached_property
    def _known(self):
        return frozenset(self._listed)

    def namelist(self):
        return self._listed

    def _name_set(self):
        return self._known


def _of_pure_path(attribute):
    """A property of the path as pathlib sees it; the archive itself has that of its file."""
    return property(lambda self: getattr(pathlib.PurePosixPath(self.at or self.filename), attribute))


class Path:
    """
    A pathlib-like interface for zip files: the member `at` of the archive `root`, which is a
    ZipFile or what one can be made from. The archive itself is at "".

    >>> Path('foo/bar.zip', 'folder/file.txt').suffix
    '.txt'
    """

    name = _of_pure_path("name")
    stem = _of_pure_path("stem")
    suffix = _of_pure_path("suffix")
    suffixes = _of_pure_path("suffixes")

    def __init__(self, root, at=""):
        self.root = FastLookup.make(root)
        self.at = at

    def _key(self):
        return self.root, self.at

    def __eq__(self, other):
        return self._key() == other._key() if type(self) is type(other) else NotImplemented

    def __hash__(self):
        return hash(self._key())

    def __str__(self):
        return posixpath.join(self.root.filename, self.at)

    def __repr__(self):
        return f"{type(self).__name__}({self.root.filename!r}, {self.at!r})"

    # -- where it is --

    def _at(self, at):
        return type(self)(self.root, at)

    @property
    def filename(self):
        """The path of the archive, joined with that in the archive."""
        return pathlib.Path(self.root.filename) / self.at

    @property
    def parent(self):
        if not self.at:
            return self.filename.parent
        above = posixpath.dirname(self.at.rstrip("/"))
        return self._at(above and above + "/")

    def joinpath(self, *other):
        return self._at(self.root.resolve_dir(posixpath.join(self.at, *other)))

    __truediv__ = joinpath

    def relative_to(self, other, *extra):
        return posixpath.relpath(str(self), start=str(other.joinpath(*extra)))

    def match(self, path_pattern):
        return pathlib.PurePosixPath(self.at).match(path_pattern)

    # -- what it is --

    def exists(self):
        return self.at in self.root._name_set()

    def is_dir(self):
        return self.at == "" or self.at[-1] == "/"

    def is_file(self):
        return not self.is_dir() and self.exists()

    def is_symlink(self):
        """
        Return whether this path is a symlink.
        """
        mode = self.root.getinfo(self.at).external_attr >> 16
        return stat.S_ISLNK(mode)

    # -- what is in it --

    def iterdir(self):
        if not self.is_dir():
            raise ValueError("Can't listdir a file")
        here = self.at.rstrip("/")
        return (self._at(name) for name in self.root.namelist()
                if posixpath.dirname(name.rstrip("/")) == here)

    def glob(self, pattern):
        if not pattern:
            raise ValueError(f"Unacceptable pattern: {pattern!r}")
        below = Translator(seps="/").translate(pattern)
        fits = re.compile(re.escape(self.at) + below).fullmatch
        return (self._at(name) for name in self.root.namelist() if fits(name))

    def rglob(self, pattern):
        return self.glob("**/" + pattern)

    def open(self, mode="r", *args, pwd=None, **kwargs):
        """
        Open this entry as text or binary following the semantics
        of ``pathlib.Path.open()`` by passing arguments through
        to io.TextIOWrapper().
        """
        if self.is_dir():
            raise IsADirectoryError(self)
        if mode.startswith("r") and not self.exists():
            raise FileNotFoundError(self)
        binary = self.root.open(self.at, mode[0], pwd=pwd)
        if "b" not in mode:
            encoding, *rest = args or (kwargs.pop("encoding", None),)
            return io.TextIOWrapper(binary, io.text_encoding(encoding), *rest, **kwargs)
        if args or kwargs:
            raise ValueError("encoding args invalid for binary operation")
        return binary

    def read_text(self, *args, **kwargs):
        if not args:
            kwargs["encoding"] = io.text_encoding(kwargs.get("encoding"))
        with self.open("r", *args, **kwargs) as text:
            return text.read()

    def read_bytes(self):
        with self.open("rb") as binary:
            return binary.read()
