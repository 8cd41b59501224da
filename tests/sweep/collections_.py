from collections import Counter, ChainMap, OrderedDict, UserDict, defaultdict, deque, namedtuple
P = namedtuple("P", "x y", defaults=[0]); p = P(1); print(p, p._replace(y=5), p._asdict(), P._fields)
c = Counter("hello"); c.update("lo"); print(c.most_common(2), c - Counter("l"), c["none"], +c)
d = defaultdict(list); d["a"].append(1); print(d, ChainMap({"a": 1}, {"b": 2})["b"])
q = deque(range(5), maxlen=5); q.append(9); q.appendleft(8); q.rotate(2); q.extend("ab"); print(q, q.pop(), q.popleft(), list(reversed(q)))
o = OrderedDict(a=1, b=2); o.move_to_end("a"); print(o, o.popitem(last=False)); u = UserDict(x=1); u["y"] = 2; print(u)
