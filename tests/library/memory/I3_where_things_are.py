import memory

shape = memory.geometry()
print(shape.arena // shape.pool, shape.threshold)              # expect: 64 512

numbers = [1, 2, 3]
block = memory.block(numbers)
print(block.address == block.block == id(numbers), block.kind, block.ob_type, block.ob_refcnt)
# expect: True container list 1
pool = memory.pool(numbers)
print(pool.size == block.size, pool.kind, pool.count + pool.free + pool.untouched == pool.capacity)
# expect: True container True
arena = memory.arena(numbers)
print(arena.address <= pool.address < arena.address + shape.arena, arena.pools)
# expect: True 64
print(arena.address in [each.address for each in memory.arenas()])           # expect: True
print(memory.block("text" * 300).kind, memory.block("text" * 300).pool)      # expect: atom None
print(memory.block_at(block.address + 7).index == block.index)               # expect: True
print(memory.block_at(12345678), memory.pool(None), memory.arena(12345678))  # expect: None None None

# An immediate integer is in no block, and the answer says so.
print(memory.block(5))
# expect: {'kind': 'immediate', 'address': None, 'block': None, 'pool': None,
# expect:  'ob_type': 'int', 'ob_refcnt': 4294967295}
print(memory.block(10 ** 100).kind)    # expect: atom

# The article's block: 42 bytes take one of 48, in class 5 (of steps of 8; of 16: in class 2).
block = memory.malloc(42)
print(block.size, block.index >= 0, memory.pool(block).index == 41 // shape.step)
# expect: 48 True True
block.free()
try:
    block.free()
except ValueError as error:
    print(error)                       # expect: the block has been freed already


class Row:
    pass


rows = [Row(), Row()]
print(len(memory.objects(Row)), memory.objects(Row)[0] in rows)              # expect: 2 True
books = memory.stats()
print(books.mapped == books.headers + books.allocated + books.free + books.untouched
      + books.tails + books.unused_pools)                                    # expect: True
memory.check()
print(memory.trim() >= 0)              # expect: True
try:
    memory.why(12345678)
except ValueError as error:
    print(error)                       # expect: that is no arena
