"""The event loop with a selector: files to wait for, sockets, incoming connections.

The data of a file in the selector is the pair of handles (reader, writer), either may be None.
Other threads wake the loop through a pair of sockets.
"""

__all__ = ("BaseSelectorEventLoop",)

import errno
import functools
import selectors
import socket
import weakref

from . import base_events, constants, events, fileless, futures, selector_transports

_EVENTS = _READ, _WRITE = selectors.EVENT_READ, selectors.EVENT_WRITE
_OUT_OF_RESOURCES = errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM


def _of_file(event, add):
    """A method that sets (`add`) or removes what is called for the event of a file."""
    if add:
        def method(self, fd, callback, *args):
            self._check_closed()
            handle = events.Handle(callback, args, self, None)
            self._change(fd, event, handle)
            return handle
    else:
        def method(self, fd):
            return self._selector is not None and self._change(fd, event, None)
    return method


def _checked(method):
    """The same for users: not for descriptors that a transport works with."""
    def wrapper(self, fd, *args):
        self._ensure_fd_no_transport(fd)
        result = method(self, fd, *args)
        return None if args else result
    return wrapper


class BaseSelectorEventLoop(base_events.BaseEventLoop):
    def __init__(self, selector=None):
        super().__init__()
        self._ssock = self._csock = self._selector = None
        self._transports = weakref.WeakValueDictionary()  # by their descriptors
        try:
            self._selector = selectors.DefaultSelector() if selector is None else selector
            self._ssock, self._csock = socket.socketpair()
        except PermissionError:  # the sandbox
            self._selector = fileless.FilelessSelector()
            return
        for sock in (self._ssock, self._csock):
            sock.setblocking(False)
        self._add_reader(self._ssock.fileno(), self._read_from_self)

    def close(self):
        if self.is_running():
            raise RuntimeError("Cannot close a running event loop")
        if self.is_closed():
            return
        if self._ssock is not None:
            self._ssock.close()
            self._csock.close()
            self._ssock = self._csock = None
        super().close()
        if self._selector is not None:
            self._selector.close()
            self._selector = None

    # -- being woken

    def _read_from_self(self):
        try:
            while self._ssock.recv(4096):
                pass
        except (BlockingIOError, InterruptedError):
            pass

    def _write_to_self(self):
        sock = self._csock
        if sock is not None:
            try:
                sock.send(b"\0")
            except OSError:
                pass  # full: it wakes up anyway; closed: nobody is there
        elif isinstance(self._selector, fileless.FilelessSelector):
            self._selector.wake()

    # -- files

    def _change(self, fd, event, handle):
        """Sets a handle of a file, None for no more; whether there was one, now cancelled."""
        key = self._selector.get_map().get(fd)
        handles = [None, None] if key is None else list(key.data)
        position = _EVENTS.index(event)
        old, handles[position] = handles[position], handle
        mask = sum(bit for bit, each in zip(_EVENTS, handles) if each is not None)
        if key is None:
            if mask:
                self._selector.register(fd, mask, tuple(handles))
        elif mask:
            self._selector.modify(fd, mask, tuple(handles))
        else:
            self._selector.unregister(fd)
        if old is not None:
            old.cancel()
        return old is not None

    _add_reader, _remove_reader = _of_file(_READ, True), _of_file(_READ, False)
    _add_writer, _remove_writer = _of_file(_WRITE, True), _of_file(_WRITE, False)
    add_reader, remove_reader = _checked(_add_reader), _checked(_remove_reader)
    add_writer, remove_writer = _checked(_add_writer), _checked(_remove_writer)

    def _ensure_fd_no_transport(self, fd):
        try:
            fileno = fd if isinstance(fd, int) else int(fd.fileno())
        except (AttributeError, TypeError, ValueError):
            raise ValueError(f"Invalid file object: {fd!r}") from None
        transport = self._transports.get(fileno)
        if transport is not None and not transport.is_closing():
            raise RuntimeError(f"File descriptor {fd!r} is used by transport {transport!r}")

    def _process_events(self, event_list):
        for key, mask in event_list:
            for event, handle in zip(_EVENTS, key.data):
                if mask & event and handle is not None:
                    self._ready.append(handle)

    # -- transports

    def _register(self, transport):
        self._transports[transport._fd] = transport
        return transport

    def _make_socket_transport(self, sock, protocol, waiter=None, *, extra=None, server=None):
        self._ensure_fd_no_transport(sock)
        return self._register(selector_transports._SelectorSocketTransport(
            self, sock, protocol, waiter, extra, server))

    def _make_ssl_transport(self, sock, protocol, sslcontext, waiter=None, *, server_side=False,
                            server_hostname=None, extra=None, server=None,
                            ssl_handshake_timeout=None, ssl_shutdown_timeout=None):
        self._ensure_fd_no_transport(sock)
        from . import sslproto
        tls = sslproto.SSLProtocol(
            self, protocol, sslcontext, waiter, server_side, server_hostname,
            ssl_handshake_timeout=ssl_handshake_timeout, ssl_shutdown_timeout=ssl_shutdown_timeout)
        self._register(selector_transports._SelectorSocketTransport(
            self, sock, tls, extra=extra, server=server))
        return tls._app_transport

    def _make_datagram_transport(self, sock, protocol, address=None, waiter=None, extra=None):
        self._ensure_fd_no_transport(sock)
        return self._register(selector_transports._SelectorDatagramTransport(
            self, sock, protocol, address, waiter, extra))

    async def _sendfile_native(self, transport, file, offset, count):
        reading = transport.is_reading()
        transport.pause_reading()
        await transport._make_empty_waiter()
        del self._transports[transport._fd]  # the socket may be waited for meanwhile
        try:
            return await self.sock_sendfile(transport._sock, file, offset, count, fallback=False)
        finally:
            self._register(transport)
            transport._reset_empty_waiter()
            if reading:
                transport.resume_reading()

    # -- incoming connections

    def _start_serving(self, protocol_factory, sock, sslcontext=None, server=None, backlog=100,
                       ssl_handshake_timeout=constants.SSL_HANDSHAKE_TIMEOUT,
                       ssl_shutdown_timeout=constants.SSL_SHUTDOWN_TIMEOUT):
        self._add_reader(sock.fileno(), self._accept_connection, protocol_factory, sock,
                         sslcontext, server, backlog, ssl_handshake_timeout, ssl_shutdown_timeout)

    def _stop_serving(self, sock):
        self._remove_reader(sock.fileno())
        sock.close()

    def _accept_connection(self, protocol_factory, sock, sslcontext=None, server=None, backlog=100,
                           ssl_handshake_timeout=constants.SSL_HANDSHAKE_TIMEOUT,
                           ssl_shutdown_timeout=constants.SSL_SHUTDOWN_TIMEOUT):
        for _ in range(backlog + 1):
            try:
                connection, address = sock.accept()
            except (BlockingIOError, InterruptedError, ConnectionAbortedError):
                return
            except OSError as error:
                if error.errno not in _OUT_OF_RESOURCES:
                    raise
                self.call_exception_handler({
                    "message": "socket.accept() out of system resource", "exception": error,
                    "socket": sock})
                self._remove_reader(sock.fileno())
                self.call_later(constants.ACCEPT_RETRY_DELAY, self._start_serving,
                                protocol_factory, sock, sslcontext, server, backlog,
                                ssl_handshake_timeout, ssl_shutdown_timeout)
                return
            connection.setblocking(False)
            self.create_task(self._begin_connection(
                protocol_factory, connection, {"peername": address}, sslcontext, server,
                ssl_handshake_timeout, ssl_shutdown_timeout))

    async def _begin_connection(self, protocol_factory, connection, extra, sslcontext, server,
                                ssl_handshake_timeout, ssl_shutdown_timeout):
        protocol = transport = None
        try:
            protocol = protocol_factory()
            if sslcontext:
                make = functools.partial(
                    self._make_ssl_transport, connection, protocol, sslcontext, server_side=True,
                    extra=extra, server=server, ssl_handshake_timeout=ssl_handshake_timeout,
                    ssl_shutdown_timeout=ssl_shutdown_timeout)
            else:
                make = functools.partial(self._make_socket_transport, connection, protocol,
                                         extra=extra, server=server)
            waiter = self.create_future()
            transport = make(waiter=waiter)
            try:
                await waiter
            except BaseException:
                transport.close()
                raise
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as exc:
            if transport is None:
                connection.close()
            if self._debug:
                about = {"protocol": protocol, "transport": transport}
                self.call_exception_handler({
                    "message": "Error on transport creation for incoming connection",
                    "exception": exc,
                    **{name: value for name, value in about.items() if value is not None}})

    # -- sockets by themselves

    async def _ready_for(self, event, sock):
        """Waits till the socket is ready for reading or writing."""
        fd = sock.fileno()
        self._ensure_fd_no_transport(fd)
        ready = self.create_future()
        handle = events.Handle(futures._set_result_unless_cancelled, (ready, None), self, None)
        self._change(fd, event, handle)
        try:
            await ready
        finally:
            if not handle.cancelled() and self._selector is not None:
                self._change(fd, event, None)

    async def _retry(self, event, sock, action):
        """action() again and again, each time the socket is ready, till it does not block."""
        if self._debug and sock.gettimeout() != 0:
            raise ValueError("the socket must be non-blocking")
        while True:
            try:
                return action()
            except (BlockingIOError, InterruptedError):
                await self._ready_for(event, sock)

    async def sock_recv(self, sock, n):
        """Receive at most n bytes."""
        return await self._retry(_READ, sock, lambda: sock.recv(n))

    async def sock_recv_into(self, sock, buf):
        """Receive into a buffer; returns how many bytes that were."""
        return await self._retry(_READ, sock, lambda: sock.recv_into(buf))

    async def sock_recvfrom(self, sock, bufsize):
        """Receive a datagram: (data, address)."""
        return await self._retry(_READ, sock, lambda: sock.recvfrom(bufsize))

    async def sock_recvfrom_into(self, sock, buf, nbytes=0):
        """Receive a datagram into a buffer: (size, address)."""
        return await self._retry(_READ, sock, lambda: sock.recvfrom_into(buf, nbytes or len(buf)))

    async def sock_sendall(self, sock, data):
        """Send all of the data."""
        with memoryview(data) as view, view.cast("B") as left:
            sent = 0
            while sent < len(left):
                sent += await self._retry(_WRITE, sock, lambda: sock.send(left[sent:]))

    async def sock_sendto(self, sock, data, address):
        """Send a datagram; returns its size."""
        return await self._retry(_WRITE, sock, lambda: sock.sendto(data, address))

    async def sock_connect(self, sock, address):
        """Connect to an address, whose host may be a name."""
        if self._debug and sock.gettimeout() != 0:
            raise ValueError("the socket must be non-blocking")
        if sock.family in (socket.AF_INET, socket.AF_INET6):
            infos = await base_events._resolve(self, address, family=sock.family, type=sock.type,
                                               proto=sock.proto)
            address = infos[0][4]
        try:
            sock.connect(address)
            return
        except (BlockingIOError, InterruptedError):
            pass
        await self._ready_for(_WRITE, sock)
        if error := sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR):
            raise OSError(error, f"Connect call failed {address}")

    async def sock_accept(self, sock):
        """Accept a connection: (socket, address)."""
        connection, address = await self._retry(_READ, sock, lambda: sock.accept())
        connection.setblocking(False)
        return connection, address
