# The parser begins with a large frame: where a thread's stack has no room for it, there is an exception.
import sys
import threading

sys.setrecursionlimit(10**6)


def deep(ignored):
    """As deep in C as it goes, and on each level of the way back: compile()."""
    try:
        sorted([1], key=deep)
    except RecursionError:
        pass
    try:
        compile("1 + 1", "name", "eval")
    except RecursionError:
        pass
    return 0


for size in 32 * 1024, 40 * 1024, 64 * 1024:
    threading.stack_size(size)
    thread = threading.Thread(target=deep, args=(0,))
    thread.start()
    thread.join()
print("done")  # expect: done
