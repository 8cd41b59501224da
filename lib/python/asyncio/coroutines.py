"""Telling coroutines from other things."""

__all__ = ("iscoroutinefunction", "iscoroutine")

import collections.abc
import inspect
import os
import sys
import types

_is_coroutine = object()  # an old mark of functions


def _is_debug_mode():
    wished = not sys.flags.ignore_environment and os.environ.get("PYTHONASYNCIODEBUG")
    return sys.flags.dev_mode or bool(wished)


def iscoroutinefunction(func):
    """Return True if func is a decorated coroutine function."""
    return (inspect.iscoroutinefunction(func)
            or getattr(func, "_is_coroutine", None) is _is_coroutine)


def iscoroutine(obj):
    """Return True if obj is a coroutine object."""
    return isinstance(obj, (types.CoroutineType, collections.abc.Coroutine))


def _part(coro, name):
    """Of a coroutine, or of a generator that is used as one."""
    return getattr(coro, f"cr_{name}", None) or getattr(coro, f"gi_{name}", None)


def _format_coroutine(coro):
    assert iscoroutine(coro)
    name = (getattr(coro, "__qualname__", None) or getattr(coro, "__name__", None)
            or f"<{type(coro).__name__} without __name__>")
    code, frame = _part(coro, "code"), _part(coro, "frame")
    if not code:
        return f"{name}() running" if _part(coro, "running") else f"{name}()"
    filename = code.co_filename or "<empty co_filename>"
    if frame is not None:
        return f"{name}() running at {filename}:{frame.f_lineno}"
    return f"{name}() done, defined at {filename}:{code.co_firstlineno}"
