# What a deque is extended by: itself, its own iterator, lists in pieces, beyond its limit.
from collections import deque
d=deque([1,2]); d.extend(d); d.extendleft(d); print(d)  # expect: deque([2, 1, 2, 1, 1, 2, 1, 2])
d=deque(range(5),3); d.extend([7,8,9,10]); d.extendleft((1,2,3,4)); print(d); d.extend([5]); d.extendleft([6]); print(d)
# expect: deque([4, 3, 2], maxlen=3)
# expect: deque([6, 3, 2], maxlen=3)
d=deque(); d.extendleft(range(100000)); d.extend(list(range(100000))); d.extendleft(list(range(70000))); print(len(d), d[0], d[-1], d[69999], d[70000], sum(d))  # expect: 270000 69999 99999 0 99999 12449865000
d=deque([1]); 
try: d.extend(iter(d))
except RuntimeError as e: print(e, d)  # expect: deque mutated during iteration deque([1, 1])
d.rotate(5); d.extendleft({1:2,3:4}); d.extend(deque('abc')); d.reverse(); print(d)  # expect: deque(['c', 'b', 'a', 1, 1, 1, 3])
class L(list):
  def __iter__(s): return iter('xyz')
d.extend(L([1])); print(d); d=deque([1,2,3],0); d.extend([1]); print(d)
# expect: deque(['c', 'b', 'a', 1, 1, 1, 3, 'x', 'y', 'z'])
# expect: deque([], maxlen=0)
