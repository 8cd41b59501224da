# What eight threads append to one list and pop from it is there once, and nothing else.
from _hammer import THREADS, hammer

shared = []
taken = [[] for _ in range(THREADS)]


def work(number, turn):
    shared.append((turn, number))
    if turn % 3 == 0:
        try:
            taken[number].append(shared.pop(turn % 7 - 3))
        except IndexError:
            pass
    if turn % 50 == 0:
        sorted(shared[-9:]), (turn, number) in shared[-9:], list(reversed(shared[-5:]))
    return turn


turns = hammer(work)
everything = shared + [item for items in taken for item in items]
print(len(everything) == sum(turns) == len(set(everything)))  # expect: True
