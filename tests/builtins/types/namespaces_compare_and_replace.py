# types.SimpleNamespace: made from a mapping and keywords, compared, copied with changes.
import copy
import pickle
from types import SimpleNamespace


def raises(text):
    try:
        exec(text, globals())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


print(SimpleNamespace(), SimpleNamespace(a=1), SimpleNamespace({"a": 1}, b=2), SimpleNamespace({"a": 1}, a=2), SimpleNamespace([("a", 1)]))  # expect: namespace() namespace(a=1) namespace(a=1, b=2) namespace(a=2) namespace(a=1)
raises('SimpleNamespace({1: 2})')  # expect: TypeError: keywords must be strings
raises('SimpleNamespace(5)')  # expect: TypeError: 'int' object is not iterable
raises('SimpleNamespace({}, {})')  # expect: TypeError: SimpleNamespace expected at most 1 argument, got 2
print(SimpleNamespace(**{"a b": 1, "class": 2}))  # expect: namespace(a b=1, class=2)
print(SimpleNamespace(a=1) == SimpleNamespace(a=1), SimpleNamespace(a=1) == SimpleNamespace(a=2), SimpleNamespace(a=1) != SimpleNamespace(a=2), SimpleNamespace(a=1) == 1, SimpleNamespace(a=1) != {"a": 1})  # expect: True False True False True
raises('SimpleNamespace(a=1) < SimpleNamespace(a=2)')  # expect: TypeError: '<' not supported between instances of 'dict' and 'dict'
raises('hash(SimpleNamespace())')  # expect: TypeError: unhashable type: 'types.SimpleNamespace'
space = SimpleNamespace(a=1, b=2)
space.c = 3
del space.a
print(space, space.__dict__, vars(space), sorted(space.__dict__))  # expect: namespace(b=2, c=3) {'b': 2, 'c': 3} {'b': 2, 'c': 3} ['b', 'c']
raises('space.nothing')  # expect: AttributeError: 'types.SimpleNamespace' object has no attribute 'nothing'
raises('del space.nothing')  # expect: AttributeError: 'types.SimpleNamespace' object has no attribute 'nothing'
print(space.__reduce__())  # expect: (<class 'types.SimpleNamespace'>, (), {'b': 2, 'c': 3})
print(pickle.loads(pickle.dumps(space)) == space, copy.copy(space), copy.deepcopy(space) is space)  # expect: True namespace(b=2, c=3) False
print(copy.replace(space, b=5, d=6), space)  # expect: namespace(b=5, c=3, d=6) namespace(b=2, c=3)
raises('copy.replace(space, 5)')  # expect: TypeError: replace() takes 1 positional argument but 2 were given
raises('space.__replace__(5)')  # expect: TypeError: __replace__() takes no positional arguments
print(space.__replace__())  # expect: namespace(b=2, c=3)

class Sub(SimpleNamespace):
    pass

print(Sub(a=1), copy.replace(Sub(a=1), a=2), Sub(a=1) == SimpleNamespace(a=1), Sub.__name__)  # expect: Sub(a=1) Sub(a=2) True Sub

class Strict(SimpleNamespace):
    def __init__(self):
        super().__init__(kept=1)

print(copy.replace(Strict(), kept=2))  # expect: Strict(kept=2)

class Refuses(SimpleNamespace):
    def __init__(self, number):
        pass

raises('copy.replace(Refuses(1), a=2)')  # expect: TypeError: Refuses.__init__() missing 1 required positional argument: 'number'
cycle = SimpleNamespace()
cycle.self = cycle
print(cycle, Sub(x=cycle))  # expect: namespace(self=namespace(...)) Sub(x=namespace(self=namespace(...)))

class BadRepr:
    def __repr__(self):
        raise KeyError("repr")

raises('repr(SimpleNamespace(a=BadRepr()))')  # expect: KeyError: 'repr'

class Unequal:
    def __eq__(self, other):
        raise KeyError("eq")

raises('SimpleNamespace(a=Unequal()) == SimpleNamespace(a=Unequal())')  # expect: KeyError: 'eq'
print(space.__init__(z=1), space)  # expect: None namespace(b=2, c=3, z=1)
raises('SimpleNamespace.__init__(5)')  # expect: TypeError: descriptor '__init__' requires a 'types.SimpleNamespace' object but received a 'int'
raises('SimpleNamespace.__replace__(5)')  # expect: TypeError: descriptor '__replace__' for 'types.SimpleNamespace' objects doesn't apply to a 'int' object
