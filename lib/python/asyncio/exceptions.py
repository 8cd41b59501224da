"""asyncio exceptions."""

__all__ = ("BrokenBarrierError", "CancelledError", "InvalidStateError", "TimeoutError",
           "IncompleteReadError", "LimitOverrunError", "SendfileNotAvailableError")

TimeoutError = TimeoutError


class CancelledError(BaseException):
    """The Future or Task was cancelled."""


class InvalidStateError(Exception):
    """The operation is not allowed in this state."""


class BrokenBarrierError(RuntimeError):
    """Barrier is broken by barrier.abort() call."""


class SendfileNotAvailableError(RuntimeError):
    """The system cannot send this file to this socket by itself."""


class IncompleteReadError(EOFError):
    """The stream ended after the bytes `partial`, where `expected` were (None: not known)."""

    def __init__(self, partial, expected):
        super().__init__(f"{len(partial)} bytes read on a total of "
                         f"{'undefined' if expected is None else repr(expected)} expected bytes")
        self.partial, self.expected = partial, expected

    def __reduce__(self):
        return type(self), (self.partial, self.expected)


class LimitOverrunError(Exception):
    """A line is longer than the limit; `consumed` bytes are known to be part of it."""

    def __init__(self, message, consumed):
        super().__init__(message)
        self.consumed = consumed

    def __reduce__(self):
        return type(self), (*self.args, self.consumed)
