"""Decimals come from, and go to, texts, ints, floats, tuples and fractions, exactly."""
import copy
import pickle
from decimal import *
from fractions import Fraction

D = Decimal
print(repr(D(' 1_000.50 ')), D('\u0661\u0662'), D('.5'), D('5.'), D('1e3'), D('-iNf'), D('nan007'))  # expect: Decimal('1000.50') 12 0.5 5 1E+3 -Infinity NaN7
print(D(0.1), D(-2**100), D((1, (1, 2, 3), -2)), D([0, [0, 5], 3]), D(True), D.from_float(-0.0))  # expect: 0.1000000000000000055511151231257827021181583404541015625 -1267650600228229401496703205376 -1.23 5E+3 1 -0
print(D('0.000001'), D('0.0000001'), D('1E+3'), D('123E-10'), D('0E-8'))  # expect: 0.000001 1E-7 1E+3 1.23E-8 0E-8
print(D('123E+1').to_eng_string(), D('1E-7').to_eng_string(), D('0E+1').to_eng_string())  # expect: 1.23E+3 100E-9 0.00E+3
print(D('0.75').as_integer_ratio(), D('-1E3').as_integer_ratio(), Fraction(D('1.25')))  # expect: (3, 4) (-1000, 1) 5/4
print(int(D('1E20')), float(D('1E-400')), float(D('0.1')), complex(D('1.5')))  # expect: 100000000000000000000 0.0 0.1 (1.5+0j)
print(D('1.5').as_tuple(), type(D(1).as_tuple()).__name__)  # expect: DecimalTuple(sign=0, digits=(1, 5), exponent=-1) DecimalTuple
print(D(1.5) == 1.5, D('1.1') == 1.1, D('0.5') == Fraction(1, 2), D(2) < 2.5, D(3) == 3 + 0j, D(1) < Fraction(4, 3))  # expect: True False True True True True
print(hash(D('1.50')) == hash(Fraction(3, 2)) == hash(1.5), hash(D(10**30)) == hash(10**30))  # expect: True True
print({D('1.0'): 'one'}[1], D(1) in {1.0})  # expect: one True
value = D('-12.3450')
print(pickle.loads(pickle.dumps(value)), copy.deepcopy(value) is value, value.__reduce__())  # expect: -12.3450 True (<class 'decimal.Decimal'>, ('-12.3450',))


class Money(Decimal):
    def __new__(cls, value, unit='EUR'):
        self = super().__new__(cls, value)
        self.unit = unit
        return self


price = Money('12345678901234567890123456789012345678901234567890.5')
print(price.unit, repr(price), type(price + 1).__name__, type(Money.from_float(2.5)).__name__)  # expect: EUR Decimal('12345678901234567890123456789012345678901234567890.5') Decimal Money
for bad in ('x', '', '1 2', '--1', '1e', 'nanx', [1], (2, (1,), 0), (0, (1, 10), 0), (0, (1,), 'x'),
            None, 1j, b'1', '1e9999999999999999999'):
    try:
        D(bad)
    except Exception as error:
        print(bad, type(error).__name__, error)
# expect: x InvalidOperation [<class 'decimal.ConversionSyntax'>]
# expect:  InvalidOperation [<class 'decimal.ConversionSyntax'>]
# expect: 1 2 InvalidOperation [<class 'decimal.ConversionSyntax'>]
# expect: --1 InvalidOperation [<class 'decimal.ConversionSyntax'>]
# expect: 1e InvalidOperation [<class 'decimal.ConversionSyntax'>]
# expect: nanx InvalidOperation [<class 'decimal.ConversionSyntax'>]
# expect: [1] ValueError argument must be a sequence of length 3
# expect: (2, (1,), 0) ValueError sign must be an integer with the value 0 or 1
# expect: (0, (1, 10), 0) ValueError coefficient must be a tuple of digits
# expect: (0, (1,), 'x') ValueError string argument in the third position must be 'F', 'n' or 'N'
# expect: None TypeError conversion from NoneType to Decimal is not supported
# expect: 1j TypeError conversion from complex to Decimal is not supported
# expect: b'1' TypeError conversion from bytes to Decimal is not supported
# expect: 1e9999999999999999999 InvalidOperation [<class 'decimal.InvalidOperation'>]
for convert in (int, float, hash, Decimal.as_integer_ratio, round):
    for special in ('sNaN', 'Infinity'):
        try:
            result = convert(D(special))
        except Exception as error:
            result = f'{type(error).__name__}: {error}'
        print(convert.__name__, result)
# expect: int ValueError: cannot convert NaN to integer
# expect: int OverflowError: cannot convert Infinity to integer
# expect: float ValueError: cannot convert signaling NaN to float
# expect: float inf
# expect: hash TypeError: Cannot hash a signaling NaN value
# expect: hash 314159
# expect: as_integer_ratio ValueError: cannot convert NaN to integer ratio
# expect: as_integer_ratio OverflowError: cannot convert Infinity to integer ratio
# expect: round ValueError: cannot convert NaN to integer
# expect: round OverflowError: cannot convert Infinity to integer
