# Process pools: start methods, limits of calls, what cannot be pickled, workers that die.
import multiprocessing
import os
import signal
import time
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool


def square(x):
    return x * x


def fails():
    raise ValueError("inside")


def remember(value):
    global remembered
    remembered = value


def recall():
    return remembered


def attempt(function, *args, **keywords):
    try:
        return function(*args, **keywords)
    except Exception as error:
        return f"{type(error).__name__}: {error}"


def main():
    fork, spawn = multiprocessing.get_context("fork"), multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(2, mp_context=fork, initializer=remember, initargs=("kept",)) as pool:
        print(list(pool.map(square, range(5), chunksize=2)), pool.submit(recall).result())  # expect: [0, 1, 4, 9, 16] kept
        future = pool.submit(fails)
        print(repr(future.exception()), "line 15, in fails" in str(future.exception().__cause__))  # expect: ValueError('inside') True
        print("main.<locals>.<lambda>" in attempt(pool.submit(lambda: 1).result), len(pool._processes))  # expect: True 2
    print(attempt(pool.submit, square, 1))  # expect: RuntimeError: cannot schedule new futures after shutdown

    with ProcessPoolExecutor(1, mp_context=spawn, max_tasks_per_child=2) as pool:
        first, second, third = [pool.submit(os.getpid).result() for _ in range(3)]
        print(first == second, second == third)  # expect: True False

    with ProcessPoolExecutor(2, mp_context=fork) as pool:
        future = pool.submit(time.sleep, 10)
        while not future.running():
            time.sleep(0.001)
        os.kill(next(iter(pool._processes)), signal.SIGKILL)
        print(attempt(future.result))  # expect: BrokenProcessPool: A process in the process pool was terminated abruptly while the future was running or pending.
        print(attempt(pool.submit, square, 1))  # expect: BrokenProcessPool: A child process terminated abruptly, the process pool is not usable anymore

    pool = ProcessPoolExecutor(2, mp_context=fork)
    futures = [pool.submit(square, i) for i in range(50)]
    pool.shutdown(cancel_futures=True)
    print(any(f.done() and not f.cancelled() for f in futures), all(f.done() for f in futures))  # expect: True True
    pool.shutdown(cancel_futures=True)  # once more does no harm

    print(attempt(ProcessPoolExecutor, 0))  # expect: ValueError: max_workers must be greater than 0
    print(attempt(ProcessPoolExecutor, max_tasks_per_child=0))  # expect: ValueError: max_tasks_per_child must be >= 1
    print(attempt(ProcessPoolExecutor, max_tasks_per_child=1, mp_context=fork))  # expect: ValueError: max_tasks_per_child is incompatible with the 'fork' multiprocessing start method; supply a different mp_context.


if __name__ == "__main__":
    main()
