"""Implements ProcessPoolExecutor: every worker is a forked process with a pipe each way.

A thread of the executor's own hands calls to workers that are idle and takes their results. What
goes through the pipes is pickled, each with its length before it.
"""

import os
import pickle
import queue
import selectors
import signal
import struct
import threading
import traceback
from concurrent.futures import _base

_HEADER = struct.Struct("!Q")


class BrokenProcessPool(_base.BrokenExecutor):
    """
    Raised when a process in a ProcessPoolExecutor terminated abruptly
    while a future was in the running state.
    """


class _RemoteTraceback(Exception):
    def __init__(self, tb):
        self.tb = tb

    def __str__(self):
        return self.tb


def _send(fd, obj):
    data = pickle.dumps(obj)
    data = _HEADER.pack(len(data)) + data
    while data:
        data = data[os.write(fd, data):]


def _read_exactly(fd, size):
    parts = []
    while size:
        part = os.read(fd, min(size, 1 << 20))
        if not part:
            raise EOFError
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def _receive(fd):
    size, = _HEADER.unpack(_read_exactly(fd, _HEADER.size))
    return pickle.loads(_read_exactly(fd, size))


def _serve(calls, results, initializer, initargs):
    """The life of a worker."""
    if initializer is not None:
        initializer(*initargs)
    while True:
        try:
            fn, args, kwargs = _receive(calls)
        except EOFError:
            return
        try:
            answer = True, fn(*args, **kwargs), None
        except BaseException as exc:
            answer = False, exc, "".join(traceback.format_exception(exc))
        try:
            _send(results, answer)
        except Exception as exc:
            _send(results, (False, exc, "".join(traceback.format_exception(exc))))


class _Process:
    def __init__(self, initializer, initargs, others):
        calls_read, self.calls = os.pipe()
        self.results, results_write = os.pipe()
        self.future = None
        self.pid = os.fork()
        if self.pid:
            os.close(calls_read)
            os.close(results_write)
            return
        status = 1
        try:
            for fd in [self.calls, self.results, *others]:
                os.close(fd)  # or a pipe would have other ends than these two
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            _serve(calls_read, results_write, initializer, initargs)
            status = 0
        except BaseException:
            _base.LOGGER.critical("Exception in initializer:", exc_info=True)
        finally:
            os._exit(status)

    def close(self):
        os.close(self.calls)

    def reap(self):
        os.close(self.results)
        try:
            os.waitpid(self.pid, 0)
        except ChildProcessError:
            pass


class ProcessPoolExecutor(_base.Executor):
    def __init__(self, max_workers=None, mp_context=None, initializer=None, initargs=(), *,
                 max_tasks_per_child=None):
        """Initializes a new ProcessPoolExecutor instance.

        Args:
            max_workers: The maximum number of processes that can be used to
                execute the given calls. If None or not given then as many
                worker processes will be created as the machine has processors.
            initializer: A callable used to initialize worker processes.
            initargs: A tuple of arguments to pass to the initializer.
        """
        if max_workers is None:
            max_workers = os.process_cpu_count() or 1
        if max_workers <= 0:
            raise ValueError("max_workers must be greater than 0")
        if initializer is not None and not callable(initializer):
            raise TypeError("initializer must be a callable")
        if mp_context is not None or max_tasks_per_child is not None:
            raise ValueError("mp_context and max_tasks_per_child are not supported by Folio")
        self._max_workers = max_workers
        self._initializer, self._initargs = initializer, initargs
        self._processes = []
        self._waiting = queue.SimpleQueue()
        self._broken = False
        self._shutdown = False
        self._lock = threading.Lock()
        self._wake_read, self._wake_write = os.pipe()
        self._manager = None

    def submit(self, fn, /, *args, **kwargs):
        with self._lock:
            if self._broken:
                raise BrokenProcessPool(self._broken)
            if self._shutdown:
                raise RuntimeError("cannot schedule new futures after shutdown")
            future = _base.Future()
            self._waiting.put((future, (fn, args, kwargs)))
            if self._manager is None:
                self._manager = threading.Thread(target=self._manage, daemon=True)
                self._start_processes()
                self._manager.start()
        os.write(self._wake_write, b"\0")
        return future
    submit.__doc__ = _base.Executor.submit.__doc__

    def map(self, fn, *iterables, timeout=None, chunksize=1):
        if chunksize < 1:
            raise ValueError("chunksize must be >= 1.")
        arguments = list(zip(*iterables))
        chunks = [arguments[i:i + chunksize] for i in range(0, len(arguments), chunksize)]
        results = super().map(_process_chunk, [fn] * len(chunks), chunks, timeout=timeout)
        return _chain(results)
    map.__doc__ = _base.Executor.map.__doc__

    def _start_processes(self):
        # before there are threads of ours, so that a fork copies none of their locks held
        for _ in range(self._max_workers):
            others = [fd for p in self._processes for fd in (p.calls, p.results)]
            self._processes.append(_Process(self._initializer, self._initargs,
                                            others + [self._wake_read, self._wake_write]))

    def _manage(self):
        with selectors.DefaultSelector() as selector:
            selector.register(self._wake_read, selectors.EVENT_READ)
            for process in self._processes:
                selector.register(process.results, selectors.EVENT_READ, process)
            while not self._broken:
                self._hand_out()
                if self._shutdown and self._waiting.empty() \
                        and not any(p.future for p in self._processes):
                    break
                for key, _ in selector.select():
                    if key.data is None:
                        os.read(self._wake_read, 4096)
                    elif not self._take_result(key.data):
                        self._break_down()
                        break
        for process in self._processes:
            process.close()
        for process in self._processes:
            process.reap()
        os.close(self._wake_read)
        os.close(self._wake_write)

    def _hand_out(self):
        for process in self._processes:
            while process.future is None:
                try:
                    future, call = self._waiting.get_nowait()
                except queue.Empty:
                    return
                if not future.set_running_or_notify_cancel():
                    continue
                try:
                    _send(process.calls, call)
                except Exception as exc:
                    future.set_exception(exc)  # what cannot be pickled
                    continue
                process.future = future

    @staticmethod
    def _take_result(process):
        try:
            good, result, text = _receive(process.results)
        except (EOFError, OSError):
            return False
        future, process.future = process.future, None
        if good:
            future.set_result(result)
        else:
            result.__cause__ = _RemoteTraceback('\n"""\n%s"""' % text)
            future.set_exception(result)
        return True

    def _break_down(self):
        text = ("A process in the process pool was terminated abruptly while the future was "
                "running or pending.")
        with self._lock:
            self._broken = text
        lost = [p.future for p in self._processes if p.future]
        while not self._waiting.empty():
            lost.append(self._waiting.get_nowait()[0])
        for future in lost:
            future.set_exception(BrokenProcessPool(text))
        for process in self._processes:
            try:
                os.kill(process.pid, signal.SIGTERM)
            except ProcessLookupError:
                pass

    def shutdown(self, wait=True, *, cancel_futures=False):
        with self._lock:
            if cancel_futures:
                while not self._waiting.empty():
                    self._waiting.get_nowait()[0].cancel()
            was_shut, self._shutdown = self._shutdown, True
            manager = self._manager
        if was_shut:
            return
        if manager is None:
            os.close(self._wake_read)
            os.close(self._wake_write)
            return
        try:
            os.write(self._wake_write, b"\0")
        except OSError:
            pass  # it broke down
        if wait:
            manager.join()
    shutdown.__doc__ = _base.Executor.shutdown.__doc__


def _process_chunk(fn, chunk):
    return [fn(*args) for args in chunk]


def _chain(results):
    for chunk in results:
        yield from chunk
