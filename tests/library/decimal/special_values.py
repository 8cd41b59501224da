"""Infinities, signed zeros and NaNs with their payloads."""
from decimal import *

D = Decimal
setcontext(Context(prec=9, traps=[]))
inf, nan = D('Infinity'), D('NaN')
print(inf + 1, inf - inf, inf * 0, 1 / inf, inf / inf, inf % 3, 3 % inf, inf // 2)  # expect: Infinity NaN NaN 0E-1000007 NaN NaN 3 Infinity
print(D('-0') + 0, D('-0') * 5, D(0) ** 0, D(0) / 0, D(1) / 0, D(-1) // 0, D(1) % 0)  # expect: 0 -0 NaN NaN Infinity -Infinity NaN
print(D('NaN123') + 1, D('-sNaN42') + 1, D('sNaN9').copy_negate(), D('NaN1') + D('sNaN2'))  # expect: NaN123 -NaN42 -sNaN9 NaN2
print(nan == nan, nan != nan, nan < 1, D('sNaN') == 1, inf == float('inf'), D('-0') == 0)  # expect: False True False False True True
print(D('NaN1234567890') + 1, getcontext().create_decimal('NaN1234567890'))  # expect: NaN234567890 NaN
print([D(x).number_class() for x in ('NaN', '-sNaN', '-inf', '-0', '1E-1000020', '7')])  # expect: ['NaN', 'sNaN', '-Infinity', '-Zero', '+Subnormal', '+Normal']
print(D('sNaN').is_snan(), nan.is_qnan(), inf.is_infinite(), D('-0').is_signed(), D(0).is_zero())  # expect: True True True True True
print(D('-Infinity').as_tuple(), D('NaN12').as_tuple(), D('-0.00').as_tuple())  # expect: DecimalTuple(sign=1, digits=(0,), exponent='F') DecimalTuple(sign=0, digits=(1, 2), exponent='n') DecimalTuple(sign=1, digits=(0,), exponent=-2)
print(D('-inf').exp(), inf.ln(), D(0).ln(), D(-1).ln(), inf.sqrt(), D(-1).sqrt(), inf ** -1)  # expect: 0 Infinity -Infinity NaN Infinity NaN 0
print(bool(nan), bool(D('0.00')), bool(D('0.01')), hash(inf), hash(-inf))  # expect: True False True 314159 -314159
