"""Asynchronous generators that a loop has begun: it closes them in the end."""

__all__ = ()

import sys
import warnings
import weakref

from . import tasks


class AsyncgensMixin:
    """Of a loop."""

    def __init__(self):
        super().__init__()
        self._asyncgens = weakref.WeakSet()
        self._asyncgens_shutdown_called = False
        self._outer_hooks = None  # of the thread, while the loop runs

    def _hook_asyncgens(self):
        self._outer_hooks = sys.get_asyncgen_hooks()
        sys.set_asyncgen_hooks(self._asyncgen_begins, self._asyncgen_ends)

    def _unhook_asyncgens(self):
        hooks, self._outer_hooks = self._outer_hooks, None
        if hooks is not None:
            sys.set_asyncgen_hooks(*hooks)

    def _asyncgen_begins(self, agen):
        if self._asyncgens_shutdown_called:
            warnings.warn(f"asynchronous generator {agen!r} was scheduled after "
                          "loop.shutdown_asyncgens() call", ResourceWarning, source=self)
        self._asyncgens.add(agen)

    def _asyncgen_ends(self, agen):
        self._asyncgens.discard(agen)
        if not self.is_closed():
            self.call_soon_threadsafe(self.create_task, agen.aclose())

    async def shutdown_asyncgens(self):
        """Close all asynchronous generators that have begun and not ended."""
        self._asyncgens_shutdown_called = True
        left = list(self._asyncgens)
        self._asyncgens.clear()
        outcomes = await tasks.gather(*(agen.aclose() for agen in left), return_exceptions=True)
        for agen, outcome in zip(left, outcomes):
            if isinstance(outcome, Exception):
                self.call_exception_handler({
                    "message": "an error occurred during closing of asynchronous generator "
                               f"{agen!r}", "exception": outcome, "asyncgen": agen})
