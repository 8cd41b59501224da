"""Dicts and tuples that hold only atoms are no business of the collector's, until they hold more."""
import gc
import itertools

gc.disable()

# A dict enters the collector with the first container it holds, however that comes in.
print(gc.is_tracked({}), gc.is_tracked({"a": 1, 2: "b"}), gc.is_tracked({"a": []}))  # expect: False False True
changed = {"a": 1}
changed["a"] = []
print(gc.is_tracked(changed))  # expect: True
print(gc.is_tracked(changed.copy()), gc.is_tracked({"a": 1}.copy()))  # expect: True False
print(gc.is_tracked({**{"a": []}}), gc.is_tracked({} | {"a": 1.5}))  # expect: True False
merged = {}
merged.update(a=1)
print(gc.is_tracked(merged))  # expect: False
merged.update(b=set())
print(gc.is_tracked(merged))  # expect: True
defaulted = {}
defaulted.setdefault("a", [])
print(gc.is_tracked(defaulted), gc.is_tracked(dict.fromkeys("ab", [])))  # expect: True True


class Key:
    pass


print(gc.is_tracked({Key(): 1}))  # expect: True


class Record(dict):
    pass


print(gc.is_tracked(Record()), gc.is_tracked(Record(a=1)))  # expect: True True

# Tuples, and what holds them, leave it with a collection.
pairs = [(i, str(i)) for i in range(3)]
nested = [((i, "x"), 2.5) for i in range(3)]
lists = [(i, []) for i in range(3)]
gc.collect()
gc.collect()
print([gc.is_tracked(pair) for pair in pairs])  # expect: [False, False, False]
print([gc.is_tracked(pair) for pair in nested])  # expect: [False, False, False]
print([gc.is_tracked(pair) for pair in lists])  # expect: [True, True, True]
print(gc.get_referents(pairs[2]))  # expect: ['2', 2]


# What left it is back when it becomes part of a cycle.
class Node:
    alive = 0

    def __init__(self):
        Node.alive += 1

    def __del__(self):
        Node.alive -= 1


record = {"number": 1}
gc.collect()
node = Node()
node.record = record
record["node"] = node
del node, record
gc.collect()
print(Node.alive)  # expect: 0


def cycle_through(iterator):
    """The tuple an iterator gives again and again ends in a cycle."""
    next(iterator)  # of atoms; nobody keeps it
    gc.collect()
    holder = next(iterator)[-1]
    holder.iterator = iterator


def atom_then_node():
    yield 1
    yield Node()


cycle_through(enumerate(atom_then_node()))
cycle_through(zip("ab", atom_then_node()))
cycle_through(iter({"a": 1, "b": Node()}.items()))
cycle_through(itertools.product("a", [1, Node()]))
gc.collect()
print(Node.alive)  # expect: 0
