"""Ctrl-C while tests run: the first ends the run after the current test, the second at once."""

import signal
import weakref
from functools import wraps

__unittest = True


def _ignore(signum, frame):
    pass


_NUMBERED_HANDLERS = {signal.SIG_DFL: signal.default_int_handler, signal.SIG_IGN: _ignore}


class _InterruptHandler:
    def __init__(self, default_handler):
        self.called = False
        self.original_handler = default_handler
        if isinstance(default_handler, int):
            default_handler = _NUMBERED_HANDLERS.get(default_handler)
            if default_handler is None:
                raise TypeError("expected SIGINT signal handler to be signal.SIG_IGN, "
                                "signal.SIG_DFL, or a callable object")
        self.default_handler = default_handler

    def __call__(self, signum, frame):
        # not the installed handler: then another one calls this, and knows what it wants
        for at_once in (signal.getsignal(signal.SIGINT) is not self, self.called):
            if at_once:
                self.default_handler(signum, frame)
        self.called = True
        for result in list(_results):
            result.stop()


_results = weakref.WeakKeyDictionary()
_interrupt_handler = None


def registerResult(result):
    _results[result] = True


def removeResult(result):
    return _results.pop(result, False)


def installHandler():
    global _interrupt_handler
    if _interrupt_handler is None:
        _interrupt_handler = _InterruptHandler(signal.getsignal(signal.SIGINT))
        signal.signal(signal.SIGINT, _interrupt_handler)


def removeHandler(method=None):
    """Put back the handler there was before; as a decorator, for the time of a call."""
    if method is None:
        if _interrupt_handler is not None:
            signal.signal(signal.SIGINT, _interrupt_handler.original_handler)
        return None

    @wraps(method)
    def without_handler(*args, **kwargs):
        installed = signal.getsignal(signal.SIGINT)
        removeHandler()
        try:
            return method(*args, **kwargs)
        finally:
            signal.signal(signal.SIGINT, installed)
    return without_handler
