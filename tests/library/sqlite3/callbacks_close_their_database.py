# Whoever SQLite calls may close the database, also while a statement is only being prepared.
import gc
import sqlite3


def run(install):
    database = [sqlite3.connect(":memory:")]

    def close(*args):
        database[0].close()
        return 0

    install(database[0], close)
    try:
        database[0].execute("select f(1)" if install is use_function else "create table t(a)").fetchall()
        print("done")
    except sqlite3.Error as error:
        print(type(error).__name__)
    except ValueError as error:
        print(error)


def use_function(database, close):
    database.create_function("f", 1, close)


run(lambda database, close: database.set_authorizer(close))         # expect: the database is closed
run(lambda database, close: database.set_trace_callback(close))     # expect: the database is closed
run(lambda database, close: database.set_progress_handler(close, 1))  # expect: the database is closed
run(use_function)                                                   # expect: the database is closed


class Closing:
    """A function that closes its database when it is replaced."""

    def __init__(self, database):
        self.database = database

    def __call__(self, *args):
        return 0

    def __del__(self):
        print("replaced")
        self.database.close()


for method, arguments in ("create_function", (1,)), ("create_aggregate", (1,)), ("create_collation", ()):
    database = sqlite3.connect(":memory:")
    getattr(database, method)("f", *arguments, Closing(database))
    getattr(database, method)("f", *arguments, None)
    try:
        database.execute("select 1")
    except sqlite3.ProgrammingError as error:
        print(error)
# expect: replaced
# expect: Cannot operate on a closed database.
# expect: replaced
# expect: Cannot operate on a closed database.
# expect: replaced
# expect: Cannot operate on a closed database.


# a statement leaves the step it is in alone
database = sqlite3.connect(":memory:")
cursor = database.cursor()


def again():
    try:
        cursor.execute("select 5")
    except sqlite3.ProgrammingError as error:
        print(error)
    return 1


database.create_function("again", 0, again)
print(cursor.execute("select again()").fetchall())  # expect: Recursive use of cursors not allowed.
                                                    # expect: [(1,)]

# also below the package, where nobody else looks
import _sqlite
raw = _sqlite.Database(":memory:", 6)
statements = []


def step_again():
    for act in statements[0].step, statements[0].reset, lambda: statements[0].bind(1, 2):
        try:
            act()
        except ValueError as error:
            print(error)
    return 7


raw.create_function("f", 0, step_again, False)
statements.append(raw.prepare("select f()"))
statements[0].step()  # expect: the statement is being executed
                      # expect: the statement is being executed
                      # expect: the statement is being executed
print(statements[0].row(str, None))  # expect: (7,)
gc.collect()
