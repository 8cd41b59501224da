# Numbers: sys.getallocatedblocks() to the block, sys._debugmallocstats() to the byte.
import os
import sys

kept = [None] * 1000
count = sys.getallocatedblocks
before = count()
for i in range(1000):
    kept[i] = object()
after = count()
print(after - before)                                   # expect: 1000
kept.clear()

read, write = os.pipe()
saved = os.dup(2)
os.dup2(write, 2)
os.close(write)
sys._debugmallocstats()
os.dup2(saved, 2)
os.close(saved)
text = os.read(read, 1 << 20).decode()
os.close(read)
for words in "arenas", "pools", "free":
    print(words, words in text)
    # expect: arenas True
# expect: pools True
# expect: free True
