"""Telling coroutines from other things."""

__all__ = ("iscoroutinefunction", "iscoroutine")

import collections.abc
import inspect
import os
import sys
import types

_is_coroutine = object()


def _is_debug_mode():
    return sys.flags.dev_mode or (not sys.flags.ignore_environment
                                  and bool(os.environ.get("PYTHONASYNCIODEBUG")))


def iscoroutinefunction(func):
    """Return True if func is a decorated coroutine function."""
    return (inspect.iscoroutinefunction(func)
            or getattr(func, "_is_coroutine", None) is _is_coroutine)


def iscoroutine(obj):
    """Return True if obj is a coroutine object."""
    return isinstance(obj, (types.CoroutineType, collections.abc.Coroutine))


def _format_coroutine(coro):
    assert iscoroutine(coro)
    if hasattr(coro, "__qualname__") and coro.__qualname__:
        name = coro.__qualname__
    elif hasattr(coro, "__name__") and coro.__name__:
        name = coro.__name__
    else:
        name = f"<{type(coro).__name__} without __name__>"
    code = getattr(coro, "cr_code", None) or getattr(coro, "gi_code", None)
    running = getattr(coro, "cr_running", None) or getattr(coro, "gi_running", None)
    if not code:
        return f"{name}() running" if running else f"{name}()"
    frame = getattr(coro, "cr_frame", None) or getattr(coro, "gi_frame", None)
    filename = code.co_filename or "<empty co_filename>"
    if frame is not None:
        return f"{name}() running at {filename}:{frame.f_lineno}"
    return f"{name}() done, defined at {filename}:{code.co_firstlineno}"
