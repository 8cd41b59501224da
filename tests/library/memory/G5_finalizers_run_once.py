# PEP 442: weak references first, every finalizer once, what was brought back lives on.
import gc
import weakref

log = []


class Node:
    saved = None

    def __init__(self, name):
        self.name = name
        self.itself = self

    def __del__(self):
        log.append(self.name)
        if self.name == "back":
            Node.saved = self


def called(reference):
    log.append("callback")


a, b = Node("a"), Node("b")
a.other, b.other = b, a
outside = weakref.ref(a, called)
del a, b
print(gc.collect() >= 2, sorted(log), outside())
# expect: True ['a', 'b', 'callback'] None
log.clear()

back = Node("back")
del back
gc.collect()
print(log, Node.saved.name)            # expect: ['back'] back
Node.saved = None
gc.collect()
print(log, gc.garbage)                 # expect: ['back'] []
