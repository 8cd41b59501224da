"""Descriptors for processes that ask for them: a thread hands out what was pickled, each once."""

import os
import threading

from . import process
from .connection import Client, Listener
from .reduction import recv_handle, send_handle

__all__ = ["stop", "DupFd"]


class DupFd:
    """A descriptor on its way to another process."""

    def __init__(self, fd):
        copy = os.dup(fd)
        self._id = _sharer.register(lambda conn, pid: send_handle(conn, copy, pid),
                                    lambda: os.close(copy))

    def detach(self):
        """The descriptor, in this process; only once."""
        with _Sharer.connect(self._id) as conn:
            return recv_handle(conn)


class _Sharer:
    def __init__(self):
        self._forget()

    def _forget(self):
        self._lock = threading.Lock()
        self._cache, self._key = {}, 0
        self._listener = self._thread = None

    def register(self, send, close):
        with self._lock:
            if self._listener is None:
                self._start()
            self._key += 1
            self._cache[self._key] = send, close
            return self._listener.address, self._key

    @staticmethod
    def connect(ident):
        address, key = ident
        conn = Client(address, authkey=process.current_process().authkey)
        conn.send((key, os.getpid()))
        return conn

    def _start(self):
        from . import util
        util.register_after_fork(self, _Sharer._forget)
        self._listener = Listener(family="AF_UNIX", authkey=process.current_process().authkey)
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self):
        while True:
            try:
                with self._listener.accept() as conn:
                    message = conn.recv()
                    if message is None:
                        return
                    key, pid = message
                    send, close = self._cache.pop(key)
                    try:
                        send(conn, pid)
                    finally:
                        close()
            except Exception:
                if self._listener is None:
                    return

    def stop(self, timeout=None):
        with self._lock:
            if self._listener is None:
                return
            with Client(self._listener.address,
                        authkey=process.current_process().authkey) as conn:
                conn.send(None)
            self._thread.join(timeout)
            self._listener.close()
            for _, close in self._cache.values():
                close()
            self._cache.clear()
            self._listener = self._thread = None


_sharer = _Sharer()
stop = _sharer.stop
