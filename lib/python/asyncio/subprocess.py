"""Processes that are awaited."""

__all__ = ("create_subprocess_exec", "create_subprocess_shell")

from subprocess import DEVNULL, PIPE, STDOUT

from . import events, protocols, streams, tasks
from .log import logger

_NAMES = "stdin", "stdout", "stderr"  # by descriptor


class SubprocessStreamProtocol(streams.FlowControlMixin, protocols.SubprocessProtocol):
    """Makes streams of a process's pipes."""

    def __init__(self, limit, loop):
        super().__init__(loop=loop)
        self._limit = limit
        self.stdin = self.stdout = self.stderr = None
        self._transport = None
        self._process_exited = False
        self._open_readers = set()  # descriptors
        self._stdin_closed = loop.create_future()

    def __repr__(self):
        pipes = [f"{name}={pipe!r}" for name in _NAMES
                 if (pipe := getattr(self, name)) is not None]
        return f"<{' '.join([type(self).__name__, *pipes])}>"

    def connection_made(self, transport):
        self._transport = transport
        for fd, name in enumerate(_NAMES):
            pipe = transport.get_pipe_transport(fd)
            if pipe is None:
                continue
            if fd == 0:
                self.stdin = streams.StreamWriter(pipe, self, None, self._loop)
            else:
                reader = streams.StreamReader(limit=self._limit, loop=self._loop)
                reader.set_transport(pipe)
                setattr(self, name, reader)
                self._open_readers.add(fd)

    def pipe_data_received(self, fd, data):
        if (reader := getattr(self, _NAMES[fd])) is not None:
            reader.feed_data(data)

    def pipe_connection_lost(self, fd, exc):
        pipe = getattr(self, _NAMES[fd])
        if fd == 0:
            if pipe is not None:
                pipe.close()
            self.connection_lost(exc)
            streams._finish(self._stdin_closed, exc)
            if exc is not None:
                self._stdin_closed.exception()  # told to whoever waits, no unseen error
        else:
            if pipe is not None:
                pipe._end(exc)
            self._open_readers.discard(fd)
            self._close_if_over()

    def process_exited(self):
        self._process_exited = True
        self._close_if_over()

    def _close_if_over(self):
        if self._process_exited and not self._open_readers and self._transport is not None:
            transport, self._transport = self._transport, None
            transport.close()

    def _get_close_waiter(self, stream):
        if stream is self.stdin:
            return self._stdin_closed


@streams._transport_methods("send_signal", "terminate", "kill")
class Process:
    """A child process and its streams."""

    def __init__(self, transport, protocol, loop):
        self._transport, self._protocol, self._loop = transport, protocol, loop
        self.stdin, self.stdout, self.stderr = protocol.stdin, protocol.stdout, protocol.stderr
        self.pid = transport.get_pid()

    def __repr__(self):
        return f"<{type(self).__name__} {self.pid}>"

    @property
    def returncode(self):
        return self._transport.get_returncode()

    async def wait(self):
        """Wait until the process exit and return the process return code."""
        return await self._transport._wait()

    async def _write_all(self, data):
        if self.stdin is None:
            return
        debug = self._loop.get_debug()
        if data is not None:
            self.stdin.write(data)
            if debug:
                logger.debug("%r communicate: feed stdin (%s bytes)", self, len(data))
        try:
            await self.stdin.drain()
        except (BrokenPipeError, ConnectionResetError) as exc:
            if debug:  # it does not read its input
                logger.debug("%r communicate: stdin got %r", self, exc)
        self.stdin.close()

    async def _read_all(self, fd):
        stream = getattr(self, _NAMES[fd])
        if stream is None:
            return None
        output = await stream.read()
        if (pipe := self._transport.get_pipe_transport(fd)) is not None:
            pipe.close()
        return output

    async def communicate(self, input=None):
        _, stdout, stderr = await tasks.gather(self._write_all(input), self._read_all(1),
                                               self._read_all(2))
        await self.wait()
        return stdout, stderr


async def _create(method, args, limit, options):
    loop = events.get_running_loop()
    transport, protocol = await getattr(loop, method)(
        lambda: SubprocessStreamProtocol(limit=limit, loop=loop), *args, **options)
    return Process(transport, protocol, loop)


async def create_subprocess_shell(cmd, stdin=None, stdout=None, stderr=None,
                                  limit=streams._DEFAULT_LIMIT, **kwds):
    return await _create("subprocess_shell", (cmd,), limit,
                         {"stdin": stdin, "stdout": stdout, "stderr": stderr, **kwds})


async def create_subprocess_exec(program, *args, stdin=None, stdout=None, stderr=None,
                                 limit=streams._DEFAULT_LIMIT, **kwds):
    return await _create("subprocess_exec", (program, *args), limit,
                         {"stdin": stdin, "stdout": stdout, "stderr": stderr, **kwds})
