"""Abstract base classes of the numbers (PEP 3141): Number, Complex, Real, Rational, Integral.

What a class leaves to the concrete types is stated by a few makers of abstract methods; in full
are only the methods that follow from others.
"""

from abc import ABCMeta, abstractmethod

__all__ = ["Number", "Complex", "Real", "Rational", "Integral"]


def _required(function, where, name, doc):
    function.__name__ = name
    function.__qualname__ = f'{where}.{name}'
    function.__doc__ = doc
    return abstractmethod(function)


def _of_one(where, name, doc):
    """An abstract method without arguments."""
    def method(self):
        raise NotImplementedError

    return _required(method, where, name, doc)


def _of_two(where, name, sign):
    """The abstract method of a binary operator."""
    def method(self, other):
        raise NotImplementedError

    return _required(method, where, f'__{name}__', f'Give self {sign} other.')


def _pair(where, name, sign):
    """The two abstract methods of an arithmetic operator: for the left and the right operand."""
    def reflected(self, other):
        raise NotImplementedError

    return (_of_two(where, name, sign),
            _required(reflected, where, f'__r{name}__', f'Give other {sign} self.'))


def _required_property(where, name, doc):
    return property(_of_one(where, name, doc))


class Number(metaclass=ABCMeta):
    """The root: isinstance(x, Number) tells whether x is a number of any kind."""

    __slots__ = ()
    __hash__ = None     # to be given by the concrete type


class Complex(Number):
    """Numbers with a real and an imaginary part: arithmetic, abs(), conjugate() and equality."""

    __slots__ = ()

    real = _required_property('Complex', 'real', 'The real part, a Real.')
    imag = _required_property('Complex', 'imag', 'The imaginary part, a Real.')
    conjugate = _of_one('Complex', 'conjugate', 'The number with the imaginary part negated.')

    __complex__ = _of_one('Complex', '__complex__', 'The value as a built-in complex.')
    __abs__ = _of_one('Complex', '__abs__', 'The distance from zero, a Real.')
    __neg__ = _of_one('Complex', '__neg__', 'Give -self.')
    __pos__ = _of_one('Complex', '__pos__', 'Give +self.')
    __eq__ = _of_two('Complex', 'eq', '==')
    __add__, __radd__ = _pair('Complex', 'add', '+')
    __mul__, __rmul__ = _pair('Complex', 'mul', '*')
    __truediv__, __rtruediv__ = _pair('Complex', 'truediv', '/')

    @abstractmethod
    def __pow__(self, exponent):
        """Give self ** exponent, as a float or complex where it must be."""
        raise NotImplementedError

    @abstractmethod
    def __rpow__(self, base):
        """Give base ** self."""
        raise NotImplementedError

    def __bool__(self):
        """Whether the number is other than zero."""
        return self != 0

    def __sub__(self, other):
        """Give self - other."""
        return self + -other

    def __rsub__(self, other):
        """Give other - self."""
        return -self + other


class Real(Complex):
    """Numbers in one order: adds float(), rounding, //, % and comparison to Complex."""

    __slots__ = ()

    __float__ = _of_one('Real', '__float__', 'The value as a built-in float.')
    __trunc__ = _of_one('Real', '__trunc__', 'The Integral next to self towards zero.')
    __floor__ = _of_one('Real', '__floor__', 'The greatest Integral that is not above self.')
    __ceil__ = _of_one('Real', '__ceil__', 'The least Integral that is not below self.')
    __lt__ = _of_two('Real', 'lt', '<')
    __le__ = _of_two('Real', 'le', '<=')
    __floordiv__, __rfloordiv__ = _pair('Real', 'floordiv', '//')
    __mod__, __rmod__ = _pair('Real', 'mod', '%')

    @abstractmethod
    def __round__(self, ndigits=None):
        """The nearest number with that many decimal places, half to even; without, an Integral."""
        raise NotImplementedError

    def __divmod__(self, other):
        """The pair self // other, self % other."""
        return self // other, self % other

    def __rdivmod__(self, other):
        """The pair other // self, other % self."""
        return other // self, other % self

    # As a Complex it lies on the real axis.

    def __complex__(self):
        """complex(float(self))"""
        return complex(float(self))

    def conjugate(self):
        """The number itself."""
        return +self

    real = property(conjugate)
    imag = property(lambda self: 0, doc='Zero.')


class Rational(Real):
    """Quotients of two integers, in lowest terms with a positive denominator."""

    __slots__ = ()

    numerator = _required_property('Rational', 'numerator', 'The dividend in lowest terms.')
    denominator = _required_property('Rational', 'denominator', 'The divisor, positive.')

    def __float__(self):
        """The quotient of the two as a float."""
        return int(self.numerator) / int(self.denominator)


class Integral(Rational):
    """Whole numbers: adds int(), the operators on bits, and power with a modulus."""

    __slots__ = ()

    __int__ = _of_one('Integral', '__int__', 'The value as a built-in int.')
    __invert__ = _of_one('Integral', '__invert__', 'Give ~self.')
    __lshift__, __rlshift__ = _pair('Integral', 'lshift', '<<')
    __rshift__, __rrshift__ = _pair('Integral', 'rshift', '>>')
    __and__, __rand__ = _pair('Integral', 'and', '&')
    __xor__, __rxor__ = _pair('Integral', 'xor', '^')
    __or__, __ror__ = _pair('Integral', 'or', '|')

    @abstractmethod
    def __pow__(self, exponent, modulus=None):
        """Give self ** exponent, modulo modulus when that is given."""
        raise NotImplementedError

    def __index__(self):
        """The value where an index is needed, as in a slice."""
        return int(self)

    def __float__(self):
        """float(int(self))"""
        return float(int(self))

    # As a Rational it is over one.

    numerator = property(lambda self: +self, doc='The number itself.')
    denominator = property(lambda self: 1, doc='One.')


for _class, _builtin in ((Complex, complex), (Real, float), (Integral, int)):
    _class.register(_builtin)
del _class, _builtin
