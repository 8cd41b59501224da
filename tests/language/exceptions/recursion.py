# Deep recursion raises RecursionError, and the program goes on.
import sys


def forever(n):
    return forever(n + 1)


try:
    forever(0)
except RecursionError as error:
    print(error)  # expect: maximum recursion depth exceeded


class Loop:
    def __repr__(self):
        return repr(self)


try:
    repr(Loop())
except RecursionError as error:
    print(type(error).__name__)  # expect: RecursionError


def depth():
    try:
        return 1 + depth()
    except RecursionError:
        return 1


sys.setrecursionlimit(200)
print(100 < depth() <= 200)  # expect: True
sys.setrecursionlimit(5000)
print(4000 < depth() <= 5000)  # expect: True
for limit in 0, -1:
    try:
        sys.setrecursionlimit(limit)
    except ValueError as error:
        print(error)  # expect: recursion limit must be greater or equal than 1
                      # expect: recursion limit must be greater or equal than 1
nested = []
for _ in range(100000):
    nested = [nested]
try:
    repr(nested)
except RecursionError as error:
    print(error)  # expect: maximum recursion depth exceeded while getting the repr of an object
del nested
