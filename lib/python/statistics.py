"""Basic statistics of numeric data: averages, spread, relations, densities.

Averages: mean, fmean, geometric_mean, harmonic_mean, median, median_low,
median_high, median_grouped, mode, multimode, quantiles. Spread: pvariance,
variance, pstdev, stdev. Two inputs: covariance, correlation,
linear_regression. Densities: NormalDist, kde, kde_random.

>>> mean([1, 2, 3, 4, 4])
2.8
>>> median([2, 3, 4, 5])
3.5
>>> pstdev([2, 4, 4, 4, 5, 5, 7, 9])
2.0
"""

__all__ = ['NormalDist', 'StatisticsError', 'correlation', 'covariance', 'fmean',
           'geometric_mean', 'harmonic_mean', 'kde', 'kde_random', 'linear_regression', 'mean',
           'median', 'median_grouped', 'median_high', 'median_low', 'mode', 'multimode',
           'pstdev', 'pvariance', 'quantiles', 'stdev', 'variance']

import math
import numbers
import random
from bisect import bisect_left, bisect_right
from collections import Counter, namedtuple
from decimal import Decimal
from itertools import count, groupby, repeat
from math import erf, erfc, exp, fabs, fsum, hypot, isinf, isnan, log, sqrt, sumprod, tau
from operator import itemgetter

from _statistics_exact import (
    common_type as _coerce,
    convert as _convert,
    decimal_root as _decimal_sqrt_of_frac,
    exact_ratio as _exact_ratio,
    exact_sum as _sum,
    float_root as _float_sqrt_of_frac,
    is_finite as _isfinite,
    odd_root as _integer_sqrt_of_frac_rto,
    squared_deviations as _ss,
)
from _statistics_kernels import KERNELS, normal_inverse

_SQRT2 = sqrt(2.0)


class StatisticsError(ValueError):
    pass


def _require(condition, message):
    if not condition:
        raise StatisticsError(message)


def _fail_neg(values, errmsg='negative value'):
    """The values as they come; StatisticsError at the first negative one."""
    for value in values:
        _require(not value < 0, errmsg)
        yield value


# ---- means -------------------------------------------------------------------


def mean(data):
    """The arithmetic mean: the sum divided by the number of data points.

    >>> mean([1, 2, 3, 4, 4])
    2.8
    >>> from fractions import Fraction as F
    >>> mean([F(3, 7), F(1, 21), F(5, 3), F(1, 3)])
    Fraction(13, 21)
    """
    kind, total, size = _sum(data)
    _require(size > 0, 'mean requires at least one data point')
    return _convert(total / size, kind)


def fmean(data, weights=None):
    """The arithmetic mean in floats, perhaps weighted; faster than mean().

    >>> fmean([3.5, 4.0, 5.25])
    4.25
    """
    if weights is not None:
        return _weighted_fmean(data, weights)
    if not hasattr(data, '__len__'):
        data = list(data)
    total = fsum(data)
    _require(len(data) > 0, 'fmean requires at least one data point')
    return total / len(data)


def _weighted_fmean(data, weights):
    if not isinstance(weights, (list, tuple)):
        weights = list(weights)
    try:
        total = sumprod(data, weights)
    except ValueError:
        raise StatisticsError('data and weights must be the same length')
    weight = fsum(weights)
    _require(weight, 'sum of weights must be non-zero')
    return total / weight


def geometric_mean(data):
    """The geometric mean, in floats. No value may be negative.

    >>> round(geometric_mean([54, 24, 36]), 9)
    36.0
    """
    logarithms, size, has_zero = [], 0, False
    for number in data:
        size += 1
        if number > 0.0 or isnan(number):
            logarithms.append(log(number))
        elif number == 0.0:
            has_zero = True
        else:
            raise StatisticsError('No negative inputs allowed', number)
    _require(size, 'Must have a non-empty dataset')
    total = fsum(logarithms)
    if isnan(total) or (has_zero and total == math.inf):
        return math.nan
    return 0.0 if has_zero else exp(total / size)


def harmonic_mean(data, weights=None):
    """The reciprocal of the mean of the reciprocals, perhaps weighted.

    >>> harmonic_mean([40, 60])
    48.0
    >>> harmonic_mean([40, 60], weights=[5, 30])
    56.0
    """
    negative = 'harmonic mean does not support negative values'
    data = list(data)
    _require(data, 'harmonic_mean requires at least one data point')
    if weights is None:
        if len(data) == 1:
            return _harmonic_of_one(data[0], negative)
        weights, weight = repeat(1), len(data)
    else:
        weights = list(weights)
        _require(len(weights) == len(data), 'Number of weights does not match data size')
        weight = _sum(_fail_neg(weights, negative))[1]
    pairs = zip(weights, _fail_neg(data, negative))
    try:
        kind, total, _ = _sum(w / x if w else 0 for w, x in pairs)
    except ZeroDivisionError:
        return 0
    _require(not total <= 0, 'Weighted sum must be positive')
    return _convert(weight / total, kind)


def _harmonic_of_one(number, negative):
    if not isinstance(number, (numbers.Real, Decimal)):
        raise TypeError('unsupported type')
    _require(not number < 0, negative)
    return number


# ---- the middle --------------------------------------------------------------


def _sorted_data(data):
    data = sorted(data)
    _require(data, 'no median for empty data')
    return data


def median(data):
    """The middle value; between two middle ones, their mean.

    >>> median([1, 3, 5, 7])
    4.0
    """
    data = _sorted_data(data)
    middle, odd = divmod(len(data), 2)
    return data[middle] if odd else (data[middle - 1] + data[middle]) / 2


def median_low(data):
    """The middle value; of two middle ones the smaller.

    >>> median_low([1, 3, 5, 7])
    3
    """
    data = _sorted_data(data)
    return data[(len(data) - 1) // 2]


def median_high(data):
    """The middle value; of two middle ones the larger.

    >>> median_high([1, 3, 5, 7])
    5
    """
    data = _sorted_data(data)
    return data[len(data) // 2]


def median_grouped(data, interval=1.0):
    """The 50th percentile of data grouped around the midpoints of intervals.

    >>> median_grouped([52, 52, 53, 54])
    52.5
    """
    data = _sorted_data(data)
    middle = data[len(data) // 2]
    below = bisect_left(data, middle)
    inside = bisect_right(data, middle, lo=below) - below
    try:
        interval, middle = float(interval), float(middle)
    except ValueError:
        raise TypeError('Value cannot be converted to a float')
    return middle - interval / 2.0 + interval * (len(data) / 2 - below) / inside


def mode(data):
    """The most common value, the first of them to appear.

    >>> mode(["red", "blue", "blue", "red", "green", "red", "red"])
    'red'
    """
    most_common = Counter(iter(data)).most_common(1)
    _require(most_common, 'no mode for empty data')
    return most_common[0][0]


def multimode(data):
    """A list of the most common values, in order of their first appearance.

    >>> multimode('aabbbbccddddeeffffgg')
    ['b', 'd', 'f']
    """
    counts = Counter(iter(data))
    highest = max(counts.values(), default=0)
    return [value for value, times in counts.items() if times == highest]


def quantiles(data, *, n=4, method='exclusive'):
    """The n - 1 values that cut the data into n parts of equal probability.

    The method 'inclusive' takes the extremes of the data for those of the
    population; 'exclusive' lets the population have more extreme ones.
    """
    _require(n >= 1, 'n must be at least 1')
    data = sorted(data)
    size = len(data)
    if size < 2:
        _require(size, 'must have at least one data point')
        return data * (n - 1)
    if method not in ('inclusive', 'exclusive'):
        raise ValueError(f'Unknown method: {method!r}')
    inclusive = method == 'inclusive'
    result = []
    for i in range(1, n):
        if inclusive:
            left, share = divmod(i * (size - 1), n)
        else:
            left = min(max(i * (size + 1) // n, 1), size - 1) - 1
            share = i * (size + 1) - (left + 1) * n
        result.append((data[left] * (n - share) + data[left + 1] * share) / n)
    return result


# ---- spread ------------------------------------------------------------------


def _mean_square(data, center, minimum, message):
    """(type, mean of the squared deviations); a sample has a degree of freedom less."""
    kind, total, _, size = _ss(data, center)
    _require(size >= minimum, message)
    return kind, total / (size - minimum + 1)


def _root(kind, square):
    root = _decimal_sqrt_of_frac if issubclass(kind, Decimal) else _float_sqrt_of_frac
    return root(square.numerator, square.denominator)


def variance(data, xbar=None):
    """The variance of a sample; xbar is its mean, if that is known already.

    >>> variance([2.75, 1.75, 1.25, 0.25, 0.5, 1.25, 3.5])
    1.3720238095238095
    """
    kind, square = _mean_square(data, xbar, 2, 'variance requires at least two data points')
    return _convert(square, kind)


def pvariance(data, mu=None):
    """The variance of a whole population; mu is its mean, if that is known.

    >>> pvariance([0.0, 0.25, 0.25, 1.25, 1.5, 1.75, 2.75, 3.25])
    1.25
    """
    kind, square = _mean_square(data, mu, 1, 'pvariance requires at least one data point')
    return _convert(square, kind)


def stdev(data, xbar=None):
    """The standard deviation of a sample: the root of its variance.

    >>> stdev([1.5, 2.5, 2.5, 2.75, 3.25, 4.75])
    1.0810874155219827
    """
    return _root(*_mean_square(data, xbar, 2, 'stdev requires at least two data points'))


def pstdev(data, mu=None):
    """The standard deviation of a whole population.

    >>> pstdev([1.5, 2.5, 2.5, 2.75, 3.25, 4.75])
    0.986893273527251
    """
    return _root(*_mean_square(data, mu, 1, 'pstdev requires at least one data point'))


def _mean_stdev(data):
    """Both in floats, of a sample."""
    _, total, center, size = _ss(data)
    _require(size >= 2, 'stdev requires at least two data points')
    square = total / (size - 1)
    try:
        return float(center), _float_sqrt_of_frac(square.numerator, square.denominator)
    except AttributeError:  # an infinity or NaN
        return float(center), float(center) / float(total)


# ---- two inputs --------------------------------------------------------------


def _check_pairs(x, y, what):
    if len(x) != len(y):
        raise StatisticsError(f'{what} requires that both inputs have same number of data points')
    _require(len(x) >= 2, f'{what} requires at least two data points')


def _centered(data):
    center = fsum(data) / len(data)
    return [number - center for number in data]


def _sqrtprod(x, y):
    """sqrt(x * y), more precisely, and without overflow or underflow on the way."""
    root = sqrt(x * y)
    lost = isinf(root) and not (isinf(x) or isinf(y)) or (root == 0.0 and x and y)
    if lost:
        scale = 2.0 ** (-512 if root else 537)
        return _sqrtprod(scale * x, scale * y) / scale
    if not root or not math.isfinite(root):
        return root
    return root + sumprod((x, root), (y, -root)) / (2.0 * root)


def covariance(x, y, /):
    """The sample covariance: how much two inputs vary together.

    >>> covariance([1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 2, 3, 1, 2, 3, 1, 2, 3])
    0.75
    """
    _check_pairs(x, y, 'covariance')
    return sumprod(_centered(x), _centered(y)) / (len(x) - 1)


def _rank(data, /, *, key=None, reverse=False, ties='average', start=1):
    """The rank of each value; equal values share the average of theirs.

    >>> _rank([31, 56, 31, 25, 75, 18])
    [3.5, 5.0, 3.5, 2.0, 6.0, 1.0]
    """
    if ties != 'average':
        raise ValueError(f'Unknown tie resolution method: {ties!r}')
    if key is not None:
        data = map(key, data)
    ordered = sorted(zip(data, count()), reverse=reverse)
    ranks, first = [0] * len(ordered), start
    for _, group in groupby(ordered, key=itemgetter(0)):
        places = [place for _, place in group]
        for place in places:
            ranks[place] = first + (len(places) - 1) / 2
        first += len(places)
    return ranks


def correlation(x, y, /, *, method='linear'):
    """Pearson's correlation coefficient, or Spearman's (method='ranked').

    >>> correlation([1, 2, 3], [3, 2, 1])
    -1.0
    """
    _check_pairs(x, y, 'correlation')
    if method == 'ranked':
        start = (len(x) - 1) / -2  # the ranks' mean is 0
        x, y = _rank(x, start=start), _rank(y, start=start)
    elif method == 'linear':
        x, y = _centered(x), _centered(y)
    else:
        raise ValueError(f'Unknown method: {method!r}')
    try:
        return sumprod(x, y) / _sqrtprod(sumprod(x, x), sumprod(y, y))
    except ZeroDivisionError:
        raise StatisticsError('at least one of the inputs is constant')


LinearRegression = namedtuple('LinearRegression', ('slope', 'intercept'))


def linear_regression(x, y, /, *, proportional=False):
    """Slope and intercept of the line that fits best, by least squares.

    A proportional one goes through the origin.

    >>> linear_regression([1, 2, 3], [5, 7, 9])
    LinearRegression(slope=2.0, intercept=3.0)
    """
    _check_pairs(x, y, 'linear regression')
    center_x = center_y = 0.0
    if not proportional:
        center_x, center_y = fsum(x) / len(x), fsum(y) / len(y)
        x, y = _centered(x), _centered(y)
    try:
        slope = (sumprod(x, y) + 0.0) / sumprod(x, x)
    except ZeroDivisionError:
        raise StatisticsError('x is constant')
    intercept = 0.0 if proportional else center_y - slope * center_x
    return LinearRegression(slope=slope, intercept=intercept)


# ---- the normal distribution -------------------------------------------------


def _normal_dist_inv_cdf(p, mu, sigma):
    return mu + normal_inverse(p) * sigma


class NormalDist:
    "Normal distribution of a random variable"

    __slots__ = {'_mu': 'Arithmetic mean of a normal distribution',
                 '_sigma': 'Standard deviation of a normal distribution'}

    def __init__(self, mu=0.0, sigma=1.0):
        "NormalDist where mu is the mean and sigma is the standard deviation."
        _require(not sigma < 0.0, 'sigma must be non-negative')
        self._mu, self._sigma = float(mu), float(sigma)

    @classmethod
    def from_samples(cls, data):
        "Make a normal distribution instance from sample data."
        return cls(*_mean_stdev(data))

    def samples(self, n, *, seed=None):
        "Generate *n* samples for a given mean and standard deviation."
        source = random if seed is None else random.Random(seed)
        return [_normal_dist_inv_cdf(source.random(), self._mu, self._sigma) for _ in range(n)]

    def pdf(self, x):
        "Probability density function.  P(x <= X < x+dx) / dx"
        variance, distance = self.variance, x - self._mu
        _require(variance, 'pdf() not defined when sigma is zero')
        return exp(distance * distance / (-2.0 * variance)) / sqrt(tau * variance)

    def cdf(self, x):
        "Cumulative distribution function.  P(X <= x)"
        _require(self._sigma, 'cdf() not defined when sigma is zero')
        return 0.5 * (1.0 + erf((x - self._mu) / (self._sigma * _SQRT2)))

    def inv_cdf(self, p):
        "Inverse cumulative distribution function: x such that P(X <= x) = p."
        _require(not (p <= 0.0 or p >= 1.0), 'p must be in the range 0.0 < p < 1.0')
        return _normal_dist_inv_cdf(p, self._mu, self._sigma)

    def quantiles(self, n=4):
        "The n - 1 cut points of n intervals of equal probability."
        return [self.inv_cdf(i / n) for i in range(1, n)]

    def overlap(self, other):
        """The area that the curves of both distributions have in common: 0.0 to 1.0.

        >>> NormalDist(2.4, 1.6).overlap(NormalDist(3.2, 2.0))
        0.8035050657330205
        """
        if not isinstance(other, NormalDist):
            raise TypeError('Expected another NormalDist instance')
        narrow, wide = sorted((self, other), key=lambda one: (one._sigma, one._mu))
        _require(narrow.variance and wide.variance, 'overlap() not defined when sigma is zero')
        variances = wide.variance - narrow.variance
        distance = fabs(wide._mu - narrow._mu)
        if not variances:
            return erfc(distance / (2.0 * narrow._sigma * _SQRT2))
        middle = narrow._mu * wide.variance - wide._mu * narrow.variance
        ratio = log(wide.variance / narrow.variance)
        aside = narrow._sigma * wide._sigma * sqrt(distance * distance + variances * ratio)

        def gap(x):
            return fabs(wide.cdf(x) - narrow.cdf(x))

        return 1.0 - (gap((middle + aside) / variances) + gap((middle - aside) / variances))

    def zscore(self, x):
        "The number of standard deviations x is above or below the mean."
        _require(self._sigma, 'zscore() not defined when sigma is zero')
        return (x - self._mu) / self._sigma

    mean = property(lambda self: self._mu, doc="Arithmetic mean of the normal distribution.")
    median = property(lambda self: self._mu, doc="Return the median of the normal distribution")
    mode = property(lambda self: self._mu, doc="The value of x with the highest density.")
    stdev = property(lambda self: self._sigma,
                     doc="Standard deviation of the normal distribution.")
    variance = property(lambda self: self._sigma * self._sigma,
                        doc="Square of the standard deviation.")

    # Constants shift and scale; independent normal variables add up.

    def __add__(self, other):
        if isinstance(other, NormalDist):
            return NormalDist(self._mu + other._mu, hypot(self._sigma, other._sigma))
        return NormalDist(self._mu + other, self._sigma)

    def __sub__(self, other):
        if isinstance(other, NormalDist):
            return NormalDist(self._mu - other._mu, hypot(self._sigma, other._sigma))
        return NormalDist(self._mu - other, self._sigma)

    def __mul__(self, factor):
        return NormalDist(self._mu * factor, self._sigma * fabs(factor))

    def __truediv__(self, divisor):
        return NormalDist(self._mu / divisor, self._sigma / fabs(divisor))

    def __pos__(self):
        return NormalDist(self._mu, self._sigma)

    def __neg__(self):
        return NormalDist(-self._mu, self._sigma)

    __radd__ = __add__
    __rmul__ = __mul__

    def __rsub__(self, other):
        return -(self - other)

    def __eq__(self, other):
        if not isinstance(other, NormalDist):
            return NotImplemented
        return (self._mu, self._sigma) == (other._mu, other._sigma)

    def __hash__(self):
        return hash((self._mu, self._sigma))

    def __repr__(self):
        return f'{type(self).__name__}(mu={self._mu!r}, sigma={self._sigma!r})'

    def __getstate__(self):
        return self._mu, self._sigma

    def __setstate__(self, state):
        self._mu, self._sigma = state


# ---- density estimates -------------------------------------------------------

_kernel_invcdfs = {name: kernel.inverse for name, kernel in KERNELS.items()}


def _find_kernel(data, h, kernel):
    _require(len(data), 'Empty data sequence')
    if not isinstance(data[0], (int, float)):
        raise TypeError('Data sequence must contain ints or floats')
    if h <= 0.0:
        raise StatisticsError(f'Bandwidth h must be positive, not {h=!r}')
    if kernel not in KERNELS:
        raise StatisticsError(f'Unknown kernel name: {kernel!r}')
    return KERNELS[kernel]


def kde(data, h, kernel='normal', *, cumulative=False):
    """A function that estimates the density (or distribution) of the data.

    A kernel of bandwidth h stands on each data point: 'normal' (or 'gauss'),
    'logistic', 'sigmoid', 'rectangular' ('uniform'), 'triangular',
    'parabolic' ('epanechnikov'), 'quartic' ('biweight'), 'triweight' or
    'cosine'. What is appended to the data later counts, too.

    >>> density = kde([0.0, 1.0], h=1.0, kernel='triangular')
    >>> density(0.5)
    0.5
    """
    density, distribution, _, support = _find_kernel(data, h, kernel)
    ordered = sorted(data)

    def near(x):
        """How many points lie wholly to the left of x, and those that matter there."""
        nonlocal ordered
        if support is None:
            return 0, data
        if len(ordered) != len(data):
            ordered = sorted(data)
        first = bisect_left(ordered, x - h * support)
        return first, ordered[first:bisect_right(ordered, x + h * support)]

    def pdf(x):
        _, points = near(x)
        return sum(density((x - point) / h) for point in points) / (len(data) * h)

    def cdf(x):
        before, points = near(x)
        return sum((distribution((x - point) / h) for point in points), before) / len(data)

    cdf.__doc__ = f'CDF estimate with {h=!r} and {kernel=!r}'
    pdf.__doc__ = f'PDF estimate with {h=!r} and {kernel=!r}'
    return cdf if cumulative else pdf


def kde_random(data, h, kernel='normal', *, seed=None):
    """A function that draws random numbers from the density kde() estimates.

    The seed, an int, float, str or bytes, makes the numbers repeatable.

    >>> draw = kde_random([-2.1, -1.3, 1.9], h=0.5, seed=8675309)
    >>> -6.0 < draw() < 6.0
    True
    """
    inverse = _find_kernel(data, h, kernel).inverse
    source = random.Random(seed)
    uniform, choice = source.random, source.choice

    def rand():
        return choice(data) + h * inverse(uniform())

    rand.__doc__ = f'Random KDE selection with {h=!r} and {kernel=!r}'
    return rand
