"""Colours of a terminal: on for a terminal unless the environment says otherwise."""

import os
import sys

_CODES = {"name": "1", "keyword": "36", "number": "33", "label": "35;1", "source": "2;3",
          "dim": "2", "text": "32", "warning": "31;1", "added": "32", "removed": "31"}


class Paint:
    """paint.label("L1") and so on, for every word of _CODES; plain text when off."""

    def __init__(self, on):
        self.on = on

    def __getattr__(self, kind):
        code = _CODES[kind]
        return (lambda text: f"\x1b[{code}m{text}\x1b[0m" if text else text) if self.on else str


def wanted(choice, file=None):
    """Whether to colour: `choice` is always, never or auto."""
    if choice != "auto":
        return choice == "always"
    environment = os.environ
    if environment.get("PYTHON_COLORS") in ("0", "1"):
        return environment["PYTHON_COLORS"] == "1"
    if environment.get("NO_COLOR"):
        return False
    if environment.get("FORCE_COLOR"):
        return True
    if environment.get("TERM") == "dumb":
        return False
    file = file or sys.stdout
    return file is not None and file.isatty()
