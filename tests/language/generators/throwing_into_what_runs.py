"""A throw() into a generator that is running leaves what it and its thread are handling alone."""
import sys
import threading


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

inside, thrown = threading.Event(), threading.Event()


def waits():
    try:
        1 / 0
    except ZeroDivisionError:
        inside.set()
        thrown.wait()
        yield 1


def throws():
    inside.wait()
    try:
        generator.throw(KeyError)
    except ValueError as error:
        print(error)                    # expect: generator already executing


generator = waits()
thread = threading.Thread(target=throws)
thread.start()
next_thread = threading.Thread(target=lambda: (thread.join(), thrown.set()))
next_thread.start()
print(next(generator))                  # expect: 1
next_thread.join()
print(sys.exception())                  # expect: None
try:
    {}[2]
except KeyError:
    print(repr(sys.exception()))        # expect: KeyError(2)
