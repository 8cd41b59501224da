"""Connections, cursors and rows over SQLite's databases and statements (_sqlite)."""

import _sqlite
import datetime
import time
from _sqlite import complete_statement
from _thread import get_ident

paramstyle = 'qmark'
threadsafety = 3
apilevel = '2.0'
sqlite_version = _sqlite.version
sqlite_version_info = tuple(map(int, sqlite_version.split('.')))

Date = datetime.date
Time = datetime.time
Timestamp = datetime.datetime
Binary = memoryview


def DateFromTicks(ticks):
    return Date(*time.localtime(ticks)[:3])


def TimeFromTicks(ticks):
    return Time(*time.localtime(ticks)[3:6])


def TimestampFromTicks(ticks):
    return Timestamp(*time.localtime(ticks)[:6])


PARSE_DECLTYPES = 1
PARSE_COLNAMES = 2
LEGACY_TRANSACTION_CONTROL = -1
SQLITE_OK, SQLITE_ROW, SQLITE_DONE = 0, 100, 101
SQLITE_ERROR, SQLITE_BUSY, SQLITE_CONSTRAINT, SQLITE_INTERRUPT = 1, 5, 19, 9
_OPEN_READWRITE, _OPEN_CREATE, _OPEN_URI = 2, 4, 0x40


# ---- errors ----

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


for _class in (Warning, Error, InterfaceError, DatabaseError, InternalError, OperationalError,
               ProgrammingError, IntegrityError, DataError, NotSupportedError):
    _class.__module__ = 'sqlite3'
del _class

# By the primary code; the rest are DatabaseErrors.
_ERROR_OF_CODE = {2: InternalError, 12: InternalError, 11: DatabaseError, 18: DataError,
                  19: IntegrityError, 20: IntegrityError, 21: InterfaceError, 25: InterfaceError,
                  **dict.fromkeys((1, 3, 4, 5, 6, 8, 9, 10, 13, 14, 15, 16, 17), OperationalError)}


# ---- values of other types ----

adapters = {}
converters = {}


class PrepareProtocol:
    """What __conform__ is asked for."""


def register_adapter(type, adapter, /):
    """Register a function to adapt Python objects to SQLite values."""
    adapters[type] = adapter


def register_converter(typename, converter, /):
    """Register a function to convert SQLite values to Python objects."""
    converters[typename.upper()] = converter


def adapt(obj, /):
    """Adapt given object to a type that SQLite has."""
    if type(obj) in (int, float, str, bytes, bytearray, memoryview) or obj is None:
        return obj
    adapter = adapters.get(type(obj))
    if adapter is not None:
        return adapter(obj)
    conform = getattr(obj, '__conform__', None)
    if conform is not None:
        adapted = conform(PrepareProtocol)
        if adapted is not None:
            return adapted
    return obj


register_adapter(datetime.date, datetime.date.isoformat)
register_adapter(datetime.datetime, lambda value: value.isoformat(' '))
register_converter('date', lambda value: datetime.date.fromisoformat(value.decode()))
register_converter('timestamp', lambda value: datetime.datetime.fromisoformat(value.decode()))


class Row:
    """A row that is a sequence and, by the names of its columns, a mapping."""

    __slots__ = ('_description', '_values')

    def __new__(cls, cursor, values, /):
        if not isinstance(cursor, Cursor):
            raise TypeError('Row() argument 1 must be sqlite3.Cursor, not '
                            f'{type(cursor).__name__}')
        self = super().__new__(cls)
        self._description = cursor.description
        self._values = values
        return self

    def keys(self):
        """Returns the keys of the row."""
        return [column[0] for column in self._description]

    def __getitem__(self, key):
        if not isinstance(key, str):
            return self._values[key]
        for index, column in enumerate(self._description):
            if column[0].lower() == key.lower():
                return self._values[index]
        raise IndexError('No item with that key')

    def __len__(self):
        return len(self._values)

    def __iter__(self):
        return iter(self._values)

    def __eq__(self, other):
        if not isinstance(other, Row):
            return NotImplemented
        return self._description == other._description and self._values == other._values

    def __hash__(self):
        return hash((self._description, self._values))


# ---- connections ----

class Connection:
    """A connection to a database."""

    Warning, Error, InterfaceError, DatabaseError = Warning, Error, InterfaceError, DatabaseError
    InternalError, OperationalError, ProgrammingError = (InternalError, OperationalError,
                                                         ProgrammingError)
    IntegrityError, DataError, NotSupportedError = IntegrityError, DataError, NotSupportedError

    def __init__(self, database, timeout=5.0, detect_types=0, isolation_level='',
                 check_same_thread=True, cached_statements=128, uri=False, *,
                 autocommit=LEGACY_TRANSACTION_CONTROL):
        self.isolation_level = isolation_level
        self.autocommit = autocommit
        self.row_factory = None
        self.text_factory = str
        self._detect_types = detect_types
        self._thread = get_ident() if check_same_thread else None
        flags = _OPEN_READWRITE | _OPEN_CREATE | (_OPEN_URI if uri else 0)
        self._database = _sqlite.Database(database, flags)
        if self._database.error()[0] != SQLITE_OK:
            self._raise()
        self._database.busy_timeout(int(timeout * 1000))
        if autocommit is False:
            self._run('BEGIN')

    def _check(self):
        if not hasattr(self, '_database'):
            raise ProgrammingError('Base Connection.__init__ not called.')
        if not self._database.is_open:
            raise ProgrammingError('Cannot operate on a closed database.')
        if self._thread is not None and self._thread != get_ident():
            raise ProgrammingError('SQLite objects created in a thread can only be used in that '
                                   'same thread. The object was created in thread id '
                                   f'{self._thread} and this is thread id {get_ident()}.')

    def _raise(self):
        code, message = self._database.error()
        error = _ERROR_OF_CODE.get(code & 0xff, DatabaseError)(message)
        error.sqlite_errorcode = code
        raise error

    def _prepare(self, sql):
        statement = self._database.prepare(sql)
        if isinstance(statement, int):
            self._raise()
        return statement

    def _run(self, sql):
        if self._prepare(sql).step() not in (SQLITE_ROW, SQLITE_DONE):
            self._raise()

    def cursor(self, factory=None):
        """Return a cursor for the connection."""
        self._check()
        cursor = (factory or Cursor)(self)
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

    def commit(self):
        """Commit any pending transaction to the database."""
        self._end('COMMIT')

    def rollback(self):
        """Roll back to the start of any pending transaction."""
        self._end('ROLLBACK')

    def _end(self, sql):
        self._check()
        if self.autocommit is True:
            return
        if self.in_transaction:
            self._run(sql)
        if self.autocommit is False:
            self._run('BEGIN')

    def close(self):
        """Close the database connection; what was not committed is lost."""
        if self._thread is not None and self._thread != get_ident():
            self._check()
        self._database.close()

    def interrupt(self):
        """Abort any pending database operation."""
        self._check()
        self._database.interrupt()

    def create_function(self, name, narg, func, /, *, deterministic=False):
        """Creates a new function."""
        self._check()
        if self._database.create_function(name, narg, func, deterministic) != SQLITE_OK:
            self._raise()

    @property
    def in_transaction(self):
        self._check()
        return not self._database.autocommit

    @property
    def total_changes(self):
        self._check()
        return self._database.total_changes

    def __enter__(self):
        self._check()
        return self

    def __exit__(self, exc_type, exc_value, exc_tb):
        if exc_type is None:
            try:
                self.commit()
            except BaseException:
                self.rollback()
                raise
        else:
            self.rollback()
        return False


def connect(database, timeout=5.0, detect_types=0, isolation_level='', check_same_thread=True,
            factory=Connection, cached_statements=128, uri=False, *,
            autocommit=LEGACY_TRANSACTION_CONTROL):
    """Open a connection to the SQLite database file 'database'.

    You can use ":memory:" to open a database connection to a database that
    resides in RAM instead of on disk.
    """
    return factory(database, timeout, detect_types, isolation_level, check_same_thread,
                   cached_statements=cached_statements, uri=uri, autocommit=autocommit)


# ---- cursors ----

_CHANGING = ('INSERT', 'UPDATE', 'DELETE', 'REPLACE')


def _first_word(sql):
    """The statement's verb, behind comments."""
    sql = sql.lstrip()
    while sql.startswith(('--', '/*')):
        end = sql.find('\n') if sql.startswith('--') else sql.find('*/') + 1
        if end <= 0:
            return ''
        sql = sql[end + 1:].lstrip()
    return sql[:7].split(None, 1)[0].upper() if sql else ''


class Cursor:
    """Executes statements and gives their rows."""

    def __init__(self, connection, /):
        if not isinstance(connection, Connection):
            raise TypeError('Cursor() argument 1 must be sqlite3.Connection, not '
                            f'{type(connection).__name__}')
        self.connection = connection
        self.description = None
        self.rowcount = -1
        self.lastrowid = None
        self.arraysize = 1
        self.row_factory = None
        self._statement = None
        self._pending = None            # a row that was read ahead
        self._converters = None
        self._closed = False

    def _check(self):
        if not hasattr(self, '_closed'):
            raise ProgrammingError('Base Cursor.__init__ not called.')
        if self._closed:
            raise ProgrammingError('Cannot operate on a closed cursor.')
        self.connection._check()

    def _finish(self):
        if self._statement is not None:
            self._statement.reset()
        self._statement = self._pending = None

    # ---- executing ----

    def execute(self, sql, parameters=(), /):
        """Executes an SQL statement."""
        return self._execute(sql, (parameters,), many=False)

    def executemany(self, sql, seq_of_parameters, /):
        """Repeatedly executes an SQL statement."""
        return self._execute(sql, seq_of_parameters, many=True)

    def _execute(self, sql, sets, many):
        self._check()
        self._finish()
        connection = self.connection
        statement = connection._prepare(sql)
        if sql.encode()[statement.tail:].strip() and not _only_comments(
                sql.encode()[statement.tail:].decode()):
            raise ProgrammingError('You can only execute one statement at a time.')
        changes = _first_word(sql) in _CHANGING
        if many and not changes:
            raise ProgrammingError('executemany() can only execute DML statements.')
        self.description = None
        self.rowcount = 0 if changes else -1
        if (changes and connection.isolation_level is not None
                and connection.autocommit == LEGACY_TRANSACTION_CONTROL
                and not connection.in_transaction):
            connection._run('BEGIN ' + connection.isolation_level)
        for parameters in sets:
            statement.reset()
            self._bind(statement, parameters)
            code = statement.step()
            if code not in (SQLITE_ROW, SQLITE_DONE):
                try:
                    connection._raise()
                finally:
                    statement.reset()
            if changes and code == SQLITE_DONE:
                self.rowcount += connection._database.changes
        columns = statement.columns()
        if columns:
            self._describe(statement, columns)
        if not many and _first_word(sql) in ('INSERT', 'REPLACE'):
            self.lastrowid = connection._database.last_row
        if not many and code == SQLITE_ROW:
            self._statement = statement
            self._pending = self._row()
        else:
            statement.reset()
        return self

    def _describe(self, statement, columns):
        detect = self.connection._detect_types
        self.description = tuple([
            (name.split(' [')[0] if detect & PARSE_COLNAMES else name,) + (None,) * 6
            for name in columns])
        self._converters = None
        if detect:
            found = []
            for name, declared in zip(columns, statement.types()):
                converter = None
                if detect & PARSE_COLNAMES and ' [' in name:
                    converter = converters.get(name.split('[', 1)[1].rstrip(']').upper())
                if converter is None and detect & PARSE_DECLTYPES and declared:
                    converter = converters.get(declared.split('(')[0].split()[0].upper())
                found.append(converter)
            self._converters = found if any(found) else None

    def _bind(self, statement, parameters):
        names = statement.parameters()
        if isinstance(parameters, dict) or not hasattr(parameters, '__len__'):
            values = []
            for index, name in enumerate(names):
                if name is None:
                    raise ProgrammingError(f'Binding {index + 1} has no name, but you supplied a '
                                           'dictionary (which has only names).')
                try:
                    values.append(parameters[name[1:]])
                except LookupError:
                    raise ProgrammingError('You did not supply a value for binding parameter '
                                           f'{name}.') from None
        else:
            values = parameters
            if len(values) != len(names):
                raise ProgrammingError(
                    'Incorrect number of bindings supplied. The current statement uses '
                    f'{len(names)}, and there are {len(values)} supplied.')
        for index, value in enumerate(values, 1):
            adapted = adapt(value)
            try:
                code = statement.bind(index, adapted)
            except TypeError:
                raise ProgrammingError(f'Error binding parameter {index}: type '
                                       f"'{type(adapted).__name__}' is not supported") from None
            if code != SQLITE_OK:
                self.connection._raise()

    def executescript(self, sql_script, /):
        """Executes multiple SQL statements at once."""
        self._check()
        self._finish()
        connection = self.connection
        if connection.autocommit == LEGACY_TRANSACTION_CONTROL and connection.in_transaction:
            connection.commit()
        rest = sql_script.encode()
        while rest.strip():
            statement = connection._prepare(rest.decode())
            while (code := statement.step()) == SQLITE_ROW:
                pass
            if code != SQLITE_DONE:
                connection._raise()
            rest = rest[statement.tail:]
        return self

    # ---- rows ----

    def _row(self):
        values = self._statement.row()
        factory = self.connection.text_factory
        if self._converters:
            values = tuple([
                value if converter is None or value is None else converter(
                    value if isinstance(value, bytes) else str(value).encode())
                for value, converter in zip(values, self._converters)])
        if factory is not str:
            values = tuple([factory(value.encode()) if isinstance(value, str) else value
                            for value in values])
        return values if self.row_factory is None else self.row_factory(self, values)

    def __iter__(self):
        return self

    def __next__(self):
        self._check()
        if self._statement is None:
            raise StopIteration
        row = self._pending
        code = self._statement.step()
        if code == SQLITE_ROW:
            self._pending = self._row()
        else:
            self._finish()
            if code != SQLITE_DONE:
                self.connection._raise()
        return row

    def fetchone(self):
        """Fetches one row from the resultset."""
        return next(self, None)

    def fetchmany(self, size=None):
        """Fetches several rows from the resultset."""
        size = self.arraysize if size is None else size
        rows = []
        while len(rows) < size or size < 0:
            row = next(self, None)
            if row is None:
                break
            rows.append(row)
        return rows

    def fetchall(self):
        """Fetches all rows from the resultset."""
        return list(self)

    def close(self):
        """Closes the cursor."""
        self._finish()
        self._closed = True

    def setinputsizes(self, sizes, /):
        """Required by DB-API. Does nothing in sqlite3."""

    def setoutputsize(self, size, column=None, /):
        """Required by DB-API. Does nothing in sqlite3."""


def _only_comments(sql):
    return not _first_word(sql)


for _class in (Row, Connection, Cursor, PrepareProtocol):
    _class.__module__ = 'sqlite3'
del _class
