# Statements with parameters, transactions, rows, functions, types; errors of each kind.
import datetime
import sqlite3
import warnings

warnings.simplefilter("ignore", DeprecationWarning)  # of the default adapters
connection = sqlite3.connect(':memory:', detect_types=sqlite3.PARSE_DECLTYPES)
connection.execute('CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT UNIQUE, data BLOB, day DATE)')
cursor = connection.execute('INSERT INTO t (name, data, day) VALUES (?, ?, ?)', ('a', b'\0x', datetime.date(2024, 2, 29)))
print(cursor.lastrowid, cursor.rowcount, connection.in_transaction, connection.total_changes)  # expect: 1 1 True 1
cursor.executemany('INSERT INTO t (name) VALUES (:name)', [{'name': 'b'}, {'name': 'c'}])
print(cursor.rowcount, cursor.lastrowid)  # expect: 2 1
connection.commit()
print(connection.execute('SELECT * FROM t ORDER BY id').fetchall())  # expect: [(1, 'a', b'\x00x', datetime.date(2024, 2, 29)), (2, 'b', None, None), (3, 'c', None, None)]
print([column[0] for column in connection.execute('SELECT id, name AS n FROM t').description])  # expect: ['id', 'n']
connection.row_factory = sqlite3.Row
row = connection.execute('SELECT id, name FROM t WHERE name = ?', ['b']).fetchone()
print(row['NAME'], row[0], row.keys(), tuple(row), len(row))  # expect: b 2 ['id', 'name'] (2, 'b') 2
connection.row_factory = None
with connection:
    connection.execute('DELETE FROM t WHERE id = 3')
try:
    with connection:
        connection.execute('DELETE FROM t')
        raise KeyError
except KeyError:
    print(connection.execute('SELECT count(*) FROM t').fetchone())  # expect: (2,)
connection.create_function('twice', 1, lambda value: value * 2)
print(connection.execute("SELECT twice(21), twice('x'), 1.5, NULL, x'00'").fetchone())  # expect: (42, 'xx', 1.5, None, b'\x00')
connection.executescript('CREATE TABLE u (x); INSERT INTO u VALUES (1); INSERT INTO u VALUES (2);')
cursor = connection.execute('SELECT x FROM u')
print(cursor.fetchmany(1), list(cursor), cursor.fetchone(), sqlite3.complete_statement('SELECT 1;'))  # expect: [(1,)] [(2,)] None True


def attempt(function, *args):
    try:
        return function(*args)
    except Exception as error:
        return f'{type(error).__name__}: {error}'


print(attempt(connection.execute, 'SELEC 1'))  # expect: OperationalError: near "SELEC": syntax error
print(attempt(connection.execute, 'SELECT * FROM missing'))  # expect: OperationalError: no such table: missing
print(attempt(connection.execute, "INSERT INTO t (name) VALUES ('a')"))  # expect: IntegrityError: UNIQUE constraint failed: t.name
print(attempt(connection.execute, 'SELECT ?', (1, 2)))  # expect: ProgrammingError: Incorrect number of bindings supplied. The current statement uses 1, and there are 2 supplied.
print(attempt(connection.execute, 'SELECT :a', {}))  # expect: ProgrammingError: You did not supply a value for binding parameter :a.
print(attempt(connection.execute, 'SELECT 1; SELECT 2'))  # expect: ProgrammingError: You can only execute one statement at a time.
print(attempt(connection.execute, 'SELECT ?', (object,)))  # expect: ProgrammingError: Error binding parameter 1: type 'type' is not supported
print(attempt(connection.execute, 'SELECT ?', (2**70,)))  # expect: OverflowError: Python int too large to convert to SQLite INTEGER
connection.create_function('fails', 0, lambda: 1 / 0)
print(attempt(connection.execute, 'SELECT fails()'))  # expect: OperationalError: user-defined function raised exception
connection.close()
print(attempt(connection.execute, 'SELECT 1'))  # expect: ProgrammingError: Cannot operate on a closed database.
