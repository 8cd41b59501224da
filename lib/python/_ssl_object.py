"""SSLObject: TLS between two buffers; who uses it moves the bytes."""

from _ssl import ENCODING_DER as _DER


class SSLObject:
    """A TLS connection over two MemoryBIOs, for those who do input and output themselves.

    SSLContext.wrap_bio() makes them. Where an SSLSocket would wait, SSLWantReadError asks for
    more in the incoming buffer. The handshake is not made at the beginning, and an end without
    close_notify is an error.
    """

    __module__ = "ssl"

    def __init__(self, *args, **kwargs):
        raise TypeError(f"{self.__class__.__name__} does not have a public constructor. "
                        "Instances are returned by SSLContext.wrap_bio().")

    @classmethod
    def _create(cls, incoming, outgoing, server_side=False, server_hostname=None, session=None,
                context=None):
        self = cls.__new__(cls)
        self._sslobj = context._wrap_bio(incoming, outgoing, server_side=server_side,
                                         server_hostname=server_hostname, owner=self,
                                         session=session)
        return self

    @property
    def context(self):
        """The SSLContext in use."""
        return self._sslobj.context

    @context.setter
    def context(self, context):
        self._sslobj.context = context

    @property
    def session(self):
        """The SSLSession of a client."""
        return self._sslobj.session

    @session.setter
    def session(self, session):
        self._sslobj.session = session

    @property
    def session_reused(self):
        """Whether the handshake resumed an older session."""
        return self._sslobj.session_reused

    @property
    def server_side(self):
        """Whether this is the server's end."""
        return self._sslobj.server_side

    @property
    def server_hostname(self):
        """The name of the server, or None."""
        return self._sslobj.server_hostname

    def read(self, len=1024, buffer=None):
        """Reads at most len bytes; with a buffer, into it: how many they were."""
        if buffer is None:
            return self._sslobj.read(len)
        return self._sslobj.read(len, buffer)

    def write(self, data):
        """Writes bytes; how many they were."""
        return self._sslobj.write(data)

    def getpeercert(self, binary_form=False):
        """The other end's certificate: a dict, empty if it was not verified; None for none.

        In binary form its bytes (DER), verified or not.
        """
        return self._sslobj.getpeercert(binary_form)

    def get_verified_chain(self):
        """The certificates from the other end's to the trusted one, as DER."""
        return _as_der(self._sslobj.get_verified_chain())

    def get_unverified_chain(self):
        """The certificates that the other end has shown, as DER."""
        return _as_der(self._sslobj.get_unverified_chain())

    def selected_npn_protocol(self):
        """None: OpenSSL has no NPN any more."""
        import warnings
        warnings.warn("ssl NPN is deprecated, use ALPN instead", DeprecationWarning, 2)

    def selected_alpn_protocol(self):
        """The protocol that both ends have agreed on, or None."""
        return self._sslobj.selected_alpn_protocol()

    def cipher(self):
        """(name, protocol version, secret bits) of the cipher in use."""
        return self._sslobj.cipher()

    def shared_ciphers(self):
        """The ciphers that both ends have, at a server; else None."""
        return self._sslobj.shared_ciphers()

    def compression(self):
        """The name of the compression in use, or None."""
        return self._sslobj.compression()

    def pending(self):
        """How many bytes can be read at once."""
        return self._sslobj.pending()

    def do_handshake(self):
        """Makes, or continues, the handshake."""
        self._sslobj.do_handshake()

    def unwrap(self):
        """Says goodbye and waits for the other end to do so."""
        return self._sslobj.shutdown()

    def get_channel_binding(self, cb_type="tls-unique"):
        """What names this connection (RFC 5929), None before the handshake."""
        return self._sslobj.get_channel_binding(cb_type)

    def version(self):
        """The version of the protocol in use, as "TLSv1.3"; None before the handshake."""
        return self._sslobj.version()

    def verify_client_post_handshake(self):
        """Asks the client for a certificate after the handshake (TLS 1.3)."""
        return self._sslobj.verify_client_post_handshake()


def _as_der(chain):
    return [certificate.public_bytes(_DER) for certificate in chain or ()]
