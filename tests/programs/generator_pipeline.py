"""Generators connected to pipelines: sources, filters, windows, coroutines that collect."""
import sys
from collections import deque
from contextlib import contextmanager
from functools import reduce, wraps
from itertools import accumulate, chain, count, groupby, islice, takewhile, tee, zip_longest


def coroutine(function):
    """Starts a generator, so that it can be sent to at once."""
    @wraps(function)
    def start(*args, **kwargs):
        generator = function(*args, **kwargs)
        next(generator)
        return generator
    return start


def primes():
    """All primes, by a sieve that grows as it goes."""
    composites = {}
    for n in count(2):
        if n not in composites:
            yield n
            composites[n * n] = [n]
        else:
            for p in composites.pop(n):
                composites.setdefault(n + p, []).append(p)


def collatz(n):
    while n != 1:
        yield n
        n = n // 2 if n % 2 == 0 else 3 * n + 1
    yield 1


def windows(iterable, size):
    window = deque(maxlen=size)
    for item in iterable:
        window.append(item)
        if len(window) == size:
            yield tuple(window)


def flatten(nested, depth=0):
    for item in nested:
        if isinstance(item, (list, tuple)):
            deepest = yield from flatten(item, depth + 1)
            depth = max(depth, deepest)
        else:
            yield item
    return depth


def merge(*sorted_iterables):
    """Merges sorted iterables lazily."""
    heads = []
    for iterator in map(iter, sorted_iterables):
        for value in iterator:
            heads.append([value, iterator])
            break
    while heads:
        smallest = min(heads, key=lambda head: head[0])
        yield smallest[0]
        try:
            smallest[0] = next(smallest[1])
        except StopIteration:
            heads.remove(smallest)


@coroutine
def averager():
    total = n = 0
    average = None
    while True:
        try:
            value = yield average
        except ValueError as error:
            print("  averager starts again:", error)
            total = n = 0
            average = None
            continue
        total += value
        n += 1
        average = total / n


@coroutine
def broadcast(*targets):
    try:
        while True:
            item = yield
            for target in targets:
                target.send(item)
    finally:
        for target in targets:
            target.close()


@coroutine
def collector(name, into, accept=lambda item: True):
    try:
        while True:
            item = yield
            if accept(item):
                into.setdefault(name, []).append(item)
    except GeneratorExit:
        into[name + " closed"] = True


class Pipeline:
    """source | stage | stage ...; nothing runs before it is iterated over."""

    def __init__(self, source):
        self.source = source

    def __or__(self, stage):
        return Pipeline(stage(self.source))

    def __iter__(self):
        return iter(self.source)

    def __rshift__(self, sink):
        return sink(self.source)


def where(predicate):
    return lambda items: (item for item in items if predicate(item))


def select(function):
    return lambda items: (function(item) for item in items)


def take(n):
    return lambda items: islice(items, n)


@contextmanager
def section(title):
    print(f"== {title}")
    try:
        yield print
    except ZeroDivisionError as error:
        print("  stopped by", repr(error))
    finally:
        print("--")


def main():
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 20000
    with section("primes") as say:
        first, second = tee(primes())
        say(list(islice(first, 12)))
        twins = ((a, b) for a, b in windows(second, 2) if b - a == 2)
        say(list(islice(twins, 6)))
        say(sum(takewhile(lambda p: p < n, primes())))
    with section("collatz") as say:
        longest = max(range(1, n // 10), key=lambda k: sum(1 for _ in collatz(k)))
        say(longest, sum(1 for _ in collatz(longest)), max(collatz(longest)))
    with section("pipeline") as say:
        words = "the quick brown fox jumps over the lazy dog and runs away".split()
        result = (Pipeline(words) | where(lambda w: len(w) > 3) | select(str.upper) | take(4)) >> list
        say(result)
        lengths = Pipeline(sorted(words, key=len)) | (lambda ws: groupby(ws, key=len))
        say({size: list(group) for size, group in lengths})
        say(list(merge([1, 4, 9, 16], range(0, 20, 5), iter([2, 3]))))
    with section("flatten") as say:
        def measure():
            depth = yield from flatten([1, [2, [3, [4, (5, 6)]], 7], [[8]]])
            yield f"depth {depth}"
        say(list(measure()))
    with section("coroutines") as say:
        average = averager()
        say([average.send(x) for x in (10, 20, 60)])
        average.throw(ValueError("reset"))
        say(average.send(5))
        found = {}
        hub = broadcast(collector("all", found), collector("even", found, lambda x: x % 2 == 0))
        for item in chain(range(5), [10, 11]):
            hub.send(item)
        hub.close()
        say(found)
    with section("errors") as say:
        say(list(accumulate(range(1, 8), lambda a, b: a * b)))
        say(list(zip_longest("ab", range(3), fillvalue="-")))
        lazy = (1 // (3 - k) for k in range(6))
        for value in lazy:
            say(value)
    print(reduce(lambda a, b: a * 31 + b, islice(primes(), 40)) % 1000003)


main()
