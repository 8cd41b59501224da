"""Temporary files and directories.

All but mktemp() create what they name, so nobody else can get there first. Names are str, or bytes
where bytes were given. `tempdir`, when set, is the folder used by default; `TMP_MAX` is how many
names are tried."""

__all__ = ["NamedTemporaryFile", "TemporaryFile", "SpooledTemporaryFile", "TemporaryDirectory",
           "mkstemp", "mkdtemp", "mktemp", "TMP_MAX", "gettempprefix", "tempdir", "gettempdir",
           "gettempprefixb", "gettempdirb"]

import errno as _errno
import functools as _functools
import io as _io
import os as _os
import shutil as _shutil
import sys as _sys
import types as _types
import warnings as _warnings
import weakref as _weakref
from itertools import islice as _islice
from random import Random as _Random
import _thread

TMP_MAX = getattr(_os, "TMP_MAX", 10000)
tempdir = None
template = "tmp"
_text_openflags = _os.O_RDWR | _os.O_CREAT | _os.O_EXCL | getattr(_os, "O_NOFOLLOW", 0)
_bin_openflags = _text_openflags | getattr(_os, "O_BINARY", 0)
_O_TMPFILE_WORKS = hasattr(_os, "O_TMPFILE")
_once_lock = _thread.allocate_lock()
_name_sequence = None


# ---- names ---------------------------------------------------------------------------------------

class _RandomNameSequence:
    """Endless random names of eight characters; threads may share one."""

    characters = "abcdefghijklmnopqrstuvwxyz0123456789_"

    @property
    def rng(self):
        process = _os.getpid()
        if process != getattr(self, "_rng_pid", None):
            self._rng = _Random()  # after a fork, another sequence
            self._rng_pid = process
        return self._rng

    def __iter__(self):
        return self

    def __next__(self):
        return "".join(self.rng.choices(self.characters, k=8))


def _get_candidate_names():
    """The one sequence of names that all of this process uses."""
    global _name_sequence
    if _name_sequence is None:
        _name_sequence = _RandomNameSequence()
    return _name_sequence


def _infer_return_type(*args):
    """The type that all of the arguments have, where None has none."""
    kinds = {bytes if isinstance(_os.fspath(arg) if isinstance(arg, _os.PathLike) else arg, bytes)
             else str for arg in args if arg is not None}
    if len(kinds) > 1:
        raise TypeError("Can't mix bytes and non-bytes in path components.")
    return kinds.pop() if kinds else bytes if isinstance(tempdir, bytes) else str


def _sanitize_params(prefix, suffix, dir):
    """The three with their defaults, and their type."""
    kind = _infer_return_type(prefix, suffix, dir)
    in_bytes = kind is bytes
    return (prefix if prefix is not None else gettempprefixb() if in_bytes else template,
            suffix if suffix is not None else kind(),
            dir if dir is not None else gettempdirb() if in_bytes else gettempdir(), kind)


def _claim(create, dir, prefix, suffix, output_type, noun):
    """(create(path), path) of the first random path that create() does not find taken."""
    names = _get_candidate_names()
    if output_type is bytes:
        names = map(_os.fsencode, names)
    for name in _islice(names, TMP_MAX):
        path = _os.path.join(dir, prefix + name + suffix)
        try:
            return create(path), path
        except FileExistsError:
            pass
    raise FileExistsError(_errno.EEXIST, f"No usable temporary {noun} found")


# ---- the folder used by default ------------------------------------------------------------------

def _candidate_tempdir_list():
    """Where temporary files may go, best first."""
    names = [_os.getenv(name) for name in ("TMPDIR", "TEMP", "TMP")]
    folders = [name for name in names if name] + ["/tmp", "/var/tmp", "/usr/tmp"]
    try:
        folders.append(_os.getcwd())
    except (AttributeError, OSError):
        folders.append(_os.curdir)
    return folders


def _is_usable(dir, names):
    """Whether a file can be created, written and removed there."""
    for name in _islice(names, 100):
        path = _os.path.join(dir, name)
        try:
            fd = _os.open(path, _bin_openflags, 0o600)
        except FileExistsError:
            continue
        except OSError:
            return False
        try:
            _os.write(fd, b"blat")
        except OSError:
            return False
        finally:
            _os.close(fd)
            _os.unlink(path)
        return True
    return False


def _get_default_tempdir(dirlist=None):
    """The first candidate in which a file can be written."""
    names = _RandomNameSequence()
    if dirlist is None:
        dirlist = _candidate_tempdir_list()
    for dir in dirlist:
        if dir != _os.curdir:
            dir = _os.path.abspath(dir)
        if _is_usable(dir, names):
            return dir
    raise FileNotFoundError(_errno.ENOENT, "No usable temporary directory found in %s" % dirlist)


def _gettempdir():
    """tempdir, looked for when first needed."""
    global tempdir
    if tempdir is None:
        with _once_lock:
            tempdir = tempdir or _get_default_tempdir()
    return tempdir


def gettempdir():
    """The folder for temporary files, as str."""
    return _os.fsdecode(_gettempdir())


def gettempdirb():
    """The folder for temporary files, as bytes."""
    return _os.fsencode(_gettempdir())


def gettempprefix():
    """How temporary names begin by default, as str."""
    return _os.fsdecode(template)


def gettempprefixb():
    """How temporary names begin by default, as bytes."""
    return _os.fsencode(template)


# ---- creating by name ----------------------------------------------------------------------------

def _mkstemp_inner(dir, pre, suf, flags, output_type):
    def create(path):
        _sys.audit("tempfile.mkstemp", path)
        return _os.open(path, flags, 0o600)
    return _claim(create, _os.path.abspath(dir), pre, suf, output_type, "file name")


def mkstemp(suffix=None, prefix=None, dir=None, text=False):
    """Create a file that only this user can use; return its descriptor and its name.

    The caller removes it. Children of this process do not inherit the descriptor."""
    prefix, suffix, dir, kind = _sanitize_params(prefix, suffix, dir)
    return _mkstemp_inner(dir, prefix, suffix, _text_openflags if text else _bin_openflags, kind)


def mkdtemp(suffix=None, prefix=None, dir=None):
    """Create a directory that only this user can use; return its name. The caller removes it."""
    def create(path):
        _sys.audit("tempfile.mkdtemp", path)
        _os.mkdir(path, 0o700)

    prefix, suffix, dir, kind = _sanitize_params(prefix, suffix, dir)
    return _os.path.abspath(_claim(create, dir, prefix, suffix, kind, "directory name")[1])


def _exists(path):
    try:
        return bool(_os.lstat(path))
    except OSError:
        return False


def mktemp(suffix="", prefix=template, dir=None):
    """A name that no file has at the moment. Unsafe: another process may take it; see mkstemp()."""
    def create(path):
        if _exists(path):
            raise FileExistsError

    dir = gettempdir() if dir is None else dir
    return _claim(create, dir, prefix, suffix, str, "filename")[1]


# ---- file objects --------------------------------------------------------------------------------

class _TemporaryFileCloser:
    """Closes a file and deletes it, each once. The wrapper and the methods taken from it share one,
    so the file stays as long as any of them."""

    close_called = cleanup_called = False

    def __init__(self, file, name, delete=True, delete_on_close=True,
                 warn_message="Implicitly cleaning up unknown file"):
        self.file, self.name, self.warn_message = file, name, warn_message
        self.delete, self.delete_on_close = delete, delete_on_close

    def close(self):
        if self.close_called:
            return
        self.close_called = True
        try:
            self.file.close()
        finally:
            if self.delete_on_close:
                self.cleanup()

    def cleanup(self, unlink=_os.unlink):
        if self.cleanup_called:
            return
        self.cleanup_called = True
        try:
            self.close()
        finally:
            if self.delete:
                try:
                    unlink(self.name)
                except FileNotFoundError:
                    pass

    def __del__(self):
        forgotten = not self.close_called
        self.cleanup()
        if forgotten:
            _warnings.warn(self.warn_message, ResourceWarning)


class _TemporaryFileWrapper:
    """A file that is deleted when it is no longer needed; otherwise what the file is."""

    def __init__(self, file, name, delete=True, delete_on_close=True):
        self.file, self.name = file, name
        self.delete, self.delete_on_close = delete, delete_on_close
        self._closer = _TemporaryFileCloser(file, name, delete, delete_on_close,
                                            f"Implicitly cleaning up {self!r}")

    def __repr__(self):
        return f"<{type(self).__name__} file={self.__dict__['file']!r}>"

    def __getattr__(self, name):
        value = getattr(self.__dict__["file"], name)
        if callable(value):
            value = self._keep_file(value)
        if not isinstance(value, int):  # an int may change
            setattr(self, name, value)
        return value

    def _keep_file(self, method):
        @_functools.wraps(method)
        def call(*args, **kwargs):
            return method(*args, **kwargs)
        call._closer = self._closer
        return call

    def close(self):
        """Close the file, and delete it if so asked."""
        self._closer.close()

    def __enter__(self):
        self.file.__enter__()
        return self

    def __exit__(self, *exc_info):
        try:
            return self.file.__exit__(*exc_info)
        finally:
            self._closer.cleanup()

    def __iter__(self):
        # not `yield from self.file`: the wrapper must live as long as the iteration
        for line in self.file:
            yield line


def _open_created(create, dir, mode, encoding, **options):
    """io.open() of the descriptor that create() returns with the name the file is to have."""
    fd = name = None

    def opener(path, flags):
        nonlocal fd, name
        fd, name = create()
        return fd

    file = _io.open(dir, mode, encoding=encoding, opener=opener, **options)
    raw = getattr(file, "buffer", file)
    getattr(raw, "raw", raw).name = name
    return file


def NamedTemporaryFile(mode="w+b", buffering=-1, encoding=None, newline=None, suffix=None,
                       prefix=None, dir=None, delete=True, *, errors=None, delete_on_close=True):
    """Open a new file named as by mkstemp(); its attribute `name` is the path.

    It is deleted when closed; with delete_on_close=False at the end of the `with` or of the
    object's life, with delete=False never. The other arguments are io.open()'s."""
    prefix, suffix, dir, kind = _sanitize_params(prefix, suffix, dir)
    if "b" not in mode:
        encoding = _io.text_encoding(encoding)
    file = name = None

    def create():
        nonlocal name
        fd, name = _mkstemp_inner(dir, prefix, suffix, _bin_openflags, kind)
        return fd, name

    try:
        file = _open_created(create, dir, mode, encoding, buffering=buffering, newline=newline,
                             errors=errors)
        return _TemporaryFileWrapper(file, name, delete, delete_on_close)
    except BaseException:
        if file is not None:
            file.close()
        if name is not None and delete:
            _os.unlink(name)
        raise


def TemporaryFile(mode="w+b", buffering=-1, encoding=None, newline=None, suffix=None, prefix=None,
                  dir=None, *, errors=None):
    """Open a new file without a name, gone when it is closed. The arguments are io.open()'s and
    mkstemp()'s."""
    global _O_TMPFILE_WORKS
    if "b" not in mode:
        encoding = _io.text_encoding(encoding)
    prefix, suffix, dir, kind = _sanitize_params(prefix, suffix, dir)
    open_created = _functools.partial(_open_created, dir=dir, mode=mode, encoding=encoding,
                                      buffering=buffering, newline=newline, errors=errors)

    def create_nameless():
        fd = _os.open(dir, (_bin_openflags | _os.O_TMPFILE) & ~_os.O_CREAT, 0o600)
        return fd, fd

    def create_and_unlink():
        fd, path = _mkstemp_inner(dir, prefix, suffix, _bin_openflags, kind)
        try:
            _os.unlink(path)
        except BaseException:
            _os.close(fd)
            raise
        return fd, fd

    if _O_TMPFILE_WORKS:
        try:
            return open_created(create_nameless)
        except IsADirectoryError:
            _O_TMPFILE_WORKS = False  # an old kernel
        except OSError:
            pass  # a file system that cannot
    return open_created(create_and_unlink)


class SpooledTemporaryFile(_io.IOBase):
    """A file in memory that rolls over to a TemporaryFile() when it grows beyond max_size, or when
    its descriptor is asked for."""

    _rolled = False
    __class_getitem__ = classmethod(_types.GenericAlias)

    def __init__(self, max_size=0, mode="w+b", buffering=-1, encoding=None, newline=None,
                 suffix=None, prefix=None, dir=None, *, errors=None):
        self._file = _io.BytesIO()
        if "b" not in mode:
            encoding = _io.text_encoding(encoding)
            self._file = _io.TextIOWrapper(self._file, encoding, errors, newline)
        self._max_size = max_size
        self._TemporaryFileArgs = dict(mode=mode, buffering=buffering, encoding=encoding,
                                       newline=newline, suffix=suffix, prefix=prefix, dir=dir,
                                       errors=errors)

    def rollover(self):
        if self._rolled:
            return
        memory, disk = self._file, TemporaryFile(**self._TemporaryFileArgs)
        self._file = disk
        del self._TemporaryFileArgs
        position = memory.tell()
        if hasattr(disk, "buffer"):
            disk.buffer.write(memory.detach().getvalue())
        else:
            disk.write(memory.getvalue())
        disk.seek(position)
        self._rolled = True

    def _check(self, file):
        if not self._rolled and self._max_size and file.tell() > self._max_size:
            self.rollover()

    def write(self, s):
        file = self._file
        count = file.write(s)
        self._check(file)
        return count

    def writelines(self, iterable):
        lines = iter(iterable)
        if self._max_size and not self._rolled:
            for line in lines:
                self.write(line)
                if self._rolled:
                    break
            else:
                return
        self._file.writelines(lines)

    def truncate(self, size=None):
        if size is not None and size > self._max_size:
            self.rollover()
        return self._file.truncate(size)

    def fileno(self):
        self.rollover()
        return self._file.fileno()

    @property
    def mode(self):
        return getattr(self._file, "mode", None) or self._TemporaryFileArgs["mode"]

    @property
    def name(self):
        return getattr(self._file, "name", None)

    def __enter__(self):
        if self.closed:
            raise ValueError("Cannot enter context with closed file")
        return self

    def __exit__(self, *exc_info):
        self.close()

    def __del__(self):
        if not self.closed:
            _warnings.warn(f"Unclosed file {self!r}", ResourceWarning, 2, self)
            self.close()


def _forward(name):
    def method(self, *args):
        return getattr(self._file, name)(*args)
    method.__name__, method.__qualname__ = name, f"SpooledTemporaryFile.{name}"
    return method


for _name in ("__iter__", "close", "detach", "flush", "isatty", "read", "read1", "readable",
              "readinto", "readinto1", "readline", "readlines", "seek", "seekable", "tell",
              "writable"):
    setattr(SpooledTemporaryFile, _name, _forward(_name))
for _name in ("closed", "encoding", "errors", "newlines"):
    setattr(SpooledTemporaryFile, _name,
            property(lambda self, _name=_name: getattr(self._file, _name)))
del _name


# ---- directories ---------------------------------------------------------------------------------

def _make_removable(path):
    if hasattr(_os, "chflags"):
        try:
            _os.chflags(path, 0)
        except FileNotFoundError:
            pass
    if not _os.path.islink(path):
        _os.chmod(path, 0o700)


class TemporaryDirectory:
    """A directory made as by mkdtemp(), removed with all that is in it at the end of the `with`, by
    cleanup(), or when the object goes away; never with delete=False."""

    __class_getitem__ = classmethod(_types.GenericAlias)

    def __init__(self, suffix=None, prefix=None, dir=None, ignore_cleanup_errors=False, *,
                 delete=True):
        self.name = mkdtemp(suffix, prefix, dir)
        self._delete, self._ignore_cleanup_errors = delete, ignore_cleanup_errors
        self._finalizer = _weakref.finalize(self, self._cleanup, self.name,
                                            f"Implicitly cleaning up {self!r}",
                                            ignore_cleanup_errors, delete)

    @classmethod
    def _cleanup(cls, name, warn_message, ignore_errors=False, delete=True):
        if delete:
            cls._rmtree(name, ignore_errors=ignore_errors)
            _warnings.warn(warn_message, ResourceWarning)

    @classmethod
    def _rmtree(cls, name, ignore_errors=False, repeated=False):
        def remove_protected(path):
            """None, or the error that remains after the modes were reset."""
            if path != name:
                _make_removable(_os.path.dirname(path))
            _make_removable(path)
            try:
                _os.unlink(path)
            except (IsADirectoryError, PermissionError) as err:
                denied = isinstance(err, PermissionError)  # some systems say so for a folder
                if denied and (_os.path.islink(path) or not _os.path.isdir(path)):
                    return err
                cls._rmtree(path, ignore_errors=ignore_errors,
                            repeated=denied and path == name)

        def onexc(function, path, error):
            try:
                if isinstance(error, PermissionError) and not (repeated and path == name):
                    error = remove_protected(path)
            except FileNotFoundError:
                return
            if error and not ignore_errors and not isinstance(error, FileNotFoundError):
                raise error

        _shutil.rmtree(name, onexc=onexc)

    def cleanup(self):
        if self._finalizer.detach() or _os.path.exists(self.name):
            self._rmtree(self.name, ignore_errors=self._ignore_cleanup_errors)

    def __repr__(self):
        return f"<{type(self).__name__} {self.name!r}>"

    def __enter__(self):
        return self.name

    def __exit__(self, *exc_info):
        if self._delete:
            self.cleanup()
