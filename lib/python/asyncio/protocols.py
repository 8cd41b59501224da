"""What protocols are told by their transports. Nothing need be answered, but for get_buffer().

    connection_made (data_received* eof_received? | datagram_received*) connection_lost
"""

__all__ = ("BaseProtocol", "Protocol", "DatagramProtocol", "SubprocessProtocol",
           "BufferedProtocol")


class BaseProtocol:
    """What every protocol is told."""

    __slots__ = ()

    def connection_made(self, transport):
        """The connection begins."""

    def connection_lost(self, exc):
        """It has ended; None: as it should, or by abort()."""

    def pause_writing(self):
        """The transport has more to send than its high limit."""

    def resume_writing(self):
        """The transport has sent all but its low limit."""


class SubprocessProtocol(BaseProtocol):
    """Interface for protocol for subprocess calls."""

    __slots__ = ()

    def process_exited(self):
        """The process has ended."""

    def pipe_data_received(self, fd, data):
        """The process has written to a pipe."""

    def pipe_connection_lost(self, fd, exc):
        """A pipe is closed."""


class DatagramProtocol(BaseProtocol):
    """Interface for datagram protocol."""

    __slots__ = ()

    def datagram_received(self, data, addr):
        """A datagram has arrived."""

    def error_received(self, exc):
        """Sending or receiving one raised an OSError."""


class BufferedProtocol(BaseProtocol):
    """Interface for stream protocol with manual buffer control."""

    __slots__ = ()

    def get_buffer(self, sizehint):
        """A buffer is to be returned, for what arrives next."""

    def buffer_updated(self, nbytes):
        """So many bytes of the buffer are filled."""

    def eof_received(self):
        """The peer has sent all; unless this returns true, the transport closes itself."""


class Protocol(BaseProtocol):
    """Interface for stream protocol."""

    __slots__ = ()

    def data_received(self, data):
        """Some bytes have arrived."""

    eof_received = BufferedProtocol.eof_received
