"""What happens at the end and after a fork; the logger."""

import atexit
import itertools
import os
import sys
import weakref

__all__ = ["sub_debug", "debug", "info", "sub_warning", "warn", "get_logger", "log_to_stderr",
           "get_temp_dir", "register_after_fork", "is_exiting", "Finalize"]

# ---- the logger ---------------------------------------------------------------------------------

NOTSET, SUBDEBUG, DEBUG, INFO, SUBWARNING, WARNING = 0, 5, 10, 20, 25, 30
LOGGER_NAME = "multiprocessing"
DEFAULT_LOGGING_FORMAT = "[%(levelname)s/%(processName)s] %(message)s"

_logger = None


def get_logger():
    """The package's logger; there is none until it is asked for."""
    global _logger
    if _logger is None:
        import logging
        _logger = logging.getLogger(LOGGER_NAME)
        _logger.propagate = False
    return _logger


def log_to_stderr(level=None):
    """Makes the logger write to standard error."""
    import logging
    logger = get_logger()
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter(DEFAULT_LOGGING_FORMAT))
    logger.addHandler(handler)
    if level:
        logger.setLevel(level)
    return logger


def _logs_at(level):
    def log(message, *args):
        if _logger is not None:
            _logger.log(level, message, *args)
    return log


sub_debug, debug, info, sub_warning, warn = map(
    _logs_at, (SUBDEBUG, DEBUG, INFO, SUBWARNING, WARNING))


abstract_sockets_supported = sys.platform == "linux"


def is_abstract_socket_namespace(address):
    """Whether an address of a Unix socket is a name without a file."""
    return bool(address) and address[0] in (0, "\0")


# ---- files --------------------------------------------------------------------------------------

def get_temp_dir():
    """A folder of the process's own, removed at its end."""
    from . import process
    config = process.current_process()._config
    if config.get("tempdir") is None:
        import shutil
        import tempfile
        config["tempdir"] = folder = tempfile.mkdtemp(prefix="pymp-")
        Finalize(None, shutil.rmtree, (folder, True), exitpriority=-100)
    return config["tempdir"]


def _close_fds(*descriptors):
    for fd in descriptors:
        os.close(fd)


def _flush_std_streams():
    for stream in sys.stdout, sys.stderr:
        try:
            stream.flush()
        except (AttributeError, ValueError, OSError):
            pass


# ---- after a fork -------------------------------------------------------------------------------

_after_fork = weakref.WeakValueDictionary()
_after_fork_order = itertools.count()


def register_after_fork(obj, func):
    """Calls func(obj) in children, as long as the object is there."""
    _after_fork[next(_after_fork_order), id(obj), func] = obj


def _forget_parent():
    """In a child: what its parent has to finish is not its own."""
    _finalizer_registry.clear()
    for (_, _, func), obj in sorted(_after_fork.items(), key=lambda item: item[0][0]):
        func(obj)


# ---- at the end ---------------------------------------------------------------------------------

_finalizer_registry = {}  # in the order of making
_finalizer_numbers = itertools.count()
_exiting = False


class Finalize:
    """A callback for the end of an object, or with a priority of the process; it is called once."""

    def __init__(self, obj, callback, args=(), kwargs=None, exitpriority=None):
        if obj is None and exitpriority is None:
            raise ValueError("Without object, exitpriority cannot be None")
        self._callback, self._args, self._kwargs = callback, args, kwargs or {}
        self._key = exitpriority, next(_finalizer_numbers)
        self._pid = os.getpid()
        self._weakref = None if obj is None else weakref.ref(obj, self)
        _finalizer_registry[self._key] = self

    def __call__(self, wr=None):
        """Calls the callback, if that was not done and this is the process that asked for it."""
        if _finalizer_registry.pop(self._key, None) is None:
            return None
        callback, args, kwargs = self._callback, self._args, self._kwargs
        self.cancel()
        return callback(*args, **kwargs) if self._pid == os.getpid() else None

    def cancel(self):
        """It will not be called."""
        _finalizer_registry.pop(self._key, None)
        self._weakref = self._callback = self._args = self._kwargs = None

    def still_active(self):
        """Whether it will be called."""
        return self._key in _finalizer_registry

    def __repr__(self):
        if self._callback is None:
            return f"<{type(self).__name__} object, dead>"
        name = getattr(self._callback, "__name__", self._callback)
        return f"<{type(self).__name__} object, callback={name}>"


def _run_finalizers(minpriority=None):
    """Those with a priority, at least this one: the highest and latest first."""
    keys = [key for key in list(_finalizer_registry)
            if key[0] is not None and (minpriority is None or key[0] >= minpriority)]
    for key in sorted(keys, reverse=True):
        finalizer = _finalizer_registry.get(key)
        if finalizer is None:
            continue
        try:
            finalizer()
        except Exception:
            import traceback
            traceback.print_exc()


def _cleanup_tests():
    """Ends what the package has running by itself, so that nothing is left behind."""
    from . import resource_sharer
    resource_sharer.stop(timeout=5)
    _run_finalizers()


def is_exiting():
    """Whether the process ends."""
    return _exiting


def _exit_function():
    """Ends the daemons, waits for the other children, and calls what was registered."""
    global _exiting
    if _exiting:
        return
    _exiting = True
    from . import process
    _run_finalizers(0)
    for child in process.active_children():
        if child.daemon:
            info("calling terminate() for daemon %s", child.name)
            child._popen.send_signal(15)
    for child in process.active_children():
        info("calling join() for process %s", child.name)
        child.join()
    _run_finalizers()


def _not_exiting(_):
    global _exiting
    _exiting = False


register_after_fork(Finalize, _not_exiting)
atexit.register(_exit_function)
