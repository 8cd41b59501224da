# preload: asyncio
import asyncio, signal
def watch(*_): raise SystemExit("MemoryError when a callback was to be called: somebody waits for ever")
signal.signal(signal.SIGALRM, watch); signal.setitimer(signal.ITIMER_REAL, 10, 10)
async def add(a, b):
    await asyncio.sleep(0)
    return a + b
async def fail():
    raise ValueError("in a task")
def give_up(loop, context):
    raise SystemExit(f"{context['exception']!r} in a callback: somebody would wait for ever")
async def main():
    asyncio.get_running_loop().set_exception_handler(give_up)
    print(await asyncio.gather(add(1, 2), add(3, 4)))
    task = asyncio.create_task(fail(), name="t")
    try:
        await task
    except ValueError as error:
        print(error, task.done(), task.get_name())
    loop = asyncio.get_running_loop(); future = loop.create_future(); loop.call_soon(future.set_result, "set"); print(await future)
    queue = asyncio.Queue(); queue.put_nowait(1); print(await queue.get())
    async with asyncio.Lock(), asyncio.timeout(5):
        sleeping = asyncio.ensure_future(asyncio.sleep(9)); await asyncio.sleep(0); sleeping.cancel()
    print((await asyncio.wait([sleeping]))[0] == {sleeping}, sleeping.cancelled())
    async with asyncio.TaskGroup() as group:
        group.create_task(add("x", "y"))
asyncio.run(main())
signal.setitimer(signal.ITIMER_REAL, 0)
