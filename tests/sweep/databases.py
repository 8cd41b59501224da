# preload: sqlite3
import sqlite3
c = sqlite3.connect(":memory:"); c.row_factory = sqlite3.Row
c.execute("create table t (a integer primary key, b text, c blob, d real)")
c.executemany("insert into t (b, c, d) values (?, ?, ?)", [("x", b"1", 1.5), ("y", None, 2), ("z", b"3", None)]); c.commit()
rows = c.execute("select * from t where a > :least order by b desc", {"least": 1}).fetchall(); print([tuple(r) for r in rows], rows[0]["b"], rows[0].keys())
c.create_function("twice", 1, lambda x: x * 2); print(c.execute("select twice(21), twice('ab')").fetchone()[0:2])
print([r[0] for r in c.execute("select b from t order by b")], c.total_changes)
try:
    with c:
        c.execute("insert into t values (1, 'again', null, null)")
except sqlite3.IntegrityError as error:
    print(error)
try:
    c.execute("select no_such")
except sqlite3.OperationalError as error:
    print(error)
c.close()
