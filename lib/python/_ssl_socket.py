"""SSLSocket: a socket whose bytes go over TLS."""

import errno
from socket import SO_TYPE, SOCK_STREAM, SOL_SOCKET, socket

from _ssl_enums import SSL_ERROR_EOF
from _ssl_errors import SSLError
from _ssl_object import _as_der, SSLObject


def _has_early_data(sock):
    """Whether bytes wait in a socket whose connection is gone; they must not pass for TLS's."""
    timeout = sock.gettimeout()
    sock.setblocking(False)
    try:
        return sock.recv(1) != b""
    except OSError as failure:
        # Some systems say so only now, and nothing was there.
        if failure.errno not in (errno.ENOTCONN, errno.EINVAL):
            raise
        return False
    finally:
        sock.settimeout(timeout)


def _is_connected(sock):
    try:
        sock.getpeername()
        return True
    except OSError as failure:
        if failure.errno != errno.ENOTCONN:
            raise
    if _has_early_data(sock):
        reason = "Closed before TLS handshake with data in recv buffer."
        failure = SSLError(errno.ENOTCONN, reason)
        failure.reason = reason
        failure.library = None
        try:
            raise failure
        finally:
            failure = None
    return False


class SSLSocket(socket):
    """A stream socket that speaks TLS. SSLContext.wrap_socket() makes them."""

    __module__ = "ssl"

    def __init__(self, *args, **kwargs):
        raise TypeError(f"{self.__class__.__name__} does not have a public constructor. "
                        "Instances are returned by SSLContext.wrap_socket().")

    @classmethod
    def _create(cls, sock, server_side=False, do_handshake_on_connect=True,
                suppress_ragged_eofs=True, server_hostname=None, context=None, session=None):
        if sock.getsockopt(SOL_SOCKET, SO_TYPE) != SOCK_STREAM:
            raise NotImplementedError("only stream sockets are supported")
        if server_side:
            if server_hostname:
                raise ValueError("server_hostname can only be specified in client mode")
            if session is not None:
                raise ValueError("session can only be specified in client mode")
        if context.check_hostname and not server_hostname:
            raise ValueError("check_hostname requires server_hostname")

        timeout = sock.gettimeout()
        kind = {"family": sock.family, "type": sock.type, "proto": sock.proto,
                "fileno": sock.fileno()}
        self = cls.__new__(cls, **kind)
        super().__init__(self, **kind)
        sock.detach()
        self._context = context
        self._session = session
        self._sslobj = None
        self._connected = False
        self.server_side = server_side
        self.do_handshake_on_connect = do_handshake_on_connect
        self.suppress_ragged_eofs = suppress_ragged_eofs
        try:
            self.server_hostname = context._encode_hostname(server_hostname)
            self.settimeout(timeout)
            self._connected = _is_connected(self)
            if self._connected:
                self._begin(server_side)
        except:
            self.close()
            raise
        return self

    def _begin(self, server_side):
        self._sslobj = self._context._wrap_socket(self, server_side, self.server_hostname,
                                                  owner=self, session=self._session)
        if self.do_handshake_on_connect:
            if self.gettimeout() == 0:
                raise ValueError("do_handshake_on_connect should not be specified for "
                                 "non-blocking sockets")
            self.do_handshake()

    # ---- what the connection is ----

    @property
    def context(self):
        """The SSLContext in use."""
        return self._context

    @context.setter
    def context(self, context):
        self._context = context
        self._sslobj.context = context

    @property
    def session(self):
        """The SSLSession of a client."""
        return None if self._sslobj is None else self._sslobj.session

    @session.setter
    def session(self, session):
        self._session = session
        if self._sslobj is not None:
            self._sslobj.session = session

    @property
    def session_reused(self):
        """Whether the handshake resumed an older session."""
        return None if self._sslobj is None else self._sslobj.session_reused

    def dup(self):
        """Not possible: two objects cannot share a connection."""
        raise NotImplementedError(f"Can't dup() {self.__class__.__name__} instances")

    def _checkClosed(self, msg=None):
        """For those that override it."""

    def _check_connected(self):
        if not self._connected:
            self.getpeername()  # raises the right error

    def _connection(self):
        """The native object, of a socket that must be connected; None without TLS."""
        self._checkClosed()
        self._check_connected()
        return self._sslobj

    def getpeercert(self, binary_form=False):
        return self._connection().getpeercert(binary_form)

    def get_verified_chain(self):
        return _as_der(self._sslobj.get_verified_chain())

    def get_unverified_chain(self):
        return _as_der(self._sslobj.get_unverified_chain())

    def selected_npn_protocol(self):
        self._checkClosed()
        import warnings
        warnings.warn("ssl NPN is deprecated, use ALPN instead", DeprecationWarning, 2)

    def selected_alpn_protocol(self):
        self._checkClosed()
        return None if self._sslobj is None else self._sslobj.selected_alpn_protocol()

    def cipher(self):
        self._checkClosed()
        return None if self._sslobj is None else self._sslobj.cipher()

    def shared_ciphers(self):
        self._checkClosed()
        return None if self._sslobj is None else self._sslobj.shared_ciphers()

    def compression(self):
        self._checkClosed()
        return None if self._sslobj is None else self._sslobj.compression()

    def pending(self):
        self._checkClosed()
        return 0 if self._sslobj is None else self._sslobj.pending()

    def get_channel_binding(self, cb_type="tls-unique"):
        if self._sslobj is not None:
            return self._sslobj.get_channel_binding(cb_type)
        from ssl import CHANNEL_BINDING_TYPES
        if cb_type not in CHANNEL_BINDING_TYPES:
            raise ValueError(f"{cb_type} channel binding type not implemented")
        return None

    def version(self):
        return None if self._sslobj is None else self._sslobj.version()

    def _wrapped(self):
        if self._sslobj:
            return self._sslobj
        raise ValueError("No SSL wrapper around " + str(self))

    def verify_client_post_handshake(self):
        return self._wrapped().verify_client_post_handshake()

    # ---- data ----

    def read(self, len=1024, buffer=None):
        """Reads at most len bytes, none at the end; with a buffer, into it: how many."""
        self._checkClosed()
        if self._sslobj is None:
            raise ValueError("Read on closed or unwrapped SSL socket.")
        try:
            if buffer is None:
                return self._sslobj.read(len)
            return self._sslobj.read(len, buffer)
        except SSLError as failure:
            if failure.args[0] != SSL_ERROR_EOF or not self.suppress_ragged_eofs:
                raise
            return b"" if buffer is None else 0

    def write(self, data):
        """Sends bytes; how many they were."""
        self._checkClosed()
        if self._sslobj is None:
            raise ValueError("Write on closed or unwrapped SSL socket.")
        return self._sslobj.write(data)

    def _check_flags(self, flags, name):
        self._checkClosed()
        if self._sslobj is not None and flags != 0:
            raise ValueError(
                f"non-zero flags not allowed in calls to {name}() on {self.__class__}")

    def send(self, data, flags=0):
        self._check_flags(flags, "send")
        return super().send(data, flags) if self._sslobj is None else self._sslobj.write(data)

    def sendto(self, data, flags_or_addr, addr=None):
        self._refuse_if_wrapped("sendto")
        if addr is None:
            return super().sendto(data, flags_or_addr)
        return super().sendto(data, flags_or_addr, addr)

    def sendall(self, data, flags=0):
        self._check_flags(flags, "sendall")
        if self._sslobj is None:
            return super().sendall(data, flags)
        with memoryview(data) as view, view.cast("B") as rest:
            sent = 0
            while sent < len(rest):
                sent += self.send(rest[sent:])

    def sendfile(self, file, offset=0, count=None):
        """Sends a file; the kernel cannot do it where it must be encrypted."""
        if self._sslobj is None:
            return super().sendfile(file, offset, count)
        return self._sendfile_use_send(file, offset, count)

    def recv(self, buflen=1024, flags=0):
        self._check_flags(flags, "recv")
        return super().recv(buflen, flags) if self._sslobj is None else self.read(buflen)

    def recv_into(self, buffer, nbytes=None, flags=0):
        self._check_flags(flags, "recv_into")
        if nbytes is None:
            nbytes = 1024
            if buffer is not None:
                with memoryview(buffer) as view:
                    nbytes = view.nbytes or nbytes
        if self._sslobj is None:
            return super().recv_into(buffer, nbytes, flags)
        return self.read(nbytes, buffer)

    def recvfrom(self, buflen=1024, flags=0):
        self._refuse_if_wrapped("recvfrom")
        return super().recvfrom(buflen, flags)

    def recvfrom_into(self, buffer, nbytes=None, flags=0):
        self._refuse_if_wrapped("recvfrom_into")
        return super().recvfrom_into(buffer, nbytes, flags)

    def _refuse_if_wrapped(self, name):
        self._checkClosed()
        if self._sslobj is not None:
            raise ValueError(f"{name} not allowed on instances of {self.__class__}")

    def sendmsg(self, *args, **kwargs):
        self._refuse("sendmsg")

    def recvmsg(self, *args, **kwargs):
        self._refuse("recvmsg")

    def recvmsg_into(self, *args, **kwargs):
        self._refuse("recvmsg_into")

    def _refuse(self, name):
        raise NotImplementedError(f"{name} not allowed on instances of {self.__class__}")

    # ---- beginning and end ----

    def do_handshake(self, block=False):
        """Makes the handshake; `block`: also of a socket that else does not wait."""
        self._check_connected()
        timeout = self.gettimeout()
        try:
            if timeout == 0 and block:
                self.settimeout(None)
            self._sslobj.do_handshake()
        finally:
            self.settimeout(timeout)

    def _real_connect(self, addr, connect):
        if self.server_side:
            raise ValueError("can't connect in server-side mode")
        if self._connected or self._sslobj is not None:
            raise ValueError("attempt to connect already-connected SSLSocket!")
        self._sslobj = self._context._wrap_socket(self, False, self.server_hostname, owner=self,
                                                  session=self._session)
        try:
            problem = connect(addr)
            if not problem:
                self._connected = True
                if self.do_handshake_on_connect:
                    self.do_handshake()
            return problem
        except (OSError, ValueError):
            self._sslobj = None
            raise

    def connect(self, addr):
        """Connects, and makes the handshake."""
        self._real_connect(addr, super().connect)

    def connect_ex(self, addr):
        """As connect(), but returns an error of connecting as its number."""
        return self._real_connect(addr, super().connect_ex)

    def accept(self):
        """Waits for a connection: (an SSLSocket for it, the other end's address)."""
        sock, address = super().accept()
        sock = self.context.wrap_socket(
            sock, do_handshake_on_connect=self.do_handshake_on_connect,
            suppress_ragged_eofs=self.suppress_ragged_eofs, server_side=True)
        return sock, address

    def shutdown(self, how):
        self._checkClosed()
        self._sslobj = None
        super().shutdown(how)

    def unwrap(self):
        """Ends TLS: says goodbye, waits for the other end to do so; what goes on without it."""
        plain = self._wrapped().shutdown()
        self._sslobj = None
        return plain

    def _real_close(self):
        self._sslobj = None
        super()._real_close()


# What does the same is described alike.
for _name, _described in vars(SSLObject).items():
    _method = vars(SSLSocket).get(_name)
    if callable(_method) and not _method.__doc__:
        _method.__doc__ = _described.__doc__
del _name, _described, _method
