"""Wherever memory ends for good in a with statement: what was entered is left."""
import _heap
import threading

ENDLESS = 1 << 40


class Entered:
    def __init__(self):
        self.depth = 0

    def __enter__(self):
        self.depth += 1

    def __exit__(self, type, value, traceback):
        self.depth -= 1


def enter_and_leave(manager, body, number):
    """Whether it went well, when only the first allocations do."""
    try:
        _heap.fail_at(number, ENDLESS)
        with manager:
            body()
    except MemoryError:
        return False
    finally:
        _heap.fail_at(0)
    return True


def is_left(manager):
    if isinstance(manager, Entered):
        return manager.depth == 0
    if isinstance(manager, threading.Lock):
        return not manager.locked()
    return not manager._is_owned()


def fresh(source):
    """The function `body`, which was never called: its first call takes memory."""
    namespace = {}
    exec(source, namespace)
    return namespace["body"]


def try_all(make, source):
    for number in range(1, 200):
        manager, body = make(), fresh(source)
        enough = enter_and_leave(manager, body, number)
        if not is_left(manager):
            return f"not left when {number - 1} allocations went well"
        if enough:
            return "left"
    return "never enough memory"


for make in threading.Lock, threading.RLock, threading.Condition, Entered:
    print(try_all(make, "def body(): pass"), try_all(make, "def body(): bytearray(1000)"))
# expect: left left
# expect: left left
# expect: left left
# expect: left left
