"""Cursors: they bind parameters, run statements and give their rows."""

import sys
from warnings import warn

import _sqlite
from _sqlite import SQLITE_DONE, SQLITE_LIMIT_SQL_LENGTH, SQLITE_OK, SQLITE_ROW, Row

from ._errors import DataError, OperationalError, ProgrammingError
from ._values import OWN_FILES, Plain, adapt_parameter, converters

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
        self.parameters = names = statement.parameters()
        # A sequence or a dict with what else there must be for it to need no closer look.
        self.is_positional = all(name is None or name[0] == "?" for name in names)
        self.keys = None if None in names else [name[1:] for name in names]
        self.has_columns = bool(statement.columns())
        self.changes_rows = statement.changes_rows = _changes_rows(sql)
        return self

    def finish(self):
        self.statement.reset()
        self.statement.is_busy = False


class Cursor(_sqlite.Cursor):
    """SQLite database cursor class."""

    def __init__(self, connection, /):
        if not isinstance(connection, Cursor._connection_class):
            raise TypeError("Cursor() argument 1 must be sqlite3.Connection, not "
                            f"{type(connection).__name__}")
        if self._locked:
            raise ProgrammingError("Recursive use of cursors not allowed.")
        if self._prepared is not None:
            self._finish()
        self._reset(connection)
        if not self._is_ready():
            connection._thread_check()

    def __del__(self):
        if self._prepared is not None:
            self._finish()

    connection = property(lambda self: self._connection)
    description = property(lambda self: self._description)
    lastrowid = property(lambda self: self._lastrowid)
    rowcount = property(lambda self: self._rowcount)

    def _check(self):
        if not self._is_ready():
            self._complain()

    def _complain(self):
        if not hasattr(self, "_connection"):
            raise ProgrammingError("Base Cursor.__init__ not called.")
        if self._locked:
            raise ProgrammingError("Recursive use of cursors not allowed.")
        self._connection._thread_check()
        if self._closed:
            raise ProgrammingError("Cannot operate on a closed cursor.")
        self._connection._check()

    def _finish(self):
        prepared = self._prepared
        if prepared is not None:
            self._prepared = self._statement = None
            prepared.finish()

    # ---- executing ----

    def execute(self, sql, parameters=(), /):
        """Executes an SQL statement."""
        self._begin("execute", sql)
        try:
            prepared = self._prepare(sql)
            statement, connection = prepared.statement, self._connection
            database = connection._database
            if prepared.changes_rows:
                self._rowcount = 0
                connection._begin()
            code = statement.run(parameters) if Plain.all and prepared.is_positional else None
            if code != SQLITE_ROW and code != SQLITE_DONE:
                if code is not None:
                    connection._raise()
                code = self._run_odd_set(prepared, parameters)
            self._lastrowid = database.last_row
            if prepared.has_columns:
                if connection._detect_types:
                    self._describe(prepared)
                else:
                    self._description = statement.description()
            if code == SQLITE_DONE:
                if prepared.changes_rows:
                    self._rowcount += database.changes
                self._finish()
        except BaseException:
            self._give_up()
            raise
        finally:
            self._locked = False
        return self

    def executemany(self, sql, seq_of_parameters, /):
        """Repeatedly executes an SQL statement."""
        self._begin("executemany", sql)
        try:
            sets = iter(seq_of_parameters)
            prepared = self._prepare(sql)
            if not prepared.changes_rows:
                raise ProgrammingError("executemany() can only execute DML statements.")
            self._rowcount = 0
            self._connection._begin()
            self._run_sets(prepared, sets)
        except BaseException:
            self._give_up()
            raise
        finally:
            self._locked = False
        return self

    def _begin(self, method, sql):
        if not isinstance(sql, str):
            raise TypeError(f"{method}() argument 1 must be str, not {type(sql).__name__}")
        if not self._is_ready():
            self._complain()
        self._locked = True
        self._rowcount = -1
        self._description = self._converters = None
        if self._prepared is not None:
            self._finish()

    def _give_up(self):
        self._rowcount = -1
        self._finish()

    def _prepare(self, sql):
        connection = self._connection
        cached = connection._statements
        prepared = cached.pop(sql, None)
        if prepared is None or prepared.statement.is_busy:
            statement = connection._prepare(sql)
            rest = sql.encode()[statement.tail:]
            if rest and _skip_comments(rest.decode()):
                raise ProgrammingError("You can only execute one statement at a time.")
            prepared = Statement._of(statement, sql)
            connection._make_room()
        if connection._cached_statements > 0:
            cached[sql] = prepared  # the last one, as the one used last
        self._prepared, self._statement = prepared, prepared.statement
        self._statement.is_busy = True
        return prepared

    def _run_sets(self, prepared, sets):
        statement, database = prepared.statement, self._connection._database
        for parameters in self._odd_sets(prepared, sets):
            if self._run_odd_set(prepared, parameters) == SQLITE_ROW:
                while self._step(statement) == SQLITE_ROW:
                    pass
            self._rowcount += database.changes
        if prepared.has_columns:
            self._describe(prepared)
        self._finish()

    def _odd_sets(self, prepared, sets):
        """Runs what can be bound as it is, and gives the other sets."""
        if not prepared.is_positional:
            yield from sets
            return
        while True:
            if not Plain.all:
                yield from sets
                return
            changes, code, odd = prepared.statement.run_many(sets)
            self._rowcount += changes
            if code != SQLITE_DONE:
                self._connection._raise()
            if odd is None:
                return
            yield odd

    def _run_odd_set(self, prepared, parameters):
        """Binds parameters that need a closer look, and takes the first step."""
        statement, code = prepared.statement, None
        if Plain.all and type(parameters) is dict and prepared.keys is not None:
            values = [parameters.get(key, self) for key in prepared.keys]
            code = statement.run(values)    # a cursor is no value: one was missing
        if code is None:
            statement.reset()
            self._bind(prepared, parameters)
            code = statement.step()
        if code != SQLITE_ROW and code != SQLITE_DONE:
            self._connection._raise()
        return code

    def _step(self, statement):
        code = statement.step()
        if code != SQLITE_ROW and code != SQLITE_DONE:
            self._connection._raise()
        return code

    def _describe(self, prepared):
        detect, statement = self._connection._detect_types, prepared.statement
        if not detect:
            self._description = statement.description()
            return
        names = columns = statement.columns()
        if detect & PARSE_COLNAMES:
            names = [name.split(" [")[0] for name in names]
        self._description = tuple([(name,) + (None,) * 6 for name in names])
        self._converters = self._find_converters(columns, statement.types())

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

    def _next_slowly(self):
        """The next row, when there is more to it than fetching it, or nothing to fetch."""
        self._check()
        prepared, factory = self._prepared, self.row_factory
        if prepared is None:
            raise StopIteration
        if factory is Row:
            return self._take(prepared, "take_row", self._description)
        row = self._take(prepared, "take_row", None)
        return row if factory is None else factory(self, row)

    def _take(self, prepared, method, *more):
        """What a method of the statement gives, which steps on behind it."""
        statement, connection = prepared.statement, self._connection
        self._locked = True
        try:
            taken = getattr(statement, method)(connection.text_factory, self._converters, *more)
        except UnicodeDecodeError as error:
            if connection.text_factory is not str:
                raise
            raise self._undecodable(prepared) from error
        finally:
            self._locked = False
            if statement.code < 0:      # the step failed
                self._finish()
        if statement.code != SQLITE_ROW:
            self._end_rows()
        return taken

    def _end_rows(self):
        """Behind the last row, or where the step to the next one failed."""
        prepared, connection = self._prepared, self._connection
        try:
            if prepared.statement.code != SQLITE_DONE:
                connection._raise()
            if prepared.changes_rows:
                self._rowcount = connection._database.changes
        finally:
            self._finish()

    def _fetch(self, most):
        """Up to so many rows in a list."""
        self._check()
        prepared, factory = self._prepared, self.row_factory
        if prepared is None:
            return []
        if factory is None:
            return self._take(prepared, "take_rows", None, most)
        if factory is Row:
            return self._take(prepared, "take_rows", self._description, most)
        return [row for _, row in zip(range(most), self)]

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

    def fetchmany(self, size=None):
        """Fetches several rows from the resultset."""
        size = self.arraysize if size is None else size
        return self._fetch(size if size > 0 else sys.maxsize)

    def fetchall(self):
        """Fetches all rows from the resultset."""
        return self._fetch(sys.maxsize)

    def close(self):
        """Closes the cursor."""
        if not hasattr(self, "_connection"):
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
