"""What a process has made that outlives processes: at its end what is left is taken away."""

import atexit
import os
import warnings

__all__ = ["ensure_running", "register", "unregister"]

_registered = {}  # (name, kind): the process that registered it


def ensure_running():
    """There is nothing to run: every process looks after its own."""


def register(name, rtype):
    """The name is taken away when the process ends."""
    _registered[name, rtype] = os.getpid()


def unregister(name, rtype):
    """The name is gone."""
    _registered.pop((name, rtype), None)


def _unlink(name, rtype):
    if rtype == "shared_memory":
        import _posixshmem
        _posixshmem.shm_unlink(name)
    else:
        import _multiprocessing
        _multiprocessing.sem_unlink(name)


def _clean_up():
    left = [key for key, pid in _registered.items() if pid == os.getpid()]
    _registered.clear()
    if left:
        warnings.warn(f"resource_tracker: There appear to be {len(left)} leaked {left[0][1]} "
                      f"objects to clean up at shutdown: {set(name for name, _ in left)}")
    for name, rtype in left:
        try:
            _unlink(name, rtype)
        except OSError as error:
            warnings.warn(f"resource_tracker: {name!r}: {error}")


atexit.register(_clean_up)
