"""A throw() into a generator or coroutine that is running leaves what is being handled alone."""
import sys


def generates():
    try:
        1 / 0
    except ZeroDivisionError:
        try:
            running.throw(KeyError)
        except ValueError as error:
            print(error, repr(error.__context__))
    yield 1


running = generates()
print(next(running))    # expect: generator already executing ZeroDivisionError('division by zero')
                        # expect: 1
print(sys.exception())                  # expect: None
running = None


async def awaits():
    try:
        1 / 0
    except ZeroDivisionError:
        try:
            coroutine.throw(KeyError)
        except ValueError as error:
            print(error)                # expect: coroutine already executing


coroutine = awaits()
try:
    coroutine.send(None)
except StopIteration:
    print(sys.exception().__context__)  # expect: None
coroutine = None

print(sys.exception())                  # expect: None
try:
    {}[2]
except KeyError:
    print(repr(sys.exception()))        # expect: KeyError(2)
