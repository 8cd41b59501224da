"""UserDict, UserList, UserString: they keep a dict, list or str in `data` and do what it does.

Methods that only hand on to `data` are made by the functions here; an argument of the wrapper's
own kind is handed on as its data.
"""

import builtins
import operator
import sys
from _collections_abc import MutableMapping, MutableSequence, Sequence

__name__ = 'collections'


def _unwrapped(value):
    return value.data if isinstance(value, (UserDict, UserList, UserString)) else value


def _made(cls, make, names):
    """For the namespace of a class: the methods that make(name) returns."""
    methods = {name: make(name) for name in names.split()}
    for name, method in methods.items():
        method.__name__ = name
        method.__qualname__ = f'{cls}.{name}'
    return methods


def _comparing(name):
    compare = getattr(operator, name)

    def method(self, other):
        return compare(self.data, _unwrapped(other))

    return method


def _converting(name):
    convert = getattr(builtins, name.strip('_'))

    def method(self):
        return convert(self.data)

    return method


def _asking(name):
    """A method without arguments."""
    def method(self):
        return getattr(self.data, name)()

    return method


def _handing_on(name):
    def method(self, /, *args, **kwds):
        return getattr(self.data, name)(*map(_unwrapped, args), **kwds)

    return method


def _wrapping(name):
    """A method whose result becomes one of the wrapper's class."""
    def method(self, /, *args, **kwds):
        return self.__class__(getattr(self.data, name)(*map(_unwrapped, args), **kwds))

    return method


def _searching(name):
    def method(self, sub, start=0, end=sys.maxsize):
        return getattr(self.data, name)(_unwrapped(sub), start, end)

    return method


class _Wrapper:
    """What the wrappers share."""

    def __repr__(self):
        return repr(self.data)

    def __len__(self):
        return len(self.data)


class _MutableWrapper(_Wrapper):

    def __delitem__(self, key):
        del self.data[key]

    def __setitem__(self, key, item):
        self.data[key] = item

    def __copy__(self):
        result = self.__class__.__new__(self.__class__)
        result.__dict__.update(self.__dict__, data=self.data.copy())
        return result


class UserDict(_MutableWrapper, MutableMapping):

    def __init__(self, dict=None, /, **kwargs):
        self.data = {}
        for source in dict, kwargs:
            if source is not None:
                self.update(source)

    @classmethod
    def fromkeys(cls, iterable, value=None):
        self = cls()
        for key in iterable:
            self[key] = value
        return self

    def __getitem__(self, key):
        if key in self.data:
            return self.data[key]
        missing = getattr(self.__class__, '__missing__', None)
        if missing is None:
            raise KeyError(key)
        return missing(self, key)

    def __contains__(self, key):
        return key in self.data

    def get(self, key, default=None):
        return self[key] if key in self else default

    def __iter__(self):
        return iter(self.data)

    def copy(self):
        if self.__class__ is UserDict:
            return UserDict(self.data.copy())
        from copy import copy
        # An empty one is copied, and filled by the methods of the subclass.
        data, self.data = self.data, {}
        try:
            result = copy(self)
        finally:
            self.data = data
        result.update(self)
        return result

    def __or__(self, other):
        other = _unwrapped(other)
        return self.__class__(self.data | other) if isinstance(other, dict) else NotImplemented

    def __ror__(self, other):
        other = _unwrapped(other)
        return self.__class__(other | self.data) if isinstance(other, dict) else NotImplemented

    def __ior__(self, other):
        self.data |= _unwrapped(other)
        return self


def _as_list(value):
    value = _unwrapped(value)
    return value if isinstance(value, list) else list(value)


class UserList(_MutableWrapper, MutableSequence):
    """A list made to be subclassed: slices, sums and products of it are of the same class."""

    def __init__(self, initlist=None):
        self.data = [] if initlist is None else list(_unwrapped(initlist))

    def __getitem__(self, i):
        item = self.data[i]
        return self.__class__(item) if isinstance(i, slice) else item

    def __contains__(self, item):
        return item in self.data

    def __add__(self, other):
        return self.__class__(self.data + _as_list(other))

    def __radd__(self, other):
        return self.__class__(_as_list(other) + self.data)

    def __iadd__(self, other):
        self.data += _as_list(other)
        return self

    def __mul__(self, n):
        return self.__class__(self.data * n)

    __rmul__ = __mul__

    def __imul__(self, n):
        self.data *= n
        return self

    def append(self, item):
        self.data.append(item)

    def insert(self, i, item):
        self.data.insert(i, item)

    def remove(self, item):
        self.data.remove(item)

    def count(self, item):
        return self.data.count(item)

    def extend(self, other):
        self.data.extend(_unwrapped(other))

    def copy(self):
        return self.__class__(self)

    def pop(self, i=-1):
        return self.data.pop(i)

    def index(self, item, *args):
        return self.data.index(item, *args)

    def sort(self, /, *args, **kwds):
        self.data.sort(*args, **kwds)

    vars().update(_made('UserList', _comparing, '__eq__ __lt__ __le__ __gt__ __ge__'))
    vars().update(_made('UserList', _asking, 'clear reverse'))


def _as_str(value):
    return value if isinstance(value, str) else str(_unwrapped(value))


class UserString(_Wrapper, Sequence):
    """A str made to be subclassed: strings that its methods return are of the same class."""

    def __init__(self, seq):
        self.data = _as_str(seq)

    def __getnewargs__(self):
        return self.data[:],

    def __contains__(self, char):
        return _unwrapped(char) in self.data

    def __add__(self, other):
        return self.__class__(self.data + _as_str(other))

    def __radd__(self, other):
        return self.__class__(_as_str(other) + self.data)

    def __mod__(self, args):
        return self.__class__(self.data % args)

    def __rmod__(self, template):
        return self.__class__(str(template) % self)

    def startswith(self, prefix, start=0, end=sys.maxsize):
        return self.data.startswith(prefix, start, end)

    def endswith(self, suffix, start=0, end=sys.maxsize):
        return self.data.endswith(suffix, start, end)

    def replace(self, old, new, maxsplit=-1):
        return self.__class__(self.data.replace(_unwrapped(old), _unwrapped(new), maxsplit))

    def encode(self, encoding='utf-8', errors='strict'):
        return self.data.encode('utf-8' if encoding is None else encoding,
                                'strict' if errors is None else errors)

    maketrans = str.maketrans

    vars().update(_made('UserString', _comparing, '__eq__ __lt__ __le__ __gt__ __ge__'))
    vars().update(_made('UserString', _converting,
                        '__str__ __int__ __float__ __complex__ __hash__'))
    vars().update(_made('UserString', _searching, 'count find rfind index rindex'))
    vars().update(_made('UserString', _asking,
                        'isalpha isalnum isascii isdecimal isdigit isidentifier islower isnumeric '
                        'isprintable isspace istitle isupper'))
    vars().update(_made('UserString', _handing_on,
                        'format format_map join partition rpartition split rsplit splitlines'))
    vars().update(_made('UserString', _wrapping,
                        '__getitem__ __mul__ __rmul__ capitalize casefold center expandtabs ljust '
                        'lower lstrip removeprefix removesuffix rjust rstrip strip swapcase title '
                        'translate upper zfill'))
