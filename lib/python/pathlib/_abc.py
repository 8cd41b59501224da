"""Paths of any store of files: what can be said of a path by its text, and by asking the store.

PurePathBase takes paths apart with a parser, which is a module such as posixpath. PathBase asks
the store with stat(), open() and iterdir(), and does everything else with these three. Subclasses
give the parser and the three, and may do more or know better.
"""

import stat
from errno import EBADF, ELOOP, ENOENT, ENOTDIR

from pathlib._search import Search, compile_pattern, is_case_sensitive

__all__ = ["UnsupportedOperation"]


class UnsupportedOperation(NotImplementedError):
    """Raised by what this kind of path cannot do."""


def _unsupported(name):
    """A method that no path has until a subclass defines it."""
    def method(self, *args, **kwargs):
        cls = self if isinstance(self, type) else type(self)
        raise UnsupportedOperation(f"{cls.__name__}.{name} is unsupported")
    method.__name__ = name.removesuffix("()")
    return method


def documented_by_base(cls):
    """What the class overrides without a docstring has that of the base."""
    bases = [vars(base) for base in cls.__mro__[1:]]
    for name, member in vars(cls).items():
        if name[0] != "_" and member.__doc__ is None:
            if isinstance(member, classmethod):
                member = member.__func__
            member.__doc__ = next((base[name].__doc__ for base in bases if name in base), None)
    return cls


class ParserBase:
    """What a parser must have: sep, and functions as those of posixpath."""

    sep = property(_unsupported("sep"))
    join, split, splitdrive, splitext, normcase, isabs = (
        _unsupported(name + "()")
        for name in ("join", "split", "splitdrive", "splitext", "normcase", "isabs"))


class PurePathBase:
    """A path as a text that is taken apart when asked; the store is not asked for anything."""

    # _is_resolved: are there no symbolic links in it? Set while others are being resolved.
    __slots__ = ("_raw_path", "_is_resolved")
    parser = ParserBase()

    def __init__(self, path, *paths):
        self._raw_path = self.parser.join(path, *paths) if paths else path
        if not isinstance(self._raw_path, str):
            raise TypeError(f"path should be a str, not {type(self._raw_path).__name__!r}")
        self._is_resolved = False

    def with_segments(self, *pathsegments):
        """A path of the same class from these segments: how all other paths are made."""
        return type(self)(*pathsegments)

    def __str__(self):
        return self._raw_path

    def as_posix(self):
        """The path as a str with forward slashes."""
        return str(self).replace(self.parser.sep, "/")

    # -- parts

    def _anchor_and_names(self):
        split, path, names = self.parser.split, self._raw_path, []
        parent, name = split(path)
        while parent != path:
            names.append(name)
            path = parent
            parent, name = split(path)
        return path, names[::-1]

    @property
    def anchor(self):
        """Drive and root together."""
        return self._anchor_and_names()[0]

    @property
    def drive(self):
        """The letter of the drive or the name of the share; "" without one."""
        return self.parser.splitdrive(self.anchor)[0]

    @property
    def root(self):
        """The separator behind the drive; "" for a relative path."""
        return self.parser.splitdrive(self.anchor)[1]

    @property
    def parts(self):
        """The anchor, if any, and the names after it as a tuple."""
        anchor, names = self._anchor_and_names()
        return (anchor, *names) if anchor else tuple(names)

    @property
    def name(self):
        """The last name."""
        return self.parser.split(self._raw_path)[1]

    @property
    def stem(self):
        """The last name without its last suffix."""
        name = self.name
        dot = name.rfind(".")
        return name[:dot] if 0 < dot < len(name) - 1 else name

    @property
    def suffix(self):
        """The last suffix of the last name, with its dot."""
        name = self.name
        dot = name.rfind(".")
        return name[dot:] if 0 < dot < len(name) - 1 else ""

    @property
    def suffixes(self):
        """All suffixes of the last name, with their dots."""
        name = self.name
        return [] if name.endswith(".") else ["." + s for s in name.lstrip(".").split(".")[1:]]

    @property
    def parent(self):
        """The path without its last name."""
        parent = self.parser.split(self._raw_path)[0]
        if parent == self._raw_path:
            return self
        path = self.with_segments(parent)
        path._is_resolved = self._is_resolved
        return path

    @property
    def parents(self):
        """The parent, its parent and so on."""
        found, path = [], self
        while (parent := path.parent) is not path:
            found.append(parent)
            path = parent
        return tuple(found)

    def is_absolute(self):
        """Does the path begin at the root of a store?"""
        return self.parser.isabs(self._raw_path)

    # -- other paths

    def with_name(self, name):
        """The path with another last name."""
        folder = self.parser.split(self._raw_path)[0]
        if self.parser.split(name)[0]:
            raise ValueError(f"Invalid name {name!r}")
        return self.with_segments(folder, name)

    def with_stem(self, stem):
        """The path with another stem before its suffix."""
        suffix = self.suffix
        if suffix and not stem:
            raise ValueError(f"{self!r} has a non-empty suffix")
        return self.with_name(stem + suffix)

    def with_suffix(self, suffix):
        """The path with another suffix; without any for ""."""
        stem = self.stem
        if suffix and not stem:
            raise ValueError(f"{self!r} has an empty name")
        if suffix and not (suffix.startswith(".") and len(suffix) > 1):
            raise ValueError(f"Invalid suffix {suffix!r}")
        return self.with_name(stem + suffix)

    def joinpath(self, *pathsegments):
        """The path followed by others; an absolute one starts anew."""
        return self.with_segments(self._as_segment(), *pathsegments)

    def _as_segment(self):
        return self._raw_path

    def __truediv__(self, key):
        try:
            return self.with_segments(self._as_segment(), key)
        except TypeError:
            return NotImplemented

    def __rtruediv__(self, key):
        try:
            return self.with_segments(key, self._as_segment())
        except TypeError:
            return NotImplemented

    def _as_path(self, other):
        return other if isinstance(other, PurePathBase) else self.with_segments(other)

    def _fold(self, text):
        """The text as it is compared."""
        return text

    def _from_names(self, names):
        return self.with_segments("", *names)

    def _without_prefix(self, other):
        """Do the anchors agree? Then the names behind what both begin with."""
        mine, others = self._anchor_and_names(), other._anchor_and_names()
        names, other_names = mine[1], [name for name in others[1] if name not in ("", ".")]
        if self._fold(mine[0]) != self._fold(others[0]):
            return False, names, other_names
        common = 0
        for ours, theirs in zip(names, other_names):
            if self._fold(ours) != self._fold(theirs):
                break
            common += 1
        return True, names[common:], other_names[common:]

    def relative_to(self, other, *, walk_up=False):
        """The path as seen from the other one; with walk_up it may begin with "..".

        ValueError if there is no such path.
        """
        other = self._as_path(other)
        comparable, names, other_names = self._without_prefix(other)
        if not walk_up and (other_names or not comparable):
            raise ValueError(f"{str(self)!r} is not in the subpath of {str(other)!r}")
        if ".." in other_names:
            raise ValueError(f"'..' segment in {str(other)!r} cannot be walked")
        if not comparable:
            raise ValueError(f"{str(self)!r} and {str(other)!r} have different anchors")
        return self._from_names([".."] * len(other_names) + names)

    def is_relative_to(self, other):
        """Is the path the other one, or below it?"""
        comparable, _, other_names = self._without_prefix(self._as_path(other))
        return comparable and not other_names

    # -- patterns

    @property
    def _pattern_str(self):
        """The path as a pattern."""
        return str(self)

    def full_match(self, pattern, *, case_sensitive=None):
        """Does the whole path fit the pattern, in which ** stands for any number of names?"""
        pattern = self._as_path(pattern)
        if case_sensitive is None:
            case_sensitive = is_case_sensitive(self.parser)
        match = compile_pattern(pattern._pattern_str, pattern.parser.sep, case_sensitive, True)
        return match(self._pattern_str) is not None

    def match(self, path_pattern, *, case_sensitive=None):
        """Does the end of the path fit the pattern, or the whole path one that has an anchor?"""
        pattern = self._as_path(path_pattern)
        if case_sensitive is None:
            case_sensitive = is_case_sensitive(self.parser)
        parts, wanted = self.parts, pattern.parts
        if not wanted:
            raise ValueError("empty pattern")
        if len(parts) < len(wanted) or len(parts) > len(wanted) and pattern.anchor:
            return False
        return all(compile_pattern(want, pattern.parser.sep, case_sensitive)(part)
                   for part, want in zip(parts[-len(wanted):], wanted))


# Errors of stat() that mean: there is no such file.
_NO_FILE = frozenset({ENOENT, ENOTDIR, EBADF, ELOOP})


def _mode_test(test, doc, *, with_option=False):
    """A method that tests the st_mode of the file."""
    def is_kind(self, *, follow_symlinks=True):
        found = self._try_stat(follow_symlinks)
        return found is not None and test(found.st_mode)
    method = is_kind if with_option else lambda self: is_kind(self)
    method.__doc__ = doc
    return method


class PathBase(PurePathBase):
    """A path whose file can be asked for and opened."""

    __slots__ = ()
    _max_symlinks = 40

    # -- asking

    def lstat(self):
        """As stat(), but of a symbolic link itself."""
        return self.stat(follow_symlinks=False)

    def _try_stat(self, follow_symlinks):
        """The result of stat(); None without such a file."""
        try:
            return self.stat(follow_symlinks=follow_symlinks)
        except OSError as e:
            if e.errno not in _NO_FILE:
                raise
        except ValueError:
            pass  # a name that no file can have
        return None

    def exists(self, *, follow_symlinks=True):
        """Is there such a file? A symbolic link to nothing is none when links are followed."""
        return self._try_stat(follow_symlinks) is not None

    is_dir = _mode_test(stat.S_ISDIR, "Is it a folder, or a link to one?", with_option=True)
    is_file = _mode_test(stat.S_ISREG, "Is it a regular file, or a link to one?", with_option=True)
    is_block_device = _mode_test(stat.S_ISBLK, "Is it a block device?")
    is_char_device = _mode_test(stat.S_ISCHR, "Is it a character device?")
    is_fifo = _mode_test(stat.S_ISFIFO, "Is it a named pipe?")
    is_socket = _mode_test(stat.S_ISSOCK, "Is it a socket?")

    def is_symlink(self):
        """Is it a symbolic link?"""
        found = self._try_stat(follow_symlinks=False)
        return found is not None and stat.S_ISLNK(found.st_mode)

    def is_mount(self):
        """Is it a folder at which another file system begins?"""
        if not self.is_dir():
            return False
        here = self.stat()
        try:
            above = self.parent.stat()
        except OSError:
            return False
        return here.st_dev != above.st_dev or here.st_ino == above.st_ino

    def is_junction(self):
        """Is it a junction, as Windows has them?"""
        return False

    def samefile(self, other_path):
        """Are the two paths of the same file?"""
        mine = self.stat()
        others = self._as_path(other_path).stat()
        return (mine.st_ino, mine.st_dev) == (others.st_ino, others.st_dev)

    # -- reading and writing

    def read_bytes(self):
        """What is in the file, as bytes."""
        with self.open("rb") as file:
            return file.read()

    def read_text(self, encoding=None, errors=None, newline=None):
        """What is in the file, as a str."""
        with self.open("r", encoding=encoding, errors=errors, newline=newline) as file:
            return file.read()

    def write_bytes(self, data):
        """Puts the bytes into the file instead of what is in it; returns their number."""
        view = memoryview(data)  # nothing is emptied for data of a wrong type
        with self.open("wb") as file:
            return file.write(view)

    def write_text(self, data, encoding=None, errors=None, newline=None):
        """Puts the str into the file instead of what is in it; returns its length."""
        if not isinstance(data, str):
            raise TypeError(f"data must be str, not {type(data).__name__}")
        with self.open("w", encoding=encoding, errors=errors, newline=newline) as file:
            return file.write(data)

    # -- folders

    def glob(self, pattern, *, case_sensitive=None, recurse_symlinks=True):
        """The paths of files whose names, seen from this folder, fit the pattern."""
        return self._search(self._pattern_parts(pattern), case_sensitive, recurse_symlinks)

    def rglob(self, pattern, *, case_sensitive=None, recurse_symlinks=True):
        """As glob(), but seen from this folder or any below it."""
        parts = self._pattern_parts(pattern) or [""]
        return self._search(["**", *parts], case_sensitive, recurse_symlinks)

    def _pattern_parts(self, pattern):
        """The names in a pattern; "" at the end for a slash."""
        anchor, names = self._as_path(pattern)._anchor_and_names()
        if anchor:
            raise NotImplementedError("Non-relative patterns are unsupported")
        return names

    def _search(self, parts, case_sensitive, recurse_symlinks):
        search = Search(self.parser, self.with_segments, case_sensitive, recurse_symlinks)
        return map(self.with_segments, search.run(parts, str(self)))

    def walk(self, top_down=True, on_error=None, follow_symlinks=False):
        """For this folder and each below it: (path, names of folders, names of other files).

        From top to bottom the list of folders may be changed: the others are not gone into.
        """
        pending = [self]
        while pending:
            path = pending.pop()
            if isinstance(path, tuple):  # bottom up: what was to come first has come
                yield path
                continue
            folders, files = [], []
            try:
                for child in path.iterdir():
                    is_folder = child.is_dir(follow_symlinks=follow_symlinks)
                    (folders if is_folder else files).append(child.name)
            except OSError as e:
                if on_error is not None:
                    on_error(e)
                continue
            if top_down:
                yield path, folders, files
            else:
                pending.append((path, folders, files))
            pending += [path.joinpath(name) for name in reversed(folders)]

    # -- where it is

    def resolve(self, strict=False):
        """The absolute path without symbolic links and "..".

        Names that do not exist are kept, or an OSError with strict.
        """
        if self._is_resolved:
            return self
        path = self
        try:
            path = self.absolute()
        except UnsupportedOperation:
            pass  # stays relative, unless it is not
        anchor, names = path._anchor_and_names()
        return self._follow_links(anchor, names, strict)

    def _follow_links(self, anchor, names, strict):
        pending, done = names[::-1], []
        links, asking = 0, True
        while pending:
            name = pending.pop()
            if name in ("", "."):
                continue
            if name == "..":
                if done and done[-1] != "..":
                    del done[-1]
                elif not anchor:
                    done.append(name)
                continue
            done.append(name)
            if not asking:
                continue
            path = self.with_segments(anchor, *done)
            path._is_resolved = True  # but for its last name, which lstat() does not follow
            try:
                target = path._link_target(bool(pending))
                if target is None:
                    continue
                links += 1
                if links > self._max_symlinks:
                    raise OSError(ELOOP, "Too many symbolic links in path", str(self))
            except OSError:
                if strict:
                    raise
                asking = False  # from here on by the names alone
                continue
            target_anchor, target_names = target._anchor_and_names()
            del done[-1]
            if target_anchor:
                anchor, done = target_anchor, []
            pending += target_names[::-1]
        resolved = self.with_segments(anchor, *done)
        resolved._is_resolved = asking
        return resolved

    def _link_target(self, must_be_folder):
        """Where a symbolic link leads; None for other files."""
        mode = self.lstat().st_mode
        if stat.S_ISLNK(mode):
            return self.readlink()
        if must_be_folder and not stat.S_ISDIR(mode):
            raise NotADirectoryError(ENOTDIR, "Not a directory", str(self))
        return None

    # -- changing

    def lchmod(self, mode):
        """As chmod(), but of a symbolic link itself."""
        self.chmod(mode, follow_symlinks=False)


for _name, _doc in {
    "stat": "What the store knows about the file: its kind, size, times.",
    "open": "Opens the file, as the function open() does.",
    "iterdir": "The paths of what is in the folder, in any order.",
    "absolute": "The path seen from the root; neither links nor '..' are followed.",
    "expanduser": "The path with ~ or ~user at its beginning replaced.",
    "readlink": "The path to which the symbolic link leads.",
    "symlink_to": "Makes a symbolic link here that leads to the target.",
    "hardlink_to": "Makes this another name of the target's file.",
    "touch": "Makes the file, or sets its time of change if it exists.",
    "mkdir": "Makes a folder; with parents those that it is in too.",
    "rename": "Gives the file another path, which is returned.",
    "replace": "Gives the file another path, also that of an existing file; returns it.",
    "chmod": "Sets the permissions.",
    "unlink": "Removes the file or link; not a folder.",
    "rmdir": "Removes the folder, which must be empty.",
    "owner": "The name of the user whom the file belongs to.",
    "group": "The name of the group whom the file belongs to.",
    "as_uri": "The path as a URI.",
    "cwd": "The path of the current working folder.",
    "home": "The path of the user's home.",
    "from_uri": "The path that a URI with 'file:' tells.",
}.items():
    _method = _unsupported(_name + "()")
    _method.__doc__ = _doc
    setattr(PathBase, _name,
            classmethod(_method) if _name in ("cwd", "home", "from_uri") else _method)
del _name, _doc, _method
