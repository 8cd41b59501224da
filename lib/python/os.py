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

SEEK_SET, SEEK_CUR, SEEK_END = range(3)
P_WAIT, P_NOWAIT = range(2)
P_NOWAITO = P_NOWAIT

error = OSError
supports_bytes_environ = True
supports_dir_fd = {access, chmod, chown, link, mkdir, mkfifo, mknod, open, readlink, rename, rmdir,
                   stat, symlink, unlink, utime}
supports_effective_ids = {access}
supports_fd = {chdir, chmod, chown, execve, listdir, pathconf, scandir, stat, statvfs, truncate,
               utime}
supports_follow_symlinks = {access, chown, link, stat, utime}


# ---- text and bytes ------------------------------------------------------------------------------

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
    """An object that tells the path it stands for."""

    __slots__ = ()
    __class_getitem__ = classmethod(type(list[int]))

    @abc.abstractmethod
    def __fspath__(self):
        """Return the path as str or bytes."""
        raise NotImplementedError

    @classmethod
    def __subclasshook__(cls, subclass):
        has_it = any("__fspath__" in base.__dict__ for base in subclass.__mro__)
        return True if cls is PathLike and has_it else NotImplemented


PathLike.register(DirEntry)


# ---- the environment -----------------------------------------------------------------------------

class _Environ(MutableMapping):
    """The environment of the process, as a mapping of str or of bytes."""

    def __init__(self, data, encodekey, decodekey, encodevalue, decodevalue):
        self._data = data  # bytes
        self.encodekey, self.decodekey = encodekey, decodekey
        self.encodevalue, self.decodevalue = encodevalue, decodevalue

    def __getitem__(self, key):
        found = self._data.get(self.encodekey(key))
        if found is None:
            raise KeyError(key) from None
        return self.decodevalue(found)

    def __setitem__(self, key, value):
        key, value = self.encodekey(key), self.encodevalue(value)
        putenv(key, value)
        self._data[key] = value

    def __delitem__(self, key):
        encoded = self.encodekey(key)
        unsetenv(encoded)
        if self._data.pop(encoded, None) is None:
            raise KeyError(key) from None

    def __iter__(self):
        return map(self.decodekey, list(self._data))

    def __len__(self):
        return len(self._data)

    def __repr__(self):
        return f"environ({dict(self)})"

    def copy(self):
        """A dict with the same items, which the process does not see."""
        return dict(self)

    # the value has no default, as an environment has no None
    def setdefault(self, key, value):
        return super().setdefault(key, value)

    def __ior__(self, other):
        self.update(other)
        return self

    def __or__(self, other):
        return {**self, **dict(other)} if isinstance(other, Mapping) else NotImplemented

    def __ror__(self, other):
        return {**dict(other), **self} if isinstance(other, Mapping) else NotImplemented


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
    """The value of an environment variable; the default without it."""
    return environ.get(key, default)


def getenvb(key, default=None):
    """The same as bytes."""
    return environb.get(key, default)


def get_exec_path(env=None):
    """The folders in which commands are looked for."""
    env = environ if env is None else env
    text = env.get("PATH")
    if env is not environ and b"PATH" in env:
        if text is not None:
            raise ValueError("env cannot contain 'PATH' and b'PATH' keys")
        text = env[b"PATH"]
    return fsdecode(defpath if text is None else text).split(pathsep)


# ---- folders -------------------------------------------------------------------------------------

def _split(name):
    """The folder and the last name; a slash at the end makes no name."""
    head, tail = path.split(name)
    return (head, tail) if tail else path.split(head)


def makedirs(name, mode=0o777, exist_ok=False):
    """Make a folder, and before it those that it is in."""
    head, tail = _split(name)
    if head and tail and not path.exists(head):
        try:
            makedirs(head, exist_ok=exist_ok)
        except FileExistsError:
            pass  # somebody was faster
        if tail in (".", b"."):
            return
    try:
        mkdir(name, mode)
    except OSError:
        # not all systems say that it exists
        if not (exist_ok and path.isdir(name)):
            raise


def removedirs(name):
    """Remove a folder, and then those that it was in, as long as they are empty."""
    rmdir(name)
    head, tail = _split(name)
    try:
        while head and tail:
            rmdir(head)
            head, tail = path.split(head)
    except OSError:
        pass  # not empty


def renames(old, new):
    """Rename a file, making the folders it comes into and removing those that it leaves empty."""
    folder = path.dirname(new)
    if folder and path.basename(new) and not path.exists(folder):
        makedirs(folder)
    rename(old, new)
    left = path.dirname(old)
    if left and path.basename(old):
        try:
            removedirs(left)
        except OSError:
            pass  # not empty


_walk_symlinks_as_files = object()  # for followlinks: links to folders are among the files


def walk(top, topdown=True, onerror=None, followlinks=False):
    """Yield (path, names of folders, names of other files) for a folder and each below it.

    From top to bottom the list of folders may be changed: the others are not gone into.
    """
    sys.audit("os.walk", top, topdown, onerror, followlinks)
    pending = [fspath(top)]
    while pending:
        folder = pending.pop()
        if isinstance(folder, tuple):  # bottom up: what was to come first has come
            yield folder
            continue
        try:
            dirs, files, to_enter = _folders_and_files(folder, followlinks)
        except OSError as error:
            if onerror is not None:
                onerror(error)
            continue
        if topdown:
            yield folder, dirs, files
            # the caller may have changed the list, and the folders
            below = (path.join(folder, name) for name in reversed(dirs))
            pending += [name for name in below if followlinks or not path.islink(name)]
        else:
            pending.append((folder, dirs, files))
            pending += reversed(to_enter)


def _folders_and_files(folder, followlinks):
    """The names in a folder, and the paths of those folders that are to be entered."""
    dirs, files, to_enter = [], [], []
    follow = followlinks is not _walk_symlinks_as_files
    with scandir(folder) as entries:
        for entry in entries:
            if not _is(entry.is_dir, follow_symlinks=follow):
                files.append(entry.name)
                continue
            dirs.append(entry.name)
            if followlinks or not _is(entry.is_symlink):
                to_enter.append(entry.path)
    return dirs, files, to_enter


def _is(test, **options):
    try:
        return test(**options)
    except OSError:
        return False


def fwalk(top=".", topdown=True, onerror=None, *, follow_symlinks=False, dir_fd=None):
    """As walk(), but yield a file descriptor of the folder as fourth item.

    It is open until the next item is asked for. dir_fd is of the folder in which top is.
    """
    sys.audit("os.fwalk", top, topdown, onerror, follow_symlinks, dir_fd)
    top = fspath(top)
    opened = set()
    pending = [(top, top, dir_fd)]
    try:
        while pending:
            step = pending.pop()
            if isinstance(step, int):
                opened.discard(step)
                close(step)
                continue
            if len(step) == 4:
                yield step
                continue
            folder, name, parent_fd = step
            try:
                fd = _open_folder(name, parent_fd, follow_symlinks, skip_files=folder is top)
            except OSError as error:
                if folder is top:
                    raise
                if onerror is not None:
                    onerror(error)
                continue
            if fd is None:
                continue
            opened.add(fd)
            pending.append(fd)  # to be closed when what comes before is done
            dirs, files, _ = _folders_and_files(fd, True)
            if isinstance(top, bytes):
                dirs, files = list(map(fsencode, dirs)), list(map(fsencode, files))
            if topdown:
                yield folder, dirs, files, fd
            else:
                pending.append((folder, dirs, files, fd))
            pending += [(path.join(folder, name), name, fd) for name in reversed(dirs)]
    finally:
        for fd in opened:
            close(fd)


def _open_folder(name, parent_fd, follow_symlinks, skip_files):
    """A descriptor; None for a symbolic link, or with skip_files for what is no folder."""
    before = None if follow_symlinks else stat(name, dir_fd=parent_fd, follow_symlinks=False)
    fd = open(name, O_RDONLY | O_NONBLOCK, dir_fd=parent_fd)
    if before is not None and (not path.samestat(before, stat(fd))
                               or skip_files and not st.S_ISDIR(before.st_mode)):
        close(fd)
        return None
    return fd


# ---- processes -----------------------------------------------------------------------------------

def execvp(file, args):
    """As execv(); the file is searched for along $PATH."""
    _execvpe(file, args)


def execvpe(file, args, env):
    """As execve(); the file is searched for along $PATH."""
    _execvpe(file, args, env)


def _execvpe(file, args, env=None):
    call, rest = (execv, (args,)) if env is None else (execve, (args, env))
    if path.dirname(file):
        return call(file, *rest)
    errors = []
    for folder in get_exec_path(env):
        try:
            call(path.join(fsencode(folder), fsencode(file)), *rest)
        except OSError as error:
            errors.append(error)
    # an error other than that there is no such file says more
    raise next((error for error in errors
                if not isinstance(error, (FileNotFoundError, NotADirectoryError))), errors[-1])


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
    """Run the program in a process of its own: P_WAIT gives its exit status, P_NOWAIT its id."""
    return _spawn(mode, file, args, None, execv)


def spawnve(mode, file, args, env):
    """As spawnv(), with an environment."""
    return _spawn(mode, file, args, env, execve)


def spawnvp(mode, file, args):
    """As spawnv(); the file is searched for along $PATH."""
    return _spawn(mode, file, args, None, execvp)


def spawnvpe(mode, file, args, env):
    """As spawnve(); the file is searched for along $PATH."""
    return _spawn(mode, file, args, env, execvpe)


def _with_listed_arguments(call, takes_env):
    """The function that takes the program's arguments one by one, and the environment last."""
    name = call.__name__.replace("v", "l", 1)
    before = 2 if name.startswith("spawn") else 1  # mode and file, or file

    def listed(*args):
        args, env = (args[:-1], args[-1:]) if takes_env else (args, ())
        return call(*args[:before], args[before:], *env)
    listed.__name__ = listed.__qualname__ = name
    listed.__doc__ = (f"As {call.__name__}(), with the program's arguments one by one"
                      f"{', and the environment last' if takes_env else ''}.")
    return listed


execl, execlp, spawnl, spawnlp = (
    _with_listed_arguments(call, False) for call in (execv, execvp, spawnv, spawnvp))
execle, execlpe, spawnle, spawnlpe = (
    _with_listed_arguments(call, True) for call in (execve, execvpe, spawnve, spawnvpe))


def popen(cmd, mode="r", buffering=-1):
    """Run a command of the shell; give a file of what it writes ("r") or reads ("w")."""
    if not isinstance(cmd, str):
        raise TypeError(f"invalid cmd type ({type(cmd)}, expected string)")
    if mode not in ("r", "w"):
        raise ValueError(f"invalid mode {mode!r}")
    if buffering == 0 or buffering is None:
        raise ValueError("popen() does not support unbuffered streams")
    import subprocess
    which = "stdout" if mode == "r" else "stdin"
    process = subprocess.Popen(cmd, shell=True, text=True, bufsize=buffering,
                               **{which: subprocess.PIPE})
    return _wrap_close(getattr(process, which), process)


class _wrap_close:
    """A pipe whose close() also waits for the command and gives its status."""

    def __init__(self, stream, process):
        self._stream, self._proc = stream, process

    def close(self):
        self._stream.close()
        return self._proc.wait() << 8 or None

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


def process_cpu_count():
    """Get the number of CPUs of the current process."""
    given = sys._get_cpu_count_config()  # -X cpu_count
    if given > 0:
        return given
    try:
        return len(sched_getaffinity(0))
    except PermissionError:  # the sandbox
        return cpu_count()


__all__ = [name for name in dir() if not name.startswith("_") and
           name not in ("abc", "sys", "st", "posix", "Mapping", "MutableMapping")] + ["_exit"]


def _get_exports_list(module):
    """What `from module import *` binds."""
    try:
        return list(module.__all__)
    except AttributeError:
        return [name for name in dir(module) if name[0] != "_"]
