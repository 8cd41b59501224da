# A database whose function refers to it is collected as any cycle; nothing is left at the end.
import gc
import sqlite3
import weakref


class Connection(sqlite3.Connection):
    pass


def open_one():
    connection = sqlite3.connect(":memory:", factory=Connection)
    connection.create_function("me", 0, lambda: connection.total_changes)
    connection.create_function("ME", 0, lambda: connection.total_changes + 1)
    connection.create_collation("mine", lambda a, b: connection.total_changes)
    connection.set_trace_callback(lambda text: connection)
    print(connection.execute("select me(), Me()").fetchone())
    return weakref.ref(connection)


reference = open_one()                  # expect: (1, 1)
gc.collect()
print(reference())                      # expect: None

left_open = sqlite3.connect(":memory:")
left_open.create_function("twice", 1, lambda x: (left_open, x)[1] * 2)
cursor = left_open.execute("select twice(21)")
print(cursor.fetchone())                # expect: (42,)
