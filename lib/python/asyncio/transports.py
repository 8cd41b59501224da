"""Abstract Transport class, and the transports of the loop: sockets, datagrams, pipes."""

__all__ = ("BaseTransport", "ReadTransport", "WriteTransport", "Transport", "DatagramTransport",
           "SubprocessTransport")

import collections
import os

from . import protocols


class BaseTransport:
    """Base class for transports."""

    __slots__ = ("_extra",)

    def __init__(self, extra=None):
        self._extra = {} if extra is None else extra

    def get_extra_info(self, name, default=None):
        """Get optional transport information."""
        return self._extra.get(name, default)

    def is_closing(self):
        """Return True if the transport is closing or closed."""
        raise NotImplementedError

    def close(self):
        """Close the transport.

        Buffered data will be flushed asynchronously.  No more data
        will be received.  After all buffered data is flushed, the
        protocol's connection_lost() method will (eventually) be
        called with None as its argument.
        """
        raise NotImplementedError

    def set_protocol(self, protocol):
        """Set a new protocol."""
        raise NotImplementedError

    def get_protocol(self):
        """Return the current protocol."""
        raise NotImplementedError


class ReadTransport(BaseTransport):
    """Interface for read-only transports."""

    __slots__ = ()

    def is_reading(self):
        """Return True if the transport is receiving."""
        raise NotImplementedError

    def pause_reading(self):
        """Pause the receiving end.

        No data will be passed to the protocol's data_received()
        method until resume_reading() is called.
        """
        raise NotImplementedError

    def resume_reading(self):
        """Resume the receiving end."""
        raise NotImplementedError


class WriteTransport(BaseTransport):
    """Interface for write-only transports."""

    __slots__ = ()

    def set_write_buffer_limits(self, high=None, low=None):
        """Set the high- and low-water limits for write flow control."""
        raise NotImplementedError

    def get_write_buffer_size(self):
        """Return the current size of the write buffer."""
        raise NotImplementedError

    def write(self, data):
        """Write some data bytes to the transport.

        This does not block; it buffers the data and arranges for it
        to be sent out asynchronously.
        """
        raise NotImplementedError

    def writelines(self, list_of_data):
        """Write a list (or any iterable) of data bytes to the transport."""
        self.write(b"".join(list_of_data))

    def write_eof(self):
        """Close the write end after flushing buffered data."""
        raise NotImplementedError

    def can_write_eof(self):
        """Return True if this transport supports write_eof(), False if not."""
        raise NotImplementedError

    def abort(self):
        """Close the transport immediately.

        Buffered data will be lost.  No more data will be received.
        """
        raise NotImplementedError


class Transport(ReadTransport, WriteTransport):
    """Interface representing a bidirectional transport."""

    __slots__ = ()


class DatagramTransport(BaseTransport):
    """Interface for datagram (UDP) transports."""

    __slots__ = ()

    def sendto(self, data, addr=None):
        """Send data to the transport."""
        raise NotImplementedError

    def abort(self):
        """Close the transport immediately."""
        raise NotImplementedError


class SubprocessTransport(BaseTransport):
    __slots__ = ()

    def get_pid(self):
        """Get subprocess id."""
        raise NotImplementedError

    def get_returncode(self):
        """Get subprocess returncode."""
        raise NotImplementedError

    def get_pipe_transport(self, fd):
        """Get transport for pipe with number fd."""
        raise NotImplementedError

    def send_signal(self, signal):
        """Send signal to subprocess."""
        raise NotImplementedError

    def terminate(self):
        """Stop the subprocess."""
        raise NotImplementedError

    def kill(self):
        """Kill the subprocess."""
        raise NotImplementedError


class _StreamTransport(Transport):
    """Bytes in and out of descriptors that do not block. Subclasses say how to receive and send.

    What cannot be sent at once is kept, and sent when the loop says that there is room; the
    protocol is told to pause above a limit.
    """

    max_size = 256 * 1024

    def __init__(self, loop, protocol, extra=None, server=None):
        super().__init__(extra)
        self._loop = loop
        self._server = server
        self._buffer = bytearray()
        self._closing = False
        self._eof = False
        self._paused = False
        self._protocol_paused = False
        self._lost = False
        self.set_write_buffer_limits()
        self.set_protocol(protocol)

    def _start(self, waiter, reading):
        self._loop.call_soon(self._protocol.connection_made, self)
        if reading:
            self._loop.call_soon(self._add_reader)
        if waiter is not None:
            self._loop.call_soon(lambda: waiter.done() or waiter.set_result(None))

    def set_protocol(self, protocol):
        self._protocol = protocol
        self._buffered = isinstance(protocol, protocols.BufferedProtocol)

    def get_protocol(self):
        return self._protocol

    def is_closing(self):
        return self._closing

    def is_reading(self):
        return not self._closing and not self._paused

    def _add_reader(self):
        if self.is_reading():
            self._loop._add_reader(self._read_fd(), self._read_ready)

    def pause_reading(self):
        if not self.is_reading():
            return
        self._paused = True
        self._loop._remove_reader(self._read_fd())

    def resume_reading(self):
        if self._closing or not self._paused:
            return
        self._paused = False
        self._add_reader()

    def _read_ready(self):
        if self._lost:
            return
        try:
            data = self._receive(self.max_size)
        except (BlockingIOError, InterruptedError):
            return
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as exc:
            self._fatal_error(exc, "Fatal read error on transport")
            return
        try:
            if data:
                self._deliver(data)
                return
            keep_open = self._protocol.eof_received()
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as exc:
            self._fatal_error(exc, "Fatal error: protocol.data_received() call failed.")
            return
        if keep_open:
            self._loop._remove_reader(self._read_fd())
        else:
            self.close()

    def _deliver(self, data):
        if not self._buffered:
            self._protocol.data_received(data)
            return
        while data:
            buffer = self._protocol.get_buffer(len(data))
            count = min(len(buffer), len(data))
            if not count:
                raise RuntimeError("get_buffer() returned an empty buffer")
            buffer[:count] = data[:count]
            self._protocol.buffer_updated(count)
            data = data[count:]

    def write(self, data):
        if not isinstance(data, (bytes, bytearray, memoryview)):
            raise TypeError("data argument must be a bytes-like object, not "
                            f"{type(data).__name__!r}")
        if self._eof:
            raise RuntimeError("Cannot call write() after write_eof()")
        if not data or self._lost:
            return
        if not self._buffer:
            try:
                data = data[self._send(data):]
            except (BlockingIOError, InterruptedError):
                pass
            except (SystemExit, KeyboardInterrupt):
                raise
            except BaseException as exc:
                self._fatal_error(exc, "Fatal write error on transport")
                return
            if not data:
                return
            self._loop._add_writer(self._write_fd(), self._write_ready)
        self._buffer.extend(data)
        self._maybe_pause_protocol()

    def _write_ready(self):
        if self._lost:
            return
        try:
            del self._buffer[:self._send(self._buffer)]
        except (BlockingIOError, InterruptedError):
            return
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as exc:
            self._loop._remove_writer(self._write_fd())
            self._buffer.clear()
            self._fatal_error(exc, "Fatal write error on transport")
            return
        self._maybe_resume_protocol()
        if not self._buffer:
            self._loop._remove_writer(self._write_fd())
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

    def close(self):
        if self._closing:
            return
        self._closing = True
        if self._read_fd() is not None:
            self._loop._remove_reader(self._read_fd())
        if not self._buffer:
            self._lost = True
            self._loop.call_soon(self._call_connection_lost, None)

    def abort(self):
        self._force_close(None)

    def __del__(self):
        if not self._lost and not self._loop.is_closed():
            import warnings
            warnings.warn(f"unclosed transport {self!r}", ResourceWarning, source=self)
            self._close_descriptors()

    def _fatal_error(self, exc, message):
        if not isinstance(exc, OSError):
            self._loop.call_exception_handler({"message": message, "exception": exc,
                                               "transport": self, "protocol": self._protocol})
        self._force_close(exc)

    def _force_close(self, exc):
        if self._lost:
            return
        if self._buffer:
            self._buffer.clear()
            self._loop._remove_writer(self._write_fd())
        if not self._closing:
            self._closing = True
            if self._read_fd() is not None:
                self._loop._remove_reader(self._read_fd())
        self._lost = True
        self._loop.call_soon(self._call_connection_lost, exc)

    def _call_connection_lost(self, exc):
        self._lost = True
        try:
            self._protocol.connection_lost(exc)
        finally:
            self._close_descriptors()
            self._protocol = None
            server, self._server = self._server, None
            if server is not None:
                server._detach(self)

    # -- flow control

    def set_write_buffer_limits(self, high=None, low=None):
        if high is None:
            high = 64 * 1024 if low is None else 4 * low
        if low is None:
            low = high // 4
        if not high >= low >= 0:
            raise ValueError(f"high ({high!r}) must be >= low ({low!r}) must be >= 0")
        self._high_water, self._low_water = high, low
        if hasattr(self, "_protocol"):
            self._maybe_pause_protocol()

    def get_write_buffer_limits(self):
        return self._low_water, self._high_water

    def get_write_buffer_size(self):
        return len(self._buffer)

    def _tell_protocol(self, name):
        try:
            getattr(self._protocol, name)()
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as exc:
            self._loop.call_exception_handler({
                "message": f"protocol.{name}() failed", "exception": exc, "transport": self,
                "protocol": self._protocol})

    def _maybe_pause_protocol(self):
        if len(self._buffer) > self._high_water and not self._protocol_paused:
            self._protocol_paused = True
            self._tell_protocol("pause_writing")

    def _maybe_resume_protocol(self):
        if self._protocol_paused and len(self._buffer) <= self._low_water:
            self._protocol_paused = False
            self._tell_protocol("resume_writing")


class _SocketTransport(_StreamTransport):
    def __init__(self, loop, sock, protocol, waiter=None, extra=None, server=None):
        import socket
        extra = dict(extra or {}, socket=sock)
        for name, ask in (("sockname", sock.getsockname), ("peername", sock.getpeername)):
            try:
                extra.setdefault(name, ask())
            except OSError:
                extra.setdefault(name, None)
        self._sock = sock
        self._sock_fd = sock.fileno()
        if sock.family in (socket.AF_INET, socket.AF_INET6) and sock.type == socket.SOCK_STREAM:
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        super().__init__(loop, protocol, extra, server)
        if server is not None:
            server._attach(self)
        self._start(waiter, True)

    def __repr__(self):
        state = "closed" if self._sock is None else "closing" if self._closing else "open"
        return f"<{self.__class__.__name__} {state} fd={self._sock_fd}>"

    def _read_fd(self):
        return self._sock_fd

    _write_fd = _read_fd

    def _receive(self, size):
        return self._sock.recv(size)

    def _send(self, data):
        return self._sock.send(data)

    def _send_eof(self):
        import socket
        try:
            self._sock.shutdown(socket.SHUT_WR)
        except OSError:
            pass

    def _close_descriptors(self):
        if self._sock is not None:
            self._sock.close()
            self._sock = None


class _PipeTransport(_StreamTransport):
    """One end of a pipe, for reading or for writing."""

    def __init__(self, loop, pipe, protocol, waiter=None, extra=None, *, reading):
        self._pipe = pipe
        self._fileno = pipe.fileno()
        self._reading_end = reading
        os.set_blocking(self._fileno, False)
        super().__init__(loop, protocol, dict(extra or {}, pipe=pipe))
        self._start(waiter, reading)

    def _read_fd(self):
        return self._fileno if self._reading_end else None

    def _write_fd(self):
        return self._fileno

    def _receive(self, size):
        return os.read(self._fileno, size)

    def _send(self, data):
        return os.write(self._fileno, data)

    def _send_eof(self):
        self.close()

    def _close_descriptors(self):
        if self._pipe is not None:
            self._pipe.close()
            self._pipe = None



class _DatagramTransport(DatagramTransport):
    def __init__(self, loop, sock, protocol, address=None, waiter=None, extra=None):
        extra = dict(extra or {}, socket=sock, sockname=sock.getsockname())
        extra.setdefault("peername", address)
        super().__init__(extra)
        self._loop, self._sock, self._protocol, self._address = loop, sock, protocol, address
        self._fd = sock.fileno()
        self._buffer = collections.deque()
        self._closing = False
        loop.call_soon(protocol.connection_made, self)
        loop.call_soon(loop._add_reader, self._fd, self._read_ready)
        if waiter is not None:
            loop.call_soon(lambda: waiter.done() or waiter.set_result(None))

    def is_closing(self):
        return self._closing

    def set_protocol(self, protocol):
        self._protocol = protocol

    def get_protocol(self):
        return self._protocol

    def get_write_buffer_size(self):
        return sum(len(data) for data, _ in self._buffer)

    def _read_ready(self):
        if self._closing:
            return
        try:
            data, addr = self._sock.recvfrom(256 * 1024)
        except (BlockingIOError, InterruptedError):
            return
        except OSError as exc:
            self._protocol.error_received(exc)
            return
        self._protocol.datagram_received(data, addr)

    def _send(self, data, addr):
        if self._address:
            self._sock.send(data)
        else:
            self._sock.sendto(data, addr)

    def sendto(self, data, addr=None):
        if not isinstance(data, (bytes, bytearray, memoryview)):
            raise TypeError("data argument must be a bytes-like object, not "
                            f"{type(data).__name__!r}")
        if self._address:
            if addr not in (None, self._address):
                raise ValueError(f"Invalid address: must be None or {self._address}")
            addr = self._address
        if not self._buffer:
            try:
                self._send(data, addr)
                return
            except (BlockingIOError, InterruptedError):
                self._loop._add_writer(self._fd, self._write_ready)
            except OSError as exc:
                self._protocol.error_received(exc)
                return
        self._buffer.append((bytes(data), addr))

    def _write_ready(self):
        while self._buffer:
            data, addr = self._buffer[0]
            try:
                self._send(data, addr)
            except (BlockingIOError, InterruptedError):
                return
            except OSError as exc:
                self._protocol.error_received(exc)
            self._buffer.popleft()
        self._loop._remove_writer(self._fd)
        if self._closing:
            self._call_connection_lost(None)

    def close(self):
        if self._closing:
            return
        self._closing = True
        self._loop._remove_reader(self._fd)
        if not self._buffer:
            self._loop.call_soon(self._call_connection_lost, None)

    def abort(self):
        if self._buffer:
            self._buffer.clear()
            self._loop._remove_writer(self._fd)
        self.close()

    def _call_connection_lost(self, exc):
        try:
            self._protocol.connection_lost(exc)
        finally:
            self._sock.close()
            self._protocol = None


class _ProcessTransport(SubprocessTransport):
    """A child process: its pipes are transports, its end comes from a thread that waits."""

    def __init__(self, loop, protocol, args, shell, stdin, stdout, stderr, bufsize, waiter=None,
                 extra=None, **kwargs):
        import subprocess
        super().__init__(extra)
        self._closed = False
        self._protocol = protocol
        self._loop = loop
        self._returncode = None
        self._exit_waiters = []
        self._pipes = {}
        self._pending_calls = collections.deque()
        self._finished = False
        self._proc = subprocess.Popen(args, shell=shell, stdin=stdin, stdout=stdout, stderr=stderr,
                                      universal_newlines=False, bufsize=bufsize, **kwargs)
        self._pid = self._proc.pid
        self._extra["subprocess"] = self._proc
        loop.create_task(self._connect_pipes(waiter))
        import threading
        threading.Thread(target=self._wait_thread, name=f"asyncio-waitpid-{self._pid}",
                         daemon=True).start()

    def __repr__(self):
        state = "closed" if self._closed else "" if self._returncode is None \
            else f"returncode={self._returncode}"
        return f"<{self.__class__.__name__} pid={self._pid} {state}>"

    def _wait_thread(self):
        returncode = self._proc.wait()
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._process_exited, returncode)

    async def _connect_pipes(self, waiter):
        proc, loop = self._proc, self._loop
        try:
            if proc.stdin is not None:
                pipe, _ = await loop.connect_write_pipe(lambda: _WritePipeProtocol(self, 0),
                                                        proc.stdin)
                self._pipes[0] = pipe
            for fd, file in ((1, proc.stdout), (2, proc.stderr)):
                if file is not None:
                    pipe, _ = await loop.connect_read_pipe(
                        lambda fd=fd: _ReadPipeProtocol(self, fd), file)
                    self._pipes[fd] = pipe
            loop.call_soon(self._protocol.connection_made, self)
            pending, self._pending_calls = self._pending_calls, None
            for callback, data in pending:
                loop.call_soon(callback, *data)
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as exc:
            if waiter is not None and not waiter.cancelled():
                waiter.set_exception(exc)
        else:
            if waiter is not None and not waiter.cancelled():
                waiter.set_result(None)

    def _call(self, cb, *data):
        if self._pending_calls is not None:
            self._pending_calls.append((cb, data))
        else:
            self._loop.call_soon(cb, *data)

    def _pipe_connection_lost(self, fd, exc):
        self._pipes[fd] = None
        self._call(self._protocol.pipe_connection_lost, fd, exc)
        self._try_finish()

    def _pipe_data_received(self, fd, data):
        self._call(self._protocol.pipe_data_received, fd, data)

    def _process_exited(self, returncode):
        self._returncode = returncode
        self._call(self._protocol.process_exited)
        self._try_finish()
        for waiter in self._exit_waiters:
            if not waiter.done():
                waiter.set_result(returncode)
        self._exit_waiters = []

    def _try_finish(self):
        if self._returncode is None or self._finished:
            return
        if all(pipe is None for pipe in self._pipes.values()):
            self._finished = True
            self._call(self._call_connection_lost, None)

    def _call_connection_lost(self, exc):
        try:
            self._protocol.connection_lost(exc)
        finally:
            self._closed = True
            self._proc = None

    async def _wait(self):
        """Wait until the process exit and return the process return code."""
        if self._returncode is not None:
            return self._returncode
        waiter = self._loop.create_future()
        self._exit_waiters.append(waiter)
        return await waiter

    def set_protocol(self, protocol):
        self._protocol = protocol

    def get_protocol(self):
        return self._protocol

    def is_closing(self):
        return self._closed

    def close(self):
        if self._closed:
            return
        self._closed = True
        for pipe in self._pipes.values():
            if pipe is not None:
                pipe.close()
        if self._proc is not None and self._returncode is None and self._proc.poll() is None:
            try:
                self._proc.kill()
            except (ProcessLookupError, PermissionError):
                pass

    def get_pid(self):
        return self._pid

    def get_returncode(self):
        return self._returncode

    def get_pipe_transport(self, fd):
        return self._pipes.get(fd)

    def _check_proc(self):
        if self._proc is None or self._returncode is not None:
            raise ProcessLookupError()

    def send_signal(self, signal):
        self._check_proc()
        self._proc.send_signal(signal)

    def terminate(self):
        self._check_proc()
        self._proc.terminate()

    def kill(self):
        self._check_proc()
        self._proc.kill()


class _WritePipeProtocol(protocols.BaseProtocol):
    def __init__(self, proc, fd):
        self.proc, self.fd = proc, fd

    def connection_lost(self, exc):
        self.proc._pipe_connection_lost(self.fd, exc)
        self.proc = None

    def pause_writing(self):
        self.proc._protocol.pause_writing()

    def resume_writing(self):
        self.proc._protocol.resume_writing()


class _ReadPipeProtocol(_WritePipeProtocol, protocols.Protocol):
    def data_received(self, data):
        self.proc._pipe_data_received(self.fd, data)
