# What asks its own parts for their hash or their attributes, a hundred thousand levels deep.
import importlib.machinery
import sqlite3
import threading
import types
import weakref

DEPTH = 100_000
threading.stack_size(256 * 1024)


def nest(make, value):
    for _ in range(DEPTH):
        value = make(value)
    return value


def attempt(function, *args):
    try:
        function(*args)
        return "done"
    except RecursionError:
        return "RecursionError"


def in_small_thread(function):
    thread = threading.Thread(target=function)
    thread.start()
    thread.join()


def loader(path):
    result = importlib.machinery.SourceFileLoader("name", "path")
    result.path = path
    return result


class Reference(weakref.ref):
    pass


def weakly(value):
    kept.append(value)
    return Reference(value)


def bound(value):
    return types.MethodType(value, 1)


def alias(value):
    return types.GenericAlias(value, int)


kept = []
cursor = sqlite3.connect(":memory:").execute("select 1 as a")
MAKERS = {
    "tuple": (lambda x: (x,), ()), "slice": (slice, 1), "method": (bound, len), "alias": (alias, int),
    "union": (lambda x: list[x] | int, int), "reference": (weakly, Reference), "loader": (loader, "a"),
    "row": (lambda x: sqlite3.Row(cursor, (x,)), 1),
}


def hashes():
    for name, (make, value) in MAKERS.items():
        print(name, attempt(hash, nest(make, value)))


in_small_thread(hashes)
# expect: tuple RecursionError
# expect: slice RecursionError
# expect: method RecursionError
# expect: alias RecursionError
# expect: union RecursionError
# expect: reference RecursionError
# expect: loader RecursionError
# expect: row RecursionError


def attributes():
    method, nested_alias = nest(bound, len), nest(alias, int)
    for name in "__doc__", "__name__", "missing":
        print(name, attempt(getattr, method, name, None), attempt(getattr, nested_alias, name, None))
    print(attempt(nest, lambda x: classmethod(x).__get__(1, int), len))


in_small_thread(attributes)
# expect: __doc__ RecursionError RecursionError
# expect: __name__ RecursionError RecursionError
# expect: missing RecursionError RecursionError
# expect: RecursionError
