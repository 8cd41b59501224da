"""What a call that a limit ends leaves behind does not stay in its caller's way."""
import limits
import sys
import threading


def handles():
    try:
        {}[1]
    except KeyError:
        while True:
            pass


def ended(function, **wanted):
    try:
        limits.run(function, **wanted)
    except limits.LimitReached as error:
        return error


print(repr(ended(handles, instructions=50).__context__))    # expect: KeyError(1)
print(sys.exception())                                      # expect: None
try:
    raise OSError("of before")
except OSError:
    ended(handles, instructions=50)
    print(repr(sys.exception()))                            # expect: OSError('of before')

lock, rlock, other = threading.Lock(), threading.RLock(), threading.Lock()
other.acquire()


def locks(lock):
    with lock, rlock:
        for i in range(10):
            with rlock:
                while True:
                    pass


def generates(lock):
    with lock:
        yield from iter(int, 1)


def begins_and_ends():
    with lock:
        pass
    locks(threading.Lock())


def in_another_thread(function):
    thread = threading.Thread(target=function)
    thread.start()
    thread.join()


for count in range(1, 120):
    ended(lambda: locks(lock), instructions=count)
    if lock.locked() or not rlock.acquire(timeout=1) or rlock._release_save()[0] != 1:
        print("locked after", count, "instructions")
ended(lambda: sum(generates(lock)), seconds=0.01)
ended(begins_and_ends, instructions=100)
print(lock.locked(), other.locked())                        # expect: False True
in_another_thread(lambda: print(rlock.acquire(blocking=False)))     # expect: True
