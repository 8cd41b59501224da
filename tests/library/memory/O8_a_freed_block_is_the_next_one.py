import memory

a = [1]
i = id(a)
del a
b = [2]
print(id(b) == i)                      # expect: True

keep = memory.malloc(100)              # its pool stays in use
block = memory.malloc(100)
address = block.address
block.free()
print(memory.malloc(100).address == address)   # expect: True
