"""The Python database interface (DB-API 2.0) to SQLite databases.

    connection = sqlite3.connect('example.db')
    for row in connection.execute('SELECT date, price FROM stocks WHERE price > ?', (10,)):
        print(row)
"""

from sqlite3.dbapi2 import *
from sqlite3.dbapi2 import _deprecated_version, _deprecated_version_info


def __getattr__(name):
    if name in ("version", "version_info"):
        from warnings import warn
        warn(f"{name} is deprecated and will be removed in Python 3.14", DeprecationWarning,
             stacklevel=2)
        return globals()[f"_deprecated_{name}"]
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
