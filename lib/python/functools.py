"""Tools for working with functions and callable objects."""

__all__ = ['update_wrapper', 'wraps', 'WRAPPER_ASSIGNMENTS', 'WRAPPER_UPDATES',
           'total_ordering', 'cache', 'cmp_to_key', 'lru_cache', 'reduce', 'partial',
           'partialmethod', 'singledispatch', 'singledispatchmethod', 'cached_property']

from collections import namedtuple
from reprlib import recursive_repr
from types import GenericAlias
from _thread import RLock

try:
    from _functools import cmp_to_key, partial, reduce, _lru_cache_wrapper
except ImportError:
    from _pyfunctools import cmp_to_key, partial, reduce, _lru_cache_wrapper

# What few programs use is loaded when it is asked for.
_LOADED_LATE = {'singledispatch': '_singledispatch', 'singledispatchmethod': '_singledispatch',
                '_c3_mro': '_singledispatch', '_compose_mro': '_singledispatch',
                '_find_impl': '_singledispatch', 'total_ordering': '_total_ordering'}


def __getattr__(name):
    source = '_total_ordering' if '_from_' in name else _LOADED_LATE.get(name)
    value = getattr(__import__(source), name, None) if source else None
    if value is None:
        raise AttributeError(f'module {__name__!r} has no attribute {name!r}')
    globals()[name] = value
    return value


def __dir__():
    return sorted({*globals(), *_LOADED_LATE})


# ---- wrappers ------------------------------------------------------------------------------------

WRAPPER_ASSIGNMENTS = ('__module__', '__name__', '__qualname__', '__doc__', '__annotations__',
                       '__type_params__')
WRAPPER_UPDATES = ('__dict__',)


def update_wrapper(wrapper, wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    """Make a wrapper look like the function it wraps; returns the wrapper.

    The attributes `assigned` are copied as far as there are any, those in `updated`, which are
    dicts, are extended; __wrapped__ becomes the wrapped function.
    """
    for name in assigned:
        try:
            value = getattr(wrapped, name)
        except AttributeError:
            continue
        setattr(wrapper, name, value)
    for name in updated:
        getattr(wrapper, name).update(getattr(wrapped, name, {}))
    # Last, as the update may have copied one.
    wrapper.__wrapped__ = wrapped
    return wrapper


def wraps(wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    """A decorator for wrappers of the function; see update_wrapper()."""
    return partial(update_wrapper, wrapped=wrapped, assigned=assigned, updated=updated)


# ---- partialmethod -------------------------------------------------------------------------------

class partialmethod:
    """A method made of another one, or of any descriptor or callable, by giving some arguments."""

    def __init__(self, func, /, *args, **keywords):
        if not (callable(func) or hasattr(func, "__get__")):
            raise TypeError(f'the first argument {func!r} must be a callable or a descriptor')
        if isinstance(func, partialmethod):
            args = func.args + args
            keywords = func.keywords | keywords
            func = func.func
        self.func, self.args, self.keywords = func, args, keywords

    def __repr__(self):
        cls = type(self)
        arguments = map(repr, (self.func, *self.args))
        keywords = [f'{key}={value!r}' for key, value in self.keywords.items()]
        return f'{cls.__module__}.{cls.__qualname__}({", ".join([*arguments, *keywords])})'

    def __get__(self, obj, cls=None):
        bind = None if isinstance(self.func, partial) else getattr(self.func, '__get__', None)
        bound = self.func if bind is None else bind(obj, cls)
        if bound is self.func:      # nothing that binds itself: taken for a function
            return self._as_function().__get__(obj, cls)
        result = partial(bound, *self.args, **self.keywords)
        if hasattr(bound, '__self__'):
            result.__self__ = bound.__self__
        return result

    def _as_function(self):
        def method(cls_or_self, /, *args, **keywords):
            return self.func(cls_or_self, *self.args, *args, **(self.keywords | keywords))

        method.__partialmethod__ = self
        method.__isabstractmethod__ = self.__isabstractmethod__
        return method

    @property
    def __isabstractmethod__(self):
        return getattr(self.func, '__isabstractmethod__', False)

    __class_getitem__ = classmethod(GenericAlias)


def _unwrap_partial(func):
    while isinstance(func, partial):
        func = func.func
    return func


def _unwrap_partialmethod(func):
    """What is inside of partial methods, the functions they make, and partials, at any depth."""
    while True:
        origin = getattr(func, '__partialmethod__', None)
        if isinstance(origin, partialmethod):
            func = origin
        elif isinstance(func, (partialmethod, partial)):
            func = func.func
        else:
            return func


# ---- lru_cache -----------------------------------------------------------------------------------

_CacheInfo = namedtuple("CacheInfo", ["hits", "misses", "maxsize", "currsize"])


def lru_cache(maxsize=128, typed=False):
    """Decorator: remember the results of the last calls, by their hashable arguments.

    maxsize says of how many, None of all of them; of those not used for the longest time the
    results are forgotten. If typed is true, arguments that are equal but of different types count
    as different. The function gets methods cache_info() and cache_clear() and, as __wrapped__,
    what was decorated.
    """
    if isinstance(maxsize, int):
        maxsize = max(maxsize, 0)
    elif callable(maxsize) and isinstance(typed, bool):
        # @lru_cache without parentheses
        return _lru_wrapper(maxsize, 128, typed)
    elif maxsize is not None:
        raise TypeError('Expected first argument to be an integer, a callable, or None')

    return lambda user_function: _lru_wrapper(user_function, maxsize, typed)


def _lru_wrapper(user_function, maxsize, typed):
    wrapper = _lru_cache_wrapper(user_function, maxsize, typed, _CacheInfo)
    wrapper.cache_parameters = lambda: {'maxsize': maxsize, 'typed': typed}
    return update_wrapper(wrapper, user_function)


def cache(user_function, /):
    """Decorator: remember the results of all calls, as lru_cache(maxsize=None)."""
    return _lru_wrapper(user_function, None, False)


# ---- cached_property -----------------------------------------------------------------------------

class cached_property:
    """A property that is computed once and then is a plain attribute of the instance."""

    def __init__(self, func):
        self.func = func
        self.__doc__, self.__module__ = func.__doc__, func.__module__
        self.attrname = None

    def __set_name__(self, owner, name):
        if self.attrname is not None and self.attrname != name:
            raise TypeError(
                f"Cannot assign the same cached_property to two different names "
                f"({self.attrname!r} and {name!r}).")
        self.attrname = name

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        name = self.attrname
        if name is None:
            raise TypeError(
                "Cannot use cached_property instance without calling __set_name__ on it.")
        try:
            attributes = instance.__dict__
        except AttributeError:      # __slots__, for example
            raise TypeError(
                f"No '__dict__' attribute on {type(instance).__name__!r} "
                f"instance to cache {name!r} property.") from None
        value = attributes.get(name, self)
        if value is not self:       # set by another thread, or called by hand
            return value
        value = self.func(instance)
        try:
            attributes[name] = value
        except TypeError:
            raise TypeError(
                f"The '__dict__' attribute on {type(instance).__name__!r} instance "
                f"does not support item assignment for caching {name!r} property.") from None
        return value

    __class_getitem__ = classmethod(GenericAlias)
