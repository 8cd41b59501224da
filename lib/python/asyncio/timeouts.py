"""Timeouts as contexts."""

__all__ = ("Timeout", "timeout", "timeout_at")

from . import events, exceptions, tasks

# What a timeout goes through; its repr shows it.
_CREATED, _ACTIVE, _EXPIRING, _EXPIRED, _FINISHED = (
    "created", "active", "expiring", "expired", "finished")


def _chain(error):
    """The exceptions that an exception was raised in."""
    while error is not None:
        yield error
        error = error.__context__


class Timeout:
    """Cancels the task in an `async with` block at a given time; that becomes a TimeoutError.

    timeout() and timeout_at() make it.
    """

    def __init__(self, when):
        self._when = when  # None: never
        self._state = _CREATED
        self._timer = self._task = None
        self._cancelled_before = 0  # how often, when the block began

    def when(self):
        """Return the current deadline."""
        return self._when

    def reschedule(self, when):
        """Set another deadline, None for none."""
        if self._state == _CREATED:
            raise RuntimeError("Timeout has not been entered")
        if self._state != _ACTIVE:
            raise RuntimeError(f"Cannot change state of {self._state} Timeout")
        self._when = when
        self._stop_timer()
        if when is not None:
            loop = events.get_running_loop()
            self._timer = (loop.call_soon(self._on_timeout) if when <= loop.time()
                           else loop.call_at(when, self._on_timeout))

    def _stop_timer(self):
        timer, self._timer = self._timer, None
        if timer is not None:
            timer.cancel()

    def expired(self):
        """Is timeout expired during execution?"""
        return self._state in (_EXPIRING, _EXPIRED)

    def __repr__(self):
        when = ""
        if self._state == _ACTIVE:
            when = f" when={self._when and round(self._when, 3)}"
        return f"<Timeout [{self._state}]{when}>"

    async def __aenter__(self):
        if self._state != _CREATED:
            raise RuntimeError("Timeout has already been entered")
        self._task = tasks.current_task()
        if self._task is None:
            raise RuntimeError("Timeout should be used inside a task")
        self._state = _ACTIVE
        self._cancelled_before = self._task.cancelling()
        self.reschedule(self._when)
        return self

    async def __aexit__(self, kind, error, traceback):
        self._stop_timer()
        if self._state != _EXPIRING:
            assert self._state == _ACTIVE
            self._state = _FINISHED
            return
        self._state = _EXPIRED
        if self._task.uncancel() > self._cancelled_before or error is None:
            return  # others want the task cancelled too, or it ended well
        if isinstance(error, exceptions.CancelledError):
            raise TimeoutError from error
        # what the cancellation led to says that it was a timeout
        self._explain(error)
        if isinstance(error, ExceptionGroup):
            for each in error.exceptions:
                self._explain(each)

    def _on_timeout(self):
        assert self._state == _ACTIVE
        self._task.cancel()
        self._state = _EXPIRING
        self._timer = None  # it refers to this method

    @staticmethod
    def _explain(error):
        """Puts a TimeoutError between a CancelledError and what was raised while handling it."""
        for later in _chain(error):
            if isinstance(cancelled := later.__context__, exceptions.CancelledError):
                later.__context__ = timeout_error = TimeoutError()
                timeout_error.__context__ = timeout_error.__cause__ = cancelled
                return


def timeout(delay):
    """Let the `async with` block run for so many seconds at most; None: as long as it likes."""
    loop = events.get_running_loop()
    return Timeout(None if delay is None else loop.time() + delay)


def timeout_at(when):
    """Like timeout(), with a time of the loop's clock."""
    return Timeout(when)
