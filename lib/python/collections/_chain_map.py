"""ChainMap: several mappings seen as one."""

from _collections_abc import Mapping, MutableMapping
from reprlib import recursive_repr

__name__ = 'collections'


class ChainMap(MutableMapping):
    """Several mappings seen as one, which can be updated.

    They are in the list `maps`, which may be changed. A key is looked up in one after the other;
    writing and deleting concern the first only.
    """

    def __init__(self, *maps):
        self.maps = list(maps) or [{}]

    @classmethod
    def fromkeys(cls, iterable, value=None, /):
        """A ChainMap of one dict that has the keys, all with the same value."""
        return cls(dict.fromkeys(iterable, value))

    def new_child(self, m=None, **kwargs):
        """A ChainMap with one more mapping in front: m, or a new dict, updated by the keywords."""
        if m is None:
            m = kwargs
        elif kwargs:
            m.update(kwargs)
        return self.__class__(m, *self.maps)

    @property
    def parents(self):
        """A ChainMap without the first mapping."""
        return self.__class__(*self.maps[1:])

    def copy(self):
        """A ChainMap with a copy of the first mapping, and the same others."""
        first, *others = self.maps
        return self.__class__(first.copy(), *others)

    __copy__ = copy

    @recursive_repr()
    def __repr__(self):
        return f'{self.__class__.__name__}({", ".join(map(repr, self.maps))})'

    # ---- all the mappings

    def __missing__(self, key):
        raise KeyError(key)

    def __getitem__(self, key):
        for mapping in self.maps:
            try:
                return mapping[key]     # not `key in mapping`: a defaultdict may make it
            except KeyError:
                pass
        return self.__missing__(key)

    def __contains__(self, key):
        return any(key in mapping for mapping in self.maps)

    def get(self, key, default=None):
        return self[key] if key in self else default

    def __bool__(self):
        return any(self.maps)

    def __len__(self):
        return len(set().union(*self.maps))

    def __iter__(self):
        keys = {}
        for mapping in reversed(self.maps):
            keys |= dict.fromkeys(mapping)
        return iter(keys)

    def __or__(self, other):
        if not isinstance(other, Mapping):
            return NotImplemented
        result = self.copy()
        result |= other
        return result

    def __ror__(self, other):
        if not isinstance(other, Mapping):
            return NotImplemented
        merged = dict(other)
        for mapping in reversed(self.maps):
            merged.update(mapping)
        return self.__class__(merged)

    # ---- the first mapping

    def __ior__(self, other):
        self.maps[0].update(other)
        return self

    def __setitem__(self, key, value):
        self.maps[0][key] = value

    def __delitem__(self, key):
        try:
            del self.maps[0][key]
        except KeyError:
            _raise_missing(key)

    def pop(self, key, *args):
        """Take the key out of the first mapping, as its pop() does."""
        try:
            return self.maps[0].pop(key, *args)
        except KeyError:
            _raise_missing(key)

    def popitem(self):
        """Take a pair out of the first mapping, as its popitem() does."""
        try:
            return self.maps[0].popitem()
        except KeyError:
            raise KeyError('No keys found in the first mapping.')

    def clear(self):
        """Empty the first mapping."""
        self.maps[0].clear()


def _raise_missing(key):
    raise KeyError(f'Key not found in the first mapping: {key!r}')
