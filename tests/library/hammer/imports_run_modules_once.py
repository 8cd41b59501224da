# A module that eight threads import at the same time is run once; no thread sees half of it, and
# modules that import each other do not stop them.
import importlib
import os
import sys

from _hammer import THREADS, hammer

MODULES = 20
os.mkdir("made")
for i in range(MODULES):
    with open(f"made/hammered_{i}.py", "w") as file:
        file.write(f"""
from __main__ import runs
runs[{i}] = runs.get({i}, 0) + 1
{f"import hammered_{i + 1}" if i % 5 == 0 else ""}
value = sum(range(100))
{f"import hammered_{i - 1}" if i % 5 == 1 else ""}
complete = True
""")
runs = {}
sys.path.insert(0, os.path.abspath("made"))
importlib.invalidate_caches()


def work(number, turn):
    i = (turn + number) % MODULES
    module = importlib.import_module(f"hammered_{i}")
    return i % 5 < 2 or module.complete


print(all(hammer(work)), len(runs), set(runs.values()))  # expect: True 20 {1}
