"""A selector for where no files may be waited for (--sandbox): it waits for time, and for other threads."""

import selectors
import threading


class FilelessSelector(selectors.BaseSelector):
    def __init__(self):
        self._woken = threading.Event()

    def register(self, fileobj, events, data=None):
        raise PermissionError("this is not allowed in the sandbox")

    def unregister(self, fileobj):
        raise KeyError(f"{fileobj!r} is not registered")

    def select(self, timeout=None):
        if timeout is None or timeout > 0:
            self._woken.wait(timeout)
        self._woken.clear()
        return []

    def wake(self):
        self._woken.set()

    def get_map(self):
        return {}
