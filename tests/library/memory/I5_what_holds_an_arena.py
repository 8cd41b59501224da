# `why` names what holds an arena; once that is deleted, the arena goes.
import gc
import memory

filler = [[0] * 5 for _ in range(40_000)]
cache = [filler[20_000]]               # in an arena that nobody else uses
filler.clear()
gc.collect()
arena = memory.arena(cache[0])
text = memory.why(arena)
print([line for line in text.splitlines() if " list: " in line and "cache" in line])
# expect: ['1 list: __main__.cache -> list -> list']
address = arena.address
cache.clear()
del arena, text              # they may lie there, too: `why` named them
gc.collect()
memory.trim()
print(address in [arena.address for arena in memory.arenas()])   # expect: False
memory.check()
