# What eight threads add to one set is popped once by one of them, or left.
from _hammer import THREADS, hammer

shared = set()
taken = [[] for _ in range(THREADS)]


def work(number, turn):
    shared.add((number, turn))
    shared.discard(None)
    if turn % 2:
        try:
            taken[number].append(shared.pop())
        except KeyError:
            pass
    (number, turn) in shared, len(shared)
    return turn


turns = hammer(work)
everything = list(shared) + [item for items in taken for item in items]
print(len(everything) == sum(turns) == len(set(everything)))  # expect: True
