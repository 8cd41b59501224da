"""What SQL calls, and what arguments run, may close the connection or use its statements."""
import sqlite3

connection = sqlite3.connect(":memory:")
for call in (lambda: connection.execute(5), lambda: connection.execute(None),
             lambda: connection.create_function(5, 1, abs)):
    try:
        call()
    except TypeError:
        print("TypeError")
# expect: TypeError
# expect: TypeError
# expect: TypeError


def close():
    connection.close()
    return 1


connection.create_function("close", 0, close)
try:
    print(connection.execute("select close(), close()").fetchall())
except (sqlite3.Error, ValueError):
    print("error")  # expect: error


class Closing:
    def __index__(self):
        connection.close()
        return 1

    def __bool__(self):
        return bool(self.__index__())


connection = sqlite3.connect(":memory:")
for give in (lambda: connection.create_function("f", Closing(), abs),
             lambda: connection.create_function("f", 1, abs, deterministic=Closing())):
    try:
        give()
    except (sqlite3.Error, ValueError):
        print("closed")
# expect: closed
# expect: closed
    connection = sqlite3.connect(":memory:")

cursor = connection.cursor()


def again(number):
    try:
        cursor.execute("select 1")
    except sqlite3.ProgrammingError:
        return "refused"
    return "run"


connection.create_function("again", 1, again)
print(cursor.execute("select again(1) union all select again(2)").fetchall() is not None)  # expect: True
