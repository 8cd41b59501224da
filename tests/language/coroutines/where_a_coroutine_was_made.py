"""cr_origin, and the stack while something is thrown through generators that wait."""
import sys


async def work():
    pass


def make():
    return work()


sys.set_coroutine_origin_tracking_depth(2)
coroutine = make()
print([call[1:] for call in coroutine.cr_origin])  # expect: [(10, 'make'), (14, '<module>')]
coroutine.close()
sys.set_coroutine_origin_tracking_depth(0)


def names():
    frame, found = sys._getframe(1), []
    while frame:
        found.append(frame.f_code.co_name)
        frame = frame.f_back
    return found


def inner():
    try:
        yield
    except KeyError:
        print(names())  # expect: ['inner', 'outer', '<module>']
        yield


def outer():
    yield from inner()


generator = outer()
next(generator)
generator.throw(KeyError)
generator.close()


class NoException(Exception):
    def __new__(cls):
        return 1


def catching():
    try:
        yield
    except TypeError as error:
        print(str(error)[-44:])  # expect: turned an instance of BaseException, not int
        yield


generator = catching()
next(generator)
generator.throw(NoException)
