"""The transport of a child process: its pipes are transports, its end a watcher tells.

What pipes and the watcher tell before the pipes are all connected waits, so that the protocol
hears of connection_made first.
"""

import os
import signal
import subprocess
import warnings

from . import protocols, transports


class SubprocessMixin:
    """Of a loop: what makes children."""

    async def _make_subprocess_transport(self, *args, **kwargs):
        raise NotImplementedError

    async def _run_process(self, protocol_factory, args, by_shell, stdin, stdout, stderr, bufsize,
                           universal_newlines=False, shell=None, encoding=None, errors=None,
                           text=None, **kwargs):
        for problem, given in (("universal_newlines must be False", universal_newlines),
                               (f"shell must be {by_shell}", shell not in (None, by_shell)),
                               ("bufsize must be 0", bufsize), ("text must be False", text),
                               ("encoding must be None", encoding is not None),
                               ("errors must be None", errors is not None)):
            if given:
                raise ValueError(problem)
        protocol = protocol_factory()
        transport = await self._make_subprocess_transport(
            protocol, args, by_shell, stdin, stdout, stderr, bufsize, **kwargs)
        return transport, protocol

    async def subprocess_shell(self, protocol_factory, cmd, *, stdin=-1, stdout=-1, stderr=-1,
                               bufsize=0, **kwargs):
        """Run a command of the shell: returns (transport, protocol)."""
        if not isinstance(cmd, (bytes, str)):
            raise ValueError("cmd must be a string")
        return await self._run_process(protocol_factory, cmd, True, stdin, stdout, stderr, bufsize,
                                       **kwargs)

    async def subprocess_exec(self, protocol_factory, program, *args, stdin=-1, stdout=-1,
                              stderr=-1, bufsize=0, **kwargs):
        """Run a program: returns (transport, protocol)."""
        return await self._run_process(protocol_factory, (program, *args), False, stdin, stdout,
                                       stderr, bufsize, **kwargs)


class BaseSubprocessTransport(transports.SubprocessTransport):
    def __init__(self, loop, protocol, args, shell, stdin, stdout, stderr, bufsize, waiter=None,
                 extra=None, **kwargs):
        super().__init__(extra)
        self._loop, self._protocol = loop, protocol
        self._closed = self._finished = False
        self._proc = self._returncode = self._pid = None
        self._exit_waiters = []
        self._pipes = {}  # descriptor: transport, once it is connected
        self._early = []  # what the protocol is to hear later; None: it hears all at once
        try:
            self._start(args, shell=shell, stdin=stdin, stdout=stdout, stderr=stderr,
                        bufsize=bufsize, **kwargs)
        except BaseException:
            self.close()
            raise
        files = self._proc.stdin, self._proc.stdout, self._proc.stderr
        self._open_pipes = {fd for fd, file in enumerate(files) if file is not None}
        self._pid = self._proc.pid
        self._extra["subprocess"] = self._proc
        loop.create_task(self._connect_pipes(waiter))

    def _start(self, args, **kwargs):
        self._proc = subprocess.Popen(args, universal_newlines=False, **kwargs)

    def __repr__(self):
        info = [type(self).__name__]
        if self._closed:
            info.append("closed")
        if self._pid is not None:
            info.append(f"pid={self._pid}")
        if self._returncode is not None:
            info.append(f"returncode={self._returncode}")
        else:
            info.append("not started" if self._pid is None else "running")
        info += [f"{name}={pipe!r}" for fd, name in enumerate(("stdin", "stdout", "stderr"))
                 if (pipe := self._pipes.get(fd)) is not None]
        return f"<{' '.join(info)}>"

    def __del__(self, _warn=warnings.warn):
        if not self._closed and self._proc is not None:
            _warn(f"unclosed transport {self!r}", ResourceWarning, source=self)
            if not self._loop.is_closed():
                self.close()

    # -- the pipes

    async def _connect_pipes(self, waiter):
        loop, proc = self._loop, self._proc
        try:
            for fd, pipe in enumerate((proc.stdin, proc.stdout, proc.stderr)):
                if pipe is None:
                    continue
                connect, kind = ((loop.connect_read_pipe, ReadSubprocessPipeProto) if fd
                                 else (loop.connect_write_pipe, WriteSubprocessPipeProto))
                self._pipes[fd], _ = await connect(lambda: kind(self, fd), pipe)
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as exc:
            if waiter is not None and not waiter.cancelled():
                waiter.set_exception(exc)
            return
        loop.call_soon(self._protocol.connection_made, self)
        early, self._early = self._early, None
        for call in early:
            loop.call_soon(*call)
        if waiter is not None and not waiter.cancelled():
            waiter.set_result(None)

    def _tell(self, *call):
        if self._early is None:
            self._loop.call_soon(*call)
        else:
            self._early.append(call)

    def _pipe_data_received(self, fd, data):
        self._tell(self._protocol.pipe_data_received, fd, data)

    def _pipe_connection_lost(self, fd, exc):
        self._open_pipes.discard(fd)
        self._tell(self._protocol.pipe_connection_lost, fd, exc)
        self._try_finish()

    # -- the end

    def _process_exited(self, returncode):
        self._returncode = returncode
        if self._proc.returncode is None:
            self._proc.returncode = returncode  # the process is not to be waited for again
        self._tell(self._protocol.process_exited)
        self._try_finish()
        waiters, self._exit_waiters = self._exit_waiters, []
        for waiter in waiters:
            if not waiter.done():
                waiter.set_result(returncode)

    def _try_finish(self):
        """It is over when the process has ended and all pipes are closed."""
        if self._finished or self._returncode is None or self._open_pipes:
            return
        self._finished = True
        self._tell(self._call_connection_lost, None)

    def _call_connection_lost(self, exc):
        try:
            self._protocol.connection_lost(exc)
        finally:
            self._loop = self._proc = self._protocol = None

    async def _wait(self):
        """The exit status, when there is one."""
        if self._returncode is None:
            waiter = self._loop.create_future()
            self._exit_waiters.append(waiter)
            return await waiter
        return self._returncode

    def close(self):
        if self._closed:
            return
        self._closed = True
        for pipe in self._pipes.values():
            pipe.close()
        proc = self._proc
        if proc is not None and self._returncode is None and proc.poll() is None:
            try:
                proc.kill()
            except (ProcessLookupError, PermissionError):
                pass

    def is_closing(self):
        return self._closed

    # -- what users ask

    def set_protocol(self, protocol):
        self._protocol = protocol

    def get_protocol(self):
        return self._protocol

    def get_pid(self):
        return self._pid

    def get_returncode(self):
        return self._returncode

    def get_pipe_transport(self, fd):
        return self._pipes.get(fd)

    def send_signal(self, signal):
        if self._proc is None:
            raise ProcessLookupError()
        os.kill(self._pid, signal)  # Popen would ask for its status, which is the watcher's

    def terminate(self):
        self.send_signal(signal.SIGTERM)

    def kill(self):
        self.send_signal(signal.SIGKILL)


class WriteSubprocessPipeProto(protocols.BaseProtocol):
    def __init__(self, proc, fd):
        self.proc, self.fd, self.pipe = proc, fd, None
        self.disconnected = False

    def __repr__(self):
        return f"<{type(self).__name__} fd={self.fd} pipe={self.pipe!r}>"

    def connection_made(self, transport):
        self.pipe = transport

    def connection_lost(self, exc):
        self.disconnected = True
        self.proc._pipe_connection_lost(self.fd, exc)
        self.proc = None

    def pause_writing(self):
        self.proc._protocol.pause_writing()

    def resume_writing(self):
        self.proc._protocol.resume_writing()


class ReadSubprocessPipeProto(WriteSubprocessPipeProto, protocols.Protocol):
    def data_received(self, data):
        self.proc._pipe_data_received(self.fd, data)
