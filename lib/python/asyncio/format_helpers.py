"""How callbacks are shown, and where they were made."""

import functools
import inspect
import reprlib
import sys
import traceback

from . import constants


def _get_function_source(func):
    """The file and line of what is called in the end, or None."""
    while not inspect.isfunction(func := inspect.unwrap(func)):
        if isinstance(func, (functools.partial, functools.partialmethod)):
            func = func.func
        elif (func := getattr(func, "__func__", None)) is None:
            return None
    return func.__code__.co_filename, func.__code__.co_firstlineno


def _format_callback_source(func, args, *, debug=False):
    text = _format_callback(func, args, None, debug=debug)
    if source := _get_function_source(func):
        text += " at {}:{}".format(*source)
    return text


def _format_args_and_kwargs(args, kwargs, *, debug=False):
    """The arguments of a call; in debug mode only, as they may be secret."""
    if not debug:
        return "()"
    items = [*map(reprlib.repr, args or ()),
             *(f"{name}={reprlib.repr(value)}" for name, value in (kwargs or {}).items())]
    return f"({', '.join(items)})"


def _format_callback(func, args, kwargs, *, debug=False, suffix=""):
    # the arguments of a partial come before those it is called with
    while isinstance(func, functools.partial):
        suffix = _format_args_and_kwargs(args, kwargs, debug=debug) + suffix
        func, args, kwargs = func.func, func.args, func.keywords
    name = getattr(func, "__qualname__", None) or getattr(func, "__name__", None) or repr(func)
    return name + _format_args_and_kwargs(args, kwargs, debug=debug) + suffix


def extract_stack(f=None, limit=None):
    """The stack from frame f (the caller's) outwards, the innermost frame last; for debug mode."""
    frames = traceback.walk_stack(sys._getframe().f_back if f is None else f)
    stack = traceback.StackSummary.extract(frames, lookup_lines=False,
                                           limit=limit or constants.DEBUG_STACK_DEPTH)
    stack.reverse()
    return stack
