"""Reads sales as CSV from standard input and prints a report: totals, pivot table, outliers."""
import sys
from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby
from math import sqrt
from operator import attrgetter

MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September",
          "October", "November", "December"]


class CsvError(ValueError):
    pass


def parse_csv(text):
    """Rows of fields (RFC 4180): quotes, doubled quotes, line ends within quotes."""
    rows, row, field = [], [], []
    quoted = False
    i = 0
    while i < len(text):
        c = text[i]
        if quoted:
            if c == '"':
                if text[i + 1:i + 2] == '"':
                    field.append('"')
                    i += 1
                else:
                    quoted = False
            else:
                field.append(c)
        elif c == '"':
            if field:
                raise CsvError(f"quote within a field, character {i}")
            quoted = True
        elif c == ",":
            row.append("".join(field))
            field = []
        elif c == "\n":
            row.append("".join(field))
            rows.append(row)
            row, field = [], []
        elif c != "\r":
            field.append(c)
        i += 1
    if quoted:
        raise CsvError("end of input within quotes")
    if field or row:
        row.append("".join(field))
        rows.append(row)
    return rows


def mean(numbers):
    return sum(numbers) / len(numbers)


def median(numbers):
    ordered = sorted(numbers)
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def spread(numbers):
    """The standard deviation."""
    centre = mean(numbers)
    return sqrt(sum((x - centre) ** 2 for x in numbers) / len(numbers))


@dataclass(frozen=True, order=True)
class Day:
    year: int
    month: int
    day: int

    @classmethod
    def parse(cls, text):
        year, month, day = map(int, text.split("-"))
        if not (1 <= month <= 12 and 1 <= day <= 31):
            raise ValueError(f"no such day: {text}")
        return cls(year, month, day)

    def __str__(self):
        return f"{self.day} {MONTHS[self.month - 1]} {self.year}"


class Money(int):
    """An amount in cents."""

    @classmethod
    def parse(cls, text):
        whole, _, cents = text.partition(".")
        return cls(int(whole) * 100 + int(cents.ljust(2, "0")))

    def __add__(self, other):
        return Money(int(self) + int(other))

    __radd__ = __add__

    def __mul__(self, count):
        return Money(int(self) * count)

    __rmul__ = __mul__

    def __str__(self):
        return f"{self // 100}.{self % 100:02}"


@dataclass(frozen=True, order=True)
class Sale:
    day: Day
    region: str
    product: str
    units: int
    price: Money

    @property
    def total(self):
        return self.price * self.units

    @property
    def quarter(self):
        return f"Q{(self.day.month - 1) // 3 + 1}"

    @classmethod
    def from_row(cls, row):
        day, region, product, units, price = row
        return cls(Day.parse(day), region.strip(), product.strip(), int(units),
                   Money.parse(price))


def read(text):
    """(sales, complaints about rows that could not be read)"""
    rows = parse_csv(text)
    sales, complaints = [], []
    for number, row in enumerate(rows[1:], 2):
        try:
            sales.append(Sale.from_row(row))
        except ValueError as error:
            complaints.append(f"row {number}: {type(error).__name__}")
    return sales, complaints


def table(headers, rows):
    cells = [list(map(str, headers))] + [[str(cell) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*cells)]
    lines = []
    for row in cells:
        first, *rest = row
        lines.append("  ".join([first.ljust(widths[0])] +
                               [cell.rjust(width) for cell, width in zip(rest, widths[1:])]))
    lines.insert(1, "-" * len(lines[0]))
    return "\n".join(lines)


def pivot(sales, row_key, column_key):
    sums = defaultdict(lambda: defaultdict(Money))
    columns = sorted({column_key(sale) for sale in sales})
    for sale in sales:
        sums[row_key(sale)][column_key(sale)] += sale.total
    rows = []
    for name in sorted(sums):
        values = [sums[name][column] for column in columns]
        rows.append([name, *values, sum(values, Money())])
    totals = [sum(column, Money()) for column in zip(*(row[1:] for row in rows))]
    rows.append(["total", *totals])
    return table(["", *columns, "total"], rows)


def outliers(sales, limit=1.9):
    for product, group in groupby(sorted(sales, key=attrgetter("product", "day")),
                                  key=attrgetter("product")):
        group = list(group)
        units = [sale.units for sale in group]
        deviation = spread(units)
        if not deviation:
            continue
        for sale in group:
            score = (sale.units - mean(units)) / deviation
            if abs(score) > limit:
                yield product, sale, score


def main():
    sales, complaints = read(sys.stdin.read())
    print(f"{len(sales)} sales, {sum((sale.total for sale in sales), Money())} in all")
    for complaint in complaints:
        print("  skipped", complaint)
    print()
    print(pivot(sales, attrgetter("region"), attrgetter("quarter")))
    print()
    print(pivot(sales, attrgetter("product"), attrgetter("region")))
    print()
    for product, group in groupby(sorted(sales, key=attrgetter("product")),
                                  attrgetter("product")):
        units = [sale.units for sale in group]
        print(f"{product}: {len(units)} sales, mean {mean(units):.2f}, median {median(units):g}")
    print()
    for product, sale, score in outliers(sales):
        print(f"{product} on {sale.day}: {sale.units} units ({score:+.2f})")
    print(min(sales))
    try:
        parse_csv('a,"b')
    except CsvError as error:
        print("error:", error)


main()
