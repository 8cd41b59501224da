"""Exact sums and roots, on which statistics stands.

Data of any mixture of int, float, Fraction and Decimal are added as exact
fractions, one partial sum for each denominator; infinities and NaNs are
collected under the denominator None. The result then goes back to the type
that the data's types agree on.
"""

from decimal import Decimal
from fractions import Fraction
from functools import reduce
from itertools import groupby
from math import isfinite, isqrt


def is_finite(number):
    try:
        return number.is_finite()
    except AttributeError:
        return isfinite(number)


# ---- types -------------------------------------------------------------------


def common_type(left, right):
    """The type for sums of both; int gives way to all, Fraction to float."""
    assert left is not bool, "initial type T is bool"
    if left is right or right in (int, bool):
        return left
    if left is int or issubclass(right, left):
        return right
    if issubclass(left, right):
        return left
    for one, other in ((left, right), (right, left)):
        if issubclass(one, int):
            return other
    for one, other in ((left, right), (right, left)):
        if issubclass(one, Fraction) and issubclass(other, float):
            return other
    raise TypeError(f"don't know how to coerce {left.__name__} and {right.__name__}")


def exact_ratio(number):
    """Numerator and denominator; (number, None) for what is not finite."""
    try:
        return number.as_integer_ratio()
    except AttributeError:
        pass
    except (OverflowError, ValueError):
        assert not is_finite(number)
        return number, None
    try:
        return number.numerator, number.denominator
    except AttributeError:
        kind = type(number).__name__
        raise TypeError(f"can't convert type '{kind}' to numerator/denominator") from None


def convert(value, kind):
    """The exact value as one of the type; an int that would have to be rounded as a float."""
    if type(value) is kind:
        return value
    if issubclass(kind, int) and value.denominator != 1:
        kind = float
    try:
        return kind(value)
    except TypeError:
        if not issubclass(kind, Decimal):
            raise
        return kind(value.numerator) / value.denominator


# ---- sums --------------------------------------------------------------------


class Partials(dict):
    """Sums of numerators, by denominator."""

    def add(self, denominator, numerator):
        self[denominator] = self.get(denominator, 0) + numerator

    def total(self, power=1):
        """The sum, each denominator taken to the power; an infinity or NaN if there was one."""
        if None in self:
            return self[None]
        return sum((Fraction(n, d ** power) for d, n in self.items()), Fraction(0))


def exact_sum(data):
    """(type, exact sum, number of items)"""
    kinds, partials, count = set(), Partials(), 0
    for kind, numbers in groupby(data, type):
        kinds.add(kind)
        for numerator, denominator in map(exact_ratio, numbers):
            partials.add(denominator, numerator)
            count += 1
    return reduce(common_type, kinds, int), partials.total(), count


def squared_deviations(data, center=None):
    """(type, sum of squared deviations from the center, center, number of items)

    The center is the mean unless it is given.
    """
    if center is not None:
        kind, total, count = exact_sum((d := x - center) * d for x in data)
        return kind, total, center, count
    kinds, sums, squares, count = set(), Partials(), Partials(), 0
    for kind, numbers in groupby(data, type):
        kinds.add(kind)
        for numerator, denominator in map(exact_ratio, numbers):
            sums.add(denominator, numerator)
            squares.add(denominator, numerator * numerator)
            count += 1
    kind = reduce(common_type, kinds, int)
    if not count:
        return kind, Fraction(0), Fraction(0), 0
    total = sums.total()
    if None in sums:
        return kind, total, total, count
    return kind, (count * squares.total(2) - total * total) / count, total / count, count


# ---- roots -------------------------------------------------------------------


def odd_root(n, m):
    """The integer root of n/m; if that is not exact, made odd: rounds right with 3 bits more."""
    root = isqrt(n // m)
    return root | (root * root * m != n)


def float_root(n, m):
    """sqrt(n / m), correctly rounded: from a root of at least 55 bits."""
    shift = (n.bit_length() - m.bit_length() - 109) // 2
    if shift < 0:
        return odd_root(n << -2 * shift, m) / (1 << -shift)
    return (odd_root(n, m << 2 * shift) << shift) / 1


def decimal_root(n, m):
    """sqrt(n / m), correctly rounded: the quotient's root or a neighbour of it."""
    if not n:
        return Decimal('0.0')
    if n < 0:
        n, m = -n, -m
    root = (Decimal(n) / Decimal(m)).sqrt()
    square, above, below = Fraction(n, m), root.next_plus(), root.next_minus()
    if square > (Fraction(root) + Fraction(above)) ** 2 / 4:
        return above
    if square < (Fraction(root) + Fraction(below)) ** 2 / 4:
        return below
    return root
