"""total_ordering of functools: comparisons that follow from one of them and equality."""

__name__ = 'functools'


def _derived(name, root, negate, or_equal):
    """A comparison made of the `root` one: its negation or not, and with or without equality.

    or_equal is None, 'or' (holds if equal too) or 'and' (holds only if unequal).
    """
    def compare(self, other):
        result = getattr(type(self), root)(self, other)
        if result is NotImplemented:
            return result
        if negate:
            result = not result
        if or_equal == 'or':
            return result or self == other
        if or_equal == 'and':
            return result and self != other
        return result

    compare.__name__ = name
    compare.__qualname__ = f'_{name.strip("_")}_from_{root.strip("_")}'
    compare.__doc__ = getattr(int, name).__doc__
    return compare


# By root, the first of those that a class has being taken: the others.
_derivations = {root: [_derived(name, root, *how) for name, *how in others] for root, others in {
    '__lt__': [('__gt__', True, 'and'), ('__le__', False, 'or'), ('__ge__', True, None)],
    '__le__': [('__ge__', True, 'or'), ('__lt__', False, 'and'), ('__gt__', True, None)],
    '__gt__': [('__lt__', True, 'and'), ('__ge__', False, 'or'), ('__le__', True, None)],
    '__ge__': [('__le__', True, 'or'), ('__gt__', False, 'and'), ('__lt__', True, None)],
}.items()}

# Pickles name the functions as attributes of functools.
globals().update((function.__qualname__, function)
                 for functions in _derivations.values() for function in functions)


def total_ordering(cls):
    """Class decorator that adds the ordering methods missing, given one of them and __eq__"""
    roots = {op for op in _derivations if getattr(cls, op, None) is not getattr(object, op, None)}
    if not roots:
        raise ValueError('must define at least one ordering operation: < > <= >=')
    for function in _derivations[max(roots)]:       # __lt__ before __le__, __gt__, __ge__
        if function.__name__ not in roots:
            setattr(cls, function.__name__, function)
    return cls
