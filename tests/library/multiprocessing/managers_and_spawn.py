# Managers and what they have, shared memory by name; and a process that begins anew (spawn)
# or comes from the fork server.
import multiprocessing as mp
from multiprocessing import shared_memory
from multiprocessing.pool import ThreadPool


def work(things, names, space, lock, queue):
    with lock:
        things["x"] = things.get("x", 0) + 1
        names.append("three")
        space.a = 7
    queue.put(mp.get_start_method())


def read(name):
    memory = shared_memory.SharedMemory(name, track=False)
    memory.buf[:3] = memory.buf[:3].tobytes().upper()
    memory.close()


if __name__ == "__main__":
    for method in "fork", "spawn", "forkserver":
        context = mp.get_context(method)
        with context.Manager() as manager:
            things, names, space = manager.dict(a=1), manager.list(["one"]), manager.Namespace(b=2)
            lock, queue = manager.Lock(), context.SimpleQueue()
            process = context.Process(target=work, args=(things, names, space, lock, queue))
            process.start()
            print(queue.get(), process.join(), process.exitcode)
            print(things, names, space, sorted(things), len(names), names[0], space.a)
            try:
                things["missing"]
            except KeyError as error:
                print(repr(error))
# expect: fork None 0
# expect: {'a': 1, 'x': 1} ['one', 'three'] Namespace(a=7, b=2) ['a', 'x'] 2 one 7
# expect: KeyError('missing')
# expect: spawn None 0
# expect: {'a': 1, 'x': 1} ['one', 'three'] Namespace(a=7, b=2) ['a', 'x'] 2 one 7
# expect: KeyError('missing')
# expect: forkserver None 0
# expect: {'a': 1, 'x': 1} ['one', 'three'] Namespace(a=7, b=2) ['a', 'x'] 2 one 7
# expect: KeyError('missing')

    memory = shared_memory.SharedMemory(create=True, size=10)
    memory.buf[:3] = b"abc"
    process = mp.Process(target=read, args=(memory.name,))
    process.start()
    process.join()
    print(bytes(memory.buf[:4]))  # expect: b'ABC\x00'
    memory.close()
    memory.unlink()
    try:
        shared_memory.SharedMemory(memory.name)
    except FileNotFoundError as error:
        print(error.strerror)  # expect: No such file or directory
    shared = shared_memory.ShareableList([1, 2.5, "text", b"bytes", None, True])
    shared[2] = "no"
    print(list(shared), shared.index("no"))  # expect: [1, 2.5, 'no', b'bytes', None, True] 2
    shared.shm.close()
    shared.shm.unlink()
    with ThreadPool(2) as pool:
        print(pool.map(str, range(3)))  # expect: ['0', '1', '2']
