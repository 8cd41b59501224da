"""What CPython's extension module of this name has: SQLite's interface but for the names of the DB-API."""

import _sqlite
from _sqlite import *
from _sqlite import Row, complete_statement, enable_callback_tracebacks
from ._blob import Blob
from ._connection import LEGACY_TRANSACTION_CONTROL, Connection, warn_of_positions
from ._cursor import PARSE_COLNAMES, PARSE_DECLTYPES, Cursor
from ._errors import (
    DatabaseError, DataError, Error, IntegrityError, InterfaceError, InternalError,
    NotSupportedError, OperationalError, ProgrammingError, Warning)
from ._values import (
    PrepareProtocol, adapt, adapters, converters, register_adapter, register_converter)

_sqlite._set_cursor_class(Cursor)
sqlite_version = _sqlite.version
_deprecated_version = "2.6.0"
threadsafety = {0: 0, 1: 3, 2: 1}[_sqlite.threadsafe]


def connect(*args, **keywords):
    """Open a connection to the SQLite database file 'database'.

    You can use ":memory:" to open a database connection to a database that
    resides in RAM instead of on disk.
    """
    warn_of_positions("sqlite3.connect()", args)
    factory = args[5] if len(args) > 5 else keywords.get("factory")
    return (Connection if factory is None else factory)(*args, **keywords)


del Database, error_names, error_text, threadsafe, version
