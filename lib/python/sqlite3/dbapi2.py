"""The names of the database interface."""

import collections.abc
import datetime
import time

from _sqlite3 import *
from _sqlite3 import _deprecated_version

paramstyle = "qmark"
apilevel = "2.0"

Date = datetime.date
Time = datetime.time
Timestamp = datetime.datetime
Binary = memoryview
sqlite_version_info = tuple(map(int, sqlite_version.split(".")))


def DateFromTicks(ticks):
    return Date(*time.localtime(ticks)[:3])


def TimeFromTicks(ticks):
    return Time(*time.localtime(ticks)[3:6])


def TimestampFromTicks(ticks):
    return Timestamp(*time.localtime(ticks)[:6])


collections.abc.Sequence.register(Row)
_deprecated_version_info = tuple(map(int, _deprecated_version.split(".")))


def __getattr__(name):
    if name in ("version", "version_info"):
        from warnings import warn
        warn(f"{name} is deprecated and will be removed in Python 3.14", DeprecationWarning,
             stacklevel=2)
        return globals()[f"_deprecated_{name}"]
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
