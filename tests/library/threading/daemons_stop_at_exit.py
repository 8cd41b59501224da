# Daemon threads stop when the program ends, whatever they are doing; the end does not wait.
import os
import sys
import threading

lock = threading.Lock()
lock.acquire()
reader, writer = os.pipe()


def compute():
    number = 0
    while True:
        number += 1


def raise_and_catch():
    while True:
        try:
            raise ValueError([object()] * 10)
        except ValueError as error:
            error.args[0].append(error)


started = threading.Semaphore(0)


def run(function, *args):
    started.release()
    function(*args)


jobs = [(compute,), (raise_and_catch,), (lock.acquire,), (lock.acquire, True, 0.001),
        (os.read, reader, 1), (threading.Event().wait,)]
threads = [threading.Thread(target=run, args=job, daemon=True) for job in jobs]
for thread in threads:
    thread.start()
for thread in threads:
    started.acquire()
print(threading.active_count() >= 5, len(sys._current_frames()) >= 6)  # expect: True True
