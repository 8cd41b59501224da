# A finalizer that runs when the interpreter shuts down cannot use asyncio any more, and is told so.
import asyncio
import functools
import os
import sys


class Late:
    def __init__(self):
        self.run, self.main, self.write = asyncio.run, main, functools.partial(os.write, 1)

    def __del__(self):
        try:
            self.run(self.main())
        except (RuntimeError, ImportError, TypeError, AttributeError):
            self.write(b"too late\n")


async def main():
    return await asyncio.gather(asyncio.sleep(0), asyncio.sleep(0))

print(asyncio.run(main()), flush=True)  # expect: [None, None]
sys.kept = Late()  # it outlives all modules
# expect: too late
