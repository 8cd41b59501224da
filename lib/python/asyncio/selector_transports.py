"""The transports of descriptors that do not block: sockets, datagrams, ends of pipes.

What cannot be sent at once is kept, and sent when the loop says that there is room.
"""

import collections
import os
import selectors
import socket
import stat
import warnings

from . import base_events, constants, protocols, transports, trsock


_BLOCKED, _FAILED = object(), object()


class _Transport(transports._FlowControlMixin):
    """What all have: a descriptor that is closed at the end, a protocol, a server perhaps.

    The protocol hears of its end once: _lost is true from the moment that this is certain.
    """

    max_size = 256 * 1024  # bytes received at once
    _start_tls_compatible = False

    def __init__(self, loop, file, protocol, extra, server=None):
        super().__init__(extra, loop)
        self._file, self._fd = file, file.fileno()  # the file is None once it is closed
        self._closing = self._lost = self._paused = False
        self._server = server
        self.set_protocol(protocol)
        if server is not None:
            server._attach(self)

    def _start(self, waiter, reads):
        self._loop.call_soon(self._protocol.connection_made, self)
        if reads:
            self._loop.call_soon(self._add_reader)
        if waiter is not None:
            self._loop.call_soon(lambda: waiter.done() or waiter.set_result(None))

    def __repr__(self):
        info = [type(self).__name__]
        if self._file is None:
            info.append("closed")
        elif self._closing:
            info.append("closing")
        info.append(f"fd={self._fd}")
        if self._file is not None and not self._loop.is_closed():
            key = self._loop._selector.get_map().get(self._fd)
            reading, writing = ("polling" if key is not None and key.events & event else "idle"
                                for event in (selectors.EVENT_READ, selectors.EVENT_WRITE))
            info.append(f"read={reading}")
            info.append(f"write=<{writing}, bufsize={self.get_write_buffer_size()}>")
        elif not self._closing and self._file is not None:
            info.append("open")
        return f"<{' '.join(info)}>"

    def __del__(self, _warn=warnings.warn):
        if getattr(self, "_file", None) is not None:
            _warn(f"unclosed transport {self!r}", ResourceWarning, source=self)
            self._close_file()

    def _close_file(self):
        file, self._file = self._file, None
        file.close()

    def set_protocol(self, protocol):
        self._protocol = protocol

    def get_protocol(self):
        return self._protocol

    def is_closing(self):
        return self._closing

    def is_reading(self):
        return not self._closing and not self._paused

    def _add_reader(self):
        if self.is_reading():
            self._loop._add_reader(self._fd, self._read_ready)

    def pause_reading(self):
        if self.is_reading():
            self._paused = True
            self._loop._remove_reader(self._fd)

    def resume_reading(self):
        if not self._closing and self._paused:
            self._paused = False
            self._add_reader()

    def close(self):
        if self._closing:
            return
        self._closing = True
        self._loop._remove_reader(self._fd)
        if not self._buffer:
            self._lose(None)

    def abort(self):
        self._force_close(None)

    def _force_close(self, exc):
        if self._lost:
            return
        if self._buffer:
            self._buffer.clear()
            self._loop._remove_writer(self._fd)
        if not self._closing:
            self._closing = True
            self._loop._remove_reader(self._fd)
        self._lose(exc)

    def _lose(self, exc):
        self._lost = True
        self._loop.call_soon(self._call_connection_lost, exc)

    def _call_connection_lost(self, exc):
        self._lost = True
        try:
            self._protocol.connection_lost(exc)
        finally:
            self._close_file()
            self._protocol = None
            server, self._server = self._server, None
            if server is not None:
                server._detach(self)

    def _fatal_error(self, exc, message="Fatal error on transport"):
        if not isinstance(exc, OSError):
            self._loop.call_exception_handler({"message": message, "exception": exc,
                                               "transport": self, "protocol": self._protocol})
        self._force_close(exc)

    _failed = _fatal_error

    def _attempt(self, message, action, *args):
        """The action's result, _BLOCKED, or _FAILED: then what is to be done is done."""
        try:
            return action(*args)
        except (BlockingIOError, InterruptedError):
            return _BLOCKED
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as exc:
            self._failed(exc, message)
            return _FAILED


class _StreamTransport(_Transport):
    """Bytes in and out. Subclasses have _receive(size), _send(data), _receive_into(buffer)."""

    _sendfile_compatible = constants._SendfileMode.FALLBACK
    _empty_waiter = None  # of sendfile: resolved when all is sent

    def __init__(self, *args, **kwargs):
        self._buffer = bytearray()
        self._eof = False  # write_eof() was called
        super().__init__(*args, **kwargs)

    def set_protocol(self, protocol):
        super().set_protocol(protocol)
        buffered = isinstance(protocol, protocols.BufferedProtocol)
        self._read_ready = self._read_into_protocol if buffered else self._read_for_protocol

    def _read_for_protocol(self):
        if not self._lost:
            data = self._attempt("Fatal read error on transport", self._receive, self.max_size)
            self._hand_over(data, self._protocol.data_received)

    def _read_into_protocol(self):
        if self._lost:
            return
        buffer = self._attempt("Fatal error: protocol.get_buffer() call failed.", self._get_buffer)
        if buffer is not _FAILED:
            count = self._attempt("Fatal read error on transport", self._receive_into, buffer)
            self._hand_over(count, self._protocol.buffer_updated)

    def _get_buffer(self):
        buffer = self._protocol.get_buffer(-1)
        if not len(buffer):
            raise RuntimeError("get_buffer() returned an empty buffer")
        return buffer

    def _hand_over(self, received, method):
        if received is _BLOCKED or received is _FAILED:
            return
        if not received:
            method = self._protocol.eof_received
        args = (received,) if received else ()
        answer = self._attempt(f"Fatal error: protocol.{method.__name__}() call failed.",
                               method, *args)
        if received or answer is _FAILED:
            return
        if answer:  # the other direction stays open
            self._loop._remove_reader(self._fd)
        else:
            self.close()

    def get_write_buffer_size(self):
        return len(self._buffer)

    def write(self, data):
        if not isinstance(data, (bytes, bytearray, memoryview)):
            raise TypeError("data argument must be a bytes-like object, not "
                            f"{type(data).__name__!r}")
        if self._eof:
            raise RuntimeError("Cannot call write() after write_eof()")
        if self._empty_waiter is not None:
            raise RuntimeError("unable to write; sendfile is in progress")
        if not data or self._lost:
            return
        if not self._buffer:
            count = self._attempt("Fatal write error on transport", self._send, data)
            if count is _FAILED or count == len(data):
                return
            if count is not _BLOCKED:
                data = memoryview(data)[count:]
            self._loop._add_writer(self._fd, self._write_ready)
        self._buffer += data
        self._maybe_pause_protocol()

    def _write_ready(self):
        if self._lost:
            return
        count = self._attempt("Fatal write error on transport", self._send, self._buffer)
        if count is _FAILED and self._empty_waiter is not None:
            self._empty_waiter.set_exception(ConnectionError("Connection is closed by peer"))
        if count is _FAILED or count is _BLOCKED:
            return
        del self._buffer[:count]
        self._maybe_resume_protocol()
        if self._buffer:
            return
        self._loop._remove_writer(self._fd)
        if self._empty_waiter is not None:
            self._empty_waiter.set_result(None)
        if self._closing:
            self._call_connection_lost(None)
        elif self._eof:
            self._send_eof()

    def write_eof(self):
        if self._closing or self._eof:
            return
        self._eof = True
        if not self._buffer:
            self._send_eof()

    def can_write_eof(self):
        return True

    def _make_empty_waiter(self):
        """A future for when all is sent; till _reset_empty_waiter() nothing can be written."""
        if self._empty_waiter is not None:
            raise RuntimeError("Empty waiter is already set")
        self._empty_waiter = self._loop.create_future()
        if not self._buffer:
            self._empty_waiter.set_result(None)
        return self._empty_waiter

    def _reset_empty_waiter(self):
        self._empty_waiter = None


def _socket_facts(sock, extra):
    """What get_extra_info() knows of a socket: what is not given is asked for."""
    facts = {"socket": trsock.TransportSocket(sock), **(extra or {})}
    for name, ask in (("sockname", sock.getsockname), ("peername", sock.getpeername)):
        if name not in facts:
            try:
                facts[name] = ask()
            except OSError:
                facts[name] = None
    return facts


class _SelectorSocketTransport(_StreamTransport):
    """A connected socket."""

    _start_tls_compatible = True
    _sendfile_compatible = constants._SendfileMode.TRY_NATIVE

    def __init__(self, loop, sock, protocol, waiter=None, extra=None, server=None):
        super().__init__(loop, sock, protocol, _socket_facts(sock, extra), server)
        base_events._set_nodelay(sock)
        self._start(waiter, True)

    @property
    def _sock(self):
        return self._file

    def _receive(self, size):
        return self._file.recv(size)

    def _receive_into(self, buffer):
        return self._file.recv_into(buffer)

    def _send(self, data):
        return self._file.send(data)

    def _send_eof(self):
        try:
            self._file.shutdown(socket.SHUT_WR)
        except OSError:
            pass  # the peer has gone


class _PipeTransport(_StreamTransport):
    """One end of a pipe, or of what works like one."""

    def __init__(self, loop, pipe, protocol, waiter=None, extra=None):
        super().__init__(loop, pipe, protocol, {"pipe": pipe, **(extra or {})})
        self._mode = os.fstat(self._fd).st_mode
        if not any(is_it(self._mode) for is_it in (stat.S_ISFIFO, stat.S_ISSOCK, stat.S_ISCHR)):
            self._file = None  # it stays open
            raise ValueError("Pipe transport is for pipes/sockets only.")
        os.set_blocking(self._fd, False)
        self._start(waiter, self._is_watched())

    @property
    def _pipe(self):
        return self._file

    def _is_watched(self):
        return True

    def _receive(self, size):
        return os.read(self._fd, size)

    def _receive_into(self, buffer):
        return os.readv(self._fd, [buffer])

    def _send(self, data):
        return os.write(self._fd, data)

    def _send_eof(self):
        self.close()


class _UnixReadPipeTransport(_PipeTransport):
    pass


class _UnixWritePipeTransport(_PipeTransport):
    """It is watched for reading, too: that it can be read means that the other end is closed."""

    def _is_watched(self):
        return not stat.S_ISCHR(self._mode)

    def set_protocol(self, protocol):
        super().set_protocol(protocol)
        self._read_ready = self._peer_closed

    def _peer_closed(self):
        self._force_close(BrokenPipeError() if self._buffer else None)


class _SelectorDatagramTransport(_Transport):
    """A socket for datagrams, perhaps to one address only. What goes wrong with one is told to
    the protocol, and the others go on."""

    def __init__(self, loop, sock, protocol, address=None, waiter=None, extra=None):
        self._buffer = collections.deque()  # of (data, address)
        self._address = address
        super().__init__(loop, sock, protocol,
                         _socket_facts(sock, {"peername": address, **(extra or {})}))
        self._start(waiter, True)

    @property
    def _sock(self):
        return self._file

    def get_write_buffer_size(self):
        return sum(len(data) for data, _ in self._buffer)

    def _failed(self, exc, message):
        if isinstance(exc, OSError):
            self._protocol.error_received(exc)
        else:
            self._fatal_error(exc, message)

    def _read_ready(self):
        if self._lost:
            return
        datagram = self._attempt("Fatal read error on datagram transport", self._file.recvfrom,
                                 self.max_size)
        if datagram is not _BLOCKED and datagram is not _FAILED:
            self._protocol.datagram_received(*datagram)

    def _send(self, data, addr):
        """Whether it is done with this one."""
        if self._extra["peername"]:
            args = self._file.send, data
        else:
            args = self._file.sendto, data, addr
        return self._attempt("Fatal write error on datagram transport", *args) is not _BLOCKED

    def sendto(self, data, addr=None):
        if not isinstance(data, (bytes, bytearray, memoryview)):
            raise TypeError("data argument must be a bytes-like object, not "
                            f"{type(data).__name__!r}")
        if self._address:
            if addr not in (None, self._address):
                raise ValueError(f"Invalid address: must be None or {self._address}")
            addr = self._address
        if self._lost:
            return
        if not self._buffer:
            if self._send(data, addr):
                return
            self._loop._add_writer(self._fd, self._write_ready)
        self._buffer.append((bytes(data), addr))
        self._maybe_pause_protocol()

    def _write_ready(self):
        while self._buffer:
            if not self._send(*self._buffer[0]):
                break
            if self._buffer:  # a failure may have dropped them all
                self._buffer.popleft()
        self._maybe_resume_protocol()
        if not self._buffer and not self._lost:
            self._loop._remove_writer(self._fd)
            if self._closing:
                self._call_connection_lost(None)
