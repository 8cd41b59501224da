# mappingproxy: a class's __dict__ and any other mapping, read only.
import types

d = {"a": 1}
p = types.MappingProxyType(d)
print(p, p["a"], len(p), "a" in p, list(p), list(p.items()), p.get("b"), p.get("b", 2), str(p))  # expect: {'a': 1} 1 1 True ['a'] [('a', 1)] None 2 {'a': 1}
d["b"] = 2
print(p == {"a": 1, "b": 2}, p != d, list(reversed(p)), p.copy(), p | {"c": 3}, {"z": 0} | p)  # expect: True False ['b', 'a'] {'a': 1, 'b': 2} {'a': 1, 'b': 2, 'c': 3} {'z': 0, 'a': 1, 'b': 2}
for action in (
    lambda: p.__setitem__,
    lambda: exec("p['x'] = 1", {"p": p}),
    lambda: exec("del p['a']", {"p": p}),
    lambda: exec("p |= {}", {"p": p}),
    lambda: p["missing"],
    lambda: hash(p),
    lambda: types.MappingProxyType([1]),
    lambda: types.MappingProxyType(),
    lambda: p < p,
):
    try:
        print(action())
    except (TypeError, KeyError, AttributeError) as e:
        print(type(e).__name__, e)  # expect: AttributeError 'mappingproxy' object has no attribute '__setitem__'
                                    # expect: TypeError 'mappingproxy' object does not support item assignment
                                    # expect: TypeError 'mappingproxy' object does not support item deletion
                                    # expect: TypeError '|=' is not supported by mappingproxy; use '|' instead
                                    # expect: KeyError 'missing'
                                    # expect: TypeError unhashable type: 'dict'
                                    # expect: TypeError mappingproxy() argument must be a mapping, not list
                                    # expect: TypeError mappingproxy() missing required argument 'mapping' (pos 1)
                                    # expect: TypeError '>' not supported between instances of 'dict' and 'dict'


class C:
    x = 1


print(type(C.__dict__).__name__, C.__dict__["x"], "x" in C.__dict__, types.MappingProxyType[int, str])  # expect: mappingproxy 1 True mappingproxy[int, str]
C.y = 2
print(C.__dict__["y"])  # expect: 2
match p:
    case {"a": value}:
        print("matches", value)  # expect: matches 1
