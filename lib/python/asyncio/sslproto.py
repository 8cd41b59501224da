"""TLS for streams: a protocol between a socket's transport and the application's protocol.

    application's protocol  <->  _SSLProtocolTransport  <->  SSLProtocol  <->  socket's transport
                                                             SSLObject between two MemoryBIOs

What the socket's transport receives goes into the incoming BIO; what the SSLObject wants sent is
taken from the outgoing one. A connection goes through these states:

    HANDSHAKE -> OPEN -> FLUSHING -> GOODBYE -> CLOSED

FLUSHING sends what the application has written before it closed, GOODBYE waits for the other end's.
"""

import collections
import enum
import ssl
import warnings

from . import constants, exceptions, protocols, transports
from .log import logger

_State = enum.Enum("_State", "UNWRAPPED HANDSHAKE OPEN FLUSHING GOODBYE CLOSED")
_ENDING = _State.FLUSHING, _State.GOODBYE, _State.CLOSED

_WAIT = ssl.SSLWantReadError, ssl.SSLSyscallError


def _default_context(server_side, server_hostname):
    if server_side:
        raise ValueError("Server side SSL needs a valid SSLContext")
    context = ssl.create_default_context()
    if not server_hostname:
        context.check_hostname = False
    return context


def _seconds(value, default, name):
    if value is None:
        return default
    if value <= 0:
        raise ValueError(f"{name} should be a positive number, got {value}")
    return value


def _limits(high, low, default_kib):
    """(high, low) in bytes."""
    if high is None:
        high = default_kib * 1024 if low is None else 4 * low
    if low is None:
        low = high // 4
    if not high >= low >= 0:
        raise ValueError(f"high ({high!r}) must be >= low ({low!r}) must be >= 0")
    return high, low


class _SSLProtocolTransport(transports._FlowControlMixin):
    """What the application has for a transport."""

    _start_tls_compatible = True
    _sendfile_compatible = constants._SendfileMode.FALLBACK

    def __init__(self, loop, ssl_protocol):
        self._loop = loop
        self._ssl_protocol = ssl_protocol  # None once closed twice
        self._closed = False

    def get_extra_info(self, name, default=None):
        """What is known of the connection: "ssl_object", "peercert", "cipher", ...; or default."""
        return self._ssl_protocol._get_extra_info(name, default)

    def set_protocol(self, protocol):
        self._ssl_protocol._set_app_protocol(protocol)

    def get_protocol(self):
        return self._ssl_protocol._app_protocol

    def is_closing(self):
        return self._closed or self._ssl_protocol._is_closing()

    def close(self):
        """Sends what was written, then closes; the protocol hears of it with None."""
        if not self._closed:
            self._closed = True
            self._ssl_protocol._start_shutdown()
        else:
            self._ssl_protocol = None

    def __del__(self, _warn=warnings.warn):
        if not self._closed:
            self._closed = True
            _warn("unclosed transport <asyncio._SSLProtocolTransport object>", ResourceWarning)

    def is_reading(self):
        return not self._ssl_protocol._reading_paused

    def pause_reading(self):
        self._ssl_protocol._pause_reading()

    def resume_reading(self):
        self._ssl_protocol._resume_reading()

    def set_write_buffer_limits(self, high=None, low=None):
        """How much may wait to be sent before the protocol must pause, and go on again."""
        self._ssl_protocol._write_limits = _limits(
            high, low, constants.FLOW_CONTROL_HIGH_WATER_SSL_WRITE)
        self._ssl_protocol._control_app_writing()

    def get_write_buffer_limits(self):
        high, low = self._ssl_protocol._write_limits
        return low, high

    def get_write_buffer_size(self):
        return self._ssl_protocol._write_buffer_size()

    def set_read_buffer_limits(self, high=None, low=None):
        """How much may wait to be read before the socket is left alone."""
        self._ssl_protocol._read_limits = _limits(
            high, low, constants.FLOW_CONTROL_HIGH_WATER_SSL_READ)
        self._ssl_protocol._control_reading()

    def get_read_buffer_limits(self):
        high, low = self._ssl_protocol._read_limits
        return low, high

    def get_read_buffer_size(self):
        return self._ssl_protocol._incoming.pending

    @property
    def _protocol_paused(self):
        return self._ssl_protocol._app_writing_paused

    def write(self, data):
        if not isinstance(data, (bytes, bytearray, memoryview)):
            raise TypeError(f"data: expecting a bytes-like instance, got {type(data).__name__}")
        if data:
            self._ssl_protocol._write((data,))

    def writelines(self, list_of_data):
        self._ssl_protocol._write(list_of_data)

    def write_eof(self):
        """Not possible: in TLS both directions end together."""
        raise NotImplementedError

    def can_write_eof(self):
        return False

    def abort(self):
        """Closes at once; what was not sent is lost."""
        self._force_close(None)

    def _force_close(self, exc):
        self._closed = True
        if self._ssl_protocol is not None:
            self._ssl_protocol._abort(exc)

    def _test__append_write_backlog(self, data):
        self._ssl_protocol._backlog.append(data)
        self._ssl_protocol._backlog_size += len(data)


class SSLProtocol(protocols.BufferedProtocol):
    """The protocol of a socket's transport that speaks TLS with the other end."""

    max_size = 256 * 1024  # bytes received at once

    def __init__(self, loop, app_protocol, sslcontext, waiter, server_side=False,
                 server_hostname=None, call_connection_made=True, ssl_handshake_timeout=None,
                 ssl_shutdown_timeout=None):
        self._handshake_timeout = _seconds(
            ssl_handshake_timeout, constants.SSL_HANDSHAKE_TIMEOUT, "ssl_handshake_timeout")
        self._shutdown_timeout = _seconds(
            ssl_shutdown_timeout, constants.SSL_SHUTDOWN_TIMEOUT, "ssl_shutdown_timeout")
        self._loop = loop
        self._sslcontext = sslcontext or _default_context(server_side, server_hostname)
        self._server_side = server_side
        self._server_hostname = None if server_side else server_hostname or None
        self._extra = {"sslcontext": self._sslcontext}
        self._waiter = waiter  # of who waits for the handshake
        self._state = _State.UNWRAPPED
        self._transport = None  # the socket's, while there is one
        self._sslobj = None
        self._incoming, self._outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        self._receive_buffer = memoryview(bytearray(self.max_size))
        self._timer = None  # of the handshake or the shutdown
        self._call_connection_made = call_connection_made
        self._app_connected = self._app_told_eof = self._peer_has_closed = False
        self._losses = 0  # writes since the connection was lost
        self._backlog = collections.deque()  # what the application has written
        self._backlog_size = 0
        self._write_limits = _limits(None, None, constants.FLOW_CONTROL_HIGH_WATER_SSL_WRITE)
        self._read_limits = _limits(None, None, constants.FLOW_CONTROL_HIGH_WATER_SSL_READ)
        self._app_writing_paused = self._writing_paused = False
        self._reading_paused = self._transport_paused = False
        self._app_transport = _SSLProtocolTransport(loop, self)
        self._set_app_protocol(app_protocol)

    def _set_app_protocol(self, protocol):
        self._app_protocol = protocol
        self._app_is_buffered = isinstance(protocol, protocols.BufferedProtocol)

    def _get_extra_info(self, name, default=None):
        if name in self._extra:
            return self._extra[name]
        return default if self._transport is None else self._transport.get_extra_info(name, default)

    def _is_closing(self):
        return self._state in _ENDING

    def _wake_waiter(self, exc=None):
        waiter, self._waiter = self._waiter, None
        if waiter is not None and not waiter.done():
            if exc is None:
                waiter.set_result(None)
            else:
                waiter.set_exception(exc)

    def _set_timer(self, seconds, function):
        self._stop_timer()
        self._timer = self._loop.call_later(seconds, function)

    def _stop_timer(self):
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    # ---- what the socket's transport calls ----

    def connection_made(self, transport):
        self._transport = transport
        if self._loop.get_debug():
            logger.debug("%r starts SSL handshake", self)
        self._state = _State.HANDSHAKE
        self._set_timer(self._handshake_timeout, self._handshake_timed_out)
        try:
            self._sslobj = self._sslcontext.wrap_bio(
                self._incoming, self._outgoing, server_side=self._server_side,
                server_hostname=self._server_hostname)
        except Exception as exc:
            self._handshake_done(exc)
        else:
            self._do_handshake()

    def connection_lost(self, exc):
        self._backlog.clear()
        self._outgoing.read()
        self._losses += 1
        if self._app_transport is not None:
            self._app_transport._closed = True
        if self._app_connected:
            self._app_connected = False
            self._loop.call_soon(self._app_protocol.connection_lost, exc)
        self._state = _State.CLOSED
        self._transport = self._app_transport = self._app_protocol = None
        self._stop_timer()
        self._wake_waiter(exc)

    def get_buffer(self, n):
        return self._receive_buffer

    def buffer_updated(self, nbytes):
        self._incoming.write(self._receive_buffer[:nbytes])
        step = {_State.HANDSHAKE: self._do_handshake, _State.OPEN: self._do_read,
                _State.FLUSHING: self._do_flush, _State.GOODBYE: self._do_goodbye}.get(self._state)
        if step is not None:
            step()

    def eof_received(self):
        """The other end has closed, with or without a goodbye."""
        self._peer_has_closed = True
        if self._loop.get_debug():
            logger.debug("%r received EOF", self)
        if self._state is _State.HANDSHAKE:
            self._handshake_done(ConnectionResetError())
        elif self._state is _State.OPEN:
            self._state = _State.FLUSHING
            if self._reading_paused:
                return True  # the application has yet to read what came before
            self._do_flush()
        elif self._state is _State.FLUSHING:
            self._do_write()
            self._state = _State.GOODBYE
            self._do_goodbye()
        elif self._state is _State.GOODBYE:
            self._do_goodbye()
        return None

    def pause_writing(self):
        self._writing_paused = True

    def resume_writing(self):
        self._writing_paused = False
        if self._state is _State.OPEN:
            self._do_write()
        elif self._state is _State.FLUSHING:
            self._do_flush()
        elif self._state is _State.GOODBYE:
            self._do_goodbye()
        else:
            self._send()

    # ---- the handshake ----

    def _handshake_timed_out(self):
        if self._state is _State.HANDSHAKE:
            self._fatal_error(ConnectionAbortedError(
                f"SSL handshake is taking longer than {self._handshake_timeout} seconds: aborting "
                "the connection"))

    def _do_handshake(self):
        try:
            self._sslobj.do_handshake()
        except _WAIT:
            self._send()
        except ssl.SSLError as exc:
            self._handshake_done(exc)
        else:
            self._handshake_done(None)

    def _handshake_done(self, exc):
        self._stop_timer()
        try:
            if exc is not None:
                raise exc
            self._state = _State.OPEN
            certificate = self._sslobj.getpeercert()
        except Exception as failure:
            self._state = _State.CLOSED
            verifying = isinstance(failure, ssl.CertificateError)
            self._fatal_error(failure, "SSL handshake failed"
                              + " on verifying the certificate" * verifying)
            self._wake_waiter(failure)
            return
        self._extra.update(peercert=certificate, cipher=self._sslobj.cipher(),
                           compression=self._sslobj.compression(), ssl_object=self._sslobj)
        if self._loop.get_debug():
            logger.debug("%r: SSL handshake took place", self)
        self._app_connected = True
        if self._call_connection_made:
            self._app_protocol.connection_made(self._app_transport)
        self._wake_waiter()
        self._do_read()

    # ---- the end ----

    def _start_shutdown(self):
        if self._state in _ENDING or self._state is _State.UNWRAPPED:
            return
        if self._app_transport is not None:
            self._app_transport._closed = True
        if self._state is _State.HANDSHAKE:
            self._abort(None)
            return
        self._state = _State.FLUSHING
        self._set_timer(self._shutdown_timeout, self._shutdown_timed_out)
        self._do_flush()

    def _shutdown_timed_out(self):
        if self._state in (_State.FLUSHING, _State.GOODBYE) and self._transport is not None:
            self._transport._force_close(exceptions.TimeoutError("SSL shutdown timed out"))

    def _do_flush(self):
        self._do_read()
        if self._state is not _State.FLUSHING:
            return
        self._do_write()
        if self._state is _State.FLUSHING and not self._write_buffer_size():
            self._state = _State.GOODBYE
            self._do_goodbye()

    def _do_goodbye(self):
        try:
            if not self._peer_has_closed:
                self._sslobj.unwrap()
        except _WAIT:
            self._send()
        except ssl.SSLError as exc:
            self._goodbye_done(exc)
        else:
            self._send()
            self._tell_eof()
            self._goodbye_done(None)

    def _goodbye_done(self, exc):
        self._stop_timer()
        if exc is not None:
            self._fatal_error(exc)
        elif self._transport is not None:
            self._loop.call_soon(self._transport.close)

    def _abort(self, exc):
        self._state = _State.CLOSED
        if self._transport is not None:
            self._transport._force_close(exc)

    def _fatal_error(self, exc, message="Fatal error on transport"):
        if self._transport is not None:
            self._transport._force_close(exc)
        if isinstance(exc, OSError):
            if self._loop.get_debug():
                logger.debug("%r: %s", self, message, exc_info=True)
        elif not isinstance(exc, exceptions.CancelledError):
            self._loop.call_exception_handler({"message": message, "exception": exc,
                                               "transport": self._transport, "protocol": self})

    # ---- writing ----

    def _write_buffer_size(self):
        return self._outgoing.pending + self._backlog_size

    def _write(self, pieces):
        if self._is_closing():
            if self._losses >= constants.LOG_THRESHOLD_FOR_CONNLOST_WRITES:
                logger.warning("SSL connection is closed")
            self._losses += 1
            return
        for data in pieces:
            if data:
                self._backlog.append(data)
                self._backlog_size += len(data)
        if self._state is _State.OPEN:
            self._do_write()

    def _do_write(self):
        try:
            while self._backlog:
                data = self._backlog[0]
                count = self._sslobj.write(data)
                self._backlog_size -= count
                if count < len(data):
                    self._backlog[0] = memoryview(data)[count:]
                else:
                    self._backlog.popleft()
        except _WAIT:
            pass
        except Exception as exc:
            self._fatal_error(exc, "Fatal error on SSL protocol")
            return
        self._send()

    def _send(self):
        """Hands what is encrypted to the socket's transport, unless that has enough."""
        if not self._writing_paused and self._transport is not None:
            data = self._outgoing.read()
            if data:
                self._transport.write(data)
        self._control_app_writing()

    def _control_app_writing(self):
        size = self._write_buffer_size()
        high, low = self._write_limits
        if size > high and not self._app_writing_paused:
            self._app_writing_paused = True
            self._tell_app("pause_writing")
        elif size <= low and self._app_writing_paused:
            self._app_writing_paused = False
            self._tell_app("resume_writing")

    def _tell_app(self, name):
        try:
            getattr(self._app_protocol, name)()
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as exc:
            self._loop.call_exception_handler({
                "message": f"protocol.{name}() failed", "exception": exc,
                "transport": self._app_transport, "protocol": self})

    # ---- reading ----

    def _pause_reading(self):
        self._reading_paused = True

    def _resume_reading(self):
        if not self._reading_paused:
            return
        self._reading_paused = False
        step = {_State.OPEN: self._do_read, _State.FLUSHING: self._do_flush,
                _State.GOODBYE: self._do_goodbye}.get(self._state)
        if step is not None:
            self._loop.call_soon(step)

    def _control_reading(self):
        """Leaves the socket alone while too much waits to be read."""
        high, low = self._read_limits
        waiting = self._incoming.pending
        if waiting > high and not self._transport_paused:
            self._transport_paused = True
            self._transport.pause_reading()
        elif waiting <= low and self._transport_paused:
            self._transport_paused = False
            self._transport.resume_reading()

    def _do_read(self):
        if self._state not in (_State.OPEN, _State.FLUSHING):
            return
        try:
            if not self._reading_paused:
                if self._app_is_buffered:
                    self._read_into_app()
                else:
                    self._read_for_app()
                if self._backlog:
                    self._do_write()
                else:
                    self._send()
            if self._transport is not None:
                self._control_reading()
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as exc:
            self._fatal_error(exc, "Fatal error on SSL protocol")

    def _read_for_app(self):
        pieces, ended = [], False
        try:
            while not ended:
                data = self._sslobj.read(self.max_size)
                ended = not data
                pieces.append(data)
        except _WAIT:
            pass
        if data := b"".join(pieces):
            self._app_protocol.data_received(data)
        if ended:
            self._tell_eof()
            self._start_shutdown()

    def _read_into_app(self):
        ended = False
        try:
            while not ended and not self._reading_paused:
                buffer = self._app_protocol.get_buffer(self._incoming.pending or self.max_size)
                if not len(buffer):
                    raise RuntimeError("get_buffer() returned an empty buffer")
                count = self._sslobj.read(len(buffer), buffer)
                ended = not count
                if count:
                    self._app_protocol.buffer_updated(count)
        except _WAIT:
            pass
        if ended:
            self._tell_eof()
            self._start_shutdown()

    def _tell_eof(self):
        if not self._app_connected or self._app_told_eof:
            return
        self._app_told_eof = True
        try:
            keeps_open = self._app_protocol.eof_received()
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as exc:
            self._fatal_error(exc, "Error calling eof_received()")
        else:
            if keeps_open:
                logger.warning("returning true from eof_received() has no effect when using ssl")
