import json
import memory
import os

heap = memory.map()
print(max(map(len, repr(heap).splitlines())) <= 80)            # expect: True
print(max(map(len, heap.text().splitlines())) <= 80)           # expect: True
print(heap.text() == repr(heap.text()) + "\n")                 # expect: True
parsed = json.loads(heap.json())
print(sorted(parsed))                  # expect: ['arenas', 'geometry', 'large']
pool = next(pool for pool in parsed["arenas"][0]["pool_list"] if pool["state"] == "used")
print(*pool)
# expect: address state place kind size index count capacity free untouched blocks
print(heap.html().startswith("<!doctype html>"))               # expect: True

for ending in "txt", "json", "html":
    path = "map." + ending
    heap.save(path)
    print(os.path.getsize(path) > 5000)
    # expect: True
    os.remove(path)
# expect: True
# expect: True
try:
    heap.save("map.png")
except ValueError as error:
    print(error)                       # expect: the name must end in .txt, .json or .html
