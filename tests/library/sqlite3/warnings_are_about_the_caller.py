# What is deprecated is told of the caller's file and line, not of sqlite3's own.
import datetime
import gc
import sqlite3
import warnings

warnings.simplefilter("always")


def told(function, *args, **keywords):
    with warnings.catch_warnings(record=True) as caught:
        function(*args, **keywords)
    for warning in caught:
        print(warning.category.__name__, warning.filename == __file__,
              warning.lineno - function.__code__.co_firstlineno)
      
      
      
      
      
      
      
      
      
      
      
      




base = sqlite3.connect(":memory:", detect_types=sqlite3.PARSE_COLNAMES)
cursor = base.cursor()
told(lambda: cursor.execute("select :a", (1,)))  # expect: DeprecationWarning True 0
told(lambda: base.execute("select :a", (1,)))  # expect: DeprecationWarning True 0
told(lambda: base.execute("select ?", (datetime.date(2000, 1, 2),)))  # expect: DeprecationWarning True 0
told(lambda: cursor.execute("select ?", (datetime.datetime(2000, 1, 2),)))  # expect: DeprecationWarning True 0
told(lambda: cursor.execute("select '2000-01-02' as 'day [date]'").fetchone())  # expect: DeprecationWarning True 0
told(lambda: cursor.execute("select '2000-01-02 03:04:05' as 'x [timestamp]'").fetchone())  # expect: DeprecationWarning True 0
told(lambda: base.create_function(name="f", narg=0, func=lambda: 1))  # expect: DeprecationWarning True 0
told(lambda: base.set_trace_callback(trace_callback=None))  # expect: DeprecationWarning True 0
told(lambda: sqlite3.connect(":memory:", 5.0).close())
# expect: DeprecationWarning True 0
# expect: DeprecationWarning True 0
told(lambda: sqlite3.Connection(":memory:", 5.0).close())  # expect: DeprecationWarning True 0


def forget():
    sqlite3.connect(":memory:"); gc.collect()


told(forget)  # expect: ResourceWarning True 1
base.close()
