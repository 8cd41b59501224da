"""Streams: connections as files that are awaited.

A protocol feeds a reader with what arrives; the writer hands on to the transport, and waits in
drain() while the transport has too much to send.
"""

__all__ = ("StreamReader", "StreamWriter", "StreamReaderProtocol", "open_connection",
           "start_server", "open_unix_connection", "start_unix_server")

import collections
import sys
import warnings
import weakref

from . import coroutines, events, exceptions, format_helpers, protocols
from .log import logger
from .tasks import sleep

_DEFAULT_LIMIT = 64 * 1024


async def _open(method, where, limit, options):
    loop = events.get_running_loop()
    reader = StreamReader(limit=limit, loop=loop)
    protocol = StreamReaderProtocol(reader, loop=loop)
    transport, _ = await getattr(loop, method)(lambda: protocol, *where, **options)
    return reader, StreamWriter(transport, protocol, reader, loop)


async def _serve(method, where, client_connected_cb, limit, options):
    loop = events.get_running_loop()

    def factory():
        return StreamReaderProtocol(StreamReader(limit=limit, loop=loop), client_connected_cb,
                                    loop=loop)
    return await getattr(loop, method)(factory, *where, **options)


async def open_connection(host=None, port=None, *, limit=_DEFAULT_LIMIT, **kwds):
    """Connect as loop.create_connection() does; returns a (reader, writer) pair."""
    return await _open("create_connection", (host, port), limit, kwds)


async def start_server(client_connected_cb, host=None, port=None, *, limit=_DEFAULT_LIMIT, **kwds):
    """Serve as loop.create_server() does: the callback gets (reader, writer) of each client.

    If it is a coroutine function, its coroutines run as tasks.
    """
    return await _serve("create_server", (host, port), client_connected_cb, limit, kwds)


async def open_unix_connection(path=None, *, limit=_DEFAULT_LIMIT, **kwds):
    """Similar to `open_connection` but works with UNIX Domain Sockets."""
    return await _open("create_unix_connection", (path,), limit, kwds)


async def start_unix_server(client_connected_cb, path=None, *, limit=_DEFAULT_LIMIT, **kwds):
    """Similar to `start_server` but works with UNIX Domain Sockets."""
    return await _serve("create_unix_server", (path,), client_connected_cb, limit, kwds)


def _finish(waiter, exc):
    """Ends a wait with an exception or, for None, without one."""
    if waiter is None or waiter.done():
        return
    if exc is None:
        waiter.set_result(None)
    else:
        waiter.set_exception(exc)


class FlowControlMixin(protocols.Protocol):
    """Of a protocol: drain() waits between pause_writing() and resume_writing()."""

    def __init__(self, loop=None):
        self._loop = events.get_event_loop() if loop is None else loop
        self._paused = self._connection_lost = False
        self._drain_waiters = collections.deque()

    def _get_close_waiter(self, stream):
        raise NotImplementedError

    def _pause(self, paused):
        assert self._paused is not paused
        self._paused = paused
        if self._loop.get_debug():
            logger.debug("%r %s writing", self, "pauses" if paused else "resumes")

    def _end_waits(self, exc):
        for waiter in self._drain_waiters:
            _finish(waiter, exc)

    def pause_writing(self):
        self._pause(True)

    def resume_writing(self):
        self._pause(False)
        self._end_waits(None)

    def connection_lost(self, exc):
        self._connection_lost = True
        if self._paused:
            self._end_waits(exc)

    async def _drain_helper(self):
        if self._connection_lost:
            raise ConnectionResetError("Connection lost")
        if self._paused:
            waiter = self._loop.create_future()
            self._drain_waiters.append(waiter)
            try:
                await waiter
            finally:
                self._drain_waiters.remove(waiter)


class StreamReaderProtocol(FlowControlMixin, protocols.Protocol):
    """Feeds a StreamReader; of a server, it makes the writer too and calls back with both."""

    _source_traceback = None

    def __init__(self, stream_reader, client_connected_cb=None, loop=None):
        super().__init__(loop=loop)
        # A client keeps the reader itself, and who drops it wants no more data; a server's lives
        # till the callback has it.
        self._stream_reader_wr = stream_reader and weakref.ref(stream_reader)
        self._strong_reader = stream_reader if client_connected_cb is not None else None
        if stream_reader is not None:
            self._source_traceback = stream_reader._source_traceback
        self._reject_connection = False
        self._client_connected_cb = client_connected_cb
        self._task = self._transport = None
        self._over_ssl = False
        self._closed = self._loop.create_future()

    @property
    def _stream_reader(self):
        return self._stream_reader_wr and self._stream_reader_wr()

    def _report(self, message, transport, **more):
        if self._source_traceback:
            more["source_traceback"] = self._source_traceback
        self._loop.call_exception_handler({"message": message, "transport": transport, **more})

    def _replace_transport(self, transport):
        self._transport = transport
        self._over_ssl = transport.get_extra_info("sslcontext") is not None

    def connection_made(self, transport):
        if self._reject_connection:
            self._report("An open stream was garbage collected prior to establishing network "
                         'connection; call "stream.close()" explicitly.', transport)
            transport.abort()
            return
        self._replace_transport(transport)
        reader = self._stream_reader
        if reader is not None:
            reader.set_transport(transport)
        if self._client_connected_cb is not None:
            self._call_back(reader, transport)

    def _call_back(self, reader, transport):
        def ended(task):
            if not task.cancelled():
                exc = task.exception()
                if exc is None:
                    return
                self._report("Unhandled exception in client_connected_cb", transport,
                             exception=exc)
            transport.close()

        result = self._client_connected_cb(
            reader, StreamWriter(transport, self, reader, self._loop))
        if coroutines.iscoroutine(result):
            self._task = self._loop.create_task(result)
            self._task.add_done_callback(ended)
        self._strong_reader = None

    def connection_lost(self, exc):
        reader = self._stream_reader
        if reader is not None:
            reader._end(exc)
        _finish(self._closed, exc)
        super().connection_lost(exc)
        self._stream_reader_wr = self._task = self._transport = None

    def data_received(self, data):
        if (reader := self._stream_reader) is not None:
            reader.feed_data(data)

    def eof_received(self):
        if (reader := self._stream_reader) is not None:
            reader.feed_eof()
        return not self._over_ssl  # the other direction stays open; TLS has no half

    def _get_close_waiter(self, stream):
        return self._closed

    def __del__(self):
        # its exception has been the reader's too: not one that nobody has seen
        closed = self.__dict__.get("_closed")
        if closed is not None and closed.done() and not closed.cancelled():
            closed.exception()


def _transport_methods(*names):
    """Decorates a class: methods of these names are those of its _transport."""
    def make(owner, name):
        def method(self, *args, **kwargs):
            return getattr(self._transport, name)(*args, **kwargs)
        method.__name__, method.__qualname__ = name, f"{owner.__qualname__}.{name}"
        method.__module__ = owner.__module__
        return method

    def decorate(owner):
        for name in names:
            setattr(owner, name, make(owner, name))
        return owner
    return decorate


@_transport_methods("write", "writelines", "write_eof", "can_write_eof", "close", "is_closing",
                    "get_extra_info")
class StreamWriter:
    """What is written goes to the transport; drain() waits till it is not too much."""

    def __init__(self, transport, protocol, reader, loop):
        assert reader is None or isinstance(reader, StreamReader)
        self._transport, self._protocol = transport, protocol
        self._reader, self._loop = reader, loop

    def __repr__(self):
        reader = "" if self._reader is None else f" reader={self._reader!r}"
        return f"<{type(self).__name__} transport={self._transport!r}{reader}>"

    @property
    def transport(self):
        return self._transport

    async def wait_closed(self):
        await self._protocol._get_close_waiter(self)

    async def drain(self):
        """Wait till it is good to write more."""
        if self._reader is not None and (exc := self._reader.exception()) is not None:
            raise exc
        if self._transport.is_closing():
            # connection_lost() comes in the next turn, and is to be seen here
            await sleep(0)
        await self._protocol._drain_helper()

    async def start_tls(self, sslcontext, *, server_hostname=None, ssl_handshake_timeout=None,
                        ssl_shutdown_timeout=None):
        """Upgrade an existing stream-based connection to TLS."""
        protocol = self._protocol
        await self.drain()
        self._transport = await self._loop.start_tls(
            self._transport, protocol, sslcontext,
            server_side=protocol._client_connected_cb is not None, server_hostname=server_hostname,
            ssl_handshake_timeout=ssl_handshake_timeout, ssl_shutdown_timeout=ssl_shutdown_timeout)
        protocol._replace_transport(self._transport)

    def __del__(self):
        if self._transport.is_closing():
            return
        if self._loop.is_closed():
            warnings.warn("loop is closed", ResourceWarning)
        else:
            self.close()
            warnings.warn(f"unclosed {self!r}", ResourceWarning)


class StreamReader:
    """Bytes that arrive, kept till they are read; above twice the limit the transport pauses."""

    _source_traceback = None

    def __init__(self, limit=_DEFAULT_LIMIT, loop=None):
        if limit <= 0:
            raise ValueError("Limit cannot be <= 0")
        self._limit = limit
        self._loop = events.get_event_loop() if loop is None else loop
        self._buffer = bytearray()
        self._eof = self._paused = False
        self._waiter = self._exception = self._transport = None
        if self._loop.get_debug():
            self._source_traceback = format_helpers.extract_stack(sys._getframe(1))

    def __repr__(self):
        parts = ((self._buffer, f"{len(self._buffer)} bytes"),
                 (self._eof, "eof"),
                 (self._limit != _DEFAULT_LIMIT, f"limit={self._limit}"),
                 (self._waiter, f"waiter={self._waiter!r}"),
                 (self._exception, f"exception={self._exception!r}"),
                 (self._transport, f"transport={self._transport!r}"),
                 (self._paused, "paused"))
        return f"<{' '.join(['StreamReader', *(text for shown, text in parts if shown)])}>"

    def exception(self):
        return self._exception

    def _wake(self, exc=None):
        waiter, self._waiter = self._waiter, None
        _finish(waiter, exc)

    def set_exception(self, exc):
        self._exception = exc
        self._wake(exc)

    def _end(self, exc):
        if exc is None:
            self.feed_eof()
        else:
            self.set_exception(exc)

    def set_transport(self, transport):
        assert self._transport is None, "Transport already set"
        self._transport = transport

    def feed_eof(self):
        self._eof = True
        self._wake()

    def at_eof(self):
        """Return True if the buffer is empty and 'feed_eof' was called."""
        return self._eof and not self._buffer

    def feed_data(self, data):
        assert not self._eof, "feed_data after feed_eof"
        if not data:
            return
        self._buffer += data
        self._wake()
        if self._transport is not None and not self._paused and len(self._buffer) > 2 * self._limit:
            try:
                self._transport.pause_reading()
                self._paused = True
            except NotImplementedError:
                self._transport = None  # one that cannot

    def _resume(self):
        if self._paused:
            self._paused = False
            self._transport.resume_reading()

    async def _wait_for_data(self, func_name):
        if self._waiter is not None:
            raise RuntimeError(f"{func_name}() called while another coroutine is already waiting "
                               "for incoming data")
        assert not self._eof, "_wait_for_data after EOF"
        self._resume()
        self._waiter = self._loop.create_future()
        try:
            await self._waiter
        finally:
            self._waiter = None

    def _drop(self, size):
        del self._buffer[:size]
        if len(self._buffer) <= self._limit:
            self._resume()

    def _take(self, size):
        with memoryview(self._buffer) as view:
            data = bytes(view[:size])
        self._drop(size)
        return data

    def _take_rest(self, expected):
        """For the end of the data where more is wanted: raises what tells so."""
        rest = bytes(self._buffer)
        self._buffer.clear()
        raise exceptions.IncompleteReadError(rest, expected)

    def _raise_if_broken(self):
        if self._exception is not None:
            raise self._exception

    async def readline(self):
        """Read till a newline, and return it too; less at the end of the data.

        A line longer than the limit is thrown away as far as it is there, with a ValueError.
        """
        try:
            return await self.readuntil(b"\n")
        except exceptions.IncompleteReadError as error:
            return error.partial
        except exceptions.LimitOverrunError as error:
            found = self._buffer.startswith(b"\n", error.consumed)
            self._drop(error.consumed + 1 if found else len(self._buffer))
            raise ValueError(error.args[0])

    async def readuntil(self, separator=b"\n"):
        """Read till the separator, and return it too.

        Of a tuple of separators, the one that ends first counts. IncompleteReadError has what
        there is at the end of the data; after LimitOverrunError the data can still be read.
        """
        separators = separator if isinstance(separator, tuple) else (separator,)
        if not separators:
            raise ValueError("Separator should contain at least one element")
        lengths = [len(each) for each in separators]
        if not min(lengths):
            raise ValueError("Separator should be at least one-byte string")
        self._raise_if_broken()
        searched = 0  # no separator begins before here
        while True:
            match = self._find_first(separators, searched)
            if match is not None:
                end, start = match
                self._check_limit(start, "Separator is found, but chunk is longer than limit")
                return self._take(end)
            searched = max(searched, len(self._buffer) + 1 - max(lengths))
            self._check_limit(searched, "Separator is not found, and chunk exceed the limit")
            if self._eof:
                self._take_rest(None)
            await self._wait_for_data("readuntil")

    def _find_first(self, separators, searched):
        """The (end, start) of the separator that ends first."""
        matches = [(start + len(each), start) for each in separators
                   if (start := self._buffer.find(each, searched)) >= 0]
        # of those that end there, the shortest
        return min(matches, key=lambda match: (match[0], -match[1]), default=None)

    def _check_limit(self, size, message):
        if size > self._limit:
            raise exceptions.LimitOverrunError(message, size)

    async def read(self, n=-1):
        """Read what there is, at least one byte and at most n; all till the end if n is negative.

        Empty bytes are the end of the data, or n was 0.
        """
        self._raise_if_broken()
        if n < 0:
            blocks = []
            while block := await self.read(self._limit):
                blocks.append(block)
            return b"".join(blocks)
        if n and not self._buffer and not self._eof:
            await self._wait_for_data("read")
        return self._take(n) if n else b""

    async def readexactly(self, n):
        """Read n bytes; IncompleteReadError has what there is if the data ends before."""
        if n < 0:
            raise ValueError("readexactly size can not be less than zero")
        self._raise_if_broken()
        while len(self._buffer) < n:
            if self._eof:
                self._take_rest(n)
            await self._wait_for_data("readexactly")
        return self._take(n) if n else b""

    def __aiter__(self):
        return self

    async def __anext__(self):
        if line := await self.readline():
            return line
        raise StopAsyncIteration
