# Children with pipes, their watchers, pipes by themselves, signals, Ctrl-C.
import asyncio
import os
import signal
import subprocess
import warnings
from asyncio import unix_events


async def children():
    shell = asyncio.create_subprocess_shell
    process = await shell("read line; echo got $line; echo error >&2; exit 5", stdin=subprocess.PIPE,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    process.stdin.write(b"this\n")
    print(await process.stdout.readline(), await process.stderr.read())  # expect: b'got this\n' b'error\n'
    print(await process.wait(), process.returncode, repr(process).split()[0])  # expect: 5 5 <Process
    process = await shell("sleep 10")
    process.terminate()
    print(await process.wait())  # expect: -15
    process = await asyncio.create_subprocess_exec("sleep", "0")
    await process.wait()
    await asyncio.sleep(0.01)
    try:
        process.kill()
    except ProcessLookupError as error:
        print(repr(error))  # expect: ProcessLookupError()
    for wrong in ({"text": True}, {"bufsize": 3}, {"encoding": "utf-8"}, {"shell": False}):
        try:
            await shell("true", **wrong)
        except ValueError as error:
            print(error)
            # expect: text must be False
            # expect: bufsize must be 0
            # expect: encoding must be None
            # expect: shell must be True
    try:
        await asyncio.create_subprocess_exec("no such program")
    except FileNotFoundError as error:
        print(error.errno)  # expect: 2


def watchers():
    for kind in (asyncio.PidfdChildWatcher, asyncio.ThreadedChildWatcher,
                 asyncio.SafeChildWatcher, asyncio.FastChildWatcher):
        with warnings.catch_warnings(record=True) as told, asyncio.Runner() as runner:
            warnings.simplefilter("always")
            watcher = kind()
            watcher.attach_loop(runner.get_loop())
            asyncio.set_child_watcher(watcher)

            async def run():
                process = await asyncio.create_subprocess_shell("exit 7")
                return await process.wait()
            print(kind.__name__, runner.run(run()), any("3.12" in str(w.message) for w in told))
            # expect: PidfdChildWatcher 7 True
            # expect: ThreadedChildWatcher 7 True
            # expect: SafeChildWatcher 7 True
            # expect: FastChildWatcher 7 True
            asyncio.set_child_watcher(None)
    print(unix_events.can_use_pidfd())  # expect: True


class Ends(asyncio.Protocol):
    def __init__(self):
        self.data, self.end = b"", asyncio.get_running_loop().create_future()

    def data_received(self, data):
        self.data += data

    def connection_lost(self, exc):
        self.end.set_result((self.data, exc))


async def pipes():
    loop = asyncio.get_running_loop()
    reading, writing = (os.fdopen(fd, mode, 0) for fd, mode in zip(os.pipe(), ("rb", "wb")))
    reader, received = await loop.connect_read_pipe(Ends, reading)
    writer, sent = await loop.connect_write_pipe(Ends, writing)
    writer.writelines([b"one ", b"two"])
    writer.write_eof()
    print(await received.end, await sent.end)  # expect: (b'one two', None) (b'', None)
    reading, writing = (os.fdopen(fd, mode, 0) for fd, mode in zip(os.pipe(), ("rb", "wb")))
    writer, sent = await loop.connect_write_pipe(Ends, writing)
    reading.close()
    print(await sent.end, writer.is_closing())  # expect: (b'', None) True
    with open(__file__, "rb") as file:
        try:
            await loop.connect_read_pipe(Ends, file)
        except ValueError as error:
            print(error)  # expect: Pipe transport is for pipes/sockets only.


async def signals():
    loop = asyncio.get_running_loop()
    seen = asyncio.Event()
    loop.add_signal_handler(signal.SIGUSR1, seen.set)
    os.kill(os.getpid(), signal.SIGUSR1)
    print(await seen.wait(), loop.remove_signal_handler(signal.SIGUSR1),
          loop.remove_signal_handler(signal.SIGUSR1))  # expect: True True False
    for wrong in (signal.SIGKILL, 999, "x"):
        try:
            loop.add_signal_handler(wrong, print)
        except (RuntimeError, ValueError, TypeError) as error:
            print(type(error).__name__, error)
            # expect: RuntimeError sig 9 cannot be caught
            # expect: ValueError invalid signal number 999
            # expect: TypeError sig must be an int, not 'x'


async def interrupted(log):
    try:
        os.kill(os.getpid(), signal.SIGINT)
        await asyncio.sleep(10)
    except asyncio.CancelledError:
        log.append("cancelled")
        raise


asyncio.run(children())
watchers()
asyncio.run(pipes())
asyncio.run(signals())
log = []
try:
    asyncio.run(interrupted(log))
except KeyboardInterrupt:
    print(log)  # expect: ['cancelled']
