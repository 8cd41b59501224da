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

    @classmethod
    def fromkeys(cls, iterable, value=None):
        """An ordered dict with the keys, all with the same value."""
        self = cls()
        for key in iterable:
            self[key] = value
        return self

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
        """Take the key out and return its value; if there is none, the default or KeyError."""
        if key not in self.__order and default is not self.__marker:
            return default
        value = dict.pop(self, key)
        del self.__order[key]
        return value

    def setdefault(self, key, default=None):
        """The value of the key, which becomes the default if there is none."""
        if key not in self:
            self[key] = default
        return self[key]

    @recursive_repr()
    def __repr__(self):
        return f'{self.__class__.__name__}({dict(self.items()) if self else ""})'

    def __reduce__(self):
        state = self.__getstate__()
        attributes, slots = state if isinstance(state, tuple) else (state, None)
        attributes = {name: value for name, value in attributes.items()
                      if name != '_OrderedDict__order'}
        state = (attributes, dict(slots)) if slots else attributes or None
        return self.__class__, (), state, None, iter(self.items())

    def copy(self):
        """A shallow copy."""
        return self.__class__(self)

    def __eq__(self, other):
        same = dict.__eq__(self, other)
        return same and all(map(_same, self, other)) if isinstance(other, OrderedDict) else same

    def __or__(self, other):
        return _merged(self.__class__, self, other)

    def __ror__(self, other):
        return _merged(self.__class__, other, self)

    def __ior__(self, other):
        self.update(other)
        return self


def _merged(cls, first, second):
    if not (isinstance(first, dict) and isinstance(second, dict)):
        return NotImplemented
    result = cls(first)
    result.update(second)
    return result


def _same(a, b):
    return a is b or a == b
