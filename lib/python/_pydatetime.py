"""datetime, by the name under which CPython has a second implementation of it in Python.

Folio has one implementation; a program that blocks `_datetime` to get the other one gets the same
classes from here."""

import sys

_blocked = "_datetime" in sys.modules and sys.modules["_datetime"] is None
if _blocked:
    del sys.modules["_datetime"]
try:
    from _datetime import *
    from _datetime import __doc__
finally:
    if _blocked:
        sys.modules["_datetime"] = None

__all__ = ("date", "datetime", "time", "timedelta", "timezone", "tzinfo",
           "MINYEAR", "MAXYEAR", "UTC")
