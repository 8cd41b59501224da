"""Values of types that SQLite does not have: adapters make them storable, converters read them."""

import datetime
from warnings import warn

from ._errors import ProgrammingError

OWN_FILES = "<frozen _sqlite3", "<frozen sqlite3"  # warnings are about whoever called these
adapters = {}  # by (type, protocol)
converters = {}  # by the name of the declared type, in capitals
_plain_types = {int, float, str, bytearray}  # nobody has an adapter for them


class Plain:
    """Whether SQLite's own types, and bytes, go to it as they are."""
    all = True



class PrepareProtocol:
    """PEP 246 style object adaption protocol type."""


PrepareProtocol.__module__ = "sqlite3"


def register_adapter(type, adapter, /):
    """Register a function to adapt Python objects to SQLite values."""
    adapters[type, PrepareProtocol] = adapter
    _plain_types.discard(type)
    if type in (int, float, str, bytearray, bytes):
        Plain.all = False


def register_converter(typename, converter, /):
    """Register a function to convert SQLite values to Python objects."""
    converters[typename.upper()] = converter


_missing = object()


def adapt(obj, proto=PrepareProtocol, alt=_missing, /):
    """Adapt given object to given protocol."""
    adapter = adapters.get((type(obj), proto))
    if adapter is not None:
        return adapter(obj)
    for adapting, name, argument in (proto, "__adapt__", obj), (obj, "__conform__", proto):
        method = getattr(adapting, name, None)
        if method is not None:
            try:
                adapted = method(argument)
            except TypeError:
                adapted = None
            if adapted is not None:
                return adapted
    if alt is _missing:
        raise ProgrammingError("can't adapt")
    return alt


def adapt_parameter(value):
    """The value as it is bound to a parameter."""
    if value is None or type(value) in _plain_types:
        return value
    return adapt(value, PrepareProtocol, value)


# ---- dates ----------------------------------------------------------------------------------


def _warn_of_default(what):
    warn(f"The default {what} is deprecated as of Python 3.12; see the sqlite3 documentation for "
         "suggested replacement recipes", DeprecationWarning, skip_file_prefixes=OWN_FILES)


def _adapt_date(value):
    _warn_of_default("date adapter")
    return value.isoformat()


def _adapt_datetime(value):
    _warn_of_default("datetime adapter")
    return value.isoformat(" ")


def _convert_date(value):
    _warn_of_default("date converter")
    return datetime.date(*map(int, value.split(b"-")))


def _convert_timestamp(value):
    _warn_of_default("timestamp converter")
    day, time = value.split(b" ")
    clock, _, fraction = time.partition(b".")
    # as many digits as microseconds have: "5" is half a second
    microsecond = int(fraction[:6].ljust(6, b"0")) if fraction else 0
    return datetime.datetime(*map(int, day.split(b"-")), *map(int, clock.split(b":")), microsecond)


register_adapter(datetime.date, _adapt_date)
register_adapter(datetime.datetime, _adapt_datetime)
register_converter("date", _convert_date)
register_converter("timestamp", _convert_timestamp)
