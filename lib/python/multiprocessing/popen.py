"""Starting a process, and waiting for its end.

The child has the writing end of a pipe as long as it lives, so that the reading end (the sentinel)
is ready when it has died; it has the reading end of another that tells of its parent.
"""

import os

from . import context, reduction, spawn, util

__all__ = ["ForkPopen", "SpawnPopen"]


class _Popen:
    def __init__(self, process_obj):
        util._flush_std_streams()
        self.returncode = None
        self._launch(process_obj)

    def poll(self, flag=os.WNOHANG):
        """The exit status; None while the process runs."""
        if self.returncode is None:
            try:
                pid, status = os.waitpid(self.pid, flag)
            except OSError:
                return None  # it is not a child of this process
            if pid == self.pid:
                self.returncode = os.waitstatus_to_exitcode(status)
        return self.returncode

    def wait(self, timeout=None):
        """As poll(), when it has ended or the time is over."""
        if self.returncode is not None:
            return self.returncode
        if timeout is None:
            return self.poll(0)
        from .connection import wait
        return self.poll(0) if wait([self.sentinel], timeout) else None

    def send_signal(self, number):
        if self.returncode is None:
            try:
                os.kill(self.pid, number)
            except ProcessLookupError:
                pass
            except OSError:
                if self.wait(timeout=0.1) is None:
                    raise

    def close(self):
        if self._closer is not None:
            self._closer()
            self._closer = None

    def _keep(self, *descriptors):
        self._closer = util.Finalize(self, util._close_fds, descriptors)


class ForkPopen(_Popen):
    method = "fork"

    def _launch(self, process_obj):
        self.sentinel, child_end = os.pipe()
        child_sentinel, parent_end = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            code = 1
            try:
                os.close(self.sentinel)
                os.close(parent_end)
                code = process_obj._bootstrap(parent_sentinel=child_sentinel)
            finally:
                os._exit(code)
        os.close(child_end)
        os.close(child_sentinel)
        self._keep(self.sentinel, parent_end)


class SpawnPopen(_Popen):
    """Runs this program anew; the process object comes through a pipe."""

    method = "spawn"

    def duplicate_for_child(self, fd):
        """The child will have the descriptor under the same number."""
        self._passed.append(fd)
        return fd

    def _launch(self, process_obj):
        self._passed = []
        context.set_spawning_popen(self)
        try:
            data = reduction.ForkingPickler.dumps(spawn.get_preparation_data(process_obj.name))
            data = bytes(data) + bytes(reduction.ForkingPickler.dumps(process_obj))
        finally:
            context.set_spawning_popen(None)
        self.sentinel, child_end = os.pipe()
        child_data, parent_end = os.pipe()
        descriptors = [child_end, child_data, *self._passed]
        try:
            command = spawn.get_command_line(child_data, child_end)
            self.pid = _spawn(command, descriptors)
        finally:
            os.close(child_end)
            os.close(child_data)
        self._keep(self.sentinel, parent_end)
        with open(parent_end, "wb", closefd=False) as pipe:
            pipe.write(len(data).to_bytes(8, "big") + data)


def _spawn(command, descriptors):
    """Runs the command with these descriptors and the first three."""
    copies = [os.dup(fd) for fd in descriptors]
    actions = [(os.POSIX_SPAWN_DUP2, copy, fd) for copy, fd in zip(copies, descriptors)]
    try:
        return os.posix_spawn(command[0], command, os.environ, file_actions=actions)
    finally:
        for copy in copies:
            os.close(copy)
