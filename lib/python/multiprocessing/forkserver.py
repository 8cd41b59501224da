"""The start method forkserver: a process without threads that forks when it is asked to.

The server begins as a new program, at the first process that is wanted. Asked are its questions on
a Unix socket: one message of descriptors for each process, in this order:

    the data of the process (spawn.py), the end of the pipe by which its fate is told, the pipe of
    the resource tracker, and those that the process object refers to

The server answers through that pipe with the process id and, when the process has ended, with its
exit status. It ends when nobody is left who holds the other end of its pipe `alive`.
"""

import importlib
import os
import select
import signal
import socket
import struct
import sys
import tempfile
import threading

from . import process, resource_tracker, spawn, util

__all__ = ["ensure_running", "connect_to_new_process", "set_forkserver_preload"]

_NUMBER = struct.Struct("!q")
_DESCRIPTORS_MAX = 250  # in one message

inherited = ()  # in a child of the server: the descriptors it was given


def write_number(fd, number):
    data = _NUMBER.pack(number)
    while data:
        data = data[os.write(fd, data):]


def read_number(fd):
    """EOFError: the server has gone."""
    data = b""
    while len(data) < _NUMBER.size:
        part = os.read(fd, _NUMBER.size - len(data))
        if not part:
            raise EOFError("the fork server has gone")
        data += part
    return _NUMBER.unpack(data)[0]


# ---- who wants a process ------------------------------------------------------------------------

class ForkServer:
    """The server as its clients see it. A forked client shares its parent's."""

    def __init__(self):
        self._lock = threading.Lock()
        self._pid = self._alive = self._folder = None
        self._preload = []

    def set_forkserver_preload(self, modules_names):
        """Modules that the server imports before it forks."""
        if not all(type(name) is str for name in modules_names):
            raise TypeError("module_names must be a list of strings")
        self._preload = list(modules_names)

    def connect_to_new_process(self, fds):
        """Asks for a process that has these descriptors."""
        self.ensure_running()
        if len(fds) > _DESCRIPTORS_MAX:
            raise ValueError("too many fds")
        with socket.socket(socket.AF_UNIX) as client:
            client.connect(self._address())
            socket.send_fds(client, [b"*"], fds)

    def _address(self):
        return os.path.join(self._folder, "server")

    def ensure_running(self):
        """Starts the server unless it runs."""
        with self._lock:
            if self._pid is not None:
                if os.waitpid(self._pid, os.WNOHANG) == (0, 0):
                    return
                os.close(self._alive)
                self._pid = None
            if self._folder is None:
                self._folder = tempfile.mkdtemp(prefix="pymp-")
                util.Finalize(None, _remove, (self._folder, os.getpid()), exitpriority=-100)
            self._start()

    def _start(self):
        with socket.socket(socket.AF_UNIX) as listener:
            if os.path.exists(self._address()):
                os.unlink(self._address())
            listener.bind(self._address())
            os.chmod(self._address(), 0o600)
            listener.listen()
            alive, self._alive = os.pipe()
            program = ("from multiprocessing.forkserver import main; "
                       f"main({listener.fileno()}, {alive}, {self._preload!r}, {sys.path!r})")
            try:
                self._pid = spawn.run_program(program, [listener.fileno(), alive])
            finally:
                os.close(alive)

    def _after_fork(self):
        # The server is no child of this process, which cannot see whether it runs.
        self._lock = threading.Lock()
        if self._pid is not None:
            os.close(self._alive)
        self._pid = self._alive = self._folder = None


def _remove(folder, pid):
    if os.getpid() == pid:
        for name in os.listdir(folder):
            os.unlink(os.path.join(folder, name))
        os.rmdir(folder)


# ---- the server ---------------------------------------------------------------------------------

def main(listener_fd, alive_fd, preload, sys_path):
    """The life of the server."""
    sys.path[:] = sys_path
    for name in preload:
        if name != "__main__":  # whose processes import it themselves
            try:
                importlib.import_module(name)
            except ImportError:
                pass
    process._close_stdin()
    woken, wakes = os.pipe()
    os.set_blocking(woken, False)
    os.set_blocking(wakes, False)
    handlers = {signal.SIGCHLD: signal.signal(signal.SIGCHLD, lambda *_: None),
                signal.SIGINT: signal.signal(signal.SIGINT, signal.SIG_IGN)}
    signal.set_wakeup_fd(wakes)
    fates = {}  # process id: the end of the pipe by which its fate is told
    with socket.socket(socket.AF_UNIX, fileno=listener_fd) as listener:
        while True:
            ready, _, _ = select.select([listener_fd, alive_fd, woken], [], [])
            if alive_fd in ready:
                os._exit(0)
            if woken in ready:
                os.read(woken, 65536)
                _tell_fates(fates)
            if listener_fd in ready:
                private = [alive_fd, woken, wakes, *fates.values()]
                _answer(listener, fates, handlers, private)


def _tell_fates(fates):
    while fates:
        pid, status = os.waitpid(-1, os.WNOHANG)
        if pid == 0:
            return
        fate = fates.pop(pid)
        try:
            write_number(fate, os.waitstatus_to_exitcode(status))
        except BrokenPipeError:
            pass  # nobody wants to know
        os.close(fate)


def _answer(listener, fates, handlers, private):
    with listener.accept()[0] as client:
        _, (data, fate, *others), _, _ = socket.recv_fds(client, 1, _DESCRIPTORS_MAX)
    pid = os.fork()
    if pid == 0:
        listener.close()
        _become_process(data, others, handlers, [fate, *private])
    for fd in data, *others:
        os.close(fd)
    fates[pid] = fate
    try:
        write_number(fate, pid)
    except BrokenPipeError:
        pass


def _become_process(data, others, handlers, private):
    global inherited
    code = 1
    try:
        signal.set_wakeup_fd(-1)
        for number, handler in handlers.items():
            signal.signal(number, handler)
        for fd in private:
            os.close(fd)
        util._forget_parent()
        resource_tracker._resource_tracker._fd, *inherited = others
        code = spawn.run_process(data)
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        util._flush_std_streams()
        os._exit(code)


_forkserver = ForkServer()
util.register_after_fork(_forkserver, ForkServer._after_fork)
ensure_running = _forkserver.ensure_running
connect_to_new_process = _forkserver.connect_to_new_process
set_forkserver_preload = _forkserver.set_forkserver_preload
