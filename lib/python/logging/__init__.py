"""Logging: records of what happens, passed to handlers that write them somewhere.

A Logger makes a LogRecord of a call and hands it to its own handlers and to those of the loggers
above it (a.b is below a, everything below root); a Handler has its Formatter make text of it.
Whether a logger is enabled for a level is kept in its _cache, which setLevel() and disable()
clear. One lock, _lock, guards what is global; each handler has its own for its output.
Formatters are in _formatters, the handlers that every program may use in _basic_handlers.
"""

import atexit
import collections.abc
import io
import os
import sys
import threading
import time
import types
import weakref

__all__ = ["BASIC_FORMAT", "BufferingFormatter", "CRITICAL", "DEBUG", "ERROR", "FATAL",
           "FileHandler", "Filter", "Formatter", "Handler", "INFO", "LogRecord", "Logger",
           "LoggerAdapter", "NOTSET", "NullHandler", "StreamHandler", "WARN", "WARNING",
           "addLevelName", "basicConfig", "captureWarnings", "critical", "debug", "disable",
           "error", "exception", "fatal", "getLevelName", "getLogger", "getLoggerClass", "info",
           "log", "makeLogRecord", "setLoggerClass", "shutdown", "warn", "warning",
           "getLogRecordFactory", "setLogRecordFactory", "lastResort", "raiseExceptions",
           "getLevelNamesMapping", "getHandlerByName", "getHandlerNames"]

# What programs may switch: whether errors of handlers are shown, and what a record is to know.
raiseExceptions = logThreads = logMultiprocessing = logProcesses = logAsyncioTasks = True

_startTime = time.time_ns()

# ---- one lock for what is global -----------------------------------------------------------------

_lock = threading.RLock()
_at_fork_reinit_lock_weakset = weakref.WeakSet()


def _register_at_fork_reinit_lock(instance):
    with _lock:
        _at_fork_reinit_lock_weakset.add(instance)


def _after_at_fork_child_reinit_locks():
    for handler in _at_fork_reinit_lock_weakset:
        handler._at_fork_reinit()
    _lock._at_fork_reinit()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(before=_lock.acquire, after_in_parent=_lock.release,
                        after_in_child=_after_at_fork_child_reinit_locks)


# ---- levels --------------------------------------------------------------------------------------

CRITICAL = FATAL = 50
ERROR = 40
WARNING = WARN = 30
INFO = 20
DEBUG = 10
NOTSET = 0

_nameToLevel = {"CRITICAL": 50, "FATAL": 50, "ERROR": 40, "WARN": 30, "WARNING": 30, "INFO": 20,
                "DEBUG": 10, "NOTSET": 0}
_levelToName = {level: name for name, level in _nameToLevel.items()
                if name not in ("FATAL", "WARN")}


def getLevelNamesMapping():
    """The levels by name."""
    return dict(_nameToLevel)


def getLevelName(level):
    """The name of a level, or the level of a name; "Level X" when it is not known."""
    known = _levelToName.get(level)
    return _nameToLevel.get(level, f"Level {level}") if known is None else known


def addLevelName(level, levelName):
    """Gives a level a name."""
    with _lock:
        _nameToLevel[levelName] = level
        _levelToName[level] = levelName


def _checkLevel(level):
    """The number of a level given as a number or a name."""
    if isinstance(level, int):
        return level
    if str(level) != level:
        raise TypeError(f"Level not an integer or a valid string: {level!r}")
    try:
        return _nameToLevel[level]
    except KeyError:
        raise ValueError(f"Unknown level: {level!r}") from None


# ---- whose call it is ----------------------------------------------------------------------------

def currentframe():
    """The frame of the caller."""
    return sys._getframe(1)


_srcfile = os.path.normcase(addLevelName.__code__.co_filename)


def _is_internal_frame(frame):
    """Whether a frame is one of logging itself, or of the import system."""
    filename = os.path.normcase(frame.f_code.co_filename)
    return filename == _srcfile or ("importlib" in filename and "_bootstrap" in filename)


def _is_in_package(frame):
    filename = frame.f_code.co_filename
    return filename.startswith("<frozen logging") or _is_internal_frame(frame)


# ---- records -------------------------------------------------------------------------------------

# The names of what runs now, by modules that have been imported.

def _process_name():
    try:
        return sys.modules["multiprocessing"].current_process().name
    except Exception:
        return "MainProcess"


def _task_name():
    try:
        return sys.modules["asyncio"].current_task().get_name()
    except Exception:
        return None


class LogRecord:
    """One event: what was said (msg % args), how important it is, where, when and by whom."""

    def __init__(self, name, level, pathname, lineno, msg, args, exc_info, func=None, sinfo=None,
                 **kwargs):
        now_ns = time.time_ns()
        self.name = name
        self.msg = msg
        # log("%(a)s", {"a": 1}): a mapping alone is what the names are looked up in
        if args and len(args) == 1 and args[0] and isinstance(args[0], collections.abc.Mapping):
            args = args[0]
        self.args = args
        self.levelname, self.levelno = getLevelName(level), level
        self.pathname = pathname
        try:
            self.filename = os.path.basename(pathname)
            self.module = os.path.splitext(self.filename)[0]
        except (TypeError, ValueError, AttributeError):
            self.filename, self.module = pathname, "Unknown module"
        self.exc_info, self.exc_text = exc_info, None
        self.stack_info = sinfo
        self.lineno, self.funcName = lineno, func

        self.created = now_ns / 1e9
        self.msecs = float(now_ns // 1_000_000 % 1000)
        if self.msecs == 999.0 and int(self.created) != now_ns // 1_000_000_000:
            self.msecs = 0.0  # the float was rounded up to the next second
        self.relativeCreated = (now_ns - _startTime) / 1e6

        self.thread = threading.get_ident() if logThreads else None
        self.threadName = threading.current_thread().name if logThreads else None
        self.processName = "MainProcess" if logMultiprocessing else None
        if logMultiprocessing and "multiprocessing" in sys.modules:
            self.processName = _process_name()
        self.process = os.getpid() if logProcesses and hasattr(os, "getpid") else None
        self.taskName = _task_name() if logAsyncioTasks and "asyncio" in sys.modules else None

    def getMessage(self):
        """The message with its arguments filled in."""
        text = str(self.msg)
        return text % self.args if self.args else text

    def __repr__(self):
        return (f"<LogRecord: {self.name}, {self.levelno}, {self.pathname}, {self.lineno}, "
                f'"{self.msg}">')


_logRecordFactory = LogRecord


def getLogRecordFactory():
    """What records are made by."""
    return _logRecordFactory


def setLogRecordFactory(factory):
    """Has records made by a callable with the arguments of LogRecord."""
    global _logRecordFactory
    _logRecordFactory = factory


def makeLogRecord(dict):
    """A record with these attributes, for instance of one that came through a socket."""
    record = _logRecordFactory(None, None, "", 0, "", (), None, None)
    vars(record).update(dict)
    return record


# ---- filters -------------------------------------------------------------------------------------

class Filter:
    """Lets the records of one logger and those below it pass; without a name, all."""

    def __init__(self, name=""):
        self.name = name
        self.nlen = len(name)

    def filter(self, record):
        """Whether the record is to be logged."""
        return not self.nlen or f"{record.name}.".startswith(self.name + ".")


def _add_once(items, item):
    if item not in items:
        items.append(item)


def _discard(items, item):
    if item in items:
        items.remove(item)


class Filterer:
    """What has filters: loggers and handlers."""

    def __init__(self):
        self.filters = []

    def addFilter(self, filter):
        _add_once(self.filters, filter)

    def removeFilter(self, filter):
        _discard(self.filters, filter)

    def filter(self, record):
        """The record, or one that a filter put in its place; False if a filter refuses it."""
        for one in self.filters:
            verdict = getattr(one, "filter", one)(record)
            if not verdict:
                return False
            if isinstance(verdict, LogRecord):
                record = verdict
        return record


# ---- formatters and handlers ---------------------------------------------------------------------

from logging._formatters import (BASIC_FORMAT, BufferingFormatter, Formatter, PercentStyle,
                                 StrFormatStyle, StringTemplateStyle, _defaultFormatter,
                                 _get_style, _STYLES)
from logging._basic_handlers import (FileHandler, Handler, NullHandler, StreamHandler,
                                     _addHandlerRef, _handlerList, _handlers, _removeHandlerRef,
                                     _StderrHandler, getHandlerByName, getHandlerNames)

lastResort = _defaultLastResort = _StderrHandler(WARNING)


# ---- loggers -------------------------------------------------------------------------------------

def _logger_method(name, level):
    def method(self, msg, *args, **kwargs):
        if self.isEnabledFor(level):
            self._log(level, msg, args, **kwargs)

    method.__name__ = name
    method.__qualname__ = f"Logger.{name}"
    method.__doc__ = f"Logs msg % args at the level {getLevelName(level)}."
    return method


def _warn_deprecated(kind):
    import warnings
    warnings.warn(f"The 'warn' {kind} is deprecated, use 'warning' instead",
                  DeprecationWarning, stacklevel=3)


def _as_exc_info(exc_info):
    """What a call said of an exception, as a record keeps it: true stands for the current one."""
    if isinstance(exc_info, BaseException):
        return type(exc_info), exc_info, exc_info.__traceback__
    return exc_info if isinstance(exc_info, tuple) else sys.exc_info()


class Logger(Filterer):
    """A source of records: an area of a program, whose name says where among the others it is.

    The keyword arguments of the methods that log: exc_info (true, an exception, or what
    sys.exc_info() returned), stack_info, stacklevel, and extra, more attributes of the record.
    """

    def __init__(self, name, level=NOTSET):
        Filterer.__init__(self)
        self.name, self.level = name, _checkLevel(level)
        self.parent, self.propagate = None, True
        self.handlers = []
        self.disabled = False
        self._cache = {}

    debug = _logger_method("debug", DEBUG)
    info = _logger_method("info", INFO)
    warning = _logger_method("warning", WARNING)
    error = _logger_method("error", ERROR)
    critical = _logger_method("critical", CRITICAL)

    def fatal(self, msg, *args, **kwargs):
        """The same as critical()."""
        self.critical(msg, *args, **kwargs)

    def warn(self, msg, *args, **kwargs):
        _warn_deprecated("method")
        self.warning(msg, *args, **kwargs)

    def exception(self, msg, *args, exc_info=True, **kwargs):
        """Logs at the level ERROR, with the current exception."""
        self.error(msg, *args, exc_info=exc_info, **kwargs)

    def log(self, level, msg, *args, **kwargs):
        """Logs msg % args at a level, an int."""
        if isinstance(level, int):
            if self.isEnabledFor(level):
                self._log(level, msg, args, **kwargs)
        elif raiseExceptions:
            raise TypeError("level must be an integer")

    def isEnabledFor(self, level):
        """Whether records of a level are logged."""
        if self.disabled:
            return False
        try:
            return self._cache[level]
        except KeyError:
            with _lock:
                answer = self.manager.disable < level and level >= self.getEffectiveLevel()
                self._cache[level] = answer
            return answer

    def getEffectiveLevel(self):
        """The level set for this logger, or else for the nearest above it."""
        logger = self
        while logger and not logger.level:
            logger = logger.parent
        return logger.level if logger else NOTSET

    def setLevel(self, level):
        """Ignores records below a level, a number or a name."""
        self.level = _checkLevel(level)
        self.manager._clear_cache()

    def _log(self, level, msg, args, exc_info=None, extra=None, stack_info=False, stacklevel=1):
        place = "(unknown file)", 0, "(unknown function)", None
        if _srcfile:
            try:
                place = self.findCaller(stack_info, stacklevel)
            except ValueError:
                pass
        filename, lineno, function, stack = place
        if exc_info:
            exc_info = _as_exc_info(exc_info)
        self.handle(self.makeRecord(self.name, level, filename, lineno, msg, args, exc_info,
                                    function, extra, stack))

    def findCaller(self, stack_info=False, stacklevel=1):
        """The file, line, function and, if wanted, stack of the call outside of logging."""
        frame = currentframe()
        if frame is None:
            return "(unknown file)", 0, "(unknown function)", None
        while stacklevel > 0 and frame.f_back is not None:
            frame = frame.f_back
            if not _is_internal_frame(frame):
                stacklevel -= 1
        return (frame.f_code.co_filename, frame.f_lineno, frame.f_code.co_name,
                _stack_text(frame) if stack_info else None)

    def makeRecord(self, name, level, fn, lno, msg, args, exc_info, func=None, extra=None,
                   sinfo=None):
        """The record of a call; for subclasses to change."""
        record = _logRecordFactory(name, level, fn, lno, msg, args, exc_info, func, sinfo)
        if extra:
            attributes = vars(record)
            for key in extra:
                if key in attributes or key in ("message", "asctime"):
                    raise KeyError(f"Attempt to overwrite {key!r} in LogRecord")
                attributes[key] = extra[key]
        return record

    def handle(self, record):
        """Passes a record on to the handlers, unless a filter refuses it."""
        verdict = not self.disabled and self.filter(record)
        if verdict:
            self.callHandlers(verdict if isinstance(verdict, LogRecord) else record)

    def _lineage(self):
        """This logger and those it passes its records on to."""
        logger = self
        while logger:
            yield logger
            logger = logger.parent if logger.propagate else None

    def callHandlers(self, record):
        """Passes a record to the handlers of this logger and of those above; without any, to the
        last resort, or complains once."""
        any_handler = False
        for logger in self._lineage():
            for handler in logger.handlers:
                any_handler = True
                if record.levelno >= handler.level:
                    handler.handle(record)
        if any_handler:
            return
        if lastResort:
            if record.levelno >= lastResort.level:
                lastResort.handle(record)
        elif raiseExceptions and not self.manager.emittedNoHandlerWarning:
            self.manager.emittedNoHandlerWarning = True
            sys.stderr.write(f'No handlers could be found for logger "{self.name}"\n')

    def hasHandlers(self):
        """Whether a record of this logger would reach a handler."""
        return any(logger.handlers for logger in self._lineage())

    def addHandler(self, hdlr):
        with _lock:
            _add_once(self.handlers, hdlr)

    def removeHandler(self, hdlr):
        with _lock:
            _discard(self.handlers, hdlr)

    def getChild(self, suffix):
        """The logger below this one that has a name, with or without dots."""
        return self.manager.getLogger(suffix if self is self.root else f"{self.name}.{suffix}")

    def getChildren(self):
        """The loggers directly below this one."""
        def depth(logger):
            return 0 if logger is logger.manager.root else 1 + logger.name.count(".")

        with _lock:
            return {item for item in self.manager.loggerDict.values()
                    if isinstance(item, Logger) and item.parent is self
                    and depth(item) == 1 + depth(item.parent)}

    def __repr__(self):
        return f"<{self.__class__.__name__} {self.name} ({getLevelName(self.getEffectiveLevel())})>"

    def __reduce__(self):
        if getLogger(self.name) is self:
            return getLogger, (self.name,)
        import pickle
        raise pickle.PicklingError("logger cannot be pickled")


def _stack_text(frame):
    import traceback
    with io.StringIO() as text:
        text.write("Stack (most recent call last):\n")
        traceback.print_stack(frame, file=text)
        return text.getvalue().removesuffix("\n")


class RootLogger(Logger):
    """The one logger above all others, which always has a level."""

    def __init__(self, level):
        Logger.__init__(self, "root", level)

    def __reduce__(self):
        return getLogger, ()


# ---- the loggers by name -------------------------------------------------------------------------

_loggerClass = Logger


def getLoggerClass():
    """What loggers are made by."""
    return _loggerClass


def setLoggerClass(klass):
    """Has loggers made by a subclass of Logger, called with the name alone."""
    global _loggerClass
    _loggerClass = _checked_logger_class(klass)


def _checked_logger_class(klass):
    if not issubclass(klass, Logger):
        raise TypeError(f"logger not derived from logging.Logger: {klass.__name__}")
    return klass


class PlaceHolder:
    """Stands for a name that has no logger of its own, but loggers below it."""

    def __init__(self, alogger):
        self.loggerMap = {alogger: None}

    def append(self, alogger):
        self.loggerMap.setdefault(alogger)


class Manager:
    """Has the loggers of one root by their names."""

    def __init__(self, rootnode):
        self.root = rootnode
        self.loggerDict = {}
        self.disable = 0
        self.emittedNoHandlerWarning = False
        self.loggerClass = self.logRecordFactory = None

    @property
    def disable(self):
        return self._disable

    @disable.setter
    def disable(self, value):
        self._disable = _checkLevel(value)

    def setLoggerClass(self, klass):
        """Has this manager's loggers made by a subclass of Logger."""
        self.loggerClass = _checked_logger_class(klass)

    def setLogRecordFactory(self, factory):
        self.logRecordFactory = factory

    def getLogger(self, name):
        """The logger of that name, which is made if there is none, and takes its place in the
        tree: between the nearest logger above and those below."""
        if not isinstance(name, str):
            raise TypeError("A logger name must be a string")
        with _lock:
            known = self.loggerDict.get(name)
            if known is not None and not isinstance(known, PlaceHolder):
                return known
            made = self.loggerDict[name] = (self.loggerClass or _loggerClass)(name)
            made.manager = self
            if known is not None:
                self._adopt(known.loggerMap, made)
            made.parent = self._enter_below(made)
            return made

    def _enter_below(self, logger):
        """The nearest logger above; names in between get a placeholder that knows this one."""
        dot = logger.name.rfind(".")
        while dot > 0:
            above = logger.name[:dot]
            node = self.loggerDict.get(above)
            if isinstance(node, Logger):
                return node
            if node is None:
                self.loggerDict[above] = PlaceHolder(logger)
            else:
                node.append(logger)
            dot = logger.name.rfind(".", 0, dot - 1)
        return self.root

    @staticmethod
    def _adopt(children, logger):
        for child in children:
            if not child.parent.name.startswith(logger.name):
                child.parent = logger

    def _clear_cache(self):
        with _lock:
            self.root._cache.clear()
            for node in self.loggerDict.values():
                if isinstance(node, Logger):
                    node._cache.clear()


root = Logger.root = RootLogger(WARNING)
Logger.manager = Manager(root)


def getLogger(name=None):
    """The logger of that name, made if there is none; without a name, the root logger."""
    if not name or isinstance(name, str) and name == root.name:
        return root
    return Logger.manager.getLogger(name)


# ---- adapters ------------------------------------------------------------------------------------

def _adapter_method(name, level):
    def method(self, msg, *args, **kwargs):
        self.log(level, msg, *args, **kwargs)

    method.__name__ = name
    method.__qualname__ = f"LoggerAdapter.{name}"
    method.__doc__ = f"Logs at the level {getLevelName(level)}."
    return method


def _delegated(name):
    def method(self, *args, **kwargs):
        return getattr(self.logger, name)(*args, **kwargs)

    method.__name__ = name
    method.__qualname__ = f"LoggerAdapter.{name}"
    method.__doc__ = f"The logger's {name}()."
    return method


class LoggerAdapter:
    """A logger whose records all have some more attributes, `extra`."""

    def __init__(self, logger, extra=None, merge_extra=False):
        self.logger, self.extra, self.merge_extra = logger, extra, merge_extra

    def process(self, msg, kwargs):
        """The message and keyword arguments of a call as they are to be; for subclasses to
        change. Here `extra` is that of the adapter, or of both with merge_extra."""
        extra = self.extra
        if self.merge_extra and "extra" in kwargs:
            extra = {**extra, **kwargs["extra"]}
        kwargs["extra"] = extra
        return msg, kwargs

    debug = _adapter_method("debug", DEBUG)
    info = _adapter_method("info", INFO)
    warning = _adapter_method("warning", WARNING)
    error = _adapter_method("error", ERROR)
    critical = _adapter_method("critical", CRITICAL)

    def warn(self, msg, *args, **kwargs):
        _warn_deprecated("method")
        self.warning(msg, *args, **kwargs)

    def exception(self, msg, *args, exc_info=True, **kwargs):
        """Logs at the level ERROR, with the current exception."""
        self.error(msg, *args, exc_info=exc_info, **kwargs)

    def log(self, level, msg, *args, **kwargs):
        """Logs at a level what process() makes of the call."""
        if self.isEnabledFor(level):
            msg, kwargs = self.process(msg, kwargs)
            self.logger.log(level, msg, *args, **kwargs)

    isEnabledFor = _delegated("isEnabledFor")
    setLevel = _delegated("setLevel")
    getEffectiveLevel = _delegated("getEffectiveLevel")
    hasHandlers = _delegated("hasHandlers")
    _log = _delegated("_log")       # of an adapter of an adapter

    @property
    def name(self):
        return self.logger.name

    @property
    def manager(self):
        return self.logger.manager

    @manager.setter
    def manager(self, value):
        self.logger.manager = value

    def __repr__(self):
        level = getLevelName(self.logger.getEffectiveLevel())
        return f"<{self.__class__.__name__} {self.logger.name} ({level})>"

    __class_getitem__ = classmethod(types.GenericAlias)


# ---- functions that use the root logger ----------------------------------------------------------

def basicConfig(**kwargs):
    """Gives the root logger a handler, unless it has one already.

    filename, filemode ("a"), encoding, errors: of a file to write to; or
    stream: where to write, sys.stderr by default; or
    handlers: some that exist, which get the formatter if they have none;
    format, datefmt, style ("%"): of the formatter;
    level: of the root logger;
    force: takes the handlers it has away first, and closes them.
    """
    take = kwargs.pop
    with _lock:
        force = take("force", False)
        encoding, errors = take("encoding", None), take("errors", "backslashreplace")
        if force:
            for handler in root.handlers[:]:
                root.removeHandler(handler)
                handler.close()
        if root.handlers:
            return
        handlers = take("handlers", None)
        outputs = kwargs.keys() & {"stream", "filename"}
        if handlers is not None and outputs:
            raise ValueError("'stream' or 'filename' should not be specified together with "
                             "'handlers'")
        if len(outputs) == 2:
            raise ValueError("'stream' and 'filename' should not be specified together")
        if handlers is None:
            filename, mode = take("filename", None), take("filemode", "a")
            if filename:
                handlers = [_basic_file_handler(filename, mode, encoding, errors)]
            else:
                handlers = [StreamHandler(take("stream", None))]
        datefmt, style = take("datefmt", None), take("style", "%")
        basic_format = _get_style(style)[1]
        formatter = Formatter(take("format", basic_format), datefmt, style)
        for handler in handlers:
            if handler.formatter is None:
                handler.setFormatter(formatter)
            root.addHandler(handler)
        level = take("level", None)
        if level is not None:
            root.setLevel(level)
        if kwargs:
            raise ValueError(f"Unrecognised argument(s): {', '.join(kwargs)}")


def _basic_file_handler(filename, mode, encoding, errors):
    if "b" in mode:
        errors = None
    else:
        encoding = io.text_encoding(encoding)
    return FileHandler(filename, mode, encoding=encoding, errors=errors)


def _root_function(name):
    method = getattr(Logger, name)

    def function(msg, *args, **kwargs):
        if not root.handlers:
            basicConfig()
        method(root, msg, *args, **kwargs)

    function.__name__ = function.__qualname__ = name
    function.__doc__ = f"The root logger's {name}(), after basicConfig() if it has no handlers."
    return function


debug = _root_function("debug")
info = _root_function("info")
warning = _root_function("warning")
error = _root_function("error")
critical = _root_function("critical")


def fatal(msg, *args, **kwargs):
    """The same as critical()."""
    critical(msg, *args, **kwargs)


def warn(msg, *args, **kwargs):
    _warn_deprecated("function")
    warning(msg, *args, **kwargs)


def exception(msg, *args, exc_info=True, **kwargs):
    """The root logger's exception(), after basicConfig() if it has no handlers."""
    error(msg, *args, exc_info=exc_info, **kwargs)


def log(level, msg, *args, **kwargs):
    """The root logger's log(), after basicConfig() if it has no handlers."""
    if not root.handlers:
        basicConfig()
    root.log(level, msg, *args, **kwargs)


def disable(level=CRITICAL):
    """Ignores records up to a level everywhere."""
    manager = root.manager
    manager.disable = level
    manager._clear_cache()


def shutdown(handlerList=_handlerList):
    """Flushes and closes the handlers, the last one first. It is called at exit, too."""
    for reference in handlerList[::-1]:
        try:
            handler = reference()
            if handler:
                _shut_down(handler)
        except:
            # errors do not matter at the end
            if raiseExceptions:
                raise


def _shut_down(handler):
    try:
        handler.acquire()
        # some handlers flush when closed, and must not be flushed now
        if getattr(handler, "flushOnClose", True):
            handler.flush()
        handler.close()
    except (OSError, ValueError):
        pass  # closed by somebody else
    finally:
        handler.release()


atexit.register(shutdown)


# ---- warnings ------------------------------------------------------------------------------------

_warnings_showwarning = None


def _showwarning(message, category, filename, lineno, file=None, line=None):
    """Logs a warning; one that goes to a file is shown as before."""
    if file is not None:
        if _warnings_showwarning is not None:
            _warnings_showwarning(message, category, filename, lineno, file, line)
        return
    import warnings
    logger = getLogger("py.warnings")
    if not logger.handlers:
        logger.addHandler(NullHandler())
    # the text alone, without arguments: what is in it is not a format
    logger.warning(str(warnings.formatwarning(message, category, filename, lineno, line)))


def captureWarnings(capture):
    """Has warnings logged by the logger py.warnings, or shown as before."""
    global _warnings_showwarning
    import warnings
    if capture and _warnings_showwarning is None:
        _warnings_showwarning, warnings.showwarning = warnings.showwarning, _showwarning
    elif not capture and _warnings_showwarning is not None:
        warnings.showwarning, _warnings_showwarning = _warnings_showwarning, None
