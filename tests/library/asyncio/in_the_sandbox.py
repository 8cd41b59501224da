# options: --sandbox --allow-threads
# Tasks, timeouts and threads need no files: the loop does without its sockets.
import asyncio
import time


async def work(name, seconds):
    await asyncio.sleep(seconds)
    return name


async def main():
    print(await asyncio.gather(work("a", 0.02), work("b", 0.01)))  # expect: ['a', 'b']
    try:
        async with asyncio.timeout(0.01):
            await asyncio.Event().wait()
    except TimeoutError:
        print("timeout")  # expect: timeout
    queue = asyncio.Queue()
    async with asyncio.TaskGroup() as group:
        group.create_task(queue.put("item"))
        print(await queue.get())  # expect: item
    # a thread wakes the loop
    print(await asyncio.to_thread(lambda: time.sleep(0.02) or "from a thread"))  # expect: from a thread
    for refused in asyncio.open_connection("localhost", 1), asyncio.create_subprocess_exec("true"):
        try:
            await refused
        except (PermissionError, NotImplementedError) as error:
            print(type(error).__name__)
# expect: PermissionError
# expect: PermissionError


asyncio.run(main())
