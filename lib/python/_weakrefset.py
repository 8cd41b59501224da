"""WeakSet, and how weak containers lose what dies; apart from weakref, so that little is imported.

A weak container keeps references in a set or dict, `data`. When an object dies its reference must
go too, yet not while somebody iterates: then the reference, dead, waits for the end of the
iteration. Removals does this for one container, known to the callback of the references by a weak
reference: nothing here makes a cycle.
"""

from itertools import chain
from types import GenericAlias
from _weakref import ref

__all__ = ['WeakSet']


class Removals:
    """Removes dead references from `data` by forget(data, reference).

    Entered for each iteration; what dies meanwhile is in `waiting`. Threads may be at it too, so
    the iterations under way are counted by a list, whose append and pop cannot be torn apart.
    """

    __slots__ = 'data', 'forget', 'drop', 'waiting', 'iterations', '__weakref__'

    def __init__(self, data, forget):
        self.data = data
        self.forget = forget
        self.waiting = []
        self.iterations = []
        find = ref(self)

        def drop(reference):
            removals = find()
            if removals is None:
                return
            if not removals.iterations:
                forget(removals.data, reference)
            else:
                removals.waiting.append(reference)
                if not removals.iterations:     # the last one ended in between
                    removals.perform()

        self.drop = drop                        # the callback of all references in data

    def __enter__(self):
        self.iterations.append(True)

    def __exit__(self, type=None, value=None, traceback=None):
        self.iterations.pop()
        if not self.iterations:
            self.perform()

    def perform(self):
        while self.waiting:
            try:
                reference = self.waiting.pop()
            except IndexError:                  # another thread was faster
                return
            self.forget(self.data, reference)


def _in_both_ways(name, change):
    """Of an in-place operator, the method that makes a new set and the one that returns nothing."""
    def changed(self, other):
        return change(self.copy(), other)

    def update(self, other):
        change(self, other)

    for method, name in (changed, name), (update, f'{name}_update'):
        method.__name__ = name
        method.__qualname__ = f'WeakSet.{name}'
    return changed, update


class WeakSet:
    """A set that refers to its items weakly: an item that nothing else refers to leaves it."""

    def __init__(self, data=None):
        self.data = set()
        self._removals = Removals(self.data, set.discard)
        if data is not None:
            self.update(data)

    def __reduce__(self):
        return self.__class__, (list(self),), self.__getstate__()

    def __repr__(self):
        return repr(self.data)

    def __len__(self):
        return sum(1 for _ in self) if self._removals.waiting else len(self.data)

    def __iter__(self):
        with self._removals:
            for reference in self.data:
                item = reference()
                if item is not None:
                    yield item

    def __contains__(self, item):
        try:
            return ref(item) in self.data
        except TypeError:           # what cannot be referred to weakly is in no such set
            return False

    def _references(self, items):
        drop = self._removals.drop
        return {ref(item, drop) for item in items}

    # ---- single items

    def add(self, item):
        self.data.add(ref(item, self._removals.drop))

    def discard(self, item):
        self.data.discard(ref(item))

    def remove(self, item):
        self.data.remove(ref(item))

    def pop(self):
        while self.data:
            item = self.data.pop()()
            if item is not None:
                return item
        raise KeyError('pop from empty WeakSet')

    def clear(self):
        self.data.clear()

    # ---- sets of them

    def copy(self):
        return self.__class__(self)

    def update(self, other):
        add = self.add
        for item in other:
            add(item)

    def __ior__(self, other):
        self.update(other)
        return self

    def __iand__(self, other):
        self.data &= self._references(other)
        return self

    def __isub__(self, other):
        self.data -= set(map(ref, other))
        return self

    def __ixor__(self, other):
        self.data ^= self._references(other)
        return self

    difference, difference_update = _in_both_ways('difference', __isub__)
    symmetric_difference, symmetric_difference_update = _in_both_ways('symmetric_difference',
                                                                      __ixor__)

    def intersection(self, other):
        return self.__class__(item for item in other if item in self)

    def intersection_update(self, other):
        self.__iand__(other)

    def union(self, other):
        return self.__class__(chain(self, other))

    __sub__, __xor__, __and__, __or__ = difference, symmetric_difference, intersection, union

    # ---- comparison

    def isdisjoint(self, other):
        return not any(item in self for item in other)

    def issubset(self, other):
        return self.data.issubset(map(ref, other))

    def issuperset(self, other):
        return self.data.issuperset(map(ref, other))

    __le__, __ge__ = issubset, issuperset

    def __lt__(self, other):
        return self.data < set(map(ref, other))

    def __gt__(self, other):
        return self.data > set(map(ref, other))

    def __eq__(self, other):
        if not isinstance(other, self.__class__):
            return NotImplemented
        return self.data == set(map(ref, other))

    __class_getitem__ = classmethod(GenericAlias)
