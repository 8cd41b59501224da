"""Pool: processes (or threads) that calls are handed to.

Three threads of the pool's own: one hands tasks to the workers, one takes their results, one puts
workers in the place of those that ended. A task is (job, index, function, args, kwargs) and its
result (job, index, whether it is good, value).
"""

import collections
import itertools
import os
import queue
import threading
import traceback
import types
import warnings

from . import TimeoutError, get_context, util
from .connection import wait

__all__ = ["Pool", "ThreadPool"]

INIT, RUN, CLOSE, TERMINATE = "INIT", "RUN", "CLOSE", "TERMINATE"

_job_counter = itertools.count()


# ---- in the workers -----------------------------------------------------------------------------

class RemoteTraceback(Exception):
    """The cause of an error that came from a worker."""

    def __init__(self, tb):
        self.tb = tb

    def __str__(self):
        return self.tb


class ExceptionWithTraceback:
    """An exception on its way, with its traceback as text."""

    def __init__(self, exc, tb):
        text = "".join(traceback.format_exception(type(exc), exc, tb))
        self.exc, self.tb = exc, f'\n"""\n{text}"""'
        self.exc.__traceback__ = None

    def __reduce__(self):
        return rebuild_exc, (self.exc, self.tb)


def rebuild_exc(exc, tb):
    exc.__cause__ = RemoteTraceback(tb)
    return exc


class MaybeEncodingError(Exception):
    """A result could not be pickled."""

    def __init__(self, exc, value):
        self.exc, self.value = repr(exc), repr(value)
        super().__init__(self.exc, self.value)

    def __str__(self):
        return f"Error sending result: '{self.value}'. Reason: '{self.exc}'"

    def __repr__(self):
        return f"<{type(self).__name__}: {self}>"


def _run_chunk(function, chunk):
    return [function(item) for item in chunk]


def _run_star_chunk(function, chunk):
    return [function(*args) for args in chunk]


def worker(inqueue, outqueue, initializer=None, initargs=(), maxtasks=None, wrap_exception=False):
    """The life of a worker."""
    if maxtasks is not None and not (isinstance(maxtasks, int) and maxtasks >= 1):
        raise AssertionError(f"Maxtasks {maxtasks!r} is not valid")
    if initializer is not None:
        initializer(*initargs)
    for _ in itertools.count() if maxtasks is None else range(maxtasks):
        try:
            task = inqueue.get()
        except (EOFError, OSError):
            return
        if task is None:
            return
        job, index, function, args, kwargs = task
        try:
            result = True, function(*args, **kwargs)
        except Exception as error:
            if wrap_exception:
                error = ExceptionWithTraceback(error, error.__traceback__)
            result = False, error
        try:
            outqueue.put((job, index, *result))
        except Exception as error:
            outqueue.put((job, index, False, MaybeEncodingError(error, result[1])))
        task = job = result = function = args = kwargs = None


# ---- the pool -----------------------------------------------------------------------------------

class Pool:
    """Workers for functions; apply(), map() and their kin."""

    _wrap_exception = True

    def Process(self, *args, **kwargs):
        return self._ctx.Process(*args, **kwargs)

    def __init__(self, processes=None, initializer=None, initargs=(), maxtasksperchild=None,
                 context=None):
        self._pool, self._state = [], INIT
        self._ctx = context or get_context()
        if processes is None:
            processes = os.process_cpu_count() or 1
        if processes < 1:
            raise ValueError("Number of processes must be at least 1")
        if maxtasksperchild is not None and not (isinstance(maxtasksperchild, int)
                                                 and maxtasksperchild > 0):
            raise ValueError("maxtasksperchild must be a positive int or None")
        if initializer is not None and not callable(initializer):
            raise TypeError("initializer must be a callable")
        self._processes, self._maxtasks = processes, maxtasksperchild
        self._initializer, self._initargs = initializer, initargs
        self._cache = {}
        self._changed = threading.Condition()  # of _state and _cache
        self._taskqueue = queue.SimpleQueue()
        self._setup_queues()
        try:
            self._repopulate()
        except Exception:
            for process in self._pool:
                process.terminate()
                process.join()
            raise
        self._state = RUN
        self._threads = [threading.Thread(target=method, daemon=True)
                         for method in (self._watch_workers, self._hand_out, self._take_results)]
        for thread in self._threads:
            thread.start()
        self._terminate = util.Finalize(self, self._terminate_pool, exitpriority=15)

    def _setup_queues(self):
        self._inqueue, self._outqueue = self._ctx.SimpleQueue(), self._ctx.SimpleQueue()
        self._wake = self._ctx.SimpleQueue()  # for the thread that watches

    def _repopulate(self):
        while len(self._pool) < self._processes:
            process = self.Process(target=worker, args=(
                self._inqueue, self._outqueue, self._initializer, self._initargs, self._maxtasks,
                self._wrap_exception))
            process.name = process.name.replace("Process", "PoolWorker")
            process.daemon = True
            process.start()
            self._pool.append(process)

    def __enter__(self):
        self._check_running()
        return self

    def __exit__(self, *exc_info):
        self.terminate()

    def __del__(self):
        if self._state == RUN:
            warnings.warn(f"unclosed running multiprocessing pool {self!r}", ResourceWarning,
                          source=self)

    def __repr__(self):
        return f"<{type(self).__module__}.{type(self).__qualname__} state={self._state} " \
               f"pool_size={len(self._pool)}>"

    def __reduce__(self):
        raise NotImplementedError("pool objects cannot be passed between processes or pickled")

    # ---- its threads

    def _watch_workers(self):
        while True:
            self._wait_for_change()
            with self._changed:
                if self._state == TERMINATE or self._state == CLOSE and not self._cache:
                    break
                ended = [process for process in self._pool if not process.is_alive()]
                for process in ended:
                    process.join()
                    self._pool.remove(process)
                if ended:
                    self._repopulate()
        self._taskqueue.put(None)

    def _wait_for_change(self):
        wait([self._wake._reader, *(process.sentinel for process in self._pool)])
        while not self._wake.empty():
            self._wake.get()

    def _hand_out(self):
        while (tasks := self._taskqueue.get()) is not None:
            for task in tasks:
                if self._state == TERMINATE:
                    return
                try:
                    self._inqueue.put(task)
                except Exception as error:
                    job = self._cache.get(task[0])
                    if job is not None:
                        job._set(task[1], (False, error))
        for _ in self._pool:
            self._inqueue.put(None)
        self._outqueue.put(None)

    def _take_results(self):
        while True:
            try:
                result = self._outqueue.get()
            except (EOFError, OSError):
                return
            if result is None:
                return
            job, index, good, value = result
            if job in self._cache and self._state != TERMINATE:
                self._cache[job]._set(index, (good, value))
            result = value = None

    def _forget(self, job):
        with self._changed:
            self._cache.pop(job, None)
            if not self._cache and self._state != RUN:
                self._wake.put(None)

    # ---- its end

    def close(self):
        """Takes no more tasks; the workers end when all are done."""
        with self._changed:
            if self._state == RUN:
                self._state = CLOSE
                self._wake.put(None)

    def terminate(self):
        """Ends the workers at once."""
        self._terminate()

    def _terminate_pool(self):
        with self._changed:
            self._state = TERMINATE
            self._wake.put(None)
        self._threads[0].join()
        self._end_workers()
        self._outqueue.put(None)
        for thread in self._threads[1:]:
            thread.join()
        for process in self._pool:
            process.join()

    def _end_workers(self):
        # a worker that is killed while it holds a lock would leave it taken
        with self._outqueue._wlock:
            for process in self._pool:
                if process.exitcode is None:
                    process.terminate()
            for process in self._pool:
                process.join()
        # who hands out tasks may wait for room in a pipe that nobody reads any more
        reader = self._inqueue._reader
        while self._threads[1].is_alive():
            if reader.poll(0.01):
                os.read(reader.fileno(), 1 << 16)

    def join(self):
        """After close() or terminate(): until the workers have ended."""
        if self._state == RUN:
            raise ValueError("Pool is still running")
        if self._state not in (CLOSE, TERMINATE):
            raise ValueError("In unknown state")
        for thread in self._threads:
            thread.join()
        for process in self._pool:
            process.join()

    # ---- calls

    def _check_running(self):
        if self._state != RUN:
            raise ValueError("Pool not running")

    def apply(self, func, args=(), kwds={}):
        """What func(*args, **kwds) gives in a worker."""
        return self.apply_async(func, args, kwds).get()

    def apply_async(self, func, args=(), kwds={}, callback=None, error_callback=None):
        """As apply(), but an AsyncResult at once."""
        self._check_running()
        result = ApplyResult(self, callback, error_callback)
        self._taskqueue.put([(result._job, 0, func, args, kwds)])
        return result

    def map(self, func, iterable, chunksize=None):
        """[func(item) for item in iterable], in the workers."""
        return self._map(_run_chunk, func, iterable, chunksize).get()

    def starmap(self, func, iterable, chunksize=None):
        """As map(), for func(*item)."""
        return self._map(_run_star_chunk, func, iterable, chunksize).get()

    def map_async(self, func, iterable, chunksize=None, callback=None, error_callback=None):
        """As map(), but an AsyncResult at once."""
        return self._map(_run_chunk, func, iterable, chunksize, callback, error_callback)

    def starmap_async(self, func, iterable, chunksize=None, callback=None, error_callback=None):
        """As starmap(), but an AsyncResult at once."""
        return self._map(_run_star_chunk, func, iterable, chunksize, callback, error_callback)

    def _map(self, run, func, iterable, chunksize, callback=None, error_callback=None):
        self._check_running()
        items = list(iterable)
        if chunksize is None:
            chunksize = -(-len(items) // (4 * self._processes))
        chunks = list(itertools.batched(items, chunksize)) if items else []
        result = MapResult(self, chunksize, len(items), callback, error_callback)
        self._taskqueue.put([(result._job, number, run, (func, chunk), {})
                             for number, chunk in enumerate(chunks)])
        return result

    def imap(self, func, iterable, chunksize=1):
        """As map(), but an iterator."""
        return self._imap(IMapIterator(self), func, iterable, chunksize)

    def imap_unordered(self, func, iterable, chunksize=1):
        """As imap(), in the order in which the results come."""
        return self._imap(IMapUnorderedIterator(self), func, iterable, chunksize)

    def _imap(self, result, func, iterable, chunksize):
        self._check_running()
        if chunksize < 1:
            raise ValueError(f"Chunksize must be 1+, not {chunksize:n}")
        self._taskqueue.put(self._tasks_of(result, func, iterable, chunksize))
        if chunksize == 1:
            return result
        return itertools.chain.from_iterable(result)

    @staticmethod
    def _tasks_of(result, func, iterable, chunksize):
        """The iterable is asked when its tasks are handed out."""
        count = 0
        try:
            if chunksize > 1:
                iterable = itertools.batched(iterable, chunksize)
            for item in iterable:
                args = (func, item) if chunksize > 1 else (item,)
                yield result._job, count, _run_chunk if chunksize > 1 else func, args, {}
                count += 1
        except Exception as error:
            result._set(count, (False, error))
            count += 1
        result._set_length(count)


# ---- results ------------------------------------------------------------------------------------

class ApplyResult:
    """The result of a call that is to come."""

    def __init__(self, pool, callback, error_callback):
        self._pool, self._job = pool, next(_job_counter)
        self._event = threading.Event()
        self._callback, self._error_callback = callback, error_callback
        pool._cache[self._job] = self

    def ready(self):
        """Whether it is there."""
        return self._event.is_set()

    def successful(self):
        """Whether there was no exception."""
        if not self.ready():
            raise ValueError(f"{self!r} not ready")
        return self._success

    def wait(self, timeout=None):
        """Until it is there, or the time is over."""
        self._event.wait(timeout)

    def get(self, timeout=None):
        """The result; what the call raised; TimeoutError."""
        self.wait(timeout)
        if not self.ready():
            raise TimeoutError
        if self._success:
            return self._value
        raise self._value

    def _set(self, index, result):
        self._success, self._value = result
        self._finish()

    def _finish(self):
        callback = self._callback if self._success else self._error_callback
        if callback:
            callback(self._value)
        self._event.set()
        self._pool._forget(self._job)
        self._pool = None

    __class_getitem__ = classmethod(types.GenericAlias)


AsyncResult = ApplyResult


class MapResult(ApplyResult):
    def __init__(self, pool, chunksize, length, callback, error_callback):
        super().__init__(pool, callback, error_callback)
        self._success, self._value = True, [None] * length
        self._chunksize = chunksize
        self._left = -(-length // chunksize) if length else 0
        if not length:
            self._event.set()
            pool._forget(self._job)

    def _set(self, index, result):
        good, value = result
        self._left -= 1
        if good and self._success:
            start = index * self._chunksize
            self._value[start:start + self._chunksize] = value
        elif not good and self._success:
            self._success, self._value = False, value
        if not self._left:
            self._finish()


class IMapIterator:
    """The results in the order of the items."""

    def __init__(self, pool):
        self._pool, self._job = pool, next(_job_counter)
        self._changed = threading.Condition(threading.Lock())
        self._items = collections.deque()
        self._early = {}  # results whose turn has not come
        self._count, self._length = 0, None
        pool._cache[self._job] = self

    def __iter__(self):
        return self

    def next(self, timeout=None):
        """The next result; TimeoutError if it does not come in time."""
        with self._changed:
            self._changed.wait_for(lambda: self._items or self._count == self._length, timeout)
            if not self._items:
                if self._count == self._length:
                    self._pool = None
                    raise StopIteration
                raise TimeoutError
            good, value = self._items.popleft()
        if good:
            return value
        raise value

    __next__ = next

    def _add(self, index, result):
        self._early[index] = result
        while self._count in self._early:
            self._items.append(self._early.pop(self._count))
            self._count += 1

    def _set(self, index, result):
        with self._changed:
            self._add(index, result)
            self._check_end()

    def _set_length(self, length):
        with self._changed:
            self._length = length
            self._check_end()

    def _check_end(self):
        self._changed.notify()
        if self._count == self._length:
            self._pool._forget(self._job)


class IMapUnorderedIterator(IMapIterator):
    """The results as they come."""

    def _add(self, index, result):
        self._items.append(result)
        self._count += 1


# ---- threads ------------------------------------------------------------------------------------

class _ThreadQueue(queue.SimpleQueue):
    _wlock = threading.Lock()  # threads are not killed


class ThreadPool(Pool):
    """A Pool whose workers are threads."""

    _wrap_exception = False

    @staticmethod
    def Process(*args, **kwargs):
        from .dummy import DummyProcess
        return DummyProcess(*args, **kwargs)

    def __init__(self, processes=None, initializer=None, initargs=()):
        super().__init__(processes, initializer, initargs)

    def _setup_queues(self):
        self._inqueue, self._outqueue = _ThreadQueue(), _ThreadQueue()
        self._wake = _ThreadQueue()

    def _wait_for_change(self):
        self._wake.get()

    def _end_workers(self):
        try:
            while True:
                self._inqueue.get(block=False)
        except queue.Empty:
            pass
        for _ in self._pool:
            self._inqueue.put(None)
