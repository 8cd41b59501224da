"""OS routines for POSIX: the calls of module posix, and what is built on them.

os.path is posixpath; os.environ mirrors the environment of the process.
"""
import posix
import stat as st
import sys
from posix import *
from posix import _exit

import abc
import posixpath as path
from _collections_abc import Mapping, MutableMapping

sys.modules["os.path"] = path
from os.path import altsep, curdir, defpath, devnull, extsep, pardir, pathsep, sep

name = "posix"
linesep = "\n"

SEEK_SET = 0
SEEK_CUR = 1
SEEK_END = 2
P_WAIT = 0
P_NOWAIT = P_NOWAITO = 1

error = OSError
supports_bytes_environ = True
supports_dir_fd = {access, chmod, chown, link, lstat, mkdir, mkfifo, open, readlink, rename, rmdir,
                   stat, symlink, unlink, utime}
supports_effective_ids = {access}
supports_fd = {chdir, chmod, chown, listdir, scandir, stat, truncate, utime}
supports_follow_symlinks = {access, chown, link, stat, utime}

sysconf_names = {"SC_ARG_MAX": 0, "SC_CHILD_MAX": 1, "SC_CLK_TCK": 2, "SC_NGROUPS_MAX": 3,
                 "SC_OPEN_MAX": 4, "SC_PAGESIZE": 30, "SC_PAGE_SIZE": 30, "SC_IOV_MAX": 60,
                 "SC_NPROCESSORS_CONF": 83, "SC_NPROCESSORS_ONLN": 84, "SC_PHYS_PAGES": 85,
                 "SC_AVPHYS_PAGES": 86}


def sysconf(name, /):
    """Return an integer-valued system configuration variable."""
    if isinstance(name, str):
        if name not in sysconf_names:
            raise ValueError("unrecognized configuration name")
        name = sysconf_names[name]
    return posix._sysconf(name)


# ---- text and bytes -------------------------------------------------------------------------------

def fsencode(filename):
    """Encode filename (an os.PathLike, bytes, or str) to the filesystem encoding."""
    filename = fspath(filename)
    if isinstance(filename, str):
        return filename.encode("utf-8", "surrogateescape")
    return filename


def fsdecode(filename):
    """Decode filename (an os.PathLike, bytes, or str) from the filesystem encoding."""
    filename = fspath(filename)
    if isinstance(filename, bytes):
        return filename.decode("utf-8", "surrogateescape")
    return filename


class PathLike(abc.ABC):
    """Abstract base class for implementing the file system path protocol."""

    __slots__ = ()

    @abc.abstractmethod
    def __fspath__(self):
        """Return the file system path representation of the object."""
        raise NotImplementedError

    @classmethod
    def __subclasshook__(cls, subclass):
        if cls is PathLike:
            return any("__fspath__" in base.__dict__ for base in subclass.__mro__) or NotImplemented
        return NotImplemented

    __class_getitem__ = classmethod(type(list[int]))


PathLike.register(DirEntry)


# ---- the environment -------------------------------------------------------------------------------

class _Environ(MutableMapping):
    def __init__(self, data, encodekey, decodekey, encodevalue, decodevalue):
        self.encodekey = encodekey
        self.decodekey = decodekey
        self.encodevalue = encodevalue
        self.decodevalue = decodevalue
        self._data = data

    def __getitem__(self, key):
        try:
            value = self._data[self.encodekey(key)]
        except KeyError:
            raise KeyError(key) from None
        return self.decodevalue(value)

    def __setitem__(self, key, value):
        key = self.encodekey(key)
        value = self.encodevalue(value)
        putenv(key, value)
        self._data[key] = value

    def __delitem__(self, key):
        encoded = self.encodekey(key)
        unsetenv(encoded)
        try:
            del self._data[encoded]
        except KeyError:
            raise KeyError(key) from None

    def __iter__(self):
        for key in list(self._data):
            yield self.decodekey(key)

    def __len__(self):
        return len(self._data)

    def __repr__(self):
        items = ", ".join(f"{self.decodekey(key)!r}: {self.decodevalue(value)!r}"
                          for key, value in self._data.items())
        return f"environ({{{items}}})"

    def copy(self):
        return dict(self)

    def setdefault(self, key, value):
        if key not in self:
            self[key] = value
        return self[key]

    def __ior__(self, other):
        self.update(other)
        return self

    def __or__(self, other):
        if not isinstance(other, Mapping):
            return NotImplemented
        new = dict(self)
        new.update(other)
        return new

    def __ror__(self, other):
        if not isinstance(other, Mapping):
            return NotImplemented
        new = dict(other)
        new.update(self)
        return new


def _encode_text(value):
    if not isinstance(value, str):
        raise TypeError(f"str expected, not {type(value).__name__}")
    return value.encode("utf-8", "surrogateescape")


def _decode_bytes(value):
    return value.decode("utf-8", "surrogateescape")


def _check_bytes(value):
    if not isinstance(value, bytes):
        raise TypeError(f"bytes expected, not {type(value).__name__}")
    return value


environ = _Environ(posix.environ, _encode_text, _decode_bytes, _encode_text, _decode_bytes)
environb = _Environ(environ._data, _check_bytes, bytes, _check_bytes, bytes)


def getenv(key, default=None):
    """Get an environment variable, return None if it doesn't exist."""
    return environ.get(key, default)


def getenvb(key, default=None):
    """Get an environment variable as bytes, return None if it doesn't exist."""
    return environb.get(key, default)


def get_exec_path(env=None):
    """Returns the sequence of directories that will be searched for the named executable."""
    env = environ if env is None else env
    path_list = env.get("PATH")
    if path_list is None:
        path_list = env.get(b"PATH", defpath) if env is not environ else defpath
    return fsdecode(path_list).split(pathsep)


# ---- folders ------------------------------------------------------------------------------------------

def makedirs(name, mode=0o777, exist_ok=False):
    """Super-mkdir; create a leaf directory and all intermediate ones."""
    head, tail = path.split(name)
    if not tail:
        head, tail = path.split(head)
    if head and tail and not path.exists(head):
        try:
            makedirs(head, exist_ok=exist_ok)
        except FileExistsError:
            pass
        if tail == (b"." if isinstance(tail, bytes) else "."):
            return
    try:
        mkdir(name, mode)
    except OSError:
        if not exist_ok or not path.isdir(name):
            raise


def removedirs(name):
    """Super-rmdir; remove a leaf directory and all empty intermediate ones."""
    rmdir(name)
    head, tail = path.split(name)
    if not tail:
        head, tail = path.split(head)
    while head and tail:
        try:
            rmdir(head)
        except OSError:
            break
        head, tail = path.split(head)


def renames(old, new):
    """Super-rename; create directories as necessary and delete any left empty."""
    head, tail = path.split(new)
    if head and tail and not path.exists(head):
        makedirs(head)
    rename(old, new)
    head, tail = path.split(old)
    if head and tail:
        try:
            removedirs(head)
        except OSError:
            pass


_walk_symlinks_as_files = object()  # for followlinks: links to folders are among the files


def walk(top, topdown=True, onerror=None, followlinks=False):
    """Directory tree generator: yields (dirpath, dirnames, filenames) for every folder."""
    sys.audit("os.walk", top, topdown, onerror, followlinks)
    stack = [fspath(top)]
    while stack:
        top = stack.pop()
        if isinstance(top, tuple):
            yield top
            continue
        dirs, nondirs, walk_dirs = [], [], []
        try:
            entries = scandir(top)
        except OSError as error:
            if onerror is not None:
                onerror(error)
            continue
        failed = False
        with entries:
            while True:
                try:
                    entry = next(entries)
                except StopIteration:
                    break
                except OSError as error:
                    if onerror is not None:
                        onerror(error)
                    failed = True
                    break
                try:
                    is_dir = entry.is_dir(
                        follow_symlinks=followlinks is not _walk_symlinks_as_files)
                except OSError:
                    is_dir = False
                (dirs if is_dir else nondirs).append(entry.name)
                if not topdown and is_dir:
                    try:
                        if followlinks or not entry.is_symlink():
                            walk_dirs.append(entry.path)
                    except OSError:
                        walk_dirs.append(entry.path)
        if failed:
            continue
        if topdown:
            yield top, dirs, nondirs
            for dirname in reversed(dirs):
                new_path = path.join(top, dirname)
                if followlinks or not path.islink(new_path):
                    stack.append(new_path)
        else:
            stack.append((top, dirs, nondirs))
            stack.extend(reversed(walk_dirs))


def fwalk(top=".", topdown=True, onerror=None, *, follow_symlinks=False, dir_fd=None):
    """Like walk(), but also yields a file descriptor of the folder as a fourth item."""
    if dir_fd is not None:
        raise NotImplementedError("fwalk: dir_fd unavailable on this platform")
    for root, dirs, files in walk(top, topdown, onerror, follow_symlinks):
        fd = open(root, O_RDONLY)
        try:
            yield root, dirs, files, fd
        finally:
            close(fd)


# ---- processes ------------------------------------------------------------------------------------------

def execl(file, *args):
    """Execute the executable file with argument list args, replacing the current process."""
    execv(file, args)


def execle(file, *args):
    """As execl(), with the environment as last argument."""
    execve(file, args[:-1], args[-1])


def execlp(file, *args):
    """As execl(); the file is searched for along $PATH."""
    execvp(file, args)


def execlpe(file, *args):
    """As execle(); the file is searched for along $PATH."""
    execvpe(file, args[:-1], args[-1])


def execvp(file, args):
    """As execv(); the file is searched for along $PATH."""
    _execvpe(file, args)


def execvpe(file, args, env):
    """As execve(); the file is searched for along $PATH."""
    _execvpe(file, args, env)


def _execvpe(file, args, env=None):
    if env is None:
        call, rest = execv, (args,)
        env = environ
    else:
        call, rest = execve, (args, env)
    if path.dirname(file):
        call(file, *rest)
        return
    saved = None
    for folder in get_exec_path(env):
        if isinstance(file, bytes):
            folder = fsencode(folder)
        try:
            call(path.join(folder, file), *rest)
        except (FileNotFoundError, NotADirectoryError) as error:
            last = error
        except OSError as error:
            last = error
            if saved is None:
                saved = error
    raise saved if saved is not None else last


def _spawn(mode, file, args, env, call):
    if not isinstance(args, (tuple, list)):
        raise TypeError("argv must be a tuple or a list")
    if not args or not args[0]:
        raise ValueError("argv first element cannot be empty")
    pid = fork()
    if not pid:
        try:
            call(file, args) if env is None else call(file, args, env)
        finally:
            _exit(127)
    if mode == P_NOWAIT:
        return pid
    while True:
        _, status = waitpid(pid, 0)
        if not WIFSTOPPED(status):
            return waitstatus_to_exitcode(status)


def spawnv(mode, file, args):
    """Execute file with arguments from args in a subprocess."""
    return _spawn(mode, file, args, None, execv)


def spawnve(mode, file, args, env):
    """As spawnv(), with the environment env."""
    return _spawn(mode, file, args, env, execve)


def spawnvp(mode, file, args):
    """As spawnv(); the file is searched for along $PATH."""
    return _spawn(mode, file, args, None, execvp)


def spawnvpe(mode, file, args, env):
    """As spawnve(); the file is searched for along $PATH."""
    return _spawn(mode, file, args, env, execvpe)


def spawnl(mode, file, *args):
    """Execute file with arguments from args in a subprocess."""
    return spawnv(mode, file, args)


def spawnlp(mode, file, *args):
    """As spawnl(); the file is searched for along $PATH."""
    return spawnvp(mode, file, args)


def popen(cmd, mode="r", buffering=-1):
    """Open a pipe to or from a command."""
    if not isinstance(cmd, str):
        raise TypeError(f"invalid cmd type ({type(cmd)}, expected string)")
    if mode not in ("r", "w"):
        raise ValueError(f"invalid mode {mode!r}")
    if buffering == 0 or buffering is None:
        raise ValueError("popen() does not support unbuffered streams")
    import io
    read_end, write_end = pipe()
    ours, theirs, target = (read_end, write_end, 1) if mode == "r" else (write_end, read_end, 0)
    sys.stdout.flush()
    pid = fork()
    if not pid:
        try:
            dup2(theirs, target)
            execv("/bin/sh", ["sh", "-c", cmd])
        finally:
            _exit(127)
    close(theirs)
    return _PipeFile(io.open(ours, mode, buffering), pid)


class _PipeFile:
    """A pipe whose close() also waits for the command and gives its status."""

    def __init__(self, stream, pid):
        self._stream = stream
        self._pid = pid

    def close(self):
        self._stream.close()
        if self._pid is None:
            return None
        _, status = waitpid(self._pid, 0)
        self._pid = None
        return status or None

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self.close()

    def __getattr__(self, name):
        return getattr(self._stream, name)

    def __iter__(self):
        return iter(self._stream)


def fdopen(fd, mode="r", buffering=-1, encoding=None, *args, **kwargs):
    """Return an open file object connected to a file descriptor."""
    if not isinstance(fd, int):
        raise TypeError(f"invalid fd type ({type(fd)}, expected integer)")
    import io
    return io.open(fd, mode, buffering, encoding, *args, **kwargs)


# ---- named tuples ------------------------------------------------------------------------------------------

class _Named(tuple):
    """A tuple whose items also have names (_fields)."""

    __slots__ = ()

    def __repr__(self):
        items = ", ".join(f"{name}={value!r}" for name, value in zip(self._fields, self))
        return f"{type(self).__module__}.{type(self).__name__}({items})"

    def __getattr__(self, name):
        try:
            return self[self._fields.index(name)]
        except ValueError:
            raise AttributeError(
                f"'{type(self).__module__}.{type(self).__name__}' object has no attribute "
                f"{name!r}") from None


class uname_result(_Named):
    """uname_result: Result from os.uname()."""
    __module__ = "posix"
    __slots__ = ()
    _fields = ("sysname", "nodename", "release", "version", "machine")


class terminal_size(_Named):
    """A tuple of (columns, lines) for holding terminal window size."""
    __slots__ = ()
    _fields = ("columns", "lines")


class times_result(_Named):
    """times_result: Result from os.times()."""
    __module__ = "posix"
    __slots__ = ()
    _fields = ("user", "system", "children_user", "children_system", "elapsed")


def uname():
    """Return an object identifying the current operating system."""
    return uname_result(posix._uname())


def times():
    """Return a collection containing process timing information."""
    return times_result(posix.times())


def get_terminal_size(fd=1, /):
    """Return the size of the terminal window as (columns, lines)."""
    return terminal_size(posix._terminal_size(fd))


def process_cpu_count():
    """Get the number of CPUs of the current process."""
    given = sys._get_cpu_count_config()  # -X cpu_count
    return given if given > 0 else len(sched_getaffinity(0))


def getlogin():
    """Return the actual login name."""
    user = environ.get("LOGNAME") or environ.get("USER")
    if user is None:
        raise OSError(6, "No such device or address")
    return user


def ctermid():
    """Return the name of the controlling terminal for this process."""
    return "/dev/tty"


__all__ = [name for name in dir() if not name.startswith("_") and
           name not in ("abc", "sys", "st", "posix", "Mapping", "MutableMapping")] + ["_exit"]


def _get_exports_list(module):
    """What `from module import *` binds."""
    try:
        return list(module.__all__)
    except AttributeError:
        return [name for name in dir(module) if name[0] != "_"]
