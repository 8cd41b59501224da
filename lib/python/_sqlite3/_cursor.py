"""Cursors: they bind parameters, run statements and give their rows."""

from warnings import warn

from _sqlite import SQLITE_DONE, SQLITE_LIMIT_SQL_LENGTH, SQLITE_OK, SQLITE_ROW

from ._errors import DataError, OperationalError, ProgrammingError
from ._values import OWN_FILES, adapt_parameter, converters

PARSE_DECLTYPES, PARSE_COLNAMES = 1, 2
LEGACY_TRANSACTION_CONTROL = -1
_CHANGING = "INSERT", "UPDATE", "DELETE", "REPLACE"


def _skip_comments(sql):
    """What comes behind white space and comments."""
    while True:
        sql = sql.lstrip(" \t\n\r\f\v;")
        if sql.startswith("--"):
            sql = sql.partition("\n")[2]
        elif sql.startswith("/*"):
            sql = sql[2:].partition("*/")[2]
        else:
            return sql


def _changes_rows(sql):
    return _skip_comments(sql)[:7].upper().startswith(_CHANGING)


class Statement:
    """A prepared statement, and what does not change with its parameters."""

    def __init__(self, *args):
        raise TypeError("cannot create 'sqlite3.Statement' instances")

    @classmethod
    def _of(cls, statement, sql):
        self = cls.__new__(cls)
        self.statement = statement
        self.parameters = statement.parameters()
        self.has_columns = bool(statement.columns())
        self.changes_rows = _changes_rows(sql)
        self.is_busy = False
        return self

    def finish(self):
        self.statement.reset()
        self.is_busy = False


class Cursor:
    """SQLite database cursor class."""

    def __init__(self, connection, /):
        from ._connection import Connection
        if not isinstance(connection, Connection):
            raise TypeError("Cursor() argument 1 must be sqlite3.Connection, not "
                            f"{type(connection).__name__}")
        if getattr(self, "_locked", False):
            raise ProgrammingError("Recursive use of cursors not allowed.")
        self._connection = connection
        self._description = self._lastrowid = None
        self._rowcount = -1
        self._prepared = None  # while there are rows to come
        self._converters = None
        self._closed = self._locked = False
        self.arraysize = 1
        self.row_factory = None
        connection._thread_check()

    def __del__(self):
        if getattr(self, "_prepared", None) is not None:
            self._finish()

    connection = property(lambda self: self._connection)
    description = property(lambda self: self._description)
    lastrowid = property(lambda self: self._lastrowid)
    rowcount = property(lambda self: self._rowcount)

    def _check(self):
        if not hasattr(self, "_locked"):
            raise ProgrammingError("Base Cursor.__init__ not called.")
        if self._locked:
            raise ProgrammingError("Recursive use of cursors not allowed.")
        self._connection._thread_check()
        if self._closed:
            raise ProgrammingError("Cannot operate on a closed cursor.")
        self._connection._check()

    def _finish(self):
        prepared, self._prepared = self._prepared, None
        if prepared is not None:
            prepared.finish()

    # ---- executing ----

    def execute(self, sql, parameters=(), /):
        """Executes an SQL statement."""
        return self._execute("execute", sql, parameters, False)

    def executemany(self, sql, seq_of_parameters, /):
        """Repeatedly executes an SQL statement."""
        return self._execute("executemany", sql, seq_of_parameters, True)

    def _execute(self, method, sql, parameters, many):
        if not isinstance(sql, str):
            raise TypeError(f"{method}() argument 1 must be str, not {type(sql).__name__}")
        self._check()
        self._locked = True
        try:
            sets = iter(parameters) if many else iter((parameters,))
            self._finish()
            self._description = None
            prepared = self._prepare(sql)
            if many and not prepared.changes_rows:
                raise ProgrammingError("executemany() can only execute DML statements.")
            self._rowcount = 0 if prepared.changes_rows else -1
            self._connection._begin_for(prepared)
            self._prepared = prepared
            self._run_sets(prepared, sets, many)
        except BaseException:
            self._rowcount = -1
            self._finish()
            raise
        finally:
            self._locked = False
        return self

    def _prepare(self, sql):
        connection = self._connection
        prepared = connection._take_cached(sql)
        if prepared is None:
            statement = connection._prepare(sql)
            rest = sql.encode()[statement.tail:]
            if rest and _skip_comments(rest.decode()):
                raise ProgrammingError("You can only execute one statement at a time.")
            prepared = Statement._of(statement, sql)
            connection._cache(sql, prepared)
        prepared.is_busy = True
        return prepared

    def _run_sets(self, prepared, sets, many):
        statement, connection = prepared.statement, self._connection
        for parameters in sets:
            statement.reset()
            self._bind(prepared, parameters)
            code = self._step(statement)
            if not many:
                self._lastrowid = connection._database.last_row
            if code == SQLITE_DONE and prepared.changes_rows:
                self._rowcount += connection._database.changes
            if prepared.has_columns and self._description is None:
                self._describe(prepared)
            if code == SQLITE_ROW and not many:
                return
            if code == SQLITE_ROW:
                while self._step(statement) == SQLITE_ROW:
                    pass
                self._rowcount += connection._database.changes
        self._finish()

    def _step(self, statement):
        code = statement.step()
        if code != SQLITE_ROW and code != SQLITE_DONE:
            self._connection._raise()
        return code

    def _describe(self, prepared):
        detect = self._connection._detect_types
        names = columns = prepared.statement.columns()
        if detect & PARSE_COLNAMES:
            names = [name.split(" [")[0] for name in names]
        self._description = tuple([(name,) + (None,) * 6 for name in names])
        self._converters = None
        if detect:
            self._converters = self._find_converters(columns, prepared.statement.types())

    def _find_converters(self, columns, types):
        detect = self._connection._detect_types
        found = []
        for name, declared in zip(columns, types):
            converter = None
            if detect & PARSE_COLNAMES and "[" in name and "]" in name:
                converter = converters.get(name.partition("[")[2].partition("]")[0].upper())
            if converter is None and detect & PARSE_DECLTYPES and declared:
                converter = converters.get(declared.replace("(", " ").split(" ")[0].upper())
            found.append(converter)
        return tuple(found)

    def executescript(self, sql_script, /):
        """Executes multiple SQL statements at once."""
        if not isinstance(sql_script, str):
            raise TypeError("executescript() argument must be str, not "
                            f"{type(sql_script).__name__}")
        self._check()
        connection = self._connection
        if "\0" in sql_script:
            raise ValueError("embedded null character")
        rest = sql_script.encode()
        if len(rest) > connection._database.limit(SQLITE_LIMIT_SQL_LENGTH, -1):
            raise DataError("query string is too large")
        if connection._autocommit == LEGACY_TRANSACTION_CONTROL and connection.in_transaction:
            connection._run("COMMIT")
        while rest:
            statement = connection._prepare(rest.decode())
            while self._step(statement) == SQLITE_ROW:
                pass
            rest = rest[statement.tail:]
        return self

    # ---- parameters ----

    def _bind(self, prepared, parameters):
        names = prepared.parameters
        if not isinstance(parameters, dict) and hasattr(parameters, "__getitem__"):
            values = self._check_sequence(names, parameters)
        elif isinstance(parameters, dict):
            values = self._values_by_name(names, parameters)
        else:
            raise ProgrammingError("parameters are of unsupported type")
        for index in range(len(names)):
            self._bind_one(prepared.statement, index + 1, values[index])

    def _check_sequence(self, names, values):
        count = len(values)
        if count != len(names):
            raise ProgrammingError(
                "Incorrect number of bindings supplied. The current statement uses "
                f"{len(names)}, and there are {count} supplied.")
        for index, name in enumerate(names, 1):
            if name is not None and name[0] != "?":
                warn(f"Binding {index} ('{name}') is a named parameter, but you supplied a "
                     "sequence which requires nominal (qmark) placeholders. Starting with Python "
                     "3.14 an sqlite3.ProgrammingError will be raised.", DeprecationWarning,
                     skip_file_prefixes=OWN_FILES)
        return values

    @staticmethod
    def _values_by_name(names, mapping):
        values = []
        for index, name in enumerate(names, 1):
            if name is None:
                raise ProgrammingError(f"Binding {index} has no name, but you supplied a "
                                       "dictionary (which has only names).")
            try:
                values.append(mapping[name[1:]])
            except LookupError:
                raise ProgrammingError("You did not supply a value for binding parameter "
                                       f":{name[1:]}.") from None
        return values

    def _bind_one(self, statement, index, value):
        adapted = adapt_parameter(value)
        try:
            code = statement.bind(index, adapted)
        except TypeError:
            raise ProgrammingError(f"Error binding parameter {index}: type "
                                   f"'{type(adapted).__name__}' is not supported") from None
        if code != SQLITE_OK:
            self._connection._raise()

    # ---- rows ----

    def __iter__(self):
        return self

    def __next__(self):
        self._check()
        prepared = self._prepared
        if prepared is None:
            raise StopIteration
        self._locked = True
        try:
            row = self._fetch(prepared)
            if self.row_factory is not None:
                row = self.row_factory(self, row)
            if self._step(prepared.statement) == SQLITE_DONE:
                if prepared.changes_rows:
                    self._rowcount = self._connection._database.changes
                self._finish()
        except BaseException:
            self._finish()
            raise
        finally:
            self._locked = False
        return row

    def _fetch(self, prepared):
        try:
            return prepared.statement.row(self._connection.text_factory, self._converters)
        except UnicodeDecodeError as error:
            if self._connection.text_factory is not str:
                raise
            raise self._undecodable(prepared) from error

    @staticmethod
    def _undecodable(prepared):
        for name, value in zip(prepared.statement.columns(), prepared.statement.row(bytes, None)):
            if isinstance(value, bytes):
                try:
                    value.decode()
                except UnicodeDecodeError:
                    shown = value.decode("utf-8", "replace")
                    break
        return OperationalError(f"Could not decode to UTF-8 column '{name}' with text '{shown}'")

    def fetchone(self):
        """Fetches one row from the resultset."""
        return next(self, None)

    def fetchmany(self, size=None):
        """Fetches several rows from the resultset."""
        size = self.arraysize if size is None else size
        rows = []
        for row in self:
            rows.append(row)
            if len(rows) == size:
                break
        return rows

    def fetchall(self):
        """Fetches all rows from the resultset."""
        return list(self)

    def close(self):
        """Closes the cursor."""
        if not hasattr(self, "_locked"):
            raise ProgrammingError("Base Cursor.__init__ not called.")
        if self._locked:
            raise ProgrammingError("Recursive use of cursors not allowed.")
        self._connection._thread_check()
        self._connection._check()
        self._finish()
        self._closed = True

    def setinputsizes(self, sizes, /):
        """Required by DB-API. Does nothing in sqlite3."""

    def setoutputsize(self, size, column=None, /):
        """Required by DB-API. Does nothing in sqlite3."""


Cursor.__module__ = Statement.__module__ = "sqlite3"
