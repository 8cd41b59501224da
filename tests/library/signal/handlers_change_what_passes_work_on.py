"""A signal's handler takes away what a pass in C works on: an exception or any result, no harm."""
import array
import collections
import heapq
import json
import pickle
import signal
import struct

SIZE = 200_000


def numbers():
    return dict.fromkeys(range(SIZE))


def texts():
    return {str(i): i for i in range(SIZE // 2)}


def with_gaps():
    d = numbers()
    for i in range(0, SIZE - 2, 3):
        del d[i], d[i + 1]
    return d


def many():
    return set(range(SIZE))


def data():
    return bytearray(b"a b\t" * (SIZE * 4))


def packed():
    return array.array("i", range(SIZE * 4))


def queue():
    return collections.deque(range(SIZE))


cases = (
    (numbers, dict.copy), (texts, dict.copy), (with_gaps, dict.copy), (numbers, dict),
    (numbers, list), (numbers, set), (numbers, lambda d: {}.update(d)), (numbers, lambda d: {-1: 0} | d),
    (numbers, lambda d: d | {-1: 0}), (numbers, lambda d: d == dict(d)), (numbers, dict.fromkeys),
    (numbers, lambda d: d.items() == dict(d).items()), (numbers, lambda d: list(d.items())),
    (numbers, repr), (numbers, pickle.dumps), (texts, json.dumps), (texts, sorted),
    (many, set.copy), (many, list), (many, frozenset), (many, lambda s: s | {-1}),
    (many, lambda s: {-1} | s), (many, lambda s: s & set(range(0, SIZE, 2))), (many, lambda s: s - {1}),
    (many, lambda s: s ^ set(range(0, SIZE * 2, 2))), (many, lambda s: s == set(s)),
    (many, lambda s: s.isdisjoint(range(-9, -1))), (many, lambda s: hash(frozenset(s))),
    (many, lambda s: s.update(range(SIZE, SIZE * 2))), (many, dict.fromkeys), (many, pickle.dumps),
    (many, lambda s: s.difference_update(range(0, SIZE, 2))), (many, lambda s: s <= set(s)),
    (data, bytearray.upper), (data, bytearray.title), (data, bytearray.islower),
    (data, bytearray.istitle), (data, bytearray.expandtabs), (data, lambda b: b.translate(None, b"a")),
    (data, lambda b: b.translate(bytes(256))), (data, bytearray.hex), (data, repr),
    (data, lambda b: b.strip(b"ab \t")), (data, lambda b: b[::2]), (data, lambda b: b[::-1]),
    (data, lambda b: b.__delitem__(slice(None, None, 3))), (data, lambda b: memoryview(b)[::2].tobytes()),
    (data, lambda b: bytes(memoryview(b)[::-1])), (data, lambda b: bytearray(memoryview(b)[::3])),
    (data, lambda b: b + b), (data, lambda b: b == bytes(b)), (data, lambda b: b.center(SIZE * 30)),
    (data, bytearray.decode), (data, lambda b: b.decode("utf-16")), (data, bytearray.reverse),
    (data, lambda b: memoryview(b).tolist()), (data, lambda b: memoryview(b).hex()),
    (data, lambda b: memoryview(b).cast("i") == packed()), (data, lambda b: struct.unpack(f"{len(b)}B", b)),
    (packed, array.array.reverse), (packed, array.array.byteswap), (packed, array.array.tolist),
    (packed, lambda a: a.count(-1)), (packed, lambda a: a == array.array("l", a)),
    (queue, collections.deque.copy), (queue, lambda q: q.count(-1)), (queue, lambda q: q == q.copy()),
    (queue, lambda q: q * 3), (queue, list), (queue, lambda q: -1 in q),
    (lambda: list(range(SIZE, 0, -1)), heapq.heapify),
)


def change(*_):
    global changed
    changed = True
    signal.setitimer(signal.ITIMER_PROF, 0)
    try:
        victim.clear() if hasattr(victim, "clear") else victim.__delitem__(slice(None))
        if isinstance(victim, dict):
            victim.update(dict.fromkeys("abc"))
    except BufferError:
        pass


signal.signal(signal.SIGPROF, change)
for make, use in cases:
    changed = False
    for delay in 0.001, 0.004:
        victim = make()
        signal.setitimer(signal.ITIMER_PROF, delay)
        try:
            while not changed:
                use(victim)
        except (RuntimeError, ValueError, IndexError, struct.error, UnicodeError):
            pass
        changed = False
        signal.setitimer(signal.ITIMER_PROF, 0)
print("whole")  # expect: whole
