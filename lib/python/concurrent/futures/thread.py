"""Implements ThreadPoolExecutor.

All workers take work items from one queue. None in it wakes one that waits, which looks whether
it shall end, and then wakes the next.
"""

import itertools
import os
import queue
import threading
import types
import weakref
from concurrent.futures import _base

_threads_queues = weakref.WeakKeyDictionary()
_shutdown = False  # the interpreter ends
_global_shutdown_lock = threading.Lock()


def _python_exit():
    """At the end, the threads are told, and waited for."""
    global _shutdown
    with _global_shutdown_lock:
        _shutdown = True
    queues = dict(_threads_queues)
    for calls in queues.values():
        calls.put(None)
    for thread in queues:
        thread.join()


def _after_fork_in_child():
    _global_shutdown_lock._at_fork_reinit()
    _threads_queues.clear()


threading._register_atexit(_python_exit)
os.register_at_fork(before=_global_shutdown_lock.acquire,
                    after_in_parent=_global_shutdown_lock.release,
                    after_in_child=_after_fork_in_child)


class _WorkItem:
    """A call, and the future that gets its result."""

    def __init__(self, future, fn, args, kwargs):
        self.future = future
        self.fn = fn
        self.args = args
        self.kwargs = kwargs

    __class_getitem__ = classmethod(types.GenericAlias)

    def run(self):
        if not self.future.set_running_or_notify_cancel():
            return
        try:
            result = self.fn(*self.args, **self.kwargs)
        except BaseException as failure:
            self.future.set_exception(failure)
            self = None  # the exception's traceback refers to this frame
        else:
            self.future.set_result(result)


# A worker refers to its executor weakly, so that an executor nobody uses any more ends.


def _worker(executor_ref, calls, initializer, initargs):
    try:
        if initializer is not None and not _initialize(executor_ref, initializer, initargs):
            return
        while True:
            item = _next_item(executor_ref, calls)
            if item is not None:
                item.run()
            elif _is_over(executor_ref()):
                calls.put(None)
                return
            del item
    except BaseException:
        _base.LOGGER.critical("Exception in worker", exc_info=True)


def _initialize(executor_ref, initializer, initargs):
    try:
        initializer(*initargs)
        return True
    except BaseException:
        _base.LOGGER.critical("Exception in initializer:", exc_info=True)
    executor = executor_ref()
    if executor is not None:
        executor._initializer_failed()
    return False


def _next_item(executor_ref, calls):
    try:
        return calls.get_nowait()
    except queue.Empty:
        executor = executor_ref()
        if executor is not None:
            executor._idle_semaphore.release()  # it need not start another thread
        del executor
        return calls.get()


def _is_over(executor):
    if executor is None:
        return True
    if _shutdown:
        executor._shutdown = True
    return executor._shutdown


class BrokenThreadPool(_base.BrokenExecutor):
    """A thread could not be initialized."""


class ThreadPoolExecutor(_base.Executor):
    """Calls functions in threads."""

    _number = itertools.count().__next__

    def __init__(self, max_workers=None, thread_name_prefix="", initializer=None, initargs=()):
        """Starts at most max_workers threads, which call initializer(*initargs) first."""
        if max_workers is None:
            # Calls that wait for something need more than one for each processor.
            max_workers = min(32, (os.process_cpu_count() or 1) + 4)
        elif max_workers <= 0:
            raise ValueError("max_workers must be greater than 0")
        if not (initializer is None or callable(initializer)):
            raise TypeError("initializer must be a callable")
        self._max_workers = max_workers
        self._initializer, self._initargs = initializer, initargs
        self._thread_name_prefix = thread_name_prefix or f"ThreadPoolExecutor-{self._number()}"
        self._threads = set()
        self._work_queue = queue.SimpleQueue()
        self._idle_semaphore = threading.Semaphore(0)
        self._shutdown_lock = threading.Lock()
        self._shutdown = False
        self._broken = False  # or why it is

    def submit(self, fn, /, *args, **kwargs):
        with self._shutdown_lock, _global_shutdown_lock:
            if self._broken:
                raise BrokenThreadPool(self._broken)
            if self._shutdown or _shutdown:
                after = "shutdown" if self._shutdown else "interpreter shutdown"
                raise RuntimeError("cannot schedule new futures after " + after)
            future = _base.Future()
            self._work_queue.put(_WorkItem(future, fn, args, kwargs))
            if not self._idle_semaphore.acquire(timeout=0):
                self._start_thread()
        return future
    submit.__doc__ = _base.Executor.submit.__doc__

    def _start_thread(self):
        number = len(self._threads)
        if number == self._max_workers:
            return

        def wake_worker(_, calls=self._work_queue):
            calls.put(None)

        thread = threading.Thread(
            name=f"{self._thread_name_prefix}_{number}", target=_worker,
            args=(weakref.ref(self, wake_worker), self._work_queue,
                  self._initializer, self._initargs))
        thread.start()
        self._threads.add(thread)
        _threads_queues[thread] = self._work_queue

    def _take_waiting(self):
        """The futures of the calls that no worker has taken, which none will."""
        while True:
            try:
                item = self._work_queue.get_nowait()
            except queue.Empty:
                return
            if item is not None:
                yield item.future

    def _initializer_failed(self):
        with self._shutdown_lock:
            self._broken = "A thread initializer failed, the thread pool is not usable anymore"
            for future in self._take_waiting():
                future.set_exception(BrokenThreadPool(self._broken))

    def shutdown(self, wait=True, *, cancel_futures=False):
        with self._shutdown_lock:
            self._shutdown = True
            if cancel_futures:
                for future in self._take_waiting():
                    future.cancel()
            self._work_queue.put(None)
        if wait:
            for thread in self._threads:
                thread.join()
    shutdown.__doc__ = _base.Executor.shutdown.__doc__
