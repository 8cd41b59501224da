# Moving a key to the front costs the same however many keys there are: a hundred thousand take no
# noticeable time (each had moved all the others).
import time
from collections import OrderedDict

COUNT = 100_000

start = time.process_time()
ordered = OrderedDict()
for i in range(COUNT):
    ordered[i] = -i
    ordered.move_to_end(i, last=False)
print(list(ordered) == list(range(COUNT))[::-1], all(ordered[i] == -i for i in range(COUNT)))  # expect: True True
for i in range(COUNT):
    ordered.move_to_end(i * 7919 % COUNT, last=bool(i % 3))
print(len(ordered), sorted(ordered) == list(range(COUNT)))            # expect: 100000 True
print(all(ordered.popitem(last=bool(i % 2)) for i in range(COUNT)), len(ordered))  # expect: True 0
print(time.process_time() - start < 30)                               # expect: True

# Any order of moves, deletions and insertions does what it does to a list of the keys.
ordered, keys, seed = OrderedDict(), [], 1
for step in range(20_000):
    seed = seed * 1103515245 + 12345 & 0x7fffffff
    key, action = seed >> 8 & 63, seed >> 16 & 7
    if action < 4 and key in ordered:
        keys.remove(key)
        keys.insert(0 if action < 3 else len(keys), key)
        ordered.move_to_end(key, last=action == 3)
    elif action == 4 and key in ordered:
        keys.remove(key)
        del ordered[key]
    elif action == 5 and keys:
        ordered.popitem(last=False)
        del keys[0]
    elif action == 6 and keys:
        ordered.popitem()
        del keys[-1]
    elif key not in ordered:
        ordered[key] = step
        keys.append(key)
    if list(ordered) != keys or list(reversed(ordered)) != keys[::-1] or list(ordered.copy()) != keys:
        print("not so after", step)
        break
print(len(keys) == len(ordered), ordered.keys() == set(keys))         # expect: True True
