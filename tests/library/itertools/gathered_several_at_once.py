# Lists take several items at once from some iterators: what is left in those stays right.
from collections import deque
from itertools import chain, cycle, islice, repeat

source = iter([1, 2, 3, 4, 5])
print(list(islice(source, 2)), list(source))  # expect: [1, 2] [3, 4, 5]
source = iter((1, 2, 3, 4, 5))
print(list(islice(source, 1, 3)), next(source), list(source))  # expect: [2, 3] 4 [5]
print(list(islice(cycle("ab"), 5)), list(islice(chain([1], (), (2, 3), "x"), 1, None)))  # expect: ['a', 'b', 'a', 'b', 'a'] [2, 3, 'x']
times = repeat("x", 5)
print(next(times), list(islice(times, 2)), list(times), list(times))  # expect: x ['x', 'x'] ['x', 'x'] []
print(list(islice(chain(deque([1, 2]), repeat(0)), 4)))  # expect: [1, 2, 0, 0]


class Counted(chain):
    def __next__(self):
        return super().__next__() * 10


print(list(Counted([1, 2], [3])))  # expect: [10, 20, 30]

items = deque([1, 2, 3])
walk = iter(items)
print(next(walk), list(walk), list(walk))  # expect: 1 [2, 3] []
walk = iter(items)
next(walk)
items.append(4)
try:
    list(walk)
except RuntimeError as error:
    print(error)  # expect: deque mutated during iteration

limited = deque([0], maxlen=2)
limited.extend([1, 2, 3])
print(limited)  # expect: deque([2, 3], maxlen=2)
limited.extend(())
limited.extend((9,))
print(limited, deque([1, 2, 3], maxlen=0))  # expect: deque([3, 9], maxlen=2) deque([], maxlen=0)

growing = [1, 2]
growing.extend(islice(iter(growing), 6))
print(growing)  # expect: [1, 2, 1, 2, 1, 2, 1, 2]
