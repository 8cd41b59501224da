# The start method forkserver: exit statuses, descriptors that go along, a pool, a server that died.
import multiprocessing as mp
import os
import signal
import sys
from multiprocessing import forkserver


def end(status):
    sys.exit(status)


def die():
    os.kill(os.getpid(), signal.SIGKILL)


def talk(connection, lock, queue):
    with lock:
        connection.send(connection.recv() * 2)
        queue.put("done")


def square(x):
    return x * x


if __name__ == "__main__":
    context = mp.get_context("forkserver")
    print("forkserver" in mp.get_all_start_methods(), context.get_start_method())
    # expect: True forkserver
    for target, args in (end, (0,)), (end, (3,)), (die, ()):
        process = context.Process(target=target, args=args)
        process.start()
        process.join()
        print(process.exitcode, process.is_alive())
    # expect: 0 False
    # expect: 3 False
    # expect: -9 False
    ours, theirs = context.Pipe()
    lock, queue = context.Lock(), context.Queue()
    process = context.Process(target=talk, args=(theirs, lock, queue), daemon=True)
    process.start()
    print(process.pid != os.getpid(), process.daemon)   # expect: True True
    ours.send([1, 2])
    print(ours.recv(), queue.get())                     # expect: [1, 2, 1, 2] done
    process.join(10)
    print(process.exitcode)                             # expect: 0
    with context.Pool(2, maxtasksperchild=2) as pool:
        print(pool.map(square, range(6)))               # expect: [0, 1, 4, 9, 16, 25]
    os.kill(forkserver._forkserver._pid, signal.SIGKILL)
    os.waitid(os.P_PID, forkserver._forkserver._pid, os.WEXITED | os.WNOWAIT)
    process = context.Process(target=end, args=(7,))    # by another server
    process.start()
    process.join()
    print(process.exitcode)                             # expect: 7
    try:
        mp.set_forkserver_preload([1])
    except TypeError as error:
        print(error)                        # expect: module_names must be a list of strings
