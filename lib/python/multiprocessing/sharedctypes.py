"""Values and arrays in shared memory, by type code or by a simple type of ctypes."""

import struct

from . import context
from .heap import BufferWrapper

__all__ = ["RawValue", "RawArray", "Value", "Array", "copy", "synchronized"]

_CODES = "cubBhHiIlLqQfd"
_WIDE = struct.calcsize("i")  # of a wchar_t


def _code_of(typecode_or_type):
    code = getattr(typecode_or_type, "_type_", typecode_or_type)
    if code == "?":
        return code
    if not isinstance(code, str) or code not in _CODES:
        raise TypeError(f"{typecode_or_type!r} is no type code and no simple type")
    return code


class _Shared:
    """Items of one type in a block. `_view` has them as numbers, characters as such."""

    def __init__(self, code, length, block=None):
        self._code, self._length = code, length
        size = _WIDE if code == "u" else struct.calcsize(code)
        self._block = block or BufferWrapper(size * length)
        self._view = self._block.create_memoryview().cast("i" if code == "u" else code)

    def __reduce__(self):
        context.assert_spawning(self)
        return type(self), (self._code, self._length, self._block)

    def _get(self, index):
        item = self._view[index]
        return chr(item) if self._code == "u" else item

    def _put(self, index, item):
        if self._code == "u":
            item = ord(item)
        elif self._code == "c":
            item = item if isinstance(item, bytes) else bytes([item])
        elif self._code == "?":
            item = bool(item)
        elif self._code in "fd":
            item = float(item)
        else:
            item = _wrapped(item, self._code)
        self._view[index] = item


def _wrapped(number, code):
    """An integer as C would store it."""
    bits = 8 * struct.calcsize(code)
    number = number.__index__() & (1 << bits) - 1
    return number - (1 << bits) if code.islower() and number >> bits - 1 else number


class _Value(_Shared):
    """One item: `value`."""

    def __init__(self, code, length=1, block=None):
        super().__init__(code, length, block)

    @property
    def value(self):
        return self._get(0)

    @value.setter
    def value(self, value):
        self._put(0, value)

    def __repr__(self):
        return f"<shared {self._code!r}: {self.value!r}>"


class _Array(_Shared):
    """A sequence whose length is fixed; one of characters is also a text, `value` and `raw`."""

    def __len__(self):
        return self._length

    def _index(self, index):
        index = index.__index__()
        if index < 0:
            index += self._length
        if not 0 <= index < self._length:
            raise IndexError("invalid index")
        return index

    def __getitem__(self, key):
        if not isinstance(key, slice):
            return self._get(self._index(key))
        items = [self._get(index) for index in range(*key.indices(self._length))]
        return b"".join(items) if self._code == "c" else \
            "".join(items) if self._code == "u" else items

    def __setitem__(self, key, value):
        if not isinstance(key, slice):
            self._put(self._index(key), value)
            return
        indices = range(*key.indices(self._length))
        items = [value[i:i + 1] for i in range(len(value))] if self._code == "c" else list(value)
        if len(items) != len(indices):
            raise ValueError("Can only assign sequence of same size")
        for index, item in zip(indices, items):
            self._put(index, item)

    def __iter__(self):
        return map(self._get, range(self._length))

    def __repr__(self):
        return f"<shared {self._code!r}: {self[:]!r}>"

    @property
    def value(self):
        """The characters before the first zero."""
        self._check_text("value")
        return self[:].split(b"\0" if self._code == "c" else "\0", 1)[0]

    @value.setter
    def value(self, text):
        self._check_text("value")
        if len(text) > self._length:
            raise ValueError("byte string too long" if self._code == "c" else "string too long")
        if len(text) < self._length:
            text += b"\0" if self._code == "c" else "\0"
        self[:len(text)] = text

    @property
    def raw(self):
        """All bytes."""
        self._check_text("raw")
        return self[:]

    @raw.setter
    def raw(self, data):
        self._check_text("raw")
        if len(data) > self._length:
            raise ValueError("byte string too long")
        self[:len(data)] = bytes(data)

    def _check_text(self, name):
        if self._code not in ("c" if name == "raw" else "cu"):
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")


def RawValue(typecode_or_type, *args):
    """A value in shared memory, without a lock."""
    shared = _Value(_code_of(typecode_or_type))
    if args:
        shared.value, = args
    return shared


def RawArray(typecode_or_type, size_or_initializer):
    """An array in shared memory, without a lock: so many zeros, or the items of a sequence."""
    code = _code_of(typecode_or_type)
    if isinstance(size_or_initializer, int):
        if size_or_initializer < 0:
            raise ValueError("Array length must be >= 0")
        return _Array(code, size_or_initializer)
    items = size_or_initializer
    if not hasattr(items, "__len__"):
        items = list(items)
    shared = _Array(code, len(items))
    shared[:] = items
    return shared


def Value(typecode_or_type, *args, lock=True, ctx=None):
    """A value in shared memory, with a lock unless lock=False; or with the one given."""
    return _with_lock(RawValue(typecode_or_type, *args), lock, ctx)


def Array(typecode_or_type, size_or_initializer, *, lock=True, ctx=None):
    """An array in shared memory, with a lock unless lock=False; or with the one given."""
    return _with_lock(RawArray(typecode_or_type, size_or_initializer), lock, ctx)


def _with_lock(obj, lock, ctx):
    if lock is False:
        return obj
    if lock not in (True, None) and not hasattr(lock, "acquire"):
        raise AttributeError(f"{lock!r} has no method 'acquire'")
    return synchronized(obj, None if lock is True else lock, ctx)


def copy(obj):
    """Another with the same contents."""
    other = type(obj)(obj._code, obj._length)
    other._view[:] = obj._view
    return other


def synchronized(obj, lock=None, ctx=None):
    """The object with a lock, which its properties and items take."""
    assert not isinstance(obj, SynchronizedBase), "object already synchronized"
    if isinstance(obj, _Value):
        return Synchronized(obj, lock, ctx)
    return (SynchronizedString if obj._code == "c" else SynchronizedArray)(obj, lock, ctx)


class SynchronizedBase:
    def __init__(self, obj, lock=None, ctx=None):
        self._obj = obj
        self._lock = lock or (ctx or context._default_context.get_context()).RLock()
        self.acquire, self.release = self._lock.acquire, self._lock.release

    def __enter__(self):
        return self._lock.__enter__()

    def __exit__(self, *exc_info):
        return self._lock.__exit__(*exc_info)

    def __reduce__(self):
        context.assert_spawning(self)
        return synchronized, (self._obj, self._lock)

    def get_obj(self):
        """The object without the lock."""
        return self._obj

    def get_lock(self):
        """The lock."""
        return self._lock

    def __repr__(self):
        return f"<{type(self).__name__} wrapper for {self._obj}>"


def _locked_property(name):
    def get(self):
        with self._lock:
            return getattr(self._obj, name)

    def put(self, value):
        with self._lock:
            setattr(self._obj, name, value)
    return property(get, put)


class Synchronized(SynchronizedBase):
    value = _locked_property("value")


class SynchronizedArray(SynchronizedBase):
    def __len__(self):
        return len(self._obj)

    def __getitem__(self, key):
        with self._lock:
            return self._obj[key]

    def __setitem__(self, key, value):
        with self._lock:
            self._obj[key] = value


class SynchronizedString(SynchronizedArray):
    value = _locked_property("value")
    raw = _locked_property("raw")
