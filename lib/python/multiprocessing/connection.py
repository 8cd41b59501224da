"""Connections: messages through pipes and sockets, each with its length before it."""

import hmac
import itertools
import os
import selectors
import socket
import struct
import tempfile
import time

from . import context, reduction, util

__all__ = ["Client", "Listener", "Pipe", "wait"]

_READ_SIZE = 1 << 16
_SHORT_MAX = 0x7fffffff  # longer messages have -1 and a length of 8 bytes before them
_SHORT, _LONG = struct.Struct("!i"), struct.Struct("!Q")

_temporary_numbers = itertools.count()


class Connection:
    """One end of a pipe."""

    _handle = None

    def __init__(self, handle, readable=True, writable=True):
        handle = handle.__index__()
        if handle < 0:
            raise ValueError("invalid handle")
        if not readable and not writable:
            raise ValueError("at least one of `readable` and `writable` must be True")
        self._handle, self._readable, self._writable = handle, readable, writable

    def __del__(self):
        if self._handle is not None:
            self.close()

    def _check(self, readable=False, writable=False):
        if self._handle is None:
            raise OSError("handle is closed")
        if readable and not self._readable:
            raise OSError("connection is write-only")
        if writable and not self._writable:
            raise OSError("connection is read-only")

    closed = property(lambda self: self._handle is None, doc="Whether it is closed.")
    readable = property(lambda self: self._readable, doc="Whether messages can be received.")
    writable = property(lambda self: self._writable, doc="Whether messages can be sent.")

    def fileno(self):
        """The descriptor."""
        self._check()
        return self._handle

    def close(self):
        """Closes it."""
        handle, self._handle = self._handle, None
        if handle is not None:
            os.close(handle)

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        self.close()

    # ---- sending

    def send(self, obj):
        """Sends an object, pickled."""
        self._check(writable=True)
        self._send_message(reduction.ForkingPickler.dumps(obj))

    def send_bytes(self, buf, offset=0, size=None):
        """Sends bytes, as one message."""
        self._check(writable=True)
        data = memoryview(buf)
        if data.itemsize > 1:
            data = data.cast("B")
        if offset < 0:
            raise ValueError("offset is negative")
        if len(data) < offset:
            raise ValueError("buffer length < offset")
        if size is None:
            size = len(data) - offset
        elif size < 0:
            raise ValueError("size is negative")
        elif offset + size > len(data):
            raise ValueError("buffer length < offset + size")
        self._send_message(data[offset:offset + size])

    def _send_message(self, data):
        size = len(data)
        header = _SHORT.pack(size) if size <= _SHORT_MAX else _SHORT.pack(-1) + _LONG.pack(size)
        if size <= _READ_SIZE:
            self._write(header + data)  # in one piece, for pipes with several writers
        else:
            self._write(header)
            self._write(data)

    def _write(self, data):
        data = memoryview(data)
        while data:
            data = data[os.write(self._handle, data):]

    # ---- receiving

    def recv(self):
        """An object."""
        self._check(readable=True)
        return reduction.ForkingPickler.loads(self._receive_message())

    def recv_bytes(self, maxlength=None):
        """A message as bytes; OSError if it is longer than maxlength."""
        self._check(readable=True)
        if maxlength is not None and maxlength < 0:
            raise ValueError("negative maxlength")
        return bytes(self._receive_message(maxlength))

    def recv_bytes_into(self, buf, offset=0):
        """Puts a message into a buffer; its length."""
        self._check(readable=True)
        target = memoryview(buf).cast("B")
        if offset < 0:
            raise ValueError("negative offset")
        if offset > len(target):
            raise ValueError("offset too large")
        message = self._receive_message()
        if len(message) > len(target) - offset:
            raise context.BufferTooShort(bytes(message))
        target[offset:offset + len(message)] = message
        return len(message)

    def _receive_message(self, most=None):
        size, = _SHORT.unpack(self._read(_SHORT.size))
        if size == -1:
            size, = _LONG.unpack(self._read(_LONG.size))
        if most is not None and size > most:
            # the rest of it would be taken for a header
            if self._writable:
                self._readable = False
            else:
                self.close()
            raise OSError("bad message length")
        return self._read(size, may_end=False)

    def _read(self, size, may_end=True):
        data = bytearray()
        while len(data) < size:
            part = os.read(self._handle, min(size - len(data), 1 << 20))
            if not part:
                if may_end and not data:
                    raise EOFError
                raise OSError("got end of file during message")
            data += part
        return data

    def poll(self, timeout=0.0):
        """Whether there is something to receive, after waiting at most so long."""
        self._check(readable=True)
        return bool(wait([self], timeout))


def _reduce_connection(conn):
    return _rebuild_connection, (reduction.DupFd(conn.fileno()), conn.readable, conn.writable)


def _rebuild_connection(descriptor, readable, writable):
    return Connection(descriptor.detach(), readable, writable)


reduction.register(Connection, _reduce_connection)


def Pipe(duplex=True):
    """Two connected Connections; with duplex=False the first reads what the second writes."""
    if duplex:
        first, second = socket.socketpair()
        first.setblocking(True)
        second.setblocking(True)
        return Connection(first.detach()), Connection(second.detach())
    read_end, write_end = os.pipe()
    return Connection(read_end, writable=False), Connection(write_end, readable=False)


def wait(object_list, timeout=None):
    """Those of the connections, sockets and descriptors that are ready, or an empty list."""
    with getattr(selectors, "PollSelector", selectors.SelectSelector)() as selector:
        for obj in object_list:
            selector.register(obj, selectors.EVENT_READ)
        deadline = None if timeout is None else time.monotonic() + timeout
        while True:
            ready = [key.fileobj for key, _ in selector.select(timeout)]
            if ready or timeout is None and not object_list:
                return ready
            if deadline is not None:
                timeout = deadline - time.monotonic()
                if timeout <= 0:
                    return ready


# ---- connections by address ---------------------------------------------------------------------

default_family = "AF_UNIX"
families = ["AF_INET", "AF_UNIX"]


def arbitrary_address(family):
    """An address that nobody has."""
    if family == "AF_INET":
        return "localhost", 0
    if family == "AF_UNIX":
        return tempfile.mktemp(prefix=f"listener-{os.getpid()}-{next(_temporary_numbers)}-",
                               dir=util.get_temp_dir())
    raise ValueError("unrecognized family")


def address_type(address):
    """The family that an address is of."""
    if isinstance(address, tuple):
        return "AF_INET"
    if isinstance(address, str) and address.startswith("\\\\"):
        return "AF_PIPE"  # of Windows
    if isinstance(address, str) or isinstance(address, bytes):
        return "AF_UNIX"
    raise ValueError(f"address type of {address!r} unrecognized")


def _checked_family(family, address):
    family = family or (address_type(address) if address else default_family)
    if family not in families:
        raise ValueError(f"Family {family} is not recognized.")
    return family


def _check_key(authkey):
    if authkey is not None and not isinstance(authkey, bytes):
        raise TypeError("authkey should be a byte string")


class Listener:
    """Waits for Clients at an address; with a key only for those who know it."""

    def __init__(self, address=None, family=None, backlog=1, authkey=None):
        family = _checked_family(family, address)
        _check_key(authkey)
        address = address or arbitrary_address(family)
        self._authkey = authkey
        self._socket = socket.socket(getattr(socket, family))
        try:
            self._socket.setblocking(True)  # whatever the default is
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            self._socket.bind(address)
            self._socket.listen(backlog)
            self._address = self._socket.getsockname()
        except OSError:
            self._socket.close()
            raise
        self._last_accepted = None
        self._unlink = None
        if family == "AF_UNIX" and not util.is_abstract_socket_namespace(address):
            self._unlink = util.Finalize(self, _remove, (address,), exitpriority=0)

    def accept(self):
        """The connection of the next client."""
        if self._socket is None:
            raise OSError("listener is closed")
        sock, self._last_accepted = self._socket.accept()
        sock.setblocking(True)
        conn = Connection(sock.detach())
        if self._authkey is not None:
            try:
                deliver_challenge(conn, self._authkey)
                answer_challenge(conn, self._authkey)
            except BaseException:
                conn.close()
                raise
        return conn

    def close(self):
        """Waits for nobody any more."""
        if self._socket is not None:
            self._socket.close()
            self._socket = None
            if self._unlink is not None:
                self._unlink()

    address = property(lambda self: self._address)
    last_accepted = property(lambda self: self._last_accepted)

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        self.close()


def _remove(path):
    try:
        os.unlink(path)
    except FileNotFoundError:
        pass


def Client(address, family=None, authkey=None):
    """A connection to the Listener at an address."""
    family = _checked_family(family, address)
    _check_key(authkey)
    with socket.socket(getattr(socket, family)) as sock:
        sock.setblocking(True)
        sock.connect(address)
        conn = Connection(sock.detach())
    if authkey is not None:
        try:
            answer_challenge(conn, authkey)
            deliver_challenge(conn, authkey)
        except BaseException:
            conn.close()
            raise
    return conn


# ---- keys: each end shows that it has it by the digest of what the other thought of --------------

_CHALLENGE, _WELCOME, _FAILURE = b"#CHALLENGE#", b"#WELCOME#", b"#FAILURE#"
_MESSAGE_SIZE, _DIGEST = 40, "sha256"
_DIGESTS = ("md5", "sha256", "sha384", "sha3_256", "sha3_384")


def _digest_of(message):
    """The name of the digest that a message asks for, in braces before it; md5 of old ends."""
    if not message.startswith(b"{"):
        return "md5", message
    name, brace, rest = message[1:].partition(b"}")
    if not brace or name.decode("ascii", "replace") not in _DIGESTS:
        raise context.AuthenticationError("unsupported digest")
    return name.decode("ascii"), rest


def deliver_challenge(connection, authkey, digest_name=_DIGEST):
    """Raises AuthenticationError if the other end does not know the key."""
    if not isinstance(authkey, bytes):
        raise ValueError(f"Authkey must be bytes, not {type(authkey)!s}")
    message = b"{%s}" % digest_name.encode() + os.urandom(_MESSAGE_SIZE)
    connection.send_bytes(_CHALLENGE + message)
    name, answer = _digest_of(connection.recv_bytes(256))
    if hmac.compare_digest(answer, hmac.digest(authkey, message, name)):
        connection.send_bytes(_WELCOME)
    else:
        connection.send_bytes(_FAILURE)
        raise context.AuthenticationError("digest received was wrong")


def answer_challenge(connection, authkey):
    """Shows the other end that this one knows the key."""
    if not isinstance(authkey, bytes):
        raise ValueError(f"Authkey must be bytes, not {type(authkey)!s}")
    message = connection.recv_bytes(256)
    if not message.startswith(_CHALLENGE):
        raise context.AuthenticationError(f"Protocol error, expected challenge: {message=}")
    message = message[len(_CHALLENGE):]
    name, _ = _digest_of(message)
    prefix = b"{%s}" % name.encode() if message.startswith(b"{") else b""
    connection.send_bytes(prefix + hmac.digest(authkey, message, name))
    if connection.recv_bytes(256) != _WELCOME:
        raise context.AuthenticationError("digest sent was rejected")
