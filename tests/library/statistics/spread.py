"""Variances are exact, and their roots correctly rounded."""
from decimal import Decimal as D
from fractions import Fraction as F
from statistics import *

data = [2.75, 1.75, 1.25, 0.25, 0.5, 1.25, 3.5]
print(variance(data), pvariance(data), stdev(data), pstdev(data))  # expect: 1.3720238095238095 1.1760204081632653 1.171334200612195 1.084444746477784
print(variance(data, mean(data)), pvariance(data, 1), variance([F(1, 6), F(1, 2), F(5, 3)]))  # expect: 1.3720238095238095 1.5446428571428572 67/108
print(repr(variance([D('27.5'), D('30.25'), D('30.25'), D('34.5')])), repr(stdev([D('1.1'), D('2.3'), D('9.7')])))  # expect: Decimal('8.354166666666666666666666667') Decimal('4.657610259922284795607532615')
print(stdev([1e200, 2e200, 4e200]), stdev([1e-200, 3e-200]), pstdev([1, 1, 1]), variance([1, 2, 3, 4]), variance([1, 3]))  # expect: 1.5275252316519467e+200 1.414213562373095e-200 0.0 1.6666666666666667 2
print(pvariance([float('inf'), 1.0]), variance([float('nan'), 1.0]))  # expect: inf nan
for function in variance, stdev, pvariance, pstdev:
    try:
        function([])
    except StatisticsError as error:
        print(error)
# expect: variance requires at least two data points
# expect: stdev requires at least two data points
# expect: pvariance requires at least one data point
# expect: pstdev requires at least one data point
