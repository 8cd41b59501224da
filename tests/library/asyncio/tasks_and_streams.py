# Tasks, groups, timeouts, queues, streams, processes.
import asyncio
import contextlib


async def work(name, delay, fail=False):
    await asyncio.sleep(delay)
    if fail:
        raise ValueError(name)
    return name


async def basics():
    print(await asyncio.gather(work("a", 0.02), work("b", 0.01)))  # expect: ['a', 'b']
    print(await asyncio.gather(work("a", 0), work("bad", 0, True), return_exceptions=True))  # expect: ['a', ValueError('bad')]
    task = asyncio.create_task(work("t", 10), name="T")
    await asyncio.sleep(0)
    print(task.get_name(), task.done(), task.cancel(), task.cancelling())  # expect: T False True 1
    try:
        await task
    except asyncio.CancelledError:
        print("cancelled", task.cancelled())  # expect: cancelled True
    try:
        async with asyncio.timeout(0.01):
            await asyncio.sleep(5)
    except TimeoutError:
        print("timeout")  # expect: timeout
    try:
        await asyncio.wait_for(work("x", 5), 0.01)
    except TimeoutError as error:
        print(repr(error))  # expect: TimeoutError()
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(work("one", 0, True))
            group.create_task(work("two", 5))
    except* ValueError as errors:
        print(errors.exceptions)  # expect: (ValueError('one'),)
    done, pending = await asyncio.wait([asyncio.create_task(work(n, 5 * i)) for i, n in enumerate("xyz")],
                                       return_when=asyncio.FIRST_COMPLETED)
    print(len(done), len(pending))  # expect: 1 2
    for each in asyncio.as_completed([work("slow", 0.3), work("fast", 0.01)]):
        print(await each)  # expect: fast
                           # expect: slow
    print(await asyncio.to_thread(sum, [1, 2, 3]), await asyncio.shield(work("s", 0)))  # expect: 6 s


async def locks():
    queue, out = asyncio.Queue(2), []

    async def producer():
        for i in range(5):
            await queue.put(i)
        await queue.put(None)

    async def consumer():
        while (item := await queue.get()) is not None:
            out.append(item)
    await asyncio.gather(producer(), consumer())
    print(out)  # expect: [0, 1, 2, 3, 4]
    semaphore, running, most = asyncio.Semaphore(2), 0, 0

    async def limited():
        nonlocal running, most
        async with semaphore:
            running += 1
            most = max(most, running)
            await asyncio.sleep(0.001)
            running -= 1
    await asyncio.gather(*(limited() for _ in range(6)))
    event, barrier = asyncio.Event(), asyncio.Barrier(2)
    asyncio.get_running_loop().call_later(0.001, event.set)
    print(most, await event.wait(), sorted(await asyncio.gather(barrier.wait(), barrier.wait())))  # expect: 2 True [0, 1]


async def network():
    async def echo(reader, writer):
        while line := await reader.readline():
            writer.write(line.upper())
            await writer.drain()
        writer.close()
    server = await asyncio.start_server(echo, "127.0.0.1", 0)
    reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
    writer.write(b"one\ntwo\n")
    print(await reader.readline(), await reader.readuntil(b"O"))  # expect: b'ONE\n' b'TWO'
    writer.write_eof()
    print(await reader.read(), reader.at_eof())  # expect: b'\n' True
    writer.close()
    await writer.wait_closed()
    server.close()
    await server.wait_closed()
    process = await asyncio.create_subprocess_exec("tr", "a-z", "A-Z", stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE)
    print(await process.communicate(b"process"), process.returncode)  # expect: (b'PROCESS', None) 0
    process = await asyncio.create_subprocess_shell("exit 3")
    print(await process.wait())  # expect: 3


async def generators():
    closed = []

    async def count():
        try:
            for i in range(3):
                yield i
                await asyncio.sleep(0)
        finally:
            closed.append(True)
    print([i async for i in count()])  # expect: [0, 1, 2]
    async with contextlib.aclosing(count()) as g:
        async for i in g:
            break
    print(closed)  # expect: [True, True]


asyncio.run(basics())
asyncio.run(locks())
asyncio.run(network())
asyncio.run(generators())
for bad in (lambda: asyncio.run(1), lambda: asyncio.get_running_loop()):
    try:
        bad()
    except (ValueError, RuntimeError, TypeError) as error:
        print(type(error).__name__, error)  # expect: ValueError a coroutine was expected, got 1
                                            # expect: RuntimeError no running event loop
