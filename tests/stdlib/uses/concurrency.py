"""Uses of the modules for threads, processes and asynchronous work; `# module NAME` opens each."""

# module threading
import threading
results, lock, barrier = [], threading.Lock(), threading.Barrier(3)
def work(n):
    barrier.wait()
    with lock:
        results.append(n)
threads = [threading.Thread(target=work, args=[n], name=f"w{n}") for n in range(3)]
[thread.start() for thread in threads], [thread.join() for thread in threads]
event = threading.Event()
threading.Timer(0.01, event.set).start()
print(sorted(results), event.wait(5), threading.current_thread().name, threading.Semaphore(2).acquire())

# module _threading_local
import threading
from _threading_local import local
mine = local()
mine.x = 1
thread = threading.Thread(target=lambda: print(hasattr(mine, "x")))
thread.start(), thread.join()
print(mine.x)

# module queue
import queue
line = queue.PriorityQueue()
for item in 3, 1, 2:
    line.put(item)
print([line.get() for _ in range(3)], line.empty(), queue.LifoQueue(2).full())
try:
    queue.Queue().get_nowait()
except queue.Empty:
    print("empty")

# module sched
import sched
clock = [0]
scheduler = sched.scheduler(lambda: clock[0], lambda seconds: clock.__setitem__(0, clock[0] + seconds))
for delay, name in (5, "late"), (1, "soon"), (3, "between"):
    scheduler.enter(delay, 1, lambda name=name: print(clock[0], name))
scheduler.run()

# module concurrent.futures
from concurrent.futures import ThreadPoolExecutor, as_completed, wait
with ThreadPoolExecutor(3) as pool:
    print(list(pool.map(lambda n: n * n, range(6))))
    futures = [pool.submit(int, text) for text in ("1", "x")]
    print(len(wait(futures).done), futures[0].result(), futures[1].exception())
    print(sorted(str(future.exception()) for future in as_completed(futures)))

# module concurrent.futures.process
from concurrent.futures import ProcessPoolExecutor
import multiprocessing
with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("fork")) as pool:
    print(list(pool.map(abs, [-1, -2, 3])), pool.submit(divmod, 7, 2).result())

# module multiprocessing
import multiprocessing
context = multiprocessing.get_context("fork")
def work(queue, value):
    with value.get_lock():
        value.value += 5
    queue.put(("from", "child"))
queue, value = context.Queue(), context.Value("i", 1)
process = context.Process(target=work, args=(queue, value))
process.start()
print(queue.get(), process.join(), process.exitcode, value.value)
with context.Pool(2) as pool:
    print(pool.map(abs, range(-3, 0)), pool.apply_async(pow, (2, 5)).get())

# module multiprocessing.shared_memory
from multiprocessing import shared_memory
block = shared_memory.SharedMemory(create=True, size=16)
block.buf[:5] = b"hello"
other = shared_memory.SharedMemory(block.name)
print(bytes(other.buf[:5]))
other.close(), block.close(), block.unlink()
names = shared_memory.ShareableList([1, "two", 3.5, None])
print(list(names), names.count(1))
names.shm.close(), names.shm.unlink()

# module multiprocessing.managers
import multiprocessing
with multiprocessing.get_context("fork").Manager() as manager:
    table, items = manager.dict(a=1), manager.list([3, 1])
    table["b"] = 2
    items.sort()
    print(dict(table), list(items), items[0])

# module multiprocessing.connection
import threading
from multiprocessing.connection import Client, Listener, Pipe
left, right = Pipe()
left.send({"k": [1]})
print(right.recv(), right.poll())
with Listener(("127.0.0.1", 0), authkey=b"key") as listener:
    thread = threading.Thread(target=lambda: Client(listener.address, authkey=b"key").send("over tcp"))
    thread.start()
    with listener.accept() as connection:
        print(connection.recv())
    thread.join()

# module multiprocessing.dummy
from multiprocessing.dummy import Pool
with Pool(3) as pool:
    print(pool.map(str, range(4)), list(pool.imap(abs, [-1])))

# module asyncio
import asyncio
async def tick(name, seconds):
    await asyncio.sleep(seconds)
    return name
async def main():
    print(await asyncio.gather(tick("a", 0.02), tick("b", 0.01)))
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(tick(n, 0)) for n in range(3)]
    print([task.result() for task in tasks])
    try:
        async with asyncio.timeout(0.01):
            await asyncio.sleep(5)
    except TimeoutError:
        print("late")
    queue = asyncio.Queue()
    await queue.put(1)
    print(await queue.get(), await asyncio.to_thread(lambda: "thread"))
asyncio.run(main())

# module asyncio.streams
import asyncio
async def main():
    async def echo(reader, writer):
        writer.write((await reader.readline()).upper())
        await writer.drain()
        writer.close()
    server = await asyncio.start_server(echo, "127.0.0.1", 0)
    async with server:
        reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
        writer.write(b"shout\n")
        print(await reader.read())
        writer.close()
        await writer.wait_closed()
asyncio.run(main())

# module asyncio.subprocess
import asyncio
async def main():
    process = await asyncio.create_subprocess_exec("cat", stdin=asyncio.subprocess.PIPE,
                                                   stdout=asyncio.subprocess.PIPE)
    print(await process.communicate(b"through cat"), process.returncode)
asyncio.run(main())

# module asyncio.locks
import asyncio
async def main():
    lock, condition, log = asyncio.Lock(), asyncio.Condition(), []
    async def work(n):
        async with lock:
            log.append(n)
            await asyncio.sleep(0)
            log.append(n)
    await asyncio.gather(*map(work, range(3)))
    async with condition:
        condition.notify_all()
    print(log, lock.locked(), asyncio.Semaphore(2).locked())
asyncio.run(main())

# module mmap
import mmap
with mmap.mmap(-1, 16) as memory:
    memory[:5] = b"hello"
    print(memory.find(b"l"), memory.read(5), len(memory))

# module ctypes
import ctypes
class Pair(ctypes.Structure):
    _fields_ = [("a", ctypes.c_int), ("b", ctypes.c_double)]
libc = ctypes.CDLL(None)
print(libc.abs(-5), ctypes.sizeof(Pair), Pair(1, 2.5).b, bytes(ctypes.create_string_buffer(b"x", 3)))
callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_int)(lambda n: n * 2)
print(callback(21), ctypes.cast(ctypes.pointer(ctypes.c_int(7)), ctypes.POINTER(ctypes.c_int))[0])

# module ctypes.util
import ctypes.util
print(ctypes.util.find_library("c"), ctypes.util.find_library("no such library"))

# module ctypes.macholib.dyld
from ctypes.macholib.dyld import framework_info
from ctypes.macholib.dylib import dylib_info
print(dylib_info("P/libA.1.dylib"), framework_info("F.framework/F"))
