"""What transports can do: each carries the bytes of one connection, pipe or process."""

__all__ = ("BaseTransport", "ReadTransport", "WriteTransport", "Transport", "DatagramTransport",
           "SubprocessTransport")

from . import _abstract


@_abstract.methods("is_closing close set_protocol get_protocol")
class BaseTransport:
    """Base class for transports.

    close() sends what is buffered first; then the protocol's connection_lost(None) is called.
    """

    __slots__ = ("_extra",)

    def __init__(self, extra=None):
        self._extra = {} if extra is None else extra

    def get_extra_info(self, name, default=None):
        """Get optional transport information."""
        return self._extra.get(name, default)


@_abstract.methods("is_reading pause_reading resume_reading")
class ReadTransport(BaseTransport):
    """Interface for read-only transports: what arrives is the protocol's, but while paused."""

    __slots__ = ()


@_abstract.methods("set_write_buffer_limits get_write_buffer_size get_write_buffer_limits write "
                   "write_eof can_write_eof abort")
class WriteTransport(BaseTransport):
    """Interface for write-only transports.

    write() does not block. The protocol is told to pause when more than the high limit is
    buffered, and to resume at the low one. abort() drops what is buffered.
    """

    __slots__ = ()

    def writelines(self, list_of_data):
        """Write all the data of an iterable."""
        self.write(b"".join(list_of_data))


class Transport(ReadTransport, WriteTransport):
    """Interface representing a bidirectional transport."""

    __slots__ = ()


@_abstract.methods("sendto abort")
class DatagramTransport(BaseTransport):
    """Interface for datagram (UDP) transports: sendto() does not block."""

    __slots__ = ()


@_abstract.methods("get_pid get_returncode get_pipe_transport send_signal terminate kill")
class SubprocessTransport(BaseTransport):
    """Interface for processes: the transports of its pipes are found by descriptor."""

    __slots__ = ()


class _FlowControlMixin(Transport):
    """Tells the protocol to pause and resume as the buffer grows and shrinks.

    Subclasses have _loop, _protocol and get_write_buffer_size().
    """

    __slots__ = ("_loop", "_protocol_paused", "_high_water", "_low_water")

    def __init__(self, extra=None, loop=None):
        super().__init__(extra)
        assert loop is not None
        self._loop = loop
        self._protocol_paused = False
        self._set_limits(None, None)

    def _tell_protocol(self, name):
        try:
            getattr(self._protocol, name)()
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as exc:
            self._loop.call_exception_handler({
                "message": f"protocol.{name}() failed", "exception": exc, "transport": self,
                "protocol": self._protocol})

    def _maybe_pause_protocol(self):
        if not self._protocol_paused and self.get_write_buffer_size() > self._high_water:
            self._protocol_paused = True
            self._tell_protocol("pause_writing")

    def _maybe_resume_protocol(self):
        if self._protocol_paused and self.get_write_buffer_size() <= self._low_water:
            self._protocol_paused = False
            self._tell_protocol("resume_writing")

    def _set_limits(self, high, low):
        if high is None:
            high = 64 * 1024 if low is None else 4 * low
        if low is None:
            low = high // 4
        if not high >= low >= 0:
            raise ValueError(f"high ({high!r}) must be >= low ({low!r}) must be >= 0")
        self._high_water, self._low_water = high, low

    def set_write_buffer_limits(self, high=None, low=None):
        self._set_limits(high, low)
        self._maybe_pause_protocol()

    def get_write_buffer_limits(self):
        return self._low_water, self._high_water
