"""Format specs: format(), str.format, % and f-strings, on values of many types."""

import re
from datetime import datetime

VALUES = (0, -1, 12345678901234567890, True, 1.5, -0.0, 1e300, float("inf"), float("nan"), 1j - 2.5,
          "", "text", "\u00e4\U0001f600", b"bytes", None, [1, "two"], datetime(2026, 1, 2, 3, 4, 5, 6))
WIDE = re.compile(r"\d{6,9}")
EXPECTED = (ValueError, TypeError, OverflowError, MemoryError, KeyError, IndexError, AttributeError,
            RecursionError, KeyboardInterrupt)


def fuzz(data):
    if len(data) > 100:
        return
    spec = data.decode(errors="replace")
    if WIDE.search(spec):
        return  # is right, and slow
    for value in VALUES:
        try:
            format(value, spec)
        except EXPECTED:
            pass
        try:
            "%" + spec % (value, value)
            ("%" + spec) % value
        except EXPECTED:
            pass
        try:
            ("%" + spec) % {"a": value}
        except EXPECTED:
            pass
        try:
            spec.format(value, value, a=value)
        except EXPECTED:
            pass
        try:
            ("%" + spec).encode("latin-1") % value
        except (*EXPECTED, UnicodeEncodeError):
            pass
