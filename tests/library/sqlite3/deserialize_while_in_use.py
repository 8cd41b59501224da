"""What reads a database keeps its content from being replaced; SQLite would read what is gone."""
import signal
import sqlite3

other = sqlite3.connect(":memory:")
other.execute("create table z (a)")
data = other.serialize()
db = sqlite3.connect(":memory:")
db.execute("create table t (id integer primary key, b blob)")
db.executemany("insert into t (b) values (?)", [(b"x" * 50,)] * 20)
db.commit()


def attempt(function):
    try:
        print(function())
    except (sqlite3.Error, ValueError) as error:
        print(type(error).__name__, error)


def replace(*args):
    attempt(lambda: db.deserialize(data))


with db.blobopen("t", "b", 3) as blob:
    replace()                           # expect: OperationalError database is locked
    print(blob.read(4))                 # expect: b'xxxx'

cursor = db.execute("select * from t")
cursor.fetchone()
replace()                               # expect: OperationalError database is locked
print(len(cursor.fetchall()))           # expect: 19

db.create_function("f", 1, replace)
print(db.execute("select f(id) from t where id = 1").fetchall())
                                        # expect: OperationalError database is locked
                                        # expect: [(None,)]
with sqlite3.connect(":memory:") as target:
    db.backup(target, progress=replace)     # expect: OperationalError database is locked
target.close()


db.set_authorizer(lambda *args: replace() or sqlite3.SQLITE_OK)
db.execute("begin")                     # expect: OperationalError database is locked
db.set_authorizer(None)
db.rollback()
replace()                               # expect: None
print(db.execute("select name from sqlite_master").fetchall())      # expect: [('z',)]


class Closes:
    def __init__(self, db):
        self.db = db

    def __index__(self):
        self.db.close()
        return 1

    def __buffer__(self, flags):
        self.db.close()
        return memoryview(data)


attempt(lambda: db.deserialize(Closes(db)))
                                        # expect: ValueError the database is closed
db = sqlite3.connect(":memory:")
db.execute("create table t (b)")
attempt(lambda: db.blobopen("t", "b", Closes(db)))
                                        # expect: ValueError the database is closed

# A backup that waits for a lock is interrupted.
first = sqlite3.connect("file.db", isolation_level=None, timeout=0)
first.execute("create table t (a)")
second = sqlite3.connect("file.db", isolation_level=None, timeout=0)
second.execute("begin exclusive")
signal.signal(signal.SIGALRM, signal.default_int_handler)
signal.setitimer(signal.ITIMER_REAL, 0.1)
try:
    first.backup(other, sleep=0.01)
except KeyboardInterrupt:
    print("interrupted")                # expect: interrupted
