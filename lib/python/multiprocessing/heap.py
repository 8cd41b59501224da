"""Blocks of memory that child processes share.

Blocks are cut from arenas: files in memory, which forked children have mapped and spawned ones map
anew. An arena is given back when none of its blocks is left.
"""

import mmap
import os
import threading

from . import reduction, util

__all__ = ["BufferWrapper"]

_ARENA_SIZE = 1 << 16
_ALIGNMENT = 16


class Arena:
    def __init__(self, size, fd=-1):
        self.size, self.used = size, 0
        self.fd = os.memfd_create("multiprocessing") if fd < 0 else fd
        util.Finalize(self, os.close, (self.fd,))
        if fd < 0:
            os.ftruncate(self.fd, size)
        self.buffer = mmap.mmap(self.fd, size, trackfd=False)

    def cut(self, size):
        """A block's offset; None if there is no room."""
        offset = self.used
        if size > self.size - offset:
            return None
        self.used += -(-size // _ALIGNMENT) * _ALIGNMENT
        return offset


def _reduce_arena(arena):
    return _rebuild_arena, (arena.size, reduction.DupFd(arena.fd))


def _rebuild_arena(size, descriptor):
    arena = Arena(size, descriptor.detach())
    arena.used = size  # whoever made it cuts it
    return arena


reduction.register(Arena, _reduce_arena)

_lock = threading.Lock()
_arena = _arena_pid = None


class BufferWrapper:
    """A block, zeroed."""

    def __init__(self, size):
        if size < 0:
            raise ValueError(f"Size {size:n} out of range")
        global _arena
        with _lock:
            offset = None
            if _arena is not None and _arena_pid == os.getpid():
                offset = _arena.cut(size)
            if offset is None:
                _new_arena(size)
                offset = _arena.cut(size)
            self._arena, self._offset, self._size = _arena, offset, size

    def create_memoryview(self):
        """The block's bytes."""
        return memoryview(self._arena.buffer)[self._offset:self._offset + self._size]


def _new_arena(size):
    """Each process cuts its own, or a child would cut what its parent cuts."""
    global _arena, _arena_pid
    _arena, _arena_pid = Arena(max(size, _ARENA_SIZE)), os.getpid()
