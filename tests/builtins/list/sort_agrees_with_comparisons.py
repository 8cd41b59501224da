# Long lists of ints, floats and strs sort as comparing their items one by one does, and stably.
import functools
import random

random.seed(5)
by_comparing = functools.cmp_to_key(lambda a, b: (a > b) - (a < b))
FLOATS = [0.0, -0.0, 1.5, -2.5, 1e300, -1e-300, 5e-324, float("inf"), -float("inf")]
MAKERS = {
    "ints": lambda: random.randrange(-50, 50),
    "wide ints": lambda: random.randrange(-2 ** 62, 2 ** 62),
    "floats": lambda: random.choice([*FLOATS, random.random()]),
    "strs": lambda: "".join(random.choice("a\0b\xff") for _ in range(random.randrange(12))),
    "strs that begin alike": lambda: "https://e" + "\0" * random.randrange(9) + str(random.randrange(50)),
}
for name, make in MAKERS.items():
    agree = True
    for count in 0, 1, 2, 16, 17, 100, 1000:
        items = [make() for _ in range(count)]
        for backwards in False, True:
            agree &= repr(sorted(items, reverse=backwards)) == repr(sorted(items, key=by_comparing, reverse=backwards))
            order = sorted(range(count), key=items.__getitem__, reverse=backwards)
            agree &= order == sorted(range(count), key=lambda i: by_comparing(items[i]), reverse=backwards)
    print(name, agree)
# expect: ints True
# expect: wide ints True
# expect: floats True
# expect: strs True
# expect: strs that begin alike True

nan = float("nan")
print(len(sorted([nan, 1.0, 0.5] * 20)), sorted([True, 2, 0.5] * 10)[:11] == [0.5] * 10 + [True])  # expect: 60 True
