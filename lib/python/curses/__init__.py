"""Screens of text: windows, keys, colors and the mouse, by the ncurses library.

wrapper(function) prepares the terminal, calls function(screen) and restores the terminal whatever
happens. The submodules: ascii (characters), panel (windows over windows), textpad (an editor).
"""

import os as _os
import sys as _sys

import _curses
from _curses import *


def _copy_names(wanted):
    """Brings what _curses has learnt of the terminal into the package."""
    for name, value in vars(_curses).items():
        if wanted(name):
            globals()[name] = value


def initscr():
    # Before _curses.initscr(): it raises where the terminal is not known.
    setupterm(term=_os.environ.get("TERM", "unknown"), fd=_sys.__stdout__.fileno())
    screen = _curses.initscr()
    _copy_names(lambda name: name.startswith("ACS_") or name in ("LINES", "COLS"))
    return screen


def start_color():
    result = _curses.start_color()
    _copy_names(lambda name: name in ("COLORS", "COLOR_PAIRS"))
    return result


def wrapper(func, /, *args, **kwds):
    """Calls func(screen, ...) on a prepared terminal, and restores the terminal in the end.

    Prepared: without echo, each key at once, function keys as one, colors if there are any.
    """
    screen = None
    try:
        screen = initscr()
        noecho()
        cbreak()
        screen.keypad(1)
        try:
            start_color()
        except error:
            pass  # without colors
        return func(screen, *args, **kwds)
    finally:
        if screen is not None:
            screen.keypad(0)
            echo()
            nocbreak()
            endwin()
