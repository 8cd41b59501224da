"""Signals: the functions of _signal, with enums for the numbers."""

import _signal
from _signal import *
from enum import IntEnum as _IntEnum

_globals = globals()

_IntEnum._convert_(
    "Signals", __name__,
    lambda name: (name.isupper() and name.startswith("SIG") and not name.startswith("SIG_"))
    or name.startswith("CTRL_"))
_IntEnum._convert_("Handlers", __name__, lambda name: name in ("SIG_DFL", "SIG_IGN"))
_IntEnum._convert_("Sigmasks", __name__,
                   lambda name: name in ("SIG_BLOCK", "SIG_UNBLOCK", "SIG_SETMASK"))


def _to_enum(value, enum):
    """The member of the enum with this value; the value itself if there is none."""
    if not isinstance(value, int):
        return value
    try:
        return enum(value)
    except ValueError:
        return value


def _to_int(value):
    try:
        return int(value)
    except (ValueError, TypeError):
        return value


def signal(signalnum, handler):
    return _to_enum(_signal.signal(_to_int(signalnum), _to_int(handler)), Handlers)


def getsignal(signalnum):
    return _to_enum(_signal.getsignal(signalnum), Handlers)


def pthread_sigmask(how, mask):
    return {_to_enum(number, Signals) for number in _signal.pthread_sigmask(how, mask)}


def sigpending():
    return {_to_enum(number, Signals) for number in _signal.sigpending()}


def sigwait(sigset):
    return _to_enum(_signal.sigwait(sigset), Signals)


def valid_signals():
    return {_to_enum(number, Signals) for number in _signal.valid_signals()}


for _function in (signal, getsignal, pthread_sigmask, sigpending, sigwait, valid_signals):
    _function.__doc__ = getattr(_signal, _function.__name__).__doc__

del _globals, _function
