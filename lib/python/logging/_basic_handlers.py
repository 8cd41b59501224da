"""Handlers: what brings records somewhere, and which of them there are.

raiseExceptions and _defaultFormatter are asked of logging, where programs may change them.
"""

import io
import logging
import os
import sys
import threading
import types
import weakref
from logging import (NOTSET, Filterer, LogRecord, _checkLevel, _discard, _is_in_package, _lock,
                     _register_at_fork_reinit_lock, getLevelName)

__name__ = "logging"


_handlers = weakref.WeakValueDictionary()
_handlerList = []  # weak references, in the order they are to be shut down backwards


def getHandlerByName(name):
    """The handler of that name, or None."""
    return _handlers.get(name)


def getHandlerNames():
    """The names of all handlers that have one."""
    return frozenset(_handlers)


def _removeHandlerRef(wr):
    # may be called when the module is half gone
    handlers, lock = _handlerList, _lock
    if handlers and lock:
        with lock:
            _discard(handlers, wr)


def _addHandlerRef(handler):
    with _lock:
        _handlerList.append(weakref.ref(handler, _removeHandlerRef))


class Handler(Filterer):
    """Brings records somewhere: subclasses say where in emit()."""

    def __init__(self, level=NOTSET):
        Filterer.__init__(self)
        self.level = _checkLevel(level)
        self.formatter = self._name = None
        self._closed = False
        _addHandlerRef(self)
        self.createLock()

    def acquire(self):
        if self.lock:
            self.lock.acquire()

    def release(self):
        if self.lock:
            self.lock.release()

    def createLock(self):
        """Makes the lock that is held while a record is written."""
        self.lock = threading.RLock()
        _register_at_fork_reinit_lock(self)

    def _at_fork_reinit(self):
        self.lock._at_fork_reinit()

    def get_name(self):
        return self._name

    def set_name(self, name):
        with _lock:
            _handlers.pop(self._name, None)
            self._name = name
            if name:
                _handlers[name] = self

    name = property(get_name, set_name)

    def setLevel(self, level):
        """Ignores records below a level, a number or a name."""
        self.level = _checkLevel(level)

    def setFormatter(self, fmt):
        self.formatter = fmt

    def format(self, record):
        """The text of a record, by the handler's formatter or the default one."""
        return (self.formatter or logging._defaultFormatter).format(record)

    def handle(self, record):
        """Emits a record under the lock, unless a filter refuses it; returns what filter() did."""
        verdict = self.filter(record)
        if verdict:
            with self.lock:
                self.emit(verdict if isinstance(verdict, LogRecord) else record)
        return verdict

    def emit(self, record):
        raise NotImplementedError("emit must be implemented by Handler subclasses")

    def flush(self):
        """Writes what is buffered; nothing here."""

    def close(self):
        """Forgets the handler's name; subclasses give up what they hold, and call this."""
        with _lock:
            self._closed = True
            if self._name:
                _handlers.pop(self._name, None)

    def handleError(self, record):
        """Shows on stderr the exception that emit() got, unless raiseExceptions is false."""
        if logging.raiseExceptions and sys.stderr:
            try:
                _print_error(sys.exception(), record, sys.stderr)
            except OSError:
                pass  # stderr is gone

    def __repr__(self):
        return f"<{self.__class__.__name__} ({getLevelName(self.level)})>"


def _print_error(exc, record, file):
    import traceback
    print("--- Logging error ---", file=file)
    traceback.print_exception(exc, limit=None, file=file)
    print("Call stack:", file=file)
    frame = exc.__traceback__.tb_frame
    while frame and _is_in_package(frame):
        frame = frame.f_back
    if frame:
        traceback.print_stack(frame, file=file)
    else:
        print(f"Logged from file {record.filename}, line {record.lineno}", file=file)
    try:
        print(f"Message: {record.msg!r}\nArguments: {record.args}", file=file)
    except RecursionError:
        raise
    except Exception:
        print("Unable to print the message and arguments - possible formatting error.\n"
              "Use the traceback above to help find the error.", file=file)


class NullHandler(Handler):
    """Does nothing. A library adds it to its logger, so that nobody misses a handler there."""

    def createLock(self):
        self.lock = None

    def _at_fork_reinit(self):
        pass

    def handle(self, record):
        pass

    emit = handle


class StreamHandler(Handler):
    """Writes records to a stream, sys.stderr by default, and does not close it."""

    terminator = "\n"

    def __init__(self, stream=None):
        Handler.__init__(self)
        self.stream = sys.stderr if stream is None else stream

    def emit(self, record):
        try:
            self.stream.write(self.format(record) + self.terminator)
            self.flush()
        except RecursionError:
            raise
        except Exception:
            self.handleError(record)

    def flush(self):
        with self.lock:
            if self.stream and hasattr(self.stream, "flush"):
                self.stream.flush()

    def setStream(self, stream):
        """Writes to another stream from now on; returns the one before, None if it is the same."""
        if stream is self.stream:
            return None
        with self.lock:
            before = self.stream
            self.flush()
            self.stream = stream
        return before

    def __repr__(self):
        name = str(getattr(self.stream, "name", ""))
        return "<%s %s(%s)>" % (self.__class__.__name__, name and name + " ",
                                getLevelName(self.level))

    __class_getitem__ = classmethod(types.GenericAlias)


class FileHandler(StreamHandler):
    """Writes records to a file, opened at once or, with delay, for the first record."""

    def __init__(self, filename, mode="a", encoding=None, delay=False, errors=None):
        # the folder may be another one when the file is opened later
        self.baseFilename = os.path.abspath(os.fspath(filename))
        self.mode, self.errors, self.delay = mode, errors, delay
        self.encoding = encoding if "b" in mode else io.text_encoding(encoding)
        self._builtin_open = open  # builtins may be gone when a handler still logs
        if delay:
            Handler.__init__(self)
            self.stream = None
        else:
            StreamHandler.__init__(self, self._open())

    def _open(self):
        return self._builtin_open(self.baseFilename, self.mode, encoding=self.encoding,
                                  errors=self.errors)

    def emit(self, record):
        # closed, a file that opening would empty stays closed
        if self.stream is None and not (self._closed and self.mode == "w"):
            self.stream = self._open()
        if self.stream:
            StreamHandler.emit(self, record)

    def close(self):
        with self.lock:
            try:
                self._close_stream()
            finally:
                StreamHandler.close(self)

    def _close_stream(self):
        if not self.stream:
            return
        try:
            self.flush()
        finally:
            stream, self.stream = self.stream, None
            if hasattr(stream, "close"):
                stream.close()

    def __repr__(self):
        return (f"<{self.__class__.__name__} {self.baseFilename} "
                f"({getLevelName(self.level)})>")


class _StderrHandler(StreamHandler):
    """Writes to what sys.stderr is at the moment."""

    def __init__(self, level=NOTSET):
        Handler.__init__(self, level)

    @property
    def stream(self):
        return sys.stderr
