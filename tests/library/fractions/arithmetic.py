# Fractions: made of numbers and texts, arithmetic with other types, rounding, formats.
from fractions import Fraction as F
import math
import operator

print(F(8, -6), F('-2.5e1'), F(' 7/21 '), F(0.125), F('1.10'), repr(F(3)))  # expect: -4/3 -25 1/3 1/8 11/10 Fraction(3, 1)
print(F(1, 3) + F(1, 6), F(1, 2) - 3, 2 * F(3, 4), F(1, 3) / 2, F(1, 2) * 0.5, F(1, 2) + 1j)  # expect: 1/2 -5/2 3/2 1/6 0.25 (0.5+1j)
print(F(7, 2) // F(2, 3), F(7, 2) % F(2, 3), divmod(-F(7, 2), 2), 5 // F(3, 2), 7.5 % F(2))  # expect: 5 1/6 (-2, Fraction(1, 2)) 3 1.5
print(F(2, 3) ** 2, F(2, 3) ** -2, F(-2, 3) ** -3, F(4) ** F(1, 2), 2 ** F(3), 2 ** F(-1), 2.0 ** F(1, 2) == math.sqrt(2))  # expect: 4/9 9/4 -27/8 2.0 8 1/2 True
print([round(F(n, 2)) for n in (1, 3, 5, -1, -3)], round(F(22, 7), 2), round(F(1234), -2))  # expect: [0, 2, 2, 0, -2] 157/50 1200
print([(math.floor(x), math.ceil(x), math.trunc(x), int(x)) for x in (F(7, 2), F(-7, 2))])  # expect: [(3, 4, 3, 3), (-4, -3, -3, -3)]
print([op(F(1, 2), x) for op in (operator.lt, operator.ge) for x in (1, F(1, 3), 0.5, math.inf, math.nan)])  # expect: [True, False, False, True, False, False, True, True, False, False]
print(F(1, 2) == 0.5, F(1, 2) == math.inf, F(1, 2) == 0.5 + 0j, F(1, 2) == 'x', hash(F(1, 2)) == hash(0.5))  # expect: True False True False True
print(F('3.14159').limit_denominator(10), F('3.14159').limit_denominator(150), F(1, 3).limit_denominator())  # expect: 22/7 355/113 1/3
print(f'{F(22, 7):.3f} {F(22, 7):>8} {F(-1, 3):08.2f} {F(1, 3):.1%} {F(10**7, 3):,.2f} {F(1, 3):+.3e} {F(5):#}')  # expect: 3.143     22/7 -0000.33 33.3% 3,333,333.33 +3.333e-01 5/1
for act in (lambda: F(1, 0), lambda: F('1/0'), lambda: F('x'), lambda: F(None), lambda: F(0) ** -1, lambda: F(1) / 0,
            lambda: F(1) < 1j, lambda: f'{F(1):<05.1f}', lambda: F.from_float('1'), lambda: F(1).limit_denominator(0)):
    try:
        act()
    except (ArithmeticError, ValueError, TypeError) as error:
        print(type(error).__name__, error)
# expect: ZeroDivisionError Fraction(1, 0)
# expect: ZeroDivisionError Fraction(1, 0)
# expect: ValueError Invalid literal for Fraction: 'x'
# expect: TypeError argument should be a string or a Rational instance
# expect: ZeroDivisionError Fraction(1, 0)
# expect: ZeroDivisionError Fraction(1, 0)
# expect: TypeError '<' not supported between instances of 'Fraction' and 'complex'
# expect: ValueError Invalid format specifier '<05.1f' for object of type 'Fraction'
# expect: TypeError Fraction.from_float() only takes floats, not '1' (str)
# expect: ValueError max_denominator should be at least 1
