"""Connections: transactions, cursors, and what SQL may call in Python."""

import _sqlite
import functools
import sys
from _sqlite import (
    SQLITE_DONE, SQLITE_NOMEM, SQLITE_OK, SQLITE_ROW, SQLITE_TOOBIG)
from _thread import get_ident
from warnings import warn

from ._blob import Blob
from ._cursor import LEGACY_TRANSACTION_CONTROL, Cursor, Statement
from ._errors import ERRORS, DataError, OperationalError, ProgrammingError, error_of_code
from ._values import OWN_FILES

_OPEN_READWRITE, _OPEN_CREATE, _OPEN_URI = 2, 4, 0x40
_ISOLATION_LEVELS = "", "DEFERRED", "IMMEDIATE", "EXCLUSIVE"


def _warn_of_keywords(*names):
    """A decorator: these parameters can still be given by name, with a warning."""
    shown = " and ".join(filter(None, [", ".join(map(repr, names[:-1])), repr(names[-1])]))
    plural = "s" if len(names) > 1 else ""
    argument = "arguments" if len(names) > 1 else "argument"

    def decorate(method):
        @functools.wraps(method)
        def checked(self, *args, **keywords):
            if not keywords.keys().isdisjoint(names):
                warn(f"Passing keyword {argument} {shown} to "
                     f"_sqlite3.Connection.{method.__name__}() is deprecated. "
                     f"Parameter{plural} {shown} will become positional-only in Python 3.15.",
                     DeprecationWarning, stacklevel=2)
            return method(self, *args, **keywords)
        return checked
    return decorate


def warn_of_positions(function, args):
    """More than the database is to be given by name."""
    if len(args) > 1:
        warn(f"Passing more than 1 positional argument to {function} is deprecated. Parameters "
             "'timeout', 'detect_types', 'isolation_level', 'check_same_thread', 'factory', "
             "'cached_statements' and 'uri' will become keyword-only parameters in Python 3.15.",
             DeprecationWarning, skip_file_prefixes=OWN_FILES)
    if len(args) > 8:
        raise TypeError(f"{function} takes at most 8 positional arguments ({len(args)} given)")


class Connection:
    """SQLite database connection object."""

    def __init__(self, *args, **keywords):
        warn_of_positions("_sqlite3.Connection()", args)
        self._open(*args, **keywords)

    def _open(self, database, timeout=5.0, detect_types=0, isolation_level="",
              check_same_thread=True, factory=None, cached_statements=128, uri=False, *,
              autocommit=LEGACY_TRANSACTION_CONTROL):
        sys.audit("sqlite3.connect", database)
        isolation_level = _check_isolation_level(isolation_level)
        autocommit = _check_autocommit(autocommit)
        before, self._database = getattr(self, "_database", None), None
        if before is not None:
            before.close()
        self._thread = get_ident() if check_same_thread else None
        flags = _OPEN_READWRITE | _OPEN_CREATE | (_OPEN_URI if uri else 0)
        opened = _sqlite.Database(database, flags)
        code, message = opened.error()
        if code != SQLITE_OK:
            raise error_of_code(code, message)
        opened.busy_timeout(int(timeout * 1000))
        self._database = opened
        self._isolation_level, self._autocommit = isolation_level, autocommit
        self._detect_types = detect_types
        self._statements = {}
        self._cached_statements = cached_statements
        self.row_factory = None
        self.text_factory = str
        sys.audit("sqlite3.connect/handle", self)
        if autocommit is False:
            self._run("BEGIN")

    def __del__(self):
        database = getattr(self, "_database", None)
        if database is not None and database.is_open:
            warn(f"unclosed database in {self!r}", ResourceWarning, stacklevel=2,
                 source=self)

    # ---- checks and errors ----

    def _thread_check(self):
        if getattr(self, "_thread", None) is not None and self._thread != get_ident():
            raise ProgrammingError(
                "SQLite objects created in a thread can only be used in that same thread. The "
                f"object was created in thread id {self._thread} and this is thread id "
                f"{get_ident()}.")

    def _check(self):
        if getattr(self, "_database", None) is None:
            raise ProgrammingError("Base Connection.__init__ not called.")
        if not self._database.is_open:
            raise ProgrammingError("Cannot operate on a closed database.")

    def _check_all(self):
        try:
            if ((self._thread is None or self._thread == get_ident())
                    and self._database.is_open):
                return
        except AttributeError:
            pass
        self._thread_check()
        self._check()

    def _raise(self):
        raise error_of_code(*self._database.error())

    def _raise_code(self, code):
        """The error of a code, with the database's message if it is about the same."""
        last, message = self._database.error()
        raise error_of_code(code, message if last == code else _sqlite.error_text(code))

    def _check_code(self, code):
        if code != SQLITE_OK:
            self._raise_code(code)

    # ---- statements ----

    def _prepare(self, sql):
        if "\0" in sql:
            raise ProgrammingError("the query contains a null character")
        statement = self._database.prepare(sql)
        if not isinstance(statement, int):
            return statement
        if statement == SQLITE_TOOBIG:
            raise DataError("query string is too large")
        self._raise()

    def _run(self, sql):
        if self._prepare(sql).step() not in (SQLITE_ROW, SQLITE_DONE):
            self._raise()

    def _make_room(self):
        """For one more statement; those used longest ago go first."""
        while len(self._statements) >= self._cached_statements > 0:
            del self._statements[next(iter(self._statements))]

    def __call__(self, sql, /):
        """Compiles a statement."""
        self._check_all()
        if not isinstance(sql, str):
            raise TypeError(f"argument 1 must be str, not {type(sql).__name__}")
        return Statement._of(self._prepare(sql), sql)

    def cursor(self, factory=Cursor):
        """Return a cursor for the connection."""
        if factory is not Cursor:
            self._check_all()
        cursor = factory(self)
        if factory is Cursor and not cursor._is_ready():
            self._check_all()
        if not issubclass(type(cursor), Cursor):  # whatever __class__ says
            raise TypeError(f"factory must return a cursor, not {type(cursor).__name__}")
        if self.row_factory is not None:
            cursor.row_factory = self.row_factory
        return cursor

    def execute(self, sql, parameters=(), /):
        """Executes an SQL statement."""
        return self.cursor().execute(sql, parameters)

    def executemany(self, sql, parameters, /):
        """Repeatedly executes an SQL statement."""
        return self.cursor().executemany(sql, parameters)

    def executescript(self, sql_script, /):
        """Executes multiple SQL statements at once."""
        return self.cursor().executescript(sql_script)

    # ---- transactions ----

    @property
    def isolation_level(self):
        self._check()
        return self._isolation_level

    @isolation_level.setter
    def isolation_level(self, level):
        level = _check_isolation_level(level)
        if level is None:
            self._check_all()
            if self._autocommit == LEGACY_TRANSACTION_CONTROL and self.in_transaction:
                self._run("COMMIT")
        self._isolation_level = level

    @isolation_level.deleter
    def isolation_level(self):
        raise AttributeError("cannot delete attribute")

    @property
    def autocommit(self):
        self._check_all()
        return self._autocommit

    @autocommit.setter
    def autocommit(self, value):
        self._check_all()
        value = _check_autocommit(value)
        if value is True and self.in_transaction:
            self._run("COMMIT")
        elif value is False and not self.in_transaction:
            self._run("BEGIN")
        self._autocommit = value

    @property
    def in_transaction(self):
        self._check()
        return not self._database.autocommit

    @property
    def total_changes(self):
        self._check()
        return self._database.total_changes

    def _begin(self):
        """Opens a transaction before a statement that changes rows."""
        if (self._autocommit == LEGACY_TRANSACTION_CONTROL and self._isolation_level is not None
                and self._database.autocommit):
            self._run("BEGIN " + self._isolation_level)

    def commit(self):
        """Commit any pending transaction to the database.

        If there is no open transaction, this method is a no-op.
        """
        self._end("COMMIT")

    def rollback(self):
        """Roll back to the start of any pending transaction.

        If there is no open transaction, this method is a no-op.
        """
        self._end("ROLLBACK")

    def _end(self, sql):
        self._check_all()
        if self._autocommit == LEGACY_TRANSACTION_CONTROL:
            if not self._database.autocommit:
                self._run(sql)
        elif self._autocommit is False:
            self._run(sql)
            self._run("BEGIN")

    def close(self):
        """Close the database connection; what was not committed is lost."""
        self._thread_check()
        if getattr(self, "_database", None) is None:
            raise ProgrammingError("Base Connection.__init__ not called.")
        if self._database.is_open and self._autocommit is False and self.in_transaction:
            self._run("ROLLBACK")
        self._statements.clear()
        self._database.close()

    def __enter__(self):
        self._check_all()
        return self

    def __exit__(self, type, value, traceback, /):
        if type is None:
            try:
                self.commit()
            except BaseException:
                if self.in_transaction:
                    self.rollback()
                raise
        else:
            self.rollback()
        return False

    # ---- what SQL calls ----

    @_warn_of_keywords("name", "narg", "func")
    def create_function(self, name, narg, func, *, deterministic=False):
        """Creates a new function."""
        self._check_all()
        self._check_callback(self._database.create_function(name, narg, func, deterministic),
                             "Error creating function")

    @_warn_of_keywords("name", "n_arg", "aggregate_class")
    def create_aggregate(self, name, n_arg, aggregate_class):
        """Creates a new aggregate."""
        self._check_all()
        self._check_callback(self._database.create_aggregate(name, n_arg, aggregate_class, False),
                             "Error creating aggregate")

    def create_window_function(self, name, num_params, aggregate_class, /):
        """Creates or redefines an aggregate window function; with None it is removed."""
        self._check_all()
        code = self._database.create_aggregate(name, num_params, aggregate_class, True)
        if code != SQLITE_OK:
            raise ProgrammingError(self._database.error()[1])

    def create_collation(self, name, callback, /):
        """Creates a collation function; with None it is removed."""
        self._check_all()
        if not isinstance(name, str):
            raise TypeError("create_collation() argument 1 must be str, not "
                            f"{type(name).__name__}")
        if callback is not None and not callable(callback):
            raise TypeError("parameter must be callable")
        if self._database.create_collation(name, callback) != SQLITE_OK:
            self._raise()

    @staticmethod
    def _check_callback(code, message):
        if code != SQLITE_OK:
            raise OperationalError(message)

    @_warn_of_keywords("authorizer_callback")
    def set_authorizer(self, authorizer_callback):
        """Set authorizer callback; None clears it."""
        self._check_all()
        self._check_callback(self._database.set_authorizer(authorizer_callback),
                             "Error setting authorizer callback")

    @_warn_of_keywords("progress_handler")
    def set_progress_handler(self, progress_handler, n):
        """Set progress handler callback, called every n instructions of SQLite's machine; a true
        result interrupts the statement. None clears it."""
        self._check_all()
        self._database.set_progress_handler(progress_handler, n)

    @_warn_of_keywords("trace_callback")
    def set_trace_callback(self, trace_callback):
        """Set a trace callback called for each SQL statement (passed as unicode)."""
        self._check_all()
        self._check_callback(self._database.set_tracer(trace_callback),
                             "Error setting trace callback")

    # ---- the database as a whole ----

    def interrupt(self):
        """Abort any pending database operation."""
        self._check()
        self._database.interrupt()

    def iterdump(self, *, filter=None):
        """Returns iterator to the dump of the database in an SQL text format.

        filter: An optional LIKE pattern for database objects to dump
        """
        self._check()
        from sqlite3.dump import _iterdump
        return _iterdump(self, filter=filter)

    def backup(self, target, *, pages=-1, progress=None, name="main", sleep=0.250):
        """Makes a backup of the database."""
        if not isinstance(target, Connection):
            raise TypeError("backup() argument 1 must be sqlite3.Connection, not "
                            f"{type(target).__name__}")
        self._check_all()
        target._check_all()
        if target is self:
            raise ValueError("target cannot be the same connection instance")
        if sleep < 0:
            raise ValueError("sleep must be greater-than or equal to zero")
        if progress is not None and not callable(progress):
            raise TypeError("progress argument must be a callable")
        code = self._database.backup(target._database, name, pages or -1, progress,
                                     int(sleep * 1000))
        if code == SQLITE_NOMEM:
            raise MemoryError
        target._check_code(code)

    def serialize(self, *, name="main"):
        """Serialize a database into a byte string."""
        self._check_all()
        data = self._database.serialize(name)
        if data is None:
            raise OperationalError(f"unable to serialize '{name}'")
        return data

    def deserialize(self, data, /, *, name="main"):
        """Load a serialized database.

        data: The serialized database content.
        name: Which database to reopen with the deserialization.
        """
        self._check_all()
        if isinstance(data, str):
            data = data.encode()
        self._check_code(self._database.deserialize(data, name))

    def blobopen(self, table, column, row, /, *, readonly=False, name="main"):
        """Open and return a BLOB object.

        table: Table name. column: Column name. row: Row index.
        """
        self._check_all()
        blob = self._database.open_blob(name, table, column, row, not readonly)
        if isinstance(blob, int):
            self._raise_code(blob)
        return Blob._of(self, blob)

    def setlimit(self, category, limit, /):
        """Set connection run-time limits; the limit before is returned."""
        self._check_all()
        before = self._database.limit(category, limit)
        if before < 0:
            raise ProgrammingError("'category' is out of bounds")
        return before

    def getlimit(self, category, /):
        """Get connection run-time limits."""
        return self.setlimit(category, -1)

    def setconfig(self, op, enable=True, /):
        """Set a boolean connection configuration option."""
        self._check_all()
        _check_option(op)
        code, actual = self._database.config(op, 1 if enable else 0)
        self._check_code(code)
        if bool(enable) != bool(actual):
            raise OperationalError(f"Unable to set config option {op}")

    def getconfig(self, op, /):
        """Query a boolean connection configuration option."""
        self._check_all()
        _check_option(op)
        code, actual = self._database.config(op, -1)
        self._check_code(code)
        return bool(actual)

    def enable_load_extension(self, enable, /):
        """Enable dynamic loading of SQLite extension modules."""
        self._check_all()
        sys.audit("sqlite3.enable_load_extension", self, bool(enable))
        self._check_callback(self._database.enable_extensions(enable),
                             "Error enabling load extension")

    def load_extension(self, name, /, *, entrypoint=None):
        """Load SQLite extension module."""
        self._check_all()
        sys.audit("sqlite3.load_extension", self, name)
        message = self._database.load_extension(name, entrypoint)
        if message is not None:
            raise OperationalError(message)


for _class in ERRORS:
    setattr(Connection, _class.__name__, _class)
Connection.__module__ = "sqlite3"
Cursor._connection_class = Connection


def _check_isolation_level(level):
    if level is None:
        return None
    if not isinstance(level, str):
        raise TypeError("isolation_level must be str or None")
    level = str.upper(level)
    if level not in _ISOLATION_LEVELS:
        raise ValueError("isolation_level string must be '', 'DEFERRED', 'IMMEDIATE', or "
                         "'EXCLUSIVE'")
    return level


def _check_autocommit(value):
    if value is True or value is False:
        return value
    if isinstance(value, int) and value == LEGACY_TRANSACTION_CONTROL:
        return LEGACY_TRANSACTION_CONTROL
    raise ValueError("autocommit must be True, False, or sqlite3.LEGACY_TRANSACTION_CONTROL")


def _check_option(op):
    if op not in _OPTIONS:
        raise ValueError(f"unknown config 'op': {op}")


_OPTIONS = {value for name, value in vars(_sqlite).items() if name.startswith("SQLITE_DBCONFIG_")}
