"""The event loop with a selector: files to wait for, sockets, incoming connections.

Other threads wake the loop through a pair of sockets.
"""

__all__ = ("BaseSelectorEventLoop",)

import selectors
import socket

from . import base_events, events, futures, transports


class BaseSelectorEventLoop(base_events.BaseEventLoop):
    def __init__(self, selector=None):
        super().__init__()
        self._selector = selectors.DefaultSelector() if selector is None else selector
        self._ssock, self._csock = socket.socketpair()
        self._ssock.setblocking(False)
        self._csock.setblocking(False)
        self._add_reader(self._ssock.fileno(), self._read_from_self)

    def close(self):
        if self.is_running():
            raise RuntimeError("Cannot close a running event loop")
        if self.is_closed():
            return
        self._remove_reader(self._ssock.fileno())
        self._ssock.close()
        self._csock.close()
        super().close()
        if self._selector is not None:
            self._selector.close()
            self._selector = None

    def _read_from_self(self):
        try:
            while self._ssock.recv(4096):
                pass
        except (BlockingIOError, InterruptedError):
            pass

    def _write_to_self(self):
        try:
            self._csock.send(b"\0")
        except OSError:
            pass  # full: it wakes up anyway; closed: nobody is there

    def _process_events(self, event_list):
        for key, mask in event_list:
            reader, writer = key.data
            if mask & selectors.EVENT_READ and reader is not None:
                self._add_ready(key.fileobj, reader, self._remove_reader)
            if mask & selectors.EVENT_WRITE and writer is not None:
                self._add_ready(key.fileobj, writer, self._remove_writer)

    def _add_ready(self, fileobj, handle, remove):
        if handle._cancelled:
            remove(fileobj)
        else:
            self._ready.append(handle)

    # -- files

    def _change(self, fd, position, handle):
        """Sets the reader (0) or writer (1) of a descriptor; the old one is returned."""
        event = (selectors.EVENT_READ, selectors.EVENT_WRITE)[position]
        key = self._selector.get_map().get(fd)
        if key is None:
            if handle is not None:
                data = [None, None]
                data[position] = handle
                self._selector.register(fd, event, tuple(data))
            return None
        data = list(key.data)
        old, data[position] = data[position], handle
        mask = key.events | event if handle is not None else key.events & ~event
        if mask:
            self._selector.modify(fd, mask, tuple(data))
        else:
            self._selector.unregister(fd)
        return old

    def _add_reader(self, fd, callback, *args):
        self._check_closed()
        handle = events.Handle(callback, args, self, None)
        old = self._change(fd, 0, handle)
        if old is not None:
            old.cancel()
        return handle

    def _remove_reader(self, fd):
        if self._selector is None or self._selector.get_map() is None:
            return False
        old = self._change(fd, 0, None)
        if old is None:
            return False
        old.cancel()
        return True

    def _add_writer(self, fd, callback, *args):
        self._check_closed()
        handle = events.Handle(callback, args, self, None)
        old = self._change(fd, 1, handle)
        if old is not None:
            old.cancel()
        return handle

    def _remove_writer(self, fd):
        if self._selector is None or self._selector.get_map() is None:
            return False
        old = self._change(fd, 1, None)
        if old is None:
            return False
        old.cancel()
        return True

    def add_reader(self, fd, callback, *args):
        """Add a reader callback."""
        self._add_reader(fd, callback, *args)

    def remove_reader(self, fd):
        """Remove a reader callback."""
        return self._remove_reader(fd)

    def add_writer(self, fd, callback, *args):
        """Add a writer callback.."""
        self._add_writer(fd, callback, *args)

    def remove_writer(self, fd):
        """Remove a writer callback."""
        return self._remove_writer(fd)

    # -- sockets by themselves

    async def _retry(self, sock, add, remove, action):
        """action() again and again, each time the socket is ready, till it does not block."""
        if self._debug and sock.gettimeout() != 0:
            raise ValueError("the socket must be non-blocking")
        while True:
            try:
                return action()
            except (BlockingIOError, InterruptedError):
                pass
            fut = self.create_future()
            fd = sock.fileno()
            add(fd, futures._set_result_unless_cancelled, fut, None)
            try:
                await fut
            finally:
                remove(fd)

    def _when_readable(self, sock, action):
        return self._retry(sock, self._add_reader, self._remove_reader, action)

    def _when_writable(self, sock, action):
        return self._retry(sock, self._add_writer, self._remove_writer, action)

    async def sock_recv(self, sock, n):
        """Receive data from the socket.

        The return value is a bytes object representing the data received.
        The maximum amount of data to be received at once is specified by
        nbytes.
        """
        return await self._when_readable(sock, lambda: sock.recv(n))

    async def sock_recv_into(self, sock, buf):
        """Receive data from the socket.

        The received data is written into *buf* (a writable buffer).
        The return value is the number of bytes written.
        """
        return await self._when_readable(sock, lambda: sock.recv_into(buf))

    async def sock_recvfrom(self, sock, bufsize):
        """Receive a datagram from a datagram socket."""
        return await self._when_readable(sock, lambda: sock.recvfrom(bufsize))

    async def sock_recvfrom_into(self, sock, buf, nbytes=0):
        """Receive data from the socket into a buffer."""
        return await self._when_readable(sock, lambda: sock.recvfrom_into(buf, nbytes or len(buf)))

    async def sock_sendall(self, sock, data):
        """Send data to the socket.

        This method continues to send data from data until either all data has
        been sent or an error occurs. None is returned on success.
        """
        view = memoryview(data).cast("B")
        while view:
            view = view[await self._when_writable(sock, lambda: sock.send(view)):]

    async def sock_sendto(self, sock, data, address):
        """Send data to the socket."""
        return await self._when_writable(sock, lambda: sock.sendto(data, address))

    async def sock_connect(self, sock, address):
        """Connect to a remote socket at address.

        This method is a coroutine.
        """
        if self._debug and sock.gettimeout() != 0:
            raise ValueError("the socket must be non-blocking")
        if sock.family in (socket.AF_INET, socket.AF_INET6):
            host, port = address[:2]
            infos = await self.getaddrinfo(host, port, family=sock.family, type=sock.type,
                                           proto=sock.proto)
            if not infos:
                raise OSError("getaddrinfo() returned empty list")
            address = infos[0][4]
        try:
            sock.connect(address)
            return
        except (BlockingIOError, InterruptedError):
            pass
        fut = self.create_future()
        fd = sock.fileno()
        self._add_writer(fd, futures._set_result_unless_cancelled, fut, None)
        try:
            await fut
        finally:
            self._remove_writer(fd)
        err = sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
        if err != 0:
            raise OSError(err, f"Connect call failed {address}")

    async def sock_accept(self, sock):
        """Accept a connection.

        The socket must be bound to an address and listening for connections.
        The return value is a pair (conn, address).
        """
        conn, address = await self._when_readable(sock, sock.accept)
        conn.setblocking(False)
        return conn, address

    def _accept_connection(self, protocol_factory, sock, server):
        try:
            conn, _ = sock.accept()
        except (BlockingIOError, InterruptedError, ConnectionAbortedError):
            return
        except OSError as exc:
            self.call_exception_handler({"message": "socket.accept() out of system resource",
                                         "exception": exc, "socket": sock})
            return
        conn.setblocking(False)
        try:
            transports._SocketTransport(self, conn, protocol_factory(), server=server)
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as exc:
            conn.close()
            self.call_exception_handler({"message": "Error on transport creation for incoming "
                                                    "connection", "exception": exc})
