"""itertools and comprehensions over a stream: chain, groupby, accumulate, islice, zip, any."""
from itertools import accumulate, chain, groupby, islice, product, takewhile


def readings(count):
    value = 17
    for i in range(count):
        value = (value * 1103515245 + 12345) & 0x7FFFFFFF
        yield i // 50, value % 1000


total = 0
for sensor, group in groupby(readings(480000), key=lambda pair: pair[0]):
    values = [value for _, value in group]
    running = list(accumulate(values, max))
    total += running[-1] + sum(islice(values, 0, None, 5)) + any(value > 995 for value in values)
windows = sum(max(w) for w in zip(range(160000), range(1, 160001), range(2, 160002)))
pairs = sum(a * b for a, b in product(range(150), repeat=2) if (a + b) % 3 == 0)
ahead = sum(takewhile(lambda n: n < 50000, chain(range(0, 30000), range(30000, 90000, 2))))
print(total, windows, pairs, ahead)
