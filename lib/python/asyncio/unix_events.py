"""The loop of Unix systems: signals, sockets in the file system, pipes, processes, sendfile."""

__all__ = ("SelectorEventLoop", "EventLoop", "DefaultEventLoopPolicy", "AbstractChildWatcher",
           "SafeChildWatcher", "FastChildWatcher", "PidfdChildWatcher", "MultiLoopChildWatcher",
           "ThreadedChildWatcher")

import errno
import io
import itertools
import os
import signal
import socket
import threading
import warnings

from . import (_abstract, base_events, base_subprocess, coroutines, events, exceptions,
               selector_events, selector_transports)
from .log import logger


class SelectorEventLoop(selector_events.BaseSelectorEventLoop):
    """Unix event loop.

    Adds signal handling and UNIX Domain Socket support to SelectorEventLoop.
    """

    def __init__(self, selector=None):
        super().__init__(selector)
        self._signal_handlers = {}
        self._unix_server_sockets = {}  # socket: the inode of its file, which is removed with it

    def close(self):
        super().close()
        for sig in list(self._signal_handlers):
            try:
                self.remove_signal_handler(sig)
            except (RuntimeError, ValueError):
                pass

    # -- signals

    def add_signal_handler(self, sig, callback, *args):
        """Call the callback, in the loop, when the signal comes."""
        if coroutines.iscoroutine(callback) or coroutines.iscoroutinefunction(callback):
            raise TypeError("coroutines cannot be used with add_signal_handler()")
        self._check_signal(sig)
        self._check_closed()
        if threading.current_thread() is not threading.main_thread():
            raise RuntimeError("set_wakeup_fd only works in main thread of the main interpreter")
        self._signal_handlers[sig] = events.Handle(callback, args, self, None)
        try:
            signal.signal(sig, self._handle_signal)
            signal.siginterrupt(sig, False)
        except OSError as exc:
            del self._signal_handlers[sig]
            if exc.errno == errno.EINVAL:
                raise RuntimeError(f"sig {sig} cannot be caught")
            raise

    def _handle_signal(self, sig, frame=None):
        handle = self._signal_handlers.get(sig)
        if handle is None:
            return
        if handle._cancelled:
            self.remove_signal_handler(sig)
        else:
            self._add_callback_signalsafe(handle)

    def remove_signal_handler(self, sig):
        """Let the signal do what it does by default; whether there was a handler."""
        self._check_signal(sig)
        if self._signal_handlers.pop(sig, None) is None:
            return False
        signal.signal(sig, signal.default_int_handler if sig == signal.SIGINT else signal.SIG_DFL)
        return True

    def _check_signal(self, sig):
        if not isinstance(sig, int):
            raise TypeError(f"sig must be an int, not {sig!r}")
        if sig not in signal.valid_signals():
            raise ValueError(f"invalid signal number {sig}")

    # -- pipes and processes

    def _make_read_pipe_transport(self, pipe, protocol, waiter=None, extra=None):
        return selector_transports._UnixReadPipeTransport(self, pipe, protocol, waiter, extra)

    def _make_write_pipe_transport(self, pipe, protocol, waiter=None, extra=None):
        return selector_transports._UnixWritePipeTransport(self, pipe, protocol, waiter, extra)

    async def _make_subprocess_transport(self, protocol, args, shell, stdin, stdout, stderr,
                                         bufsize, extra=None, **kwargs):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            watcher = events.get_child_watcher()
        with watcher:
            if not watcher.is_active():
                raise RuntimeError("asyncio.get_child_watcher() is not activated, subprocess "
                                   "support is not installed.")
            waiter = self.create_future()
            transport = base_subprocess.BaseSubprocessTransport(
                self, protocol, args, shell, stdin, stdout, stderr, bufsize, waiter, extra,
                **kwargs)
            watcher.add_child_handler(transport.get_pid(), self._child_ended, transport)
            try:
                await waiter
            except BaseException:
                transport.close()
                await transport._wait()
                raise
        return transport

    def _child_ended(self, pid, returncode, transport):
        """Called by watchers, in any thread."""
        self.call_soon_threadsafe(transport._process_exited, returncode)

    # -- sockets in the file system

    async def create_unix_connection(self, protocol_factory, path=None, *, ssl=None, sock=None,
                                     server_hostname=None, ssl_handshake_timeout=None,
                                     ssl_shutdown_timeout=None):
        """Connect to a server of create_unix_server(); returns (transport, protocol)."""
        tls = {"server_hostname": server_hostname, "ssl_handshake_timeout": ssl_handshake_timeout,
               "ssl_shutdown_timeout": ssl_shutdown_timeout}
        base_events._check_tls_options(ssl, **tls)
        if ssl and server_hostname is None:
            raise ValueError("you have to pass server_hostname when using ssl")
        if path is None:
            _check_unix_socket(sock, "no path and sock were specified")
        elif sock is not None:
            raise ValueError("path and sock can not be specified at the same time")
        else:
            with base_events._CloseOnError() as cleanup:
                sock = cleanup.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM, 0)
                sock.setblocking(False)
                await self.sock_connect(sock, os.fspath(path))
        return await self._connect_protocol(sock, protocol_factory, ssl, **tls)

    async def create_unix_server(self, protocol_factory, path=None, *, sock=None, backlog=100,
                                 ssl=None, ssl_handshake_timeout=None, ssl_shutdown_timeout=None,
                                 start_serving=True, cleanup_socket=True):
        """Serve connections to a socket in the file system; returns a Server."""
        if isinstance(ssl, bool):
            raise TypeError("ssl argument must be an SSLContext or None")
        timeouts = {"ssl_handshake_timeout": ssl_handshake_timeout,
                    "ssl_shutdown_timeout": ssl_shutdown_timeout}
        base_events._check_tls_options(ssl, **timeouts)
        if path is None:
            _check_unix_socket(sock, "path was not specified, and no sock specified")
        elif sock is not None:
            raise ValueError("path and sock can not be specified at the same time")
        else:
            sock = _bind_unix(os.fspath(path))
        name = sock.getsockname()
        if cleanup_socket and name and name[0] not in (0, "\0"):
            try:
                self._unix_server_sockets[sock] = os.stat(name).st_ino
            except FileNotFoundError:
                pass
        return await self._serve([sock], protocol_factory, ssl, backlog, start_serving, **timeouts)

    def _stop_serving(self, sock):
        inode = self._unix_server_sockets.pop(sock, None)
        if inode is not None:
            path = sock.getsockname()
            try:
                if os.stat(path).st_ino == inode:  # not one that came later
                    os.unlink(path)
            except FileNotFoundError:
                pass
            except OSError as error:
                logger.error("Unable to clean up listening UNIX socket %r: %r", path,
                                         error)
        super()._stop_serving(sock)

    # -- sendfile

    async def _sock_sendfile_native(self, sock, file, offset, count):
        """By the system call, which sends from regular files."""
        try:
            file_fd = file.fileno()
            size = os.fstat(file_fd).st_size
        except (AttributeError, io.UnsupportedOperation, OSError):
            raise exceptions.SendfileNotAvailableError("not a regular file")
        end = size if count is None else min(size, offset + count)
        position = offset
        try:
            while position < end:
                sent = await self._retry(
                    selector_events._WRITE, sock,
                    lambda: os.sendfile(sock.fileno(), file_fd, position, end - position))
                if not sent:
                    break
                position += sent
        except OSError as error:
            if position == offset and not isinstance(error, ConnectionError):
                raise exceptions.SendfileNotAvailableError("os.sendfile call failed")
            if error.errno == errno.ENOTCONN:
                raise ConnectionError("socket is not connected", errno.ENOTCONN) from error
            raise
        finally:
            os.lseek(file_fd, position, os.SEEK_SET)
        return position - offset


def _check_unix_socket(sock, missing):
    if sock is None:
        raise ValueError(missing)
    if sock.family != socket.AF_UNIX or sock.type != socket.SOCK_STREAM:
        raise ValueError(f"A UNIX Domain Stream Socket was expected, got {sock!r}")


def _bind_unix(path):
    with base_events._CloseOnError() as cleanup:
        sock = cleanup.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        if path[0] not in (0, "\0"):
            base_events._remove_stale_socket(path)
        try:
            sock.bind(path)
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise OSError(errno.EADDRINUSE, f"Address {path!r} is already in use") from None
            raise
        return sock


# -- watchers of child processes: one is enough, and Python 3.14 has none to choose from

def can_use_pidfd():
    """Whether the system gives descriptors of processes, which can be waited for."""
    try:
        os.close(os.pidfd_open(os.getpid(), 0))
    except (AttributeError, OSError):
        return False
    return True


def waitstatus_to_exitcode(status):
    try:
        return os.waitstatus_to_exitcode(status)
    except ValueError:
        return status  # stopped or continued: no end


def _deprecated(name):
    warnings._deprecated(name, "{name!r} is deprecated as of Python 3.12 and will be removed in "
                               "Python {remove}.", remove=(3, 14))


def _reap(pid, options=0):
    """The return code of a child; None if it runs; 255 if somebody else has got the code."""
    try:
        ended, status = os.waitpid(pid, options)
    except ChildProcessError:
        logger.warning("child process pid %d exit status already read: will report returncode 255",
                       pid)
        return 255
    return waitstatus_to_exitcode(status) if ended else None


@_abstract.methods("add_child_handler remove_child_handler attach_loop close is_active __enter__ "
                   "__exit__")
class AbstractChildWatcher:
    """Calls callback(pid, returncode, *args) when a child process has ended.

    Children are made, and their handlers added, in a `with` block of the watcher.
    """

    def __init_subclass__(cls):
        if cls.__module__ != __name__:
            _deprecated("AbstractChildWatcher")


class _ChildWatcher(AbstractChildWatcher):
    """One that belongs to no loop and is always active."""

    def __enter__(self):
        return self

    def __exit__(self, kind, error, traceback):
        pass

    def attach_loop(self, loop):
        pass

    def close(self):
        pass

    def is_active(self):
        return True

    def remove_child_handler(self, pid):
        return True  # it cannot be called back


class PidfdChildWatcher(_ChildWatcher):
    """Waits for descriptors of the processes, in the running loop."""

    def add_child_handler(self, pid, callback, *args):
        loop = events.get_running_loop()
        pidfd = os.pidfd_open(pid)
        loop._add_reader(pidfd, self._ended, loop, pid, pidfd, callback, args)

    def _ended(self, loop, pid, pidfd, callback, args):
        loop._remove_reader(pidfd)
        os.close(pidfd)
        callback(pid, _reap(pid), *args)


class ThreadedChildWatcher(_ChildWatcher):
    """Waits for each process in a thread of its own."""

    _numbers = itertools.count()

    def __init__(self):
        self._threads = {}  # by the pid

    def __del__(self, _warn=warnings.warn):
        if any(thread.is_alive() for thread in self._threads.values()):
            _warn(f"{type(self)} has registered but not finished child processes", ResourceWarning,
                  source=self)

    def add_child_handler(self, pid, callback, *args):
        self._threads[pid] = thread = threading.Thread(
            target=self._wait_for, args=(events.get_running_loop(), pid, callback, args),
            name=f"asyncio-waitpid-{next(self._numbers)}", daemon=True)
        thread.start()

    def _wait_for(self, loop, pid, callback, args):
        returncode = _reap(pid)
        if loop.is_closed():
            logger.warning("Loop %r that handles pid %r is closed", loop, pid)
        else:
            loop.call_soon_threadsafe(callback, pid, returncode, *args)
        self._threads.pop(pid)


class BaseChildWatcher(_ChildWatcher):
    """Looks for children that have ended when the signal SIGCHLD comes to its loop."""

    def __init__(self):
        self._loop = None
        self._callbacks = {}  # pid: (callback, args)

    def is_active(self):
        return self._loop is not None and self._loop.is_running()

    def close(self):
        self._callbacks.clear()
        self.attach_loop(None)

    def _do_waitpid(self, expected_pid):
        raise NotImplementedError

    def _do_waitpid_all(self):
        for pid in list(self._callbacks):
            self._do_waitpid(pid)

    def attach_loop(self, loop):
        if self._loop is not None:
            if loop is None and self._callbacks:
                warnings.warn("A loop is being detached from a child watcher with pending handlers",
                              RuntimeWarning)
            self._loop.remove_signal_handler(signal.SIGCHLD)
        self._loop = loop
        if loop is not None:
            loop.add_signal_handler(signal.SIGCHLD, self._sig_chld)
            self._do_waitpid_all()  # those that ended without a loop

    def _sig_chld(self, signum=None, frame=None):
        try:
            self._do_waitpid_all()
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as exc:
            self._report(exc)

    def _report(self, exc):
        self._loop.call_exception_handler({"message": "Unknown exception in SIGCHLD handler",
                                           "exception": exc})

    def remove_child_handler(self, pid):
        return self._callbacks.pop(pid, None) is not None


class SafeChildWatcher(BaseChildWatcher):
    """Asks for the children that have handlers only, one by one."""

    def __init__(self):
        super().__init__()
        _deprecated(type(self).__name__)

    def add_child_handler(self, pid, callback, *args):
        self._callbacks[pid] = (callback, args)
        self._do_waitpid(pid)  # it may have ended already

    def _do_waitpid(self, expected_pid):
        returncode = _reap(expected_pid, os.WNOHANG)
        if returncode is not None and expected_pid in self._callbacks:
            callback, args = self._callbacks.pop(expected_pid)
            self._call(callback, expected_pid, returncode, *args)

    def _call(self, callback, *args):
        callback(*args)


class FastChildWatcher(BaseChildWatcher):
    """Asks for any child that has ended, also those that others have made."""

    def __init__(self):
        super().__init__()
        self._lock = threading.Lock()
        self._forks = 0  # `with` blocks under way: children may end before they have handlers
        self._zombies = {}  # those that did: pid: returncode
        _deprecated("FastChildWatcher")

    def close(self):
        self._zombies.clear()
        super().close()

    def __enter__(self):
        with self._lock:
            self._forks += 1
        return self

    def __exit__(self, kind, error, traceback):
        with self._lock:
            self._forks -= 1
            if self._forks or not self._zombies:
                return
            unknown = str(self._zombies)
            self._zombies.clear()
        logger.warning("Caught subprocesses termination from unknown pids: %s", unknown)

    def add_child_handler(self, pid, callback, *args):
        assert self._forks, "Must use the context manager"
        with self._lock:
            returncode = self._zombies.pop(pid, None)
            if returncode is None:
                self._callbacks[pid] = (callback, args)
                return
        callback(pid, returncode, *args)

    def _do_waitpid_all(self):
        while True:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if not pid:
                return
            self._ended(pid, waitstatus_to_exitcode(status))

    def _ended(self, pid, returncode):
        with self._lock:
            callback, args = self._callbacks.pop(pid, (None, ()))
            if callback is None and self._forks:
                self._zombies[pid] = returncode
                return
        if callback is None:
            logger.warning("Caught subprocess termination from unknown pid: %d -> %d", pid,
                           returncode)
        else:
            callback(pid, returncode, *args)


class MultiLoopChildWatcher(SafeChildWatcher):
    """Handles the signal by itself, and calls back in the loops that handlers were added in."""

    def __init__(self):
        super().__init__()
        self._outer_handler = None  # the signal's, while this is active

    def is_active(self):
        return self._outer_handler is not None

    def attach_loop(self, loop):
        # once, by whoever is first: loops come and go
        if self._outer_handler is None and loop is not None:
            self._outer_handler = signal.signal(signal.SIGCHLD, self._sig_chld) or signal.SIG_DFL
            signal.siginterrupt(signal.SIGCHLD, False)

    def close(self):
        self._callbacks.clear()
        if self._outer_handler is None:
            return
        if signal.getsignal(signal.SIGCHLD) == self._sig_chld:
            signal.signal(signal.SIGCHLD, self._outer_handler)
        else:
            logger.warning("SIGCHLD handler was changed by outside code")
        self._outer_handler = None

    def add_child_handler(self, pid, callback, *args):
        super().add_child_handler(pid, callback, *args, events.get_running_loop())

    def _call(self, callback, pid, returncode, *args):
        *args, loop = args
        if loop.is_closed():
            logger.warning("Loop %r that handles pid %r is closed", loop, pid)
        else:
            loop.call_soon_threadsafe(callback, pid, returncode, *args)

    def _report(self, exc):
        logger.warning("Unknown exception in SIGCHLD handler", exc_info=True)


class _UnixDefaultEventLoopPolicy(events.BaseDefaultEventLoopPolicy):
    """UNIX event loop policy"""

    _loop_factory = SelectorEventLoop
    _watcher = None

    def set_event_loop(self, loop):
        super().set_event_loop(loop)
        if self._watcher is not None and threading.current_thread() is threading.main_thread():
            self._watcher.attach_loop(loop)

    def get_child_watcher(self):
        """Return the watcher of child processes; one is made if there is none."""
        with events._lock:
            if self._watcher is None:
                self._watcher = (PidfdChildWatcher if can_use_pidfd() else ThreadedChildWatcher)()
        _deprecated("get_child_watcher")
        return self._watcher

    def set_child_watcher(self, watcher):
        """Set the watcher of child processes; None: the default one."""
        assert watcher is None or isinstance(watcher, AbstractChildWatcher)
        if self._watcher is not None:
            self._watcher.close()
        self._watcher = watcher
        _deprecated("set_child_watcher")


_UnixSelectorEventLoop = SelectorEventLoop
DefaultEventLoopPolicy = _UnixDefaultEventLoopPolicy
EventLoop = SelectorEventLoop
