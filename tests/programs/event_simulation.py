"""A bank with counters, simulated event by event with a heap queue."""
import heapq
import random
import sys
from abc import ABC, abstractmethod
from collections import deque
from dataclasses import dataclass, field
from itertools import count


@dataclass(order=True)
class Event:
    time: float
    order: int
    action: object = field(compare=False)
    cancelled: bool = field(default=False, compare=False)


class Simulation:
    """Actions in the order of their times; equal times in the order they were scheduled."""

    def __init__(self, seed):
        self.now = 0.0
        self.random = random.Random(seed)
        self.queue = []
        self.orders = count()
        self.log = []

    def schedule(self, delay, action):
        if delay < 0:
            raise ValueError("the past cannot be changed")
        event = Event(self.now + delay, next(self.orders), action)
        heapq.heappush(self.queue, event)
        return event

    def run(self, until):
        events = 0
        while self.queue and self.queue[0].time <= until:
            event = heapq.heappop(self.queue)
            if event.cancelled:
                continue
            self.now = event.time
            event.action()
            events += 1
        self.now = until
        return events

    def note(self, text):
        if len(self.log) < 12:
            self.log.append(f"{self.now:8.2f} {text}")


class Statistics:
    __slots__ = ("count", "total", "squares", "largest")

    def __init__(self):
        self.count = self.total = self.squares = 0
        self.largest = float("-inf")

    def add(self, value):
        self.count += 1
        self.total += value
        self.squares += value * value
        self.largest = max(self.largest, value)

    @property
    def mean(self):
        return self.total / self.count if self.count else 0.0

    @property
    def deviation(self):
        if self.count < 2:
            return 0.0
        return max(0.0, self.squares / self.count - self.mean ** 2) ** 0.5

    def __format__(self, spec):
        spec = spec or ".2f"
        return f"{self.mean:{spec}} ±{self.deviation:{spec}} (at most {self.largest:{spec}})"


class Customer(ABC):
    """Each kind knows how long it takes and how long it waits at most."""

    numbers = count(1)
    kinds = {}

    def __init_subclass__(cls, share, **kwargs):
        super().__init_subclass__(**kwargs)
        Customer.kinds[cls] = share

    def __init__(self, simulation):
        self.number = next(Customer.numbers)
        self.arrived = simulation.now

    @abstractmethod
    def service_time(self, random):
        """Minutes at the counter."""

    patience = 20.0

    def __str__(self):
        return f"{type(self).__name__.lower()} {self.number}"


class Depositor(Customer, share=6):
    def service_time(self, random):
        return random.uniform(1, 3)


class Borrower(Customer, share=2):
    patience = 45.0

    def service_time(self, random):
        return random.gauss(12, 3) if random.random() < 0.9 else 30.0


class Tourist(Customer, share=1):
    patience = 8.0

    def service_time(self, random):
        return random.expovariate(1 / 5)


class Bank:
    def __init__(self, simulation, counters, rate):
        self.simulation = simulation
        self.free = counters
        self.counters = counters
        self.rate = rate
        self.line = deque()
        self.waits = Statistics()
        self.services = Statistics()
        self.left = 0
        self.longest = 0
        self.busy = 0.0

    def open(self):
        self.next_arrival()

    def next_arrival(self):
        self.simulation.schedule(self.simulation.random.expovariate(self.rate), self.arrive)

    def arrive(self):
        kinds = list(Customer.kinds)
        kind, = self.simulation.random.choices(kinds, weights=Customer.kinds.values())
        customer = kind(self.simulation)
        leave = self.simulation.schedule(customer.patience, lambda: self.give_up(customer))
        self.line.append((customer, leave))
        self.longest = max(self.longest, len(self.line))
        self.simulation.note(f"{customer} arrives, {len(self.line)} in line")
        self.serve()
        self.next_arrival()

    def serve(self):
        while self.free and self.line:
            customer, leave = self.line.popleft()
            leave.cancelled = True
            self.free -= 1
            wait = self.simulation.now - customer.arrived
            self.waits.add(wait)
            time = max(0.5, customer.service_time(self.simulation.random))
            self.services.add(time)
            self.busy += time
            self.simulation.note(f"{customer} is served after {wait:.2f}")
            self.simulation.schedule(time, self.done)

    def done(self):
        self.free += 1
        self.serve()

    def give_up(self, customer):
        self.line = deque(pair for pair in self.line if pair[0] is not customer)
        self.left += 1
        self.simulation.note(f"{customer} gives up")


def main():
    minutes = float(sys.argv[1]) if len(sys.argv) > 1 else 3000.0
    for counters in (1, 2, 3):
        Customer.numbers = count(1)
        simulation = Simulation(seed=42)
        bank = Bank(simulation, counters, rate=0.5)
        bank.open()
        events = simulation.run(minutes)
        print(f"{counters} counters: {events} events, {bank.waits.count} served, "
              f"{bank.left} gave up, longest line {bank.longest}")
        print(f"  waits    {bank.waits}")
        print(f"  services {bank.services:.1f}")
        print(f"  counters busy {bank.busy / minutes / counters:.1%}")
        if counters == 2:
            print("\n".join(simulation.log))
    try:
        simulation.schedule(-1, print)
    except ValueError as error:
        print("error:", error)
    try:
        Customer(simulation)
    except TypeError as error:
        print("error:", error)


main()
