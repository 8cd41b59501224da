"""Dataclasses made, compared, sorted and changed: generated methods."""
from dataclasses import dataclass, field, replace


@dataclass(order=True, frozen=True)
class Money:
    cents: int
    currency: str = "EUR"

    def __add__(self, other):
        return Money(self.cents + other.cents, self.currency)


@dataclass
class Line:
    name: str
    price: Money
    count: int = 1

    @property
    def total(self):
        return Money(self.price.cents * self.count)


@dataclass
class Order:
    number: int
    lines: list = field(default_factory=list)

    def total(self):
        return sum((line.total for line in self.lines), Money(0))


orders = [Order(n, [Line(f"thing {i}", Money(n * 7 % 900 + i), i % 4 + 1) for i in range(n % 9)]) for n in range(6000)]
ranked = sorted(orders, key=Order.total)
cheaper = [replace(line, price=Money(line.price.cents // 2)) for order in orders[::10] for line in order.lines]
print(ranked[-1].total(), len({order.total() for order in orders}), sum(line.total.cents for line in cheaper))
print(orders[2] == Order(2, list(orders[2].lines)), repr(orders[2])[:60])
