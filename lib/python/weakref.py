"""Weak references: they do not keep their referent alive."""

import sys
from _collections_abc import Mapping, MutableMapping, MutableSet
from _weakref import (getweakrefcount, getweakrefs, ref, proxy, CallableProxyType, ProxyType,
                      ReferenceType, _remove_dead_weakref)
from _weakrefset import Removals, WeakSet

ProxyTypes = (ProxyType, CallableProxyType)

__all__ = ["ref", "proxy", "getweakrefcount", "getweakrefs", "WeakKeyDictionary", "ReferenceType",
           "ProxyType", "CallableProxyType", "ProxyTypes", "WeakValueDictionary", "WeakSet",
           "WeakMethod", "finalize"]

MutableSet.register(WeakSet)


class WeakMethod(ref):
    """A weak reference to a bound method: dead when its object or its function is."""

    __slots__ = '_function', '_type', '_alive', '__weakref__'

    def __new__(cls, meth, callback=None):
        try:
            owner, function = meth.__self__, meth.__func__
        except AttributeError:
            raise TypeError(f'argument should be a bound method, not {type(meth)}') from None

        def died(_):
            self = find()
            if self._alive:             # the first of the two
                self._alive = False
                if callback is not None:
                    callback(self)

        self = ref.__new__(cls, owner, died)
        self._function = ref(function, died)
        self._type = type(meth)
        self._alive = True
        find = ref(self)                # not self, which would be a cycle
        return self

    def __call__(self):
        owner, function = super().__call__(), self._function()
        if owner is not None and function is not None:
            return self._type(function, owner)

    def __eq__(self, other):
        if not isinstance(other, WeakMethod):
            return NotImplemented
        if self._alive and other._alive:
            return ref.__eq__(self, other) and self._function == other._function
        return self is other

    def __ne__(self, other):
        return not self == other if isinstance(other, WeakMethod) else NotImplemented

    __hash__ = ref.__hash__


# ---- mappings ------------------------------------------------------------------------------------

class KeyedRef(ref):
    """A weak reference that knows the key it is stored under, for WeakValueDictionary."""

    __slots__ = "key",

    def __new__(type, ob, callback, key):
        self = ref.__new__(type, ob, callback)
        self.key = key
        return self

    def __init__(self, ob, callback, key):
        super().__init__(ob, callback)


def _pairs(source, more):
    """The arguments of update() as pairs; what is no mapping counts as what dict() makes of it."""
    if source is not None:
        yield from (source if hasattr(source, 'items') else dict(source)).items()
    yield from more.items()


class _WeakMapping(MutableMapping):
    """What the two weak mappings share. A subclass says how a pair is stored and updated."""

    def __repr__(self):
        return f'<{self.__class__.__name__} at {id(self):#x}>'

    def __len__(self):
        return sum(1 for _ in self) if self._removals.waiting else len(self.data)

    def __ior__(self, other):
        self.update(other)
        return self

    def __or__(self, other):
        if not isinstance(other, Mapping):
            return NotImplemented
        result = self.copy()
        result |= other
        return result

    def __ror__(self, other):
        if not isinstance(other, Mapping):
            return NotImplemented
        result = self.__class__()
        result |= other
        result |= self
        return result


def _forget_value(data, reference):
    _remove_dead_weakref(data, reference.key)       # nothing else may be under the key by now


class WeakValueDictionary(_WeakMapping):
    """A mapping that refers to its values weakly: a pair goes when its value dies."""

    def __init__(self, other=(), /, **kw):
        self.data = {}
        self._removals = Removals(self.data, _forget_value)
        self.update(other, **kw)

    # A missing key reads as type(None), which when called gives what a dead reference gives.

    def __getitem__(self, key):
        value = self.data[key]()
        if value is None:
            raise KeyError(key)
        return value

    def get(self, key, default=None):
        value = self.data.get(key, type(None))()
        return default if value is None else value

    def __contains__(self, key):
        return self.data.get(key, type(None))() is not None

    def __setitem__(self, key, value):
        self.data[key] = KeyedRef(value, self._removals.drop, key)

    def __delitem__(self, key):
        self[key]                   # a KeyError also when the value died in an iteration
        del self.data[key]

    def setdefault(self, key, default=None):
        value = self.data.get(key, type(None))()
        if value is not None:
            return value
        self.data[key] = KeyedRef(default, self._removals.drop, key)
        return default

    def update(self, other=None, /, **kwargs):
        data, drop = self.data, self._removals.drop
        for key, value in _pairs(other, kwargs):
            data[key] = KeyedRef(value, drop, key)

    def pop(self, key, *args):
        value = self.data.pop(key, type(None))()
        if value is not None:
            return value
        if args:
            return args[0]
        raise KeyError(key)

    def popitem(self):
        while True:
            key, reference = self.data.popitem()
            value = reference()
            if value is not None:
                return key, value

    def items(self):
        with self._removals:
            for key, reference in self.data.items():
                value = reference()
                if value is not None:
                    yield key, value

    def keys(self):
        with self._removals:
            for key, reference in self.data.items():
                if reference() is not None:
                    yield key

    def values(self):
        with self._removals:
            for reference in self.data.values():
                value = reference()
                if value is not None:
                    yield value

    __iter__ = keys

    def valuerefs(self):
        """The weak references to the values, some of which may be dead by the time of their use."""
        return list(self.data.values())

    def itervaluerefs(self):
        """An iterator over what valuerefs() returns."""
        with self._removals:
            yield from self.data.values()

    def copy(self):
        return WeakValueDictionary(self)

    __copy__ = copy

    def __deepcopy__(self, memo):
        from copy import deepcopy
        result = self.__class__()
        for key, value in self.items():
            result[deepcopy(key, memo)] = value
        return result


def _forget_key(data, reference):
    data.pop(reference, None)


class WeakKeyDictionary(_WeakMapping):
    """A mapping that refers to its keys weakly: a pair goes when its key dies.

    So objects of others can be given more data, without any attribute of theirs.
    """

    def __init__(self, dict=None):
        self.data = {}
        self._removals = Removals(self.data, _forget_key)
        self.update(dict)

    def __getitem__(self, key):
        return self.data[ref(key)]

    def get(self, key, default=None):
        return self.data.get(ref(key), default)

    def __contains__(self, key):
        try:
            return ref(key) in self.data
        except TypeError:           # what cannot be referred to weakly is no key
            return False

    def __setitem__(self, key, value):
        self.data[ref(key, self._removals.drop)] = value

    def __delitem__(self, key):
        del self.data[ref(key)]

    def setdefault(self, key, default=None):
        return self.data.setdefault(ref(key, self._removals.drop), default)

    def update(self, dict=None, /, **kwargs):
        data, drop = self.data, self._removals.drop
        for key, value in _pairs(dict, kwargs):
            data[ref(key, drop)] = value

    def pop(self, key, *args):
        return self.data.pop(ref(key), *args)

    def popitem(self):
        while True:
            reference, value = self.data.popitem()
            key = reference()
            if key is not None:
                return key, value

    def items(self):
        with self._removals:
            for reference, value in self.data.items():
                key = reference()
                if key is not None:
                    yield key, value

    def keys(self):
        with self._removals:
            for reference in self.data:
                key = reference()
                if key is not None:
                    yield key

    def values(self):
        with self._removals:
            for reference, value in self.data.items():
                if reference() is not None:
                    yield value

    __iter__ = keys

    def keyrefs(self):
        """The weak references to the keys, some of which may be dead by the time of their use."""
        return list(self.data)

    def copy(self):
        return WeakKeyDictionary(self)

    __copy__ = copy

    def __deepcopy__(self, memo):
        from copy import deepcopy
        result = self.__class__()
        for key, value in self.items():
            result[key] = deepcopy(value, memo)
        return result


# ---- finalizers ----------------------------------------------------------------------------------

class _Call:
    """What a finalizer is to call, when, and whether at the exit of the program, too."""

    __slots__ = 'reference', 'function', 'args', 'kwargs', 'atexit'

    def __init__(self, reference, function, args, kwargs):
        self.reference = reference
        self.function = function
        self.args = args
        self.kwargs = kwargs
        self.atexit = True


class finalize:
    """finalize(obj, func, *args, **kwargs): calls func(*args, **kwargs) once obj is gone.

    The finalizer can be called before, which returns what func returns; it is dead after that, and
    calls return None. Those alive at the exit of the program are called then, the latest first,
    unless their attribute atexit is set to false.
    """

    __slots__ = ()
    _calls = {}             # of the finalizers alive, in the order they were made
    _added = False          # to _calls since the exit function looked last
    _over = False           # the exit function has done its work, too late for any call
    _awaits_exit = False

    def __init__(self, obj, func, /, *args, **kwargs):
        if not finalize._awaits_exit:
            import atexit
            atexit.register(self._at_exit)
            finalize._awaits_exit = True
        self._calls[self] = _Call(ref(obj, self), func, args, kwargs)
        finalize._added = True

    def __call__(self, _=None):
        """Do the call, unless it has been done or detached."""
        call = self._calls.pop(self, None)
        if call is not None and not self._over:
            return call.function(*call.args, **call.kwargs)

    def _referent(self):
        call = self._calls.get(self)
        return None if call is None else call.reference()

    def peek(self):
        """The tuple (obj, func, args, kwargs) when alive, else None."""
        obj = self._referent()
        call = self._calls.get(self)
        if obj is not None and call is not None:
            return obj, call.function, call.args, call.kwargs

    def detach(self):
        """As peek(), and nothing will be called any more."""
        parts = self.peek()
        if self._calls.pop(self, None) is not None:
            return parts

    @property
    def alive(self):
        """Whether the call is still to be done."""
        return self in self._calls

    @property
    def atexit(self):
        """Whether the call is to be done at exit if not before."""
        return self.alive and self._calls[self].atexit

    @atexit.setter
    def atexit(self, value):
        if self.alive:
            self._calls[self].atexit = bool(value)

    def __repr__(self):
        obj = self._referent()
        state = 'dead' if obj is None else f'for {type(obj).__name__!r} at {id(obj):#x}'
        return f'<{type(self).__name__} object at {id(self):#x}; {state}>'

    @classmethod
    def _at_exit(cls):
        import gc
        was_enabled = gc.isenabled()
        gc.disable()        # a collection could call other finalizers out of turn
        try:
            waiting = []
            while waiting or cls._added:
                if cls._added:
                    finalize._added = False
                    waiting = [self for self, call in cls._calls.items() if call.atexit]
                elif (last := waiting.pop()).alive:
                    cls._call_guarded(last)
        finally:
            finalize._over = True
            if was_enabled:
                gc.enable()

    def _call_guarded(self):
        try:
            self()
        except Exception:
            sys.excepthook(*sys.exc_info())
