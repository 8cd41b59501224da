"""Files sent to sockets: by the system where it can, else read and written in blocks."""

__all__ = ()

import socket

from . import constants, exceptions, protocols


def _check_number(name, value, kind, least):
    problem = f"{name} must be a {kind} integer (got {value!r})"
    if not isinstance(value, int):
        raise TypeError(problem)
    if value < least:
        raise ValueError(problem)


class SendfileMixin:
    """Of a loop."""

    def _check_sendfile_params(self, sock, file, offset, count):
        if "b" not in getattr(file, "mode", "b"):
            raise ValueError("file should be opened in binary mode")
        if sock.type != socket.SOCK_STREAM:
            raise ValueError("only SOCK_STREAM type sockets are supported")
        if count is not None:
            _check_number("count", count, "positive", 1)
        _check_number("offset", offset, "non-negative", 0)

    async def sock_sendfile(self, sock, file, offset=0, count=None, *, fallback=True):
        """Send a file to a socket; returns how many bytes that were."""
        if self._debug and sock.gettimeout() != 0:
            raise ValueError("the socket must be non-blocking")
        self._check_sendfile_params(sock, file, offset, count)
        try:
            return await self._sock_sendfile_native(sock, file, offset, count)
        except exceptions.SendfileNotAvailableError:
            if not fallback:
                raise
        return await self._sock_sendfile_fallback(sock, file, offset, count)

    async def _sock_sendfile_native(self, sock, file, offset, count):
        raise exceptions.SendfileNotAvailableError(
            f"syscall sendfile is not available for socket {sock!r} and file {file!r} combination")

    async def _sock_sendfile_fallback(self, sock, file, offset, count):
        if offset:
            file.seek(offset)
        size = constants.SENDFILE_FALLBACK_READBUFFER_SIZE
        view = memoryview(bytearray(min(count or size, size)))
        sent = 0
        try:
            while count is None or sent < count:
                block = view if count is None else view[:count - sent]
                got = await self.run_in_executor(None, file.readinto, block)
                if not got:
                    break
                await self.sock_sendall(sock, block[:got])
                sent += got
            return sent
        finally:
            if sent and hasattr(file, "seek"):
                file.seek(offset + sent)

    async def sendfile(self, transport, file, offset=0, count=None, *, fallback=True):
        """Send a file through a transport; returns how many bytes that were."""
        if transport.is_closing():
            raise RuntimeError("Transport is closing")
        modes = constants._SendfileMode
        mode = getattr(transport, "_sendfile_compatible", modes.UNSUPPORTED)
        if mode is modes.UNSUPPORTED:
            raise RuntimeError(f"sendfile is not supported for transport {transport!r}")
        if mode is modes.TRY_NATIVE:
            try:
                return await self._sendfile_native(transport, file, offset, count)
            except exceptions.SendfileNotAvailableError:
                if not fallback:
                    raise
        if not fallback:
            raise RuntimeError("fallback is disabled and native sendfile is not supported for "
                               f"transport {transport!r}")
        return await self._sendfile_fallback(transport, file, offset, count)

    async def _sendfile_native(self, transport, file, offset, count):
        raise exceptions.SendfileNotAvailableError("sendfile syscall is not supported")

    async def _sendfile_fallback(self, transport, file, offset, count):
        if offset:
            file.seek(offset)
        sent = 0
        flow = _FlowProtocol(self, transport)
        try:
            while count is None or sent < count:
                size = constants.SENDFILE_FALLBACK_READBUFFER_SIZE
                if count is not None:
                    size = min(size, count - sent)
                data = await self.run_in_executor(None, file.read, size)
                if not data:
                    break
                transport.write(data)
                sent += len(data)
                await flow.drain()
            return sent
        finally:
            if sent and hasattr(file, "seek"):
                file.seek(offset + sent)
            await flow.restore()


class _FlowProtocol(protocols.Protocol):
    """Stands in for a transport's protocol, to wait while there is too much to send."""

    def __init__(self, loop, transport):
        self._loop, self._transport = loop, transport
        self._protocol = transport.get_protocol()
        self._reading = transport.is_reading()
        self._gap = None  # a future: resolved when there is room
        self._lost = False
        transport.pause_reading()
        transport.set_protocol(self)
        if transport._protocol_paused:
            self.pause_writing()

    async def drain(self):
        if self._lost or self._transport.is_closing():
            raise ConnectionError("Connection closed by peer")
        if self._gap is not None:
            await self._gap

    async def restore(self):
        self._transport.set_protocol(self._protocol)
        if self._reading and not self._transport.is_closing():
            self._transport.resume_reading()
        if self._gap is not None:
            self._gap.cancel()  # drain() has gone
            self._protocol.pause_writing()

    def pause_writing(self):
        if self._gap is None:
            self._gap = self._loop.create_future()

    def resume_writing(self):
        gap, self._gap = self._gap, None
        if gap is not None and not gap.done():
            gap.set_result(None)

    def connection_lost(self, exc):
        self._lost = True
        if self._gap is not None and not self._gap.done():
            self._gap.set_exception(exc or ConnectionError("Connection is closed by peer"))
        self._protocol.connection_lost(exc)
