# A source of values that uses the cursor it is for is refused; one that closes the database ends it.
import sqlite3

db = sqlite3.connect(':memory:')
cursor = db.cursor()
cursor.execute('create table t (a)')


def refused():
    yield (1,)
    try:
        cursor.execute('select 1')
    except sqlite3.ProgrammingError as error:
        yield (str(error),)


cursor.executemany('insert into t values (?)', refused())
print(cursor.execute('select * from t').fetchall())  # expect: [(1,), ('Recursive use of cursors not allowed.',)]


def closing():
    yield (2,)
    db.close()
    yield (3,)


try:
    cursor.executemany('insert into t values (?)', closing())
except ValueError as error:
    print(error)  # expect: the database is closed
