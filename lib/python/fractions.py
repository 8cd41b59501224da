"""Fraction: exact rational numbers of any size.

A Fraction keeps two coprime ints of which the denominator is positive. Arithmetic among rationals
is exact; with a float or complex it is done in that type.
"""

import math
import numbers
import operator
import re
import sys
from functools import lru_cache

__all__ = ["Fraction"]

_MODULUS = sys.hash_info.modulus
_INFINITY_HASH = sys.hash_info.inf

_TEXT = re.compile(r"""
    \A\s*
    (?P<sign>[-+]?)
    (?=\d|\.\d)                          # a digit somewhere in what follows
    (?P<num>\d*|\d+(_\d+)*)
    (?:
       (?:\s*/\s*(?P<denom>\d+(_\d+)*))?
    |
       (?:\.(?P<decimal>\d*|\d+(_\d+)*))?
       (?:E(?P<exp>[-+]?\d+(_\d+)*))?
    )
    \s*\Z
""", re.VERBOSE | re.IGNORECASE)

# Format specifications: without a type, or with that of a float.
_FORMAT_BEGIN = r'(?:(?P<fill>.)?(?P<align>[<>=^]))?(?P<sign>[-+ ]?)'
_FORMAT_WIDTH = r'(?P<minimumwidth>0|[1-9][0-9]*)?(?P<thousands_sep>[,_])?'
_GENERAL_FORMAT = re.compile(_FORMAT_BEGIN + r'(?P<alt>#)?' + _FORMAT_WIDTH, re.DOTALL)
_FLOAT_FORMAT = re.compile(
    _FORMAT_BEGIN + r'(?P<no_neg_zero>z)?(?P<alt>#)?(?P<zeropad>0(?=[0-9]))?' + _FORMAT_WIDTH
    + r'(?:\.(?P<precision>0|[1-9][0-9]*))?(?P<presentation_type>[eEfFgG%])', re.DOTALL)


@lru_cache(maxsize=1 << 14)
def _hash_of(numerator, denominator):
    """hash(numerator / denominator), in agreement with int, float and Decimal."""
    try:
        inverse = pow(denominator, -1, _MODULUS)
    except ValueError:  # a multiple of the modulus
        value = _INFINITY_HASH
    else:
        value = hash(hash(abs(numerator)) * inverse)
    value = value if numerator >= 0 else -value
    return -2 if value == -1 else value


def _round_to_exponent(n, d, exponent, no_neg_zero=False):
    """n/d rounded half to even to a multiple of 10**exponent: its sign and the multiple."""
    if exponent >= 0:
        d *= 10 ** exponent
    else:
        n *= 10 ** -exponent
    quotient, rest = divmod(n + (d >> 1), d)
    if rest == 0 and d & 1 == 0:  # a tie
        quotient &= -2
    sign = quotient < 0 if no_neg_zero else n < 0
    return sign, abs(quotient)


def _round_to_figures(n, d, figures):
    """n/d rounded to so many significant figures: sign, significand, exponent."""
    if n == 0:
        return False, 0, 1 - figures
    n_text, d_text = str(abs(n)), str(d)
    magnitude = len(n_text) - len(d_text) + (d_text <= n_text)
    exponent = magnitude - figures
    sign, significand = _round_to_exponent(n, d, exponent)
    if len(str(significand)) == figures + 1:
        significand //= 10
        exponent += 1
    return sign, significand, exponent


def _grouped(digits, separator):
    if not separator:
        return digits
    first = 1 + (len(digits) - 1) % 3
    return digits[:first] + "".join(separator + digits[i:i + 3]
                                    for i in range(first, len(digits), 3))


def _padded(sign, body, fill, align, width):
    padding = fill * (width - len(sign) - len(body))
    if align == ">":
        return padding + sign + body
    if align == "<":
        return sign + body + padding
    if align == "^":
        half = len(padding) // 2
        return padding[:half] + sign + body + padding[half:]
    return sign + padding + body


def _sign_text(negative, wanted):
    return "-" if negative else "" if wanted == "-" else wanted


def _operators(exact, inexact, with_complex=True):
    """Both methods of an operator: exact for rationals, else done with floats or complexes."""
    def forward(a, b):
        if type(b) is Fraction:
            return exact(a, b)
        if isinstance(b, (int, Fraction)):
            return exact(a, b if isinstance(b, Fraction) else Fraction(b))
        if isinstance(b, float):
            return inexact(float(a), b)
        if with_complex and isinstance(b, complex):
            return inexact(complex(a), b)
        return NotImplemented

    def reflected(b, a):
        if isinstance(a, numbers.Rational):
            return exact(Fraction(a), b)
        if isinstance(a, numbers.Real):
            return inexact(float(a), float(b))
        if with_complex and isinstance(a, numbers.Complex):
            return inexact(complex(a), float(b))
        return NotImplemented

    forward.__name__, reflected.__name__ = f'__{inexact.__name__}__', f'__r{inexact.__name__}__'
    forward.__doc__ = reflected.__doc__ = exact.__doc__
    return forward, reflected


def _comparison(holds):
    def compare(self, other):
        if isinstance(other, numbers.Rational):
            return holds(self._numerator * other.denominator, self._denominator * other.numerator)
        if not isinstance(other, float):
            return NotImplemented
        if math.isfinite(other):
            return holds(self, self.from_float(other))
        return holds(0.0, other)        # any number compares so with what is not finite

    compare.__name__ = f'__{holds.__name__}__'
    compare.__qualname__ = f'Fraction.{compare.__name__}'
    return compare


class Fraction(numbers.Rational):
    """A rational number: Fraction(8, 6) is 4/3.

    Fraction(x) is x, a Rational, float or Decimal, or what a text like '-2.3', '1e10' or '123/456'
    stands for.
    """

    __slots__ = ("_numerator", "_denominator")

    def __new__(cls, numerator=0, denominator=None):
        self = super(Fraction, cls).__new__(cls)
        if denominator is None:
            if type(numerator) is int:
                self._numerator, self._denominator = numerator, 1
            elif isinstance(numerator, numbers.Rational):
                self._numerator = numerator.numerator
                self._denominator = numerator.denominator
            elif isinstance(numerator, str):
                self._numerator, self._denominator = _parse(numerator)
            elif isinstance(numerator, float) or _is_decimal(numerator):
                self._numerator, self._denominator = numerator.as_integer_ratio()
            else:
                raise TypeError("argument should be a string or a Rational instance")
            return self
        if type(numerator) is int is type(denominator):
            pass
        elif isinstance(numerator, numbers.Rational) and isinstance(denominator,
                                                                    numbers.Rational):
            numerator, denominator = (numerator.numerator * denominator.denominator,
                                      denominator.numerator * numerator.denominator)
        else:
            raise TypeError("both arguments should be Rational instances")
        if denominator == 0:
            raise ZeroDivisionError("Fraction(%s, 0)" % numerator)
        divisor = math.gcd(numerator, denominator)
        if denominator < 0:
            divisor = -divisor
        self._numerator = numerator // divisor
        self._denominator = denominator // divisor
        return self

    @classmethod
    def from_float(cls, f):
        """The exact value of a finite float: for 0.3 not quite 3/10."""
        if isinstance(f, numbers.Integral):
            return cls(f)
        if not isinstance(f, float):
            raise TypeError("%s.from_float() only takes floats, not %r (%s)"
                            % (cls.__name__, f, type(f).__name__))
        return cls._from_coprime_ints(*f.as_integer_ratio())

    @classmethod
    def from_decimal(cls, dec):
        """The exact value of a finite Decimal."""
        if isinstance(dec, numbers.Integral):
            return cls(int(dec))
        if not _is_decimal(dec):
            raise TypeError("%s.from_decimal() only takes Decimals, not %r (%s)"
                            % (cls.__name__, dec, type(dec).__name__))
        return cls._from_coprime_ints(*dec.as_integer_ratio())

    @classmethod
    def _from_coprime_ints(cls, numerator, denominator, /):
        """A Fraction of coprime ints whose denominator is positive."""
        self = super(Fraction, cls).__new__(cls)
        self._numerator = numerator
        self._denominator = denominator
        return self

    def is_integer(self):
        """Whether the denominator is one."""
        return self._denominator == 1

    def as_integer_ratio(self):
        """Numerator and denominator as a pair."""
        return self._numerator, self._denominator

    def limit_denominator(self, max_denominator=1000000):
        """The Fraction next to self among those with a denominator up to a limit.

        >>> Fraction('2.718281828').limit_denominator(100)
        Fraction(193, 71)
        """
        if max_denominator < 1:
            raise ValueError("max_denominator should be at least 1")
        n, d = self.as_integer_ratio()
        if d <= max_denominator:
            return Fraction(self)
        # Convergents of the continued fraction; the best bound on either side of self is the last
        # convergent that fits or a semiconvergent behind it.
        p0, q0, p1, q1 = 0, 1, 1, 0
        while True:
            a = n // d
            q2 = q0 + a * q1
            if q2 > max_denominator:
                break
            p0, q0, p1, q1 = p1, q1, p0 + a * p1, q2
            n, d = d, n - a * d
        k = (max_denominator - q0) // q1
        if 2 * d * (q0 + k * q1) <= self._denominator:
            return Fraction._from_coprime_ints(p1, q1)
        return Fraction._from_coprime_ints(p0 + k * p1, q0 + k * q1)

    numerator = property(lambda a: a._numerator)
    denominator = property(lambda a: a._denominator)

    def __repr__(self):
        return f"{self.__class__.__name__}({self._numerator}, {self._denominator})"

    def __str__(self):
        return f"{self._numerator}/{self._denominator}" if self._denominator != 1 else str(
            self._numerator)

    # ---- format

    def _format_general(self, match):
        fill = match["fill"] or " "
        align = match["align"] or ">"
        separator = match["thousands_sep"] or ""
        body = f"{abs(self._numerator):{separator}}"
        if self._denominator > 1 or match["alt"]:
            body += f"/{self._denominator:{separator}}"
        sign = _sign_text(self._numerator < 0, match["sign"] or "-")
        return _padded(sign, body, fill, align, int(match["minimumwidth"] or "0"))

    def _format_float_style(self, match):
        fill = match["fill"] or " "
        align = match["align"] or ">"
        alternate = bool(match["alt"])
        zero_pad = bool(match["zeropad"])
        width = int(match["minimumwidth"] or "0")
        separator = match["thousands_sep"]
        precision = int(match["precision"] or "6")
        kind = match["presentation_type"]
        trim = kind in "gG" and not alternate
        letter = "E" if kind in "EFG" else "e"

        if kind in "fF%":
            exponent = -precision
            if kind == "%":
                exponent -= 2
            negative, significand = _round_to_exponent(self._numerator, self._denominator,
                                                       exponent, bool(match["no_neg_zero"]))
            scientific, point = False, precision
        else:
            figures = max(precision, 1) if kind in "gG" else precision + 1
            negative, significand, exponent = _round_to_figures(self._numerator,
                                                                self._denominator, figures)
            scientific = (kind in "eE" or exponent > 0 or exponent + figures <= -4)
            point = figures - 1 if scientific else -exponent

        if kind == "%":
            suffix = "%"
        elif scientific:
            suffix = f"{letter}{exponent + point:+03d}"
        else:
            suffix = ""
        digits = f"{significand:0{point + 1}d}"
        sign = _sign_text(negative, match["sign"] or "-")
        leading = digits[:len(digits) - point]
        fraction = digits[len(digits) - point:]
        if trim:
            fraction = fraction.rstrip("0")
        trailing = ("." if fraction or alternate else "") + fraction + suffix
        if zero_pad:
            missing = width - len(sign) - len(trailing)
            leading = leading.zfill(3 * missing // 4 + 1 if separator else missing)
        body = _grouped(leading, separator) + trailing
        return _padded(sign, body, fill, align, width)

    def __format__(self, format_spec, /):
        """As a fraction, or with a presentation type of floats as a decimal number."""
        match = _GENERAL_FORMAT.fullmatch(format_spec)
        if match:
            return self._format_general(match)
        match = _FLOAT_FORMAT.fullmatch(format_spec)
        # Zeros to fill up with and an alignment of one's own exclude each other.
        if match and (match["align"] is None or match["zeropad"] is None):
            return self._format_float_style(match)
        raise ValueError(f"Invalid format specifier {format_spec!r} "
                         f"for object of type {type(self).__name__!r}")

    # ---- arithmetic

    def _add(a, b):
        """a + b"""
        na, da, nb, db = a._numerator, a._denominator, b._numerator, b._denominator
        g = math.gcd(da, db)
        if g == 1:
            return Fraction._from_coprime_ints(na * db + da * nb, da * db)
        s = da // g
        t = na * (db // g) + nb * s
        h = math.gcd(t, g)
        if h == 1:
            return Fraction._from_coprime_ints(t, s * db)
        return Fraction._from_coprime_ints(t // h, s * (db // h))

    __add__, __radd__ = _operators(_add, operator.add)

    def _sub(a, b):
        """a - b"""
        return Fraction._add(a, Fraction._from_coprime_ints(-b._numerator, b._denominator))

    __sub__, __rsub__ = _operators(_sub, operator.sub)

    def _mul(a, b):
        """a * b"""
        na, da, nb, db = a._numerator, a._denominator, b._numerator, b._denominator
        g = math.gcd(na, db)
        if g > 1:
            na //= g
            db //= g
        g = math.gcd(nb, da)
        if g > 1:
            nb //= g
            da //= g
        return Fraction._from_coprime_ints(na * nb, da * db)

    __mul__, __rmul__ = _operators(_mul, operator.mul)

    def _div(a, b):
        """a / b"""
        nb, db = b._numerator, b._denominator
        if nb == 0:
            raise ZeroDivisionError("Fraction(%s, 0)" % (a._numerator * db))
        if nb < 0:
            nb, db = -nb, -db
        inverse = Fraction._from_coprime_ints(db, nb)
        return Fraction._mul(a, inverse)

    __truediv__, __rtruediv__ = _operators(_div, operator.truediv)

    def _floordiv(a, b):
        """a // b"""
        return (a.numerator * b.denominator) // (a.denominator * b.numerator)

    __floordiv__, __rfloordiv__ = _operators(_floordiv, operator.floordiv, False)

    def _divmod(a, b):
        """(a // b, a % b)"""
        da, db = a.denominator, b.denominator
        quotient, rest = divmod(a.numerator * db, da * b.numerator)
        return quotient, Fraction(rest, da * db)

    __divmod__, __rdivmod__ = _operators(_divmod, divmod, False)

    def _mod(a, b):
        """a % b"""
        da, db = a.denominator, b.denominator
        return Fraction((a.numerator * db) % (b.numerator * da), da * db)

    __mod__, __rmod__ = _operators(_mod, operator.mod, False)

    def __pow__(a, b, modulo=None):
        """a ** b: rational if b is an integer, else a float or complex"""
        if modulo is not None:
            return NotImplemented
        if not isinstance(b, numbers.Rational):
            return float(a) ** b if isinstance(b, (float, complex)) else NotImplemented
        if b.denominator != 1:
            return float(a) ** float(b)     # a root: irrational
        n, d, power = a._numerator, a._denominator, b.numerator
        if power < 0:
            n, d, power = d, n, -power
            if d == 0:
                raise ZeroDivisionError(f"Fraction({n ** power}, 0)")
            if d < 0:
                n, d = -n, -d
        return Fraction._from_coprime_ints(n ** power, d ** power)

    def __rpow__(b, a, modulo=None):
        """a ** b"""
        if modulo is not None:
            return NotImplemented
        whole = b._denominator == 1
        if isinstance(a, numbers.Rational) and not (whole and b._numerator >= 0):
            return Fraction(a.numerator, a.denominator) ** b
        return a ** (b._numerator if whole else float(b))

    def __pos__(a):
        """+a: a Fraction also if a is of a subclass"""
        return Fraction._from_coprime_ints(a._numerator, a._denominator)

    def __neg__(a):
        """-a"""
        return Fraction._from_coprime_ints(-a._numerator, a._denominator)

    def __abs__(a):
        """abs(a)"""
        return -a if a._numerator < 0 else +a

    # ---- rounding

    def __floor__(a):
        """math.floor(a)"""
        return a._numerator // a._denominator

    def __ceil__(a):
        """math.ceil(a)"""
        return -(-a._numerator // a._denominator)

    def __trunc__(a):
        """math.trunc(a)"""
        return a.__ceil__() if a._numerator < 0 else a.__floor__()

    def __int__(a):
        """int(a)"""
        return operator.index(a.__trunc__())

    def __round__(self, ndigits=None):
        """round(self, ndigits), half to even"""
        if ndigits is None:
            whole, rest = divmod(self._numerator, self._denominator)
            above_half = 2 * rest - self._denominator
            return whole + (above_half > 0 or (above_half == 0 and whole % 2))
        shift = 10 ** abs(ndigits)
        if ndigits > 0:
            return Fraction(round(self * shift), shift)
        return Fraction(round(self / shift) * shift)

    # ---- comparison

    def __hash__(self):
        return _hash_of(self._numerator, self._denominator)

    def __eq__(a, b):
        """a == b"""
        if type(b) is int:
            return a._numerator == b and a._denominator == 1
        if isinstance(b, numbers.Rational):
            return a._numerator == b.numerator and a._denominator == b.denominator
        if isinstance(b, numbers.Complex) and b.imag == 0:
            b = b.real
        if isinstance(b, float):
            return math.isfinite(b) and a == a.from_float(b)
        return NotImplemented

    __lt__, __gt__, __le__, __ge__ = map(_comparison, (operator.lt, operator.gt, operator.le,
                                                       operator.ge))

    def __bool__(a):
        """a != 0"""
        return bool(a._numerator)

    # ---- pickle and copy

    def __reduce__(self):
        return self.__class__, (self._numerator, self._denominator)

    def __copy__(self):
        return self if type(self) == Fraction else self.__class__(self._numerator,
                                                                  self._denominator)

    def __deepcopy__(self, memo):
        return self.__copy__()


def _is_decimal(value):
    decimal = sys.modules.get("decimal") or sys.modules.get("_pydecimal")
    return decimal is not None and isinstance(value, decimal.Decimal)


def _parse(text):
    """Numerator and denominator of a text, in lowest terms."""
    match = _TEXT.match(text)
    if match is None:
        raise ValueError("Invalid literal for Fraction: %r" % text)
    numerator = int(match["num"] or "0")
    denominator = match["denom"]
    if denominator:
        denominator = int(denominator)
    else:
        denominator = 1
        decimal = match["decimal"]
        if decimal:
            decimal = decimal.replace("_", "")
            scale = 10 ** len(decimal)
            numerator = numerator * scale + int(decimal)
            denominator *= scale
        exponent = match["exp"]
        if exponent:
            exponent = int(exponent)
            if exponent >= 0:
                numerator *= 10 ** exponent
            else:
                denominator *= 10 ** -exponent
    if match["sign"] == "-":
        numerator = -numerator
    if denominator == 0:
        raise ZeroDivisionError("Fraction(%s, 0)" % numerator)
    divisor = math.gcd(numerator, denominator)
    return numerator // divisor, denominator // divisor
