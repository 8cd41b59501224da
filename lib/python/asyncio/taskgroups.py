"""Groups of tasks that end together."""

__all__ = ("TaskGroup",)

from . import events, exceptions, tasks


def _ends_program(error):
    return isinstance(error, (SystemExit, KeyboardInterrupt))


class TaskGroup:
    """Tasks that are awaited when the `async with` block ends.

    If one fails, or the block does, the others are cancelled and the exceptions are raised as an
    ExceptionGroup.
    """

    # Who fails first cancels the parent too while that is in the block, which is how the block
    # ends. That cancellation is the group's own matter: it is taken back at the end.

    def __init__(self):
        self._loop = self._parent_task = None
        self._entered = self._exiting = self._aborting = False
        self._parent_cancel_requested = False
        self._tasks = set()  # those that are not done
        self._errors = []
        self._base_error = None  # the first that ends the program
        self._all_done = None  # a future, while the end of the block waits

    def __repr__(self):
        info = ["<TaskGroup"]
        info += [f"{name}={len(items)}"
                 for name, items in (("tasks", self._tasks), ("errors", self._errors)) if items]
        if self._aborting or self._entered:
            info.append("cancelling" if self._aborting else "entered")
        return " ".join(info) + ">"

    async def __aenter__(self):
        if self._entered:
            raise RuntimeError(f"TaskGroup {self!r} has already been entered")
        self._loop = self._loop or events.get_running_loop()
        self._parent_task = tasks.current_task(self._loop)
        if self._parent_task is None:
            raise RuntimeError(f"TaskGroup {self!r} cannot determine the parent task")
        self._entered = True
        return self

    async def __aexit__(self, kind, error, traceback):
        del kind, traceback
        try:
            return await self._end(error)
        finally:
            # the exceptions refer to this frame
            self._parent_task = self._errors = self._base_error = error = None

    async def _end(self, error):
        self._exiting = True
        if self._base_error is None and _ends_program(error):
            self._base_error = error
        cancellation = error if isinstance(error, exceptions.CancelledError) else None
        try:
            if error is not None and not self._aborting:
                self._abort()
            cancellation = await self._wait_for_all() or cancellation
            if self._base_error is not None:
                raise self._base_error
            if self._parent_cancel_requested and self._parent_task.uncancel() == 0:
                cancellation = None  # nobody else wanted it
            if cancellation is not None and not self._errors:
                raise cancellation
            if error is not None and not isinstance(error, exceptions.CancelledError):
                self._errors.append(error)
            if self._errors:
                if self._parent_task.cancelling():
                    # others want it cancelled, too: so it will be, after the group
                    self._parent_task.uncancel()
                    self._parent_task.cancel()
                raise BaseExceptionGroup("unhandled errors in a TaskGroup", self._errors) from None
        finally:
            del error, cancellation

    async def _wait_for_all(self):
        """Returns the cancellation of the parent that came meanwhile, if it was not the group's."""
        cancellation = None
        while self._tasks:
            if self._all_done is None:
                self._all_done = self._loop.create_future()
            try:
                await self._all_done
            except exceptions.CancelledError as error:
                if not self._aborting:
                    cancellation = error
                    self._abort()
            self._all_done = None
        return cancellation

    def create_task(self, coro, *, name=None, context=None):
        """Run a coroutine as a task of the group, which is returned."""
        problem = ("has not been entered" if not self._entered
                   else "is finished" if self._exiting and not self._tasks
                   else "is shutting down" if self._aborting else None)
        if problem is not None:
            coro.close()
            raise RuntimeError(f"TaskGroup {self!r} {problem}")
        more = {} if context is None else {"context": context}
        task = self._loop.create_task(coro, name=name, **more)
        # one that ran eagerly may have ended already
        if not task.done() or task.cancelled() or task.exception() is not None:
            self._tasks.add(task)
            task.add_done_callback(self._on_task_done)
        try:
            return task
        finally:
            del task  # an exception that it will have refers to this frame

    def _abort(self):
        self._aborting = True
        for task in self._tasks:
            if not task.done():
                task.cancel()

    def _on_task_done(self, task):
        self._tasks.discard(task)
        if not self._tasks and self._all_done is not None and not self._all_done.done():
            self._all_done.set_result(True)
        error = None if task.cancelled() else task.exception()
        if error is None:
            return
        self._errors.append(error)
        if self._base_error is None and _ends_program(error):
            self._base_error = error
        if self._parent_task.done():
            self._loop.call_exception_handler({
                "message": f"Task {task!r} has errored out but its parent task "
                           f"{self._parent_task} is already completed",
                "exception": error, "task": task})
        elif not self._aborting and not self._parent_cancel_requested:
            self._abort()
            self._parent_cancel_requested = True
            self._parent_task.cancel()
