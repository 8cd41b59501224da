"""Calls at certain times.

A scheduler keeps its events in a heap, and gets the time and delays by two functions of its own.
It starts no threads; one that delays sees what others enter or cancel in between.
"""

import heapq
import itertools
import threading
import time
from collections import namedtuple
from time import monotonic as _time

__all__ = ["scheduler"]

Event = namedtuple("Event", "time, priority, sequence, action, argument, kwargs")
Event.time.__doc__ = "When it is due, as timefunc() tells the time."
Event.priority.__doc__ = "Of those due at the same time, the one with the least comes first."
Event.sequence.__doc__ = "Of those with the same priority, the one that was entered first."
Event.action.__doc__ = "What is called: action(*argument, **kwargs)."
Event.argument.__doc__ = "Its positional arguments."
Event.kwargs.__doc__ = "Its keyword arguments."

_NOTHING = object()


class scheduler:
    def __init__(self, timefunc=_time, delayfunc=time.sleep):
        """timefunc() gives the time, delayfunc(how long) waits."""
        self.timefunc, self.delayfunc = timefunc, delayfunc
        self._queue = []
        self._lock = threading.RLock()
        self._numbers = itertools.count()

    @property
    def queue(self):
        """The events that are to come, in order."""
        with self._lock:
            return sorted(self._queue)

    def empty(self):
        """Whether no event is to come."""
        with self._lock:
            return not self._queue

    def enterabs(self, time, priority, action, argument=(), kwargs=_NOTHING):
        """Calls action(*argument, **kwargs) at a time; the event, which can be cancelled."""
        with self._lock:
            event = Event(time, priority, next(self._numbers), action, argument,
                          {} if kwargs is _NOTHING else kwargs)
            heapq.heappush(self._queue, event)
        return event

    def enter(self, delay, priority, action, argument=(), kwargs=_NOTHING):
        """As enterabs(), so much later than now."""
        return self.enterabs(self.timefunc() + delay, priority, action, argument, kwargs)

    def cancel(self, event):
        """Takes an event out; ValueError if it is not to come."""
        with self._lock:
            self._queue.remove(event)
            heapq.heapify(self._queue)

    def run(self, blocking=True):
        """Calls what is due until no event is to come.

        If blocking, it waits for the next one; else it gives how long that is. Actions and delays
        may change the queue, and raise: what is left can be run afterwards.
        """
        while True:
            with self._lock:
                if not self._queue:
                    return None
                event = self._queue[0]
                left = event.time - self.timefunc()
                due = left <= 0
                if due:
                    heapq.heappop(self._queue)
            if due:
                event.action(*event.argument, **event.kwargs)
                self.delayfunc(0)  # lets other threads run
            elif blocking:
                self.delayfunc(left)
            else:
                return left
