"""The Python database interface (DB-API 2.0) to SQLite databases.

    connection = sqlite3.connect('example.db')
    for row in connection.execute('SELECT date, price FROM stocks WHERE price > ?', (10,)):
        print(row)
"""

from sqlite3.dbapi2 import *
