"""The loop of Unix systems: signals, sockets in the file system, pipes, processes, sendfile."""

__all__ = ("SelectorEventLoop", "EventLoop", "DefaultEventLoopPolicy")

import errno
import io
import os
import signal
import socket
import threading

from . import (base_events, base_subprocess, coroutines, events, exceptions, selector_events,
               selector_transports)


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
        waiter = self.create_future()
        transport = base_subprocess.BaseSubprocessTransport(
            self, protocol, args, shell, stdin, stdout, stderr, bufsize, waiter, extra, **kwargs)
        try:
            await waiter
        except BaseException:
            transport.close()
            await transport._wait()
            raise
        return transport

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
                base_events.logger.error("Unable to clean up listening UNIX socket %r: %r", path,
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


class _UnixDefaultEventLoopPolicy(events.BaseDefaultEventLoopPolicy):
    """UNIX event loop policy"""
    _loop_factory = SelectorEventLoop


_UnixSelectorEventLoop = SelectorEventLoop
DefaultEventLoopPolicy = _UnixDefaultEventLoopPolicy
EventLoop = SelectorEventLoop
