"""Configuration of logging: from a dictionary, from a file, or from what comes through a socket.

dictConfig() makes formatters and filters first, then handlers, then loggers; what is made takes
the place of its description in DictConfigurator.config, where others find it by name.
"""

import contextlib
import errno
import functools
import io
import logging
import logging.handlers
import os
import queue
import re
import socket
import struct
import sys
import threading

DEFAULT_LOGGING_CONFIG_PORT = 9030
RESET_ERROR = errno.ECONNRESET


def _import_dotted(name, importer=__import__):
    """The object of a dotted name; modules on the way are imported."""
    first, *rest = name.split(".")
    path, found = first, importer(first)
    for attribute in rest:
        path = f"{path}.{attribute}"
        if not hasattr(found, attribute):
            importer(path)
        found = getattr(found, attribute)
    return found


_resolve = _import_dotted


@contextlib.contextmanager
def _blaming(text):
    """Whatever goes wrong within is a ValueError with this text."""
    try:
        yield
    except Exception as e:
        raise ValueError(text) from e


def _clearExistingHandlers():
    logging._handlers.clear()
    logging.shutdown(logging._handlerList[:])
    logging._handlerList.clear()


def _remove_handlers(logger):
    for handler in logger.handlers[:]:
        logger.removeHandler(handler)


class _ExistingLoggers:
    """What becomes of the loggers that a configuration does not name."""

    def __init__(self):
        self._names = sorted(logging.root.manager.loggerDict)
        self._below_named = set()

    def note_named(self, name):
        """The configuration names this one."""
        if name in self._names:
            self._names.remove(name)
            self._below_named.update(other for other in self._names
                                     if other.startswith(name + "."))

    def finish(self, disable_existing):
        """Sets those back that are below a named one; others are disabled, if that is wanted."""
        for name in self._names:
            logger = logging.root.manager.loggerDict[name]
            if name not in self._below_named:
                logger.disabled = disable_existing
            elif not isinstance(logger, logging.PlaceHolder):
                logger.setLevel(logging.NOTSET)
                logger.handlers = []
                logger.propagate = True


# ---- files ---------------------------------------------------------------------------------------

def fileConfig(fname, defaults=None, disable_existing_loggers=True, encoding=None):
    """Configures logging by a file for configparser: its name, itself, or a parser that read it."""
    parser = _read_config(fname, defaults, encoding)
    formatters = {name: _file_formatter(parser, f"formatter_{name}")
                  for name in _names(parser["formatters"]["keys"])}
    with logging._lock:
        _clearExistingHandlers()
        handlers = _file_handlers(parser, formatters)
        _configure_file_loggers(parser, handlers, disable_existing_loggers)


def _read_config(source, defaults, encoding):
    import configparser
    if isinstance(source, configparser.RawConfigParser):
        return source
    if isinstance(source, str):
        if not os.path.exists(source):
            raise FileNotFoundError(f"{source} doesn't exist")
        if os.path.getsize(source) == 0:
            raise RuntimeError(f"{source} is an empty file")
    try:
        parser = configparser.ConfigParser(defaults)
        if hasattr(source, "readline"):
            parser.read_file(source)
        else:
            parser.read(source, encoding=io.text_encoding(encoding))
    except configparser.ParsingError as e:
        raise RuntimeError(f"{source} is invalid: {e}")
    return parser


def _names(text):
    return [name.strip() for name in text.split(",")] if text else []


def _evaluate(text):
    return eval(text, vars(logging))


def _file_formatter(parser, section):
    def option(name, fallback=None):
        return parser.get(section, name, raw=True, fallback=fallback)

    class_name = parser[section].get("class")
    factory = _resolve(class_name) if class_name else logging.Formatter
    defaults = option("defaults")
    more = {} if defaults is None else {"defaults": _evaluate(defaults)}
    return factory(option("format"), option("datefmt"), option("style", "%"), **more)


def _file_handlers(parser, formatters):
    handlers, targets = {}, {}
    for name in _names(parser["handlers"]["keys"]):
        section = parser[f"handler_{name}"]
        handler = handlers[name] = _file_handler(section)
        handler.name = name
        if "level" in section:
            handler.setLevel(section["level"])
        if section.get("formatter"):
            handler.setFormatter(formatters[section["formatter"]])
        if isinstance(handler, logging.handlers.MemoryHandler) and section.get("target"):
            targets[handler] = section["target"]
    for handler, target in targets.items():
        handler.setTarget(handlers[target])
    return handlers


def _file_handler(section):
    class_name = section["class"]
    try:
        factory = _evaluate(class_name)
    except (AttributeError, NameError):
        factory = _resolve(class_name)
    arguments = _evaluate(section.get("args", "()"))
    return factory(*arguments, **_evaluate(section.get("kwargs", "{}")))


def _configure_file_loggers(parser, handlers, disable_existing):
    def configure(logger, section):
        if "level" in section:
            logger.setLevel(section["level"])
        _remove_handlers(logger)
        for name in _names(section["handlers"]):
            logger.addHandler(handlers[name])

    names = _names(parser["loggers"]["keys"])
    names.remove("root")
    configure(logging.root, parser["logger_root"])
    existing = _ExistingLoggers()
    for name in names:
        section = parser[f"logger_{name}"]
        propagate = section.getint("propagate", fallback=1)
        logger = logging.getLogger(section["qualname"])
        existing.note_named(logger.name)
        configure(logger, section)
        logger.propagate, logger.disabled = propagate, 0
    existing.finish(disable_existing)


# ---- values that are converted when they are read ------------------------------------------------

IDENTIFIER = re.compile("^[a-z_][a-z0-9_]*$", re.I)


def valid_ident(s):
    if IDENTIFIER.match(s):
        return True
    raise ValueError(f"Not a valid Python identifier: {s!r}")


class ConvertingMixin:
    """A container whose items its configurator converts."""

    def convert(self, value):
        result = self.configurator.convert(value)
        if result is not value and isinstance(result, ConvertingMixin):
            result.parent = self
        return result

    def convert_with_key(self, key, value, replace=True):
        """The converted value, which is kept unless told otherwise."""
        result = self.convert(value)
        if result is not value:
            if replace:
                self[key] = result
            if isinstance(result, ConvertingMixin):
                result.key = key
        return result


class ConvertingDict(dict, ConvertingMixin):
    """A dict whose values are converted."""

    def __getitem__(self, key):
        return self.convert_with_key(key, super().__getitem__(key))

    def get(self, key, default=None):
        return self.convert_with_key(key, super().get(key, default))

    def pop(self, key, default=None):
        return self.convert_with_key(key, super().pop(key, default), replace=False)


class ConvertingList(list, ConvertingMixin):
    """A list whose items are converted."""

    def __getitem__(self, index):
        return self.convert_with_key(index, super().__getitem__(index))

    def pop(self, idx=-1):
        return self.convert(super().pop(idx))


class ConvertingTuple(tuple, ConvertingMixin):
    """A tuple whose items are converted."""

    def __getitem__(self, index):
        return self.convert_with_key(index, super().__getitem__(index), replace=False)


class BaseConfigurator:
    """Converts values: "ext://NAME" is an imported object, "cfg://PATH" another value."""

    CONVERT_PATTERN = re.compile(r"^(?P<prefix>[a-z]+)://(?P<suffix>.*)$")
    WORD_PATTERN = re.compile(r"^\s*(\w+)\s*")
    DOT_PATTERN = re.compile(r"^\.\s*(\w+)\s*")
    INDEX_PATTERN = re.compile(r"^\[([^\[\]]*)\]\s*")
    DIGIT_PATTERN = re.compile(r"^\d+$")
    value_converters = {"ext": "ext_convert", "cfg": "cfg_convert"}
    importer = staticmethod(__import__)

    def __init__(self, config):
        self.config = self._converting(ConvertingDict, config)

    def _converting(self, kind, value):
        made = kind(value)
        made.configurator = self
        return made

    def convert(self, value):
        """A container that converts its items, or what a string stands for."""
        if isinstance(value, ConvertingMixin):
            return value
        if isinstance(value, dict):
            return self._converting(ConvertingDict, value)
        if isinstance(value, list):
            return self._converting(ConvertingList, value)
        if isinstance(value, tuple) and not hasattr(value, "_fields"):
            return self._converting(ConvertingTuple, value)
        match = self.CONVERT_PATTERN.match(value) if isinstance(value, str) else None
        if match and match["prefix"] in self.value_converters:
            return getattr(self, self.value_converters[match["prefix"]])(match["suffix"])
        return value

    def resolve(self, s):
        """The object of a dotted name."""
        try:
            return _import_dotted(s, self.importer)
        except ImportError as e:
            raise ValueError(f"Cannot resolve {s!r}: {e}") from e

    def ext_convert(self, value):
        """What ext://VALUE is."""
        return self.resolve(value)

    def cfg_convert(self, value):
        """What cfg://VALUE is: a path of .names and [indices] from the top."""
        match = self.WORD_PATTERN.match(value)
        if not match:
            raise ValueError(f"Unable to convert {value!r}")
        found = self.config[match[1]]
        position = match.end()
        while position < len(value):
            rest = value[position:]
            is_name = self.DOT_PATTERN.match(rest)
            match = is_name or self.INDEX_PATTERN.match(rest)
            if not match:
                raise ValueError(f"Unable to convert {value!r} at {rest!r}")
            found = found[match[1]] if is_name else self._item(found, match[1])
            position += match.end()
        return found

    def _item(self, container, index):
        if self.DIGIT_PATTERN.match(index):
            try:
                return container[int(index)]  # a list, most likely
            except TypeError:
                pass
        return container[index]

    def configure_custom(self, config):
        """What the factory config["()"] makes with the other items as arguments."""
        factory = config.pop("()")
        if not callable(factory):
            factory = self.resolve(factory)
        made = factory(**_arguments(config))
        self._set_properties(made, config)
        return made

    @staticmethod
    def _set_properties(made, config):
        for name, value in (config.pop(".", None) or {}).items():
            setattr(made, name, value)

    def as_tuple(self, value):
        return tuple(value) if isinstance(value, list) else value


def _arguments(config):
    return {key: config[key] for key in config if key != "." and valid_ident(key)}


# ---- dictionaries --------------------------------------------------------------------------------

_QUEUE_METHODS = ("empty", "full", "get", "get_nowait", "put", "put_nowait", "join", "qsize",
                  "task_done")


def _is_queue_like_object(obj):
    """Whether this is a queue, or looks like one."""
    if isinstance(obj, (queue.Queue, queue.SimpleQueue)):
        return True
    of_processes = sys.modules.get("multiprocessing.queues")
    if of_processes and isinstance(obj, of_processes.Queue):
        return True
    return all(callable(getattr(obj, method, None)) for method in _QUEUE_METHODS)


def _retry_renamed(make, config, name, other_name):
    """Calls make(config); again, if it has no argument `name`, with the name it once had."""
    original = dict(config)
    try:
        return make(config)
    except TypeError as error:
        if f"'{name}'" not in str(error):
            raise
        config.clear()
        config.update(original)
        config[other_name] = config.pop(name)
        return make(config)


class DictConfigurator(BaseConfigurator):
    """Configures logging by a dictionary."""

    def configure(self):
        config = self.config
        if "version" not in config:
            raise ValueError("dictionary doesn't specify a version")
        if config["version"] != 1:
            raise ValueError(f"Unsupported version: {config['version']}")
        with logging._lock:
            if config.pop("incremental", False):
                self._change_levels()
            else:
                self._configure_all()

    def _change_levels(self):
        for name, handler in self.config.get("handlers", {}).items():
            if name not in logging._handlers:
                raise ValueError(f"No handler found with name {name!r}")
            with _blaming(f"Unable to configure handler {name!r}"):
                level = handler.get("level", None)
                if level:
                    logging._handlers[name].setLevel(logging._checkLevel(level))
        self._configure_loggers(incremental=True)

    def _configure_all(self):
        disable_existing = self.config.pop("disable_existing_loggers", True)
        _clearExistingHandlers()
        for kind in "formatter", "filter":
            section = self.config.get(kind + "s", {})
            configure = getattr(self, f"configure_{kind}")
            for name in section:
                with _blaming(f"Unable to configure {kind} {name!r}"):
                    section[name] = configure(section[name])
        self._configure_handlers(self.config.get("handlers", {}))
        existing = _ExistingLoggers()
        for name in self.config.get("loggers", {}):
            existing.note_named(name)
        self._configure_loggers(existing=existing, disable_existing=disable_existing)

    def _configure_handlers(self, handlers):
        waiting = sorted(handlers)
        for is_last_round in False, True:
            names, waiting = waiting, []
            for name in names:
                try:
                    handler = self.configure_handler(handlers[name])
                    handler.name = name
                    handlers[name] = handler
                except Exception as e:
                    # one that needs others can wait for them
                    if is_last_round or " not configured yet" not in str(e.__cause__):
                        raise ValueError(f"Unable to configure handler {name!r}") from e
                    waiting.append(name)

    def _configure_loggers(self, incremental=False, existing=None, disable_existing=False):
        loggers = self.config.get("loggers", {})
        for name in loggers:
            with _blaming(f"Unable to configure logger {name!r}"):
                self.configure_logger(name, loggers[name], incremental)
        if existing is not None:
            existing.finish(disable_existing)
        root = self.config.get("root", None)
        if root:
            with _blaming("Unable to configure root logger"):
                self.configure_root(root, incremental)

    def configure_formatter(self, config):
        if "()" in config:
            return _retry_renamed(self.configure_custom, config, "format", "fmt")
        class_name = config.get("class", None)
        factory = _resolve(class_name) if class_name else logging.Formatter
        arguments = [config.get("format", None), config.get("datefmt", None),
                     config.get("style", "%")]
        if "validate" in config:
            arguments.append(config["validate"])
        defaults = config.get("defaults", None)
        return factory(*arguments, **({} if defaults is None else {"defaults": defaults}))

    def configure_filter(self, config):
        if "()" in config:
            return self.configure_custom(config)
        return logging.Filter(config.get("name", ""))

    def add_filters(self, filterer, filters):
        for item in filters:
            with _blaming(f"Unable to add filter {item!r}"):
                is_filter = callable(item) or callable(getattr(item, "filter", None))
                filterer.addFilter(item if is_filter else self.config["filters"][item])

    def add_handlers(self, logger, handlers):
        for name in handlers:
            with _blaming(f"Unable to add handler {name!r}"):
                logger.addHandler(self.config["handlers"][name])

    def configure_handler(self, config):
        config = self.convert(dict(config))  # the original is needed to try again
        formatter = config.pop("formatter", None)
        if formatter:
            with _blaming(f"Unable to set formatter {formatter!r}"):
                formatter = self.config["formatters"][formatter]
        level, filters = config.pop("level", None), config.pop("filters", None)
        factory = config.pop("()", None) or self._handler_factory(config)
        if not callable(factory):
            factory = self.resolve(factory)
        handler = _retry_renamed(lambda config: factory(**_arguments(config)), config,
                                 "stream", "strm")
        if formatter:
            handler.setFormatter(formatter)
        if level is not None:
            handler.setLevel(logging._checkLevel(level))
        if filters:
            self.add_filters(handler, filters)
        self._set_properties(handler, config)
        return handler

    def _handler_factory(self, config):
        """The class of a handler; arguments that stand for something else are replaced."""
        klass = config.pop("class")
        if not callable(klass):
            klass = self.resolve(klass)

        def replace(name, convert):
            if name in config:
                config[name] = convert(config[name])

        if issubclass(klass, logging.handlers.MemoryHandler):
            replace("flushLevel", logging._checkLevel)
            replace("target", self._target_handler)
        elif issubclass(klass, logging.handlers.QueueHandler):
            replace("queue", self._queue)
            replace("listener", self._listener_factory)
            replace("handlers", self._required_handlers)
            return functools.partial(self._queue_handler, klass)
        elif issubclass(klass, logging.handlers.SMTPHandler):
            replace("mailhost", self.as_tuple)
        elif issubclass(klass, logging.handlers.SysLogHandler):
            replace("address", self.as_tuple)
        return klass

    def _configured_handler(self, name, complaint):
        handler = self.config["handlers"][name]
        if not isinstance(handler, logging.Handler):
            raise TypeError(complaint)
        return handler

    def _target_handler(self, name):
        with _blaming(f"Unable to set target handler {name!r}"):
            return self._configured_handler(name, "target not configured yet")

    def _required_handlers(self, names):
        found = []
        for name in names:
            with _blaming(f"Unable to set required handler {name!r}"):
                found.append(self._configured_handler(
                    name, f"Required handler {name!r} is not configured yet"))
        return found

    def _queue(self, spec):
        if isinstance(spec, str):
            factory = self.resolve(spec)
            if callable(factory):
                return factory()
        elif isinstance(spec, dict):
            if "()" in spec:
                return self.configure_custom(dict(spec))
        elif _is_queue_like_object(spec):
            return spec
        raise TypeError(f"Invalid queue specifier {spec!r}")

    def _listener_factory(self, spec):
        factory = None
        if isinstance(spec, dict):
            if "()" in spec:
                factory = self.configure_custom(dict(spec))
        elif isinstance(spec, (str, type)):
            factory = self.resolve(spec) if isinstance(spec, str) else spec
            listener_class = logging.handlers.QueueListener
            if isinstance(factory, type) and not issubclass(factory, listener_class):
                factory = None
        if not callable(factory):
            raise TypeError(f"Invalid listener specifier {spec!r}")
        return factory

    @staticmethod
    def _queue_handler(klass, *, handlers=(), respect_handler_level=False,
                       listener=logging.handlers.QueueListener, **arguments):
        records = arguments.pop("queue") if "queue" in arguments else queue.Queue()
        handler = klass(records, **arguments)
        handler.listener = listener(records, *handlers,
                                    respect_handler_level=respect_handler_level)
        return handler

    def common_logger_config(self, logger, config, incremental=False):
        """What the root logger and others have in common."""
        level = config.get("level", None)
        if level is not None:
            logger.setLevel(logging._checkLevel(level))
        if not incremental:
            _remove_handlers(logger)
            self.add_handlers(logger, config.get("handlers", None) or ())
            self.add_filters(logger, config.get("filters", None) or ())

    def configure_logger(self, name, config, incremental=False):
        logger = logging.getLogger(name)
        self.common_logger_config(logger, config, incremental)
        logger.disabled = False
        propagate = config.get("propagate", None)
        if propagate is not None:
            logger.propagate = propagate

    def configure_root(self, config, incremental=False):
        self.common_logger_config(logging.getLogger(), config, incremental)


dictConfigClass = DictConfigurator


def dictConfig(config):
    """Configures logging by a dictionary."""
    dictConfigClass(config).configure()


# ---- configuration from a socket -----------------------------------------------------------------

_listener = None


class _Listener(threading.Thread):
    """Waits at a port for configurations: four bytes of length, then JSON or a file."""

    def __init__(self, port, verify):
        super().__init__()
        self.port, self.verify = port, verify
        self.ready = threading.Event()      # the port is open, or something was received
        self.abort = False

    def run(self):
        global _listener
        with socket.create_server(("localhost", self.port)) as server:
            self.port = server.getsockname()[1]
            server.settimeout(1)
            with logging._lock:
                _listener = self
            self.ready.set()
            while not self.abort:
                try:
                    connection, _ = server.accept()
                except TimeoutError:
                    continue
                threading.Thread(target=self._receive, args=(connection,)).start()

    def _receive(self, connection):
        try:
            with connection, connection.makefile("rb") as stream:
                header = stream.read(4)
                if len(header) != 4:
                    return
                data = stream.read(struct.unpack(">L", header)[0])
        except OSError as e:
            if e.errno != RESET_ERROR:
                raise
            return
        if self.verify is not None:
            data = self.verify(data)
        if data is not None:
            _configure_by_text(data.decode("utf-8"))
        self.ready.set()


def _configure_by_text(text):
    import json
    try:
        config = json.loads(text)
        if not isinstance(config, dict):
            raise TypeError("not a dictionary")
        dictConfig(config)
    except Exception:
        try:
            fileConfig(io.StringIO(text))
        except Exception:
            import traceback
            traceback.print_exc()


def listen(port=DEFAULT_LOGGING_CONFIG_PORT, verify=None):
    """A thread, to be started, that takes configurations from a port until stopListening().

    verify(BYTES) may return other bytes, or None to refuse them.
    """
    return _Listener(port, verify)


def stopListening():
    """Ends the thread of listen()."""
    global _listener
    with logging._lock:
        if _listener:
            _listener.abort = True
            _listener = None
