"""Memory that processes share by name, and a list in it."""

import mmap
import os
import secrets
import struct
import types

import _posixshmem

from . import resource_tracker

__all__ = ["SharedMemory", "ShareableList"]


class SharedMemory:
    """A block of memory that any process can attach to by its name.

    The block is there until one of them unlinks it; with track, at the latest at the end of the
    process.
    """

    _name = None
    _fd = -1
    _mmap = _buf = None

    def __init__(self, name=None, create=False, size=0, *, track=True):
        if not size >= 0:
            raise ValueError("'size' must be a positive integer")
        if create and size == 0:
            raise ValueError("'size' must be a positive number different from zero")
        if name is None and not create:
            raise ValueError("'name' can only be None if create=True")
        self._track = track
        self._open(name, os.O_RDWR | (os.O_CREAT | os.O_EXCL if create else 0))
        try:
            if create:
                os.ftruncate(self._fd, size)
            self._size = os.fstat(self._fd).st_size
            self._mmap = mmap.mmap(self._fd, self._size)
        except BaseException:
            self.unlink()
            raise
        self._buf = memoryview(self._mmap)
        if track:
            resource_tracker.register(self._name, "shared_memory")

    def _open(self, name, flags):
        while name is None:
            made = f"/psm_{secrets.token_hex(4)}"
            try:
                self._fd = _posixshmem.shm_open(made, flags, mode=0o600)
                self._name = made
                return
            except FileExistsError:
                pass
        self._name = name if name.startswith("/") else f"/{name}"
        self._fd = _posixshmem.shm_open(self._name, flags, mode=0o600)

    def __del__(self):
        try:
            self.close()
        except (OSError, BufferError):
            pass

    def __reduce__(self):
        return type(self), (self.name, False, self.size)

    def __repr__(self):
        return f"{type(self).__name__}({self.name!r}, size={self.size})"

    buf = property(lambda self: self._buf, doc="The bytes.")
    name = property(lambda self: self._name.removeprefix("/"),
                    doc="By which other processes attach to it.")
    size = property(lambda self: self._size, doc="How many bytes.")

    def close(self):
        """Gives up this process's access."""
        if self._buf is not None:
            self._buf.release()
            self._buf = None
        if self._mmap is not None:
            self._mmap.close()
            self._mmap = None
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1

    def unlink(self):
        """Takes the name away: the memory goes when the last has closed it."""
        _posixshmem.shm_unlink(self._name)
        if self._track:
            resource_tracker.unregister(self._name, "shared_memory")


# A ShareableList is: the number of items; where each begins, and one more for the end; a format of
# eight bytes for each; then the items.

_NUMBER, _FORMAT = struct.Struct("q"), struct.Struct("8s")


class ShareableList:
    """A list in shared memory, of items whose sizes are fixed: None, numbers, str, bytes."""

    def __init__(self, sequence=None, *, name=None):
        if name is not None and sequence is None:
            self.shm = SharedMemory(name)
            self._count, = _NUMBER.unpack_from(self.shm.buf, 0)
            return
        items = [] if sequence is None else list(sequence)
        formats = [_format_of(item) for item in items]
        self._count = len(items)
        self.shm = SharedMemory(name, create=True,
                                size=self._data_start + sum(map(_size_of, formats)))
        _NUMBER.pack_into(self.shm.buf, 0, self._count)
        offset = 0
        for index, format in enumerate(formats):
            self._set_offset(index, offset)
            self._set_format(index, format)
            offset += _size_of(format)
        self._set_offset(self._count, offset)
        for index, item in enumerate(items):
            self._store(index, formats[index], item)

    @property
    def _formats_start(self):
        return 8 * (self._count + 2)

    @property
    def _data_start(self):
        return self._formats_start + 8 * self._count

    def _set_offset(self, index, offset):
        _NUMBER.pack_into(self.shm.buf, 8 + 8 * index, offset)

    def _offset(self, index):
        return _NUMBER.unpack_from(self.shm.buf, 8 + 8 * index)[0]

    def _set_format(self, index, format):
        _FORMAT.pack_into(self.shm.buf, self._formats_start + 8 * index, format.encode())

    def _get_format(self, index):
        packed, = _FORMAT.unpack_from(self.shm.buf, self._formats_start + 8 * index)
        return packed.rstrip(b"\0").decode()

    def _store(self, index, format, item):
        packed = item.encode() if isinstance(item, str) else b"\0" if item is None else item
        struct.pack_into(_packing(format), self.shm.buf,
                         self._data_start + self._offset(index), packed)

    def _position(self, position):
        index = position + self._count if position < 0 else position
        if not 0 <= index < self._count:
            raise IndexError("index out of range")
        return index

    def __getitem__(self, position):
        index = self._position(position)
        format = self._get_format(index)
        item, = struct.unpack_from(_packing(format), self.shm.buf,
                                   self._data_start + self._offset(index))
        if format[0] == "n":
            return None
        if format[0] in "ub":
            item = item.rstrip(b"\0")
            return item.decode() if format[0] == "u" else item
        return item

    def __setitem__(self, position, value):
        try:
            index = self._position(position)
        except IndexError:
            raise IndexError("assignment index out of range") from None
        format = _format_of(value)
        room = self._offset(index + 1) - self._offset(index)
        if format[0] in "ub":
            if len(value.encode() if isinstance(value, str) else value) > room:
                raise ValueError("bytes/str item exceeds available storage")
            format = f"{format[0]}{room}s"
        elif struct.calcsize(_packing(format)) > room:
            raise ValueError("item exceeds available storage")
        self._set_format(index, format)
        self._store(index, format, value)

    def __len__(self):
        return self._count

    def __iter__(self):
        return map(self.__getitem__, range(self._count))

    def __reduce__(self):
        return _attach, (type(self), self.shm.name)

    def __repr__(self):
        return f"{type(self).__name__}({list(self)}, name={self.shm.name!r})"

    @property
    def format(self):
        """The struct format of the items."""
        return "".join(self._get_format(index).lstrip("unb") for index in range(self._count))

    def count(self, value):
        """How many items equal the value."""
        return sum(item == value for item in self)

    def index(self, value):
        """Where the value is first."""
        for position, item in enumerate(self):
            if item == value:
                return position
        raise ValueError("ShareableList.index(x): x not in list")

    __class_getitem__ = classmethod(types.GenericAlias)


def _attach(cls, name):
    return cls(name=name)


def _packing(format):
    """The struct format in it, without alignment."""
    return "<" + format.lstrip("unb")


def _size_of(format):
    return struct.calcsize(_packing(format))


def _format_of(item):
    """The item's struct format, with a letter before it that says what struct does not know."""
    if item is None:
        return "n1s"
    if isinstance(item, bool):
        return "?"
    if isinstance(item, int):
        return "q"
    if isinstance(item, float):
        return "d"
    if isinstance(item, (str, bytes)):
        size = len(item.encode() if isinstance(item, str) else item)
        return f"{'u' if isinstance(item, str) else 'b'}{-(-(size or 1) // 8) * 8}s"
    raise ValueError(f"type {type(item)!r} cannot be in a ShareableList")
