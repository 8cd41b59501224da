d = {"a": 1, 2: "b", (3,): [4]}; d["new"] = 5; d.update(x=1, y=2); d |= {"z": 0}; print(d, d.pop("a"), d.get("none"))
print(d.setdefault("s", []), list(d.items()), d.keys() & {"x", "q"}, {k: v for k, v in zip("abc", range(3))}, d | {"x": 9})
del d["x"]; print(d.popitem(), dict.fromkeys("ab", 0), dict([("k", "v")]), "y" in d, len(d), d == dict(d))
s = {1, 2, 3}; s.add(4); s |= {5}; s.discard(1); print(s & {2, 9}, s - {2}, s ^ {9}, s <= {1, 2, 3, 4, 5}, frozenset(s), {x % 3 for x in range(9)})
big = {i: str(i) for i in range(500)}
for i in range(0, 500, 2):
    del big[i]
print(len(big), sum(big), set(big) >= {1, 3})
