"""Spectral norm of an infinite matrix, cut to n rows, by the power method; three ways."""
import math
import sys
from itertools import count, repeat
from operator import mul


def a(i, j):
    return 1.0 / ((i + j) * (i + j + 1) // 2 + i + 1)


def times(v):
    """A times v, the plain way."""
    n = len(v)
    result = []
    for i in range(n):
        total = 0.0
        for j in range(n):
            total += v[j] / ((i + j) * (i + j + 1) // 2 + i + 1)
        result.append(total)
    return result


def transposed_times(v):
    n = len(v)
    return [sum(v[j] * a(j, i) for j in range(n)) for i in range(n)]


class Matrix:
    """The same matrix with its rows kept, as a sequence of tuples."""

    def __init__(self, n):
        self.rows = [tuple(a(i, j) for j in range(n)) for i in range(n)]

    def __matmul__(self, vector):
        return [math.fsum(map(mul, row, vector)) for row in self.rows]

    @property
    def transposed(self):
        new = Matrix.__new__(Matrix)
        new.rows = list(zip(*self.rows))
        return new

    def __getitem__(self, index):
        i, j = index
        return self.rows[i][j]

    def __len__(self):
        return len(self.rows)


def power_method(multiply, n, steps=10):
    u = [1.0] * n
    v = u
    for _ in range(steps):
        v = multiply(u)
        u = multiply(v)
    vbv = sum(map(mul, u, v))
    vv = sum(x * x for x in v)
    return math.sqrt(vbv / vv)


def convergence(matrix, tolerance):
    """Steps until the estimate moves by less than the tolerance."""
    u = [1.0] * len(matrix)
    before = 0.0
    turned = matrix.transposed
    for step in count(1):
        v = turned @ (matrix @ u)
        norm = math.sqrt(sum(map(mul, v, v)))
        u = [x / norm for x in v]
        if abs(norm - before) < tolerance:
            return step, math.sqrt(norm)
        before = norm


def trace_of_square(matrix):
    """The trace of A times A transposed: the sum of all squares, in two orders of summing."""
    by_rows = sum(sum(x * x for x in row) for row in matrix.rows)
    by_columns = sum(sum(x * x for x in column) for column in zip(*matrix.rows))
    return by_rows, by_columns


def main():
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    plain = power_method(lambda u: transposed_times(times(u)), n)
    print(f"plain:  {plain:.9f}")
    matrix = Matrix(n)
    turned = matrix.transposed
    kept = power_method(lambda u: turned @ (matrix @ u), n)
    print(f"matrix: {kept:.9f}")
    for tolerance in (1e-3, 1e-6, 1e-9, 1e-12):
        steps, norm = convergence(matrix, tolerance)
        print(f"within {tolerance:g}: {steps} steps, {norm:.12f}")
    print("corner:", [[round(matrix[i, j], 6) for j in range(4)] for i in range(3)])
    print("row sums:", [f"{sum(row):.6f}" for row in matrix.rows[:5]])
    by_rows, by_columns = trace_of_square(matrix)
    print(f"trace: {by_rows:.10f}", math.isclose(by_rows, by_columns, rel_tol=1e-12))
    assert len(list(repeat(1.0, n))) == len(matrix)


main()
