"""The limits of a call are over when it is, though another thread's began meanwhile."""
import limits
import threading

began, second_began, ended = threading.Event(), threading.Event(), threading.Event()


def shown():
    return [name for name, (used, limit) in limits.get().items() if limit is not None]


def first():
    began.set()
    second_began.wait()


def second():
    second_began.set()
    ended.wait()
    return shown()


def run_first():
    limits.run(first, output=10**6, recursion=500)
    ended.set()


def run_second():
    began.wait()
    print(limits.run(second, instructions=10**6))


threads = [threading.Thread(target=run) for run in (run_first, run_second)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()                               # expect: ['instructions']
print(shown())                                  # expect: []


def deep(count):
    return deep(count - 1) if count else "deep"


print(deep(700))                                # expect: deep
