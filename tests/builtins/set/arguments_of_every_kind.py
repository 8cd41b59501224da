"""What methods and operators of sets take, refuse, and pass on."""


def attempt(function, *arguments, **keywords):
    try:
        return function(*arguments, **keywords)
    except Exception as error:
        return f"{type(error).__name__}: {error}"


class Subset(set):
    pass


class Subfrozen(frozenset):
    pass


class Broken:
    def __iter__(self):
        yield 1
        raise ValueError("broken off")


class Unequal:
    def __init__(self, value):
        self.value = value

    def __hash__(self):
        return 1

    def __eq__(self, other):
        raise ValueError("never equal")


small, large, frozen = {1, 2}, set(range(10)), frozenset([1, 2, 3])
print(attempt(set, 1, 2), attempt(set, iterable=[]), attempt(frozenset, 1, 2), attempt(frozenset, iterable=[]))  # expect: TypeError: set expected at most 1 argument, got 2 TypeError: set() takes no keyword arguments TypeError: frozenset expected at most 1 argument, got 2 TypeError: frozenset() takes no keyword arguments
print(attempt(set, 5), attempt(set, [[]]), attempt(frozenset, Broken()), attempt(set, Broken()))  # expect: TypeError: 'int' object is not iterable TypeError: unhashable type: 'list' ValueError: broken off ValueError: broken off
print(frozenset(frozen) is frozen, frozenset(Subfrozen([1])), frozenset() is frozenset([]), Subfrozen(frozen) is frozen)  # expect: True frozenset({1}) False False
print(Subfrozen(frozen).copy(), type(Subfrozen(frozen).copy()).__name__, frozen.copy() is frozen, type(Subset().copy()).__name__)  # expect: frozenset({1, 2, 3}) frozenset True set
print(Subset([1]) | {2}, {2} | Subset([1]), Subset([1]) & {1}, Subset([1]) - {1}, Subset([1]) ^ {2}, frozen | {9}, {9} | frozen)  # expect: {1, 2} {1, 2} {1} set() {1, 2} frozenset({1, 2, 3, 9}) {9, 2, 3, 1}
print(repr(Subset()), repr(Subset([1])), repr(Subfrozen()), repr(frozenset()), repr(set()))  # expect: Subset() Subset({1}) Subfrozen() frozenset() set()
names = "__or__", "__and__", "__sub__", "__xor__", "__ior__", "__iand__", "__isub__", "__ixor__", "__lt__", "__le__", "__gt__", "__ge__", "__eq__", "__ne__", "__ror__", "__rand__", "__rsub__", "__rxor__"
print([getattr(set(small), name)([1]) for name in names])  # expect: [NotImplemented, NotImplemented, NotImplemented, NotImplemented, NotImplemented, NotImplemented, NotImplemented, NotImplemented, NotImplemented, NotImplemented, NotImplemented, NotImplemented, NotImplemented, NotImplemented, NotImplemented, NotImplemented, NotImplemented, NotImplemented]
print([getattr(set(small), name)(large) for name in names])  # expect: [{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, {1, 2}, set(), {0, 3, 4, 5, 6, 7, 8, 9}, {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, {1, 2}, set(), {0, 3, 4, 5, 6, 7, 8, 9}, True, True, False, False, False, True, {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, {1, 2}, {0, 3, 4, 5, 6, 7, 8, 9}, {0, 3, 4, 5, 6, 7, 8, 9}]
print([getattr(set(large), name)(frozen) for name in names])  # expect: [{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, {1, 2, 3}, {0, 4, 5, 6, 7, 8, 9}, {0, 4, 5, 6, 7, 8, 9}, {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, {1, 2, 3}, {0, 4, 5, 6, 7, 8, 9}, {0, 4, 5, 6, 7, 8, 9}, False, False, True, True, False, True, frozenset({0, 1, 2, 3, 4, 5, 6, 7, 8, 9}), frozenset({1, 2, 3}), frozenset(), frozenset({0, 4, 5, 6, 7, 8, 9})]
print([getattr(frozen, name)(small) for name in names if hasattr(frozenset, name)])  # expect: [frozenset({1, 2, 3}), frozenset({1, 2}), frozenset({3}), frozenset({3}), False, False, True, True, False, True, {1, 2, 3}, {1, 2}, set(), {3}]
print(attempt(lambda: small | [1]), attempt(lambda: small < [1]), attempt(lambda: small - None), small == [1, 2], small != (1, 2))  # expect: TypeError: unsupported operand type(s) for |: 'set' and 'list' TypeError: '<' not supported between instances of 'set' and 'list' TypeError: unsupported operand type(s) for -: 'set' and 'NoneType' False True
methods = "union", "intersection", "difference", "symmetric_difference", "issubset", "issuperset", "isdisjoint"
print([attempt(getattr(small, name), large) for name in methods])  # expect: [{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, {1, 2}, set(), {0, 3, 4, 5, 6, 7, 8, 9}, True, False, False]
print([attempt(getattr(small, name), [2, 3, 3]) for name in methods])  # expect: [{1, 2, 3}, {2}, {1}, {1, 3}, False, False, False]
print([attempt(getattr(small, name), small) for name in methods])  # expect: [{1, 2}, {1, 2}, set(), set(), True, True, False]
print([attempt(getattr(frozen, name), ()) for name in methods])  # expect: [frozenset({1, 2, 3}), frozenset(), frozenset({1, 2, 3}), frozenset({1, 2, 3}), False, True, True]
print([attempt(getattr(set(), name), set()) for name in methods])  # expect: [set(), set(), set(), set(), True, True, True]
print([attempt(getattr(small, name), 5) for name in methods])  # expect: ["TypeError: 'int' object is not iterable", "TypeError: 'int' object is not iterable", "TypeError: 'int' object is not iterable", "TypeError: 'int' object is not iterable", "TypeError: 'int' object is not iterable", "TypeError: 'int' object is not iterable", "TypeError: 'int' object is not iterable"]
print([attempt(getattr(small, name), [[]]) for name in methods])  # expect: ["TypeError: unhashable type: 'list'", "TypeError: unhashable type: 'list'", "TypeError: unhashable type: 'list'", "TypeError: unhashable type: 'list'", "TypeError: unhashable type: 'list'", "TypeError: unhashable type: 'list'", "TypeError: unhashable type: 'list'"]
print([attempt(getattr(small, name), Broken()) for name in methods])  # expect: ['ValueError: broken off', 'ValueError: broken off', 'ValueError: broken off', 'ValueError: broken off', 'ValueError: broken off', 'ValueError: broken off', False]
print([attempt(getattr(small, name)) for name in methods])  # expect: [{1, 2}, {1, 2}, {1, 2}, 'TypeError: set.symmetric_difference() takes exactly one argument (0 given)', 'TypeError: set.issubset() takes exactly one argument (0 given)', 'TypeError: set.issuperset() takes exactly one argument (0 given)', 'TypeError: set.isdisjoint() takes exactly one argument (0 given)']
print([attempt(getattr(small, name), {1}, [2]) for name in methods])  # expect: [{1, 2}, set(), set(), 'TypeError: set.symmetric_difference() takes exactly one argument (2 given)', 'TypeError: set.issubset() takes exactly one argument (2 given)', 'TypeError: set.issuperset() takes exactly one argument (2 given)', 'TypeError: set.isdisjoint() takes exactly one argument (2 given)']
print({1, 2}.isdisjoint({3}), large.isdisjoint({3}), {11}.isdisjoint(large), set().isdisjoint([]), small.isdisjoint({1: 2}))  # expect: True False True True False
updates = "update", "intersection_update", "difference_update", "symmetric_difference_update"


def updated(name, *others):
    changed = set(large)
    answer = attempt(getattr(changed, name), *others)
    return answer if answer is not None else sorted(changed)


print(*[updated(name, {1, 20}) for name in updates], sep="\n")
# expect: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 20]
# expect: [1]
# expect: [0, 2, 3, 4, 5, 6, 7, 8, 9]
# expect: [0, 2, 3, 4, 5, 6, 7, 8, 9, 20]
print(*[updated(name, [1, 20, 20]) for name in updates], sep="\n")
# expect: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 20]
# expect: [1]
# expect: [0, 2, 3, 4, 5, 6, 7, 8, 9]
# expect: [0, 2, 3, 4, 5, 6, 7, 8, 9, 20]
print(*[updated(name, {1: 2, 20: 3}) for name in updates], sep="\n")
# expect: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 20]
# expect: [1]
# expect: [0, 2, 3, 4, 5, 6, 7, 8, 9]
# expect: [0, 2, 3, 4, 5, 6, 7, 8, 9, 20]
print(*[updated(name) for name in updates], sep="\n")
# expect: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]
# expect: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]
# expect: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]
# expect: TypeError: set.symmetric_difference_update() takes exactly one argument (0 given)
print(*[updated(name, {1, 2}, {2, 30}) for name in updates], sep="\n")
# expect: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 30]
# expect: [2]
# expect: [0, 3, 4, 5, 6, 7, 8, 9]
# expect: TypeError: set.symmetric_difference_update() takes exactly one argument (2 given)
print(*[updated(name, 5) for name in updates], sep="\n")
# expect: TypeError: 'int' object is not iterable
# expect: TypeError: 'int' object is not iterable
# expect: TypeError: 'int' object is not iterable
# expect: TypeError: 'int' object is not iterable
print(*[updated(name, Broken()) for name in updates], sep="\n")
# expect: ValueError: broken off
# expect: ValueError: broken off
# expect: ValueError: broken off
# expect: ValueError: broken off
same = set(large)
print(attempt(same.symmetric_difference_update, same), same)  # expect: None set()
same = set(large)
print(attempt(same.difference_update, same), same, attempt(same.intersection_update, same), same)  # expect: None set() None set()
print(attempt(small.add, []), attempt(small.remove, 9), attempt(small.remove, []), attempt(small.discard, []), attempt(set().pop))  # expect: TypeError: unhashable type: 'list' KeyError: 9 TypeError: unhashable type: 'list' TypeError: unhashable type: 'list' KeyError: 'pop from an empty set'
print({frozenset([1])}.__contains__({1}), attempt({frozenset([1])}.remove, {1}), attempt({frozenset([1])}.discard, {1}), attempt({1}.remove, {1}))  # expect: True None None KeyError: {1}
print(attempt(lambda: [] in {1}), {1} in {frozenset([1])}, attempt(lambda: Subset([1]) in {frozenset([1])}))  # expect: TypeError: unhashable type: 'list' True True
print(hash(frozenset()) == hash(frozenset([])), hash(frozen) == hash(frozenset([3, 2, 1])), attempt(hash, small), hash(Subfrozen([1])) == hash(frozenset([1])))  # expect: True True TypeError: unhashable type: 'set' True
first, second = Unequal(1), Unequal(2)
print(attempt(set, [first, second]), attempt(lambda: {first} == {second}), attempt(lambda: {first} <= {second}), attempt({first}.isdisjoint, {second}))  # expect: ValueError: never equal ValueError: never equal ValueError: never equal ValueError: never equal
print(attempt(lambda: {first} & {second}), attempt(lambda: {first} - {second}), attempt(lambda: {first} ^ {second}), attempt(lambda: {first} | {second}))  # expect: ValueError: never equal ValueError: never equal ValueError: never equal ValueError: never equal
print(attempt({first}.discard, second), attempt({first}.remove, second), attempt({first}.add, second), attempt({first}.update, [second]))  # expect: ValueError: never equal ValueError: never equal ValueError: never equal ValueError: never equal
print({1} == frozenset([1]), frozenset([1]) == {1}, {1} < frozenset([1, 2]), {1, 2} > frozenset([1]), {1} >= {1}, {1} <= {2}, {1, 2} != {1, 3})  # expect: True True True True True False True
print(set.__reduce__(Subset([1])), frozenset([1]).__reduce__(), {1}.__sizeof__() > 0, set().__sizeof__() <= large.__sizeof__())  # expect: (<class '__main__.Subset'>, ([1],), None) (<class 'frozenset'>, ([1],), None) True True
nested = Subset()
nested.attribute = "kept"
print(nested.__reduce__()[2])  # expect: {'attribute': 'kept'}


class Node:
    def __init__(self):
        self.children = {self}

    def __repr__(self):
        return f"Node({self.children})"


print(Node())  # expect: Node({Node(set(...))})
iterator = iter(small)
print(iterator.__length_hint__(), next(iterator), iterator.__length_hint__(), list(iterator), iterator.__length_hint__(), list(iterator))  # expect: 2 1 1 [2] 0 []
iterator = iter(small)
small.add(5)
print(attempt(next, iterator), iterator.__length_hint__(), attempt(next, iterator))  # expect: RuntimeError: Set changed size during iteration 0 RuntimeError: Set changed size during iteration
iterator = iter({7, 8})
print(iterator.__reduce__()[0].__name__, list(iterator.__reduce__()[1][0]) == list(iterator))  # expect: iter True
small.clear()
print(small, small.clear(), bool(small), len(large), set.__init__(large, [1]), large, attempt(set.__init__, large, 5), large)  # expect: set() None False 10 None set() TypeError: 'int' object is not iterable set()
print(Subset.__new__(Subset, 1, 2, three=3), attempt(Subset, a=1), attempt(frozenset.__new__, set), attempt(set.__new__, frozenset))  # expect: Subset() TypeError: set() takes no keyword arguments TypeError: frozenset.__new__(set): set is not a subtype of frozenset TypeError: set.__new__(frozenset): frozenset is not a subtype of set
print(set[int], frozenset[int, str], attempt(set.__class_getitem__))  # expect: set[int] frozenset[int, str] TypeError: set.__class_getitem__() takes exactly one argument (0 given)
