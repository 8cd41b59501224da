"""Container types beside the built-in ones.

* namedtuple   makes subclasses of tuple whose items have names
* deque        a list that grows and shrinks fast at both ends
* ChainMap     several mappings seen as one
* Counter      a dict that counts hashable objects
* OrderedDict  a dict whose keys can be moved and whose comparison minds their order
* defaultdict  a dict that calls a function for the values it lacks
* UserDict     wrappers of dict, list and str, made to be subclassed
* UserList
* UserString
"""

__all__ = ['ChainMap', 'Counter', 'OrderedDict', 'UserDict', 'UserList', 'UserString',
           'defaultdict', 'deque', 'namedtuple']

import _collections_abc
import sys as _sys

from itertools import chain as _chain, repeat as _repeat, starmap as _starmap
from keyword import iskeyword as _iskeyword
from operator import itemgetter as _itemgetter
from reprlib import recursive_repr as _recursive_repr

try:
    from _collections import (deque, defaultdict, OrderedDict, _count_elements, _tuplegetter,
                              _deque_iterator)
except ImportError:     # deque and defaultdict exist in C only
    from _pycollections import OrderedDict, _count_elements, _tuplegetter
    OrderedDict.__module__ = __name__
else:
    _collections_abc.MutableSequence.register(deque)

# Programs that use these are few: they are loaded when asked for.
_LOADED_LATE = {'ChainMap': '_chain_map', 'UserDict': '_wrappers', 'UserList': '_wrappers',
                'UserString': '_wrappers'}


def __getattr__(name):
    if name not in _LOADED_LATE:
        raise AttributeError(f'module {__name__!r} has no attribute {name!r}')
    module = __import__(f'collections.{_LOADED_LATE[name]}', fromlist=[name])
    value = globals()[name] = getattr(module, name)
    return value


def __dir__():
    return sorted({*globals(), *_LOADED_LATE})


# ---- namedtuple ----------------------------------------------------------------------------------

def _cannot_name(name):
    """Why the name can be used for no type or field, if so."""
    if not name.isidentifier():
        return 'must be valid identifiers'
    return 'cannot be a keyword' if _iskeyword(name) else None


def _checked_fields(typename, names, rename):
    """The names of the fields as a tuple; those that cannot be are renamed or are an error."""
    if isinstance(names, str):
        names = names.replace(',', ' ').split()
    names = [_sys.intern(str(name)) for name in names]
    if rename:
        names = [f'_{index}' if (_cannot_name(name) or name[0] == '_' or name in names[:index])
                 else name for index, name in enumerate(names)]
    for name in typename, *names:
        reason = _cannot_name(name)
        if reason:
            raise ValueError(f'Type names and field names {reason}: {name!r}')
    for index, name in enumerate(names):
        if name[0] == '_' and not rename:
            raise ValueError(f'Field names cannot start with an underscore: {name!r}')
        if name in names[:index]:
            raise ValueError(f'Encountered duplicate field name: {name!r}')
    return tuple(names)


def _constructor(typename, names, defaults):
    """__new__ with the fields as parameters, which is why it is made from text."""
    parameters = ', '.join(names)
    items = ''.join(f'{name}, ' for name in names)
    new = eval(f'lambda _cls, {parameters}: _new(_cls, ({items}))',
               {'_new': tuple.__new__, '__builtins__': {}, '__name__': f'namedtuple_{typename}'})
    new.__name__ = '__new__'
    new.__doc__ = f'Create new instance of {typename}({parameters})'
    new.__defaults__ = defaults
    return new


def _methods(typename, names):
    """The methods that differ from one named tuple to the other."""
    count = len(names)
    shape = '(' + ', '.join(f'{name}=%r' for name in names) + ')'

    def _make(cls, iterable):
        self = tuple.__new__(cls, iterable)
        if len(self) != count:
            raise TypeError(f'Expected {count} arguments, got {len(self)}')
        return self

    def _replace(self, /, **kwds):
        changed = self._make(map(kwds.pop, names, self))
        if kwds:
            raise TypeError(f'Got unexpected field names: {list(kwds)!r}')
        return changed

    def __repr__(self):
        """Return a nicely formatted representation string"""
        return self.__class__.__name__ + shape % tuple(self)

    def _asdict(self):
        """Return a new dict which maps field names to their values."""
        return dict(zip(self._fields, self))

    def __getnewargs__(self):
        """Return self as a plain tuple.  Used by copy and pickle."""
        return tuple(self)

    _make.__doc__ = f'Make a new {typename} object from a sequence or iterable'
    _replace.__doc__ = f'Return a new {typename} object replacing specified fields with new values'
    return _make, _replace, __repr__, _asdict, __getnewargs__


def namedtuple(typename, field_names, *, rename=False, defaults=None, module=None):
    """Return a new subclass of tuple whose items have names.

    >>> Size = namedtuple('Size', 'width height', defaults=[1])
    >>> small = Size(2)
    >>> small
    Size(width=2, height=1)
    >>> small.width, small[1]
    (2, 1)
    >>> small._replace(height=7)._asdict()
    {'width': 2, 'height': 7}
    """
    typename = _sys.intern(str(typename))
    names = _checked_fields(typename, field_names, rename)
    if defaults is not None:
        defaults = tuple(defaults)
        if len(defaults) > len(names):
            raise TypeError('Got more default values than field names')

    new = _constructor(typename, names, defaults)
    make, replace, represent, as_dict, arguments = _methods(typename, names)
    for method in new, make, replace, represent, as_dict, arguments:
        method.__qualname__ = f'{typename}.{method.__name__}'
    namespace = {name: _tuplegetter(index, _sys.intern(f'Alias for field number {index}'))
                 for index, name in enumerate(names)}
    optional = names[len(names) - len(defaults):] if defaults else ()
    result = type(typename, (tuple,), {
        '__doc__': f'{typename}({", ".join(names)})', '__slots__': (), '_fields': names,
        '_field_defaults': dict(zip(optional, defaults or ())),
        '__new__': new, '_make': classmethod(make), '__replace__': replace, '_replace': replace,
        '__repr__': represent, '_asdict': as_dict, '__getnewargs__': arguments,
        '__match_args__': names, **namespace})
    # For pickling: the module where the named tuple is created.
    result.__module__ = _sys._getframemodulename(1) or '__main__' if module is None else module
    return result


# ---- Counter -------------------------------------------------------------------------------------

def _multiset_operator(name, combine, doc):
    """The method that makes a Counter of the combined counts, as far as they are positive."""
    def operate(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        result = Counter()
        for element, count in self.items():
            count = combine(count, other[element])
            if count > 0:
                result[element] = count
        for element, count in other.items():
            if element not in self and (count := combine(0, count)) > 0:
                result[element] = count
        return result

    operate.__name__ = name
    operate.__qualname__ = f'Counter.{name}'
    operate.__doc__ = doc
    return operate


class Counter(dict):
    """A dict of how many there are of each element, also called a bag or multiset.

    >>> letters = Counter('mississippi')
    >>> letters['s'], letters['x']
    (4, 0)
    >>> letters.total()
    11
    >>> letters.most_common(1)
    [('i', 4)]
    """

    def __init__(self, iterable=None, /, **kwds):
        """Count the elements of an iterable, or take over the counts of a mapping or of keywords.

        >>> Counter('noon')
        Counter({'n': 2, 'o': 2})
        >>> Counter({'red': 4}, blue=2)
        Counter({'red': 4, 'blue': 2})
        """
        super().__init__()
        self.update(iterable, **kwds)

    def __missing__(self, key):
        """What is not there is there zero times."""
        return 0

    @classmethod
    def fromkeys(cls, iterable, v=None):
        raise NotImplementedError(
            'Counter.fromkeys() is undefined.  Use Counter(iterable) instead.')

    def update(self, iterable=None, /, **kwds):
        """Add to the counts: one for each element of an iterable, or the counts of a mapping.

        >>> c = Counter(a=1)
        >>> c.update('ab'); c.update({'b': 5}); c
        Counter({'b': 6, 'a': 2})
        """
        if iterable is None:
            pass
        elif not isinstance(iterable, _collections_abc.Mapping):
            _count_elements(self, iterable)
        elif not self:
            super().update(iterable)
        else:
            get = self.get
            for element, count in iterable.items():
                self[element] = count + get(element, 0)
        if kwds:
            self.update(kwds)

    def subtract(self, iterable=None, /, **kwds):
        """Subtract from the counts, as update() adds; they may become negative.

        >>> c = Counter(a=1)
        >>> c.subtract('ab'); c.subtract({'b': 5}); c
        Counter({'a': 0, 'b': -6})
        """
        get = self.get
        if isinstance(iterable, _collections_abc.Mapping):
            for element, count in iterable.items():
                self[element] = get(element, 0) - count
        elif iterable is not None:
            for element in iterable:
                self[element] = get(element, 0) - 1
        if kwds:
            self.subtract(kwds)

    def __delitem__(self, elem):
        """Take the element out; unlike of a dict, it need not be there."""
        if elem in self:
            super().__delitem__(elem)

    def total(self):
        """The sum of the counts."""
        return sum(self.values())

    def elements(self):
        """An iterator over the elements, each as often as its count says.

        >>> ''.join(Counter(a=2, b=0, c=3).elements())
        'aaccc'
        """
        return _chain.from_iterable(_starmap(_repeat, self.items()))

    def most_common(self, n=None):
        """The n elements with the highest counts, or all, and the counts; the highest first.

        >>> Counter('mississippi').most_common(2)
        [('i', 4), ('s', 4)]
        """
        count = _itemgetter(1)
        if n is None:
            return sorted(self.items(), key=count, reverse=True)
        from heapq import nlargest
        return nlargest(n, self.items(), key=count)

    def copy(self):
        """A shallow copy."""
        return self.__class__(self)

    def __reduce__(self):
        return self.__class__, (dict(self),)

    def __repr__(self):
        try:
            items = dict(self.most_common())    # from the most common to the least
        except TypeError:
            items = dict(self)                  # counts that cannot be ordered
        return f'{self.__class__.__name__}({items if items else ""})'

    # Compared are the counts of the elements of both; a missing one counts zero.

    def __eq__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return all(self[element] == other[element] for element in _chain(self, other))

    def __le__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return all(self[element] <= other[element] for element in _chain(self, other))

    def __ge__(self, other):
        return other <= self if isinstance(other, Counter) else NotImplemented

    def __ne__(self, other):
        return not self == other if isinstance(other, Counter) else NotImplemented

    def __lt__(self, other):
        return self <= other and self != other if isinstance(other, Counter) else NotImplemented

    def __gt__(self, other):
        return other < self if isinstance(other, Counter) else NotImplemented

    __add__ = _multiset_operator('__add__', lambda a, b: a + b, """
        The counts of both, added.

        >>> Counter(a=2, b=1) + Counter(b=1, c=1)
        Counter({'a': 2, 'b': 2, 'c': 1})
        """)
    __sub__ = _multiset_operator('__sub__', lambda a, b: a - b, """
        The counts less those of the other.

        >>> Counter(a=2, b=1) - Counter(b=3, c=1)
        Counter({'a': 2})
        """)
    __or__ = _multiset_operator('__or__', lambda a, b: b if b > a else a, """
        The union: the higher of the two counts.

        >>> Counter(a=2, b=1) | Counter(b=3, c=1)
        Counter({'b': 3, 'a': 2, 'c': 1})
        """)
    __and__ = _multiset_operator('__and__', lambda a, b: b if b < a else a, """
        The intersection: the lower of the two counts.

        >>> Counter(a=2, b=1) & Counter(b=3, c=1)
        Counter({'b': 1})
        """)

    def __pos__(self):
        """The positive counts."""
        return self + Counter()

    def __neg__(self):
        """The negative counts, turned positive."""
        return Counter() - self

    def _keep_positive(self):
        for element in [element for element, count in self.items() if not count > 0]:
            del self[element]
        return self

    def __iadd__(self, other):
        """Add, and keep positive counts only.

        >>> c = Counter(a=2, b=1); c += Counter(b=1, c=-1); c
        Counter({'a': 2, 'b': 2})
        """
        for element, count in other.items():
            self[element] += count
        return self._keep_positive()

    def __isub__(self, other):
        """Subtract, and keep positive counts only.

        >>> c = Counter(a=2, b=1); c -= Counter(b=3, c=1); c
        Counter({'a': 2})
        """
        for element, count in other.items():
            self[element] -= count
        return self._keep_positive()

    def __ior__(self, other):
        """Become the union.

        >>> c = Counter(a=2, b=1); c |= Counter(b=3, c=1); c
        Counter({'b': 3, 'a': 2, 'c': 1})
        """
        for element, count in other.items():
            if self[element] < count:
                self[element] = count
        return self._keep_positive()

    def __iand__(self, other):
        """Become the intersection.

        >>> c = Counter(a=2, b=1); c &= Counter(b=3, c=1); c
        Counter({'b': 1})
        """
        for element, count in self.items():
            if count > (limit := other[element]):
                self[element] = limit
        return self._keep_positive()
