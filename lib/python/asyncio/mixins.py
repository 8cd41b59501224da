"""What belongs to one loop: the first one that it is used in."""

from . import events


class _LoopBoundMixin:
    _loop = None

    def _get_loop(self):
        loop = events._get_running_loop()
        # of threads that come at once, one binds it
        if self.__dict__.setdefault("_loop", loop) is None:
            self._loop = loop
        if self._loop is not loop:
            raise RuntimeError(f"{self!r} is bound to a different event loop")
        return loop
