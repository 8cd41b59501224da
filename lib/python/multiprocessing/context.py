"""Contexts: how processes are started, and everything else of that kind."""

import os
import threading
from importlib import import_module

from . import process, util

__all__ = ()


class ProcessError(Exception):
    """Something is wrong with a process."""


class BufferTooShort(ProcessError):
    """The message is longer than the buffer; it is the first argument."""


class TimeoutError(ProcessError):
    """It took too long."""


class AuthenticationError(ProcessError):
    """The other end does not know the key."""


class BaseContext:
    ProcessError, BufferTooShort = ProcessError, BufferTooShort
    TimeoutError, AuthenticationError = TimeoutError, AuthenticationError

    current_process = staticmethod(process.current_process)
    parent_process = staticmethod(process.parent_process)
    active_children = staticmethod(process.active_children)

    def cpu_count(self):
        """How many processors the machine has."""
        count = os.cpu_count()
        if count is None:
            raise NotImplementedError("cannot determine number of cpus")
        return count

    def _make(self, module, name, *args, **options):
        """An object of a class of this package, which is imported for it."""
        make = getattr(import_module(f".{module}", __package__), name)
        return make(*args, ctx=self.get_context(), **options)

    # ---- what passes between processes

    def Pipe(self, duplex=True):
        """Two connected Connections; with duplex=False the first reads what the second writes."""
        from .connection import Pipe
        return Pipe(duplex)

    def SimpleQueue(self):
        """A pipe with a lock at each end."""
        return self._make("queues", "SimpleQueue")

    def Queue(self, maxsize=0):
        """A queue that many processes put into and get from."""
        return self._make("queues", "Queue", maxsize)

    def JoinableQueue(self, maxsize=0):
        """A Queue with task_done() and join()."""
        return self._make("queues", "JoinableQueue", maxsize)

    # ---- synchronization

    def Lock(self):
        """A lock that is not recursive."""
        return self._make("synchronize", "Lock")

    def RLock(self):
        """A lock that its owner may take again."""
        return self._make("synchronize", "RLock")

    def Semaphore(self, value=1):
        """A semaphore."""
        return self._make("synchronize", "Semaphore", value)

    def BoundedSemaphore(self, value=1):
        """A semaphore that cannot be released more often than acquired."""
        return self._make("synchronize", "BoundedSemaphore", value)

    def Condition(self, lock=None):
        """A condition variable."""
        return self._make("synchronize", "Condition", lock)

    def Event(self):
        """A flag that can be waited for."""
        return self._make("synchronize", "Event")

    def Barrier(self, parties, action=None, timeout=None):
        """Lets processes through when enough of them have come."""
        return self._make("synchronize", "Barrier", parties, action, timeout)

    # ---- shared memory

    def Value(self, typecode_or_type, *args, lock=True):
        """A value in shared memory with a lock."""
        return self._make("sharedctypes", "Value", typecode_or_type, *args, lock=lock)

    def Array(self, typecode_or_type, size_or_initializer, *, lock=True):
        """An array in shared memory with a lock."""
        return self._make("sharedctypes", "Array", typecode_or_type, size_or_initializer,
                          lock=lock)

    def RawValue(self, typecode_or_type, *args):
        """A value in shared memory, without a lock."""
        return self._make("sharedctypes", "Value", typecode_or_type, *args, lock=False)

    def RawArray(self, typecode_or_type, size_or_initializer):
        """An array in shared memory, without a lock."""
        return self._make("sharedctypes", "Array", typecode_or_type, size_or_initializer,
                          lock=False)

    # ---- many processes

    def Manager(self):
        """A process that has objects which others use through proxies; it is running."""
        manager = self._make("managers", "SyncManager")
        manager.start()
        return manager

    def Pool(self, processes=None, initializer=None, initargs=(), maxtasksperchild=None):
        """Processes that calls are handed to."""
        from .pool import Pool
        return Pool(processes, initializer, initargs, maxtasksperchild,
                    context=self.get_context())

    # ---- the rest

    def freeze_support(self):
        """For programs in one file on Windows; nothing here."""

    def allow_connection_pickling(self):
        """Connections can always be pickled."""
        from . import connection  # noqa: F401

    def get_logger(self):
        """The package's logger."""
        return util.get_logger()

    def log_to_stderr(self, level=None):
        """Makes the logger write to standard error."""
        return util.log_to_stderr(level)

    def set_forkserver_preload(self, module_names):
        """Modules that the fork server imports before it forks."""
        from .forkserver import set_forkserver_preload
        set_forkserver_preload(module_names)

    def set_executable(self, executable):
        """What spawn runs, instead of sys.executable."""
        import_module(".spawn", __package__).set_executable(executable)

    def get_context(self, method=None):
        """The context of a start method; this one by default."""
        if method is None:
            return self
        try:
            return _contexts[method]
        except KeyError:
            raise ValueError(f"cannot find context for {method!r}") from None

    def get_start_method(self, allow_none=False):
        """Its name."""
        return self._name

    def set_start_method(self, method, force=False):
        """Only the default context has this."""
        raise ValueError("cannot set start method of concrete context")

    @property
    def reducer(self):
        """The module by which objects are pickled."""
        from . import reduction
        return reduction


class Process(process.BaseProcess):
    _start_method = None

    @staticmethod
    def _Popen(process_obj):
        return _default_context.get_context().Process._Popen(process_obj)


class ForkProcess(process.BaseProcess):
    _start_method = "fork"

    @staticmethod
    def _Popen(process_obj):
        from .popen import ForkPopen
        return ForkPopen(process_obj)


class SpawnProcess(process.BaseProcess):
    _start_method = "spawn"

    @staticmethod
    def _Popen(process_obj):
        from .popen import SpawnPopen
        return SpawnPopen(process_obj)


class ForkServerProcess(process.BaseProcess):
    _start_method = "forkserver"

    @staticmethod
    def _Popen(process_obj):
        from .popen import ForkServerPopen
        return ForkServerPopen(process_obj)


class ForkContext(BaseContext):
    _name = "fork"
    Process = ForkProcess


class SpawnContext(BaseContext):
    _name = "spawn"
    Process = SpawnProcess


class ForkServerContext(BaseContext):
    _name = "forkserver"
    Process = ForkServerProcess


class DefaultContext(BaseContext):
    Process = Process

    def __init__(self, context):
        self._default, self._actual = context, None

    def get_context(self, method=None):
        """The context of a start method; by default the one that was set."""
        if method is not None:
            return super().get_context(method)
        if self._actual is None:
            self._actual = self._default
        return self._actual

    def set_start_method(self, method, force=False):
        """How processes are started from now on: once, or with force."""
        if self._actual is not None and not force:
            raise RuntimeError("context has already been set")
        self._actual = None if method is None and force else self.get_context(method)

    def get_start_method(self, allow_none=False):
        """The name of the method; with allow_none None where none was set."""
        if self._actual is None and allow_none:
            return None
        return self.get_context()._name

    def get_all_start_methods(self):
        """The names of all."""
        return list(_contexts)


_contexts = {"fork": ForkContext(), "spawn": SpawnContext(), "forkserver": ForkServerContext()}
_default_context = DefaultContext(_contexts["fork"])


# ---- the process that is being spawned ----------------------------------------------------------

_spawning = threading.local()


def get_spawning_popen():
    return getattr(_spawning, "popen", None)


def set_spawning_popen(popen):
    _spawning.popen = popen


def assert_spawning(obj):
    """RuntimeError unless a process is being spawned: such objects go nowhere else."""
    if get_spawning_popen() is None:
        raise RuntimeError(f"{type(obj).__name__} objects should only be shared between processes"
                           " through inheritance")


def _force_start_method(method):
    _default_context._actual = _contexts[method]


def __getattr__(name):
    """The module of how objects go to other processes, which few programs need."""
    if name != "reduction":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return import_module(".reduction", __package__)
