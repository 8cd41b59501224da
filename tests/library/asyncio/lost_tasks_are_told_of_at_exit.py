"""A task that is still pending when the program ends is told of, although nothing can be imported
any more."""
import asyncio
import os


async def waits():
    await asyncio.sleep(10)


loop = asyncio.new_event_loop()
loop.call_exception_handler = lambda context, write=os.write: write(
    1, f"{context['message']} {repr(context['task'])[:13]}\n".encode())
task = loop.create_task(waits())
loop.call_soon(loop.stop)
loop.run_forever()
loop.close()
print("the end", flush=True)
# expect: the end
# expect: Task was destroyed but it is pending! <Task pending
