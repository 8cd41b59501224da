# options: -X mem-limit=30000000
import memory

try:
    huge = bytearray(100_000_000)
except MemoryError as error:
    print("too much", repr(str(error)))     # expect: too much ''
kept = []
try:
    while True:
        kept.append([0] * 1000)
except MemoryError:
    count = len(kept)
    del kept
    print(count > 1000)                     # expect: True
print(len([0] * 100_000))                   # expect: 100000
memory.limit(0)
print(len(bytearray(100_000_000)))          # expect: 100000000
