# Chains of objects that end by running code: each step ends the next one. The C stack stays flat, and
# no `finally` is left out.
import gc
import weakref

COUNT = 100_000


def holds(inner):
    yield inner


def holds_in_try(inner):
    try:
        yield inner
    except ValueError:
        pass


ended = 0


def drops_at_the_end(inner):
    global ended
    try:
        yield
    finally:
        del inner
        ended += 1


class DropsItself:
    def __init__(self, inner):
        self.inner = inner

    def __del__(self):
        global ended
        self.inner = None
        ended += 1


class Watched:
    pass


def drops_when_watched_goes(inner):
    watched, held = Watched(), [inner]
    return watched, weakref.ref(watched, lambda reference: held.clear())


def started(make):
    def step(inner):
        generator = make(inner)
        next(generator)
        return generator
    return step


for make in started(holds), started(holds_in_try), started(drops_at_the_end), DropsItself, drops_when_watched_goes:
    chain = None
    for _ in range(COUNT):
        chain = make(chain)
    del chain
print(ended == 2 * COUNT)  # expect: True

# In a cycle, which the collector ends.
for make in started(holds_in_try), DropsItself:
    chain = None
    for _ in range(COUNT):
        chain = make(chain)
    cycle = [chain]
    cycle.append(cycle)
    del chain, cycle
    gc.collect()
print(ended == 3 * COUNT)  # expect: True
