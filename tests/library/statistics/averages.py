"""Averages are exact for any mixture of numbers and keep their type."""
from decimal import Decimal as D
from fractions import Fraction as F
from statistics import *

print(mean([1, 2, 3, 4, 4]), mean([-1.0, 2.5, 3.25, 5.75]), mean([F(3, 7), F(1, 21), F(5, 3), F(1, 3)]))  # expect: 2.8 2.625 13/21
print(repr(mean([D('0.5'), D('0.75'), D('0.625'), D('0.375')])), mean([1, F(1, 2), 2.5]), mean([1e308, 1e308, -1e308]))  # expect: Decimal('0.5625') 1.3333333333333333 3.333333333333333e+307
print(fmean([3.5, 4.0, 5.25]), fmean([85, 92, 83, 91], [0.2, 0.2, 0.3, 0.3]), fmean(x for x in (1, 2)))  # expect: 4.25 87.6 1.5
print(geometric_mean([54, 24, 36]), geometric_mean([0, 5]), harmonic_mean([40, 60]), harmonic_mean([40, 60], [5, 30]))  # expect: 36.000000000000014 0.0 48.0 56.0
print(harmonic_mean([0, 3]), harmonic_mean([F(1, 3), 2]), harmonic_mean([D(3)]))  # expect: 0 0.5714285714285714 3
print(median([1, 3, 5]), median([1, 3, 5, 7]), median_low([1, 3, 5, 7]), median_high([1, 3, 5, 7]))  # expect: 3 4.0 3 5
print(median_grouped([1, 2, 2, 3, 4, 4, 4, 4, 4, 5]), median_grouped([1, 3, 3, 5, 7], interval=2))  # expect: 3.7 3.5
print(mode([1, 1, 2, 3, 3, 3, 3, 4]), mode('red blue blue red'.split()), multimode('aabbbbccddddeeffffgg'), multimode(''))  # expect: 3 red ['b', 'd', 'f'] []
print(quantiles(range(1, 12)), quantiles([1, 2], n=4), quantiles([1, 5, 9], n=3, method='inclusive'), quantiles([7]))  # expect: [3.0, 6.0, 9.0] [0.75, 1.5, 2.25] [3.6666666666666665, 6.333333333333333] [7, 7, 7]
for action in (lambda: mean([]), lambda: fmean([1], [0]), lambda: fmean([1], [1, 2]), lambda: geometric_mean([-1]),
               lambda: harmonic_mean([-1, 2]), lambda: median([]), lambda: mode([]), lambda: quantiles([]),
               lambda: quantiles([1], n=0), lambda: quantiles([1, 2], method='x'), lambda: mean(['a']),
               lambda: harmonic_mean(['x'])):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error)
# expect: StatisticsError mean requires at least one data point
# expect: StatisticsError sum of weights must be non-zero
# expect: StatisticsError data and weights must be the same length
# expect: StatisticsError ('No negative inputs allowed', -1)
# expect: StatisticsError harmonic mean does not support negative values
# expect: StatisticsError no median for empty data
# expect: StatisticsError no mode for empty data
# expect: StatisticsError must have at least one data point
# expect: StatisticsError n must be at least 1
# expect: ValueError Unknown method: 'x'
# expect: TypeError can't convert type 'str' to numerator/denominator
# expect: TypeError unsupported type
