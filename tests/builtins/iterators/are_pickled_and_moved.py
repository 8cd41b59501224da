# Iterators tell where they stand (__reduce__, __length_hint__) and can be put elsewhere (__setstate__).
import pickle


def raises(text):
    try:
        exec(text, globals())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


def stages(iterator, *states):
    """What the iterator is at its beginning, after two steps, and in each state; then at its end."""
    print(iterator.__reduce__())
    for _ in range(2):
        next(iterator, None)
    print(iterator.__reduce__(), iterator.__length_hint__(), end=" ")
    print(list(pickle.loads(pickle.dumps(iterator))))
    for state in states:
        iterator.__setstate__(state)
        print(state, next(iterator, "end"), end="; ")
    print(list(iterator), iterator.__length_hint__(), iterator.__reduce__())
    iterator.__setstate__(0)
    print(list(iterator))


class Items:
    def __init__(self, *items):
        self.items = items

    def __getitem__(self, index):
        return self.items[index]

    def __eq__(self, other):
        return self.items == other.items

    def __repr__(self):
        return "Items"


class CountedItems(Items):
    def __len__(self):
        return len(self.items)

print(stages(iter([1, 2, 3]), 1, 2))
# expect: (<built-in function iter>, ([1, 2, 3],), 0)
# expect: (<built-in function iter>, ([1, 2, 3],), 2) 1 [3]
# expect: 1 2; 2 3; [] 0 (<built-in function iter>, ([],))
# expect: []
# expect: None
print(stages(iter((1, 2, 3)), 1, -5, 2))
# expect: (<built-in function iter>, ((1, 2, 3),), 0)
# expect: (<built-in function iter>, ((1, 2, 3),), 2) 1 [3]
# expect: 1 2; -5 1; 2 3; [] 0 (<built-in function iter>, ((),))
# expect: []
# expect: None
print(stages(iter("abc"), 1, -5, 2))
# expect: (<built-in function iter>, ('abc',), 0)
# expect: (<built-in function iter>, ('abc',), 2) 1 ['c']
# expect: 1 b; -5 a; 2 c; [] 0 (<built-in function iter>, ('',))
# expect: []
# expect: None
print(stages(iter("aé€"), 1, -5, 2))
# expect: (<built-in function iter>, ('aé€',), 0)
# expect: (<built-in function iter>, ('aé€',), 2) 1 ['€']
# expect: 1 é; -5 a; 2 €; [] 0 (<built-in function iter>, ('',))
# expect: []
# expect: None
print(stages(iter(b"abc"), 1, -5, 2))
# expect: (<built-in function iter>, (b'abc',), 0)
# expect: (<built-in function iter>, (b'abc',), 2) 1 [99]
# expect: 1 98; -5 97; 2 99; [] 0 (<built-in function iter>, ((),))
# expect: []
# expect: None
print(stages(iter(bytearray(b"abc")), 1, -5, 2))
# expect: (<built-in function iter>, (bytearray(b'abc'),), 0)
# expect: (<built-in function iter>, (bytearray(b'abc'),), 2) 1 [99]
# expect: 1 98; -5 97; 2 99; [] 0 (<built-in function iter>, ((),))
# expect: []
# expect: None
print(stages(iter(range(3)), 1, -5, 2))
# expect: (<built-in function iter>, (range(0, 3),), None)
# expect: (<built-in function iter>, (range(2, 3),), None) 1 [2]
# expect: 1 end; -5 end; 2 end; [] 0 (<built-in function iter>, (range(3, 3),), None)
# expect: []
# expect: None
print(stages(iter(range(2 ** 70, 2 ** 70 + 3)), 1, -5, 2, 2 ** 80))
# expect: (<built-in function iter>, (range(1180591620717411303424, 1180591620717411303427),), None)
# expect: (<built-in function iter>, (range(1180591620717411303426, 1180591620717411303427),), None) 1 [1180591620717411303426]
# expect: 1 end; -5 end; 2 end; 1208925819614629174706176 end; [] 0 (<built-in function iter>, (range(1180591620717411303427, 1180591620717411303427),), None)
# expect: []
# expect: None
print(stages(reversed(range(2 ** 70, 2 ** 70 + 3)), 1, -5, 2))
# expect: (<built-in function iter>, (range(1180591620717411303426, 1180591620717411303423, -1),), None)
# expect: (<built-in function iter>, (range(1180591620717411303424, 1180591620717411303423, -1),), None) 1 [1180591620717411303424]
# expect: 1 end; -5 end; 2 end; [] 0 (<built-in function iter>, (range(1180591620717411303423, 1180591620717411303423, -1),), None)
# expect: []
# expect: None
print(stages(iter(CountedItems(1, 2, 3)), 1, -5, 2))
# expect: (<built-in function iter>, (Items,), 0)
# expect: (<built-in function iter>, (Items,), 2) 1 [3]
# expect: 1 2; -5 1; 2 3; [] 0 (<built-in function iter>, ((),))
# expect: []
# expect: None
print(stages(reversed((1, 2, 3)), 1, -5, 50))
# expect: (<class 'reversed'>, ((1, 2, 3),), 2)
# expect: (<class 'reversed'>, ((1, 2, 3),), 0) 1 [1]
# expect: 1 2; -5 end; 50 end; [] 0 (<class 'reversed'>, ((),))
# expect: []
# expect: None
print(stages(reversed(CountedItems(1, 2, 3)), 1, -5, 50))
# expect: (<class 'reversed'>, (Items,), 2)
# expect: (<class 'reversed'>, (Items,), 0) 1 [1]
# expect: 1 2; -5 end; 50 end; [] 0 (<class 'reversed'>, ((),))
# expect: []
# expect: None
print(iter(Items(1)).__length_hint__())  # expect: NotImplemented
raises('iter([3]).__setstate__(2 ** 80)')  # expect: OverflowError: Python int too large to convert to C ssize_t

# Sets, dicts and their views give what is left as a list.
print(sorted(iter({1, 2, 3}).__reduce__()[1][0]))  # expect: [1, 2, 3]
print(iter({1: 2, 3: 4}).__reduce__())  # expect: (<built-in function iter>, ([1, 3],))
print(iter({1: 2, 3: 4}.items()).__reduce__())  # expect: (<built-in function iter>, ([(1, 2), (3, 4)],))
print(iter({1: 2, 3: 4}.values()).__reduce__())  # expect: (<built-in function iter>, ([2, 4],))
print(reversed({1: 2, 3: 4}).__reduce__())  # expect: (<built-in function iter>, ([3, 1],))
print(reversed({1: 2, 3: 4}.items()).__reduce__())  # expect: (<built-in function iter>, ([(3, 4), (1, 2)],))
print(reversed({1: 2, 3: 4}.values()).__reduce__())  # expect: (<built-in function iter>, ([4, 2],))
print(iter({1: 2, 3: 4}).__length_hint__(), iter({1, 2}).__length_hint__(), reversed({1: 2}).__length_hint__())  # expect: 2 2 1
used = iter({1: 2, 3: 4})
print(next(used), used.__reduce__(), list(used), used.__reduce__(), used.__length_hint__())  # expect: 1 (<built-in function iter>, ([3],)) [3] (<built-in function iter>, ([],)) 0
changed = {1: 2}
keys = iter(changed)
changed[5] = 6
print(keys.__length_hint__())  # expect: 0
raises('next(keys)')  # expect: RuntimeError: dictionary changed size during iteration
print(keys.__length_hint__())  # expect: 0

# What calls a function until it gives the sentinel.
print(iter([1, 2].pop, 5).__reduce__()[1][1])  # expect: 5
ended = iter([2, 1].pop, 1)
print(list(ended), ended.__reduce__(), next(ended, "end"))  # expect: [] (<built-in function iter>, ((),)) end

def stop():
    raise StopIteration

print(list(iter(stop, 1)))  # expect: []

def fail():
    raise KeyError("k")

raises('list(iter(fail, 1))')  # expect: KeyError: 'k'

class Nosy:
    def __eq__(self, other):
        raise OSError("compared")

raises('list(iter(Nosy, 1))')  # expect: OSError: compared

def exhausts():
    list(again)
    return 0
calls = [0, 1, 1, 1]
def step():
    if calls.pop() == 0:
        return 0
    return next(again, 0)
again = iter(step, 0)

print(next(again, "ended within"))  # expect: ended within

class Stops:
    def __init__(self, error):
        self.error = error

    def __getitem__(self, index):
        if index == 2:
            raise self.error
        return index

    def __len__(self):
        return -1

raises('list(iter(Stops(IndexError())))')  # expect: ValueError: __len__() should return >= 0
raises('list(iter(Stops(StopIteration())))')  # expect: ValueError: __len__() should return >= 0
raises('list(iter(Stops(KeyError(2))))')  # expect: ValueError: __len__() should return >= 0
raises('iter(Stops(KeyError(2))).__length_hint__()')  # expect: ValueError: __len__() should return >= 0
raises('reversed(Stops(KeyError))')  # expect: ValueError: __len__() should return >= 0

# Iterators over other iterators.
print(enumerate("ab", 5).__reduce__()[1][1], list(enumerate("ab", 5).__reduce__()[1][0]))  # expect: 5 ['a', 'b']
print(enumerate("ab", 2 ** 70).__reduce__()[1][1])  # expect: 1180591620717411303424
print(map(len, "ab", "c").__reduce__()[0], len(map(len, "ab", "c").__reduce__()[1]))  # expect: <class 'map'> 3
print(filter(None, "ab").__reduce__()[0], filter(None, "ab").__reduce__()[1][0])  # expect: <class 'filter'> None
print(zip("ab", "c").__reduce__()[0], zip("ab", strict=True).__reduce__()[2])  # expect: <class 'zip'> True
strict = zip("ab", "c")
strict.__setstate__(True)
raises('list(strict)')  # expect: ValueError: zip() argument 2 is shorter than argument 1
copied = pickle.loads(pickle.dumps(enumerate([4, 5], 6))); next(copied); print(list(copied))  # expect: [(7, 5)]
print(list(pickle.loads(pickle.dumps(map(str, [1, 2])))))  # expect: ['1', '2']
print(list(pickle.loads(pickle.dumps(filter(None, [0, 2])))))  # expect: [2]
print(list(pickle.loads(pickle.dumps(zip([1], [2])))))  # expect: [(1, 2)]

class Hinted:
    def __init__(self, hint):
        self.hint = hint
    def __iter__(self):
        return iter([1])
    def __length_hint__(self):
        if isinstance(self.hint, Exception):
            raise self.hint
        return self.hint

print(list(Hinted(3)), list(Hinted(NotImplemented)), list(Hinted(TypeError())))  # expect: [1] [1] [1]
raises('list(Hinted(-1))')  # expect: ValueError: __length_hint__() should return >= 0
raises('list(Hinted("x"))')  # expect: TypeError: __length_hint__ must be an integer, not str
raises('list(Hinted(KeyError(1)))')  # expect: KeyError: 1
raises('list(Hinted(2 ** 80))')  # expect: OverflowError: Python int too large to convert to C ssize_t
