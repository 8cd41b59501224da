# Threads and what they wait for each other with.
import threading
import time

results = []


def work(n):
    for _ in range(3):
        results.append(n)


threads = [threading.Thread(target=work, args=(i,)) for i in range(5)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(sorted(results), threading.active_count(), threading.current_thread().name)  # expect: [0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4] 1 MainThread
print(threads[0].name.startswith("Thread-"), threads[0].is_alive(), threads[0].daemon)  # expect: True False False

event = threading.Event()
got = []
t = threading.Thread(target=lambda: got.append(event.wait(5)))
t.start()
event.set()
t.join()
print(got, event.wait(0), threading.Event().wait(0.01))  # expect: [True] True False

condition, items, taken = threading.Condition(), [], []


def consume():
    with condition:
        while not items:
            condition.wait()
        taken.append(items.pop())


t = threading.Thread(target=consume)
t.start()
with condition:
    items.append("item")
    condition.notify()
t.join()
print(taken)  # expect: ['item']

barrier, indexes = threading.Barrier(3), []
threads = [threading.Thread(target=lambda: indexes.append(barrier.wait())) for _ in range(3)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(sorted(indexes))  # expect: [0, 1, 2]

semaphore = threading.BoundedSemaphore(2)
print(semaphore.acquire(), semaphore.acquire(), semaphore.acquire(blocking=False))  # expect: True True False
semaphore.release()
semaphore.release()
try:
    semaphore.release()
except ValueError as error:
    print(error)  # expect: Semaphore released too many times
lock = threading.Lock()
with lock:
    print(lock.locked(), lock.acquire(blocking=False), lock.acquire(timeout=0.01))  # expect: True False False
for wrong in (lambda: lock.acquire(False, 1), lambda: lock.acquire(True, -2), lock.release):
    try:
        wrong()
    except (ValueError, RuntimeError) as error:
        print(error)  # expect: can't specify a timeout for a non-blocking call
                      # expect: timeout value must be a non-negative number
                      # expect: release unlocked lock

local = threading.local()
local.x = 1
seen = []
t = threading.Thread(target=lambda: seen.append(hasattr(local, "x")))
t.start()
t.join()
print(seen, local.x)  # expect: [False] 1
try:
    t.start()
except RuntimeError as error:
    print(error)  # expect: threads can only be started once

counter = 0


def count():
    global counter
    for _ in range(5000):
        with lock:
            counter += 1


threads = [threading.Thread(target=count) for _ in range(4)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(counter)  # expect: 20000

hooked = []
threading.excepthook = lambda args: hooked.append((args.exc_type.__name__, str(args.exc_value), args.thread.name))
t = threading.Thread(target=lambda: 1 / 0, name="failing")
t.start()
t.join()
print(hooked)  # expect: [('ZeroDivisionError', 'division by zero', 'failing')]
threading.excepthook = threading.__excepthook__
fired = []
timer = threading.Timer(0.01, fired.append, ["timer"])
timer.start()
timer.join()
print(fired)  # expect: ['timer']
threading.Thread(target=lambda: (threading.main_thread().join(), print("after main"))).start()
print("main ends")  # expect: main ends
# expect: after main
