# Copies of whole databases, blobs in place, limits and settings, and what errors tell.
import sqlite3

db = sqlite3.connect(":memory:")
db.executescript("""
    create table "a""b"(id integer primary key autoincrement, text, data);
    insert into "a""b" values(1, 'it''s', x'00ff'), (2, null, 1.5);
    create view v as select text from "a""b";
""")
for line in db.iterdump():
    print(line)
# expect: BEGIN TRANSACTION;
# expect: CREATE TABLE "a""b"(id integer primary key autoincrement, text, data);
# expect: INSERT INTO "a""b" VALUES(1,'it''s',X'00FF');
# expect: INSERT INTO "a""b" VALUES(2,NULL,1.5);
# expect: CREATE VIEW v as select text from "a""b";
# expect: DELETE FROM "sqlite_sequence";
# expect: INSERT INTO "sqlite_sequence" VALUES('a"b',2);
# expect: COMMIT;
print(list(db.iterdump(filter="v")))  # expect: ['BEGIN TRANSACTION;', 'CREATE VIEW v as select text from "a""b";', 'COMMIT;']

copy = sqlite3.connect(":memory:")
db.backup(copy, pages=1, progress=lambda status, remaining, total: print(status, remaining))
# expect: 0 2
# expect: 0 1
# expect: 101 0
print(copy.execute("select * from v").fetchall())  # expect: [("it's",), (None,)]
third = sqlite3.connect(":memory:")
third.deserialize(copy.serialize())
print(third.execute("select count(*) from v").fetchone())  # expect: (2,)


def attempt(function, *args):
    try:
        return function(*args)
    except Exception as error:
        return f"{type(error).__name__}: {error}"


db.execute("create table b(data blob)")
db.execute("insert into b values(zeroblob(8))")
with db.blobopen("b", "data", 1) as blob:
    blob.write(b"hello")
    blob[-1] = 33
    blob[5:7] = b"ab"
    blob.seek(1)
    print(len(blob), blob.tell(), blob.read(4), blob.read(), blob[0], blob[::2])  # expect: 8 1 b'ello' b'ab!' 104 b'hlob'
    print(attempt(blob.write, b"x"))  # expect: ValueError: data longer than blob length
    print(attempt(blob.seek, 9))  # expect: ValueError: offset out of blob range
print(attempt(blob.read))  # expect: ProgrammingError: Cannot operate on a closed blob.
print(attempt(db.blobopen, "b", "data", 7))  # expect: OperationalError: no such rowid: 7

print(db.setlimit(sqlite3.SQLITE_LIMIT_SQL_LENGTH, 20) > 20, db.getlimit(sqlite3.SQLITE_LIMIT_SQL_LENGTH))  # expect: True 20
print(attempt(db.execute, "select 1 -- that is too long"))  # expect: DataError: query string is too large
print(attempt(db.getlimit, 99))  # expect: ProgrammingError: 'category' is out of bounds
db.setconfig(sqlite3.SQLITE_DBCONFIG_DEFENSIVE, True)
print(db.getconfig(sqlite3.SQLITE_DBCONFIG_DEFENSIVE))  # expect: True
print(attempt(db.getconfig, -1))  # expect: ValueError: unknown config 'op': -1

try:
    third.execute("select * from nowhere")
except sqlite3.Error as error:
    print(type(error).__name__, error.sqlite_errorcode, error.sqlite_errorname)  # expect: OperationalError 1 SQLITE_ERROR
try:
    third.executescript("create table u(x unique); insert into u values(1), (1);")
except sqlite3.Error as error:
    print(type(error).__name__, error, error.sqlite_errorname)  # expect: IntegrityError UNIQUE constraint failed: u.x SQLITE_CONSTRAINT_UNIQUE
for connection in db, copy, third:
    connection.close()
