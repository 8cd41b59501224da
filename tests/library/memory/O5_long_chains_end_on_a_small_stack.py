# A million objects inside each other, of any type, are freed on a thread's stack of 256 KiB.
import threading


class Node:
    pass


def chain_of(wrap):
    made = None
    for _ in range(1_000_000):
        made = wrap(made)
    return made


def instance(inner):
    made = Node()
    made.inner = inner
    return made


def closure(inner):
    return lambda: inner


def failure(inner):
    made = ValueError()
    made.__context__ = inner
    return made


def work():
    for name, wrap in [("lists", lambda inner: [inner]), ("tuples", lambda inner: (inner,)),
                       ("dicts", lambda inner: {0: inner}), ("instances", instance),
                       ("closures", closure), ("exceptions", failure)]:
        made = chain_of(wrap)
        del made
        print(name)
        # expect: lists
# expect: tuples
# expect: dicts
# expect: instances
# expect: closures
# expect: exceptions


threading.stack_size(256 * 1024)
thread = threading.Thread(target=work)
thread.start()
thread.join()
