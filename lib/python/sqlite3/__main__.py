"""A prompt for SQL, and single statements from the command line: python -m sqlite3."""

import sqlite3
import sys
from argparse import ArgumentParser
from code import InteractiveConsole
from textwrap import dedent


def execute(connection, sql, suppress_errors=True):
    """Runs a statement and prints its rows; an error is printed, and raised if not suppressed."""
    try:
        for row in connection.execute(sql):
            print(row)
    except sqlite3.Error as error:
        kind = type(error).__name__
        name = getattr(error, "sqlite_errorname", None)
        print(f"{kind} ({name}): {error}" if name else f"{kind}: {error}", file=sys.stderr)
        if not suppress_errors:
            sys.exit(1)


class SqliteInteractiveConsole(InteractiveConsole):
    def __init__(self, connection):
        super().__init__()
        self._connection = connection

    def runsource(self, source, filename="<input>", symbol="single"):
        """Runs a statement, or a command that begins with a dot; True if there is more to come."""
        if not source or source.isspace():
            return False
        if source[0] == ".":
            self._run_command(source[1:].strip())
            return False
        if not sqlite3.complete_statement(source):
            return True
        execute(self._connection, source)
        return False

    @staticmethod
    def _run_command(command):
        if command == "version":
            print(sqlite3.sqlite_version)
        elif command == "help":
            print("Enter SQL code and press enter.")
        elif command == "quit":
            sys.exit(0)
        elif command:
            print(f'Error: unknown command or invalid arguments:  "{command}".', file=sys.stderr)


def main(*args):
    parser = ArgumentParser(description="Python sqlite3 CLI", prog="python -m sqlite3")
    parser.add_argument("filename", type=str, default=":memory:", nargs="?",
                        help="SQLite database to open (defaults to ':memory:'). A new database "
                             "is created if the file does not previously exist.")
    parser.add_argument("sql", type=str, nargs="?",
                        help="An SQL query to execute. Any returned rows are printed to stdout.")
    parser.add_argument("-v", "--version", action="version",
                        version=f"SQLite version {sqlite3.sqlite_version}",
                        help="Print underlying SQLite library version")
    options = parser.parse_args(*args)
    in_memory = options.filename == ":memory:"
    connection = sqlite3.connect(options.filename, isolation_level=None)
    try:
        if options.sql:
            execute(connection, options.sql, suppress_errors=False)
        else:
            _interact(connection, "a transient in-memory database" if in_memory
                      else repr(options.filename))
    finally:
        connection.close()
    sys.exit(0)


def _interact(connection, name):
    end = "CTRL-Z" if sys.platform == "win32" else "CTRL-D"
    sys.ps1, sys.ps2 = "sqlite> ", "    ... "
    banner = dedent(f"""
        sqlite3 shell, running on SQLite version {sqlite3.sqlite_version}
        Connected to {name}

        Each command will be run using execute() on the cursor.
        Type ".help" for more information; type ".quit" or {end} to quit.
    """).strip()
    SqliteInteractiveConsole(connection).interact(banner, exitmsg="")


if __name__ == "__main__":
    main(sys.argv[1:])
