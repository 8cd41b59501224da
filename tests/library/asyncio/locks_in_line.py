# Whoever waits has a turn in the order of coming, and what a cancelled one had is another's.
import asyncio


async def lock():
    lock, order = asyncio.Lock(), []

    async def use(name):
        async with lock:
            order.append(name)
            await asyncio.sleep(0)
    await lock.acquire()
    tasks = [asyncio.create_task(use(name)) for name in "abc"]
    await asyncio.sleep(0)
    print(lock.locked(), repr(lock)[-21:])  # expect: True  [locked, waiters:3]>
    lock.release()
    tasks[0].cancel()  # it was its turn
    await asyncio.wait(tasks)
    print(order, repr(lock).endswith("[unlocked]>"))  # expect: ['b', 'c'] True
    try:
        lock.release()
    except RuntimeError as error:
        print(error)  # expect: Lock is not acquired.


async def semaphore():
    semaphore, order = asyncio.BoundedSemaphore(1), []

    async def use(name):
        async with semaphore:
            order.append(name)
    await semaphore.acquire()
    tasks = [asyncio.create_task(use(name)) for name in "abc"]
    await asyncio.sleep(0)
    semaphore.release()
    print(semaphore.locked())  # expect: True
    tasks[0].cancel()
    await asyncio.wait(tasks)
    print(order, semaphore.locked(), repr(semaphore).endswith("[unlocked, value:1]>"))  # expect: ['b', 'c'] False True
    try:
        semaphore.release()
    except ValueError as error:
        print(error)  # expect: BoundedSemaphore released too many times


async def condition():
    condition, woken = asyncio.Condition(), []

    async def wait(name):
        async with condition:
            try:
                await condition.wait()
                woken.append(name)
            except asyncio.CancelledError:
                woken.append(condition.locked())
                raise
    tasks = [asyncio.create_task(wait(name)) for name in "abc"]
    await asyncio.sleep(0)
    async with condition:
        condition.notify()
        tasks[0].cancel()  # its notification goes to the next one
    await asyncio.sleep(0.001)
    print(woken)  # expect: [True, 'b']
    async with condition:
        condition.notify_all()
    await asyncio.wait(tasks)
    print(woken)  # expect: [True, 'b', 'c']
    try:
        condition.notify()
    except RuntimeError as error:
        print(error)  # expect: cannot notify on un-acquired lock


async def barrier():
    barrier = asyncio.Barrier(2)
    print(sorted(await asyncio.gather(barrier.wait(), barrier.wait())), repr(barrier)[-24:])  # expect: [0, 1]  [filling, waiters:0/2]>
    task = asyncio.create_task(barrier.wait())
    await asyncio.sleep(0)
    print(barrier.n_waiting, barrier.parties, barrier.broken)  # expect: 1 2 False
    await barrier.reset()
    print(repr((await asyncio.gather(task, return_exceptions=True))[0]))  # expect: BrokenBarrierError('Abort or reset of barrier')
    await barrier.abort()
    try:
        await barrier.wait()
    except asyncio.BrokenBarrierError as error:
        print(error, barrier.broken, repr(barrier)[-9:])  # expect: Barrier aborted True [broken]>


async def queue():
    queue = asyncio.Queue(1)
    getters = [asyncio.create_task(queue.get()) for _ in range(2)]
    await asyncio.sleep(0)
    queue.put_nowait("one")
    getters[0].cancel()  # it was to have it
    print(await getters[1], str(queue))  # expect: one <Queue maxsize=1 tasks=1>
    queue.task_done()
    await queue.join()
    await queue.put(1)
    putter = asyncio.create_task(queue.put(2))
    await asyncio.sleep(0)
    print(str(queue))  # expect: <Queue maxsize=1 _queue=[1] _putters[1] tasks=1>
    queue.shutdown()
    print(repr((await asyncio.gather(putter, return_exceptions=True))[0]), queue.get_nowait())  # expect: QueueShutDown() 1
    try:
        await queue.get()
    except asyncio.QueueShutDown:
        print(str(queue))  # expect: <Queue maxsize=1 tasks=1 shutdown>


async def other_loop(lock):
    try:
        await asyncio.gather(lock.acquire(), lock.acquire())
    except RuntimeError as error:
        print("is bound to a different event loop" in str(error))  # expect: True

for main in (lock, semaphore, condition, barrier, queue):
    asyncio.run(main())
shared = asyncio.Lock()


async def bind():
    await shared.acquire()
    waiting = asyncio.create_task(shared.acquire())
    await asyncio.sleep(0)
    shared.release()
    await waiting
asyncio.run(bind())
asyncio.run(other_loop(shared))
