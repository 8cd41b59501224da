"""Starting a process, and waiting for its end.

The child has the writing end of a pipe as long as it lives, so that the reading end (the sentinel)
is ready when it has died; it has the reading end of another that tells of its parent.
"""

import os

from . import context, forkserver, reduction, resource_tracker, spawn, util

__all__ = ["ForkPopen", "SpawnPopen", "ForkServerPopen"]


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


class _FreshPopen(_Popen):
    """The process has nothing of this one; the process object comes through a pipe."""

    def duplicate_for_child(self, fd):
        """The child will have the descriptor: its number there is that of what is returned."""
        raise NotImplementedError

    def _pickle(self, process_obj):
        self._passed = []
        context.set_spawning_popen(self)
        try:
            data = reduction.ForkingPickler.dumps(spawn.get_preparation_data(process_obj.name))
            return bytes(data) + bytes(reduction.ForkingPickler.dumps(process_obj))
        finally:
            context.set_spawning_popen(None)

    @staticmethod
    def _send(fd, data):
        with open(fd, "wb", closefd=False) as pipe:
            pipe.write(len(data).to_bytes(8, "big") + data)


class SpawnPopen(_FreshPopen):
    """Runs this program anew."""

    method = "spawn"

    def duplicate_for_child(self, fd):
        self._passed.append(fd)
        return _SameNumber(fd)

    def _launch(self, process_obj):
        data = self._pickle(process_obj)
        tracker = resource_tracker.getfd()
        self.sentinel, child_end = os.pipe()
        child_data, parent_end = os.pipe()
        try:
            program = ("from multiprocessing.spawn import spawn_main; "
                       f"spawn_main({child_data}, {child_end}, {tracker})")
            self.pid = spawn.run_program(program, [child_end, child_data, tracker, *self._passed])
        finally:
            os.close(child_end)
            os.close(child_data)
        self._keep(self.sentinel, parent_end)
        self._send(parent_end, data)


class _SameNumber:
    def __init__(self, fd):
        self._fd = fd

    def detach(self):
        return self._fd


class ForkServerPopen(_FreshPopen):
    """Asks the fork server (forkserver.py), whose child the process is."""

    method = "forkserver"

    def duplicate_for_child(self, fd):
        self._passed.append(fd)
        return _PlaceAmongInherited(len(self._passed) - 1)

    def _launch(self, process_obj):
        data = self._pickle(process_obj)
        child_data, parent_end = os.pipe()
        self.sentinel, fate = os.pipe()
        try:
            forkserver.connect_to_new_process(
                [child_data, fate, resource_tracker.getfd(), *self._passed])
        finally:
            os.close(child_data)
            os.close(fate)
        self._keep(self.sentinel, parent_end)
        self._send(parent_end, data)
        self.pid = forkserver.read_number(self.sentinel)

    def poll(self, flag=os.WNOHANG):
        if self.returncode is None:
            from .connection import wait
            if not wait([self.sentinel], 0 if flag == os.WNOHANG else None):
                return None
            try:
                self.returncode = forkserver.read_number(self.sentinel)
            except (OSError, EOFError):
                self.returncode = 255  # nobody is left to tell
        return self.returncode


class _PlaceAmongInherited:
    def __init__(self, place):
        self._place = place

    def detach(self):
        return forkserver.inherited[self._place]
