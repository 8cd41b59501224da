"""Implements ProcessPoolExecutor: calls that other processes carry out.

Every worker process has a connection of its own. A thread, the manager, hands a call to a worker
that is idle and waits for whatever comes first: an answer, the death of a worker, or news from
submit() and shutdown(). The manager knows nothing of the executor, so that an executor nobody uses
any more ends.
"""

import itertools
import multiprocessing as mp
import os
import threading
import traceback
import weakref
from collections import deque
from concurrent.futures import _base
from functools import partial
from multiprocessing.connection import wait

_managers = weakref.WeakSet()


def _python_exit():
    """At the end, the managers are told, and waited for."""
    managers = list(_managers)
    for manager in managers:
        manager.end()
    for manager in managers:
        manager.join()


threading._register_atexit(_python_exit)
os.register_at_fork(after_in_child=_managers.clear)


class BrokenProcessPool(_base.BrokenExecutor):
    """
    Raised when a process in a ProcessPoolExecutor terminated abruptly
    while a future was in the running state.
    """


class _RemoteTraceback(Exception):
    """The cause of an exception that came from a worker: its traceback as text."""

    def __init__(self, tb):
        self.tb = tb

    def __str__(self):
        return self.tb


def _remote_cause(text):
    return _RemoteTraceback(f'\n"""\n{text}"""')


def _check_system_limits():
    """Raises NotImplementedError where there is nothing to build pools of processes on."""
    try:
        import _multiprocessing
    except ImportError:
        raise NotImplementedError("this system has no semaphores for multiprocessing") from None


# ---- in the worker process ------------------------------------------------------------------


def _work(connection, initializer, initargs, limit):
    """The life of a worker: calls come through the connection and answers go back, until there is
    a None instead, the limit of calls is reached or the parent is gone."""
    if initializer is not None:
        try:
            initializer(*initargs)
        except BaseException:
            _base.LOGGER.critical("Exception in initializer:", exc_info=True)
            return
    parent = mp.parent_process()._sentinel
    for _ in itertools.count() if limit is None else range(limit):
        if connection not in wait([connection, parent]):
            return
        call = connection.recv()
        if call is None:
            return
        answer = _carry_out(*call)
        del call
        _send_answer(connection, answer)
        del answer


def _carry_out(fn, args, kwargs):
    """(result, None, "") or (None, exception, its traceback)"""
    try:
        return fn(*args, **kwargs), None, ""
    except BaseException as exc:
        return None, exc, "".join(traceback.format_exception(exc))


def _send_answer(connection, answer):
    try:
        connection.send(answer)
    except BaseException as exc:  # what cannot be pickled
        connection.send((None, exc, "".join(traceback.format_exception(exc))))


# ---- in the parent --------------------------------------------------------------------------


class _ThreadWakeup:
    """A byte in a pipe for a thread that waits; at most one, however often it is called."""

    def __init__(self):
        self.reader, self._writer = os.pipe()
        self._lock = threading.Lock()
        self._is_set = False

    def wakeup(self):
        with self._lock:
            if not self._is_set and self._writer is not None:
                self._is_set = True
                os.write(self._writer, b"\0")

    def clear(self):
        with self._lock:
            self._is_set = False
            os.read(self.reader, 1)

    def close(self):
        with self._lock:
            if self._writer is not None:
                os.close(self.reader)
                os.close(self._writer)
                self._writer = None


class _Worker:
    """A process, the connection to it, and the future of the call that it carries out."""

    def __init__(self, context, initializer, initargs, limit):
        self.connection, theirs = context.Pipe()
        self.process = context.Process(target=_work, args=(theirs, initializer, initargs, limit))
        try:
            self.process.start()
        except BaseException:
            self.connection.close()
            raise
        finally:
            theirs.close()
        self.calls_left = limit
        self.future = None

    def hand(self, future, call):
        """Gives it the call; what cannot be pickled fails the future."""
        try:
            self.connection.send(call)
        except OSError:
            self.future = future  # it has died, which its sentinel will tell
        except BaseException as exc:
            exc.__cause__ = _remote_cause("".join(traceback.format_exception(exc)))
            future.set_exception(exc)
        else:
            self.future = future
            if self.calls_left is not None:
                self.calls_left -= 1

    def dismiss(self):
        """Tells it to end."""
        try:
            self.connection.send(None)
        except OSError:
            pass  # it has already ended

    def release(self):
        self.process.join()
        self.connection.close()


class _ExecutorManagerThread(threading.Thread):
    """The manager. `lock` guards what submit() and shutdown() change."""

    def __init__(self, context, max_workers, initializer, initargs, max_tasks):
        super().__init__()
        self.lock = threading.Lock()
        self.wakeup = _ThreadWakeup()
        self.processes = {}  # by pid
        self.broken = False  # or why no call is taken any more
        self.ending = self._cancelling = False
        self._new_worker = partial(_Worker, context, initializer, initargs, max_tasks)
        self._max_workers = max_workers
        self._may_start_later = context.get_start_method(allow_none=False) != "fork"
        self._workers = []
        self._waiting = deque()  # (future, call)
        self._unfinished = 0  # calls that wait or are carried out

    # -- called by the executor's threads, with the lock held

    def add_call(self, future, call):
        self._waiting.append((future, call))
        self._unfinished += 1
        if self.ident is None:
            # all at once, if later there might be threads whose locks a fork copies held
            self._start_workers(1 if self._may_start_later else self._max_workers)
            _managers.add(self)
            self.start()
        elif self._may_start_later and self._unfinished > len(self._workers):
            self._start_workers(1)

    def _start_workers(self, count):
        for _ in range(min(count, self._max_workers - len(self._workers))):
            worker = self._new_worker()
            self._workers.append(worker)
            self.processes[worker.process.pid] = worker.process

    # -- called without it

    def end(self, cancel=False):
        """No more calls come; with `cancel`, those that no worker is free for are cancelled."""
        with self.lock:
            known = self.ending and self._cancelling >= cancel
            self.ending = True
            self._cancelling |= cancel
        if not known:
            self.wakeup.wakeup()

    def run(self):
        while self._hand_out():
            self._take_news()
        for worker in self._workers:
            worker.dismiss()
        for worker in self._workers:
            worker.release()
        self.wakeup.close()

    def _hand_out(self):
        """Gives waiting calls to idle workers; is there anything more to wait for?"""
        with self.lock:
            idle = [worker for worker in self._workers
                    if worker.future is None and worker.calls_left != 0]
        for worker in idle:
            while worker.future is None and (taken := self._next_call()):
                worker.hand(*taken)
                if worker.future is None:
                    self._count_finished()
        if self._cancelling:
            self._cancel_waiting()
        with self.lock:
            return not self.broken and (self._unfinished or not self.ending)

    def _next_call(self):
        """(future, call) of one that nobody has cancelled; None if none waits."""
        while True:
            with self.lock:
                if not self._waiting:
                    return None
                future, call = self._waiting.popleft()
            if future.set_running_or_notify_cancel():
                return future, call
            self._count_finished()

    def _cancel_waiting(self):
        with self.lock:
            for future, _ in self._waiting:
                future.cancel()
        while self._next_call():
            pass

    def _count_finished(self):
        with self.lock:
            self._unfinished -= 1

    def _take_news(self):
        with self.lock:
            workers = list(self._workers)
        ready = set(wait([self.wakeup.reader, *(worker.connection for worker in workers),
                          *(worker.process.sentinel for worker in workers)]))
        if self.wakeup.reader in ready:
            self.wakeup.clear()
        for worker in workers:
            if worker.connection in ready and worker.future is not None:
                self._take_answer(worker)
            elif worker.process.sentinel in ready or worker.connection in ready:
                self._break_down()
            if self.broken:
                return

    def _take_answer(self, worker):
        try:
            result, exception, text = worker.connection.recv()
        except (EOFError, OSError):
            return self._break_down()
        except BaseException as exc:  # what cannot be unpickled
            return self._break_down(_remote_cause("".join(traceback.format_exception(exc))))
        future, worker.future = worker.future, None
        self._count_finished()
        if worker.calls_left == 0:
            self._replace(worker)
        if exception is None:
            future.set_result(result)
        else:
            exception.__cause__ = _remote_cause(text)
            future.set_exception(exception)

    def _replace(self, worker):
        """Another one instead of a worker that has carried out all that it was to."""
        worker.release()
        with self.lock:
            self._workers.remove(worker)
            del self.processes[worker.process.pid]
            if self._waiting:
                self._start_workers(1)

    def _break_down(self, cause=None):
        """A worker has died: all futures fail, and the other workers are ended."""
        with self.lock:
            self.broken = ("A child process terminated abruptly, the process pool is not usable "
                           "anymore")
            lost = [worker.future for worker in self._workers if worker.future]
            lost += [future for future, _ in self._waiting if not future.cancelled()]
            self._waiting.clear()
            for worker in self._workers:
                worker.process.terminate()
        for future in lost:
            broken = BrokenProcessPool("A process in the process pool was terminated abruptly "
                                       "while the future was running or pending.")
            broken.__cause__ = cause
            try:
                future.set_exception(broken)
            except _base.InvalidStateError:
                pass  # cancelled meanwhile


class ProcessPoolExecutor(_base.Executor):
    def __init__(self, max_workers=None, mp_context=None, initializer=None, initargs=(), *,
                 max_tasks_per_child=None):
        """Initializes a new ProcessPoolExecutor instance.

        Args:
            max_workers: The maximum number of processes that can be used to
                execute the given calls. If None or not given then as many
                worker processes will be created as the machine has processors.
            mp_context: A multiprocessing context to launch the workers created
                using the multiprocessing.get_context('start method') API.
            initializer: A callable used to initialize worker processes.
            initargs: A tuple of arguments to pass to the initializer.
            max_tasks_per_child: The maximum number of tasks a worker process
                can complete before it will exit and be replaced with a fresh
                worker process. It needs another start method than 'fork'.
        """
        _check_system_limits()
        if max_workers is None:
            max_workers = os.process_cpu_count() or 1
        elif max_workers <= 0:
            raise ValueError("max_workers must be greater than 0")
        if mp_context is None:
            mp_context = mp.get_context("spawn" if max_tasks_per_child is not None else None)
        if initializer is not None and not callable(initializer):
            raise TypeError("initializer must be a callable")
        self._check_max_tasks(max_tasks_per_child, mp_context)
        self._max_workers = max_workers
        self._mp_context = mp_context
        self._shutdown = False
        self._executor_manager_thread = _ExecutorManagerThread(
            mp_context, max_workers, initializer, initargs, max_tasks_per_child)
        weakref.finalize(self, _ExecutorManagerThread.end,
                         self._executor_manager_thread).atexit = False

    @staticmethod
    def _check_max_tasks(count, context):
        if count is None:
            return
        if not isinstance(count, int):
            raise TypeError("max_tasks_per_child must be an integer")
        if count <= 0:
            raise ValueError("max_tasks_per_child must be >= 1")
        if context.get_start_method(allow_none=False) == "fork":
            raise ValueError("max_tasks_per_child is incompatible with the 'fork' "
                             "multiprocessing start method; supply a different mp_context.")

    @property
    def _processes(self):
        return self._executor_manager_thread.processes

    @property
    def _broken(self):
        return self._executor_manager_thread.broken

    def submit(self, fn, /, *args, **kwargs):
        manager = self._executor_manager_thread
        with manager.lock:
            if manager.broken:
                raise BrokenProcessPool(manager.broken)
            if self._shutdown:
                raise RuntimeError("cannot schedule new futures after shutdown")
            if manager.ending:
                raise RuntimeError("cannot schedule new futures after interpreter shutdown")
            future = _base.Future()
            manager.add_call(future, (fn, args, kwargs))
        manager.wakeup.wakeup()
        return future
    submit.__doc__ = _base.Executor.submit.__doc__

    def map(self, fn, *iterables, timeout=None, chunksize=1):
        if chunksize < 1:
            raise ValueError("chunksize must be >= 1.")
        results = super().map(partial(_process_chunk, fn),
                              itertools.batched(zip(*iterables), chunksize), timeout=timeout)
        return _chain(results)
    map.__doc__ = _base.Executor.map.__doc__

    def shutdown(self, wait=True, *, cancel_futures=False):
        manager = self._executor_manager_thread
        with manager.lock:
            self._shutdown = True
        manager.end(cancel_futures)
        if manager.ident is None:
            manager.wakeup.close()
        elif wait:
            manager.join()
    shutdown.__doc__ = _base.Executor.shutdown.__doc__


def _process_chunk(fn, chunk):
    return [fn(*args) for args in chunk]


def _chain(results):
    for chunk in results:
        chunk.reverse()
        while chunk:
            yield chunk.pop()  # and keep no reference
