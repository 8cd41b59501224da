"""Futures: what will be the result of a call; executors in general; waiting for many.

A future changes its state under its condition, and tells the waiters that wait() and
as_completed() have left with it when it has ended.
"""

import logging
import threading
import types
from collections import deque, namedtuple
from time import monotonic

FIRST_COMPLETED = "FIRST_COMPLETED"
FIRST_EXCEPTION = "FIRST_EXCEPTION"
ALL_COMPLETED = "ALL_COMPLETED"

PENDING = "PENDING"
RUNNING = "RUNNING"
CANCELLED = "CANCELLED"
CANCELLED_AND_NOTIFIED = "CANCELLED_AND_NOTIFIED"  # those who wait know of it
FINISHED = "FINISHED"

_CANCELS = CANCELLED, CANCELLED_AND_NOTIFIED
_ENDS = *_CANCELS, FINISHED

LOGGER = logging.getLogger("concurrent.futures")

TimeoutError = TimeoutError


class Error(Exception):
    """Base class for all future-related exceptions."""


class CancelledError(Error):
    """The Future was cancelled."""


class InvalidStateError(Error):
    """The operation is not allowed in this state."""


class BrokenExecutor(RuntimeError):
    """The executor cannot be used any more, after a severe failure."""


def _time_left(timeout):
    """A function that tells how much of the timeout is left, None if there is none."""
    if timeout is None:
        return lambda: None
    end = timeout + monotonic()
    return lambda: end - monotonic()


# ---- waiting for many -----------------------------------------------------------------------


class _Waiter:
    """Collects futures that end; its event is set when so many have, or one has failed."""

    def __init__(self, count, stop_on_exception=False):
        self.event = threading.Event()
        self._lock = threading.Lock()
        self._ended = []
        self._count = count
        self._stop_on_exception = stop_on_exception

    def add(self, future):
        with self._lock:
            self._ended.append(future)
            self._count -= 1
            if self._count <= 0 or self._stop_on_exception and future._exception is not None:
                self.event.set()

    def take(self):
        """Those that have ended since the last time, in the order in which they have."""
        with self._lock:
            ended, self._ended = self._ended, []
            self.event.clear()
        return ended


def _watch(futures, waiter_for):
    """Those that have ended already, and the waiter for the others, which now know of it.

    The waiter is made by waiter_for(ended) while no future can change; it may be None.
    """
    in_order = sorted(futures, key=id)  # the same for all that lock them
    for future in in_order:
        future._condition.acquire()
    try:
        ended = {future for future in futures
                 if future._state in (CANCELLED_AND_NOTIFIED, FINISHED)}
        waiter = waiter_for(ended)
        if waiter is not None:
            for future in futures:
                future._waiters.append(waiter)
        return ended, waiter
    finally:
        for future in in_order:
            future._condition.release()


def _forget_waiter(future, waiter):
    with future._condition:
        future._waiters.remove(waiter)


def as_completed(fs, timeout=None):
    """An iterator that gives each of the futures, once, when it has ended or was cancelled.

    It raises TimeoutError when all of them take longer than the timeout.
    """
    time_left = _time_left(timeout)
    watched = set(fs)
    total = len(watched)
    ended, waiter = _watch(watched, lambda ended: _Waiter(1))
    try:
        ready = list(ended)
        del ended
        while True:
            while ready:
                # Nobody but the caller keeps it afterwards.
                _forget_waiter(ready[-1], waiter)
                watched.remove(ready[-1])
                yield ready.pop()
            if not watched:
                return
            left = time_left()
            if left is not None and left < 0:
                raise TimeoutError(f"{len(watched)} (of {total}) futures unfinished")
            waiter.event.wait(left)
            ready = waiter.take()
            ready.reverse()
    finally:
        for future in watched:
            _forget_waiter(future, waiter)


DoneAndNotDoneFutures = namedtuple("DoneAndNotDoneFutures", "done not_done")


def wait(fs, timeout=None, return_when=ALL_COMPLETED):
    """Waits for futures; two sets: those that have ended or were cancelled, and the others.

    It waits for all of them, for the first (FIRST_COMPLETED), for the first that raises an
    exception (FIRST_EXCEPTION) or else all, and never longer than the timeout.
    """
    futures = set(fs)

    def waiter_for(done):
        if len(done) == len(futures):
            return None
        if return_when == FIRST_COMPLETED:
            return None if done else _Waiter(1)
        if return_when == FIRST_EXCEPTION and any(
                future._exception is not None for future in done):
            return None
        if return_when not in (FIRST_EXCEPTION, ALL_COMPLETED):
            raise ValueError(f"Invalid return condition: {return_when!r}")
        return _Waiter(len(futures) - len(done), return_when == FIRST_EXCEPTION)

    done, waiter = _watch(futures, waiter_for)
    if waiter is not None:
        waiter.event.wait(timeout)
        for future in futures:
            _forget_waiter(future, waiter)
        done.update(waiter.take())
    return DoneAndNotDoneFutures(done, futures - done)


# ---- futures --------------------------------------------------------------------------------


class Future:
    """Represents the result of an asynchronous computation."""

    __class_getitem__ = classmethod(types.GenericAlias)

    def __init__(self):
        self._state = PENDING
        self._result = self._exception = None
        self._condition = threading.Condition()
        self._waiters = []
        self._done_callbacks = []

    def __repr__(self):
        with self._condition:
            state = "cancelled" if self._state in _CANCELS else self._state.lower()
            if self._state == FINISHED:
                state += (f" returned {type(self._result).__name__}" if self._exception is None
                          else f" raised {type(self._exception).__name__}")
        return f"<{type(self).__name__} at {id(self):#x} state={state}>"

    # What its owner asks.

    def _is_in(self, *states):
        with self._condition:
            return self._state in states

    def cancelled(self):
        """Whether it was cancelled."""
        return self._is_in(*_CANCELS)

    def running(self):
        """Whether the call is running now."""
        return self._is_in(RUNNING)

    def done(self):
        """Whether it was cancelled or the call has ended."""
        return self._is_in(*_ENDS)

    def cancel(self):
        """Cancels it, unless the call is running or has ended; whether it is cancelled."""
        with self._condition:
            if self._state != PENDING:
                return self._state in _CANCELS
            self._state = CANCELLED
            self._condition.notify_all()
        self._call_callbacks()
        return True

    def _wait(self, timeout):
        """Called with the condition held, until there is a result or an exception."""
        if self._state not in _ENDS:
            self._condition.wait(timeout)
        if self._state in _CANCELS:
            raise CancelledError()
        if self._state != FINISHED:
            raise TimeoutError()

    def result(self, timeout=None):
        """What the call has returned; what it has raised is raised here.

        CancelledError if it was cancelled, TimeoutError if it takes longer than the timeout.
        """
        try:
            with self._condition:
                self._wait(timeout)
                if self._exception is not None:
                    raise self._exception
                return self._result
        finally:
            self = None  # which refers to the exception, and that to this frame

    def exception(self, timeout=None):
        """What the call has raised, or None; CancelledError and TimeoutError as result()."""
        with self._condition:
            self._wait(timeout)
            return self._exception

    def add_done_callback(self, fn):
        """Calls fn(future) when it has ended or is cancelled; at once if that is so already."""
        with self._condition:
            if self._state not in _ENDS:
                self._done_callbacks.append(fn)
                return
        self._call_callback(fn)

    def _call_callback(self, callback):
        try:
            callback(self)
        except Exception:
            LOGGER.exception("exception calling callback for %r", self)

    def _call_callbacks(self):
        for callback in self._done_callbacks:
            self._call_callback(callback)

    # What executors and tests tell it.

    def set_running_or_notify_cancel(self):
        """The call is about to run; False if it was cancelled, which who waits learns now."""
        with self._condition:
            if self._state == PENDING:
                self._state = RUNNING
                return True
            if self._state == CANCELLED:
                self._state = CANCELLED_AND_NOTIFIED
                self._tell_waiters()
                return False
            LOGGER.critical("Future %s in unexpected state: %s", id(self), self._state)
            raise RuntimeError("Future in unexpected state")

    def set_result(self, result):
        """The call has returned."""
        self._finish(result, None)

    def set_exception(self, exception):
        """The call has raised an exception."""
        self._finish(None, exception)

    def _finish(self, result, exception):
        with self._condition:
            if self._state in _ENDS:
                raise InvalidStateError(f"{self._state}: {self!r}")
            self._result, self._exception = result, exception
            self._state = FINISHED
            self._tell_waiters()
            self._condition.notify_all()
        self._call_callbacks()

    def _tell_waiters(self):
        for waiter in self._waiters:
            waiter.add(self)


# ---- executors ------------------------------------------------------------------------------


def _result_or_cancel(future, timeout):
    try:
        try:
            return future.result(timeout)
        finally:
            future.cancel()
    finally:
        del future  # it refers to its exception, that to this frame


class Executor:
    """Base class for what calls functions elsewhere."""

    def submit(self, fn, /, *args, **kwargs):
        """Calls fn(*args, **kwargs) sometime; the future of its result."""
        raise NotImplementedError()

    def map(self, fn, *iterables, timeout=None, chunksize=1):
        """Like map(), with all calls submitted at once; the iterator waits for their results.

        It raises TimeoutError when they take longer than the timeout. Where calls go to other
        processes, chunksize of them go together.
        """
        time_left = _time_left(timeout)
        futures = deque(self.submit(fn, *args) for args in zip(*iterables))

        def results():
            try:
                while futures:
                    yield _result_or_cancel(futures.popleft(), time_left())
            finally:
                for future in futures:
                    future.cancel()

        return results()

    def shutdown(self, wait=True, *, cancel_futures=False):
        """Accepts no more calls, and cancels those not begun if cancel_futures.

        Waits until all have ended; if not wait, that goes on behind the caller's back.
        """

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        self.shutdown(wait=True)
        return False
