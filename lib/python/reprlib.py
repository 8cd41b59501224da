"""repr() with limits on the size of the result."""

import builtins
from _thread import get_ident
from itertools import islice

__all__ = ["Repr", "repr", "recursive_repr"]


def recursive_repr(fillvalue='...'):
    """Decorator for a __repr__: a call for an object whose repr is under way gives fillvalue."""
    def decorate(user_function):
        running = set()

        def wrapper(self):
            key = id(self), get_ident()
            if key in running:
                return fillvalue
            running.add(key)
            try:
                return user_function(self)
            finally:
                running.discard(key)

        for attribute in ('__module__', '__doc__', '__name__', '__qualname__', '__annotations__',
                          '__type_params__'):
            if hasattr(user_function, attribute):
                setattr(wrapper, attribute, getattr(user_function, attribute))
        wrapper.__wrapped__ = user_function
        return wrapper

    return decorate


def _possibly_sorted(items):
    try:
        return sorted(items)
    except Exception:       # not comparable
        return list(items)


class Repr:
    """Holds the limits, and a method repr_TYPE for every type that is treated specially."""

    _lookup = {**dict.fromkeys(('tuple', 'list', 'set', 'frozenset', 'dict', 'str', 'int'),
                               'builtins'),
               'array': 'array', 'deque': 'collections'}

    def __init__(self, *, maxlevel=6, maxtuple=6, maxlist=6, maxarray=5, maxdict=4, maxset=6,
                 maxfrozenset=6, maxdeque=6, maxstring=30, maxlong=40, maxother=30,
                 fillvalue='...', indent=None):
        self.maxlevel, self.maxother = maxlevel, maxother
        self.maxtuple, self.maxlist, self.maxarray = maxtuple, maxlist, maxarray
        self.maxset, self.maxfrozenset, self.maxdeque = maxset, maxfrozenset, maxdeque
        self.maxdict, self.maxstring, self.maxlong = maxdict, maxstring, maxlong
        self.fillvalue, self.indent = fillvalue, indent

    def repr(self, x):
        return self.repr1(x, self.maxlevel)

    def repr1(self, x, level):
        cls = type(x)
        name = '_'.join(cls.__name__.split()) if ' ' in cls.__name__ else cls.__name__
        method = getattr(self, f'repr_{name}', None)
        # A class that only has the name of a built-in one is not treated like that one.
        if not method or self._lookup.get(name, cls.__module__) != cls.__module__:
            method = self.repr_instance
        return method(x, level)

    def _join(self, pieces, level):
        if self.indent is None:
            return ', '.join(pieces)
        if not pieces:
            return ''
        indent = self.indent
        if isinstance(indent, int):
            if indent < 0:
                raise ValueError(f'Repr.indent cannot be negative int (was {indent!r})')
            indent *= ' '
        try:
            sep = ',\n' + (self.maxlevel - level + 1) * indent
        except TypeError as error:
            raise TypeError(
                f'Repr.indent must be a str, int or None, not {type(indent)}') from error
        return sep.join(('', *pieces, ''))[1:-len(indent) or None]

    def _repr_iterable(self, x, level, left, right, maxiter, trail=''):
        count = len(x)
        if level <= 0 and count:
            text = self.fillvalue
        else:
            pieces = [self.repr1(item, level - 1) for item in islice(x, maxiter)]
            if count > maxiter:
                pieces.append(self.fillvalue)
            text = self._join(pieces, level)
            if count == 1 and trail and self.indent is None:
                right = trail + right
        return f'{left}{text}{right}'

    def repr_list(self, x, level):
        return self._repr_iterable(x, level, '[', ']', self.maxlist)

    def repr_tuple(self, x, level):
        return self._repr_iterable(x, level, '(', ')', self.maxtuple, ',')

    def repr_deque(self, x, level):
        return self._repr_iterable(x, level, 'deque([', '])', self.maxdeque)

    def repr_array(self, x, level):
        start = f"array('{x.typecode}'"
        return self._repr_iterable(x, level, start + ', [', '])', self.maxarray) if x else start + ')'

    def repr_set(self, x, level):
        return self._repr_set(x, level, 'set()', '{', '}', self.maxset)

    def repr_frozenset(self, x, level):
        return self._repr_set(x, level, 'frozenset()', 'frozenset({', '})', self.maxfrozenset)

    def _repr_set(self, x, level, empty, left, right, maxiter):
        if not x:
            return empty
        return self._repr_iterable(_possibly_sorted(x), level, left, right, maxiter)

    def repr_dict(self, x, level):
        if not x:
            return '{}'
        if level <= 0:
            return '{' + self.fillvalue + '}'
        pieces = [f'{self.repr1(key, level - 1)}: {self.repr1(x[key], level - 1)}'
                  for key in islice(_possibly_sorted(x), self.maxdict)]
        if len(x) > self.maxdict:
            pieces.append(self.fillvalue)
        return '{' + self._join(pieces, level) + '}'

    def _shorten(self, text, limit, again=None):
        if len(text) <= limit:
            return text
        head = max(0, (limit - 3) // 2)
        tail = max(0, limit - 3 - head)
        if again is not None:
            text = again(head, tail)
        return text[:head] + self.fillvalue + text[len(text) - tail:]

    def repr_str(self, x, level):
        # The repr of the two ends, so that no escape sequence is cut in the middle of a long str.
        return self._shorten(builtins.repr(x[:self.maxstring]), self.maxstring,
                             lambda head, tail: builtins.repr(x[:head] + x[len(x) - tail:]))

    def repr_int(self, x, level):
        try:
            text = builtins.repr(x)
        except ValueError as error:
            assert 'sys.set_int_max_str_digits()' in str(error)
            return f'<{x.__class__.__name__} instance at {id(x):#x}>'
        return self._shorten(text, self.maxlong)

    def repr_instance(self, x, level):
        try:
            text = builtins.repr(x)
        except Exception:
            return f'<{x.__class__.__name__} instance at {id(x):#x}>'
        return self._shorten(text, self.maxother)


aRepr = Repr()
repr = aRepr.repr
