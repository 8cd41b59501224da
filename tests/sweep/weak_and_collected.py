import gc, weakref
class Node:
    def __init__(self): self.me = self
    def __del__(self): deleted.append(1)
deleted = []
n = Node(); r = weakref.ref(n, lambda ref: deleted.append("gone")); p = weakref.proxy(n); p.x = 5; print(n.x, r() is n)
d = weakref.WeakValueDictionary(k=n); s = weakref.WeakSet([n]); k = weakref.WeakKeyDictionary({n: 1}); f = weakref.finalize(n, deleted.append, "final")
del n
gc.collect(); print(r(), len(d), len(s), len(k), sorted(map(str, deleted)), f.alive)
ring = [Node() for _ in range(20)]; ring[0].ring = ring; del ring; gc.collect(); print(len(deleted), gc.is_tracked([]), gc.get_threshold())
a = []; a.append(a); print(a, len(gc.get_referrers(a)) > 0, gc.get_referents({"k": [1]}) != [])
