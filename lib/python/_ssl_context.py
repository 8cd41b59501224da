"""SSLContext: the settings that TLS connections share. Most of it is the native class's."""

import _ssl
import warnings

from _ssl import _SSLContext
from _ssl_enums import (PROTOCOL_TLS, Options, Purpose, TLSVersion, VerifyFlags, VerifyMode,
                        _ASN1Object, _SSLMethod, _TLSAlertType, _TLSContentType, _TLSMessageType)
from _ssl_errors import SSLError


def _member(kind, value):
    """The value as a member of the enumeration, or as it is."""
    try:
        return kind(value)
    except ValueError:
        return value


class SSLContext(_SSLContext):
    """The settings of TLS connections: certificates and keys, protocols, what is verified."""

    __module__ = "ssl"
    sslsocket_class = None  # set by module ssl: the classes of the connections it makes
    sslobject_class = None

    def __new__(cls, protocol=None, *args, **kwargs):
        if protocol is None:
            warnings.warn("ssl.SSLContext() without protocol argument is deprecated.",
                          DeprecationWarning, 2)
            protocol = PROTOCOL_TLS
        return _SSLContext.__new__(cls, protocol)

    # Connections.

    def _encode_hostname(self, hostname):
        if hostname is None:
            return None
        if isinstance(hostname, str):
            hostname = hostname.encode("idna")
        return hostname.decode("ascii")

    def wrap_socket(self, sock, server_side=False, do_handshake_on_connect=True,
                    suppress_ragged_eofs=True, server_hostname=None, session=None):
        """An SSLSocket that takes the place of a connected or listening stream socket."""
        return self.sslsocket_class._create(
            sock=sock, server_side=server_side, do_handshake_on_connect=do_handshake_on_connect,
            suppress_ragged_eofs=suppress_ragged_eofs, server_hostname=server_hostname,
            context=self, session=session)

    def wrap_bio(self, incoming, outgoing, server_side=False, server_hostname=None, session=None):
        """An SSLObject between two MemoryBIOs."""
        return self.sslobject_class._create(
            incoming, outgoing, server_side=server_side,
            server_hostname=self._encode_hostname(server_hostname), session=session, context=self)

    # Protocols above TLS, names of servers.

    def set_npn_protocols(self, npn_protocols):
        """Next protocol negotiation, which OpenSSL has no more."""
        warnings.warn("ssl NPN is deprecated, use ALPN instead", DeprecationWarning, 2)
        self._check_protocols(npn_protocols, "NPN")

    def set_alpn_protocols(self, alpn_protocols):
        """The protocols that are offered, or chosen from, in this order."""
        names = self._check_protocols(alpn_protocols, "ALPN")
        self._set_alpn_protocols(b"".join(bytes([len(name)]) + name for name in names))

    @staticmethod
    def _check_protocols(protocols, kind):
        names = [bytes(name, "ascii") for name in protocols]
        if not all(0 < len(name) < 256 for name in names):
            raise SSLError(f"{kind} protocols must be 1 to 255 in length")
        return names

    def set_servername_callback(self, server_name_callback):
        """As sni_callback, for a function that wants the name encoded."""
        if server_name_callback is None:
            self.sni_callback = None
            return
        if not callable(server_name_callback):
            raise TypeError("not a callable object")

        def callback(connection, name, context):
            return server_name_callback(connection, self._encode_hostname(name), context)

        self.sni_callback = callback

    def load_default_certs(self, purpose=Purpose.SERVER_AUTH):
        """Trusts the authorities that the system trusts."""
        if not isinstance(purpose, _ASN1Object):
            raise TypeError(purpose)
        self.set_default_verify_paths()

    # The native attributes, as members of enumerations.

    @property
    def minimum_version(self):
        return TLSVersion(super().minimum_version)

    @minimum_version.setter
    def minimum_version(self, value):
        if value == TLSVersion.SSLv3:
            self.options &= ~Options.OP_NO_SSLv3
        _SSLContext.minimum_version.__set__(self, value)

    @property
    def maximum_version(self):
        return TLSVersion(super().maximum_version)

    @maximum_version.setter
    def maximum_version(self, value):
        _SSLContext.maximum_version.__set__(self, value)

    @property
    def options(self):
        return Options(super().options)

    @options.setter
    def options(self, value):
        _SSLContext.options.__set__(self, value)

    @property
    def protocol(self):
        return _SSLMethod(super().protocol)

    @property
    def verify_flags(self):
        return VerifyFlags(super().verify_flags)

    @verify_flags.setter
    def verify_flags(self, value):
        _SSLContext.verify_flags.__set__(self, value)

    @property
    def verify_mode(self):
        return _member(VerifyMode, super().verify_mode)

    @verify_mode.setter
    def verify_mode(self, value):
        _SSLContext.verify_mode.__set__(self, value)

    @property
    def hostname_checks_common_name(self):
        """Whether a certificate without alternative names may name the host as its subject."""
        return not self._host_flags & _ssl.HOSTFLAG_NEVER_CHECK_SUBJECT

    @hostname_checks_common_name.setter
    def hostname_checks_common_name(self, value):
        if value:
            self._host_flags &= ~_ssl.HOSTFLAG_NEVER_CHECK_SUBJECT
        else:
            self._host_flags |= _ssl.HOSTFLAG_NEVER_CHECK_SUBJECT

    @property
    def _msg_callback(self):
        """A function that is told of the protocol's messages, for debugging.

        It is called with the connection, "read" or "write", the TLSVersion, the _TLSContentType,
        the _TLSMessageType or _TLSAlertType (numbers where there is no member), and the bytes.
        What it raises is raised when the operation is over.
        """
        inner = super()._msg_callback
        return None if inner is None else inner.user_function

    @_msg_callback.setter
    def _msg_callback(self, callback):
        if callback is None:
            _SSLContext._msg_callback.__set__(self, None)
            return
        if not callable(callback):
            raise TypeError(f"{callback} is not callable.")

        def inner(connection, direction, version, content_type, message_type, data):
            content_type = _member(_TLSContentType, content_type)
            kind = _MESSAGE_KINDS.get(content_type, _TLSMessageType)
            return callback(connection, direction, _member(TLSVersion, version), content_type,
                            _member(kind, message_type), data)

        inner.user_function = callback
        _SSLContext._msg_callback.__set__(self, inner)


_MESSAGE_KINDS = {_TLSContentType.HEADER: _TLSContentType, _TLSContentType.ALERT: _TLSAlertType}
