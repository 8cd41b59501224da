# A hundred thousand levels of anything are printed, compared, hashed, called, iterated, copied or
# freed with an exception at worst.
import copy
import functools
import itertools
import json
import marshal
import pickle
import types
from collections import OrderedDict, defaultdict, deque

DEPTH = 100_000


def nest(make, value, depth=DEPTH):
    for _ in range(depth):
        value = make(value)
    return value


def attempt(function, *args):
    try:
        function(*args)
        return "done"
    except (RecursionError, MemoryError, ValueError) as error:
        return type(error).__name__


def compare(make, value):
    return attempt(lambda: nest(make, value) == nest(make, value))


CONTAINERS = {
    "list": lambda x: [x], "tuple": lambda x: (x,), "dict": lambda x: {1: x}, "deque": lambda x: deque([x]),
    "OrderedDict": lambda x: OrderedDict(a=x), "defaultdict": lambda x: defaultdict(None, a=x), "slice": slice,
    "frozenset": lambda x: frozenset([x]), "namespace": lambda x: types.SimpleNamespace(a=x),
}
for name, make in CONTAINERS.items():
    start = () if name == "frozenset" else []
    print(name, attempt(repr, nest(make, start)), compare(make, start))
# expect: list RecursionError RecursionError
# expect: tuple RecursionError RecursionError
# expect: dict RecursionError RecursionError
# expect: deque RecursionError RecursionError
# expect: OrderedDict RecursionError RecursionError
# expect: defaultdict RecursionError RecursionError
# expect: slice RecursionError RecursionError
# expect: frozenset RecursionError RecursionError
# expect: namespace RecursionError RecursionError

print(attempt(hash, nest(lambda x: (x,), (), 10 * DEPTH)))            # expect: RecursionError
print(attempt(hash, nest(slice, 1)))                                  # expect: RecursionError
print(attempt(hash, nest(lambda x: list[x], int)))                    # expect: RecursionError
for function in pickle.dumps, copy.deepcopy, json.dumps, marshal.dumps:
    print(function.__name__, attempt(function, nest(lambda x: [x], [])))
# expect: dumps RecursionError
# expect: deepcopy RecursionError
# expect: dumps RecursionError
# expect: dumps ValueError
print(attempt(json.loads, "[" * DEPTH))                               # expect: RecursionError
print(attempt(isinstance, 1.5, nest(lambda x: (x,), int)))            # expect: RecursionError

for make in map, filter:
    print(attempt(next, nest(lambda x: make(bool, x), iter([1]), 5 * DEPTH)))
# expect: RecursionError
# expect: RecursionError
for make in enumerate, zip, itertools.chain:
    print(make.__name__, attempt(next, nest(make, iter([1]), 5 * DEPTH)))
# expect: enumerate RecursionError
# expect: zip RecursionError
# expect: chain RecursionError
print(attempt(next, nest(itertools.cycle, iter([1]))) in ("done", "RecursionError"))  # expect: True


def generator(inner):
    yield from inner


print(attempt(next, nest(generator, iter([1]))))                      # expect: RecursionError

print(attempt(nest(lambda x: x.__call__, lambda: 0)))                 # expect: RecursionError
print(attempt(nest(functools.lru_cache, lambda: 0)))                  # expect: RecursionError
print(attempt(nest(staticmethod, lambda: 0)))                         # expect: RecursionError
group = nest(lambda x: ExceptionGroup("g", [x]), ValueError())
print(attempt(group.split, TypeError), attempt(repr, group))          # expect: RecursionError RecursionError


def chained(error):
    new = ValueError()
    new.__context__ = error
    return new


class Linked:
    def __init__(self, next):
        self.next = next


# Freed without recursion, the type whatever.
for make in (lambda x: [x], chained, Linked, generator, lambda x: lambda: x):
    nest(make, None)
print("freed")                                                        # expect: freed
