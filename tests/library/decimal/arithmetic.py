"""Results are exact, then rounded to the context's precision."""
from decimal import *

D = Decimal
print(D('1.33') + D('1.27'), D(1) - D('0.9'), D('1.20') * D('3.0'), D(1) / D(7))  # expect: 2.60 0.1 3.600 0.1428571428571428571428571429
print(D(7) // -2, D(7) % -2, divmod(D('-7.5'), 2), D(-7).remainder_near(2))  # expect: -3 1 (Decimal('-3'), Decimal('-1.5')) 1
print(D('1E+50') + D('1E-50'), D('1E+50') - D('1E-50'), D(1) + D('0E-100'))  # expect: 1.000000000000000000000000000E+50 1.000000000000000000000000000E+50 1.000000000000000000000000000
print(D('2.50') / D('0.5'), D(1) / D('0.1'), D(10) / 4, D(0) / D('-3.00'))  # expect: 5.0 1E+1 2.5 -0E+2
print(D(2) ** 100, D(2) ** -2, D('1.10') ** 3, D(4) ** D('0.5'), D(9) ** D('-1.5'))  # expect: 1.267650600228229401496703205E+30 0.25 1.331000 2.000000000000000000000000000 0.03703703703703703703703703704
print(pow(D(12), 13, 17), pow(D(-12), 13, 17), 3 ** D(4), 10 - D(3))  # expect: 14 -14 81 7
print(D(2).sqrt(), D('0.25').sqrt(), D('100').sqrt(), D('1E+3').sqrt(), D('-0').sqrt())  # expect: 1.414213562373095048801688724 0.5 10 31.62277660168379331998893544 -0
print(D(2).fma(3, D('0.5')), D('1.23').scaleb(3), D('123').shift(2), D('123').rotate(-1))  # expect: 6.5 1.23E+3 12300 3000000000000000000000000012
print(D('32.100').normalize(), D('0E5').normalize(), +D('-0'), -D('0'), abs(D('-1.5')))  # expect: 32.1 0 0 0 1.5
print(D('1.5').quantize(D('1')), D('2.5').quantize(D('1')), D('1.005').quantize(D('.01'), ROUND_UP))  # expect: 2 2 1.01
print(D('2.5').to_integral_value(), D('2.5').to_integral_exact(ROUND_CEILING), round(D('2.675'), 2))  # expect: 2 3 2.68
print(round(D('2.5')), round(D('3.5')), int(D('-2.9')), D('2.1').__ceil__(), D('-2.1').__floor__())  # expect: 2 4 -2 3 -3
print(D('1.1').next_plus(), D('1.1').next_minus(), D('1').next_toward(D('-5')))  # expect: 1.100000000000000000000000001 1.099999999999999999999999999 0.9999999999999999999999999999
print(D('1100').logical_and(D('1010')), D('1100').logical_or(10), D('1100').logical_xor(1010))  # expect: 1000 1110 110
print(D('1').logical_invert(), D('123E5').logb(), D('12.34').adjusted())  # expect: 1111111111111111111111111110 7 1
print(D(3).max(D('3.0')), D(3).min(D('3.0')), D('-5').max_mag(4), D('NaN').max(7))  # expect: 3 3.0 -5 7
print(D('1.0').compare_total(D('1')), D('-NaN').compare_total(1), D(2).compare(3))  # expect: -1 -1 -1
print(D('1.00').same_quantum(D('2.34')), D('-1').copy_sign(2), D('-1').copy_abs(), D(1).copy_negate())  # expect: True 1 1 -1
