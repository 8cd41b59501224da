"""What belongs to one loop: the first one that it is used in."""

import threading

from . import events

_binding = threading.Lock()


class _LoopBoundMixin:
    _loop = None

    def _get_loop(self):
        running = events._get_running_loop()
        if self._loop is None:
            with _binding:  # of threads that come at once, one binds it
                self._loop = running if self._loop is None else self._loop
        if self._loop is not running:
            raise RuntimeError(f"{self!r} is bound to a different event loop")
        return running
