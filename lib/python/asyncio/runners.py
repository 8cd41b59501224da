"""Running a program's main coroutine: a loop is made for it, and everything ended after it."""

__all__ = ("Runner", "run")

import contextvars
import signal
import threading

from . import constants, coroutines, events, exceptions, tasks


class _Interrupt:
    """While it is entered, the first Ctrl-C cancels the task; a second one is raised anywhere."""

    def __init__(self, loop, task):
        self.loop, self.task, self.count = loop, task, 0

    def __enter__(self):
        in_main_thread = threading.current_thread() is threading.main_thread()
        self.installed = in_main_thread and self.current() is signal.default_int_handler
        if self.installed:
            try:
                signal.signal(signal.SIGINT, self)
            except (ValueError, PermissionError):  # the latter in the sandbox
                self.installed = False
        return self

    def __exit__(self, *exc):
        # a handler that the program has set meanwhile stays
        if self.installed and self.current() is self:
            signal.signal(signal.SIGINT, signal.default_int_handler)

    @staticmethod
    def current():
        return signal.getsignal(signal.SIGINT)

    def __call__(self, signum, frame):
        self.count += 1
        if self.count > 1 or self.task.done():
            raise KeyboardInterrupt
        self.task.cancel()
        self.loop.call_soon_threadsafe(lambda: None)  # wakes a loop that waits

    def is_why_cancelled(self):
        """Whether nobody else wanted the task cancelled."""
        uncancel = getattr(self.task, "uncancel", None)
        return self.count > 0 and uncancel is not None and uncancel() == 0


class Runner:
    """Runs coroutines in an event loop of its own, which ends with the `with` block.

    debug sets the loop's debug mode; loop_factory makes the loop.
    """

    def __init__(self, *, debug=None, loop_factory=None):
        self._debug, self._loop_factory = debug, loop_factory
        self._loop = self._context = None
        self._closed = False

    def __enter__(self):
        self.get_loop()
        return self

    def __exit__(self, exc_type, exc_val, exc_tb):
        self.close()

    def close(self):
        """Shutdown and close event loop."""
        loop = self._loop
        if loop is None:
            return
        try:
            _cancel_all_tasks(loop)
            loop.run_until_complete(loop.shutdown_asyncgens())
            loop.run_until_complete(loop.shutdown_default_executor(constants.THREAD_JOIN_TIMEOUT))
        finally:
            if self._loop_factory is None:
                events.set_event_loop(None)
            loop.close()
            self._loop, self._closed = None, True

    def get_loop(self):
        """Return embedded event loop."""
        if self._closed:
            raise RuntimeError("Runner is closed")
        if self._loop is None:
            if self._loop_factory is not None:
                self._loop = self._loop_factory()
            else:
                self._loop = events.new_event_loop()
                events.set_event_loop(self._loop)
            if self._debug is not None:
                self._loop.set_debug(self._debug)
            self._context = contextvars.copy_context()
        return self._loop

    def run(self, coro, *, context=None):
        """Run a coroutine inside the embedded event loop."""
        if not coroutines.iscoroutine(coro):
            raise ValueError(f"a coroutine was expected, got {coro!r}")
        if events._get_running_loop() is not None:
            raise RuntimeError("Runner.run() cannot be called from a running event loop")
        loop = self.get_loop()
        task = loop.create_task(coro, context=self._context if context is None else context)
        with _Interrupt(loop, task) as interrupt:
            try:
                return loop.run_until_complete(task)
            except exceptions.CancelledError:
                if interrupt.is_why_cancelled():
                    raise KeyboardInterrupt
                raise


def run(main, *, debug=None, loop_factory=None):
    """Run the coroutine in a new event loop and return its result.

    At the end other tasks are cancelled, asynchronous generators closed, and the threads of the
    default executor joined, for five minutes at most. No other loop may run in the thread.
    """
    if events._get_running_loop() is not None:
        raise RuntimeError("asyncio.run() cannot be called from a running event loop")
    with Runner(debug=debug, loop_factory=loop_factory) as runner:
        return runner.run(main)


def _cancel_all_tasks(loop):
    left = tasks.all_tasks(loop)
    if not left:
        return
    for task in left:
        task.cancel()
    loop.run_until_complete(tasks.gather(*left, return_exceptions=True))
    for task in left:
        if not task.cancelled() and (exc := task.exception()) is not None:
            loop.call_exception_handler({
                "message": "unhandled exception during asyncio.run() shutdown",
                "exception": exc, "task": task})
