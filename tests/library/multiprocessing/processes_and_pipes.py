# Process, Pipe, Queue, Pool, Value, Event and Barrier, with processes that are forked.
import multiprocessing as mp
import os
import signal


def double(queue, number):
    queue.put((number * 2, mp.current_process().name))


def answer(connection):
    connection.send(connection.recv() + 1)


def count_up(value, times):
    for _ in range(times):
        with value.get_lock():
            value.value += 1


def square(number):
    return number * number


def fail(number):
    raise ValueError(number)


if __name__ == "__main__":
    queue = mp.Queue()
    process = mp.Process(target=double, args=(queue, 4), name="doubler")
    print(process.is_alive(), process.exitcode, process.pid)  # expect: False None None
    process.start()
    print(queue.get())  # expect: (8, 'doubler')
    process.join()
    print(process.exitcode, process.is_alive(), mp.active_children())  # expect: 0 False []

    here, there = mp.Pipe()
    process = mp.Process(target=answer, args=(there,))
    process.start()
    here.send(5)
    print(here.recv(), here.poll())  # expect: 6 False
    process.join()
    process = mp.Process(target=signal.pause)
    process.start()
    process.terminate()
    process.join()
    print(process.exitcode == -signal.SIGTERM)  # expect: True
    process.close()
    try:
        process.exitcode
    except ValueError as error:
        print(error)  # expect: process object is closed

    value = mp.Value("i", 0)
    processes = [mp.Process(target=count_up, args=(value, 100)) for _ in range(3)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    print(value.value)  # expect: 300
    array = mp.Array("d", [1, 2, 3])
    process = mp.Process(target=array.__setitem__, args=(1, 9.5))
    process.start()
    process.join()
    print(array[:], len(array))  # expect: [1.0, 9.5, 3.0] 3
    text = mp.Array("c", 5)
    text.value = b"abc"
    print(text.value, text.raw)  # expect: b'abc' b'abc\x00\x00'

    with mp.Pool(2) as pool:
        print(pool.map(square, range(6)), pool.apply(square, (7,)))  # expect: [0, 1, 4, 9, 16, 25] 49
        print(list(pool.imap(square, range(4))), sorted(pool.imap_unordered(square, range(4), 2)))  # expect: [0, 1, 4, 9] [0, 1, 4, 9]
        print(pool.starmap(pow, [(2, 3), (3, 2)]), pool.map(square, []))  # expect: [8, 9] []
        result = pool.apply_async(fail, (3,))
        try:
            result.get(30)
        except ValueError as error:
            print(repr(error), type(error.__cause__).__name__)  # expect: ValueError(3) RemoteTraceback

    event, barrier = mp.Event(), mp.Barrier(2)
    process = mp.Process(target=lambda: (event.set(), barrier.wait()))
    process.start()
    print(event.wait(30), barrier.wait(30) in (0, 1))  # expect: True True
    process.join()
    print(process.exitcode)  # expect: 0
    tasks = mp.JoinableQueue()
    tasks.put(1)
    print(tasks.get(), tasks.task_done(), tasks.join())  # expect: 1 None None
    lock = mp.RLock()
    with lock, lock:
        print(lock)  # expect: <RLock(MainProcess, 2)>
    try:
        mp.get_context("thread")
    except ValueError as error:
        print(error)  # expect: cannot find context for 'thread'
