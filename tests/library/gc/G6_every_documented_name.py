# Module gc: every name that Python documents, and what each of them does.
import gc

print(*sorted(name for name in dir(gc) if not name.startswith("_")))
# expect: DEBUG_COLLECTABLE DEBUG_LEAK DEBUG_SAVEALL DEBUG_STATS DEBUG_UNCOLLECTABLE callbacks collect disable enable freeze garbage get_count get_debug get_freeze_count get_objects get_referents get_referrers get_stats get_threshold is_finalized is_tracked isenabled set_debug set_threshold unfreeze


class Node:
    def __init__(self):
        self.itself = self


gc.disable()
print(gc.isenabled())                                  # expect: False
gc.collect()
nodes = [Node() for _ in range(5)]
print(all(node in gc.get_objects() for node in nodes)) # expect: True
print(nodes[0] in gc.get_objects(generation=0))        # expect: True
gc.collect()
print(nodes[0] in gc.get_objects(generation=0), nodes[0] in gc.get_objects(generation=2))
# expect: False True
try:
    gc.get_objects(generation=3)
except ValueError as error:
    print(error)      # expect: generation parameter must be less than the number of available generations (3)
print(len(gc.get_referents(nodes)), nodes in gc.get_referrers(nodes[3]))   # expect: 5 True
del nodes
print(gc.collect())                                    # expect: 5
print(gc.collect(0), gc.collect(generation=1), len(gc.get_stats()), sorted(gc.get_stats()[2]))
# expect: 0 0 3 ['collected', 'collections', 'uncollectable']

print(gc.is_tracked([]), gc.is_tracked(1), gc.is_tracked("a"), gc.is_finalized([]))
# expect: True False False False
before = gc.get_threshold()
gc.set_threshold(500, 5, 5)
print(gc.get_threshold(), len(gc.get_count()))         # expect: (500, 5, 5) 3
gc.set_threshold(*before)

told = []
gc.callbacks.append(lambda phase, info: told.append((phase, info["generation"], sorted(info))))
gc.collect(1)
gc.callbacks.clear()
print(*told, sep="\n")
# expect: ('start', 1, ['collected', 'generation', 'uncollectable'])
# expect: ('stop', 1, ['collected', 'generation', 'uncollectable'])

gc.set_debug(gc.DEBUG_SAVEALL)
Node()
gc.collect()
gc.set_debug(0)
print([type(object).__name__ for object in gc.garbage if isinstance(object, Node)])   # expect: ['Node']
gc.garbage.clear()

kept = Node()
gc.freeze()
print(gc.get_freeze_count() > 100)                     # expect: True
del kept
print(gc.collect() == 0)                               # expect: True
gc.unfreeze()
print(gc.get_freeze_count(), gc.collect() >= 1)        # expect: 0 True
