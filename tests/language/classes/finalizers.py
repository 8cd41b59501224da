# __del__: at the last reference, once, with resurrection and in cycles.
import gc

log = []


class F:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        log.append(self.name)


f = F("first")
del f
print(log)  # expect: ['first']
a, b = F("a"), F("b")
a.other, b.other = b, a
del a, b
gc.collect()
print(sorted(log))  # expect: ['a', 'b', 'first']
kept = []


class R:
    def __del__(self):
        kept.append(self)


R()
print(len(kept))  # expect: 1
kept.clear()
print(len(kept))  # expect: 0


class Sub(list):
    def __del__(self):
        log.append("list")


Sub([1])
print(log[-1])  # expect: list


class Late:
    pass


Late.__del__ = lambda self: log.append("late")
Late()
print(log[-1])  # expect: late
del Late.__del__
Late()
print(len(log))  # expect: 5
