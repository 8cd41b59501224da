"""Threads as objects, and what they wait for each other with.

A thread is in _limbo from start() until it runs, then in _active until it ends; the main thread
and those that were started elsewhere enter _active when they are first asked for. Condition is
the one primitive here that blocks: semaphores, events and barriers are states that it guards.
"""

import _thread
import sys as _sys
from _collections import deque as _deque
from _thread import _local as local
from _weakrefset import WeakSet
from itertools import count as _count, repeat as _repeat
from posix import register_at_fork as _register_at_fork
from time import monotonic as _time

__all__ = ["get_ident", "active_count", "Condition", "current_thread", "enumerate", "main_thread",
           "TIMEOUT_MAX", "Event", "Lock", "RLock", "Semaphore", "BoundedSemaphore", "Thread",
           "Barrier", "BrokenBarrierError", "Timer", "ThreadError", "setprofile", "settrace",
           "local", "stack_size", "excepthook", "ExceptHookArgs", "getprofile", "gettrace",
           "setprofile_all_threads", "settrace_all_threads", "get_native_id"]

get_ident = _thread.get_ident
get_native_id = _thread.get_native_id
stack_size = _thread.stack_size
excepthook = __excepthook__ = _thread._excepthook
ExceptHookArgs = _thread._ExceptHookArgs
ThreadError = _thread.error
TIMEOUT_MAX = _thread.TIMEOUT_MAX
Lock = _thread.lock
_CRLock = _thread.RLock
_start_joinable_thread = _thread.start_joinable_thread
_HAVE_THREAD_NATIVE_ID = True


def _warn_deprecated(message):
    import warnings
    warnings.warn(message, DeprecationWarning, stacklevel=3)


def _deprecated(name, instead, function):
    """The function under a name of old that warns."""
    def call(*args):
        _warn_deprecated(f"{name}() is deprecated, {instead} instead")
        return function(*args)

    call.__name__ = name
    call.__qualname__ = function.__qualname__.replace("<lambda>", name)
    call.__wrapped__ = function  # its signature is shown
    return call


# ---- what new threads are traced and profiled by --------------------------------------------

_trace = _profile = None


def gettrace():
    return _trace


def getprofile():
    return _profile


def settrace(func):
    """Sets the trace function of all threads started from now on."""
    global _trace
    _trace = func


def setprofile(func):
    """Sets the profile function of all threads started from now on."""
    global _profile
    _profile = func


def settrace_all_threads(func):
    """Sets the trace function of the threads that run, too."""
    settrace(func)
    _sys._settraceallthreads(func)


def setprofile_all_threads(func):
    """Sets the profile function of the threads that run, too."""
    setprofile(func)
    _sys._setprofileallthreads(func)


# ---- locks ----------------------------------------------------------------------------------


def RLock(*args, **kwargs):
    """A lock that its owner may acquire again."""
    if args or kwargs:
        _warn_deprecated("Passing arguments to RLock is deprecated and will be removed in 3.15")
    return _CRLock(*args, **kwargs)


class _RLock:
    """The same in Python: a lock, who has it, and how often."""

    def __init__(self):
        self._lock = Lock()
        self._owner, self._count = None, 0

    def _at_fork_reinit(self):
        self._lock._at_fork_reinit()
        self._owner, self._count = None, 0

    def __repr__(self):
        owner = self._owner
        if owner in _active:
            owner = _active[owner].name
        cls = type(self)
        return (f"<{'locked' if self._lock.locked() else 'unlocked'} "
                f"{cls.__module__}.{cls.__qualname__} object "
                f"owner={owner!r} count={self._count} at {id(self):#x}>")

    def _is_owned(self):
        return self._owner == get_ident()

    def _recursion_count(self):
        return self._is_owned() and self._count or 0

    def acquire(self, blocking=True, timeout=-1):
        if not self._is_owned():
            if not self._lock.acquire(blocking, timeout):
                return False
            self._owner = get_ident()
        self._count += 1
        return True

    __enter__ = acquire

    def release(self):
        self._leave(1)

    def __exit__(self, type=None, value=None, traceback=None):
        self._leave(1)

    def _release_save(self):
        held = self._count
        self._leave(held)
        return held

    def _acquire_restore(self, held):
        self.acquire()
        self._count = held

    def _leave(self, times):
        if not self._is_owned():
            raise RuntimeError("cannot release un-acquired lock")
        self._count -= times
        if self._count == 0:
            self._owner = None
            self._lock.release()


_PyRLock = _RLock


def _waits(timeout):
    """How long each of several waits may last that end with the timeout; there is one always."""
    if timeout is None:
        yield from _repeat(None)
    end = _time() + timeout
    while True:
        yield timeout
        timeout = end - _time()
        if timeout <= 0:
            return


class Condition:
    """A lock with a queue of threads that wait to be notified.

    Who waits blocks on a lock of its own in the queue; notify() releases it.
    """

    def __init__(self, lock=None):
        self._lock = lock = RLock() if lock is None else lock
        self._waiters = _deque()
        self.acquire, self.release = lock.acquire, lock.release
        # A lock that may be acquired several times gives itself up entirely while waiting.
        for step in "_is_owned", "_release_save", "_acquire_restore":
            method = getattr(lock, step, None)
            if method is not None:
                setattr(self, step, method)

    def __repr__(self):
        return f"<Condition({self._lock}, {len(self._waiters)})>"

    def __enter__(self):
        return self._lock.__enter__()

    def __exit__(self, type=None, value=None, traceback=None):
        return self._lock.__exit__(type, value, traceback)

    def _at_fork_reinit(self):
        self._waiters.clear()
        self._lock._at_fork_reinit()

    # How a lock without such methods is given up for a while.

    def _is_owned(self):
        free = self._lock.acquire(False)
        if free:
            self._lock.release()
        return not free

    def _release_save(self):
        self._lock.release()

    def _acquire_restore(self, state):
        self._lock.acquire()

    def _forget(self, waiter):
        try:
            self._waiters.remove(waiter)
        except ValueError:
            pass  # the other side was faster

    def wait(self, timeout=None):
        """Until notified, or the timeout is over: then False."""
        if not self._is_owned():
            raise RuntimeError("cannot wait on un-acquired lock")
        waiter = Lock()
        waiter.acquire()
        self._waiters.append(waiter)
        state = self._release_save()
        notified = False
        try:
            if timeout is None:
                notified = waiter.acquire()
            else:
                notified = waiter.acquire(timeout > 0, timeout if timeout > 0 else -1)
        finally:
            self._acquire_restore(state)
            if not notified:
                self._forget(waiter)
        return notified

    def wait_for(self, predicate, timeout=None):
        """Until the predicate is true; its last value."""
        result = predicate()
        if not result:
            for left in _waits(timeout):
                self.wait(left)
                result = predicate()
                if result:
                    break
        return result

    def notify(self, n=1):
        """Wakes up to n waiting threads."""
        if not self._is_owned():
            raise RuntimeError("cannot notify on un-acquired lock")
        while n > 0 and self._waiters:
            waiter = self._waiters[0]
            try:
                waiter.release()
                n -= 1
            except RuntimeError:
                pass  # it gave up when it had been notified already
            self._forget(waiter)

    def notify_all(self):
        """Wakes all waiting threads."""
        self.notify(len(self._waiters))

    notifyAll = _deprecated("notifyAll", "use notify_all()", lambda self: self.notify_all())


class _Guarded:
    """What shows the state that its condition guards."""

    def __repr__(self):
        cls = type(self)
        return f"<{cls.__module__}.{cls.__qualname__} at {id(self):#x}: {self._shown()}>"


class Semaphore(_Guarded):
    """A counter that blocks at zero."""

    _limit = float("inf")

    def __init__(self, value=1):
        if value < 0:
            raise ValueError("semaphore initial value must be >= 0")
        self._cond = Condition(Lock())
        self._value = value

    def _shown(self):
        return f"value={self._value}"

    def acquire(self, blocking=True, timeout=None):
        """Takes one; False if that takes longer than the timeout."""
        if timeout is not None and not blocking:
            raise ValueError("can't specify timeout for non-blocking acquire")
        with self._cond:
            if self._value == 0:
                if not blocking or not self._cond.wait_for(lambda: self._value, timeout):
                    return False
            self._value -= 1
        return True

    __enter__ = acquire

    def __exit__(self, type=None, value=None, traceback=None):
        self.release()

    def release(self, n=1):
        """Gives n back, to as many that wait."""
        if n < 1:
            raise ValueError("n must be one or more")
        with self._cond:
            value = self._value + n
            if value > self._limit:
                raise ValueError("Semaphore released too many times")
            self._value = value
            self._cond.notify(n)


class BoundedSemaphore(Semaphore):
    """A semaphore that is never released more often than acquired."""

    def __init__(self, value=1):
        super().__init__(value)
        self._limit = value

    def _shown(self):
        return f"value={self._value}/{self._limit}"


class Event(_Guarded):
    """A flag that threads wait for."""

    def __init__(self):
        self._cond = Condition(Lock())
        self._flag = False

    def _shown(self):
        return "set" if self._flag else "unset"

    def _at_fork_reinit(self):
        self._cond._at_fork_reinit()

    def is_set(self):
        return self._flag

    def set(self):
        """Lets all pass that wait."""
        with self._cond:
            self._flag = True
            self._cond.notify_all()

    def clear(self):
        with self._cond:
            self._flag = False

    def wait(self, timeout=None):
        """Until the flag is set, or the timeout is over: then False."""
        with self._cond:
            return self._flag or self._cond.wait(timeout)

    isSet = _deprecated("isSet", "use is_set()", lambda self: self.is_set())


class BrokenBarrierError(RuntimeError):
    pass


_FILLING, _DRAINING, _RESETTING, _BROKEN = 0, 1, -1, -2


class Barrier(_Guarded):
    """Lets threads through when enough of them have come.

    It fills until the last has come, and fills again when all have left. (Its whole state are two
    integers: multiprocessing's barrier has them in shared memory.)
    """

    def __init__(self, parties, action=None, timeout=None):
        if parties < 1:
            raise ValueError("parties must be > 0")
        self._cond = Condition(Lock())
        self._parties, self._action, self._timeout = parties, action, timeout
        self._state = _FILLING
        self._count = 0

    def _shown(self):
        return "broken" if self.broken else f"waiters={self.n_waiting}/{self.parties}"

    def wait(self, timeout=None):
        """Until all have come; how many had come before."""
        if timeout is None:
            timeout = self._timeout
        with self._cond:
            while self._state in (_DRAINING, _RESETTING):
                self._cond.wait()
            self._expect(_FILLING)
            index = self._count
            self._count = index + 1
            try:
                if self._count == self._parties:
                    self._open()
                elif not self._cond.wait_for(lambda: self._state != _FILLING, timeout):
                    self._become(_BROKEN)
                self._expect(_DRAINING)
            finally:
                self._count -= 1
                if self._count == 0 and self._state in (_DRAINING, _RESETTING):
                    self._become(_FILLING)
        return index

    def _expect(self, state):
        if self._state != state:
            raise BrokenBarrierError

    def _become(self, state):
        self._state = state
        self._cond.notify_all()

    def _open(self):
        try:
            if self._action:
                self._action()
        except:
            self._become(_BROKEN)
            raise
        self._become(_DRAINING)

    def reset(self):
        """Makes it fill from the start; who waits gets a BrokenBarrierError."""
        with self._cond:
            if self._count == 0:
                self._become(_FILLING)
            elif self._state != _DRAINING:
                self._become(_RESETTING)

    def abort(self):
        """Breaks it: who waits or comes gets a BrokenBarrierError."""
        with self._cond:
            self._become(_BROKEN)

    parties = property(lambda self: self._parties)
    n_waiting = property(lambda self: self._count if self._state == _FILLING else 0)
    broken = property(lambda self: self._state == _BROKEN)


# ---- threads --------------------------------------------------------------------------------

_number = _count(1).__next__
_active_limbo_lock = RLock()
_active = {}  # ident -> Thread
_limbo = {}  # started, but not running yet
_dangling = WeakSet()


def _check_daemon(daemon, where):
    if daemon and not _thread.daemon_threads_allowed():
        raise RuntimeError("daemon threads are disabled in this " + where)


def _of_initialized(attribute):
    """A property that shows an attribute, once Thread.__init__() was called."""
    def get(self):
        self._check_initialized()
        return getattr(self, attribute)
    return property(get)


class Thread:
    """A thread of control: run() is called in it."""

    _initialized = False

    def __init__(self, group=None, target=None, name=None, args=(), kwargs=None, *, daemon=None):
        assert group is None, "group argument must be None for now"
        if daemon is None:
            daemon = current_thread().daemon
        else:
            _check_daemon(daemon, "(sub)interpreter")
        self._target, self._args = target, args
        self._kwargs = {} if kwargs is None else kwargs
        self._name = str(name) if name else self._new_name("Thread", target)
        self._daemonic = daemon
        self._ident = self._native_id = None
        self._handle = _thread._ThreadHandle()
        self._started = Event()
        self._stderr = _sys.stderr
        self._initialized = True
        _dangling.add(self)

    @staticmethod
    def _new_name(kind, target=None):
        name = f"{kind}-{_number()}"
        if hasattr(target, "__name__"):
            name += f" ({target.__name__})"
        return name

    def _check_initialized(self):
        assert self._initialized, "Thread.__init__() was not called"

    def __repr__(self):
        self._check_initialized()
        if self._handle.is_done():
            status = "stopped"
        else:
            status = "started" if self._started.is_set() else "initial"
        daemon = " daemon" if self._daemonic else ""
        ident = "" if self._ident is None else f" {self._ident}"
        return f"<{type(self).__name__}({self._name}, {status}{daemon}{ident})>"

    # Its life: start() in the thread that wants it, _bootstrap() to the end in the new one.

    def start(self):
        """Starts the thread; only once."""
        if not self._initialized:
            raise RuntimeError("thread.__init__() not called")
        if self._started.is_set():
            raise RuntimeError("threads can only be started once")
        with _active_limbo_lock:
            _limbo[self] = self
        try:
            _start_joinable_thread(self._bootstrap, handle=self._handle, daemon=self.daemon)
        except Exception:
            with _active_limbo_lock:
                del _limbo[self]
            raise
        while not self._started.wait(0.1):
            if self._handle.is_done() and not self._started.is_set():
                raise MemoryError("the thread ended before it could say that it runs")

    def _bootstrap(self):
        self._bootstrap_inner()

    def _bootstrap_inner(self):
        try:
            self._enter(get_ident())
            if _trace:
                _sys.settrace(_trace)
            if _profile:
                _sys.setprofile(_profile)
            try:
                self.run()
            except:
                self._report()
        finally:
            with _active_limbo_lock:
                _active.pop(get_ident(), None)

    def _enter(self, ident):
        """The thread runs, as the calling one."""
        self._ident = ident
        self._set_native_id()
        self._started.set()
        with _active_limbo_lock:
            _active[ident] = self
            _limbo.pop(self, None)

    def run(self):
        """Calls the target."""
        try:
            if self._target is not None:
                self._target(*self._args, **self._kwargs)
        finally:
            # They may hold the thread itself.
            del self._target, self._args, self._kwargs

    def _report(self):
        """Gives the exception that ended the thread to threading.excepthook."""
        try:
            hook = __excepthook__ if excepthook is None else excepthook
            hook(ExceptHookArgs([*_sys.exc_info(), self]))
        except Exception as error:
            error.__suppress_context__ = True
            stderr = self._stderr if _sys.stderr is None else _sys.stderr
            print("Exception in threading.excepthook:", file=stderr, flush=True)
            (_sys.excepthook or _sys.__excepthook__)(*_sys.exc_info())

    def join(self, timeout=None):
        """Waits until the thread has ended."""
        if not self._initialized:
            problem = "Thread.__init__() not called"
        elif not self._started.is_set():
            problem = "cannot join thread before it is started"
        elif self is current_thread():
            problem = "cannot join current thread"
        else:
            self._handle.join(None if timeout is None else max(timeout, 0))
            return
        raise RuntimeError(problem)

    def is_alive(self):
        self._check_initialized()
        return self._started.is_set() and not self._handle.is_done()

    def _set_native_id(self):
        """Called by the thread; multiprocessing does, in the main thread of a new process."""
        self._native_id = get_native_id()

    def _after_fork(self, new_ident=None):
        """In the child of a fork: with an ident if this is the thread that forked."""
        self._started._at_fork_reinit()
        if new_ident is not None:
            self._ident = new_ident
            self._set_native_id()
        elif self._started.is_set() and not self._handle.is_done():
            self._handle._set_done()

    ident = _of_initialized("_ident")
    native_id = _of_initialized("_native_id")
    name = _of_initialized("_name")
    daemon = _of_initialized("_daemonic")

    @name.setter
    def name(self, name):
        self._check_initialized()
        self._name = str(name)

    @daemon.setter
    def daemon(self, daemonic):
        if not self._initialized:
            raise RuntimeError("Thread.__init__() not called")
        _check_daemon(daemonic, "interpreter")
        if self._started.is_set():
            raise RuntimeError("cannot set daemon status of active thread")
        self._daemonic = daemonic

    isDaemon = _deprecated("isDaemon", "get the daemon attribute", lambda self: self.daemon)
    setDaemon = _deprecated("setDaemon", "set the daemon attribute",
                            lambda self, daemonic: setattr(self, "daemon", daemonic))
    getName = _deprecated("getName", "get the name attribute", lambda self: self.name)
    setName = _deprecated("setName", "set the name attribute",
                          lambda self, name: setattr(self, "name", name))


class Timer(Thread):
    """Calls a function after some seconds, unless cancelled before."""

    def __init__(self, interval, function, args=None, kwargs=None):
        super().__init__()
        self.interval, self.function = interval, function
        self.args = [] if args is None else args
        self.kwargs = {} if kwargs is None else kwargs
        self.finished = Event()

    def cancel(self):
        """Nothing is called any more, if it is still waiting."""
        self.finished.set()

    def run(self):
        if not self.finished.wait(self.interval):
            self.function(*self.args, **self.kwargs)
        self.finished.set()


class _MainThread(Thread):
    def __init__(self):
        super().__init__(name="MainThread", daemon=False)
        ident = _thread._get_main_thread_ident()
        self._handle = _thread._make_thread_handle(ident)
        self._enter(ident)


class _DummyThread(Thread):
    """Stands for a thread that was not started here."""

    def __init__(self):
        super().__init__(name=self._new_name("Dummy"), daemon=True)
        ident = get_ident()
        self._handle = _thread._make_thread_handle(ident)
        self._enter(ident)
        _LeaveAtEnd(self)

    def is_alive(self):
        if not super().is_alive():
            raise RuntimeError("thread is not alive")
        return True

    def join(self, timeout=None):
        raise RuntimeError("cannot join a dummy thread")

    def _after_fork(self, new_ident=None):
        if new_ident is not None:
            self.__class__ = _MainThread
            self._name, self._daemonic = "MainThread", False
        Thread._after_fork(self, new_ident)


class _LeaveAtEnd:
    """In a thread's local namespace: takes the dummy out of _active when the thread ends."""

    _namespace = local()

    def __init__(self, dummy):
        self._dummy = dummy
        self._namespace.leave = self

    # At exit the module's names may be gone.
    def __del__(self, active=_active):
        if active.get(self._dummy._ident) is self._dummy:
            del active[self._dummy._ident]


# ---- all threads ----------------------------------------------------------------------------


def current_thread():
    try:
        return _active[get_ident()]
    except KeyError:
        return _DummyThread()


def enumerate():
    """The threads that run or are about to."""
    with _active_limbo_lock:
        return [*_active.values(), *_limbo.values()]


def active_count():
    with _active_limbo_lock:
        return len(_active) + len(_limbo)


currentThread = _deprecated("currentThread", "use current_thread()", lambda: current_thread())
activeCount = _deprecated("activeCount", "use active_count()", lambda: active_count())

_main_thread = _MainThread()
_atexit_calls = []
_shutting_down = False


def main_thread():
    return _main_thread


def _register_atexit(func, *arg, **kwargs):
    """Calls the function before non-daemon threads are waited for at exit."""
    if _shutting_down:
        raise RuntimeError("can't register atexit after shutdown")
    _atexit_calls.append((func, arg, kwargs))


def _shutdown():
    """Called when the main thread ends: waits for the others that are no daemons."""
    global _shutting_down
    if _main_thread._handle.is_done():
        return
    _shutting_down = True
    for func, args, kwargs in reversed(_atexit_calls):
        func(*args, **kwargs)
    if get_ident() == _main_thread.ident:
        _main_thread._handle._set_done()
    _thread._shutdown()


def _after_fork():
    """In the child of a fork only the forking thread is left."""
    global _active_limbo_lock, _main_thread
    _active_limbo_lock = RLock()
    ident = get_ident()
    _main_thread = _active[ident] if ident in _active else _MainThread()
    threads = {*_dangling, *_active.values(), *_limbo.values()}
    _active.clear()
    _limbo.clear()
    _active[ident] = _main_thread
    for thread in threads:
        thread._after_fork(ident if thread is _main_thread else None)


_register_at_fork(after_in_child=_after_fork)
