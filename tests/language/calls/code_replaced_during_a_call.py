# Calls in progress, suspended generators and frames in tracebacks keep the code they began with.
import sys


def other(a, b=2):
    return "other", a, b


def replaces(*args, k=None, **keywords):
    x = [1, 2]
    y = replace(replaces)
    return x, y, args, k, keywords


def replace(function):
    function.__code__ = other.__code__
    function.__defaults__ = (7,)
    return [3]


print(replaces(1, 2, 3, z=4))  # expect: ([1, 2], [3], (1, 2, 3), None, {'z': 4})
print(replaces(5))  # expect: ('other', 5, 7)


def recursive(n, *more):
    local = n
    if n == 0:
        recursive.__code__ = other.__code__
    else:
        below = recursive(n - 1, *more, n)
        return local, below, sys._getframe().f_code.co_varnames
    return local


print(recursive(2))  # expect: (2, (1, 0, ('n', 'more', 'local', 'below')), ('n', 'more', 'local', 'below'))
print(recursive(1, 7))  # expect: ('other', 1, 7)


def numbers(n):
    a, b, c = n, n + 1, n + 2
    yield a
    yield b
    yield c


def one_slot(n):
    yield n


suspended = numbers(1)
print(next(suspended))  # expect: 1
numbers.__code__ = one_slot.__code__
print(list(suspended), list(numbers(1)), suspended.gi_code is one_slot.__code__)  # expect: [2, 3] [1] False


class Made:
    def __init__(self, *args):
        first, second = args
        Made.__init__.__code__ = empty_init.__code__
        self.args = first, second


def empty_init(self):
    self.args = None


print(Made(1, 2).args, Made().args)  # expect: (1, 2) None


def fails(a, b, c):
    d, e = a, b
    raise KeyError(d, e)


def no_slots():
    pass


try:
    fails(1, 2, 3)
except KeyError as error:
    frame = error.__traceback__.tb_next.tb_frame
fails.__code__ = no_slots.__code__
print(frame.f_locals, frame.f_code.co_name)  # expect: {'a': 1, 'b': 2, 'c': 3, 'd': 1, 'e': 2} fails


async def waits(n):
    m = n * 2
    return m


coroutine = waits(4)
waits.__code__ = waits.__code__.replace(co_name="renamed")
try:
    coroutine.send(None)
except StopIteration as end:
    print(end.value, coroutine.cr_code.co_name)  # expect: 8 waits
