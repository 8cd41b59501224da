"""Eight threads that do the same to one object for a while: HAMMER_SECONDS, or a moment."""
import os
import sys
import threading
import time

THREADS = 8
SECONDS = float(os.environ.get("HAMMER_SECONDS", 0.15))


def hammer(work):
    """Calls work(thread's number, turn) until the time is over; what each thread returned last."""
    end = time.monotonic() + SECONDS
    results, errors = [None] * THREADS, []
    start = threading.Barrier(THREADS)

    def run(number):
        try:
            start.wait()
            turn = 0
            while turn == 0 or time.monotonic() < end:
                for turn in range(turn + 1, turn + 51):
                    results[number] = work(number, turn)
        except BaseException as error:
            errors.append(error)
            raise

    sys.setswitchinterval(1e-5)
    threads = [threading.Thread(target=run, args=(number,)) for number in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        print("failed:", errors)
    return results
