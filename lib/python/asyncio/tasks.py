"""Tasks, which drive coroutines, and waiting for several at once.

Task is native; the class written here (_PyTask) does the same, for those who derive from it.
"""

__all__ = ("Task", "create_task", "FIRST_COMPLETED", "FIRST_EXCEPTION", "ALL_COMPLETED", "wait",
           "wait_for", "as_completed", "sleep", "gather", "shield", "ensure_future",
           "run_coroutine_threadsafe", "current_task", "all_tasks", "create_eager_task_factory",
           "eager_task_factory", "_register_task", "_unregister_task", "_enter_task",
           "_leave_task")

import concurrent.futures
import contextvars
import functools
import inspect
import itertools
import math
import types

from _asyncio import _current_tasks, _eager_tasks, _linked_tasks, _scheduled_tasks
from . import base_tasks, coroutines, events, exceptions, futures, queues, timeouts

from concurrent.futures import ALL_COMPLETED, FIRST_COMPLETED, FIRST_EXCEPTION

_next_number = itertools.count(1).__next__


# -- which tasks there are (the native functions of these names replace them below)

def current_task(loop=None):
    """Return a currently executed task."""
    return _current_tasks.get(events.get_running_loop() if loop is None else loop)


def all_tasks(loop=None):
    """Return a set of all tasks for the loop that are not done."""
    if loop is None:
        loop = events.get_running_loop()
    # copies: other threads may add to them meanwhile
    known = itertools.chain(_linked_tasks(), list(_scheduled_tasks), list(_eager_tasks))
    return {task for task in known if futures._get_loop(task) is loop and not task.done()}


_register_task, _unregister_task = _scheduled_tasks.add, _scheduled_tasks.discard
_register_eager_task, _unregister_eager_task = _eager_tasks.add, _eager_tasks.discard


def _enter_task(loop, task):
    if (current := _current_tasks.setdefault(loop, task)) is not task:
        raise RuntimeError(f"Cannot enter into task {task!r} while another task {current!r} is "
                           "being executed.")


def _leave_task(loop, task):
    if (current := _current_tasks.get(loop)) is not task:
        raise RuntimeError(f"Leaving task {task!r} does not match the current task {current!r}.")
    del _current_tasks[loop]


def _swap_current_task(loop, task):
    previous = _current_tasks.pop(loop, None)
    if task is not None:
        _current_tasks[loop] = task
    return previous


def _unsupported(name):
    def method(self, value, /):
        raise RuntimeError(f"Task does not support {name} operation")
    method.__name__, method.__qualname__ = name, f"Task.{name}"
    return method


class Task(futures._PyFuture):
    """A coroutine that runs by steps in its loop; awaited, it gives what that returns."""

    # Each step sends into the coroutine. What that yields is a future, whose end calls for the
    # next step, or None: the next step comes in the next turn of the loop.

    _log_destroy_pending = False
    _coro = _fut_waiter = None

    def __init__(self, coro, *, loop=None, name=None, context=None, eager_start=False):
        super().__init__(loop=loop)
        if self._source_traceback:
            del self._source_traceback[-1]  # this method
        if not coroutines.iscoroutine(coro):
            raise TypeError(f"a coroutine was expected, got {coro!r}")
        self._log_destroy_pending = True
        self._name = f"Task-{_next_number()}" if name is None else str(name)
        self._coro = coro
        self._context = contextvars.copy_context() if context is None else context
        self._must_cancel = False
        self._num_cancels_requested = 0
        if eager_start and self._loop.is_running():
            self.__start_eagerly()
        else:
            self._loop.call_soon(self.__step, context=self._context)
            _register_task(self)

    def __del__(self):
        if self._log_destroy_pending and not self.done():
            self._report("Task was destroyed but it is pending!", task=self)
        super().__del__()

    __repr__ = base_tasks._task_repr
    __class_getitem__ = classmethod(types.GenericAlias)
    set_result, set_exception = _unsupported("set_result"), _unsupported("set_exception")

    def get_coro(self):
        return self._coro

    def get_context(self):
        return self._context

    def get_name(self):
        return self._name

    def set_name(self, value):
        self._name = str(value)

    def get_stack(self, *, limit=None):
        """Return the frames of the suspended coroutine, or of the exception that ended it."""
        return base_tasks._task_get_stack(self, limit)

    def print_stack(self, *, limit=None, file=None):
        """Print the frames of get_stack() as a traceback does."""
        base_tasks._task_print_stack(self, limit, file)

    # -- cancellation

    def cancel(self, msg=None):
        """Request that a CancelledError be thrown into the coroutine, which may refuse it."""
        self._log_traceback = False
        if self.done():
            return False
        self._num_cancels_requested += 1
        waiter = self._fut_waiter
        if waiter is None or not waiter.cancel(msg=msg):  # if it is, its end will be this task's
            self._must_cancel, self._cancel_message = True, msg
        return True

    def cancelling(self):
        """Return the count of the task's cancellation requests, less those taken back."""
        return self._num_cancels_requested

    def uncancel(self):
        """Take back one cancellation request; returns how many remain."""
        if self._num_cancels_requested:
            self._num_cancels_requested -= 1
            self._must_cancel &= self._num_cancels_requested > 0
        return self._num_cancels_requested

    # -- steps

    def __start_eagerly(self):
        outer = _swap_current_task(self._loop, self)
        _register_eager_task(self)
        try:
            self._context.run(self.__resume, None)
        finally:
            _unregister_eager_task(self)
            _swap_current_task(self._loop, outer)
            if not self.done():
                _register_task(self)
            else:
                self._coro = None
                self = None  # a traceback may refer to this frame

    def __wakeup(self, future):
        try:
            future.result()
        except BaseException as exc:
            self.__step(exc)
        else:
            self.__step()
        self = None

    def __step(self, exc=None):
        if self.done():
            raise exceptions.InvalidStateError(f"__step(): already done: {self!r}, {exc!r}")
        if self._must_cancel:
            self._must_cancel = False
            if not isinstance(exc, exceptions.CancelledError):
                exc = self._make_cancelled_error()
        self._fut_waiter = None
        _enter_task(self._loop, self)
        try:
            self.__resume(exc)
        finally:
            _leave_task(self._loop, self)
            self = None

    def __resume(self, exc):
        try:
            yielded = self._coro.send(None) if exc is None else self._coro.throw(exc)
        except StopIteration as stop:
            if self._must_cancel:  # just before it ended
                self._must_cancel = False
                super().cancel(self._cancel_message)
            else:
                super().set_result(stop.value)
        except exceptions.CancelledError as error:
            self._cancelled_exc = error
            super().cancel()
        except BaseException as error:
            super().set_exception(error)
            if isinstance(error, (KeyboardInterrupt, SystemExit)):
                raise
        else:
            self.__continue_after(yielded)
        finally:
            self = None

    def __continue_after(self, yielded):
        problem = None
        if yielded is not None:
            problem = self.__problem_of(yielded)
            if problem is None:
                self.__wait_for(yielded)
                return
        args = () if problem is None else (RuntimeError(problem),)
        self._loop.call_soon(self.__step, *args, context=self._context)

    def __problem_of(self, yielded):
        """Why it cannot be waited for; None if it can."""
        blocking = getattr(yielded, "_asyncio_future_blocking", None)
        if blocking is None:
            if inspect.isgenerator(yielded):
                return ("yield was used instead of yield from for generator in task "
                        f"{self!r} with {yielded!r}")
            return f"Task got bad yield: {yielded!r}"
        if futures._get_loop(yielded) is not self._loop:
            return f"Task {self!r} got Future {yielded!r} attached to a different loop"
        if not blocking:
            return f"yield was used instead of yield from in task {self!r} with {yielded!r}"
        return f"Task cannot await on itself: {self!r}" if yielded is self else None

    def __wait_for(self, future):
        future._asyncio_future_blocking = False
        future.add_done_callback(self.__wakeup, context=self._context)
        self._fut_waiter = future
        if self._must_cancel and future.cancel(msg=self._cancel_message):
            self._must_cancel = False


_PyTask = Task
_NATIVE = ("current_task", "_register_task", "_unregister_task", "_register_eager_task",
           "_unregister_eager_task", "_enter_task", "_leave_task", "_swap_current_task")
for _name in _NATIVE:
    globals()[f"_py_{_name.lstrip('_')}"] = globals()[_name]

from _asyncio import (
    Task, current_task, _register_task, _unregister_task, _register_eager_task,
    _unregister_eager_task, _enter_task, _leave_task, _swap_current_task)

_CTask = Task
for _name in _NATIVE:
    globals()[f"_c_{_name.lstrip('_')}"] = globals()[_name]
del _name


def create_task(coro, *, name=None, context=None):
    """Run a coroutine as a task of the running loop, which is returned."""
    loop = events.get_running_loop()
    if context is None:
        task = loop.create_task(coro, name=name)
    else:
        task = loop.create_task(coro, name=name, context=context)
    return task


@types.coroutine
def _next_turn():
    yield


async def sleep(delay, result=None):
    """Return the result after so many seconds; 0 lets the others run once."""
    if delay <= 0:
        await _next_turn()
        return result
    if math.isnan(delay):
        raise ValueError("Invalid delay: NaN (not a number)")
    loop = events.get_running_loop()
    future = loop.create_future()
    timer = loop.call_later(delay, futures._set_result_unless_cancelled, future, result)
    try:
        return await future
    finally:
        timer.cancel()


async def _wait_awaitable(awaitable):
    return await awaitable


def ensure_future(coro_or_future, *, loop=None):
    """Return a future as it is, a coroutine or other awaitable as a new task."""
    if futures.isfuture(coro_or_future):
        if loop is not None and loop is not futures._get_loop(coro_or_future):
            raise ValueError("The future belongs to a different loop than the one specified as "
                             "the loop argument")
        return coro_or_future
    given_coroutine = coroutines.iscoroutine(coro_or_future)
    if given_coroutine:
        coro = coro_or_future
    elif inspect.isawaitable(coro_or_future):
        coro = _wait_awaitable(coro_or_future)
    else:
        raise TypeError("An asyncio.Future, a coroutine or an awaitable is required")
    try:
        return (events.get_event_loop() if loop is None else loop).create_task(coro)
    except RuntimeError:
        coro.close()  # else it warns that nobody has awaited it
        raise


# -- waiting for several

def _release(waiter, *args):
    if not waiter.done():
        waiter.set_result(None)


async def wait(fs, *, timeout=None, return_when=ALL_COMPLETED):
    """Wait for futures, all of them or the first that ends as return_when says.

    Returns the sets (done, pending). A timeout does not raise: it leaves some pending.
    """
    if futures.isfuture(fs) or coroutines.iscoroutine(fs):
        raise TypeError(f"expect a list of futures, not {type(fs).__name__}")
    if not fs:
        raise ValueError("Set of Tasks/Futures is empty.")
    if return_when not in (FIRST_COMPLETED, FIRST_EXCEPTION, ALL_COMPLETED):
        raise ValueError(f"Invalid return_when value: {return_when}")
    fs = set(fs)
    if any(map(coroutines.iscoroutine, fs)):
        raise TypeError("Passing coroutines is forbidden, use tasks explicitly.")
    return await _wait(fs, timeout, return_when, events.get_running_loop())


async def _wait(fs, timeout, return_when, loop):
    waiter = loop.create_future()
    timer = None if timeout is None else loop.call_later(timeout, _release, waiter)
    left = len(fs)

    def ended(future):
        nonlocal left
        left -= 1
        failed = (return_when == FIRST_EXCEPTION and not future.cancelled()
                  and future.exception() is not None)
        if left <= 0 or return_when == FIRST_COMPLETED or failed:
            _release(waiter)

    for future in fs:
        future.add_done_callback(ended)
    try:
        await waiter
    finally:
        if timer is not None:
            timer.cancel()
        for future in fs:
            future.remove_done_callback(ended)
    done = {future for future in fs if future.done()}
    return done, fs - done


async def _cancel_and_wait(fut):
    waiter = events.get_running_loop().create_future()
    release = functools.partial(_release, waiter)
    fut.add_done_callback(release)
    try:
        fut.cancel()
        await waiter
    finally:
        fut.remove_done_callback(release)


async def wait_for(fut, timeout):
    """Return the result of an awaitable; TimeoutError, and it is cancelled, if it is late.

    shield() keeps it from being cancelled. If it refuses, what it returns is returned.
    """
    if fut is not None and not futures.isfuture(fut) and not inspect.isawaitable(fut):
        raise TypeError("An asyncio.Future, a coroutine or an awaitable is required")
    if timeout is None or timeout > 0:
        async with timeouts.timeout(timeout):
            return await fut
    fut = ensure_future(fut)
    if not fut.done():
        await _cancel_and_wait(fut)
        try:
            return fut.result()
        except exceptions.CancelledError as exc:
            raise TimeoutError from exc
    return fut.result()


class _AsCompletedIterator:
    """Futures as they end: themselves to `async for`, to `for` awaitables of their results."""

    def __init__(self, aws, timeout):
        self._done = queues.Queue()  # of futures, or of None for each that is late
        self._timer = None
        loop = events.get_event_loop()
        self._waiting = {ensure_future(aw, loop=loop) for aw in set(aws)}
        self._left = len(self._waiting)
        for future in self._waiting:
            future.add_done_callback(self._ended)
        if self._waiting and timeout is not None:
            self._timer = loop.call_later(timeout, self._time_is_over)

    def _ended(self, future):
        if not self._waiting:
            return  # time was over
        self._waiting.remove(future)
        self._done.put_nowait(future)
        if not self._waiting and self._timer is not None:
            self._timer.cancel()

    def _time_is_over(self):
        while self._waiting:
            self._waiting.pop().remove_done_callback(self._ended)
            self._done.put_nowait(None)

    async def _next_done(self):
        if (future := await self._done.get()) is None:
            raise exceptions.TimeoutError
        return future

    async def _next_result(self):
        return (await self._next_done()).result()

    def _count_down(self, end):
        if not self._left:
            raise end
        self._left -= 1

    def __aiter__(self):
        return self

    __iter__ = __aiter__

    async def __anext__(self):
        self._count_down(StopAsyncIteration)
        return await self._next_done()

    def __next__(self):
        self._count_down(StopIteration)
        return self._next_result()


def as_completed(fs, *, timeout=None):
    """Iterate over awaitables as they end, with `for` or `async for`."""
    if inspect.isawaitable(fs):
        raise TypeError(f"expects an iterable of awaitables, not {type(fs).__name__}")
    return _AsCompletedIterator(fs, timeout)


class _GatheringFuture(futures.Future):
    """What gather() returns: it is cancelled by its children's being so, like a task."""

    def __init__(self, children, *, loop):
        super().__init__(loop=loop)
        self._children = children
        self._cancel_requested = False

    def cancel(self, msg=None):
        if self.done():
            return False
        # every one of them, not just the first that can be
        cancelled = any([child.cancel(msg=msg) for child in self._children])
        self._cancel_requested |= cancelled
        return cancelled


def _mark_seen(fut):
    """Its exception is not one that nobody has asked for."""
    if not fut.cancelled():
        fut.exception()


def _outcome(fut):
    """What gather() lists: the result or the exception."""
    if fut.cancelled():
        # a new one, without a traceback
        message = fut._cancel_message
        return exceptions.CancelledError("" if message is None else message)
    return fut.result() if (exception := fut.exception()) is None else exception


def gather(*coros_or_futures, return_exceptions=False):
    """Return a future of the list of all results, in the order of the arguments.

    Coroutines become tasks. The first exception is the future's and the others run on;
    return_exceptions lists exceptions like results instead.
    """
    if not coros_or_futures:
        outer = events.get_event_loop().create_future()
        outer.set_result([])
        return outer

    loop = outer = None
    left = 0

    def ended(fut):
        nonlocal left
        left -= 1
        if outer is None or outer.done():
            _mark_seen(fut)
            return
        if not return_exceptions:
            if fut.cancelled():
                outer.set_exception(fut._make_cancelled_error())
                return
            if (exception := fut.exception()) is not None:
                outer.set_exception(exception)
                return
        if left:
            return
        outcomes = [_outcome(child) for child in children]
        if outer._cancel_requested:  # whatever the children made of it
            outer.set_exception(fut._make_cancelled_error())
        else:
            outer.set_result(outcomes)

    by_argument, ended_already = {}, []
    for arg in coros_or_futures:
        if arg in by_argument:
            continue
        by_argument[arg] = fut = ensure_future(arg, loop=loop)
        if loop is None:
            loop = futures._get_loop(fut)
        if fut is not arg:
            fut._log_destroy_pending = False  # nobody else knows of it
        left += 1
        if fut.done():
            ended_already.append(fut)
        else:
            fut.add_done_callback(ended)
    children = [by_argument[arg] for arg in coros_or_futures]
    outer = _GatheringFuture(children, loop=loop)
    for fut in ended_already:
        ended(fut)
    return outer


def shield(arg):
    """Return a future of the same outcome; when it is cancelled, the awaitable itself is not."""
    inner = ensure_future(arg)
    if inner.done():
        return inner
    outer = futures._get_loop(inner).create_future()

    def inner_ended(inner):
        if outer.cancelled():
            _mark_seen(inner)
        elif inner.cancelled():
            outer.cancel()
        elif (exception := inner.exception()) is not None:
            outer.set_exception(exception)
        else:
            outer.set_result(inner.result())

    def outer_ended(outer):
        if not inner.done():
            inner.remove_done_callback(inner_ended)

    inner.add_done_callback(inner_ended)
    outer.add_done_callback(outer_ended)
    return outer


def run_coroutine_threadsafe(coro, loop):
    """Run a coroutine in a loop of another thread; returns a concurrent.futures.Future."""
    if not coroutines.iscoroutine(coro):
        raise TypeError("A coroutine object is required")
    future = concurrent.futures.Future()

    def begin():
        try:
            futures._chain_future(ensure_future(coro, loop=loop), future)
        except BaseException as exc:
            ends_program = isinstance(exc, (SystemExit, KeyboardInterrupt))
            if not ends_program and future.set_running_or_notify_cancel():
                future.set_exception(exc)
            raise

    loop.call_soon_threadsafe(begin)
    return future


def create_eager_task_factory(custom_task_constructor):
    """Return a task factory of this class whose tasks take their first step at once."""
    def factory(loop, coro, *, name=None, context=None):
        return custom_task_constructor(coro, loop=loop, name=name, context=context,
                                       eager_start=True)
    return factory


eager_task_factory = create_eager_task_factory(Task)
