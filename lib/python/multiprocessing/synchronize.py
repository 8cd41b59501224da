"""Locks and what is made of them, shared by processes: named semaphores of the system.

A forked child inherits them. A spawned one opens them by name, so their names stay until the
process that made them gives them up; else the name is gone at once.
"""

import itertools
import os
import threading
import time

import _multiprocessing

from . import context, process, resource_tracker, util

__all__ = ["Lock", "RLock", "Semaphore", "BoundedSemaphore", "Condition", "Event"]

_RECURSIVE_MUTEX, _SEMAPHORE = 0, 1
SEM_VALUE_MAX = _multiprocessing.SemLock.SEM_VALUE_MAX

_names = itertools.count()


def _make_name():
    return f"{process.current_process()._config.get('semprefix', '/mp')}-{os.getpid()}-" \
           f"{next(_names)}-{os.urandom(4).hex()}"


def _give_up(name):
    _multiprocessing.sem_unlink(name)
    resource_tracker.unregister(name, "semaphore")


class SemLock:
    """A lock or semaphore."""

    def __init__(self, kind, value, maxvalue, *, ctx=None):
        ctx = ctx or context._default_context.get_context()
        unlink_now = ctx.get_start_method() == "fork"
        while True:
            try:
                self._take(_multiprocessing.SemLock(kind, value, maxvalue, _make_name(),
                                                    unlink_now))
                break
            except FileExistsError:
                pass
        if not unlink_now:
            resource_tracker.register(self._semlock.name, "semaphore")
            util.Finalize(self, _give_up, (self._semlock.name,), exitpriority=0)

    def _take(self, semlock):
        self._semlock = semlock
        self.acquire, self.release = semlock.acquire, semlock.release
        util.register_after_fork(self, SemLock._after_fork)

    def _after_fork(self):
        self._semlock._after_fork()

    def __enter__(self):
        return self._semlock.__enter__()

    def __exit__(self, type=None, value=None, traceback=None):
        return self._semlock.__exit__(type, value, traceback)

    def __getstate__(self):
        context.assert_spawning(self)
        lock = self._semlock
        if lock.name is None:
            raise RuntimeError("A SemLock created in a fork context is being shared with a process"
                               " in a spawn context. This is not supported. Please use the same"
                               " context to create multiprocessing objects and Process.")
        return lock.handle, lock.kind, lock.maxvalue, lock.name

    def __setstate__(self, state):
        self._take(_multiprocessing.SemLock._rebuild(*state))

    def _value_shown(self):
        try:
            return self._semlock._get_value()
        except Exception:
            return "unknown"

    def _holder(self):
        """Who holds it."""
        lock = self._semlock
        try:
            if lock._is_mine():
                thread, name = threading.current_thread(), process.current_process().name
                return name if thread is threading.main_thread() else f"{name}|{thread.name}"
            if lock._get_value() == 1:
                return None
            return "SomeOtherThread" if lock._count() > 0 else "SomeOtherProcess"
        except Exception:
            return "unknown"


class Semaphore(SemLock):
    def __init__(self, value=1, *, ctx=None):
        super().__init__(_SEMAPHORE, value, SEM_VALUE_MAX, ctx=ctx)

    def get_value(self):
        """How often it can be acquired now."""
        return self._semlock._get_value()

    def __repr__(self):
        return f"<{type(self).__name__}(value={self._value_shown()})>"


class BoundedSemaphore(Semaphore):
    def __init__(self, value=1, *, ctx=None):
        SemLock.__init__(self, _SEMAPHORE, value, value, ctx=ctx)

    def __repr__(self):
        return f"<{type(self).__name__}(value={self._value_shown()}, " \
               f"maxvalue={self._semlock.maxvalue})>"


class Lock(SemLock):
    def __init__(self, *, ctx=None):
        super().__init__(_SEMAPHORE, 1, 1, ctx=ctx)

    def __repr__(self):
        return f"<{type(self).__name__}(owner={self._holder()})>"


class RLock(SemLock):
    def __init__(self, *, ctx=None):
        super().__init__(_RECURSIVE_MUTEX, 1, 1, ctx=ctx)

    def __repr__(self):
        holder = self._holder()
        count = self._semlock._count() if self._semlock._is_mine() else \
            0 if holder is None else "nonzero"
        return f"<{type(self).__name__}({holder}, {count})>"


class Condition:
    """A condition variable.

    Who waits says so by one semaphore, is let go by another, and says by a third that it went, so
    that a notification is never taken by one who came later.
    """

    def __init__(self, lock=None, *, ctx=None):
        ctx = ctx or context._default_context.get_context()
        self._lock = lock or ctx.RLock()
        self._sleeping_count, self._woken_count = ctx.Semaphore(0), ctx.Semaphore(0)
        self._wait_semaphore = ctx.Semaphore(0)
        self._bind()

    def _bind(self):
        self.acquire, self.release = self._lock.acquire, self._lock.release

    def __getstate__(self):
        context.assert_spawning(self)
        return self._lock, self._sleeping_count, self._woken_count, self._wait_semaphore

    def __setstate__(self, state):
        (self._lock, self._sleeping_count, self._woken_count, self._wait_semaphore) = state
        self._bind()

    def __enter__(self):
        return self._lock.__enter__()

    def __exit__(self, type=None, value=None, traceback=None):
        return self._lock.__exit__(type, value, traceback)

    def __repr__(self):
        try:
            waiters = self._sleeping_count.get_value() - self._woken_count.get_value()
        except Exception:
            waiters = "unknown"
        return f"<{type(self).__name__}({self._lock}, {waiters})>"

    def wait(self, timeout=None):
        """Gives up the lock until it is notified, or the time is over; False then."""
        assert self._lock._semlock._is_mine(), "must acquire() condition before using wait()"
        depth = self._lock._semlock._count()
        self._sleeping_count.release()
        for _ in range(depth):
            self._lock.release()
        try:
            return self._wait_semaphore.acquire(True, timeout)
        finally:
            self._woken_count.release()
            for _ in range(depth):
                self._lock.acquire()

    def notify(self, n=1):
        """Lets at most n go that wait."""
        assert self._lock._semlock._is_mine(), "lock is not owned"
        # whose time was over have gone by themselves: they are neither asleep nor to be let go
        while self._woken_count.acquire(False):
            self._sleeping_count.acquire(False)
        let_go = 0
        while let_go < n and self._sleeping_count.acquire(False):
            self._wait_semaphore.release()
            let_go += 1
        for _ in range(let_go):
            self._woken_count.acquire()
        while self._wait_semaphore.acquire(False):
            pass  # for one whose time was over just now

    def notify_all(self):
        """Lets all go that wait."""
        self.notify(SEM_VALUE_MAX)

    def wait_for(self, predicate, timeout=None):
        """Waits until predicate() is true, or the time is over; what it gave last."""
        deadline = None if timeout is None else time.monotonic() + timeout
        while not (result := predicate()):
            left = None if deadline is None else deadline - time.monotonic()
            if left is not None and left <= 0:
                break
            self.wait(left)
        return result


class Event:
    """A flag that can be waited for."""

    def __init__(self, *, ctx=None):
        ctx = ctx or context._default_context.get_context()
        self._cond = ctx.Condition(ctx.Lock())
        self._flag = ctx.Semaphore(0)

    def _is_up(self):
        if not self._flag.acquire(False):
            return False
        self._flag.release()
        return True

    def is_set(self):
        """Whether the flag is up."""
        with self._cond:
            return self._is_up()

    def wait(self, timeout=None):
        """Until it is up, or the time is over; whether it is up."""
        with self._cond:
            if not self._is_up():
                self._cond.wait(timeout)
            return self._is_up()

    def clear(self):
        """Takes it down."""
        with self._cond:
            self._flag.acquire(False)

    def set(self):
        """Puts it up; whoever waits goes on."""
        with self._cond:
            if not self._is_up():
                self._flag.release()
            self._cond.notify_all()

    def __repr__(self):
        return f"<{type(self).__qualname__} at {id(self):#x} " \
               f"{'set' if self.is_set() else 'unset'}>"


class Barrier(threading.Barrier):
    """Lets processes through when enough of them have come; its two integers are shared."""

    def __init__(self, parties, action=None, timeout=None, *, ctx=None):
        ctx = ctx or context._default_context.get_context()
        self.__setstate__((parties, action, timeout, ctx.Condition(), ctx.RawArray("i", 2)))
        self._state = self._count = 0

    def __getstate__(self):
        context.assert_spawning(self)
        return self._parties, self._action, self._timeout, self._cond, self._numbers

    def __setstate__(self, state):
        self._parties, self._action, self._timeout, self._cond, self._numbers = state

    @property
    def _state(self):
        return self._numbers[0]

    @_state.setter
    def _state(self, state):
        self._numbers[0] = state

    @property
    def _count(self):
        return self._numbers[1]

    @_count.setter
    def _count(self, count):
        self._numbers[1] = count
