"""Covariance, correlation and linear regression of two inputs."""
from statistics import *

x, y = [1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 2, 3, 1, 2, 3, 1, 2, 3]
print(covariance(x, y), covariance(x, x[::-1]), correlation(x, x), correlation(x, x[::-1]), correlation(x, y))  # expect: 0.75 -7.5 1.0 -1.0 0.31622776601683794
print(correlation([1, 2, 3, 50], [1, 20, 30, 31], method='ranked'), correlation([1, 1, 2], [5, 6, 6], method='ranked'))  # expect: 1.0 0.5
print(correlation([1e150, 2e150, 4e150], [1, 2, 3]))  # expect: 0.9819805060619657
print(linear_regression([1971, 1975, 1979, 1982, 1983], [1, 2, 3, 4, 5]))  # expect: LinearRegression(slope=0.31, intercept=-610.18)
print(linear_regression(x, y, proportional=True), linear_regression([1, 2], [5, 5]))  # expect: LinearRegression(slope=0.3368421052631579, intercept=0.0) LinearRegression(slope=0.0, intercept=5.0)
for action in (lambda: covariance([1], [1]), lambda: correlation([1, 2], [1]), lambda: correlation([1, 1], [1, 2]),
               lambda: correlation([1, 2], [1, 2], method='x'), lambda: linear_regression([2, 2], [1, 3])):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error)
# expect: StatisticsError covariance requires at least two data points
# expect: StatisticsError correlation requires that both inputs have same number of data points
# expect: StatisticsError at least one of the inputs is constant
# expect: ValueError Unknown method: 'x'
# expect: StatisticsError x is constant
