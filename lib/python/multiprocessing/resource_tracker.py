"""What outlives processes: names of semaphores and blocks of shared memory.

The tracker is a process that begins with the first such name and ends after all others. They write
what they make and give up into its pipe, a line each; when the last of them has closed the pipe,
by whatever death, what is left over is taken away, with a warning.
"""

import os
import signal
import sys
import threading
import warnings

import _multiprocessing
import _posixshmem

from . import spawn

__all__ = ["ensure_running", "register", "unregister"]

_CLEANUP_FUNCS = {
    "noop": lambda name: None,
    "dummy": lambda name: None,  # for tests
    "semaphore": _multiprocessing.sem_unlink,
    "shared_memory": _posixshmem.shm_unlink,
}

_LINE_MAX = 512  # a pipe takes it as a whole
_IGNORED = signal.SIGINT, signal.SIGTERM  # they are for the processes that it survives


class ResourceTracker:
    """The tracker as other processes see it. Children share that of their parent."""

    def __init__(self):
        self._lock = threading.RLock()
        self._fd = self._pid = self._exitcode = None

    def getfd(self):
        """The writing end of its pipe, for children."""
        self.ensure_running()
        return self._fd

    def ensure_running(self):
        """Starts the tracker, once, and again if it has died."""
        with self._lock:
            if self._fd is not None:
                if self._check_alive():
                    return
                self._stop()
                warnings.warn("resource_tracker: process died unexpectedly, relaunching.  Some "
                              "resources might leak.")
            self._exitcode = None
            self._launch()

    def _launch(self):
        reader, writer = os.pipe()
        try:
            blocked = signal.pthread_sigmask(signal.SIG_BLOCK, _IGNORED)
            try:
                self._pid = spawn.run_program(
                    f"from multiprocessing.resource_tracker import main; main({reader})", [reader])
            finally:
                signal.pthread_sigmask(signal.SIG_SETMASK, blocked)
        except BaseException:
            os.close(writer)
            raise
        finally:
            os.close(reader)
        self._fd = writer

    def _check_alive(self):
        try:
            os.write(self._fd, b"PROBE:0:noop\n")
        except OSError:
            return False
        return True

    def _stop(self):
        """Lets go of the tracker and, if it is a child, waits for its end."""
        with self._lock:
            if self._fd is None:
                return
            os.close(self._fd)
            self._fd = None
            if self._pid is not None:
                try:
                    self._exitcode = os.waitstatus_to_exitcode(os.waitpid(self._pid, 0)[1])
                except ChildProcessError:
                    pass  # a fork's parent has it
            self._pid = None

    def register(self, name, rtype):
        """The name is taken away at the latest when all processes have ended."""
        self._send("REGISTER", name, rtype)

    def unregister(self, name, rtype):
        """The name is gone."""
        self._send("UNREGISTER", name, rtype)

    def _send(self, command, name, rtype):
        line = f"{command}:{name}:{rtype}\n".encode("ascii")
        if len(line) > _LINE_MAX:
            raise ValueError("msg too long")
        self.ensure_running()
        os.write(self._fd, line)


    def _after_fork(self):
        self._lock = threading.RLock()  # another thread of the parent may have held it


_resource_tracker = ResourceTracker()
os.register_at_fork(after_in_child=_resource_tracker._after_fork)
ensure_running = _resource_tracker.ensure_running
register = _resource_tracker.register
unregister = _resource_tracker.unregister
getfd = _resource_tracker.getfd


# ---- the tracker --------------------------------------------------------------------------------

def main(fd):
    """The life of the tracker."""
    for number in _IGNORED:
        signal.signal(number, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _IGNORED)
    for stream in sys.stdin, sys.stdout:  # whoever reads them waits for other processes
        try:
            stream.close()
        except (AttributeError, OSError):
            pass
    left = {kind: set() for kind in _CLEANUP_FUNCS}
    with open(fd, "rb") as lines:
        for line in lines:
            try:
                _obey(line, left)
            except Exception:
                sys.excepthook(*sys.exc_info())
    sys.exit(_clean_up(left))


def _obey(line, left):
    command, _, rest = line.strip().decode("ascii").partition(":")
    name, _, kind = rest.rpartition(":")
    if command == "REGISTER":
        left[kind].add(name)
    elif command == "UNREGISTER":
        left[kind].remove(name)
    elif command != "PROBE":
        raise RuntimeError(f"unrecognized command {command!r}")


def _clean_up(left):
    """Was anything left?"""
    for kind, names in left.items():
        if names:
            warnings.warn(f"resource_tracker: There appear to be {len(names)} leaked {kind} "
                          f"objects to clean up at shutdown: {names}")
        for name in names:
            try:
                _CLEANUP_FUNCS[kind](name)
            except Exception as error:
                warnings.warn(f"resource_tracker: {name!r}: {error}")
    return any(left.values())
