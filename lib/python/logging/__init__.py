"""Logging: records of what happens, passed to handlers that write them somewhere.

A Logger makes a LogRecord of a call and hands it to its own handlers and to those of the loggers
above it (a.b is below a, everything below root); a Handler has its Formatter make text of it.
Whether a logger is enabled for a level is kept in its _cache, which setLevel() and disable()
clear. One lock, _lock, guards what is global; each handler has its own for its output.
"""

import atexit
import collections.abc
import io
import os
import re
import sys
import threading
import time
import types
import weakref
from string import Formatter as StrFormatter, Template

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


# ---- formatters ----------------------------------------------------------------------------------

class PercentStyle:
    default_format = "%(message)s"
    asctime_format = "%(asctime)s"
    asctime_search = "%(asctime)"
    validation_pattern = re.compile(r"%\(\w+\)[#0+ -]*(\*|\d+)?(\.(\*|\d+))?[diouxefgcrsa%]", re.I)

    def __init__(self, fmt, *, defaults=None):
        self._fmt = fmt or self.default_format
        self._defaults = defaults

    def usesTime(self):
        return self.asctime_search in self._fmt

    def validate(self):
        if not self.validation_pattern.search(self._fmt):
            raise ValueError(f"Invalid format '{self._fmt}' for '{self.default_format[0]}' style")

    def format(self, record):
        values = record.__dict__
        try:
            return self._format(self._defaults | values if self._defaults else values)
        except KeyError as e:
            raise ValueError(f"Formatting field not found in record: {e}")

    def _format(self, values):
        return self._fmt % values


def _require_fields(found):
    if not found:
        raise ValueError("invalid format: no fields")


class StrFormatStyle(PercentStyle):
    default_format = "{message}"
    asctime_format = "{asctime}"
    asctime_search = "{asctime"
    fmt_spec = re.compile(r"^(.?[<=>^])?[+ -]?#?0?(\d+|{\w+})?[,_]?(\.(\d+|{\w+}))?[bcdefgnosx%]?$",
                          re.I)
    field_spec = re.compile(r"^(\d+|\w+)(\.\w+|\[[^]]+\])*$")

    def _format(self, values):
        return self._fmt.format(**values)

    def validate(self):
        found = False
        try:
            for _, field, spec, conversion in StrFormatter().parse(self._fmt):
                self._validate_field(field, spec, conversion)
                found = found or bool(field)
        except ValueError as e:
            raise ValueError(f"invalid format: {e}")
        _require_fields(found)

    def _validate_field(self, field, spec, conversion):
        if field and not self.field_spec.match(field):
            raise ValueError(f"invalid field name/expression: {field!r}")
        if conversion and conversion not in "rsa":
            raise ValueError(f"invalid conversion: {conversion!r}")
        if spec and not self.fmt_spec.match(spec):
            raise ValueError(f"bad specifier: {spec!r}")


class StringTemplateStyle(PercentStyle):
    default_format = "${message}"
    asctime_format = "${asctime}"
    asctime_search = "${asctime}"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._tpl = Template(self._fmt)

    def usesTime(self):
        return super().usesTime() or "$asctime" in self._fmt

    def _format(self, values):
        return self._tpl.substitute(**values)

    def validate(self):
        matches = list(Template.pattern.finditer(self._fmt))
        if any(match[0] == "$" for match in matches):
            raise ValueError("invalid format: bare '$' not allowed")
        _require_fields(any(match["named"] or match["braced"] for match in matches))


BASIC_FORMAT = "%(levelname)s:%(name)s:%(message)s"
_STYLES = {"%": (PercentStyle, BASIC_FORMAT), "{": (StrFormatStyle, "{levelname}:{name}:{message}"),
           "$": (StringTemplateStyle, "${levelname}:${name}:${message}")}


def _get_style(style):
    """The class of a style and its basic format."""
    if style not in _STYLES:
        raise ValueError(f"Style must be one of: {','.join(_STYLES)}")
    return _STYLES[style]


class Formatter:
    """Makes text of a record, by a format that names attributes of records.

    These are: name, levelno, levelname, pathname, filename, module, lineno, funcName, created,
    asctime, msecs, relativeCreated, thread, threadName, taskName, process, processName, message.
    The style of the format is % for "%(name)s", { for "{name}", $ for "${name}".
    """

    converter = time.localtime
    default_time_format = "%Y-%m-%d %H:%M:%S"
    default_msec_format = "%s,%03d"

    def __init__(self, fmt=None, datefmt=None, style="%", validate=True, *, defaults=None):
        self._style = _get_style(style)[0](fmt, defaults=defaults)
        if validate:
            self._style.validate()
        self._fmt = self._style._fmt
        self.datefmt = datefmt

    def usesTime(self):
        """Whether the format has asctime in it."""
        return self._style.usesTime()

    def formatTime(self, record, datefmt=None):
        """The record's time, as strftime() does it or with milliseconds."""
        created = self.converter(record.created)
        if datefmt:
            return time.strftime(datefmt, created)
        text = time.strftime(self.default_time_format, created)
        return (self.default_msec_format % (text, record.msecs) if self.default_msec_format
                else text)

    def formatMessage(self, record):
        return self._style.format(record)

    def formatException(self, ei):
        """The text of what sys.exc_info() returned."""
        import traceback
        with io.StringIO() as text:
            traceback.print_exception(*ei, limit=None, file=text)
            return text.getvalue().removesuffix("\n")

    def formatStack(self, stack_info):
        """The text of a stack; for subclasses to change."""
        return stack_info

    def format(self, record):
        """The text of a record: the message, then its exception and its stack."""
        record.message = record.getMessage()
        if self.usesTime():
            record.asctime = self.formatTime(record, self.datefmt)
        text = self.formatMessage(record)
        if record.exc_info and not record.exc_text:
            record.exc_text = self.formatException(record.exc_info)  # for other handlers too
        if record.exc_text:
            text = _with_line(text, record.exc_text)
        if record.stack_info:
            text = _with_line(text, self.formatStack(record.stack_info))
        return text


def _with_line(text, more):
    return text + more if text.endswith("\n") else f"{text}\n{more}"


_defaultFormatter = Formatter()


class BufferingFormatter:
    """Makes one text of several records, with a header and a footer."""

    def __init__(self, linefmt=None):
        self.linefmt = linefmt or _defaultFormatter

    def format(self, records):
        if not records:
            return ""
        return "".join([self.formatHeader(records), *map(self.linefmt.format, records),
                        self.formatFooter(records)])

    def formatHeader(self, records):
        return ""

    def formatFooter(self, records):
        return ""


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


# ---- handlers ------------------------------------------------------------------------------------

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
        return (self.formatter or _defaultFormatter).format(record)

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
        if raiseExceptions and sys.stderr:
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
