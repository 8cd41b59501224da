"""Process: a function that runs in a process of its own."""

import itertools
import os
import signal
import sys
import threading
import weakref

__all__ = ["BaseProcess", "current_process", "active_children", "parent_process"]

try:
    ORIGINAL_DIR = os.path.abspath(os.getcwd())
except OSError:
    ORIGINAL_DIR = None

_children = set()
_dangling = weakref.WeakSet()  # objects of processes, started or not
_process_counter = itertools.count(1)


def current_process():
    """The object of the process that asks."""
    return _current_process


def parent_process():
    """The object of the process that started this one; None if none did."""
    return _parent_process


def active_children():
    """The children that are alive; those that are not are waited for."""
    _cleanup()
    return list(_children)


def _cleanup():
    for child in list(_children):
        if child._popen is not None and child._popen.poll() is not None:
            _children.discard(child)


class AuthenticationString(bytes):
    """The key of a family of processes, which must not get out."""

    def __reduce__(self):
        from .context import get_spawning_popen
        if get_spawning_popen() is None:
            raise TypeError("Pickling an AuthenticationString object is disallowed for security"
                            " reasons")
        return AuthenticationString, (bytes(self),)


class BaseProcess:
    """An activity that runs in a process of its own; compare threading.Thread."""

    def _Popen(self):
        raise NotImplementedError

    def __init__(self, group=None, target=None, name=None, args=(), kwargs={}, *, daemon=None):
        assert group is None, "group argument must be None for now"
        self._identity = _current_process._identity + (next(_process_counter),)
        self._config = _current_process._config.copy()
        self._parent_pid = os.getpid()
        self._parent_name = _current_process.name
        self._popen = None
        self._closed = False
        self._target, self._args, self._kwargs = target, tuple(args), dict(kwargs)
        self._name = name or f"{type(self).__name__}-{':'.join(map(str, self._identity))}"
        if daemon is not None:
            self.daemon = daemon
        _dangling.add(self)

    def _check_closed(self):
        if self._closed:
            raise ValueError("process object is closed")

    def _check_child(self, verb):
        self._check_closed()
        assert self._parent_pid == os.getpid(), f"can only {verb} a child process"

    def run(self):
        """What the process does: calls the target."""
        if self._target:
            self._target(*self._args, **self._kwargs)

    def start(self):
        """Starts the process, once."""
        self._check_closed()
        assert self._popen is None, "cannot start a process twice"
        assert self._parent_pid == os.getpid(), "can only start a process object created by " \
                                                "current process"
        assert not _current_process.daemon, "daemonic processes are not allowed to have children"
        _cleanup()
        self._popen = self._Popen(self)
        # what they refer to is the child's now
        del self._target, self._args, self._kwargs
        _children.add(self)

    def terminate(self):
        """Sends SIGTERM."""
        self._check_closed()
        self._popen.send_signal(signal.SIGTERM)

    def kill(self):
        """Sends SIGKILL."""
        self._check_closed()
        self._popen.send_signal(signal.SIGKILL)

    def join(self, timeout=None):
        """Until the process has ended, or the time is over."""
        self._check_child("join")
        assert self._popen is not None, "can only join a started process"
        if self._popen.wait(timeout) is not None:
            _children.discard(self)

    def is_alive(self):
        """Whether it runs."""
        self._check_closed()
        if self is _current_process:
            return True
        assert self._parent_pid == os.getpid(), "can only test a child process"
        if self._popen is None:
            return False
        alive = self._popen.poll() is None
        if not alive:
            _children.discard(self)
        return alive

    def close(self):
        """Gives up what the object has of the system; the process must have ended."""
        if self._popen is not None:
            if self._popen.poll() is None:
                raise ValueError("Cannot close a process while it is still running. You should"
                                 " first call join() or terminate().")
            self._popen.close()
            self._popen = None
            _children.discard(self)
        self._closed = True

    @property
    def name(self):
        return self._name

    @name.setter
    def name(self, name):
        assert isinstance(name, str), "name must be a string"
        self._name = name

    @property
    def daemon(self):
        """Whether the process is ended when the one that started it ends."""
        return self._config.get("daemon", False)

    @daemon.setter
    def daemon(self, daemonic):
        assert self._popen is None, "process has already started"
        self._config["daemon"] = daemonic

    @property
    def authkey(self):
        return self._config["authkey"]

    @authkey.setter
    def authkey(self, authkey):
        self._config["authkey"] = AuthenticationString(authkey)

    @property
    def pid(self):
        """The process's id; None before it was started."""
        self._check_closed()
        if self is _current_process:
            return os.getpid()
        return None if self._popen is None else self._popen.pid

    ident = pid

    @property
    def sentinel(self):
        """A descriptor that is ready when the process has ended."""
        self._check_closed()
        if self._popen is None:
            raise ValueError("process not started")
        return self._popen.sentinel

    @property
    def exitcode(self):
        """The exit status, minus the number of a signal; None while it runs."""
        self._check_closed()
        runs_here = self is _current_process
        return None if runs_here or self._popen is None else self._popen.poll()

    def __repr__(self):
        words = [type(self).__name__, f"name={self._name!r}"]
        if not self._closed:
            started = self is _current_process or self._popen is not None
            if self is not _current_process and self._popen is not None:
                words.append(f"pid={self._popen.pid}")
            words.append(f"parent={self._parent_pid}")
            words += self._state_words(started)
        else:
            words.append("closed")
        if self.daemon:
            words.append("daemon")
        return f"<{' '.join(words)}>"

    def _state_words(self, started):
        if not started:
            return ["initial"]
        code = None if self is _current_process else self._popen.poll()
        if code is None:
            return ["started"]
        try:
            shown = f"-{signal.Signals(-code).name}" if code < 0 else code
        except ValueError:
            shown = code
        return [f"stopped exitcode={shown}"]

    # ---- in the child

    def _bootstrap(self, parent_sentinel=None, forked=True):
        from . import context, util
        global _current_process, _parent_process, _process_counter, _children
        if self._start_method is not None:
            context._force_start_method(self._start_method)
        _process_counter, _children = itertools.count(1), set()
        _close_stdin()
        parent = ParentProcess(self._parent_name, self._parent_pid, parent_sentinel)
        _current_process, _parent_process = self, parent
        code = 1
        try:
            if forked:
                util._forget_parent()
            self.run()
            code = 0
            util._exit_function()
        except SystemExit as error:
            code = _exit_code(error.code)
            util._exit_function()
        except BaseException:
            import traceback
            sys.stderr.write(f"Process {self.name}:\n")
            traceback.print_exc()
        finally:
            threading._shutdown()
            util._flush_std_streams()
        return code


def _exit_code(code):
    if code is None:
        return 0
    if isinstance(code, int):
        return code
    sys.stderr.write(f"{code}\n")
    return 1


def _close_stdin():
    """The child does not take what is meant for its parent."""
    if sys.stdin is None:
        return
    try:
        sys.stdin.close()
    except (OSError, ValueError):
        pass
    try:
        fd = os.open(os.devnull, os.O_RDONLY)
        sys.stdin = open(fd, encoding="utf-8", closefd=False)
    except (OSError, ValueError):
        pass


class ParentProcess(BaseProcess):
    """What a process knows of the one that started it."""

    def __init__(self, name, pid, sentinel):
        self._identity = ()
        self._name, self._pid = name, pid
        self._parent_pid = None
        self._popen = None
        self._closed = False
        self._sentinel = sentinel
        self._config = {}

    def is_alive(self):
        """Whether it runs."""
        from .connection import wait
        return not wait([self._sentinel], timeout=0)

    def join(self, timeout=None):
        """Until it has ended, or the time is over."""
        from .connection import wait
        wait([self._sentinel], timeout=timeout)

    @property
    def ident(self):
        return self._pid

    pid = ident


class _MainProcess(BaseProcess):
    def __init__(self):
        self._identity = ()
        self._name = "MainProcess"
        self._parent_pid = None
        self._popen = None
        self._closed = False
        self._config = {"authkey": AuthenticationString(os.urandom(32)), "semprefix": "/mp"}

    def close(self):
        """The main process has nothing to close."""


_parent_process = None
_current_process = _MainProcess()
