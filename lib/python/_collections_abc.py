"""Abstract base classes for containers, iterators and the like (collections.abc).

A class that only asks for methods accepts every class that has them: see _recognizes. The rest of
the file is what follows from those methods. Sets, mappings and sequences are accepted by
inheritance or registration (_accepts) alone, as their methods do not tell them apart.
"""

import sys
from abc import ABCMeta, abstractmethod
from itertools import chain, filterfalse

GenericAlias = type(list[int])
FunctionType = type(lambda: None)

__all__ = ["Awaitable", "Coroutine", "AsyncIterable", "AsyncIterator", "AsyncGenerator",
           "Hashable", "Iterable", "Iterator", "Generator", "Reversible", "Sized", "Container",
           "Callable", "Collection", "Set", "MutableSet", "Mapping", "MutableMapping",
           "MappingView", "KeysView", "ItemsView", "ValuesView", "Sequence", "MutableSequence",
           "ByteString", "Buffer"]

# What users see is collections.abc.
__name__ = "collections.abc"


# ---- types without a name of their own -----------------------------------------------------------

dict_keys, dict_values, dict_items = type({}.keys()), type({}.values()), type({}.items())
mappingproxy = type(type.__dict__)
framelocalsproxy = (lambda: type(sys._getframe().f_locals))()


# ---- classes known by their methods --------------------------------------------------------------

def _check_methods(C, *methods):
    """True if the class has all the methods, NotImplemented if not (None means: has not)."""
    for method in methods:
        for base in C.__mro__:
            if method in base.__dict__:
                found = base.__dict__[method]
                break
        else:
            found = None
        if found is None:
            return NotImplemented
    return True


def _recognizes(*methods):
    """For a class: what has these methods is a subclass of it, though not of its subclasses."""
    def decorate(cls):
        def __subclasshook__(asked, C):
            return _check_methods(C, *methods) if asked is cls else NotImplemented

        cls.__subclasshook__ = classmethod(__subclasshook__)
        return cls

    return decorate


def _accepts(*types):
    """For a class: these types are registered with it, at once, as long as few classes are asked."""
    def decorate(cls):
        for kind in types:
            cls.register(kind)
        return cls

    return decorate


@_recognizes('__hash__')
class Hashable(metaclass=ABCMeta):

    __slots__ = ()

    @abstractmethod
    def __hash__(self):
        return 0


@_recognizes('__len__')
class Sized(metaclass=ABCMeta):

    __slots__ = ()

    @abstractmethod
    def __len__(self):
        return 0


@_recognizes('__contains__')
class Container(metaclass=ABCMeta):

    __slots__ = ()
    __class_getitem__ = classmethod(GenericAlias)

    @abstractmethod
    def __contains__(self, x):
        return False


@_recognizes('__buffer__')
class Buffer(metaclass=ABCMeta):

    __slots__ = ()

    @abstractmethod
    def __buffer__(self, flags: int, /) -> memoryview:
        raise NotImplementedError


@_recognizes('__iter__')
class Iterable(metaclass=ABCMeta):

    __slots__ = ()
    __class_getitem__ = classmethod(GenericAlias)

    @abstractmethod
    def __iter__(self):
        yield from ()


@_recognizes('__reversed__', '__iter__')
class Reversible(Iterable):

    __slots__ = ()

    @abstractmethod
    def __reversed__(self):
        yield from ()


@_recognizes('__len__', '__iter__', '__contains__')
class Collection(Sized, Iterable, Container):

    __slots__ = ()


@_recognizes('__iter__', '__next__')
class Iterator(Iterable):

    __slots__ = ()

    def __iter__(self):
        return self

    @abstractmethod
    def __next__(self):
        """The next item; StopIteration at the end."""
        raise StopIteration


# ---- generators and coroutines -------------------------------------------------------------------

def _raise(typ, val, tb):
    """What throw() raises: an instance, or what the class makes."""
    if val is None:
        val = typ if tb is None else typ()
    raise val if tb is None else val.with_traceback(tb)


def _resumption(owner, what):
    """The methods send, throw and close of a class; the first two are abstract."""
    def send(self, value):
        raise StopIteration

    def throw(self, typ, val=None, tb=None):
        _raise(typ, val, tb)

    def close(self):
        try:
            self.throw(GeneratorExit)
        except (GeneratorExit, StopIteration):
            return
        raise RuntimeError(f'{what} ignored GeneratorExit')

    for method, doc in (
            (send, f'Go on with a value; gives what the {what} yields, or StopIteration.'),
            (throw, f'Go on with an exception; gives what the {what} yields, or StopIteration.'),
            (close, f'Raise GeneratorExit inside the {what}.')):
        method.__qualname__ = f'{owner}.{method.__name__}'
        method.__doc__ = doc
    return abstractmethod(send), abstractmethod(throw), close


@_recognizes('__iter__', '__next__', 'send', 'throw', 'close')
class Generator(Iterator):

    __slots__ = ()
    send, throw, close = _resumption('Generator', 'generator')

    def __next__(self):
        """The same as send(None)."""
        return self.send(None)


@_recognizes('__await__')
class Awaitable(metaclass=ABCMeta):

    __slots__ = ()
    __class_getitem__ = classmethod(GenericAlias)

    @abstractmethod
    def __await__(self):
        yield


@_recognizes('__await__', 'send', 'throw', 'close')
class Coroutine(Awaitable):

    __slots__ = ()
    send, throw, close = _resumption('Coroutine', 'coroutine')


@_recognizes('__aiter__')
class AsyncIterable(metaclass=ABCMeta):

    __slots__ = ()
    __class_getitem__ = classmethod(GenericAlias)

    @abstractmethod
    def __aiter__(self):
        return AsyncIterator()


@_recognizes('__anext__', '__aiter__')
class AsyncIterator(AsyncIterable):

    __slots__ = ()

    def __aiter__(self):
        return self

    @abstractmethod
    async def __anext__(self):
        """The next item; StopAsyncIteration at the end."""
        raise StopAsyncIteration


@_recognizes('__aiter__', '__anext__', 'asend', 'athrow', 'aclose')
class AsyncGenerator(AsyncIterator):

    __slots__ = ()

    @abstractmethod
    async def athrow(self, typ, val=None, tb=None):
        """Go on with an exception; gives what the generator yields, or StopAsyncIteration."""
        _raise(typ, val, tb)

    async def __anext__(self):
        """The same as asend(None)."""
        return await self.asend(None)

    @abstractmethod
    async def asend(self, value):
        """Go on with a value; gives what the generator yields, or StopAsyncIteration."""
        raise StopAsyncIteration

    async def aclose(self):
        """Raise GeneratorExit inside the generator."""
        try:
            await self.athrow(GeneratorExit)
        except (GeneratorExit, StopAsyncIteration):
            return
        raise RuntimeError('asynchronous generator ignored GeneratorExit')


# ---- callables -----------------------------------------------------------------------------------

def _is_param_expr(obj):
    """What may stand for the parameters in Callable[parameters, result]."""
    if obj is Ellipsis or isinstance(obj, (list, tuple)):
        return True
    kind = type(obj)
    return kind.__module__ == 'typing' and kind.__name__ in ('ParamSpec',
                                                             '_ConcatenateGenericAlias')


def _is_flat(args):
    """Whether the parameters stand in args one by one."""
    return len(args) != 2 or not _is_param_expr(args[0])


def _as_written(args):
    """Flat arguments as they are written: a list of the parameters, and the result."""
    return (list(args[:-1]), args[-1]) if _is_flat(args) else args


def _type_repr(obj):
    """A type's name as written in annotations."""
    if obj is Ellipsis:
        return '...'
    if isinstance(obj, FunctionType):
        return obj.__name__
    if not isinstance(obj, type):
        return repr(obj)
    module = '' if obj.__module__ == 'builtins' else f'{obj.__module__}.'
    return module + obj.__qualname__


class _CallableGenericAlias(GenericAlias):
    """Callable[[argument types], result]: __args__ is flat, the result last.

    Other functions than special methods cannot be methods: their names are looked up in Callable.
    """

    __slots__ = ()

    def __new__(cls, origin, args):
        if not (isinstance(args, tuple) and len(args) == 2):
            raise TypeError("Callable must be used as Callable[[arg, ...], result].")
        parameters, result = args
        if isinstance(parameters, (tuple, list)):
            args = (*parameters, result)
        elif not _is_param_expr(parameters):
            raise TypeError(f"Expected a list of types, an ellipsis, ParamSpec, or Concatenate. "
                            f"Got {parameters}")
        return super().__new__(cls, origin, args)

    def __repr__(self):
        args = self.__args__
        if not _is_flat(args):
            return super().__repr__()
        *parameters, result = map(_type_repr, args)
        return f'collections.abc.Callable[[{", ".join(parameters)}], {result}]'

    def __reduce__(self):
        return _CallableGenericAlias, (Callable, _as_written(self.__args__))

    def __getitem__(self, item):
        filled = super().__getitem__(item if isinstance(item, tuple) else (item,))
        return _CallableGenericAlias(Callable, _as_written(filled.__args__))


@_recognizes('__call__')
class Callable(metaclass=ABCMeta):

    __slots__ = ()
    __class_getitem__ = classmethod(_CallableGenericAlias)

    @abstractmethod
    def __call__(self, *args, **kwds):
        return False


# ---- sets ----------------------------------------------------------------------------------------

def _drain(take, empty):
    """Take one by one until the exception tells that nothing is left."""
    try:
        while True:
            take()
    except empty:
        pass


def _as_set(model, other):
    """The other operand as a Set, made by the model if need be; None if it is not iterable."""
    if isinstance(other, Set):
        return other
    return model._from_iterable(other) if isinstance(other, Iterable) else None


@_accepts(frozenset)
class Set(Collection):
    """Finite sets, from __contains__, __iter__ and __len__.

    Comparisons build on __le__ and __ge__, which can be overridden for speed. New sets are made by
    _from_iterable, to be overridden when the class is not called with an iterable.
    """

    __slots__ = ()

    @classmethod
    def _from_iterable(cls, it):
        """A set of this class with the items."""
        return cls(it)

    def __le__(self, other):
        if isinstance(other, Set):
            return len(self) <= len(other) and all(map(other.__contains__, self))
        return NotImplemented

    def __ge__(self, other):
        if isinstance(other, Set):
            return len(self) >= len(other) and all(map(self.__contains__, other))
        return NotImplemented

    def __lt__(self, other):
        if isinstance(other, Set):
            return len(self) < len(other) and self.__le__(other)
        return NotImplemented

    def __gt__(self, other):
        if isinstance(other, Set):
            return len(self) > len(other) and self.__ge__(other)
        return NotImplemented

    def __eq__(self, other):
        if isinstance(other, Set):
            return len(self) == len(other) and self.__le__(other)
        return NotImplemented

    def isdisjoint(self, other):
        """Whether the sets have no item in common."""
        return not any(map(self.__contains__, other))

    def __and__(self, other):
        if not isinstance(other, Iterable):
            return NotImplemented
        return self._from_iterable(filter(self.__contains__, other))

    def __or__(self, other):
        if not isinstance(other, Iterable):
            return NotImplemented
        return self._from_iterable(chain(self, other))

    def __sub__(self, other):
        other = _as_set(self, other)
        if other is None:
            return NotImplemented
        return self._from_iterable(filterfalse(other.__contains__, self))

    def __rsub__(self, other):
        other = _as_set(self, other)
        if other is None:
            return NotImplemented
        return self._from_iterable(filterfalse(self.__contains__, other))

    def __xor__(self, other):
        other = _as_set(self, other)
        return NotImplemented if other is None else (self - other) | (other - self)

    __rand__, __ror__, __rxor__ = __and__, __or__, __xor__

    def _hash(self):
        """The hash that frozenset has, for sets that define __hash__ by it; not all can."""
        mask = 2 * sys.maxsize + 1
        value = 1927868237 * (len(self) + 1)
        for item in map(hash, self):
            value ^= (item ^ (item << 16) ^ 89869747) * 3644798167
        value &= mask
        value ^= (value >> 11) ^ (value >> 25)
        value = (value * 69069 + 907133923) & mask
        if value == mask:
            return 590923713        # for -1
        return value if value <= sys.maxsize else value - mask - 1


@_accepts(set)
class MutableSet(Set):
    """Sets that change: a Set with add() and discard()."""

    __slots__ = ()

    @abstractmethod
    def discard(self, value):
        """Take the item out, if it is there."""
        raise NotImplementedError

    def remove(self, value):
        """Take the item out; KeyError if it is not there."""
        if value not in self:
            raise KeyError(value)
        self.discard(value)

    @abstractmethod
    def add(self, value):
        """Put the item in, if it is not there."""
        raise NotImplementedError

    def pop(self):
        """Take any item out and return it; KeyError if there is none."""
        for value in self:
            self.discard(value)
            return value
        raise KeyError

    def clear(self):
        """Take everything out, item by item."""
        _drain(self.pop, KeyError)

    def __ior__(self, it):
        for value in it:
            self.add(value)
        return self

    def __iand__(self, it):
        for value in self - it:
            self.discard(value)
        return self

    def __isub__(self, it):
        if it is self:
            self.clear()
            return self
        for value in it:
            self.discard(value)
        return self

    def __ixor__(self, it):
        if it is self:
            self.clear()
            return self
        for value in it if isinstance(it, Set) else self._from_iterable(it):
            change = self.discard if value in self else self.add
            change(value)
        return self


# ---- mappings ------------------------------------------------------------------------------------

@_accepts(mappingproxy, framelocalsproxy)
class Mapping(Collection):
    """Values by keys, from __getitem__, __iter__ and __len__."""

    __slots__ = ()
    __abc_tpflags__ = 1 << 6    # matches mapping patterns
    __reversed__ = None

    @abstractmethod
    def __getitem__(self, key):
        raise KeyError

    def __contains__(self, key):
        try:
            self[key]
            return True
        except KeyError:
            return False

    def get(self, key, default=None):
        """The value of the key, or the default if there is none."""
        try:
            return self[key]
        except KeyError:
            return default

    def __eq__(self, other):
        if isinstance(other, Mapping):
            return dict(self.items()) == dict(other.items())
        return NotImplemented

    def keys(self):
        """A view of the keys, which is a set."""
        return KeysView(self)

    def values(self):
        """A view of the values."""
        return ValuesView(self)

    def items(self):
        """A view of the pairs of key and value, which is a set."""
        return ItemsView(self)


class MappingView(Sized):

    __slots__ = '_mapping',
    __class_getitem__ = classmethod(GenericAlias)

    def __init__(self, mapping):
        self._mapping = mapping

    def __len__(self):
        return len(self._mapping)

    def __repr__(self):
        return f'{self.__class__.__name__}({self._mapping!r})'


@_accepts(dict_keys)
class KeysView(MappingView, Set):

    __slots__ = ()

    @classmethod
    def _from_iterable(cls, it):
        return set(it)

    def __iter__(self):
        yield from self._mapping

    def __contains__(self, key):
        return key in self._mapping


@_accepts(dict_items)
class ItemsView(MappingView, Set):

    __slots__ = ()
    _from_iterable = KeysView._from_iterable

    def __iter__(self):
        mapping = self._mapping
        for key in mapping:
            yield key, mapping[key]

    def __contains__(self, item):
        key, value = item
        try:
            found = self._mapping[key]
        except KeyError:
            return False
        return found is value or found == value


@_accepts(dict_values)
class ValuesView(MappingView, Collection):

    __slots__ = ()

    def __iter__(self):
        mapping = self._mapping
        for key in mapping:
            yield mapping[key]

    def __contains__(self, value):
        return any(found is value or found == value for found in self)


_REQUIRED = object()            # as a default: there must be a value


@_accepts(dict)
class MutableMapping(Mapping):
    """Mappings that change: a Mapping with __setitem__ and __delitem__."""

    __slots__ = ()

    @abstractmethod
    def __delitem__(self, key):
        raise KeyError

    @abstractmethod
    def __setitem__(self, key, value):
        raise KeyError

    def pop(self, key, default=_REQUIRED):
        """Take the key out and return its value; if there is none, the default or KeyError."""
        try:
            value = self[key]
        except KeyError:
            if default is _REQUIRED:
                raise
            return default
        del self[key]
        return value

    def popitem(self):
        """Take any key out and return it and its value; KeyError if there is none."""
        for key in self:
            value = self[key]
            del self[key]
            return key, value
        raise KeyError

    def clear(self):
        """Take everything out, pair by pair."""
        _drain(self.popitem, KeyError)

    def setdefault(self, key, default=None):
        """The value of the key, which becomes the default if there is none."""
        try:
            return self[key]
        except KeyError:
            self[key] = default
            return default

    def update(self, other=(), /, **kwds):
        """Set what a mapping, or an iterable of pairs, has, and then the keyword arguments.

        A mapping is what has a method keys().
        """
        if isinstance(other, Mapping) or hasattr(other, 'keys'):
            for key in other if isinstance(other, Mapping) else other.keys():
                self[key] = other[key]
        else:
            for key, value in other:
                self[key] = value
        for key in kwds:
            self[key] = kwds[key]


# ---- sequences -----------------------------------------------------------------------------------

@_accepts(tuple, str, range, memoryview)
class Sequence(Reversible, Collection):
    """Items by position, from __getitem__ and __len__."""

    __slots__ = ()
    __abc_tpflags__ = 1 << 5    # matches sequence patterns

    @abstractmethod
    def __getitem__(self, index):
        raise IndexError

    def __iter__(self):
        index = 0
        try:
            while True:
                yield self[index]
                index += 1
        except IndexError:
            pass

    def __reversed__(self):
        for index in range(len(self) - 1, -1, -1):
            yield self[index]

    def __contains__(self, value):
        return any(item is value or item == value for item in self)

    def count(self, value):
        """How many items are the value."""
        return sum(item is value or bool(item == value) for item in self)

    def index(self, value, start=0, stop=None):
        """The position of the first item that is the value, from start on and before stop.

        ValueError if there is none. Subclasses need not support start and stop.
        """
        if start < 0:
            start = max(len(self) + start, 0)
        if stop is not None and stop < 0:
            stop += len(self)
        while stop is None or start < stop:
            try:
                item = self[start]
            except IndexError:
                break
            if item is value or item == value:
                return start
            start += 1
        raise ValueError


class _DeprecateByteStringMeta(ABCMeta):

    def __new__(cls, name, bases, namespace, **kwargs):
        if name != 'ByteString':
            _warn_byte_string()
        return super().__new__(cls, name, bases, namespace, **kwargs)

    def __instancecheck__(cls, instance):
        _warn_byte_string()
        return super().__instancecheck__(instance)


def _warn_byte_string():
    import warnings
    warnings._deprecated('collections.abc.ByteString', remove=(3, 17))


@_accepts(bytes, bytearray)
class ByteString(Sequence, metaclass=_DeprecateByteStringMeta):
    """What bytes and bytearray have in common; deprecated."""

    __slots__ = ()


@_accepts(list, bytearray)
class MutableSequence(Sequence):
    """Sequences that change: a Sequence with __setitem__, __delitem__ and insert()."""

    __slots__ = ()

    @abstractmethod
    def insert(self, index, value):
        """Put the value before the item at the index."""
        raise IndexError

    def append(self, value):
        """Put the value at the end."""
        self.insert(len(self), value)

    @abstractmethod
    def __setitem__(self, index, value):
        raise IndexError

    @abstractmethod
    def __delitem__(self, index):
        raise IndexError

    def extend(self, values):
        """Put all the values at the end."""
        for value in list(values) if values is self else values:
            self.append(value)

    def __iadd__(self, values):
        self.extend(values)
        return self

    def pop(self, index=-1):
        """Take the item at the index out and return it; IndexError if there is none."""
        value = self[index]
        del self[index]
        return value

    def remove(self, value):
        """Take the first item that is the value out; ValueError if there is none."""
        del self[self.index(value)]

    def clear(self):
        """Take everything out, item by item."""
        _drain(self.pop, IndexError)

    def reverse(self):
        """Turn the order round, in place."""
        last = len(self) - 1
        for low in range((last + 1) // 2):
            self[low], self[last - low] = self[last - low], self[low]
