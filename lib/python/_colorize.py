"""Whether what goes to a terminal is coloured, and the escape sequences of the colours."""

import os
import sys
from io import UnsupportedOperation

# a program sets this to False to have no colours but those that PYTHON_COLORS=1 asks for
COLORIZE = True


class ANSIColors:
    """The sequence that begins each colour; RESET ends it."""

    BOLD_GREEN = "\x1b[1;32m"
    BOLD_MAGENTA = "\x1b[1;35m"
    BOLD_RED = "\x1b[1;31m"
    GREEN = "\x1b[32m"
    GREY = "\x1b[90m"
    MAGENTA = "\x1b[35m"
    RED = "\x1b[31m"
    RESET = "\x1b[0m"
    YELLOW = "\x1b[33m"


# the same names, all of them empty texts
NoColors = ANSIColors()
NoColors.__dict__.update((name, "") for name in vars(ANSIColors) if name.isupper())


def get_colors(colorize=False):
    """The colours, or NoColors where colouring is neither asked for nor wanted."""
    return ANSIColors() if colorize or can_colorize() else NoColors


def can_colorize():
    """Whether the variables and the terminal behind standard error want colours."""
    variables = {} if sys.flags.ignore_environment else os.environ
    choice = variables.get("PYTHON_COLORS")
    if choice in ("0", "1"):
        return choice == "1"
    if "NO_COLOR" in variables or not COLORIZE:
        return False
    if "FORCE_COLOR" in variables:
        return True
    return variables.get("TERM") != "dumb" and _is_terminal(sys.stderr)


def _is_terminal(stream):
    if not hasattr(stream, "fileno"):
        return False
    try:
        return os.isatty(stream.fileno())
    except UnsupportedOperation:
        return stream.isatty()
