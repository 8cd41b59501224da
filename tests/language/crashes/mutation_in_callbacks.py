# What a callback does to the object being worked on: every mutation of every container in every
# place that calls back. Results may differ; nothing is harmed, and errors are the documented ones.
import array
import bisect
import collections
import copy
import functools
import gc
import heapq
import io
import itertools
import json
import operator
import pickle
import re

EXPECTED = (RuntimeError, ValueError, IndexError, KeyError, TypeError, BufferError, AttributeError,
            StopIteration, pickle.PicklingError)


class Spoiler:
    """Does something to a container whenever it is looked at."""

    def __init__(self, spoil, container):
        self.spoil, self.container, self.left = spoil, container, 5

    def act(self):
        if self.left:
            self.left -= 1
            self.spoil(self.container)

    def __eq__(self, other):
        self.act()
        return False

    def __lt__(self, other):
        self.act()
        return True

    def __hash__(self):
        self.act()
        return 1

    def __repr__(self):
        self.act()
        return "Spoiler"

    def __index__(self):
        self.act()
        return 1

    def __len__(self):
        self.act()
        return 1

    def __bool__(self):
        self.act()
        return True

    def __iter__(self):
        self.act()
        return iter((1, 2))

    def __call__(self, *args):
        self.act()
        return 1

    def __format__(self, spec):
        self.act()
        return "formatted"

    def __reduce_ex__(self, protocol):
        self.act()
        return int, (1,)

    def __deepcopy__(self, memo):
        self.act()
        return 1

    def __add__(self, other):
        self.act()
        return 1

    __radd__ = __add__

    def __del__(self):
        self.act()


def clear(container):
    container.clear()
    gc.collect(0)


def grow(container):
    if hasattr(container, "append"):
        for _ in range(50):
            container.append(0)
    elif hasattr(container, "add"):
        container.update(range(100, 150))
    else:
        container.update(dict.fromkeys(range(100, 150)))


def shrink(container):
    while len(container) > 1:
        container.popitem() if hasattr(container, "popitem") else container.pop()


def replace(container):
    container.clear()
    grow(container)


def spoilers(container):
    for spoil in clear, grow, shrink, replace:
        yield Spoiler(spoil, container)


MAKERS = {
    "list": (list, lambda c, s: c.extend([1, s, 2, s])),
    "dict": (dict, lambda c, s: c.update({1: s, 2: 2, "k": s})),
    "keys": (dict, lambda c, s: c.update({s: 1, 3: 3})),
    "set": (set, lambda c, s: c.update([s, 1, 2])),
    "deque": (collections.deque, lambda c, s: c.extend([s, 1, s])),
    "bounded": (lambda: collections.deque(maxlen=3), lambda c, s: c.extend([s, 1, s])),
    "ordered": (collections.OrderedDict, lambda c, s: c.update({1: s, "k": s})),
    "default": (lambda: collections.defaultdict(int), lambda c, s: c.update({1: s, "k": s})),
    "counter": (collections.Counter, lambda c, s: c.update({1: 1, "k": 2})),
    "bytearray": (bytearray, lambda c, s: c.extend(b"abcab")),
    "array": (lambda: array.array("i"), lambda c, s: c.extend(array.array("i", [1, 2, 3]))),
}
ACTIONS = [
    lambda c, s: repr(c), lambda c, s: c == copy.copy(c), lambda c, s: c != type(c)(c), lambda c, s: c < c,
    lambda c, s: s in c, lambda c, s: c.count(s), lambda c, s: c.index(s), lambda c, s: c.remove(s),
    lambda c, s: sorted(c), lambda c, s: c.sort(), lambda c, s: c.sort(key=s), lambda c, s: list(map(s, c)),
    lambda c, s: [x + s for x in c], lambda c, s: max(c, key=s), lambda c, s: sum(c), lambda c, s: any(c),
    lambda c, s: ",".join(c), lambda c, s: str.join(",", map(repr, c)), lambda c, s: pickle.dumps(c),
    lambda c, s: copy.deepcopy(c), lambda c, s: json.dumps(c, default=s), lambda c, s: tuple(c),
    lambda c, s: set(c), lambda c, s: dict.fromkeys(c), lambda c, s: c.update({s: s}), lambda c, s: c.update([s]),
    lambda c, s: c.extend(s), lambda c, s: c.__setitem__(slice(0, 2), s), lambda c, s: c.__setitem__(s, s),
    lambda c, s: c[s], lambda c, s: c.__delitem__(s), lambda c, s: c.insert(s, s), lambda c, s: c.pop(s),
    lambda c, s: c.setdefault(s, s), lambda c, s: c.get(s), lambda c, s: c | {s: 1}, lambda c, s: c & {s},
    lambda c, s: c - {s, 1}, lambda c, s: c ^ {s}, lambda c, s: c.issubset({s, 1}), lambda c, s: c * s,
    lambda c, s: c + [s], lambda c, s: c.__iadd__(s), lambda c, s: c.__imul__(s), lambda c, s: c.rotate(s),
    lambda c, s: bisect.insort(c, s), lambda c, s: heapq.heappush(c, s), lambda c, s: heapq.heapify(c),
    lambda c, s: heapq.nsmallest(2, c, key=s), lambda c, s: list(itertools.groupby(c, s)),
    lambda c, s: functools.reduce(s, c), lambda c, s: list(zip(c, map(s, c))), lambda c, s: f"{c}{s}",
    lambda c, s: "%s%r" % (c, s), lambda c, s: print(*c, file=io.StringIO()), lambda c, s: bytes(c),
    lambda c, s: bytearray(c), lambda c, s: array.array("i", c), lambda c, s: [*c, *s], lambda c, s: (lambda *a: 1)(*c),
    lambda c, s: (lambda **k: 1)(**c), lambda c, s: operator.countOf(c, s), lambda c, s: list(filter(s, c)),
    lambda c, s: [c.clear() for x in c], lambda c, s: [grow(c) for x, _ in zip(c, range(9))],
    lambda c, s: list(itertools.accumulate(c, s)), lambda c, s: re.sub("a", s, "aaa"), lambda c, s: c.reverse(),
    lambda c, s: c.popitem(), lambda c, s: list(c.items()) == list(c.items()), lambda c, s: c.keys() & [s],
    lambda c, s: c.values() in c, lambda c, s: c.move_to_end(s), lambda c, s: c.most_common(s), lambda c, s: c.subtract([s]),
    lambda c, s: next(iter(c)) == s, lambda c, s: isinstance(s, (int, *c)), lambda c, s: slice(s, s, s).indices(s),
    lambda c, s: c.find(97, s), lambda c, s: c.index(1, s), lambda c, s: c.replace(b"a", b"bb", s),
    lambda c, s: c.split(b"a", s), lambda c, s: c.center(s), lambda c, s: c.ljust(s), lambda c, s: c.zfill(s),
    lambda c, s: c.startswith(b"a", s), lambda c, s: c.count(1, s), lambda c, s: c.count(b"a", s, s), lambda c, s: c[s:s],
    lambda c, s: c.__setitem__(slice(s, s), b"xyz"), lambda c, s: c.__setitem__(slice(s, s), array.array("i", [5])),
    lambda c, s: c.__delitem__(slice(s, None, s)), lambda c, s: c.__setitem__(slice(None, None, s), c), lambda c, s: c.append(s),
    lambda c, s: c.rindex(1, s), lambda c, s: memoryview(c)[s], lambda c, s: memoryview(c).__setitem__(s, s),
    lambda c, s: memoryview(b"abc")[s], lambda c, s: range(s)[s], lambda c, s: "abc"[s:s], lambda c, s: c.copy(),
]

tried = 0
for name, (make, fill) in MAKERS.items():
    for action in ACTIONS:
        for kind in range(4):
            container = make()
            spoiler = next(itertools.islice(spoilers(container), kind, None))
            try:
                fill(container, spoiler)
                spoiler.left = 5
                action(container, spoiler)
            except EXPECTED:
                pass
            spoiler.left = 0
            tried += 1
gc.collect()
print(tried)  # expect: 4444
