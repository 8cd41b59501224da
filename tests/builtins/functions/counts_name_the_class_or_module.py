import math
import time


def attempt(function, *args):
    try:
        function(*args)
    except TypeError as error:
        print(error)


attempt([].append)            # expect: list.append() takes exactly one argument (0 given)
attempt([].append, 1, 2)      # expect: list.append() takes exactly one argument (2 given)
attempt("".upper, 1)          # expect: str.upper() takes no arguments (1 given)
attempt(set().pop, 1)         # expect: set.pop() takes no arguments (1 given)
attempt(time.time, 1)         # expect: time.time() takes no arguments (1 given)
attempt(math.sqrt, 1, 2)      # expect: math.sqrt() takes exactly one argument (2 given)
attempt(len, 1, 2)            # expect: len() takes exactly one argument (2 given)
attempt([].sort, 1)           # expect: sort() takes no positional arguments
