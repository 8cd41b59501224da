"""Waiting for several files at once, on top of the select module.

A selector keeps a key for each descriptor it watches. What differs between them is how the system
is told what to watch (_watch, _rewatch, _unwatch) and how it answers (_wait, _meanings).
"""

import math
import select
from abc import ABCMeta, abstractmethod
from collections import namedtuple
from collections.abc import Mapping

EVENT_READ = 1
EVENT_WRITE = 2

SelectorKey = namedtuple("SelectorKey", ["fileobj", "fd", "events", "data"])
SelectorKey.__doc__ = "What a selector knows of a file that it watches."
SelectorKey.fileobj.__doc__ = "The object that was registered."
SelectorKey.fd.__doc__ = "Its descriptor."
SelectorKey.events.__doc__ = "What is waited for."
SelectorKey.data.__doc__ = "What its user wants to find again."


def _descriptor(fileobj):
    """Of a file object, or an int that is one."""
    try:
        fd = fileobj if isinstance(fileobj, int) else int(fileobj.fileno())
    except (AttributeError, TypeError, ValueError):
        raise ValueError(f"Invalid file object: {fileobj!r}") from None
    if fd < 0:
        raise ValueError(f"Invalid file descriptor: {fd}")
    return fd


def _unknown(fileobj):
    return KeyError(f"{fileobj!r} is not registered")


class BaseSelector(metaclass=ABCMeta):
    """Watches files for what can be read from or written to them."""

    @abstractmethod
    def register(self, fileobj, events, data=None):
        """Watches a file from now on; its key."""
        raise NotImplementedError

    @abstractmethod
    def unregister(self, fileobj):
        """Watches a file no more; the key it had."""
        raise NotImplementedError

    @abstractmethod
    def select(self, timeout=None):
        """Waits until something happens or the timeout is over; a list of (key, events)."""
        raise NotImplementedError

    @abstractmethod
    def get_map(self):
        """A mapping of files to their keys."""
        raise NotImplementedError

    def get_key(self, fileobj):
        """The key of a file."""
        keys = self.get_map()
        if keys is None:
            raise RuntimeError("Selector is closed")
        try:
            return keys[fileobj]
        except KeyError:
            raise _unknown(fileobj) from None

    def modify(self, fileobj, events, data=None):
        """Changes what is waited for, and the data; the new key."""
        self.unregister(fileobj)
        return self.register(fileobj, events, data)

    def close(self):
        """Gives back what the system needs for the selector."""

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        self.close()


class _KeysByFile(Mapping):
    """What get_map() gives: the keys, by file objects or descriptors."""

    def __init__(self, selector):
        self._selector = selector

    def __len__(self):
        return len(self._selector._keys)

    def __iter__(self):
        return iter(self._selector._keys)

    def __getitem__(self, fileobj):
        return self._selector._find(fileobj)


class _Selector(BaseSelector):
    """All that does not depend on the system call."""

    def __init__(self):
        self._keys = {}  # by descriptor
        self._map = _KeysByFile(self)

    def get_map(self):
        return self._map

    def close(self):
        self._map = None
        self._keys.clear()

    def _known_descriptor(self, fileobj):
        """The file's descriptor, or what it was when the file is closed now."""
        try:
            return _descriptor(fileobj)
        except ValueError:
            for fd, key in self._keys.items():
                if key.fileobj is fileobj:
                    return fd
            raise

    def _find(self, fileobj):
        try:
            return self._keys[self._known_descriptor(fileobj)]
        except KeyError:
            raise _unknown(fileobj) from None

    def register(self, fileobj, events, data=None):
        if events not in (EVENT_READ, EVENT_WRITE, EVENT_READ | EVENT_WRITE):
            raise ValueError(f"Invalid events: {events!r}")
        fd = self._known_descriptor(fileobj)
        if fd in self._keys:
            raise KeyError(f"{fileobj!r} (FD {fd}) is already registered")
        self._watch(fd, events)
        key = self._keys[fd] = SelectorKey(fileobj, fd, events, data)
        return key

    def unregister(self, fileobj):
        key = self._find(fileobj)
        del self._keys[key.fd]
        self._unwatch(key.fd)
        return key

    def modify(self, fileobj, events, data=None):
        key = self._find(fileobj)
        if events != key.events:
            try:
                self._rewatch(key.fd, events)
            except:
                del self._keys[key.fd]
                raise
        elif data == key.data:
            return key
        key = self._keys[key.fd] = key._replace(events=events, data=data)
        return key

    def select(self, timeout=None):
        try:
            found = self._wait(timeout)
        except InterruptedError:
            return []
        ready = []
        keys, meanings = self._keys, self._meanings
        for fd, event in found:
            key = keys.get(fd)
            if key:
                ready.append((key, meanings[event] & key.events))
        return ready


class SelectSelector(_Selector):
    """Asks select()."""

    _meanings = range(4)  # _wait() speaks of EVENT_READ and EVENT_WRITE

    def __init__(self):
        super().__init__()
        self._readers, self._writers = set(), set()

    def _watch(self, fd, events):
        if events & EVENT_READ:
            self._readers.add(fd)
        if events & EVENT_WRITE:
            self._writers.add(fd)

    def _unwatch(self, fd):
        self._readers.discard(fd)
        self._writers.discard(fd)

    def _rewatch(self, fd, events):
        self._unwatch(fd)
        self._watch(fd, events)

    def _wait(self, timeout):
        if timeout is not None:
            timeout = max(timeout, 0)
        readable, writable, _ = select.select(self._readers, self._writers, [], timeout)
        found = dict.fromkeys(readable, EVENT_READ)
        for fd in writable:
            found[fd] = found.get(fd, 0) | EVENT_WRITE
        return found.items()


class _Meanings(dict):
    """What the system's events mean; errors and the like mean both reading and writing."""

    def __init__(self, read, write):
        self._read, self._write = read, write

    def __missing__(self, event):
        meaning = self[event] = ((EVENT_READ if event & ~self._write else 0)
                                 | (EVENT_WRITE if event & ~self._read else 0))
        return meaning


class _PollLikeSelector(_Selector):
    """Asks an object that is told in advance what to watch."""

    def __init__(self):
        super().__init__()
        self._selector = self._selector_cls()

    def _watch(self, fd, events):
        self._selector.register(fd, self._masks[events & (EVENT_READ | EVENT_WRITE)])

    def _unwatch(self, fd):
        try:
            self._selector.unregister(fd)
        except OSError:
            pass  # closed meanwhile

    def _rewatch(self, fd, events):
        self._selector.modify(fd, self._masks[events & (EVENT_READ | EVENT_WRITE)])


def _milliseconds(timeout):
    """Rounded up, so that a short timeout is no busy loop."""
    return math.ceil(timeout * 1e3) if timeout > 0 else 0


class PollSelector(_PollLikeSelector):
    """Asks poll()."""

    _selector_cls = select.poll
    _masks = 0, select.POLLIN, select.POLLOUT, select.POLLIN | select.POLLOUT
    _meanings = _Meanings(select.POLLIN, select.POLLOUT)

    def _wait(self, timeout):
        return self._selector.poll(None if timeout is None else _milliseconds(timeout))


DefaultSelector = PollSelector

if hasattr(select, "epoll"):
    class EpollSelector(_PollLikeSelector):
        """Asks epoll()."""

        _selector_cls = select.epoll
        _masks = 0, select.EPOLLIN, select.EPOLLOUT, select.EPOLLIN | select.EPOLLOUT
        _meanings = _Meanings(select.EPOLLIN, select.EPOLLOUT)

        def fileno(self):
            return self._selector.fileno()

        def _wait(self, timeout):
            seconds = -1 if timeout is None else _milliseconds(timeout) * 1e-3
            # It wants room for one event at least.
            return self._selector.poll(seconds, len(self._keys) or 1)

        def close(self):
            self._selector.close()
            super().close()

    DefaultSelector = EpollSelector
