# What an assignment, del or an end of a block finalizes is finalized at that line.
import sys


class Told:
    def __del__(self):
        frame = sys._getframe(1)
        print(frame.f_code.co_name, frame.f_lineno - frame.f_code.co_firstlineno)


def replaced():
    told = Told()
    number = 1
    told = None
    told = Told()
    told = number
    told = Told()
    number += 1
    told = number + 1


def deleted():
    told = Told()
    number = 1
    del told
    told, number = Told(), 1
    (told,
     number) = number, 2


def within_a_closure():
    told = Told()
    number = 1
    told = number
    told = Told()
    number = 2
    del told
    return lambda: told


replaced()
# expect: replaced 3
# expect: replaced 5
# expect: replaced 8
deleted()
# expect: deleted 3
# expect: deleted 5
within_a_closure()
# expect: within_a_closure 3
# expect: within_a_closure 6
