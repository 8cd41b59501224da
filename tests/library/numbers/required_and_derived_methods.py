# Which methods the classes of numbers require, which they derive from others.
import inspect
import numbers

for cls in numbers.Number, numbers.Complex, numbers.Real, numbers.Rational, numbers.Integral:
    print(cls.__name__, len(cls.__abstractmethods__))
# expect: Number 0
# expect: Complex 16
# expect: Real 23
# expect: Rational 24
# expect: Integral 34
print(inspect.signature(numbers.Real.__radd__), numbers.Real.__radd__.__qualname__)  # expect: (self, other) Complex.__radd__
print([isinstance(x, numbers.Rational) for x in (1, True, 1.0, 1j)])  # expect: [True, True, False, False]


class Third(numbers.Rational):
    numerator, denominator = 1, 3


try:
    Third()
except TypeError as error:
    print(str(error)[:88])  # expect: Can't instantiate abstract class Third without an implementation for abstract methods '_


def concrete(base):
    missing = dict.fromkeys(base.__abstractmethods__, lambda self, *rest: (self.value, *rest))
    return type('Concrete', (base,), missing)


class Seven(concrete(numbers.Integral)):
    value = 7

    def __int__(self):
        return 7

    def __eq__(self, other):
        return other == 7

    def __pos__(self):
        return 'plus'

    def __neg__(self):
        return -7

    def __add__(self, other):
        return 7 + other


seven = Seven()
print(float(seven), complex(seven), range(10)[seven], bool(seven))  # expect: 7.0 (7+0j) 7 True
print(seven.real, seven.imag, seven.conjugate(), seven.numerator, seven.denominator)  # expect: plus 0 plus plus 1
print(seven - 2, 9 - seven, divmod(seven, 4), seven // 4)  # expect: 5 2 ((7, 4), (7, 4)) (7, 4)
try:
    numbers.Complex.__add__(seven, 1)
except NotImplementedError as error:
    print(repr(error))  # expect: NotImplementedError()
try:
    hash(numbers.Number())
except TypeError as error:
    print(error)  # expect: unhashable type: 'Number'
