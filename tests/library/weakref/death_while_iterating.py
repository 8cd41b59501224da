# What dies while a weak container is iterated over is gone for everybody but leaves at the end.
import weakref


class Thing:
    def __init__(self, name):
        self.name = name


def weak_set(things):
    return weakref.WeakSet(things)


def by_key(things):
    return weakref.WeakKeyDictionary((thing, thing.name) for thing in things)


def by_value(things):
    return weakref.WeakValueDictionary((thing.name, thing) for thing in things)


for make in weak_set, by_key, by_value:
    things = [Thing(name) for name in 'abc']
    container = make(things)
    items = iter(container)
    next(items)
    del things[:]
    print(len(container.data), 'c' in container, len(list(items)), len(container.data))
# expect: 3 False 0 0
# expect: 3 False 0 0
# expect: 3 False 0 0
