"""Generic socket server classes.

Servers for TCP, UDP and sockets in the file system; every request gets an instance of a handler
class. Mix-in classes handle requests in threads or in processes.

A request is got, verified, processed (which finishes it: here, in a thread or in a process) and
shut down; each of these steps is a method that may be overridden.
"""

import os
import selectors
import socket
import sys
import threading
from contextlib import contextmanager
from io import BufferedIOBase, BytesIO

__all__ = ["BaseServer", "TCPServer", "UDPServer", "ThreadingUDPServer", "ThreadingTCPServer",
           "BaseRequestHandler", "StreamRequestHandler", "DatagramRequestHandler",
           "ThreadingMixIn", "ForkingUDPServer", "ForkingTCPServer", "ForkingMixIn",
           "UnixStreamServer", "UnixDatagramServer", "ThreadingUnixStreamServer",
           "ThreadingUnixDatagramServer", "ForkingUnixStreamServer", "ForkingUnixDatagramServer"]


@contextmanager
def _watching(server):
    """Gives a function that waits for a request, some seconds long or for ever."""
    with getattr(selectors, "PollSelector", selectors.SelectSelector)() as selector:
        selector.register(server, selectors.EVENT_READ)
        yield selector.select


def _attempt(server, step, request, client_address):
    """Calls a step for the request; False if it raised an error, which was handled."""
    try:
        step(request, client_address)
    except Exception:
        server.handle_error(request, client_address)
        return False
    return True


# ---- servers --------------------------------------------------------------------------------


class BaseServer:
    """Base class for server classes: the life of a server and of a request."""

    timeout = None

    def __init__(self, server_address, RequestHandlerClass):
        """May be extended, but not replaced."""
        self.RequestHandlerClass = RequestHandlerClass
        self.server_address = server_address
        self.__shutdown_request = False
        self.__is_shut_down = threading.Event()

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        self.server_close()

    def serve_forever(self, poll_interval=0.5):
        """Handles one request after the other until shutdown().

        That is looked for every poll_interval seconds; self.timeout is ignored.
        """
        self.__is_shut_down.clear()
        try:
            with _watching(self) as wait:
                while not self.__shutdown_request:
                    found = wait(poll_interval)
                    if not self.__shutdown_request:
                        if found:
                            self._handle_request_noblock()
                        self.service_actions()
        finally:
            self.__shutdown_request = False
            self.__is_shut_down.set()

    def shutdown(self):
        """Ends serve_forever() in another thread (in the same one it would wait for itself)."""
        self.__shutdown_request = True
        self.__is_shut_down.wait()

    def handle_request(self):
        """Handles one request, or the timeout: the server's or the socket's, whichever is less."""
        limits = self.timeout, self.socket.gettimeout()
        with _watching(self) as wait:
            if wait(min((limit for limit in limits if limit is not None), default=None)):
                return self._handle_request_noblock()
        return self.handle_timeout()

    def _handle_request_noblock(self):
        """Handles the request that is there."""
        try:
            request, client_address = self.get_request()
        except OSError:
            return  # who asked has gone again
        verified = self.verify_request(request, client_address)
        handed_on = False
        try:
            handed_on = verified and _attempt(self, self.process_request, request, client_address)
        finally:
            if not handed_on:
                self.shutdown_request(request)

    # The steps for one request.

    def verify_request(self, request, client_address):
        """Whether to process the request."""
        return True

    def process_request(self, request, client_address):
        """Finishes the request and shuts it down; the mix-ins do that elsewhere."""
        self.finish_request(request, client_address)
        self.shutdown_request(request)

    def finish_request(self, request, client_address):
        """Makes an instance of RequestHandlerClass, which does the work."""
        self.RequestHandlerClass(request, client_address, self)

    def shutdown_request(self, request):
        """Ends a request, whatever came of it."""
        self.close_request(request)

    def close_request(self, request):
        """Cleans up after a request."""

    def handle_error(self, request, client_address):
        """Called while an error of a request is handled: prints it, so that the server goes on."""
        import traceback
        line = "-" * 40
        print(line, f"Exception occurred during processing of request from {client_address}",
              sep="\n", file=sys.stderr)
        traceback.print_exc()
        print(line, file=sys.stderr)

    # The moments in a server's life.

    def server_activate(self):
        """Called by the constructor when the server is bound."""

    def service_actions(self):
        """Called by serve_forever() between requests, at least every poll_interval seconds."""

    def handle_timeout(self):
        """Called by handle_request() when none has come in time."""

    def server_close(self):
        """Cleans up after the server."""


class TCPServer(BaseServer):
    """A server with a socket of its own: for streams (TCP), and the base of those below."""

    address_family, socket_type = socket.AF_INET, socket.SOCK_STREAM
    request_queue_size = 5
    allow_reuse_address = allow_reuse_port = False

    def __init__(self, server_address, RequestHandlerClass, bind_and_activate=True):
        """May be extended, but not replaced."""
        super().__init__(server_address, RequestHandlerClass)
        self.socket = socket.socket(self.address_family, self.socket_type)
        if not bind_and_activate:
            return
        try:
            self.server_bind()
            self.server_activate()
        except:
            self.server_close()
            raise

    def server_bind(self):
        """Binds the socket, and learns its address."""
        inet = self.address_family in (socket.AF_INET, socket.AF_INET6)
        for wanted, option in ((self.allow_reuse_address, "SO_REUSEADDR"),
                               (self.allow_reuse_port and inet, "SO_REUSEPORT")):
            if wanted and hasattr(socket, option):
                self.socket.setsockopt(socket.SOL_SOCKET, getattr(socket, option), 1)
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()

    def server_activate(self):
        """Called by the constructor when the server is bound: listens."""
        self.socket.listen(self.request_queue_size)

    def get_request(self):
        """The request, here a connection, and the client's address."""
        return self.socket.accept()

    def shutdown_request(self, request):
        """Ends a request; the client is told even if another process has the socket open."""
        try:
            request.shutdown(socket.SHUT_WR)
        except OSError:
            pass
        self.close_request(request)

    def close_request(self, request):
        """Cleans up after a request."""
        request.close()

    def fileno(self):
        """The socket's, for selectors."""
        return self.socket.fileno()

    def server_close(self):
        """Closes the socket."""
        self.socket.close()


class UDPServer(TCPServer):
    """A server for datagrams: each is a request, with the server's socket for the answer."""

    socket_type = socket.SOCK_DGRAM
    max_packet_size = 8192

    def server_activate(self):
        """There is nothing to listen for."""

    def get_request(self):
        packet, client_address = self.socket.recvfrom(self.max_packet_size)
        return (packet, self.socket), client_address

    def shutdown_request(self, request):
        self.close_request(request)

    def close_request(self, request):
        """The socket is the server's."""


class ForkingMixIn:
    """Processes each request in a new process."""

    timeout = 300
    active_children = None
    max_children = 40
    block_on_close = True

    def process_request(self, request, client_address):
        """Forks; the child finishes the request and ends."""
        pid = os.fork()
        if pid == 0:
            self._finish_and_exit(request, client_address)
        if self.active_children is None:
            self.active_children = set()
        self.active_children.add(pid)
        self.close_request(request)  # the child has it

    def _finish_and_exit(self, request, client_address):
        served = False
        try:
            try:
                served = _attempt(self, self.finish_request, request, client_address)
            finally:
                self.shutdown_request(request)
        finally:
            os._exit(0 if served else 1)

    def collect_children(self, *, blocking=False):
        """Waits for children that have ended: for all if blocking, for one if they are many."""
        children = self.active_children
        if children is None:
            return
        while len(children) >= self.max_children and self._reap(-1, 0):
            pass
        for pid in list(children):
            self._reap(pid, 0 if blocking else os.WNOHANG)

    def _reap(self, pid, options):
        """Waits for one child, any if pid is -1; False if waiting failed."""
        try:
            ended, _ = os.waitpid(pid, options)
        except ChildProcessError:
            # Somebody else has waited for it, or for all of them.
            gone = self.active_children if pid == -1 else {pid}
            self.active_children -= gone
        except OSError:
            return False
        else:
            self.active_children.discard(ended)
        return True

    def service_actions(self):
        """Called by serve_forever() between requests."""
        self.collect_children()

    def handle_timeout(self):
        """Called by handle_request() when none has come in time."""
        self.collect_children()

    def server_close(self):
        super().server_close()
        self.collect_children(blocking=self.block_on_close)


class ThreadingMixIn:
    """Processes each request in a new thread."""

    daemon_threads = False
    block_on_close = True
    _threads = ()  # that server_close() waits for

    def process_request(self, request, client_address):
        """Starts a thread for the request."""
        thread = threading.Thread(target=self.process_request_thread,
                                  args=(request, client_address), daemon=self.daemon_threads)
        if self.block_on_close and not thread.daemon:
            self._threads = [*filter(threading.Thread.is_alive, self._threads), thread]
        thread.start()

    def process_request_thread(self, request, client_address):
        """What the thread does."""
        try:
            _attempt(self, self.finish_request, request, client_address)
        finally:
            self.shutdown_request(request)

    def server_close(self):
        super().server_close()
        threads, self._threads = self._threads, ()
        for thread in threads:
            thread.join()


class UnixStreamServer(TCPServer):
    address_family = socket.AF_UNIX


class UnixDatagramServer(UDPServer):
    address_family = socket.AF_UNIX


def _combined(server):
    """The server's classes that process requests in processes, and in threads."""
    for way, mix_in in ("Forking", ForkingMixIn), ("Threading", ThreadingMixIn):
        yield type(way + server.__name__, (mix_in, server), {"__module__": __name__})


ForkingTCPServer, ThreadingTCPServer = _combined(TCPServer)
ForkingUDPServer, ThreadingUDPServer = _combined(UDPServer)
ForkingUnixStreamServer, ThreadingUnixStreamServer = _combined(UnixStreamServer)
ForkingUnixDatagramServer, ThreadingUnixDatagramServer = _combined(UnixDatagramServer)


# ---- handlers -------------------------------------------------------------------------------


class BaseRequestHandler:
    """Base class for request handlers.

    Making one handles the request: setup(), handle() and, in any case after setup(), finish().
    """

    def __init__(self, request, client_address, server):
        self.request, self.client_address, self.server = request, client_address, server
        self.setup()
        try:
            self.handle()
        finally:
            self.finish()

    def setup(self):
        """Called first."""

    def handle(self):
        """To be overridden: what is done for a request."""

    def finish(self):
        """Called last."""


class StreamRequestHandler(BaseRequestHandler):
    """Reads a connection as self.rfile and writes it as self.wfile, which has no buffer here."""

    timeout = None
    disable_nagle_algorithm = False
    rbufsize, wbufsize = -1, 0

    def setup(self):
        connection = self.connection = self.request
        if self.timeout is not None:
            connection.settimeout(self.timeout)
        if self.disable_nagle_algorithm:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, True)
        self.rfile = connection.makefile("rb", self.rbufsize)
        self.wfile = (connection.makefile("wb", self.wbufsize) if self.wbufsize
                      else _SocketWriter(connection))

    def finish(self):
        try:
            if not self.wfile.closed:
                self.wfile.flush()
        except OSError:
            pass  # the client has gone
        self.wfile.close()
        self.rfile.close()


class _SocketWriter(BufferedIOBase):
    """Sends what is written at once, and all of it (a raw file might write less)."""

    def __init__(self, sock):
        self._sock = sock

    def fileno(self):
        return self._sock.fileno()

    def writable(self):
        return True

    def write(self, b):
        self._sock.sendall(b)
        return memoryview(b).nbytes


class DatagramRequestHandler(BaseRequestHandler):
    """Reads a datagram as self.rfile; what is in self.wfile at the end is the answer."""

    def setup(self):
        self.packet, self.socket = self.request
        self.rfile, self.wfile = BytesIO(self.packet), BytesIO()

    def finish(self):
        self.socket.sendto(self.wfile.getvalue(), self.client_address)
