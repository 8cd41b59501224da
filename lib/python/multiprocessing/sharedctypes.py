"""Objects of ctypes in memory that processes share, with and without a lock."""

import ctypes

from . import context
from .heap import BufferWrapper
from .reduction import ForkingPickler

__all__ = ["RawValue", "RawArray", "Value", "Array", "copy", "synchronized"]

typecode_to_type = {
    "c": ctypes.c_char, "u": ctypes.c_wchar, "b": ctypes.c_byte, "B": ctypes.c_ubyte,
    "h": ctypes.c_short, "H": ctypes.c_ushort, "i": ctypes.c_int, "I": ctypes.c_uint,
    "l": ctypes.c_long, "L": ctypes.c_ulong, "q": ctypes.c_longlong, "Q": ctypes.c_ulonglong,
    "f": ctypes.c_float, "d": ctypes.c_double,
}


# ---- without a lock ----------------------------------------------------------------------------

def _type_of(typecode_or_type):
    return typecode_to_type.get(typecode_or_type, typecode_or_type)


def _new(ctype):
    return rebuild_ctype(ctype, BufferWrapper(ctypes.sizeof(ctype)), None)


def RawValue(typecode_or_type, *args):
    """A value in shared memory, without a lock."""
    obj = _new(_type_of(typecode_or_type))
    obj.__init__(*args)
    return obj


def RawArray(typecode_or_type, size_or_initializer):
    """An array in shared memory, without a lock: so many zeros, or the items of a sequence."""
    ctype = _type_of(typecode_or_type)
    if isinstance(size_or_initializer, int):
        return _new(ctype * size_or_initializer)
    obj = _new(ctype * len(size_or_initializer))
    obj.__init__(*size_or_initializer)
    return obj


def copy(obj):
    """Another with the same contents."""
    other = _new(type(obj))
    ctypes.pointer(other)[0] = obj
    return other


def reduce_ctype(obj):
    """How a child process gets the object: its type, by item and length for arrays, and block."""
    context.assert_spawning(obj)
    if isinstance(obj, ctypes.Array):
        return rebuild_ctype, (obj._type_, obj._wrapper, obj._length_)
    return rebuild_ctype, (type(obj), obj._wrapper, None)


def rebuild_ctype(ctype, wrapper, length):
    if length is not None:
        ctype = ctype * length
    ForkingPickler.register(ctype, reduce_ctype)
    obj = ctype.from_buffer(wrapper.create_memoryview())
    obj._wrapper = wrapper
    return obj


# ---- with a lock -------------------------------------------------------------------------------

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


def synchronized(obj, lock=None, ctx=None):
    """The object with a lock, which its properties and items take."""
    assert not isinstance(obj, SynchronizedBase), "object already synchronized"
    if isinstance(obj, ctypes._SimpleCData):
        wrapper = Synchronized
    elif not isinstance(obj, ctypes.Array):
        wrapper = _wrapper_of_struct(type(obj))
    else:
        wrapper = SynchronizedString if obj._type_ is ctypes.c_char else SynchronizedArray
    return wrapper(obj, lock, ctx or context._default_context.get_context())


_struct_wrappers = {}


def _wrapper_of_struct(ctype):
    """A class with a property for each member."""
    if ctype not in _struct_wrappers:
        members = {name: make_property(name) for name, *_ in ctype._fields_}
        _struct_wrappers[ctype] = type("Synchronized" + ctype.__name__, (SynchronizedBase,),
                                       members)
    return _struct_wrappers[ctype]


def make_property(name):
    def get(self):
        with self._lock:
            return getattr(self._obj, name)

    def put(self, value):
        with self._lock:
            setattr(self._obj, name, value)
    return property(get, put)


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


class Synchronized(SynchronizedBase):
    value = make_property("value")


class SynchronizedArray(SynchronizedBase):
    def __len__(self):
        return len(self._obj)

    def __getitem__(self, key):
        with self._lock:
            return self._obj[key]

    def __setitem__(self, key, value):
        with self._lock:
            self._obj[key] = value

    def __getslice__(self, start, stop):
        with self._lock:
            return self._obj[start:stop]

    def __setslice__(self, start, stop, values):
        with self._lock:
            self._obj[start:stop] = values


class SynchronizedString(SynchronizedArray):
    value = make_property("value")
    raw = make_property("raw")
