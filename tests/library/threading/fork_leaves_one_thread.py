# A forked child has only the thread that forked; the others count as done, and locks of the
# library that they held are free again.
import os
import sys
import threading
import time
import warnings

stop = threading.Event()
workers = [threading.Thread(target=stop.wait) for _ in range(3)]
for worker in workers:
    worker.start()

with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    pid = os.fork()
    if pid == 0:
        alone = threading.enumerate() == [threading.main_thread()]
        ended = not any(worker.is_alive() for worker in workers)
        workers[0].join()
        os._exit(0 if alone and ended and len(sys._current_frames()) == 1 else 1)
print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))  # expect: 0
print(str(caught[0].message).replace(str(os.getpid()), "N"))  # expect: This process (pid=N) is multi-threaded, use of fork() may lead to deadlocks in the child.

results = []


def fork_in_thread():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        pid = os.fork()
    if pid == 0:
        os._exit(threading.main_thread() is not threading.current_thread())
    results.append(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))


thread = threading.Thread(target=fork_in_thread)
thread.start()
thread.join()
print(results)  # expect: [0]
stop.set()
