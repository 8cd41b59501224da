"""Queues for tasks: getters wait while there is nothing, putters while there is no room."""

__all__ = ("Queue", "PriorityQueue", "LifoQueue", "QueueFull", "QueueEmpty", "QueueShutDown")

import collections
import heapq
import types

from . import locks, mixins


class QueueEmpty(Exception):
    """get_nowait() found nothing."""


class QueueFull(Exception):
    """put_nowait() found no room."""


class QueueShutDown(Exception):
    """The queue was shut down."""


def _wake(waiters, most):
    """Wakes the first waiters that are still waiting; those before them leave the line."""
    while most and waiters:
        waiter = waiters.popleft()
        if not waiter.done():
            waiter.set_result(None)
            most -= 1


class Queue(mixins._LoopBoundMixin):
    """A first-in first-out queue of at most maxsize items, or of any number if that is <= 0."""

    def __init__(self, maxsize=0):
        self._maxsize = maxsize
        self._getters, self._putters = collections.deque(), collections.deque()
        self._is_shutdown = False
        self._unfinished_tasks = 0
        self._finished = locks.Event()  # set while _unfinished_tasks is 0
        self._finished.set()
        self._init(maxsize)

    # What subclasses change: where items are kept.

    def _init(self, maxsize):
        self._queue = collections.deque()

    def _get(self):
        return self._queue.popleft()

    def _put(self, item):
        self._queue.append(item)

    __class_getitem__ = classmethod(types.GenericAlias)

    def __repr__(self):
        return f"<{type(self).__name__} at {id(self):#x} {self._format()}>"

    def __str__(self):
        return f"<{type(self).__name__} {self._format()}>"

    def _format(self):
        items = getattr(self, "_queue", None)
        parts = ((True, f"maxsize={self._maxsize!r}"),
                 (items, f"_queue={list(items or ())!r}"),
                 (self._getters, f"_getters[{len(self._getters)}]"),
                 (self._putters, f"_putters[{len(self._putters)}]"),
                 (self._unfinished_tasks, f"tasks={self._unfinished_tasks}"),
                 (self._is_shutdown, "shutdown"))
        return " ".join(text for present, text in parts if present)

    def empty(self):
        """Return True if the queue is empty, False otherwise."""
        return not self._queue

    def qsize(self):
        """Number of items in the queue."""
        return len(self._queue)

    @property
    def maxsize(self):
        """Number of items allowed in the queue."""
        return self._maxsize

    def full(self):
        """Return True if there are maxsize items; never, if that is <= 0."""
        return 0 < self._maxsize <= self.qsize()

    async def _wait_while(self, blocked, waiters):
        while blocked() and not self._is_shutdown:
            waiter = self._get_loop().create_future()
            waiters.append(waiter)
            try:
                await waiter
            except:
                woken = waiter.done() and not waiter.cancelled()
                waiter.cancel()
                if waiter in waiters:
                    waiters.remove(waiter)
                if woken and not blocked():
                    _wake(waiters, 1)  # it was this one's turn, now it is the next's
                raise

    async def put(self, item):
        """Put an item into the queue, when there is room."""
        if self.full():
            await self._wait_while(self.full, self._putters)
        return self.put_nowait(item)

    async def get(self):
        """Remove and return an item, when there is one."""
        if self.empty():
            await self._wait_while(self.empty, self._getters)
        return self.get_nowait()

    def get_nowait(self):
        """Remove and return an item, or raise QueueEmpty."""
        if self.empty():
            raise QueueShutDown if self._is_shutdown else QueueEmpty
        item = self._get()
        _wake(self._putters, 1)
        return item

    def put_nowait(self, item):
        """Put an item into the queue, or raise QueueFull."""
        if self._is_shutdown:
            raise QueueShutDown
        if self.full():
            raise QueueFull
        self._put(item)
        self._unfinished_tasks += 1
        self._finished.clear()
        _wake(self._getters, 1)

    def _finish(self, count):
        self._unfinished_tasks -= count
        if not self._unfinished_tasks:
            self._finished.set()

    def task_done(self):
        """Tell that the work on an item is complete; ValueError if there is none left."""
        if self._unfinished_tasks <= 0:
            raise ValueError("task_done() called too many times")
        self._finish(1)

    async def join(self):
        """Block until all items in the queue have been gotten and processed."""
        await self._finished.wait()

    def shutdown(self, immediate=False):
        """Make puts raise QueueShutDown, and gets once it is empty or, if immediate, at once."""
        self._is_shutdown = True
        if immediate:
            dropped = 0
            while not self.empty():
                self._get()
                dropped += 1
            self._finish(min(dropped, self._unfinished_tasks))
        for waiters in (self._getters, self._putters):
            _wake(waiters, len(waiters))


class PriorityQueue(Queue):
    """A queue whose lowest item comes first, as (priority, data)."""

    def _init(self, maxsize):
        self._queue = []

    def _put(self, item):
        heapq.heappush(self._queue, item)

    def _get(self):
        return heapq.heappop(self._queue)


class LifoQueue(Queue):
    """A queue whose latest item comes first."""

    def _init(self, maxsize):
        self._queue = []

    def _get(self):
        return self._queue.pop()
