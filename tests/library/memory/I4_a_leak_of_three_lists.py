# options: -X tracemalloc
# A leak of three lists on one line shows as just that, live and from files.
import json
import memory
import sys

leaked = [None] * 4
memory.diff(memory.map(), memory.map())     # what the first one imports is there


def leak(index):
    leaked[index] = []


def look(before, after):
    text = memory.diff(before, after)
    return [line for line in text.splitlines() if line[0] in "+-"]


leak(0)                       # the first call makes its instructions
before = memory.map()
for index in range(3):
    leak(index + 1)
after = memory.map()
for line in look(before, after):
    print(line.replace(__file__, "script").replace(f"+{3 * memory.block(leaked).size} bytes", "3 lists"))
# expect: +3 list script:12 (3 lists)
parsed = [json.loads(heap.json()) for heap in (before, after)]
print(look(*parsed) == look(before, after))     # expect: True
print(memory.diff(after, after))                # expect: no blocks gained or lost
                                                # expect: 
