# Names at a module's top are cached; what the caches guess may change between two executions.

# A builtin is shadowed, and comes back.
seen = []
for i in range(6):
    if i == 3:
        len = lambda text: "own"
    elif i == 5:
        del len
    seen.append(len("abc"))
print(seen)  # expect: [3, 3, 3, 'own', 'own', 3]

# A global goes and comes back, behind other ones.
for i in range(6):
    if i == 3:
        del seen
        another = 1
    seen = i
print(seen)  # expect: 5

# The same code with namespaces of several kinds.
code = compile("for i in range(4): total = total + i", "code", "exec")
same = {"total": 10}
exec(code, same)
print(same["total"])  # expect: 16
own = {"total": 20}
exec(code, same, own)
print(same["total"], own)  # expect: 16 {'total': 26, 'i': 3}


class Upper(dict):
    def __getitem__(self, name):
        return dict.__getitem__(self, name.upper() if name in "i total" else name)

    def __setitem__(self, name, value):
        dict.__setitem__(self, name.upper(), value)


names = Upper(TOTAL=30)
exec(code, {}, names)
print(names)  # expect: {'TOTAL': 36, 'I': 3}
exec(code, same)
print(same["total"])  # expect: 22


# The value that goes changes the globals.
class Goes:
    def __del__(self):
        global held, added
        held = "from __del__"
        added = 1
        globals().update((f"more{i}", i) for i in range(100))


held = None
for i in range(4):
    held = Goes() if i == 2 else i
print(held, added, more99)  # expect: from __del__ 1 99

# A name that is missing in the end.
try:
    for i in range(4):
        if i == 3:
            del held
        held
except NameError as error:
    print(error)  # expect: name 'held' is not defined


# Globals of functions.
def count():
    global counter
    for i in range(4):
        counter = counter + 1
        if i == 2:
            del globals()["counter"]
            globals()["counter"] = 100
    return counter


counter = 0
print(count(), counter)  # expect: 101 101


# Class bodies keep their own.
for i in range(4):
    class Body:
        i = i * 2
        seen = i
print(Body.seen, i, seen)  # expect: 6 3 5


# A dict of atoms that comes to hold itself is seen by the collector.
import gc, weakref


class Node:
    pass


space = {"make": lambda: node}
node = Node()
gone = weakref.ref(node)
exec("item = 1\nfor i in range(4):\n    item = make() if i == 3 else i", space)
space["item"].space = space
del node, space
gc.collect()
print(gone())  # expect: None
