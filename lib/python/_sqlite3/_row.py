"""Row: what a row_factory makes of a tuple to find its values by name."""


class Row:
    """A row that is a sequence and, by the names of its columns, a mapping."""

    __slots__ = "_description", "_values"

    def __new__(cls, cursor, data, /):
        from ._cursor import Cursor
        if not issubclass(type(cursor), Cursor):  # whatever __class__ says
            raise TypeError("Row() argument 1 must be sqlite3.Cursor, not "
                            f"{type(cursor).__name__}")
        if not isinstance(data, tuple):
            raise TypeError(f"Row() argument 2 must be tuple, not {type(data).__name__}")
        self = super().__new__(cls)
        self._description, self._values = cursor.description, data
        return self

    def keys(self):
        """Returns the keys of the row."""
        return [column[0] for column in self._description or ()]

    def __getitem__(self, key):
        if isinstance(key, (int, slice)):
            return self._values[key]
        if not isinstance(key, str):
            raise IndexError("Index must be int or string")
        wanted = _fold(key)
        for index, column in enumerate(self._description or ()):
            if _fold(column[0]) == wanted:
                return self._values[index]
        raise IndexError("No item with that key")

    def __len__(self):
        return len(self._values)

    def __iter__(self):
        return iter(self._values)

    def __eq__(self, other):
        if not isinstance(other, Row):
            return NotImplemented
        return self._description == other._description and self._values == other._values

    def __hash__(self):
        return hash(self._description) ^ hash(self._values)


def _fold(name):
    """Case makes no difference between ASCII letters alone."""
    return name.lower() if name.isascii() else name


Row.__module__ = "sqlite3"
