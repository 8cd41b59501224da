"""The transport of a child process: its pipes are transports, its end comes from a thread.

What pipes and the thread tell before the pipes are all connected waits, so that the protocol hears
of connection_made first.
"""

import subprocess
import threading
import warnings

from . import protocols, transports


class BaseSubprocessTransport(transports.SubprocessTransport):
    def __init__(self, loop, protocol, args, shell, stdin, stdout, stderr, bufsize, waiter=None,
                 extra=None, **kwargs):
        super().__init__(extra)
        self._loop, self._protocol = loop, protocol
        self._closed = self._finished = False
        self._proc = self._returncode = None
        self._exit_waiters = []
        self._pipes = {}  # descriptor: transport; None once that is closed
        self._early = []  # what the protocol is to hear later; None: it hears all at once
        self._proc = subprocess.Popen(args, shell=shell, stdin=stdin, stdout=stdout, stderr=stderr,
                                      universal_newlines=False, bufsize=bufsize, **kwargs)
        self._pid = self._proc.pid
        self._extra["subprocess"] = self._proc
        loop.create_task(self._connect_pipes(waiter))
        threading.Thread(target=self._wait_for_end, name=f"asyncio-waitpid-{self._pid}",
                         daemon=True).start()

    def __repr__(self):
        info = [type(self).__name__, f"pid={self._pid}"]
        if self._closed:
            info.insert(1, "closed")
        if self._returncode is not None:
            info.append(f"returncode={self._returncode}")
        else:
            info.append("running" if self._proc is not None else "not started")
        info += [f"{name}={pipe!r}" for fd, name in enumerate(("stdin", "stdout", "stderr"))
                 if (pipe := self._pipes.get(fd)) is not None]
        return f"<{' '.join(info)}>"

    def __del__(self, _warn=warnings.warn):
        if not self._closed and self._proc is not None:
            _warn(f"unclosed transport {self!r}", ResourceWarning, source=self)
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
        self._pipes[fd] = None
        self._tell(self._protocol.pipe_connection_lost, fd, exc)
        self._try_finish()

    # -- the end

    def _wait_for_end(self):
        returncode = self._proc.wait()
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._process_exited, returncode)

    def _process_exited(self, returncode):
        self._returncode = returncode
        self._tell(self._protocol.process_exited)
        self._try_finish()
        waiters, self._exit_waiters = self._exit_waiters, []
        for waiter in waiters:
            if not waiter.done():
                waiter.set_result(returncode)

    def _try_finish(self):
        """It is over when the process has ended and all pipes are closed."""
        if self._finished or self._returncode is None or any(self._pipes.values()):
            return
        self._finished = True
        self._tell(self._call_connection_lost, None)

    def _call_connection_lost(self, exc):
        try:
            self._protocol.connection_lost(exc)
        finally:
            self._closed = True
            self._proc = self._protocol = None

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
            if pipe is not None:
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

    def _running(self):
        if self._proc is None:
            raise ProcessLookupError()
        return self._proc

    def send_signal(self, signal):
        self._running().send_signal(signal)

    def terminate(self):
        self._running().terminate()

    def kill(self):
        self._running().kill()


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
