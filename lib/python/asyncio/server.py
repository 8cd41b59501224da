"""What create_server() returns: listening sockets, and the connections that came in by them."""

import weakref

from . import events, exceptions, tasks, trsock


class Server(events.AbstractServer):
    def __init__(self, loop, sockets, protocol_factory, ssl_context, backlog,
                 ssl_handshake_timeout, ssl_shutdown_timeout=None):
        self._loop, self._sockets = loop, sockets  # no sockets: closed
        self._factory, self._backlog = protocol_factory, backlog
        self._tls = ssl_context, ssl_handshake_timeout, ssl_shutdown_timeout
        self._clients = weakref.WeakSet()
        self._active_count = 0  # connections that are not closed
        self._waiters = []  # of wait_closed(); None: closed and the last connection has ended
        self._serving = False
        self._serving_forever_fut = None

    def __repr__(self):
        return f"<{type(self).__name__} sockets={self.sockets!r}>"

    # -- transports tell of their beginning and end

    def _attach(self, transport):
        assert self._sockets is not None
        self._clients.add(transport)
        self._active_count += 1

    def _detach(self, transport):
        self._clients.discard(transport)
        self._active_count -= 1
        self._wake_if_over()

    def _wake_if_over(self):
        if self._active_count or self._sockets is not None:
            return
        waiters, self._waiters = self._waiters or (), None
        for waiter in waiters:
            if not waiter.done():
                waiter.set_result(None)

    # -- serving

    def _start_serving(self):
        if self._serving:
            return
        self._serving = True
        context, *timeouts = self._tls
        for sock in self._sockets:
            sock.listen(self._backlog)
            self._loop._start_serving(self._factory, sock, context, self, self._backlog, *timeouts)

    def get_loop(self):
        return self._loop

    def is_serving(self):
        return self._serving

    @property
    def sockets(self):
        return tuple(map(trsock.TransportSocket, self._sockets or ()))

    def close(self):
        sockets, self._sockets = self._sockets, None
        if sockets is None:
            return
        self._serving = False
        for sock in sockets:
            self._loop._stop_serving(sock)
        if self._serving_forever_fut is not None and not self._serving_forever_fut.done():
            self._serving_forever_fut.cancel()
            self._serving_forever_fut = None
        self._wake_if_over()

    def close_clients(self):
        for transport in list(self._clients):
            transport.close()

    def abort_clients(self):
        for transport in list(self._clients):
            transport.abort()

    async def start_serving(self):
        self._start_serving()
        await tasks.sleep(0)  # after this turn the loop accepts connections

    async def serve_forever(self):
        if self._serving_forever_fut is not None:
            raise RuntimeError(f"server {self!r} is already being awaited on serve_forever()")
        if self._sockets is None:
            raise RuntimeError(f"server {self!r} is closed")
        self._start_serving()
        self._serving_forever_fut = self._loop.create_future()
        try:
            await self._serving_forever_fut
        except exceptions.CancelledError:
            try:
                self.close()
                await self.wait_closed()
            finally:
                raise
        finally:
            self._serving_forever_fut = None

    async def wait_closed(self):
        """Wait until it is closed and all its connections are."""
        if self._waiters is not None:
            waiter = self._loop.create_future()
            self._waiters.append(waiter)
            await waiter
