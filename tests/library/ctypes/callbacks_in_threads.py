# Calls let other threads run, and callbacks come from threads of both kinds: Python's, and those
# that C started.
import threading
import time
from ctypes import *

libc = CDLL(None)
ready = threading.Event()
ticks = []


def tick():
    ready.wait()
    ticks.append("while C sleeps")


thread = threading.Thread(target=tick)
thread.start()
ready.set()
libc.usleep(100_000)
print(ticks)  # expect: ['while C sleeps']
thread.join()

function_type = CFUNCTYPE(c_void_p, c_void_p)
seen = []


@function_type
def body(number):
    seen.append((number, threading.current_thread() is not threading.main_thread()))
    time.sleep(0.01)
    return number * 2


threads = [c_void_p() for _ in range(4)]
for number, handle in enumerate(threads, 1):
    libc.pthread_create(byref(handle), None, body, c_void_p(number))
results = []
for handle in threads:
    result = c_void_p()
    libc.pthread_join(handle, byref(result))
    results.append(result.value)
print(results, sorted(seen))  # expect: [2, 4, 6, 8] [(1, True), (2, True), (3, True), (4, True)]


@function_type
def fail(number):
    raise ValueError(number)


caught = []
import sys
sys.unraisablehook = lambda report: caught.append(str(report.exc_value))
handle = c_void_p()
libc.pthread_create(byref(handle), None, fail, c_void_p(7))
libc.pthread_join(handle, None)
print(caught)  # expect: ['7']

lock = threading.Lock()
total = 0


@CFUNCTYPE(c_int, c_void_p, c_void_p)
def count(left, right):
    global total
    with lock:
        total += 1
    return 0


def sort():
    libc.qsort((c_int * 64)(), 64, 4, count)


workers = [threading.Thread(target=sort) for _ in range(4)]
for worker in workers:
    worker.start()
for worker in workers:
    worker.join()
print(total > 4 * 63)  # expect: True
