def attempt(f, *args):
    try:
        return f(*args)
    except Exception as e:
        return f'{type(e).__name__}: {e}'
inf, nan = float('inf'), float('nan')
print(7.5 // 2, -7.5 // 2, 7.5 % -2, -7.5 % 2, divmod(7.5, -2), divmod(-0.0, 3), 1e308 * 10, inf - inf, -0.0 // 1, inf // 1, 5.0 % inf, -5.0 % inf)
# expect: 3.0 -4.0 -0.5 0.5 (-4.0, -0.5) (-0.0, 0.0) inf nan -0.0 nan 5.0 inf
print(attempt(lambda: 1.0 / 0), attempt(lambda: 1.0 // 0), attempt(lambda: 1.0 % 0), attempt(lambda: divmod(1.0, 0)), sep='\n')
# expect: ZeroDivisionError: float division by zero
# expect: ZeroDivisionError: float floor division by zero
# expect: ZeroDivisionError: float modulo by zero
# expect: ZeroDivisionError: float divmod()
print(2.0**0.5, (-8.0)**(1 / 3), 2.0**-1074, 0.0**0, nan**0, 1**nan, inf**-1, (-inf)**3, 0.0**-inf)
# expect: 1.4142135623730951 (1.0000000000000002+1.7320508075688772j) 5e-324 1.0 1.0 1.0 0.0 -inf inf
print(attempt(lambda: 0.0**-1), attempt(lambda: 1e200**2), attempt(lambda: pow(2.0, 2, 3)), attempt(lambda: 1.0 + 10**400), sep='\n')
# expect: ZeroDivisionError: 0.0 cannot be raised to a negative power
# expect: OverflowError: (34, 'Numerical result out of range')
# expect: TypeError: pow() 3rd argument not allowed unless all arguments are integers
# expect: OverflowError: int too large to convert to float
print(1.0 == 1, 2.0**53 == 2**53 + 1, 2**53 + 1 > 2.0**53, 1e308 < 10**400, -inf < -10**400, nan == nan, nan != nan, 0.5 < 1, 10**30 == 1e30, nan < 1)
# expect: True False True True True False True True False False
print(hash(1.0), hash(0.5), hash(1e300), hash(-1.5), hash(inf), hash(-inf), hash(2.0**61), hash(-1.0), hash(0.1))
# expect: 1 1152921504606846976 1224995262755759164 -1152921504606846977 314159 -314159 1 -2 230584300921369408
print(round(2.5), round(3.5), round(-2.5), round(2.675, 2), round(1234.5, -2), round(1e22), round(0.5, 0), round(1e300, 2), round(-0.4), round(5e-324, 400), round(1.5, None))
# expect: 2 4 -2 2.67 1200.0 10000000000000000000000 0.0 1e+300 0 5e-324 2
print(attempt(round, nan), attempt(round, inf), attempt(round, 1.7e308, -308), attempt(round, 1.5, 'a'), sep='\n')
# expect: ValueError: cannot convert float NaN to integer
# expect: OverflowError: cannot convert float infinity to integer
# expect: OverflowError: rounded value too large to represent
# expect: TypeError: 'str' object cannot be interpreted as an integer
print((0.75).as_integer_ratio(), (1e20).as_integer_ratio(), (-0.1).as_integer_ratio(), attempt(inf.as_integer_ratio), attempt(nan.as_integer_ratio))
# expect: (3, 4) (100000000000000000000, 1) (-3602879701896397, 36028797018963968) OverflowError: cannot convert Infinity to integer ratio ValueError: cannot convert NaN to integer ratio
print((1.5).hex(), (-0.0).hex(), (5e-324).hex(), (1e300).hex(), inf.hex(), float.fromhex('0x1.8p3'), float.fromhex('-inf'), float.fromhex('abc.8'), float.fromhex(' 0x1p-1074 '))
# expect: 0x1.8000000000000p+0 -0x0.0p+0 0x0.0000000000001p-1022 0x1.7e43c8800759cp+996 inf 12.0 -inf 2748.5 5e-324
print(attempt(float.fromhex, '0x'), attempt(float.fromhex, '0x1p1024'), attempt(float.fromhex, '1g'), sep='\n')
# expect: ValueError: invalid hexadecimal floating-point string
# expect: OverflowError: hexadecimal value too large to represent as a float
# expect: ValueError: invalid hexadecimal floating-point string
print((2.0).is_integer(), (2.5).is_integer(), inf.is_integer(), (2.7).__trunc__(), (2.7).__floor__(), (-2.7).__ceil__(), (1e20).__trunc__(), (1.5).real, (1.5).imag, (1.5).conjugate())
# expect: True False False 2 2 -2 100000000000000000000 1.5 0.0 1.5
class F(float):
    pass
f = F(2.5)
f.x = 1
print(f, type(f + 1).__name__, f.x, F('3'), F.fromhex('0x1p1'), type(F.fromhex('0x1p1')).__name__, f == 2.5, f.__getnewargs__(), -f, abs(F(-1)))
# expect: 2.5 float 1 3.0 2.0 F True (2.5,) -2.5 1.0
print(float.__getformat__('double'), (1.5).__add__(1), (1.5).__add__('a'), (1.5).__radd__(2), (1.5).__rpow__(2), (1.5).__divmod__(1), (1.5).__bool__())
# expect: IEEE, little-endian 2.5 NotImplemented 3.5 2.8284271247461903 (1.0, 0.5) True
