"""Sockets.

The class socket adds to _socket.socket what is made of other objects: enumerations for its family
and type, files that read and write it, accept() and dup(), which give sockets again. The module
also has what _socket has: constants, names and addresses of hosts, numbers in network order.
"""

import io
import os
from enum import IntEnum, IntFlag
from errno import EAGAIN, EBADF, EWOULDBLOCK

import _socket
from _socket import *

__all__ = ["fromfd", "getfqdn", "create_connection", "create_server", "has_dualstack_ipv6",
           "send_fds", "recv_fds", "AddressFamily", "SocketKind"]
__all__.extend(name for name in dir(_socket) if not name.startswith("_"))


def _constants(prefix):
    return {name: getattr(_socket, name) for name in dir(_socket)
            if name.isupper() and name.startswith(prefix)}


# The constants of a kind are members of one enumeration, and known to the module by its members.
AddressFamily = IntEnum("AddressFamily", _constants("AF_"), module=__name__)
SocketKind = IntEnum("SocketKind", _constants("SOCK_"), module=__name__)
MsgFlag = IntFlag("MsgFlag", _constants("MSG_"), module=__name__)
AddressInfo = IntFlag("AddressInfo", _constants("AI_"), module=__name__)
for _kind in (AddressFamily, SocketKind, MsgFlag, AddressInfo):
    globals().update(_kind.__members__)
del _kind

_LOCALHOST, _LOCALHOST_V6 = "127.0.0.1", "::1"


def _member(kind, number):
    """The member of an enumeration, or the number where it has none."""
    try:
        return kind(number)
    except ValueError:
        return number


class _GiveupOnSendfile(Exception):
    """The kernel cannot send this file."""


class socket(_socket.socket):
    """A subclass of _socket.socket adding the makefile() method."""

    # _io_refs: how many files of it are open; they keep it open when it is closed.
    __slots__ = ["__weakref__", "_io_refs", "_closed"]

    def __init__(self, family=-1, type=-1, proto=-1, fileno=None):
        if fileno is None:
            family = AF_INET if family == -1 else family
            type = SOCK_STREAM if type == -1 else type
            proto = 0 if proto == -1 else proto
        super().__init__(family, type, proto, fileno)
        self._closed = False
        self._io_refs = 0

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        if not self._closed:
            self.close()

    def __repr__(self):
        cls = self.__class__
        closed = getattr(self, "_closed", False)
        parts = [f"<{cls.__module__}.{cls.__qualname__}{' [closed]' if closed else ''}"
                 f" fd={self.fileno()}",
                 f"family={int(self.family)}", f"type={int(self.type)}", f"proto={self.proto}"]
        if not closed:
            for name, method in ("laddr", "getsockname"), ("raddr", "getpeername"):
                try:
                    address = getattr(self, method)()
                except (error, AttributeError):
                    continue
                if address:
                    parts.append(f"{name}={address}")
        return ", ".join(parts) + ">"

    def __getstate__(self):
        raise TypeError(f"cannot pickle {type(self).__name__!r} object")

    @property
    def family(self):
        """The address family."""
        return _member(AddressFamily, super().family)

    @property
    def type(self):
        """The kind of socket."""
        return _member(SocketKind, super().type)

    def get_inheritable(self):
        """Whether child processes have it, too."""
        return os.get_inheritable(self.fileno())

    def set_inheritable(self, inheritable):
        """Sets whether child processes have it, too."""
        os.set_inheritable(self.fileno(), inheritable)

    def dup(self):
        """Another socket object for the same connection."""
        copy = self.__class__(self.family, self.type, self.proto, fileno=dup(self.fileno()))
        copy.settimeout(self.gettimeout())
        return copy

    def accept(self):
        """Waits for a connection; a socket for it, and the other end's address."""
        fd, address = self._accept()
        connection = socket(self.family, self.type, self.proto, fileno=fd)
        # Some systems hand down that the listening socket does not block.
        if self.gettimeout() and getdefaulttimeout() is None:
            connection.setblocking(True)
        return connection, address

    def close(self):
        """Closes the socket, once the files made of it are closed."""
        self._closed = True
        if self._io_refs <= 0:
            self._real_close()

    def _real_close(self, _ss=_socket.socket):
        # A default argument, as the module's names may be gone at exit.
        _ss.close(self)

    def _decref_socketios(self):
        """Called by a SocketIO that is closed; what else gives them has it, too."""
        if self._io_refs > 0:
            self._io_refs -= 1
        if self._closed:
            self.close()

    def detach(self):
        """The descriptor, which is not the object's any more."""
        self._closed = True
        return super().detach()

    def makefile(self, mode="r", buffering=None, *, encoding=None, errors=None, newline=None):
        """A file that reads or writes the socket; the arguments are those of open()."""
        if not {*mode} <= {*"rwb"}:
            raise ValueError(f"invalid mode {mode!r} (only r, w, b allowed)")
        binary, writing = "b" in mode, "w" in mode
        reading = "r" in mode or not writing
        raw = SocketIO(self, "r" * reading + "w" * writing)
        self._io_refs += 1
        if buffering is None or buffering < 0:
            buffering = io.DEFAULT_BUFFER_SIZE
        elif buffering == 0:
            if not binary:
                raise ValueError("unbuffered streams must be binary")
            return raw
        if not writing:
            file = io.BufferedReader(raw, buffering)
        elif not reading:
            file = io.BufferedWriter(raw, buffering)
        else:
            file = io.BufferedRWPair(raw, raw, buffering)
        if not binary:
            file = io.TextIOWrapper(file, io.text_encoding(encoding), errors, newline)
            file.mode = mode
        return file

    # Sending files: by the kernel, or block by block.

    def sendfile(self, file, offset=0, count=None):
        """Sends a file, opened in binary mode, from the offset; how many bytes it were.

        The file's position afterwards is behind what was sent, also if there was an error.
        """
        try:
            return self._sendfile_use_sendfile(file, offset, count)
        except _GiveupOnSendfile:
            return self._sendfile_use_send(file, offset, count)

    def _check_sendfile_params(self, file, count):
        if "b" not in getattr(file, "mode", "b"):
            raise ValueError("file should be opened in binary mode")
        if not self.type & SOCK_STREAM:
            raise ValueError("only SOCK_STREAM type sockets are supported")
        if count is not None and not (isinstance(count, int) and count > 0):
            problem = ValueError if isinstance(count, int) else TypeError
            raise problem(f"count must be a positive integer (got {count!r})")

    def _sendfile_use_sendfile(self, file, offset=0, count=None):
        self._check_sendfile_params(file, count)
        if not hasattr(os, "sendfile"):
            raise _GiveupOnSendfile("os.sendfile() not available")
        try:
            fd = file.fileno()
            size = os.fstat(fd).st_size
        except (AttributeError, OSError) as failure:
            raise _GiveupOnSendfile(failure)
        if size == 0:
            return 0
        timeout = self._timeout_for_file()

        import selectors
        with selectors.DefaultSelector() as selector:
            selector.register(self.fileno(), selectors.EVENT_WRITE)

            def send(position, size):
                while True:
                    if timeout and not selector.select(timeout):
                        raise TimeoutError("timed out")
                    try:
                        return os.sendfile(self.fileno(), fd, position, size)
                    except BlockingIOError:
                        pass  # somebody else wrote in between
                    except OSError as failure:
                        if position > offset:
                            raise
                        raise _GiveupOnSendfile(failure)

            return self._send_blocks(send, min(size, 2**30), file, offset, count)

    def _sendfile_use_send(self, file, offset=0, count=None):
        self._check_sendfile_params(file, count)
        self._timeout_for_file()
        if offset:
            file.seek(offset)
        rest = b""

        def send(position, size):
            nonlocal rest
            rest = rest or memoryview(file.read(size))
            sent = self.send(rest) if rest else 0
            rest = rest[sent:]
            return sent

        return self._send_blocks(send, 8192, file, offset, count)

    def _timeout_for_file(self):
        timeout = self.gettimeout()
        if timeout == 0:
            raise ValueError("non-blocking sockets are not supported")
        return timeout

    def _send_blocks(self, send, block_size, file, offset, count):
        """Calls send(position, size), which tells how much it sent, to the end or the count."""
        sent = 0
        try:
            while count is None or sent < count:
                size = block_size if count is None else min(block_size, count - sent)
                done = send(offset + sent, size)
                if done == 0:
                    break
                sent += done
        finally:
            if sent and hasattr(file, "seek"):
                file.seek(offset + sent)
        return sent


def fromfd(fd, family, type, proto=0):
    """A socket object for a duplicate of the descriptor."""
    return socket(family, type, proto, dup(fd))


def socketpair(family=None, type=SOCK_STREAM, proto=0):
    """Two sockets that are connected with each other."""
    family = AF_UNIX if family is None else family
    return tuple(socket(family, type, proto, end.detach())
                 for end in _socket.socketpair(family, type, proto))


def send_fds(sock, buffers, fds, flags=0, address=None):
    """Sends the buffers and, along a Unix socket, descriptors; how many bytes it were."""
    import array
    rights = (SOL_SOCKET, SCM_RIGHTS, array.array("i", fds))
    return sock.sendmsg(buffers, [rights], flags, address)


def recv_fds(sock, bufsize, maxfds, flags=0):
    """What send_fds() sent: (data, descriptors, flags, address)."""
    import array
    fds = array.array("i")
    data, ancillary, flags, address = sock.recvmsg(bufsize, CMSG_LEN(maxfds * fds.itemsize))
    for level, kind, rights in ancillary:
        if (level, kind) == (SOL_SOCKET, SCM_RIGHTS):
            fds.frombytes(rights[:len(rights) - len(rights) % fds.itemsize])
    return data, list(fds), flags, address


class SocketIO(io.RawIOBase):
    """The raw file that makefile() gives, or has buffers for."""

    def __init__(self, sock, mode):
        if mode not in ("r", "w", "rw", "rb", "wb", "rwb"):
            raise ValueError(f"invalid mode: {mode!r}")
        super().__init__()
        self._sock = sock
        self._mode = mode.removesuffix("b") + "b"
        self._timed_out = False

    @property
    def mode(self):
        return self._mode

    @property
    def name(self):
        return -1 if self.closed else self.fileno()

    def fileno(self):
        """The socket's."""
        self._checkClosed()
        return self._sock.fileno()

    def _while_open(self, answer):
        if self.closed:
            raise ValueError("I/O operation on closed socket.")
        return answer

    def readable(self):
        """Whether the file was opened for reading."""
        return self._while_open("r" in self._mode)

    def writable(self):
        """Whether the file was opened for writing."""
        return self._while_open("w" in self._mode)

    def seekable(self):
        """Sockets are not."""
        return self._while_open(False)

    def readinto(self, b):
        """Fills at most the buffer; how much, 0 at the end, None if that would block."""
        self._checkClosed()
        self._checkReadable()
        if self._timed_out:
            # What a buffer has read before the timeout is lost.
            raise OSError("cannot read from timed out object")
        try:
            return self._sock.recv_into(b)
        except BlockingIOError:
            return None
        except TimeoutError:
            self._timed_out = True
            raise

    def write(self, b):
        """Sends some of the bytes; how many, None if that would block."""
        self._checkClosed()
        self._checkWritable()
        try:
            return self._sock.send(b)
        except BlockingIOError:
            return None

    def close(self):
        """Closes the file; the socket, too, if it is the last that keeps that open."""
        if not self.closed:
            super().close()
            self._sock._decref_socketios()
            self._sock = None


# ---- hosts ----------------------------------------------------------------------------------


def getaddrinfo(host, port, family=0, type=0, proto=0, flags=0):
    """What a socket for a host and a service needs: (family, type, proto, name, address)s."""
    return [(_member(AddressFamily, family), _member(SocketKind, kind), *rest)
            for family, kind, *rest
            in _socket.getaddrinfo(host, port, family, type, proto, flags)]


def getfqdn(name=""):
    """The full name of a host (of this one by default), or the name if that is not found."""
    name = name.strip()
    if name in ("", "0.0.0.0", "::"):
        name = gethostname()
    try:
        official, aliases, _ = gethostbyaddr(name)
    except error:
        return name
    return next((full for full in [official, *aliases] if "." in full), official)


# ---- connections and servers ----------------------------------------------------------------

_GLOBAL_DEFAULT_TIMEOUT = object()


def _connected(kind, target, timeout, source_address):
    sock = socket(*kind)
    try:
        if timeout is not _GLOBAL_DEFAULT_TIMEOUT:
            sock.settimeout(timeout)
        if source_address:
            sock.bind(source_address)
        sock.connect(target)
    except:
        sock.close()
        raise
    return sock


def create_connection(address, timeout=_GLOBAL_DEFAULT_TIMEOUT, source_address=None, *,
                      all_errors=False):
    """A socket connected to (host, port), to the first of its addresses that answers.

    If none does, the last error is raised, or all of them as a group.
    """
    host, port = address
    failures = []
    try:
        for *kind, _, target in getaddrinfo(host, port, 0, SOCK_STREAM):
            try:
                return _connected(kind, target, timeout, source_address)
            except error as failure:
                failures.append(failure)
        if not failures:
            raise error("getaddrinfo returns an empty list")
        if all_errors:
            raise ExceptionGroup("create_connection failed", failures)
        raise failures[-1]
    finally:
        failures.clear()  # they refer to this frame


def has_dualstack_ipv6():
    """Whether one socket can serve both IPv4 and IPv6."""
    if not has_ipv6:
        return False
    try:
        with socket(AF_INET6, SOCK_STREAM) as sock:
            sock.setsockopt(IPPROTO_IPV6, IPV6_V6ONLY, 0)
    except error:
        return False
    return True


def create_server(address, *, family=AF_INET, backlog=None, reuse_port=False,
                  dualstack_ipv6=False):
    """A socket that listens at (host, port).

    The backlog is listen()'s argument. An AF_INET6 socket serves IPv4, too, if dualstack_ipv6.
    """
    if dualstack_ipv6:
        if not has_dualstack_ipv6():
            raise ValueError("dualstack_ipv6 not supported on this platform")
        if family != AF_INET6:
            raise ValueError("dualstack_ipv6 requires AF_INET6 family")
    sock = socket(family, SOCK_STREAM)
    try:
        _set_server_options(sock, family, reuse_port, dualstack_ipv6)
        try:
            sock.bind(address)
        except error as failure:
            problem = f"{failure.strerror} (while attempting to bind on address {address!r})"
            raise error(failure.errno, problem) from None
        sock.listen(*() if backlog is None else (backlog,))
    except error:
        sock.close()
        raise
    return sock


def _set_server_options(sock, family, reuse_port, dualstack_ipv6):
    try:
        # A server that is started again gets its port at once.
        sock.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
    except error:
        pass
    if reuse_port:
        sock.setsockopt(SOL_SOCKET, SO_REUSEPORT, 1)
    if has_ipv6 and family == AF_INET6:
        sock.setsockopt(IPPROTO_IPV6, IPV6_V6ONLY, not dualstack_ipv6)
