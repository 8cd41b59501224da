"""A handle that was never initialised, or lost its loop, may be cancelled and run."""
import asyncio
import contextlib

handle = asyncio.Handle.__new__(asyncio.Handle)
for act in handle.cancel, handle._run, handle.cancelled:
    with contextlib.suppress(AttributeError, RuntimeError):
        act()
loop = asyncio.new_event_loop()
handle = asyncio.Handle(print, ("called",), loop)
del handle._loop
handle._run()  # expect: called
with contextlib.suppress(AttributeError):
    handle.cancel()
loop.close()
print("alive")  # expect: alive
