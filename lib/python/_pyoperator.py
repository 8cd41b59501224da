"""operator's functions in Python, for where the native ones are not to be had.

Those that are operators of the language are made from their texts.
"""

__name__ = 'operator'       # what users see

_UNARY = {'not_': 'not a', 'truth': 'bool(a)', 'abs': 'abs(a)', 'neg': '-a', 'pos': '+a',
          'inv': '~a', 'invert': '~a', 'index': 'a.__index__()'}
_SIGNS = {'add': '+', 'and_': '&', 'floordiv': '//', 'lshift': '<<', 'matmul': '@', 'mod': '%',
          'mul': '*', 'or_': '|', 'pow': '**', 'rshift': '>>', 'sub': '-', 'truediv': '/',
          'xor': '^'}
_COMPARISONS = {'lt': '<', 'le': '<=', 'eq': '==', 'ne': '!=', 'ge': '>=', 'gt': '>', 'is_': 'is',
                'is_not': 'is not'}


def _define(name, parameters, *lines):
    """A function of the module made of lines, the first of which it is the same as."""
    namespace = {'__name__': __name__}
    text = '\n'.join(f'    {line}' for line in (f"'Same as {lines[0].removeprefix('return ')}.'",
                                               *lines))
    exec(f'def operate({parameters}):\n{text}', namespace)     # not `name`, which the text may use
    function = globals()[name] = namespace['operate']
    function.__name__ = function.__qualname__ = name


for _name, _text in _UNARY.items():
    _define(_name, 'a', f'return {_text}')
for _name, _sign in (_SIGNS | _COMPARISONS).items():
    _define(_name, 'a, b', f'return a {_sign} b')
for _name, _sign in _SIGNS.items():
    _define(f'i{_name.rstrip("_")}', 'a, b', f'a {_sign}= b', 'return a')
del _name, _sign, _text


def _check_sequence(a):
    if not hasattr(a, '__getitem__'):
        raise TypeError(f"{type(a).__name__!r} object can't be concatenated")


def concat(a, b):
    """a + b, which must be sequences."""
    _check_sequence(a)
    return a + b


def iconcat(a, b):
    """a += b, which must be sequences."""
    _check_sequence(a)
    a += b
    return a


def getitem(a, b):
    """a[b]"""
    return a[b]


def setitem(a, b, c):
    """a[b] = c"""
    a[b] = c


def delitem(a, b):
    """del a[b]"""
    del a[b]


def contains(a, b):
    """b in a: the operands are the other way round."""
    return b in a


def countOf(a, b):
    """How many items of a are b or equal to it."""
    return sum(item is b or item == b for item in a)


def indexOf(a, b):
    """The position of the first item of a that is b or equal to it."""
    for i, item in enumerate(a):
        if item is b or item == b:
            return i
    raise ValueError('sequence.index(x): x not in sequence')


def length_hint(obj, default=0):
    """How many items the object has, by len(), or about, by its __length_hint__()."""
    if not isinstance(default, int):
        raise TypeError(f'{type(default).__name__!r} object cannot be interpreted as an integer')
    try:
        return len(obj)
    except TypeError:
        pass
    method = getattr(type(obj), '__length_hint__', None)
    try:
        hint = NotImplemented if method is None else method(obj)
    except TypeError:
        return default
    if hint is NotImplemented:
        return default
    if not isinstance(hint, int):
        raise TypeError(f'__length_hint__ must be integer, not {type(hint).__name__}')
    if hint < 0:
        raise ValueError('__length_hint__() should return >= 0')
    return hint


def call(obj, /, *args, **kwargs):
    """Same as obj(*args, **kwargs)."""
    return obj(*args, **kwargs)


class _Getter:
    """What the three callables share: a text, and pickling by their arguments."""

    __slots__ = ()

    def __repr__(self):
        cls = self.__class__
        return f'{cls.__module__}.{cls.__qualname__}({", ".join(map(repr, self._names))})'

    def __reduce__(self):
        return self.__class__, self._names


class attrgetter(_Getter):
    """attrgetter('name')(r) is r.name; with several names, a tuple; names may have dots."""

    __slots__ = ('_names', '_paths')

    def __init__(self, attr, /, *attrs):
        self._names = (attr, *attrs)
        for name in self._names:
            if not isinstance(name, str):
                raise TypeError('attribute name must be a string')
        self._paths = [name.split('.') for name in self._names]

    def __call__(self, obj, /):
        results = []
        for path in self._paths:
            value = obj
            for name in path:
                value = getattr(value, name)
            results.append(value)
        return results[0] if len(results) == 1 else tuple(results)


class itemgetter(_Getter):
    """itemgetter(2)(r) is r[2]; with several keys, a tuple."""

    __slots__ = ('_names',)

    def __init__(self, item, /, *items):
        self._names = (item, *items)

    def __call__(self, obj, /):
        if len(self._names) == 1:
            return obj[self._names[0]]
        return tuple([obj[item] for item in self._names])


class methodcaller:
    """methodcaller('name', 1, x=2)(r) is r.name(1, x=2)."""

    __slots__ = ('_name', '_args', '_kwargs')

    def __init__(self, name, /, *args, **kwargs):
        if not isinstance(name, str):
            raise TypeError('method name must be a string')
        self._name, self._args, self._kwargs = name, args, kwargs

    def __call__(self, obj, /):
        return getattr(obj, self._name)(*self._args, **self._kwargs)

    def __repr__(self):
        cls = self.__class__
        parts = [repr(part) for part in (self._name, *self._args)]
        parts += [f'{key}={value!r}' for key, value in self._kwargs.items()]
        return f'{cls.__module__}.{cls.__name__}({", ".join(parts)})'

    def __reduce__(self):
        cls, arguments = self.__class__, (self._name, *self._args)
        if not self._kwargs:
            return cls, arguments
        from functools import partial
        return partial(cls, self._name, **self._kwargs), self._args
