"""A throw() into a generator that another thread runs leaves what both are handling alone."""
import sys
import threading

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
