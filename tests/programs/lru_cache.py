"""Caches as decorators: LRU by a linked list, time-limited, and what they save."""
import functools
import sys
from collections import OrderedDict


class Node:
    __slots__ = ("key", "value", "previous", "next")

    def __init__(self, key=None, value=None):
        self.key, self.value = key, value
        self.previous = self.next = self

    def unlink(self):
        self.previous.next, self.next.previous = self.next, self.previous

    def insert_after(self, other):
        self.previous, self.next = other, other.next
        other.next.previous = self
        other.next = self


class LRU:
    """A mapping that keeps its `capacity` most recently used entries."""

    def __init__(self, capacity):
        if capacity < 1:
            raise ValueError("a cache needs room for an entry")
        self.capacity = capacity
        self.nodes = {}
        self.head = Node()
        self.hits = self.misses = self.evictions = 0

    def __getitem__(self, key):
        try:
            node = self.nodes[key]
        except KeyError:
            self.misses += 1
            raise
        self.hits += 1
        node.unlink()
        node.insert_after(self.head)
        return node.value

    def __setitem__(self, key, value):
        if key in self.nodes:
            node = self.nodes[key]
            node.value = value
            node.unlink()
        else:
            if len(self.nodes) >= self.capacity:
                oldest = self.head.previous
                oldest.unlink()
                del self.nodes[oldest.key]
                self.evictions += 1
            node = self.nodes[key] = Node(key, value)
        node.insert_after(self.head)

    def __contains__(self, key):
        return key in self.nodes

    def __len__(self):
        return len(self.nodes)

    def __iter__(self):
        node = self.head.next
        while node is not self.head:
            yield node.key
            node = node.next

    def __repr__(self):
        items = ", ".join(f"{key!r}: {self.nodes[key].value!r}" for key in self)
        return f"LRU({{{items}}})"


def cached(capacity=32, *, key=None, cache_type=LRU):
    """Decorator factory; `key` makes the cache's key of the arguments."""
    def make_key(*args, **kwargs):
        return args if not kwargs else (args, tuple(sorted(kwargs.items())))

    key = key or make_key

    def decorate(function):
        cache = cache_type(capacity)

        @functools.wraps(function)
        def wrapper(*args, **kwargs):
            k = key(*args, **kwargs)
            try:
                return cache[k]
            except KeyError:
                value = cache[k] = function(*args, **kwargs)
                return value

        wrapper.cache = cache
        return wrapper

    return decorate if not callable(capacity) else cached()(capacity)


def counted(function):
    """Counts the calls that get through."""
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        wrapper.calls += 1
        return function(*args, **kwargs)

    wrapper.calls = 0
    return wrapper


class Clock:
    def __init__(self):
        self.time = 0

    def tick(self, steps=1):
        self.time += steps
        return self.time


class Expiring(OrderedDict):
    """Entries die `lifetime` ticks after they were set."""

    clock = Clock()
    lifetime = 5

    def __init__(self, capacity):
        super().__init__()
        self.capacity = capacity

    def __getitem__(self, key):
        value, born = super().__getitem__(key)
        if self.clock.time - born >= self.lifetime:
            del self[key]
            raise KeyError(key)
        self.move_to_end(key)
        return value

    def __setitem__(self, key, value):
        super().__setitem__(key, (value, self.clock.time))
        if len(self) > self.capacity:
            self.popitem(last=False)


@cached(1000)
@counted
def partitions(n, largest=None):
    """The ways to write n as a sum of positive numbers, none above `largest`."""
    largest = n if largest is None else largest
    if n == 0:
        return 1
    return sum(partitions(n - first, first) for first in range(1, min(n, largest) + 1))


@cached
def distance(a, b):
    """Edit distance of two words."""
    if not a or not b:
        return len(a) + len(b)
    if a[0] == b[0]:
        return distance(a[1:], b[1:])
    return 1 + min(distance(a[1:], b), distance(a, b[1:]), distance(a[1:], b[1:]))


@cached(4, key=lambda n, **options: n, cache_type=Expiring)
@counted
def slow_square(n, **options):
    return n * n


def main():
    print(partitions(50), partitions.__wrapped__.calls, len(partitions.cache))
    print(partitions.__name__, partitions.__doc__)
    print(distance("kitten", "sitting"), distance("folio", "portfolio"))
    print(distance.cache.hits, distance.cache.misses, distance.cache.evictions)
    cache = LRU(3)
    for key in "abcadbeca":
        if key in cache:
            cache[key] += 1
        else:
            cache[key] = 1
    print(cache, list(cache), len(cache), cache.evictions)
    results = []
    for n in [1, 2, 1, 3, 1, 1, 4, 5, 6, 1]:
        results.append(slow_square(n, loud=n % 2))
        Expiring.clock.tick()
    print(results, slow_square.__wrapped__.calls, list(slow_square.cache))
    stdlib = functools.lru_cache(maxsize=100)(lambda n: n if n < 2 else stdlib(n - 1) + stdlib(n - 2))
    print(stdlib(90), stdlib.cache_info())
    try:
        LRU(0)
    except ValueError as error:
        print("error:", error)
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 20000
    small, state, total = LRU(64), 1, 0
    for _ in range(n):
        state = (state * 69069 + 1) % 2 ** 32
        key = state >> 25
        try:
            total += small[key]
        except KeyError:
            small[key] = key * key
    print(total, small.hits, small.misses, small.evictions)


main()
