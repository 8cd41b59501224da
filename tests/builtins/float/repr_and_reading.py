def attempt(f, *args):
    try:
        return f(*args)
    except Exception as e:
        return f'{type(e).__name__}: {e}'
print(0.1, 1.0, -0.0, 1e15, 1e16, 1e17, 123456789012345680.0, 1e22, 1e-4, 1e-5, 0.1 + 0.2, 1 / 3, 2 / 3)
# expect: 0.1 1.0 -0.0 1000000000000000.0 1e+16 1e+17 1.2345678901234568e+17 1e+22 0.0001 1e-05 0.30000000000000004 0.3333333333333333 0.6666666666666666
print(5e-324, 2.2250738585072014e-308, 1.7976931348623157e308, 9007199254740993.0, 4503599627370497.5, 1e23, 8.41e21)
# expect: 5e-324 2.2250738585072014e-308 1.7976931348623157e+308 9007199254740992.0 4503599627370498.0 1e+23 8.41e+21
print(float('inf'), -float('inf'), float('nan'), 2.0**-1074, 2.0**1023, 2.0**-1022, 5.0e-310)
# expect: inf -inf nan 5e-324 8.98846567431158e+307 2.2250738585072014e-308 5e-310
print([float(text) for text in ('1', '1.', '.5', ' 1e5 ', '-Infinity', 'NaN', '1_0.5', '1e400', '-1e-400', '1e+05', '٣.٥')])
# expect: [1.0, 1.0, 0.5, 100000.0, -inf, nan, 10.5, inf, -0.0, 100000.0, 3.5]
for text in '1e', '0x1', '1__0', '_1', '', '1 2', 'nan()', 'infinit', '1.5.2', '1_.0':
    print(attempt(float, text))
# expect: ValueError: could not convert string to float: '1e'
# expect: ValueError: could not convert string to float: '0x1'
# expect: ValueError: could not convert string to float: '1__0'
# expect: ValueError: could not convert string to float: '_1'
# expect: ValueError: could not convert string to float: ''
# expect: ValueError: could not convert string to float: '1 2'
# expect: ValueError: could not convert string to float: 'nan()'
# expect: ValueError: could not convert string to float: 'infinit'
# expect: ValueError: could not convert string to float: '1.5.2'
# expect: ValueError: could not convert string to float: '1_.0'
print(attempt(float, []), attempt(float, None), attempt(float, 1, 2), float(), float(True), float(b'1.5'), sep='\n')
# expect: TypeError: float() argument must be a string or a real number, not 'list'
# expect: TypeError: float() argument must be a string or a real number, not 'NoneType'
# expect: TypeError: float expected at most 1 argument, got 2
# expect: 0.0
# expect: 1.0
# expect: 1.5
print(float('2.4703282292062327e-324'), float('2.4703282292062328e-324'), float('1.7976931348623158e308'), float('1.7976931348623159e308'))
# expect: 0.0 5e-324 1.7976931348623157e+308 inf
print(float('9007199254740993'), float('9007199254740993.0000000000000000000000000000000001'), float('1' + '0' * 400), float('0.' + '0' * 400 + '1'))
# expect: 9007199254740992.0 9007199254740994.0 inf 0.0
print(float('179769313486231580793728971405303415079934132710037826936173778980444968292764750946649017977587207096330286416692887910946555547851940402630657488671505820681908902000708383676273854845817711531764475730270069855571366959622842914819860834936475292719074168444365510704342711559699508093042880'))
# expect: 1.7976931348623157e+293
import sys
x = 0.1
for i in range(60):
    x = x * 1.37 + i / 7
    assert float(repr(x)) == x
print(x)  # expect: 182589445.35405833
