"""Whatever waits ends at once by what a signal's handler raises, and goes on where it raises
nothing, for the rest of its time."""
import multiprocessing
import os
import queue
import select
import signal
import socket
import subprocess
import threading
import time


class Arrived(Exception):
    pass


def raises(number, frame):
    raise Arrived


def counts(number, frame):
    global count
    count += 1


LONG = 20
held = threading.Lock()
held.acquire()
held_by_process = multiprocessing.Lock()
held_by_process.acquire()
reader, writer = os.pipe()
here, there = socket.socketpair()
there.settimeout(LONG)
sleeper = threading.Thread(target=time.sleep, args=(LONG,), daemon=True)
sleeper.start()
child = subprocess.Popen(["sleep", str(LONG)])
condition = threading.Condition()
condition.acquire()

WAITS = {
    "lock": held.acquire,
    "lock with timeout": lambda: held.acquire(timeout=LONG),
    "semaphore": threading.Semaphore(0).acquire,
    "lock of processes": held_by_process.acquire,
    "event": threading.Event().wait,
    "condition": condition.wait,
    "barrier": threading.Barrier(2).wait,
    "join": sleeper.join,
    "queue": queue.Queue().get,
    "simple queue": queue.SimpleQueue().get,
    "sleep": lambda: time.sleep(LONG),
    "select": lambda: select.select([reader], [], [], LONG),
    "poll": lambda: select.poll().poll(LONG * 1000),
    "epoll": lambda: select.epoll().poll(LONG),
    "read": lambda: os.read(reader, 1),
    "file": lambda: open(reader, "rb", closefd=False).read(1),
    "recv": lambda: here.recv(1),
    "recv with timeout": lambda: there.recv(1),
    "write": lambda: os.write(writer, bytes(1_000_000)),
    "sigtimedwait": lambda: signal.sigtimedwait([signal.SIGUSR2], LONG),
    "pause": signal.pause,
    "process": child.wait,
    "process with timeout": lambda: child.wait(LONG),
    "communicate": lambda: child.communicate(timeout=LONG),
}

signal.signal(signal.SIGALRM, raises)
for name, wait in WAITS.items():
    begin = time.monotonic()
    signal.setitimer(signal.ITIMER_REAL, 0.02, 1)   # again, as one may come just before the wait
    try:
        print(name, "ended with", wait())
    except Arrived:
        signal.setitimer(signal.ITIMER_REAL, 0)
        if time.monotonic() - begin > 5:
            print(name, "was late")
child.kill()
child.wait()

signal.signal(signal.SIGALRM, counts)
for wait, result in [(lambda: held.acquire(timeout=0.1), False),
                     (lambda: select.select([], [], [], 0.1), ([], [], [])),
                     (lambda: threading.Event().wait(0.1), False),
                     (lambda: time.sleep(0.1), None),
                     (lambda: held_by_process.acquire(timeout=0.1), False)]:
    count, begin = 0, time.monotonic()
    signal.setitimer(signal.ITIMER_REAL, 0.005, 0.005)
    answer = wait()
    signal.setitimer(signal.ITIMER_REAL, 0)
    print(answer == result, time.monotonic() - begin >= 0.1, count > 0)
# expect: True True True
# expect: True True True
# expect: True True True
# expect: True True True
# expect: True True True
