"""bisect's functions in Python, for where the native ones are not to be had."""

__all__ = ['bisect_right', 'bisect_left', 'insort_right', 'insort_left']


def _find(a, x, lo, hi, key, right):
    if lo < 0:
        raise ValueError('lo must be non-negative')
    if hi is None:
        hi = len(a)
    while lo < hi:
        mid = (lo + hi) // 2
        item = a[mid] if key is None else key(a[mid])
        if x < item if right else not item < x:
            hi = mid
        else:
            lo = mid + 1
    return lo


def bisect_right(a, x, lo=0, hi=None, *, key=None):
    """Return the index where to insert x in a sorted list a: after equal items."""
    return _find(a, x, lo, hi, key, True)


def bisect_left(a, x, lo=0, hi=None, *, key=None):
    """Return the index where to insert x in a sorted list a: before equal items."""
    return _find(a, x, lo, hi, key, False)


def insort_right(a, x, lo=0, hi=None, *, key=None):
    """Insert item x in list a, and keep it sorted assuming a is sorted: after equal items."""
    lo = _find(a, x if key is None else key(x), lo, hi, key, True)
    a.insert(lo, x)


def insort_left(a, x, lo=0, hi=None, *, key=None):
    """Insert item x in list a, and keep it sorted assuming a is sorted: before equal items."""
    lo = _find(a, x if key is None else key(x), lo, hi, key, False)
    a.insert(lo, x)
