"""Long passes in C look at signals: handlers run meanwhile, and may raise."""
import hashlib
import json
import pickle
import re
import signal
import zlib

items = list(range(300_000))
ones = [1] * 1_500_000
same_ones = ones[:]
words = ["ab"] * 700_000
text = "a b " * 400_000
data = text.encode()
array = bytearray(data)
buffer = bytes(3_000_000)
array_text = "[" + "1," * 200_000 + "1]"
source = "x = 1\n" * 8_000

passes = {
    "str.replace": lambda: len(text.replace("a", "xyz")),
    "str.split": lambda: len(text.split()),
    "str.split by": lambda: len(text.split(" ")),
    "str.rsplit by": lambda: len(text.rsplit(" ")),
    "str.count": lambda: text.count("a b"),
    "str.join": lambda: len(",".join(words)),
    "bytes.replace": lambda: len(data.replace(b"a", b"xyz")),
    "bytes.split": lambda: len(data.split(b" ")),
    "bytes.count": lambda: data.count(b"a b"),
    "bytes.join": lambda: len(b",".join([b"ab"] * 300_000)),
    "bytearray.replace": lambda: len(array.replace(b"a", b"xyz")),
    "bytearray.count": lambda: array.count(b"a b"),
    "list ==": lambda: ones * 4 == same_ones * 4,
    "list.count": lambda: ones.count(2),
    "list in": lambda: 2 in ones,
    "list.copy": lambda: len([len(ones.copy()) for _ in range(4)]),
    "list *": lambda: len(words * 4),
    "list +": lambda: len(ones + ones + ones + ones),
    "list repr": lambda: len(repr(items)),
    "tuple *": lambda: len((1, 2) * 1_500_000),
    "tuple.count": lambda: tuple(ones).count(2),
    "set": lambda: len(set(items)),
    "json.loads": lambda: len(json.loads(array_text)),
    "pickle.dumps": lambda: len(pickle.dumps(items)),
    "sha256": lambda: len(hashlib.sha256(buffer * 5).hexdigest()),
    "zlib": lambda: zlib.decompress(zlib.compress(data[:1_500_000])) == data[:1_500_000],
    "re": lambda: len(re.findall("(?=(a*b))", "a" * 6_000)),
    "compile": lambda: compile(source, "", "exec").co_name,
}


def run(function, handler):
    signal.signal(signal.SIGPROF, handler)
    signal.setitimer(signal.ITIMER_PROF, 0.002, 0.002)
    try:
        return function()
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, signal.SIG_IGN)   # one may have come before


def interrupt(*_):
    signal.setitimer(signal.ITIMER_PROF, 0)
    raise KeyboardInterrupt


calls = []


def count_calls(*_):
    calls.append(1)


def repeat(function):
    while True:
        function()


for name, function in passes.items():
    expected = function()
    if run(function, count_calls) != expected:
        print(name, "does not go on behind a handler")
    try:
        run(lambda: repeat(function), interrupt)
    except KeyboardInterrupt:
        continue
print("all interrupted")    # expect: all interrupted


def change(*_):
    """Takes away what the pass below works on."""
    signal.setitimer(signal.ITIMER_PROF, 0)
    for container in victim, other:
        try:
            container.clear()
        except BufferError:
            container[:] = bytes(len(container))


for name, make, use in (
    ("list ==", lambda: [1] * 1_500_000, lambda v, o: v == o),
    ("list.count", lambda: [1] * 1_500_000, lambda v, o: v.count(2)),
    ("list.index", lambda: [1] * 1_500_000, lambda v, o: 2 in v),
    ("list.copy", lambda: [1] * 1_500_000, lambda v, o: v.copy()),
    ("list.extend", lambda: [1] * 1_500_000, lambda v, o: v.extend(o)),
    ("list *=", lambda: [1] * 200_000, lambda v, o: v.__imul__(20)),
    ("list +", lambda: [1] * 1_500_000, lambda v, o: v + o),
    ("repr", lambda: [1] * 300_000, lambda v, o: repr(v)),
    ("join", lambda: ["ab"] * 1_500_000, lambda v, o: "".join(v)),
    ("find", lambda: bytearray(20_000_000), lambda v, o: v.find(b"\0\1")),
    ("replace", lambda: bytearray(b"ab" * 500_000), lambda v, o: v.replace(b"a", b"xyz")),
):
    victim, other = make(), make()
    try:
        run(lambda: use(victim, other), change)
    except RuntimeError as error:
        assert name == "replace", (name, error)
print("all whole")          # expect: all whole
