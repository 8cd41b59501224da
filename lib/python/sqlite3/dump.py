"""A database as the SQL that makes it again, for Connection.iterdump().

Tables come with their rows, then what stands on tables (indexes, triggers and views), then the
counters of AUTOINCREMENT. Virtual tables are entered into the schema by hand.
"""

_TABLES = "SELECT name, type, sql FROM sqlite_master WHERE sql NOT NULL AND type = 'table'"
_OTHERS = ("SELECT name, type, sql FROM sqlite_master "
           "WHERE sql NOT NULL AND type IN ('index', 'trigger', 'view')")


def _quote_name(name):
    return '"' + name.replace('"', '""') + '"'


def _quote_value(value):
    return "'" + value.replace("'", "''") + "'"


def _iterdump(connection, *, filter=None):
    """The statements, one after the other; with a filter of what matches the LIKE pattern."""
    dump = _Dump(connection, filter)
    if dump.rows("PRAGMA foreign_key_check"):
        yield "PRAGMA foreign_keys=OFF;"
    yield "BEGIN TRANSACTION;"
    yield from dump.tables()
    for _, _, sql in dump.schema(_OTHERS):
        yield f"{sql};"
    yield from dump.sequences
    if dump.writes_schema:
        yield "PRAGMA writable_schema=OFF;"
    yield "COMMIT;"


class _Dump:
    def __init__(self, connection, filter):
        self._connection, self._filter = connection, filter
        self.writes_schema = False
        self.sequences = []

    def rows(self, sql, parameters=()):
        cursor = self._connection.cursor()
        cursor.row_factory = None
        return cursor.execute(sql, parameters).fetchall()

    def schema(self, query):
        if self._filter is None:
            return self.rows(query)
        return self.rows(query + " AND name LIKE ?", (self._filter,))

    def tables(self):
        for name, _, sql in sorted(self.schema(_TABLES)):
            if name == "sqlite_sequence":
                self.sequences = ['DELETE FROM "sqlite_sequence";', *self._inserts(name)]
                continue
            if name == "sqlite_stat1":
                yield 'ANALYZE "sqlite_master";'
            elif name.startswith("sqlite_"):
                continue
            elif sql.startswith("CREATE VIRTUAL TABLE"):
                yield from self._virtual_table(name, sql)
                continue
            else:
                yield f"{sql};"
            yield from self._inserts(name)

    def _virtual_table(self, name, sql):
        if not self.writes_schema:
            self.writes_schema = True
            yield "PRAGMA writable_schema=ON;"
        shown = name.replace("'", "''")
        yield ("INSERT INTO sqlite_master(type,name,tbl_name,rootpage,sql)"
               f"VALUES('table','{shown}','{shown}',0,{_quote_value(sql)});")

    def _inserts(self, table):
        quoted = _quote_name(table)
        columns = [row[1] for row in self.rows(f"PRAGMA table_info({quoted})")]
        start = _quote_value(f"INSERT INTO {quoted} VALUES(")
        values = "||','||".join(f"quote({_quote_name(column)})" for column in columns)
        for line, in self.rows(f"SELECT {start}||{values}||')' FROM {quoted}"):
            yield f"{line};"
