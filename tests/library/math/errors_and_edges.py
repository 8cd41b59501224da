import math
def attempt(f, *args, **kw):
    try:
        return f(*args, **kw)
    except Exception as e:
        return f'{type(e).__name__}: {e}'
inf, nan = math.inf, math.nan
print(math.pi, math.e, math.tau, inf, nan)  # expect: 3.141592653589793 2.718281828459045 6.283185307179586 inf nan
for name in 'acos', 'acosh', 'atanh', 'cosh', 'exp', 'expm1', 'gamma', 'lgamma', 'log', 'log10', 'log1p', 'log2', 'sin', 'sqrt', 'sinh', 'cbrt', 'erf', 'erfc', 'exp2':
    f = getattr(math, name)
    print(name, [attempt(f, x) for x in (-1, 0.0, 0.5, 1, 2.5, 1000, -inf, inf, nan)])
# expect: acos [3.141592653589793, 1.5707963267948966, 1.0471975511965979, 0.0, 'ValueError: math domain error', 'ValueError: math domain error', 'ValueError: math domain error', 'ValueError: math domain error', nan]
# expect: acosh ['ValueError: math domain error', 'ValueError: math domain error', 'ValueError: math domain error', 0.0, 1.566799236972411, 7.600902209541989, 'ValueError: math domain error', inf, nan]
# expect: atanh ['ValueError: math domain error', 0.0, 0.5493061443340548, 'ValueError: math domain error', 'ValueError: math domain error', 'ValueError: math domain error', 'ValueError: math domain error', 'ValueError: math domain error', nan]
# expect: cosh [1.5430806348152437, 1.0, 1.1276259652063807, 1.5430806348152437, 6.132289479663686, 'OverflowError: math range error', inf, inf, nan]
# expect: exp [0.36787944117144233, 1.0, 1.6487212707001282, 2.718281828459045, 12.182493960703473, 'OverflowError: math range error', 0.0, inf, nan]
# expect: expm1 [-0.6321205588285577, 0.0, 0.6487212707001282, 1.718281828459045, 11.182493960703473, 'OverflowError: math range error', -1.0, inf, nan]
# expect: gamma ['ValueError: math domain error', 'ValueError: math domain error', 1.7724538509055159, 1.0, 1.3293403881791372, 'OverflowError: math range error', 'ValueError: math domain error', inf, nan]
# expect: lgamma ['ValueError: math domain error', 'ValueError: math domain error', 0.5723649429247004, 0.0, 0.2846828704729196, 5905.220423209181, inf, inf, nan]
# expect: log ['ValueError: math domain error', 'ValueError: math domain error', -0.6931471805599453, 0.0, 0.9162907318741551, 6.907755278982137, 'ValueError: math domain error', inf, nan]
# expect: log10 ['ValueError: math domain error', 'ValueError: math domain error', -0.3010299956639812, 0.0, 0.3979400086720376, 3.0, 'ValueError: math domain error', inf, nan]
# expect: log1p ['ValueError: math domain error', 0.0, 0.4054651081081644, 0.6931471805599453, 1.252762968495368, 6.90875477931522, 'ValueError: math domain error', inf, nan]
# expect: log2 ['ValueError: math domain error', 'ValueError: math domain error', -1.0, 0.0, 1.3219280948873624, 9.965784284662087, 'ValueError: math domain error', inf, nan]
# expect: sin [-0.8414709848078965, 0.0, 0.479425538604203, 0.8414709848078965, 0.5984721441039565, 0.8268795405320025, 'ValueError: math domain error', 'ValueError: math domain error', nan]
# expect: sqrt ['ValueError: math domain error', 0.0, 0.7071067811865476, 1.0, 1.5811388300841898, 31.622776601683793, 'ValueError: math domain error', inf, nan]
# expect: sinh [-1.1752011936438014, 0.0, 0.5210953054937474, 1.1752011936438014, 6.0502044810397875, 'OverflowError: math range error', -inf, inf, nan]
# expect: cbrt [-1.0, 0.0, 0.7937005259840998, 1.0, 1.3572088082974532, 10.0, -inf, inf, nan]
# expect: erf [-0.8427007929497149, 0.0, 0.5204998778130465, 0.8427007929497149, 0.999593047982555, 1.0, -1.0, 1.0, nan]
# expect: erfc [1.842700792949715, 1.0, 0.4795001221869535, 0.15729920705028513, 0.0004069520174449589, 0.0, 2.0, 0.0, nan]
# expect: exp2 [0.5, 1.0, 1.4142135623730951, 2.0, 5.656854249492381, 1.0715086071862673e+301, 0.0, inf, nan]
print(math.log(8, 2), math.log(10**400), math.log2(2**2000), math.log10(10**500), attempt(math.log, 5, 1), attempt(math.log, 0))
# expect: 3.0 921.0340371976182 2000.0 500.0 ZeroDivisionError: float division by zero ValueError: math domain error
print(attempt(math.pow, 0, -1), attempt(math.pow, -1, .5), attempt(math.pow, 1e200, 2), math.pow(1, nan), math.fmod(-7, 3), math.remainder(7, 4), attempt(math.fmod, 1, 0))
# expect: ValueError: math domain error ValueError: math domain error OverflowError: math range error 1.0 -1.0 -1.0 ValueError: math domain error
print(math.frexp(10), math.frexp(-inf), math.modf(-2.5), math.modf(inf), math.ldexp(0.5, 4), attempt(math.ldexp, 1, 5000), math.ldexp(1, -5000), attempt(math.ldexp, 1, 1.5))
# expect: (0.625, 4) (-inf, 0) (-0.5, -2.0) (0.0, inf) 8.0 OverflowError: math range error 0.0 TypeError: Expected an int as second argument to ldexp.
print(math.gcd(), math.gcd(12, -18, 27), math.lcm(), math.lcm(4, 6, 10), math.lcm(0, 5), math.gcd(2**100, 6**50), attempt(math.gcd, 1.5))
# expect: 0 3 1 60 0 1125899906842624 TypeError: 'float' object cannot be interpreted as an integer
print(math.factorial(20), math.factorial(25), math.comb(10, 3), math.comb(3, 10), math.perm(10, 3), math.perm(5), math.isqrt(10**30), attempt(math.factorial, -1), attempt(math.comb, -1, 2), attempt(math.perm, 5, -1), attempt(math.isqrt, -1))
# expect: 2432902008176640000 15511210043330985984000000 120 0 720 120 1000000000000000 ValueError: factorial() not defined for negative values ValueError: n must be a non-negative integer ValueError: k must be a non-negative integer ValueError: isqrt() argument must be nonnegative
print(math.fsum([0.1] * 10), math.fsum([1e100, 1, -1e100]), math.hypot(3, 4), math.hypot(), math.hypot(1e-320, 1e-320), math.dist((1, 2), (4, 6)), math.sumprod([1, 2], [3, 4.5]), math.prod([2, 3.5]), attempt(math.dist, (1,), (1, 2)), attempt(math.sumprod, [1], []))
# expect: 1.0 1.0 5.0 0.0 1.414e-320 5.0 12.0 7.0 ValueError: both points must have the same number of dimensions ValueError: Inputs are not the same length
print(math.ceil(2.1), math.floor(-2.1), math.trunc(-2.9), math.ceil(1e300) == 10**300, attempt(math.floor, nan), attempt(math.trunc, 'a'), attempt(math.ceil, 'a'))
# expect: 3 -3 -2 False ValueError: cannot convert float NaN to integer TypeError: type str doesn't define __trunc__ method TypeError: must be real number, not str
print(math.isclose(1, 1 + 1e-10), math.isclose(1, 1.1, rel_tol=.2), math.isclose(0, 1e-12, abs_tol=1e-10), math.isclose(inf, inf), attempt(math.isclose, 1, 1, rel_tol=-1))
# expect: True True True True ValueError: tolerances must be non-negative
print(math.nextafter(1, 2), math.nextafter(0, -1), math.nextafter(1, 2, steps=3), math.nextafter(-5e-324, 1), math.ulp(1), math.ulp(0), math.ulp(inf), math.copysign(1, -0.0), math.fma(2, 3, 4))
# expect: 1.0000000000000002 -5e-324 1.0000000000000007 -0.0 2.220446049250313e-16 5e-324 inf -1.0 10.0
print(math.degrees(math.pi), math.radians(180), math.atan2(-0.0, -1), attempt(math.sin, 'a'), attempt(math.atan2, 1))
# expect: 180.0 3.141592653589793 -3.141592653589793 TypeError: must be real number, not str TypeError: atan2 expected 2 arguments, got 1
class C:
    def __ceil__(self): return 'c'
    def __floor__(self): return 'f'
    def __trunc__(self): return 't'
    def __float__(self): return 0.25
print(math.ceil(C()), math.floor(C()), math.trunc(C()), math.sqrt(C()))  # expect: c f t 0.5
