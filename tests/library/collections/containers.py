# namedtuple, Counter, ChainMap, OrderedDict, deque, defaultdict.
from collections import *
P=namedtuple('P','x y',defaults=[5]); p=P(1); print(p,p.x,p._asdict(),p._replace(x=3),P._make([1,2]),P.__doc__,P._fields,P._field_defaults, P.x, hash(p)==hash((1,5)), p==(1,5))  # expect: P(x=1, y=5) 1 {'x': 1, 'y': 5} P(x=3, y=5) P(x=1, y=2) P(x, y) ('x', 'y') {'y': 5} _tuplegetter(0, 'Alias for field number 0') True True
try: P()
except TypeError as e: print(e)  # expect: P.__new__() missing 1 required positional argument: 'x'
try: P(1,2,3)
except TypeError as e: print(e)  # expect: P.__new__() takes from 2 to 3 positional arguments but 4 were given
c=Counter('abracadabra'); print(c, c.most_common(2), c['z'], c+Counter('aab'), c-Counter('aaaaab'), c&Counter('ab'), c|Counter('zz'), c.total(), list(c.elements()), -c, +c)  # expect: Counter({'a': 5, 'b': 2, 'r': 2, 'c': 1, 'd': 1}) [('a', 5), ('b', 2)] 0 Counter({'a': 7, 'b': 3, 'r': 2, 'c': 1, 'd': 1}) Counter({'r': 2, 'b': 1, 'c': 1, 'd': 1}) Counter({'a': 1, 'b': 1}) Counter({'a': 5, 'b': 2, 'r': 2, 'z': 2, 'c': 1, 'd': 1}) 11 ['a', 'a', 'a', 'a', 'a', 'b', 'b', 'r', 'r', 'c', 'd'] Counter() Counter({'a': 5, 'b': 2, 'r': 2, 'c': 1, 'd': 1})
m=ChainMap({1:2},{1:3,4:5}); print(m, m[1], m[4], list(m), len(m), m.parents, m.new_child({7:8}))  # expect: ChainMap({1: 2}, {1: 3, 4: 5}) 2 5 [1, 4] 2 ChainMap({1: 3, 4: 5}) ChainMap({7: 8}, {1: 2}, {1: 3, 4: 5})
print(UserDict(a=1), UserList([1,2])+[3], UserString('abc').upper(), UserString('a b').split())  # expect: {'a': 1} [1, 2, 3] ABC ['a', 'b']
o=OrderedDict([(1,2),(3,4),(5,6)]); o.move_to_end(1); print(o); o.move_to_end(5,last=False); print(o, list(reversed(o)), o.keys(), o.popitem(last=False), o.popitem(), o)  # expect: OrderedDict({3: 4, 5: 6, 1: 2})
# expect: OrderedDict({3: 4}) [1, 3, 5] odict_keys([3]) (5, 6) (1, 2) OrderedDict({3: 4})
print(o==OrderedDict(o), OrderedDict([(1,1),(2,2)])==OrderedDict([(2,2),(1,1)]), OrderedDict([(1,1),(2,2)])=={2:2,1:1})  # expect: True False True
for i in range(100): o[i]=i
for i in range(0,100,3): o.move_to_end(i, last=False)
print(list(o)[:50])  # expect: [99, 96, 93, 90, 87, 84, 81, 78, 75, 72, 69, 66, 63, 60, 57, 54, 51, 48, 45, 42, 39, 36, 33, 30, 27, 24, 21, 18, 15, 12, 9, 6, 3, 0, 1, 2, 4, 5, 7, 8, 10, 11, 13, 14, 16, 17, 19, 20, 22, 23]
d=deque(maxlen=3); d.extend(range(5)); d.appendleft(9); print(d, d.rotate(1), d, 3 in d, d.index(2), d.count(2), list(reversed(d)), d+d, d*2)  # expect: deque([3, 9, 2], maxlen=3) None deque([3, 9, 2], maxlen=3) True 2 1 [2, 9, 3] deque([3, 9, 2], maxlen=3) deque([3, 9, 2], maxlen=3)
d=deque(range(20)); d.rotate(7); del d[3]; d.insert(4,'x'); d.remove(5); print(d, d[3], d==deque(d)); d.reverse(); print(d);   # expect: deque([13, 14, 15, 17, 'x', 18, 19, 0, 1, 2, 3, 4, 6, 7, 8, 9, 10, 11, 12]) 17 True
# expect: deque([12, 11, 10, 9, 8, 7, 6, 4, 3, 2, 1, 0, 19, 18, 'x', 17, 15, 14, 13])
dd=defaultdict(list); dd['a'].append(1); print(dd, dd.default_factory)  # expect: defaultdict(<class 'list'>, {'a': [1]}) <class 'list'>
