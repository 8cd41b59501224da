# Values that need no adapter take the short way, others the long one, in the same statement; rows
# by the list, one by one, as Row and through factories.
import sqlite3
import sys


def error(function, *args):
    try:
        return function(*args)
    except Exception as error:
        return f'{type(error).__name__}: {error}'


class Point:
    def __init__(self, x):
        self.x = x

    def __conform__(self, protocol):
        return f'point {self.x}'


class Text(str):
    pass


db = sqlite3.connect(':memory:')
cursor = db.cursor()
cursor.execute('create table t (a, b)')
sets = [(1, 'x'), [2, 2.5], (Point(3), None), (True, b'bytes'), (bytearray(b'z'), Text('sub')), (2**60, -1)]
cursor.executemany('insert into t values (?, ?)', iter(sets))
print(cursor.rowcount, cursor.lastrowid)  # expect: 6 0
print(cursor.execute('select * from t').fetchall())  # expect: [(1, 'x'), (2, 2.5), ('point 3', None), (1, b'bytes'), (b'z', 'sub'), (1152921504606846976, -1)]
print(cursor.execute('select a from t').fetchmany(2), cursor.fetchmany(0), cursor.fetchone(), cursor.fetchall())  # expect: [(1,), (2,)] [('point 3',), (1,), (b'z',), (1152921504606846976,)] None []
for bad in ((1,), (1, 2, 3), (2**64, 1), (object(), 1), ('\ud800', 1), 5, {'a': 1}):
    print(error(cursor.execute, 'insert into t values (?, ?)', bad),
# expect: ProgrammingError: Incorrect number of bindings supplied. The current statement uses 2, and there are 1 supplied. ProgrammingError: Incorrect number of bindings supplied. The current statement uses 2, and there are 1 supplied. -1
# expect: ProgrammingError: Incorrect number of bindings supplied. The current statement uses 2, and there are 3 supplied. ProgrammingError: Incorrect number of bindings supplied. The current statement uses 2, and there are 3 supplied. -1
# expect: OverflowError: Python int too large to convert to SQLite INTEGER OverflowError: Python int too large to convert to SQLite INTEGER -1
# expect: ProgrammingError: Error binding parameter 1: type 'object' is not supported ProgrammingError: Error binding parameter 1: type 'object' is not supported -1
# expect: UnicodeEncodeError: 'utf-8' codec can't encode character '\ud800' in position 0: surrogates not allowed UnicodeEncodeError: 'utf-8' codec can't encode character '\ud800' in position 0: surrogates not allowed -1
# expect: ProgrammingError: parameters are of unsupported type ProgrammingError: parameters are of unsupported type -1
# expect: ProgrammingError: Binding 1 has no name, but you supplied a dictionary (which has only names). ProgrammingError: Binding 1 has no name, but you supplied a dictionary (which has only names). -1
          error(cursor.executemany, 'insert into t values (?, ?)', [(0, 0), bad]), cursor.rowcount)
print(cursor.execute('select count(*) from t where a = 0').fetchone(), db.in_transaction)  # expect: (7,) True
named = 'select :a, :b, ?3'
print(cursor.execute('select :a, :b, :a', {'a': 1, 'b': Point(2), 'c': 3}).fetchone())  # expect: (1, 'point 2', 1)
print(error(cursor.execute, 'select :a, :b', {'a': 1}), error(cursor.execute, 'select ?', {'a': 1}))  # expect: ProgrammingError: You did not supply a value for binding parameter :b. ProgrammingError: Binding 1 has no name, but you supplied a dictionary (which has only names).


class Missing(dict):
    def __missing__(self, key):
        return key * 2


print(cursor.execute('select :a, :b', Missing(a='known')).fetchone())  # expect: ('known', 'bb')
cursor.execute('create table u (k integer primary key check (k < 4))')
print(error(cursor.executemany, 'insert into u values (?)', ((i,) for i in range(9))), cursor.rowcount)  # expect: IntegrityError: CHECK constraint failed: k < 4 -1
print(cursor.execute('select k from u').fetchall())  # expect: [(0,), (1,), (2,), (3,)]


def failing():
    yield (100,)
    raise KeyError('source')


print(error(cursor.executemany, 'insert into u values (?)', failing()), error(cursor.executemany, 'select 1', []))  # expect: IntegrityError: CHECK constraint failed: k < 4 ProgrammingError: executemany() can only execute DML statements.
cursor = db.cursor()

cursor.row_factory = sqlite3.Row
row = cursor.execute('select 1 as Alpha, 2 as beta, 3 as "Gr\u00fcn"').fetchone()
print(row['ALPHA'], row['Beta'], row['Gr\u00fcn'], row[-1], row[1:], len(row), tuple(row), row.keys())  # expect: 1 2 3 3 (2, 3) 3 (1, 2, 3) ['Alpha', 'beta', 'Grün']
print(error(row.__getitem__, 'none'), error(row.__getitem__, 3), error(row.__getitem__, 1.5), error(row.__getitem__, 'GR\u00dcN'),  # expect: IndexError: No item with that key IndexError: tuple index out of range IndexError: Index must be int or string IndexError: No item with that key IndexError: cannot fit 'int' into an index-sized integer
      error(row.__getitem__, 2**70))
other = cursor.execute('select 1 as Alpha, 2 as beta, 3 as "Gr\u00fcn"').fetchall()[0]
print(row == other, hash(row) == hash(other), row != 1, row == tuple(row), type(row).__name__, error(lambda: row < other))  # expect: True True True False Row TypeError: '<' not supported between instances of 'sqlite3.Row' and 'sqlite3.Row'
print(error(sqlite3.Row, 1, ()), error(sqlite3.Row, cursor, []), error(sqlite3.Row, cursor), sqlite3.Row(cursor, (7, 8))['beta'])  # expect: TypeError: Row() argument 1 must be sqlite3.Cursor, not int TypeError: Row() argument 2 must be tuple, not list TypeError: Row expected 2 arguments, got 1 8
print([type(r).__name__ for r in cursor.execute('select 1 union select 2')])  # expect: ['Row', 'Row']


class MyRow(sqlite3.Row):
    pass


cursor.row_factory = MyRow
print(type(cursor.execute('select 5 as five').fetchall()[0]).__name__, cursor.execute('select 5 as five').fetchone()['FIVE'])  # expect: MyRow 5
cursor.row_factory = lambda cursor, row: (len(cursor.description), row)
print(cursor.execute('select 1, 2 union select 3, 4').fetchmany(1), cursor.fetchall(), cursor.fetchall())  # expect: [(2, (1, 2))] [(2, (3, 4))] []
cursor.row_factory = None
db.text_factory = bytes
print(cursor.execute("select 'a', 'b'").fetchall())  # expect: [(b'a', b'b')]
db.text_factory = str
print(error(cursor.execute("select 1, cast(x'ff' as text) as bad").fetchall), error(cursor.fetchone))  # expect: OperationalError: Could not decode to UTF-8 column 'bad' with text '�' OperationalError: Could not decode to UTF-8 column 'bad' with text '�'
print(error(cursor.execute('select 1 union all select abs(-9223372036854775808)').fetchall))  # expect: OperationalError: integer overflow
sqlite3.register_adapter(int, lambda number: f'int {number}')
cursor.executemany('insert into t values (?, ?)', [(70, 71.5)])
print(cursor.execute('select a, b from t order by rowid desc limit 1').fetchone(), cursor.execute('select ?', (5,)).fetchone())  # expect: ('int 70', 71.5) ('int 5',)
db.close()
print(error(cursor.execute, 'select 1'), error(cursor.fetchall), error(cursor.fetchone), error(next, cursor))  # expect: ProgrammingError: Cannot operate on a closed database. ProgrammingError: Cannot operate on a closed database. ProgrammingError: Cannot operate on a closed database. ProgrammingError: Cannot operate on a closed database.
