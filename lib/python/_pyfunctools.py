"""functools' native parts in Python, for where those are not to be had."""

from _thread import RLock
from reprlib import recursive_repr
from types import GenericAlias

__all__ = ['cmp_to_key', 'partial', 'reduce', '_lru_cache_wrapper']

_missing = object()
_len = len      # somebody may wrap the builtin in a cache


def reduce(function, sequence, initial=_missing):
    """Combine the items from left to right: function(function(first, second), third) and so on."""
    iterator = iter(sequence)
    if initial is _missing:
        try:
            value = next(iterator)
        except StopIteration:
            raise TypeError("reduce() of empty iterable with no initial value") from None
    else:
        value = initial
    for element in iterator:
        value = function(value, element)
    return value


def cmp_to_key(mycmp):
    """A key function from a function that compares two values as less (< 0), equal or more."""
    def comparing(name):
        holds = getattr(int, name)

        def compare(self, other):
            return holds(int(mycmp(self.obj, other.obj)), 0)

        return compare

    def __init__(self, obj):
        self.obj = obj

    names = '__lt__', '__le__', '__eq__', '__ge__', '__gt__'
    return type('K', (), {'__slots__': ['obj'], '__init__': __init__, '__hash__': None,
                          **{name: comparing(name) for name in names}})


class partial:
    """A function with some arguments given already."""

    __slots__ = "func", "args", "keywords", "__dict__", "__weakref__"

    def __new__(cls, func, /, *args, **keywords):
        if not callable(func):
            raise TypeError("the first argument must be callable")
        if isinstance(func, partial):
            args, keywords = func.args + args, func.keywords | keywords
            func = func.func
        self = super().__new__(cls)
        self.func, self.args, self.keywords = func, args, keywords
        return self

    def __call__(self, /, *args, **keywords):
        return self.func(*self.args, *args, **{**self.keywords, **keywords})

    @recursive_repr()
    def __repr__(self):
        cls = type(self)
        parts = [repr(part) for part in (self.func, *self.args)]
        parts += [f'{name}={value!r}' for name, value in self.keywords.items()]
        return f'{cls.__module__}.{cls.__qualname__}({", ".join(parts)})'

    def __get__(self, obj, objtype=None):
        if obj is None:
            return self
        import warnings
        warnings.warn('functools.partial will be a method descriptor in '
                      'future Python versions; wrap it in staticmethod() '
                      'if you want to preserve the old behavior', FutureWarning, 2)
        return self

    def __reduce__(self):
        return type(self), (self.func,), (self.func, self.args, self.keywords or None,
                                          self.__dict__ or None)

    def __setstate__(self, state):
        if not isinstance(state, tuple):
            raise TypeError("argument to __setstate__ must be a tuple")
        if len(state) != 4:
            raise TypeError(f"expected 4 items in state, got {len(state)}")
        func, args, keywords, namespace = state
        if (not callable(func) or not isinstance(args, tuple)
                or (keywords is not None and not isinstance(keywords, dict))
                or (namespace is not None and not isinstance(namespace, dict))):
            raise TypeError("invalid partial state")
        # No subclasses: what they override must not come to play.
        self.func, self.args = func, tuple(args)
        self.keywords = keywords if type(keywords) is dict else dict(keywords or {})
        self.__dict__ = {} if namespace is None else namespace

    __class_getitem__ = classmethod(GenericAlias)


partial.__module__ = 'functools'


class _HashedKey(list):
    """A key that computes its hash once, however often it is looked up."""

    __slots__ = 'hashvalue'

    def __init__(self, values):
        self[:] = values
        self.hashvalue = hash(values)

    def __hash__(self):
        return self.hashvalue


_mark = (object(),)


def _make_key(args, kwds, typed):
    key = args
    if kwds:
        key += _mark
        for item in kwds.items():
            key += item
    if typed:
        key += tuple(type(value) for value in args)
        key += tuple(type(value) for value in kwds.values())
    elif _len(key) == 1 and type(key[0]) in (int, str):
        return key[0]
    return _HashedKey(key)


def _lru_cache_wrapper(user_function, maxsize, typed, _CacheInfo):
    # The results in the order of their last use: a dict's order, renewed at every hit.
    cache = {}
    hits = misses = 0
    lock = RLock()          # insertion and removal are two steps

    def without_cache(*args, **kwds):
        nonlocal misses
        misses += 1
        return user_function(*args, **kwds)

    def without_limit(*args, **kwds):
        nonlocal hits, misses
        key = _make_key(args, kwds, typed)
        result = cache.get(key, _missing)
        if result is not _missing:
            hits += 1
            return result
        misses += 1
        result = user_function(*args, **kwds)
        cache[key] = result
        return result

    def with_limit(*args, **kwds):
        nonlocal hits, misses
        key = _make_key(args, kwds, typed)
        with lock:
            result = cache.pop(key, _missing)
            if result is not _missing:
                cache[key] = result
                hits += 1
                return result
            misses += 1
        result = user_function(*args, **kwds)
        with lock:
            if key not in cache:
                if _len(cache) >= maxsize:
                    del cache[next(iter(cache))]
                cache[key] = result
        return result

    wrapper = without_cache if maxsize == 0 else without_limit if maxsize is None else with_limit

    def cache_info():
        """Report cache statistics"""
        with lock:
            return _CacheInfo(hits, misses, maxsize, _len(cache))

    def cache_clear():
        """Clear the cache and cache statistics"""
        nonlocal hits, misses
        with lock:
            cache.clear()
            hits = misses = 0

    wrapper.cache_info = cache_info
    wrapper.cache_clear = cache_clear
    return wrapper
