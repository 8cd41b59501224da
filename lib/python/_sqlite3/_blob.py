"""Blob: a file of the bytes in one column of one row."""

import operator
import os

from ._errors import ProgrammingError


def _contiguous(data):
    view = memoryview(data)
    if not view.c_contiguous:
        raise BufferError("memoryview: underlying buffer is not C-contiguous")
    return bytes(view)


class Blob:
    """Reads and writes the bytes in place; their number is fixed."""

    def __init__(self, *args):
        raise TypeError("cannot create 'sqlite3.Blob' instances")

    @classmethod
    def _of(cls, connection, blob):
        self = cls.__new__(cls)
        self._connection, self._blob, self._offset = connection, blob, 0
        return self

    def _check(self):
        self._connection._check()
        if not self._blob.is_open:
            raise ProgrammingError("Cannot operate on a closed blob.")

    def close(self):
        """Close the blob."""
        self._connection._check()
        self._blob.close()

    def __enter__(self):
        self._check()
        return self

    def __exit__(self, type, val, tb, /):
        self._check()
        self._blob.close()

    # ---- as a file ----

    def read(self, length=-1, /):
        """Read data at the current offset position; without a length until the end."""
        self._check()
        rest = self._blob.size - self._offset
        return self._read(rest if length < 0 or length > rest else length)

    def _read(self, size):
        data = self._read_at(size, self._offset)
        self._offset += size
        return data

    def write(self, data, /):
        """Write data at the current offset; it cannot change the blob's length."""
        self._check()
        data = _contiguous(data)
        self._write_at(data, self._offset)
        self._offset += len(data)

    def tell(self):
        """Return the current access position for the blob."""
        self._check()
        return self._offset

    def seek(self, offset, origin=os.SEEK_SET, /):
        """Set the current access position: from the start, the position or the end."""
        self._check()
        if origin not in (os.SEEK_SET, os.SEEK_CUR, os.SEEK_END):
            raise ValueError("'origin' should be os.SEEK_SET, os.SEEK_CUR, or os.SEEK_END")
        base = (0, self._offset, self._blob.size)[origin]
        if abs(offset) > 2**31 - 1 or base + offset > 2**31 - 1:
            raise OverflowError("seek offset results in offset overflow")
        if not 0 <= base + offset <= self._blob.size:
            raise ValueError("offset out of blob range")
        self._offset = base + offset

    def _read_at(self, size, offset):
        data = self._blob.read(size, offset) if size else b""
        if isinstance(data, int):
            self._connection._raise_code(data)
        return data

    def _write_at(self, data, offset):
        if len(data) > self._blob.size - offset:
            raise ValueError("data longer than blob length")
        code = self._blob.write(data, offset)
        if code:
            self._connection._raise_code(code)

    # ---- as a sequence ----

    def __len__(self):
        self._check()
        return self._blob.size

    def _index(self, key):
        index = operator.index(key)
        if index < 0:
            index += self._blob.size
        if not 0 <= index < self._blob.size:
            raise IndexError("Blob index out of range")
        return index

    def __getitem__(self, key):
        self._check()
        if not isinstance(key, slice):
            if not hasattr(key, "__index__"):
                raise TypeError("Blob indices must be integers")
            return self._read_at(1, self._index(key))[0]
        start, stop, step = key.indices(self._blob.size)
        if step == 1:
            return self._read_at(max(stop - start, 0), start)
        return self._read_at(self._blob.size, 0)[key]

    def __setitem__(self, key, value):
        self._check()
        if isinstance(key, slice):
            return self._set_slice(key, value)
        if not hasattr(key, "__index__"):
            raise TypeError("Blob indices must be integers")
        if not isinstance(value, int):
            raise TypeError(f"'{type(value).__name__}' object cannot be interpreted as an integer")
        index = self._index(key)
        if not 0 <= value <= 255:
            raise ValueError("byte must be in range(0, 256)")
        self._write_at(bytes([value]), index)

    def _set_slice(self, key, value):
        indices = range(*key.indices(self._blob.size))
        data = _contiguous(value)
        if len(data) != len(indices):
            raise IndexError("Blob slice assignment is wrong size")
        if not data:
            return
        if indices.step == 1:
            self._write_at(data, indices.start)
        else:
            whole = bytearray(self._read_at(self._blob.size, 0))
            whole[key] = data
            self._write_at(bytes(whole), 0)

    def __delitem__(self, key):
        self._check()
        if isinstance(key, slice):
            raise TypeError("Blob doesn't support slice deletion")
        raise TypeError("Blob doesn't support item deletion")

    def __contains__(self, item):
        raise TypeError("argument of type 'sqlite3.Blob' is not iterable")

    __iter__ = None


Blob.__module__ = "sqlite3"
