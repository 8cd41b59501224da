# What SQL calls in Python: functions, aggregates, window functions, collations and hooks.
import sqlite3

db = sqlite3.connect(":memory:")


def attempt(function, *args):
    try:
        return function(*args)
    except Exception as error:
        return f"{type(error).__name__}: {error}"


def query(sql, *parameters):
    return attempt(lambda: db.execute(sql, parameters).fetchall())


db.create_function("plus", 2, lambda a, b: a + b, deterministic=True)
print(query("select plus(1, 2), plus('a', 'b'), plus(x'01', x'02')"))  # expect: [(3, 'ab', b'\x01\x02')]
print(query("select plus(1, null)"))  # expect: OperationalError: user-defined function raised exception
db.create_function("huge", 0, lambda: 2 ** 63)
print(query("select huge()"))  # expect: DataError: string or blob too big
print(attempt(db.create_function, "bad", -100, len))  # expect: OperationalError: Error creating function


class Longest:
    def __init__(self):
        self.best = ""

    def step(self, text):
        self.best = max(self.best, text, key=len)

    def finalize(self):
        return self.best


db.executescript("create table t(word, n); insert into t values('a', 1), ('abc', 2), ('ab', 2);")
db.create_aggregate("longest", 1, Longest)
print(query("select longest(word) from t"), query("select longest(word) from t where n = 9"))  # expect: [('abc',)] [(None,)]
print(query("select n, longest(word) from t group by n order by n"))  # expect: [(1, 'a'), (2, 'abc')]
db.create_aggregate("broken", 1, type("Broken", (), {"step": lambda self, x: 1 / 0}))
print(query("select broken(n) from t"))  # expect: OperationalError: user-defined aggregate's 'step' method raised error


class Sum:
    def __init__(self):
        self.total = 0

    def step(self, n):
        self.total += n

    def inverse(self, n):
        self.total -= n

    def value(self):
        return self.total

    finalize = value


db.create_window_function("total", 1, Sum)
print(query("select total(n) over (order by word rows between 1 preceding and current row) from t"))  # expect: [(1,), (3,), (4,)]

db.create_collation("backwards", lambda a, b: (a < b) - (a > b))
print(query("select word from t order by word collate backwards"))  # expect: [('abc',), ('ab',), ('a',)]
db.create_collation("backwards", None)
print(query("select word from t order by word collate backwards"))  # expect: OperationalError: no such collation sequence: backwards


def authorizer(action, first, second, database, trigger):
    return sqlite3.SQLITE_DENY if second == "n" else sqlite3.SQLITE_OK


db.set_authorizer(authorizer)
print(query("select word from t limit 1"), query("select n from t"))  # expect: [('a',)] DatabaseError: access to t.n is prohibited
db.set_authorizer(None)
print(query("select n from t limit 1"))  # expect: [(1,)]

texts = []
db.set_trace_callback(texts.append)
db.execute("select ?", ("it's",))
db.set_trace_callback(None)
print(texts)  # expect: ["select 'it''s'"]

db.set_progress_handler(lambda: True, 1)
print(query("select count(*) from t, t, t"))  # expect: OperationalError: interrupted
db.set_progress_handler(None, 0)
print(query("select count(*) from t, t, t"))  # expect: [(27,)]
db.close()
