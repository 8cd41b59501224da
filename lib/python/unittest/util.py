"""Various utility functions."""

from collections import Counter, namedtuple
from os.path import commonprefix

__unittest = True

# how much of long texts is shown
_MAX_LENGTH = 80
_SHORT = 5  # what is left of the beginning, the common part or the end
_PLACEHOLDER_LEN = len("[1234567 chars]") - 3
_MIN_DIFF_LEN = _MAX_LENGTH - 3 * _SHORT - 2 * _PLACEHOLDER_LEN


def _shorten(s, prefixlen, suffixlen):
    skip = len(s) - prefixlen - suffixlen
    if skip <= _PLACEHOLDER_LEN:
        return s
    return f"{s[:prefixlen]}[{skip} chars]{s[len(s) - suffixlen:]}"


def _common_shorten_repr(*args):
    """The reprs, where what all begin with is cut short if they are long."""
    reprs = tuple(map(safe_repr, args))
    longest = max(map(len, reprs))
    if longest <= _MAX_LENGTH:
        return reprs
    prefix = commonprefix(reprs)
    rests = [text[len(prefix):] for text in reprs]
    room = _MAX_LENGTH - (longest - len(prefix) + _SHORT + _PLACEHOLDER_LEN)
    if room <= _SHORT:
        room = _SHORT
        rests = [_shorten(rest, _MIN_DIFF_LEN, _SHORT) for rest in rests]
    prefix = _shorten(prefix, _SHORT, room)
    return tuple(prefix + rest for rest in rests)


def safe_repr(obj, short=False):
    try:
        result = repr(obj)
    except Exception:
        result = object.__repr__(obj)
    if not short or len(result) < _MAX_LENGTH:
        return result
    return result[:_MAX_LENGTH] + " [truncated]..."


def strclass(cls):
    return f"{cls.__module__}.{cls.__qualname__}"


def sorted_list_difference(expected, actual):
    """(what only the first, what only the second has) of two sorted lists; repetitions do not
    count."""
    missing, unexpected = [], []
    left, right = expected[::-1], actual[::-1]
    while left and right:
        first, second = left[-1], right[-1]
        if first < second:
            missing.append(first)
        elif first > second:
            unexpected.append(second)
        if not first > second:
            _drop_last(left, first)
        if not first < second:
            _drop_last(right, second)
    return missing + left[::-1], unexpected + right[::-1]


def _drop_last(items, value):
    while items and items[-1] == value:
        items.pop()


def unorderable_list_difference(expected, actual):
    """(what only the first, what only the second has) of two lists, which are used up."""
    missing = []
    while expected:
        item = expected.pop()
        if item in actual:
            actual.remove(item)
        else:
            missing.append(item)
    return missing, actual


def three_way_cmp(x, y):
    """Return -1 if x < y, 0 if x == y and 1 if x > y"""
    return (x > y) - (x < y)


_Mismatch = namedtuple("Mismatch", "actual expected value")


def _count_diff_all_purpose(actual, expected):
    """The items of which one list has more, where they can only be compared."""
    counts = []  # [item, how often in actual, and in expected]
    for column, items in enumerate((actual, expected), 1):
        for item in items:
            row = next((row for row in counts if item == row[0]), None)
            if row is None:
                counts.append(row := [item, 0, 0])
            row[column] += 1
    return [_Mismatch(*both, item) for item, *both in counts if both[0] != both[1]]


def _count_diff_hashable(actual, expected):
    """The items of which one list has more, where they can be keys."""
    first, second = Counter(actual), Counter(expected)
    return [_Mismatch(first[item], second[item], item) for item in {**first, **second}
            if first[item] != second[item]]
