# `why` names what holds an arena; once that is deleted, the arena goes.
import gc
import memory

arena = memory.geometry().arena
count = arena // 52                    # of 400 bytes: in eight arenas
filler = [tuple([i] * 45) for i in range(count)]
elsewhere = filler[:count // 12]       # arenas fuller than the one below are used before it
cache = [filler[count // 2]]           # in an arena that nobody else uses
filler.clear()
gc.collect()
arena = memory.arena(cache[0])
text = memory.why(arena)
print(" tuple: __main__.cache -> list -> tuple\n" in text)         # expect: True
address = arena.address
cache.clear()
del arena, text              # they may lie there, too: `why` named them
gc.collect()
memory.trim()
print(address in [arena.address for arena in memory.arenas()])   # expect: False
memory.check()
