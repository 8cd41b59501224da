"""Runs whatever __name__ is, as the __main__ of unittest and others."""
import math
import multiprocessing as mp

print("main")
if __name__ != "__main__":
    raise RuntimeError("imported again")
for method in "spawn", "forkserver":
    with mp.get_context(method).Pool(1) as pool:
        print(pool.map(math.sqrt, [4, 9]))
