# `why` names what holds an arena; once that is deleted, the arena goes.
import gc
import memory

cache = []
filler = []
while len(memory.arenas()) < 6:
    filler.append([0] * 5)
youngest = next(arena for arena in memory.arenas() if arena.untouched)
while memory.arena(filler[-1]).address != youngest.address:
    filler.append([0] * 5)
cache.append(filler[-1])
filler.clear()
gc.collect()
arena = memory.arena(cache[0])
text = memory.why(arena)
print([line for line in text.splitlines() if " list: " in line and "cache" in line])
# expect: ['1 list: __main__.cache -> list -> list']
address = arena.address
cache.clear()
gc.collect()
memory.trim()
print(address in [arena.address for arena in memory.arenas()])   # expect: False
memory.check()
