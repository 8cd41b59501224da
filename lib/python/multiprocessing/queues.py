"""Queues between processes: a pipe with locks, and for Queue a thread that feeds it."""

import collections
import threading
import time
import weakref
from queue import Empty, Full

from . import context, util
from .connection import Pipe
from .reduction import ForkingPickler
from .synchronize import SEM_VALUE_MAX

__all__ = ["Queue", "SimpleQueue", "JoinableQueue"]

_END = object()  # in the buffer: the feeder ends


class Queue:
    """A queue with an unlimited buffer in every process that puts; a thread empties it."""

    def __init__(self, maxsize=0, *, ctx):
        self._maxsize = maxsize if maxsize > 0 else SEM_VALUE_MAX
        self._reader, self._writer = Pipe(duplex=False)
        self._rlock, self._wlock = ctx.Lock(), ctx.Lock()
        self._sem = ctx.BoundedSemaphore(self._maxsize)
        self._ignore_epipe = False
        self._reset()
        util.register_after_fork(self, Queue._reset)

    def __class_getitem__(cls, item):
        import types
        return types.GenericAlias(cls, item)

    def _shared(self):
        return self._maxsize, self._reader, self._writer, self._rlock, self._wlock, self._sem

    def __getstate__(self):
        context.assert_spawning(self)
        return self._shared()

    def __setstate__(self, state):
        (self._maxsize, self._reader, self._writer, self._rlock, self._wlock,
         self._sem) = state[:6]
        self._ignore_epipe = False
        self._reset()

    def _reset(self):
        """The feeder and its buffer are each process's own."""
        self._notempty = threading.Condition(threading.Lock())
        self._buffer = collections.deque()
        self._thread = self._jointhread = None
        self._joincancelled = self._closed = False
        self._close = None

    def put(self, obj, block=True, timeout=None):
        """Puts the object in; Full if it does not fit and that must not take so long."""
        self._check_open()
        if not self._sem.acquire(block, timeout):
            raise Full
        with self._notempty:
            if self._thread is None:
                self._start_feeder()
            self._buffer.append(obj)
            self._notempty.notify()

    def _check_open(self):
        if self._closed:
            raise ValueError(f"Queue {self!r} is closed")

    def get(self, block=True, timeout=None):
        """The next object; Empty if there is none and that must not take so long."""
        self._check_open()
        if block and timeout is None:
            with self._rlock:
                data = self._reader.recv_bytes()
                self._sem.release()
        else:
            deadline = time.monotonic() + timeout if block else None
            if not self._rlock.acquire(block, timeout):
                raise Empty
            try:
                left = max(deadline - time.monotonic(), 0) if block else 0
                if not self._reader.poll(left):
                    raise Empty
                data = self._reader.recv_bytes()
                self._sem.release()
            finally:
                self._rlock.release()
        return ForkingPickler.loads(data)

    def qsize(self):
        """How many are in it."""
        return self._maxsize - self._sem.get_value()

    def empty(self):
        """Whether nothing is in it."""
        return not self._reader.poll()

    def full(self):
        """Whether nothing more fits."""
        return self._sem._semlock._is_zero()

    def get_nowait(self):
        """get(False)."""
        return self.get(False)

    def put_nowait(self, obj):
        """put(obj, False)."""
        return self.put(obj, False)

    def close(self):
        """This process neither puts nor gets any more."""
        self._closed = True
        close, self._close = self._close, None
        if close is not None:  # else nothing was put
            close()
            self._reader.close()

    def join_thread(self):
        """After close(): until everything is in the pipe."""
        assert self._closed, f"Queue {self!r} not closed"
        if self._jointhread:
            self._jointhread()

    def cancel_join_thread(self):
        """The process does not wait for its feeder when it ends."""
        self._joincancelled = True
        if self._jointhread is not None:
            self._jointhread.cancel()

    # ---- the feeder

    def _start_feeder(self):
        self._buffer.clear()
        self._thread = threading.Thread(target=self._feed, name="QueueFeederThread", daemon=True)
        self._thread.start()
        if not self._joincancelled:
            self._jointhread = util.Finalize(self._thread, _join_feeder,
                                             (weakref.ref(self._thread),), exitpriority=-5)
        self._close = util.Finalize(self, _end_feeder, (self._buffer, self._notempty),
                                    exitpriority=10)

    def _feed(self):
        buffer, notempty = self._buffer, self._notempty
        writer, lock = self._writer, self._wlock
        while True:
            with notempty:
                while not buffer:
                    notempty.wait()
                obj = buffer.popleft()
            if obj is _END:
                return
            try:
                data = ForkingPickler.dumps(obj)
                with lock:
                    writer.send_bytes(data)
            except Exception as error:
                if util.is_exiting() or self._ignore_epipe and isinstance(error, BrokenPipeError):
                    return
                self._sem.release()
                self._on_queue_feeder_error(error, obj)
            del obj

    @staticmethod
    def _on_queue_feeder_error(e, obj):
        """Called in the feeder with what happened to an object."""
        import traceback
        traceback.print_exc()


def _join_feeder(thread):
    thread = thread()
    if thread is not None:
        thread.join()


def _end_feeder(buffer, notempty):
    with notempty:
        buffer.append(_END)
        notempty.notify()


class JoinableQueue(Queue):
    """A Queue that can be waited for until everything in it is done."""

    def __init__(self, maxsize=0, *, ctx):
        super().__init__(maxsize, ctx=ctx)
        self._unfinished = ctx.Semaphore(0)
        self._done = ctx.Condition()

    def _shared(self):
        return (*super()._shared(), self._done, self._unfinished)

    def __setstate__(self, state):
        super().__setstate__(state)
        self._done, self._unfinished = state[6:]

    def put(self, obj, block=True, timeout=None):
        """As Queue.put(); one more is to be done."""
        self._check_open()
        with self._done:
            self._unfinished.release()
        try:
            super().put(obj, block, timeout)
        except BaseException:
            self._unfinished.acquire(False)
            raise

    def task_done(self):
        """One is done."""
        with self._done:
            if not self._unfinished.acquire(False):
                raise ValueError("task_done() called too many times")
            if self._unfinished._semlock._is_zero():
                self._done.notify_all()

    def join(self):
        """Until all are done."""
        with self._done:
            while not self._unfinished._semlock._is_zero():
                self._done.wait()


class SimpleQueue:
    """A pipe with a lock at each end."""

    def __init__(self, *, ctx):
        self._reader, self._writer = Pipe(duplex=False)
        self._rlock, self._wlock = ctx.Lock(), ctx.Lock()

    def __getstate__(self):
        context.assert_spawning(self)
        return self._reader, self._writer, self._rlock, self._wlock

    def __setstate__(self, state):
        self._reader, self._writer, self._rlock, self._wlock = state

    def close(self):
        """Closes both ends."""
        self._reader.close()
        self._writer.close()

    def empty(self):
        """Whether nothing is in it."""
        return not self._reader.poll()

    def get(self):
        """The next object."""
        with self._rlock:
            data = self._reader.recv_bytes()
        return ForkingPickler.loads(data)

    def put(self, obj):
        """Puts the object in."""
        data = ForkingPickler.dumps(obj)
        with self._wlock:
            self._writer.send_bytes(data)

    __class_getitem__ = Queue.__dict__["__class_getitem__"]
