"""The exceptions of the database interface, and which of them a result code of SQLite is."""

import _sqlite


class Warning(Exception):
    pass


class Error(Exception):
    pass


class InterfaceError(Error):
    pass


class DatabaseError(Error):
    pass


class InternalError(DatabaseError):
    pass


class OperationalError(DatabaseError):
    pass


class ProgrammingError(DatabaseError):
    pass


class IntegrityError(DatabaseError):
    pass


class DataError(DatabaseError):
    pass


class NotSupportedError(DatabaseError):
    pass


ERRORS = (Warning, Error, InterfaceError, DatabaseError, InternalError, OperationalError,
          ProgrammingError, IntegrityError, DataError, NotSupportedError)
for _class in ERRORS:
    _class.__module__ = "sqlite3"

# by the primary code; the rest are DatabaseErrors
_ERROR_OF_CODE = {
    _sqlite.SQLITE_INTERNAL: InternalError, _sqlite.SQLITE_NOTFOUND: InternalError,
    _sqlite.SQLITE_TOOBIG: DataError, _sqlite.SQLITE_CONSTRAINT: IntegrityError,
    _sqlite.SQLITE_MISMATCH: IntegrityError, _sqlite.SQLITE_MISUSE: InterfaceError,
    _sqlite.SQLITE_RANGE: InterfaceError,
    **dict.fromkeys((
        _sqlite.SQLITE_ERROR, _sqlite.SQLITE_PERM, _sqlite.SQLITE_ABORT, _sqlite.SQLITE_BUSY,
        _sqlite.SQLITE_LOCKED, _sqlite.SQLITE_READONLY, _sqlite.SQLITE_INTERRUPT,
        _sqlite.SQLITE_IOERR, _sqlite.SQLITE_FULL, _sqlite.SQLITE_CANTOPEN,
        _sqlite.SQLITE_PROTOCOL, _sqlite.SQLITE_EMPTY, _sqlite.SQLITE_SCHEMA), OperationalError)}


def error_of_code(code, message):
    """The exception of a result code."""
    if code & 0xff == _sqlite.SQLITE_NOMEM:
        return MemoryError()
    error = _ERROR_OF_CODE.get(code & 0xff, DatabaseError)(message)
    error.sqlite_errorcode = code
    error.sqlite_errorname = _sqlite.error_names.get(code, "unknown")
    return error
