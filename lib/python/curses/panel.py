"""Windows in a stack, the upper over the lower."""

from _curses_panel import *
