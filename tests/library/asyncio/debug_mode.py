# In debug mode objects say where they were made, and the loop what was slow or wrong.
import asyncio
import logging
import sys
import time


def line():
    return sys._getframe(1).f_lineno


class Lines(logging.Handler):
    def __init__(self):
        super().__init__()
        self.lines = []

    def emit(self, record):
        self.lines.append(record.getMessage())


async def origins():
    loop = asyncio.get_running_loop()
    future, here = loop.create_future(), line()
    print(future._source_traceback[-1].name, repr(future).endswith(f":{here}>"))  # expect: create_future False
    handle, here = loop.call_soon(print, "called", "twice"), line()
    print(repr(handle).startswith("<Handle print('called', 'twice')"))  # expect: True
    print(repr(handle).endswith(f"created at {__file__}:{here}>"))  # expect: True
    handle.cancel()
    print("cancelled" in repr(handle), handle.cancelled(), handle._callback)  # expect: True True None
    timer, here = loop.call_later(100, print), line()
    print(timer._source_traceback[-1].lineno == here, timer.when() > loop.time() + 99)  # expect: True True
    timer.cancel()

    async def nothing():
        pass
    coroutine, here = nothing(), line()
    print(coroutine.cr_origin[0][1] == here)  # expect: True
    coroutine.close()
    for wrong in (nothing, 3):
        try:
            loop.call_soon(wrong)
        except TypeError as error:
            print(error)
            # expect: coroutines cannot be used with call_soon()
            # expect: a callable object was expected by call_soon(), got 3
    try:
        await loop.run_in_executor(None, loop.call_soon, print)
    except RuntimeError as error:
        print(error)  # expect: Non-thread-safe operation invoked on an event loop other than the current one


async def slow(lines):
    loop = asyncio.get_running_loop()
    loop.slow_callback_duration = 0.005

    async def work():
        time.sleep(0.01)
    await asyncio.create_task(work(), name="Slow")
    found = [each for each in lines if each.startswith("Executing <Task finished name='Slow'")]
    print(len(found), found[0].split(" took ")[1].endswith(" seconds"))  # expect: 1 True


async def errors(lines):
    loop = asyncio.get_running_loop()
    del lines[:]
    loop.call_soon(lambda: 1 / 0)
    await asyncio.sleep(0)
    text = lines[0].splitlines()
    print(text[0].split(" at ")[0])  # expect: Exception in callback errors.<locals>.<lambda>()
    print([each.split(":")[0] for each in text if each[:1].islower()])
    # expect: ['handle', 'source_traceback']
    told = []
    loop.set_exception_handler(lambda loop, context: told.append(sorted(context)))
    loop.call_exception_handler({"message": "m", "x": 1})
    loop.call_soon(lambda: 1 / 0)
    await asyncio.sleep(0)
    print(told)  # expect: [['message', 'x'], ['exception', 'handle', 'message', 'source_traceback']]
    loop.set_exception_handler(lambda loop, context: 1 / 0)
    del lines[:]
    loop.call_exception_handler({"message": "m"})
    print(lines[0].splitlines()[0])  # expect: Unhandled error in exception handler


handler = Lines()
logging.getLogger("asyncio").addHandler(handler)
logging.getLogger("asyncio").propagate = False
asyncio.run(origins(), debug=True)
asyncio.run(slow(handler.lines), debug=True)
asyncio.run(errors(handler.lines), debug=True)
print(sys.get_coroutine_origin_tracking_depth())  # expect: 0
