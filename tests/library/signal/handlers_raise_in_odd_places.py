"""What a signal's handler raises goes to whoever could catch what the interrupted code raises."""
import os
import signal
import sys
import tempfile


class Arrived(Exception):
    pass


def handler(number, frame):
    raise Arrived


signal.signal(signal.SIGUSR1, handler)


def strike():
    os.kill(os.getpid(), signal.SIGUSR1)


def attempt(function, *args):
    try:
        return function(*args)
    except Arrived as error:
        return f"Arrived after {error.__context__!r}"


class Dies:
    def __del__(self):
        try:
            strike()
        except Arrived:
            print("caught in __del__")  # expect: caught in __del__


def delete():
    thing = Dies()
    del thing
    return "went on"


print(attempt(delete))  # expect: went on


class Unraisable:
    def __del__(self):
        strike()


sys.unraisablehook = lambda told: print("unraisable:", told.exc_type.__name__)  # expect: unraisable: Arrived
Unraisable()


def generator():
    try:
        yield 1
        strike()
        yield 2
    finally:
        strike()


def close():
    running = generator()
    next(running)
    running.close()


print(attempt(close))  # expect: Arrived after GeneratorExit()
print(attempt(list, generator()))  # expect: Arrived after Arrived()


class Manager:
    def __enter__(self):
        return self

    def __exit__(self, *error):
        strike()


def leave(work):
    with Manager():
        work()


print(attempt(leave, int))  # expect: Arrived after None
print(attempt(leave, lambda: 1 / 0))  # expect: Arrived after ZeroDivisionError('division by zero')


class Enters(Manager):
    def __enter__(self):
        strike()

    def __exit__(self, *error):
        print("never")


def enter():
    with Enters():
        print("never")


print(attempt(enter))  # expect: Arrived after None


def finish():
    try:
        return 1 / 0
    finally:
        strike()


print(attempt(finish))  # expect: Arrived after ZeroDivisionError('division by zero')


class Striking:
    def __init__(self, value):
        self.value = value

    def __lt__(self, other):
        strike()
        return self.value < other.value

    def __eq__(self, other):
        strike()
        return self is other

    def __hash__(self):
        return 1

    def __get__(self, instance, owner):
        strike()

    def __set_name__(self, owner, name):
        strike()

    def __getattr__(self, name):
        strike()


items = [Striking(i) for i in range(10, 0, -1)]
print(attempt(items.sort), len(items))  # expect: Arrived after None 10
print(attempt(max, items))  # expect: Arrived after None
print(attempt(set, items))  # expect: Arrived after None
print(attempt(getattr, items[0], "name"))  # expect: Arrived after None
print(attempt(type, "Owner", (), {"name": items[0]}))  # expect: Arrived after None

with tempfile.TemporaryDirectory() as folder:
    with open(folder + "/struck.py", "w") as file:
        file.write("import __main__\n__main__.strike()\nnever = 1\n")
    sys.path.insert(0, folder)
    sys.dont_write_bytecode = True
    print(attempt(__import__, "struck"), "struck" in sys.modules)  # expect: Arrived after None False
