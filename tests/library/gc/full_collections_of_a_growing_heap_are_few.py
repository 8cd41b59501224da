# What full collections walk is all containers, so their pace is counted in these: one that follows
# a heap of untracked records does not call for the next too early.
import gc


def full_collections(make):
    before = gc.get_stats()[2]["collections"]
    kept = [make(number) for number in range(200_000)]
    return gc.get_stats()[2]["collections"] - before


gc.collect()
print(full_collections(lambda number: (number, "x")) <= 1)  # expect: True
print(full_collections(lambda number: {"a": number, "b": 1.5}) <= 1)  # expect: True
print(full_collections(lambda number: {"a": (number, 1), "b": 1.5}) <= 1)  # expect: True
print(full_collections(lambda number: ((number, 1), (2, 3))) <= 1)  # expect: True
print(full_collections(lambda number: [number]) <= 3)  # expect: True
