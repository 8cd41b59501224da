"""Patterns compiled, under the name CPython has for it. A tree of re._parser cannot be compiled:
Folio's engine compiles text, and its code is its own."""

import re as _re
from re import _parser
from re._constants import *

MAXCODE = (1 << 32) - 1


def isstring(obj):
    return isinstance(obj, (str, bytes))


def compile(p, flags=0):
    """The Pattern of a str or bytes."""
    if isinstance(p, _parser.SubPattern):
        raise TypeError("Folio compiles patterns from text, not from the trees of re._parser")
    return _re.compile(p, flags)
