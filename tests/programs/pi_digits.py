"""Big integers: digits of pi in two ways, exact matrices, Fibonacci by matrix power, factorials."""
import sys
from itertools import islice
from math import comb, factorial, gcd, isqrt


def spigot():
    """Digits of pi, one by one (Gibbons' unbounded spigot)."""
    q, r, t, k, n, l = 1, 0, 1, 1, 3, 3
    while True:
        if 4 * q + r - t < n * t:
            yield n
            q, r, n = 10 * q, 10 * (r - n * t), 10 * (3 * q + r) // t - 10 * n
        else:
            q, r, t, k, n, l = (q * k, (2 * q + r) * l, t * l, k + 1,
                                (q * (7 * k + 2) + r * l) // (t * l), l + 2)


def arctan_inverse(x, unity):
    """arctan(1/x) scaled by unity."""
    total = term = unity // x
    square = x * x
    n, sign = 3, -1
    while term:
        term //= square
        total += sign * (term // n)
        sign, n = -sign, n + 2
    return total


def machin(digits):
    unity = 10 ** (digits + 10)
    pi = 4 * (4 * arctan_inverse(5, unity) - arctan_inverse(239, unity))
    return pi // 10 ** 10


class Fraction:
    """An exact fraction in lowest terms."""

    __slots__ = ("top", "bottom")

    def __init__(self, top, bottom=1):
        if bottom == 0:
            raise ZeroDivisionError("a fraction over zero")
        if bottom < 0:
            top, bottom = -top, -bottom
        divisor = gcd(top, bottom)
        self.top, self.bottom = top // divisor, bottom // divisor

    def __add__(self, other):
        return Fraction(self.top * other.bottom + other.top * self.bottom,
                        self.bottom * other.bottom)

    def __sub__(self, other):
        return Fraction(self.top * other.bottom - other.top * self.bottom,
                        self.bottom * other.bottom)

    def __mul__(self, other):
        return Fraction(self.top * other.top, self.bottom * other.bottom)

    def __truediv__(self, other):
        return Fraction(self.top * other.bottom, self.bottom * other.top)

    def __eq__(self, other):
        return (self.top, self.bottom) == (other.top, other.bottom)

    def __bool__(self):
        return self.top != 0

    def __repr__(self):
        return str(self.top) if self.bottom == 1 else f"{self.top}/{self.bottom}"


class Matrix:
    def __init__(self, rows):
        self.rows = [list(row) for row in rows]

    @classmethod
    def identity(cls, n, one=1, zero=0):
        return cls([one if i == j else zero for j in range(n)] for i in range(n))

    @classmethod
    def hilbert(cls, n):
        return cls([Fraction(1, i + j + 1) for j in range(n)] for i in range(n))

    def __matmul__(self, other):
        columns = list(zip(*other.rows))
        return Matrix([self.dot(row, column) for column in columns] for row in self.rows)

    @staticmethod
    def dot(row, column):
        total = row[0] * column[0]
        for a, b in zip(row[1:], column[1:]):
            total = total + a * b
        return total

    def __pow__(self, exponent):
        result = Matrix.identity(len(self.rows))
        base = self
        while exponent:
            if exponent & 1:
                result = result @ base
            base = base @ base
            exponent >>= 1
        return result

    def __eq__(self, other):
        return self.rows == other.rows

    def inverse_and_determinant(self):
        """By Gauss-Jordan elimination over fractions."""
        n = len(self.rows)
        one, zero = Fraction(1), Fraction(0)
        work = [row + [one if i == j else zero for j in range(n)]
                for i, row in enumerate(self.rows)]
        determinant = one
        for column in range(n):
            pivot = next(r for r in range(column, n) if work[r][column])
            if pivot != column:
                work[column], work[pivot] = work[pivot], work[column]
                determinant = zero - determinant
            factor = work[column][column]
            determinant = determinant * factor
            work[column] = [x / factor for x in work[column]]
            for r in range(n):
                if r != column and work[r][column]:
                    factor = work[r][column]
                    work[r] = [x - factor * y for x, y in zip(work[r], work[column])]
        return Matrix(row[n:] for row in work), determinant


def digit_sum(n):
    return sum(map(int, str(n)))


def main():
    digits = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    text = str(machin(digits))
    for start in range(0, min(len(text), 2000), 80):
        print(text[start:start + 80])
    short = min(500, digits)
    assert "".join(map(str, islice(spigot(), short))) == text[:short]
    print("digits:", [text.count(d) for d in "0123456789"])

    fibonacci = Matrix([[1, 1], [1, 0]]) ** 1000
    print("fibonacci(1000) =", fibonacci.rows[0][1])
    hilbert = Matrix.hilbert(6)
    inverse, determinant = hilbert.inverse_and_determinant()
    print("hilbert:", inverse.rows[0], "determinant", determinant)
    assert hilbert @ inverse == Matrix.identity(6, Fraction(1), Fraction(0))

    print("100! has digit sum", digit_sum(factorial(100)), "and", len(str(factorial(1000))),
          "digits for 1000!")
    print("2**1000 mod 10**9+7 =", pow(2, 1000, 10 ** 9 + 7), "inverse", pow(3, -1, 10 ** 9 + 7))
    print("isqrt:", isqrt(2 * 10 ** 60), "comb:", comb(100, 50))
    huge = 7 ** 500
    print(huge.bit_length(), hex(huge)[:20], huge >> 1300, -huge // 10 ** 420, -huge % 10 ** 9)
    q, r = divmod(-(10 ** 50) + 3, 10 ** 20 + 7)
    print(q, r, q * (10 ** 20 + 7) + r == -(10 ** 50) + 3)
    try:
        Fraction(1, 0)
    except ZeroDivisionError as error:
        print("error:", error)


main()
