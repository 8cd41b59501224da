"""Handles of callbacks, what loops and servers can do, and which loop is whose.

A thread has at most one running loop. Beside it a policy keeps the loop that get_event_loop()
gives while none runs; policies are on their way out, running loops are what programs use.
"""

__all__ = ("AbstractEventLoopPolicy", "AbstractEventLoop", "AbstractServer", "Handle",
           "TimerHandle", "get_event_loop_policy", "set_event_loop_policy", "get_event_loop",
           "set_event_loop", "new_event_loop", "get_child_watcher", "set_child_watcher",
           "_set_running_loop", "get_running_loop", "_get_running_loop")

import operator
import os
import sys
import threading

from _asyncio import _Handle

from . import _abstract, format_helpers


class Handle(_Handle):
    """A callback that the loop will call, unless it is cancelled before."""

    # What it holds is native, as is what it does: __init__, cancel, cancelled, get_context, _run.

    __slots__ = ()

    def _format_callback(self):
        return format_helpers._format_callback_source(self._callback, self._args,
                                                      debug=self._loop.get_debug())

    def _repr_info(self):
        info = [type(self).__name__]
        if self._cancelled:
            info.append("cancelled")
        if self._callback is not None:
            info.append(self._format_callback())
        if self._source_traceback:
            creator = self._source_traceback[-1]
            info.append(f"created at {creator.filename}:{creator.lineno}")
        return info

    def __repr__(self):
        return self._repr or f"<{' '.join(self._repr_info())}>"

    def _report(self, exc):
        """Tells of what the callback raised."""
        report = {"message": f"Exception in callback {self._format_callback()}", "exception": exc,
                  "handle": self}
        if self._source_traceback:
            report["source_traceback"] = self._source_traceback
        self._loop.call_exception_handler(report)


def _compare_times(name, compare, or_equal):
    """A comparison method of timers: by time, and equal timers where or_equal says so."""
    def method(self, other):
        if not isinstance(other, TimerHandle):
            return NotImplemented
        return compare(self._when, other._when) or (or_equal and self == other)
    method.__name__, method.__qualname__ = name, f"TimerHandle.{name}"
    return method


class TimerHandle(Handle):
    """A callback that the loop will call at a given time."""

    __slots__ = ("_scheduled", "_when")

    def __init__(self, when, callback, args, loop, context=None):
        super().__init__(callback, args, loop, context)
        if self._source_traceback:
            del self._source_traceback[-1]  # this method
        self._when = when
        self._scheduled = False

    def when(self):
        """Return the time of the call, by the clock of loop.time()."""
        return self._when

    def _repr_info(self):
        info = super()._repr_info()
        info.insert(1 + self._cancelled, f"when={self._when}")
        return info

    def __hash__(self):
        return hash(self._when)

    __lt__ = _compare_times("__lt__", operator.lt, False)
    __gt__ = _compare_times("__gt__", operator.gt, False)
    __le__ = _compare_times("__le__", operator.lt, True)
    __ge__ = _compare_times("__ge__", operator.gt, True)

    def __eq__(self, other):
        if not isinstance(other, TimerHandle):
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name)
                   for name in ("_when", "_callback", "_args", "_cancelled"))

    def cancel(self):
        if not self._cancelled:
            self._loop._timer_handle_cancelled(self)
        super().cancel()


@_abstract.methods("close get_loop is_serving", "start_serving serve_forever wait_closed")
class AbstractServer:
    """What create_server() returns; `async with` closes it at the end."""

    async def __aenter__(self):
        return self

    async def __aexit__(self, *exc):
        self.close()
        await self.wait_closed()


@_abstract.methods(
    """run_forever run_until_complete stop is_running is_closed close _timer_handle_cancelled
    call_soon call_later call_at time create_future create_task call_soon_threadsafe
    run_in_executor set_default_executor add_reader remove_reader add_writer remove_writer
    add_signal_handler remove_signal_handler set_task_factory get_task_factory
    get_exception_handler set_exception_handler default_exception_handler call_exception_handler
    get_debug set_debug""",
    """shutdown_asyncgens shutdown_default_executor getaddrinfo getnameinfo create_connection
    create_server start_tls sendfile create_unix_connection create_unix_server
    connect_accepted_socket create_datagram_endpoint connect_read_pipe connect_write_pipe
    subprocess_shell subprocess_exec sock_recv sock_recv_into sock_recvfrom sock_recvfrom_into
    sock_sendall sock_sendto sock_connect sock_accept sock_sendfile""")
class AbstractEventLoop:
    """What an event loop can do."""


@_abstract.methods("get_event_loop set_event_loop new_event_loop get_child_watcher "
                   "set_child_watcher")
class AbstractEventLoopPolicy:
    """What makes loops and knows the current one."""


class BaseDefaultEventLoopPolicy(AbstractEventLoopPolicy):
    """A current loop for each thread; the main thread's is made when it is first asked for."""

    _loop_factory = None

    class _Local(threading.local):
        _loop = None
        _set_called = False

    def __init__(self):
        self._local = self._Local()

    def get_event_loop(self):
        """Return the current loop of the thread; RuntimeError if there is none."""
        local, thread = self._local, threading.current_thread()
        if local._loop is None and not local._set_called and thread is threading.main_thread():
            import warnings
            warnings.warn("There is no current event loop", DeprecationWarning,
                          stacklevel=_frames_inside())
            self.set_event_loop(self.new_event_loop())
        if local._loop is None:
            raise RuntimeError(f"There is no current event loop in thread {thread.name!r}.")
        return local._loop

    def set_event_loop(self, loop):
        """Set the current loop of the thread."""
        self._local._set_called = True
        _check_kind("loop", loop, AbstractEventLoop)
        self._local._loop = loop

    def new_event_loop(self):
        """Create a loop, which does not become the current one."""
        return self._loop_factory()


def _check_kind(name, value, kind):
    if value is not None and not isinstance(value, kind):
        raise TypeError(f"{name} must be an instance of {kind.__name__} or None, "
                        f"not '{type(value).__name__}'")


def _frames_inside():
    """For a warning from the caller: how far up the stack the first frame outside asyncio is."""
    level, frame = 2, sys._getframe(2)
    while frame is not None and frame.f_globals.get("__name__", "").split(".")[0] == "asyncio":
        level, frame = level + 1, frame.f_back
    return level


class _RunningLoop(threading.local):
    loop = process = None  # of which process: after a fork there is none in the child


_running = _RunningLoop()


def get_running_loop():
    """Return the loop that runs in this thread; RuntimeError if there is none."""
    if (loop := _get_running_loop()) is None:
        raise RuntimeError("no running event loop")
    return loop


def _get_running_loop():
    """Return the loop that runs in this thread, or None."""
    return _running.loop if _running.process == os.getpid() else None


def _set_running_loop(loop):
    """Set the loop that runs in this thread: for those who write loops."""
    _running.loop, _running.process = loop, os.getpid()


def get_event_loop():
    """Return the running loop or else the policy's current one."""
    if (loop := _get_running_loop()) is not None:
        return loop
    return get_event_loop_policy().get_event_loop()


_py__get_running_loop, _py__set_running_loop = _get_running_loop, _set_running_loop
_py_get_running_loop, _py_get_event_loop = get_running_loop, get_event_loop

from _asyncio import _get_running_loop, _set_running_loop, get_running_loop, get_event_loop

_c__get_running_loop, _c__set_running_loop = _get_running_loop, _set_running_loop
_c_get_running_loop, _c_get_event_loop = get_running_loop, get_event_loop

_event_loop_policy = None
_lock = threading.Lock()  # while the first policy is made


def get_event_loop_policy():
    """Get the current event loop policy."""
    global _event_loop_policy
    if _event_loop_policy is None:
        from . import DefaultEventLoopPolicy
        with _lock:
            _event_loop_policy = _event_loop_policy or DefaultEventLoopPolicy()
    return _event_loop_policy


def set_event_loop_policy(policy):
    """Set the current event loop policy; None stands for the default one."""
    global _event_loop_policy
    _check_kind("policy", policy, AbstractEventLoopPolicy)
    _event_loop_policy = policy


def new_event_loop():
    """Create a loop by the policy."""
    return get_event_loop_policy().new_event_loop()


def set_event_loop(loop):
    """Set the policy's current loop."""
    get_event_loop_policy().set_event_loop(loop)


def get_child_watcher():
    """Return the policy's watcher of child processes."""
    return get_event_loop_policy().get_child_watcher()


def set_child_watcher(watcher):
    """Set the policy's watcher of child processes."""
    return get_event_loop_policy().set_child_watcher(watcher)


def _forget_parent():
    if _event_loop_policy is not None:
        _event_loop_policy._local = BaseDefaultEventLoopPolicy._Local()
    _set_running_loop(None)


os.register_at_fork(after_in_child=_forget_parent)
