# A generator goes on for one thread at a time; the others are told so.
import itertools

from _hammer import THREADS, hammer


def numbers():
    number = 0
    while True:
        try:
            yield number
        finally:
            number += 1


shared, counter = numbers(), itertools.count()
taken, counted, refused = ([[] for _ in range(THREADS)] for _ in range(3))


def work(number, turn):
    try:
        taken[number].append(next(shared))
    except ValueError as error:
        refused[number].append(str(error))
    counted[number].append(next(counter))


hammer(work)
everything = sorted(item for items in taken for item in items)
print(everything == list(range(len(everything))))  # expect: True
print({text for texts in refused for text in texts} <= {"generator already executing"})  # expect: True
everything = sorted(item for items in counted for item in items)
print(everything == list(range(next(counter))))  # expect: True
