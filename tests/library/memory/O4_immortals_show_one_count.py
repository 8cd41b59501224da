import memory
import sys

for value in None, True, False, ..., 5, -1, int, str:
    print(sys.getrefcount(value), end=" ")
print()
# expect: 4294967295 4294967295 4294967295 4294967295 4294967295 4294967295 4294967295 4294967295 
many = [None] * 1000
print(sys.getrefcount(None))           # expect: 4294967295
del many
print(memory.block(None).ob_refcnt)    # expect: 4294967295
