"""Queues between threads: first in first out, last in first out, lowest first."""

import threading
from collections import deque
from heapq import heappop, heappush
from time import monotonic as time
from types import GenericAlias

__all__ = ["Empty", "Full", "ShutDown", "Queue", "PriorityQueue", "LifoQueue", "SimpleQueue"]


class Full(Exception):
    "put() found no room, and may wait no longer."


class ShutDown(Exception):
    "The queue takes no more items, or has given its last one."


try:
    from _queue import Empty, SimpleQueue
except ImportError:
    SimpleQueue = None

    class Empty(Exception):
        "get() found no item, and may wait no longer."


def _refuse_negative(timeout):
    if timeout is not None and timeout < 0:
        raise ValueError("'timeout' must be a non-negative number")


class Queue:
    """A queue of at most maxsize items; of any number if that is not positive."""

    _container = deque

    def __init__(self, maxsize=0):
        self.maxsize = maxsize
        self._init(maxsize)
        # One lock for whatever changes the queue; what threads wait for shares it.
        lock = self.mutex = threading.Lock()
        self.not_empty, self.not_full, self.all_tasks_done = (
            threading.Condition(lock) for _ in range(3))
        self.unfinished_tasks = 0
        self.is_shutdown = False

    # ---- what a subclass may override; called with the lock held ----

    def _init(self, maxsize):
        self.queue = self._container()

    def _put(self, item):
        self.queue.append(item)

    def _get(self):
        return self.queue.popleft()

    def _qsize(self):
        return len(self.queue)

    # ---- putting and getting ----

    def _accepts(self):
        return not self.is_shutdown and not 0 < self.maxsize <= self._qsize()

    def _await(self, condition, ready, refusal, block, timeout):
        """Returns when ready() holds. A queue that is shut down will not become ready any more."""
        if self.is_shutdown and not ready():
            raise ShutDown
        if not block:
            if ready():
                return
            raise refusal
        _refuse_negative(timeout)
        end = timeout is not None and time() + timeout
        left = None
        while not ready():
            if timeout is not None and (left := end - time()) <= 0:
                raise refusal
            condition.wait(left)
            if self.is_shutdown and not ready():
                raise ShutDown

    def put(self, item, block=True, timeout=None):
        """Add an item. While the queue is full, wait if block is true, for timeout seconds at most;
        then raise Full."""
        with self.mutex:
            if self.maxsize > 0 or self.is_shutdown:
                self._await(self.not_full, self._accepts, Full, block, timeout)
            self._put(item)
            self.unfinished_tasks += 1
            self.not_empty.notify()

    def get(self, block=True, timeout=None):
        """Remove and return an item. While there is none, wait if block is true, for timeout
        seconds at most; then raise Empty."""
        with self.mutex:
            self._await(self.not_empty, self._qsize, Empty, block, timeout)
            item = self._get()
            self.not_full.notify()
        return item

    def put_nowait(self, item):
        """put(item, block=False)"""
        return self.put(item, block=False)

    def get_nowait(self):
        """get(block=False)"""
        return self.get(block=False)

    # ---- the end of tasks, and of the queue ----

    def _finish(self, count):
        self.unfinished_tasks -= count
        if not self.unfinished_tasks:
            self.all_tasks_done.notify_all()

    def task_done(self):
        """Tell that the work on one item that get() returned is done; join() waits for this."""
        with self.mutex:
            if self.unfinished_tasks <= 0:
                raise ValueError("task_done() called too many times")
            self._finish(1)

    def join(self):
        """Wait until task_done() has been called for every item that was put."""
        with self.mutex:
            self.all_tasks_done.wait_for(lambda: not self.unfinished_tasks)

    def shutdown(self, immediate=False):
        """From now on put() raises ShutDown, and get() does when the queue is empty. With immediate
        it is emptied now, and its items count as done."""
        with self.mutex:
            self.is_shutdown = True
            if immediate:
                count = self._qsize()
                for _ in range(count):
                    self._get()
                self._finish(min(count, self.unfinished_tasks))
            self.not_empty.notify_all()
            self.not_full.notify_all()

    # ---- sizes, which another thread may change at any time ----

    def qsize(self):
        """How many items there are."""
        with self.mutex:
            return self._qsize()

    def empty(self):
        """Whether there are no items."""
        return not self.qsize()

    def full(self):
        """Whether there are maxsize items."""
        return 0 < self.maxsize <= self.qsize()

    __class_getitem__ = classmethod(GenericAlias)


class PriorityQueue(Queue):
    """A queue that gives its lowest item first; items are often pairs (priority, data)."""

    _container = list

    def _put(self, item):
        heappush(self.queue, item)

    def _get(self):
        return heappop(self.queue)


class LifoQueue(Queue):
    """A queue that gives its newest item first."""

    _container = list

    def _get(self):
        return self.queue.pop()


class _PySimpleQueue:
    """Simple, unbounded FIFO queue."""

    # A finalizer may call put() in the middle of a put() or get() of its thread: no lock is held.

    def __init__(self):
        self._items = deque()
        self._available = threading.Semaphore(0)

    def put(self, item, block=True, timeout=None):
        """Add an item; this never waits."""
        self._items.append(item)
        self._available.release()

    def get(self, block=True, timeout=None):
        """As Queue.get()."""
        if block:
            _refuse_negative(timeout)
        else:
            timeout = None
        if self._available.acquire(block, timeout):
            return self._items.popleft()
        raise Empty

    def qsize(self):
        """How many items there are."""
        return len(self._items)

    put_nowait, get_nowait, empty = Queue.put_nowait, Queue.get_nowait, Queue.empty
    __class_getitem__ = classmethod(GenericAlias)


SimpleQueue = SimpleQueue or _PySimpleQueue
