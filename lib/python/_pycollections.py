"""What collections needs of _collections in Python, for where that is not to be had."""

import _collections_abc
from operator import itemgetter
from reprlib import recursive_repr

__all__ = ['OrderedDict', '_count_elements', '_tuplegetter']


def _tuplegetter(index, doc):
    return property(itemgetter(index), doc=doc)


def _count_elements(mapping, iterable):
    'Tally elements from the iterable.'
    get = mapping.get
    for element in iterable:
        mapping[element] = get(element, 0) + 1


class _View:
    """What the views of an OrderedDict add to those of mappings: they can be reversed."""

    def __reversed__(self):
        for key in reversed(self._mapping):
            yield self._part(key)


class _KeysView(_View, _collections_abc.KeysView):
    def _part(self, key):
        return key


class _ItemsView(_View, _collections_abc.ItemsView):
    def _part(self, key):
        return (key, self._mapping[key])


class _ValuesView(_View, _collections_abc.ValuesView):
    def _part(self, key):
        return self._mapping[key]


class OrderedDict(dict):
    'Dictionary that remembers insertion order'

    # A dict keeps the order; `__order` is a dict of the keys in the order of this class, so that
    # they can be moved. Its iteration notices changes.

    def __new__(cls, /, *args, **kwds):
        self = dict.__new__(cls)
        self.__order = {}
        return self

    def __init__(self, other=(), /, **kwds):
        self.__update(other, **kwds)

    def __setitem__(self, key, value):
        dict.__setitem__(self, key, value)
        self.__order.setdefault(key)

    def __delitem__(self, key):
        dict.__delitem__(self, key)
        del self.__order[key]

    def __iter__(self):
        return iter(self.__order)

    def __reversed__(self):
        return reversed(self.__order)

    def clear(self):
        'od.clear() -> None.  Remove all items from od.'
        self.__order.clear()
        dict.clear(self)

    def popitem(self, last=True):
        '''Remove and return a (key, value) pair from the dictionary.

        Pairs are returned in LIFO order if last is true or FIFO order if false.
        '''
        if not self:
            raise KeyError('dictionary is empty')
        key = next(reversed(self.__order) if last else iter(self.__order))
        del self.__order[key]
        return key, dict.pop(self, key)

    def move_to_end(self, key, last=True):
        '''Move an existing element to the end (or beginning if last is false).

        Raise KeyError if the element does not exist.
        '''
        order = self.__order
        del order[key]
        if last:
            order[key] = None
        else:
            rest = list(order)
            order.clear()
            order[key] = None
            order.update(dict.fromkeys(rest))

    def __sizeof__(self):
        import sys
        return dict.__sizeof__(self) + sys.getsizeof(self.__dict__) + sys.getsizeof(self.__order)

    update = __update = _collections_abc.MutableMapping.update

    def keys(self):
        "D.keys() -> a set-like object providing a view on D's keys"
        return _KeysView(self)

    def items(self):
        "D.items() -> a set-like object providing a view on D's items"
        return _ItemsView(self)

    def values(self):
        "D.values() -> an object providing a view on D's values"
        return _ValuesView(self)

    __ne__ = _collections_abc.MutableMapping.__ne__

    __marker = object()

    def pop(self, key, default=__marker):
        '''od.pop(k[,d]) -> v, remove specified key and return the corresponding
        value.  If key is not found, d is returned if given, otherwise KeyError
        is raised.
        '''
        marker = self.__marker
        value = dict.pop(self, key, marker)
        if value is not marker:
            self.__order.pop(key, None)
            return value
        if default is marker:
            raise KeyError(key)
        return default

    def setdefault(self, key, default=None):
        '''Insert key with a value of default if key is not in the dictionary.

        Return the value for key if key is in the dictionary, else default.
        '''
        if key in self:
            return self[key]
        self[key] = default
        return default

    @recursive_repr()
    def __repr__(self):
        if not self:
            return '%s()' % (self.__class__.__name__,)
        return '%s(%r)' % (self.__class__.__name__, dict(self.items()))

    def __reduce__(self):
        'Return state information for pickling'
        state = self.__getstate__()
        if isinstance(state, tuple):
            state, slots = state
        else:
            slots = {}
        state = state.copy()
        slots = slots.copy()
        state.pop('_OrderedDict__order', None)
        if slots:
            state = state, slots
        return self.__class__, (), state or None, None, iter(self.items())

    def copy(self):
        'od.copy() -> a shallow copy of od'
        return self.__class__(self)

    @classmethod
    def fromkeys(cls, iterable, value=None):
        '''Create a new ordered dictionary with keys from iterable and values set to value.
        '''
        self = cls()
        for key in iterable:
            self[key] = value
        return self

    def __eq__(self, other):
        if isinstance(other, OrderedDict):
            return dict.__eq__(self, other) and all(map(_same, self, other))
        return dict.__eq__(self, other)

    def __ior__(self, other):
        self.update(other)
        return self

    def __or__(self, other):
        if not isinstance(other, dict):
            return NotImplemented
        new = self.__class__(self)
        new.update(other)
        return new

    def __ror__(self, other):
        if not isinstance(other, dict):
            return NotImplemented
        new = self.__class__(other)
        new.update(self)
        return new


def _same(a, b):
    return a is b or a == b
