"""Futures: outcomes that are to come.

Future is native; the class written here (_PyFuture) does the same, for those who derive from it.
"""

__all__ = ("Future", "wrap_future", "isfuture")

import concurrent.futures
import contextvars
import sys
import types

from . import base_futures, events, exceptions, format_helpers
from .base_futures import _CANCELLED, _FINISHED, _PENDING, isfuture


class Future:
    """An outcome that is to come: of one thread, awaited or told to callbacks."""

    _state = _PENDING
    _result = _exception = _traceback = _loop = None
    _source_traceback = None  # where it was made, in debug mode
    _cancel_message = _cancelled_exc = None
    _asyncio_future_blocking = False  # yielded to a task, which has not seen it yet
    __unseen = False  # an exception that nobody has asked for

    def __init__(self, *, loop=None):
        self._loop = events.get_event_loop() if loop is None else loop
        self._callbacks = []
        if self._loop.get_debug():
            self._source_traceback = format_helpers.extract_stack(sys._getframe(1))

    __repr__ = base_futures._future_repr
    __class_getitem__ = classmethod(types.GenericAlias)

    def __del__(self):
        if self.__unseen:
            self._report(f"{type(self).__name__} exception was never retrieved",
                         exception=self._exception, future=self)

    def _report(self, message, **about):
        if self._source_traceback:
            about["source_traceback"] = self._source_traceback
        self._loop.call_exception_handler({"message": message, **about})

    @property
    def _log_traceback(self):
        return self.__unseen

    @_log_traceback.setter
    def _log_traceback(self, value):
        if value:
            raise ValueError("_log_traceback can only be set to False")
        self.__unseen = False

    def get_loop(self):
        """Return the event loop the Future is bound to."""
        if self._loop is None:
            raise RuntimeError("Future object is not initialized.")
        return self._loop

    def cancelled(self):
        """Return True if the future was cancelled."""
        return self._state == _CANCELLED

    def done(self):
        """Return True if there is an outcome or it was cancelled."""
        return self._state != _PENDING

    # -- the outcome

    def __end(self, state):
        self._state = state
        callbacks, self._callbacks[:] = self._callbacks[:], []
        for callback, context in callbacks:
            self._loop.call_soon(callback, self, context=context)

    def __check_pending(self):
        if self.done():
            raise exceptions.InvalidStateError(f"{self._state}: {self!r}")

    def set_result(self, result):
        """Mark the future done and set its result."""
        self.__check_pending()
        self._result = result
        self.__end(_FINISHED)

    def set_exception(self, exception):
        """Mark the future done and set an exception."""
        self.__check_pending()
        if isinstance(exception, type):
            exception = exception()
        if isinstance(exception, StopIteration):
            # in the coroutine that awaits the future it would be an end
            wrapped = RuntimeError("StopIteration interacts badly with generators and cannot be "
                                   "raised into a Future")
            wrapped.__cause__ = wrapped.__context__ = exception
            exception = wrapped
        self._exception, self._traceback = exception, exception.__traceback__
        self.__end(_FINISHED)
        self.__unseen = True

    def cancel(self, msg=None):
        """Cancel the future and schedule callbacks; False if it is done already."""
        self.__unseen = False
        if self.done():
            return False
        self._cancel_message = msg
        self.__end(_CANCELLED)
        return True

    def _make_cancelled_error(self):
        """Create the CancelledError to raise if the Future is cancelled."""
        kept, self._cancelled_exc = self._cancelled_exc, None
        if kept is not None:
            return kept
        message = self._cancel_message
        return exceptions.CancelledError(*() if message is None else (message,))

    def __check_finished(self, problem):
        if self.cancelled():
            raise self._make_cancelled_error()
        if not self.done():
            raise exceptions.InvalidStateError(problem)
        self.__unseen = False

    def result(self):
        """Return the result, or raise what there is instead, InvalidStateError before the end."""
        self.__check_finished("Result is not ready.")
        if self._exception is not None:
            raise self._exception.with_traceback(self._traceback)
        return self._result

    def exception(self):
        """Return the exception that was set, None if there is a result; raises as result()."""
        self.__check_finished("Exception is not set.")
        return self._exception

    # -- those who want to know it

    def add_done_callback(self, fn, *, context=None):
        """Schedule fn(future) for when the future is done; soon, if it is."""
        if self.done():
            self._loop.call_soon(fn, self, context=context)
            return
        self._callbacks.append((fn, contextvars.copy_context() if context is None else context))

    def remove_done_callback(self, fn):
        """Remove all callbacks equal to fn; returns how many there were."""
        before = len(self._callbacks)
        kept = [pair for pair in self._callbacks if pair[0] != fn]
        if len(kept) < before:
            self._callbacks[:] = kept
        return before - len(kept)

    def __await__(self):
        if not self.done():
            self._asyncio_future_blocking = True
            yield self  # the task waits for it
            if not self.done():
                raise RuntimeError("await wasn't used with future")
        return self.result()

    __iter__ = __await__


_PyFuture = Future

from _asyncio import Future

_CFuture = Future


def _get_loop(fut):
    """The loop of any kind of future: by its method or, where that is missing, the attribute."""
    get_loop = getattr(fut, "get_loop", None)
    return fut._loop if get_loop is None else get_loop()


def _set_result_unless_cancelled(fut, result):
    if not fut.cancelled():
        fut.set_result(result)


_OURS = {concurrent.futures.CancelledError: exceptions.CancelledError,
         concurrent.futures.InvalidStateError: exceptions.InvalidStateError}


def _translate(exc):
    """The exceptions of concurrent.futures become those of asyncio."""
    ours = _OURS.get(type(exc))
    return exc if ours is None else ours(*exc.args).with_traceback(exc.__traceback__)


def _copy_future_state(source, dest):
    """Ends dest as source has ended, unless it was cancelled; both may be of concurrent.futures."""
    assert source.done()
    if isinstance(dest, concurrent.futures.Future):
        if source.cancelled():
            dest.cancel()
        if not dest.set_running_or_notify_cancel():
            return
    elif dest.cancelled():
        return
    elif source.cancelled():
        dest.cancel()
        return
    assert not dest.done()
    if (exception := source.exception()) is None:
        dest.set_result(source.result())
    else:
        dest.set_exception(_translate(exception))


def _chain_future(source, destination):
    """Makes the outcome of source that of destination, and a cancellation the other way."""
    loops = []
    for name, future in (("source", source), ("destination", destination)):
        if isfuture(future):
            loops.append(_get_loop(future))
        elif isinstance(future, concurrent.futures.Future):
            loops.append(None)
        else:
            raise TypeError(f"A future is required for {name} argument")
    source_loop, dest_loop = loops

    def in_loop(loop, function, *args):
        if loop is None:
            function(*args)
        elif not loop.is_closed():
            loop.call_soon_threadsafe(function, *args)

    def cancel_source(destination):
        if destination.cancelled():
            in_loop(None if source_loop is dest_loop else source_loop, source.cancel)

    def end_destination(source):
        if destination.cancelled() and dest_loop is not None and dest_loop.is_closed():
            return
        in_loop(None if source_loop is dest_loop else dest_loop,
                _copy_future_state, source, destination)

    destination.add_done_callback(cancel_source)
    source.add_done_callback(end_destination)


def wrap_future(future, *, loop=None):
    """Wrap concurrent.futures.Future object."""
    if isfuture(future):
        return future
    assert isinstance(future, concurrent.futures.Future), \
        f"concurrent.futures.Future is expected, got {future!r}"
    wrapper = (events.get_event_loop() if loop is None else loop).create_future()
    _chain_future(future, wrapper)
    return wrapper
