"""Warnings: filters, ways to show them, ways to catch them."""

import sys

__all__ = ["warn", "warn_explicit", "showwarning", "formatwarning", "filterwarnings",
           "simplefilter", "resetwarnings", "catch_warnings", "deprecated"]

try:
    from _warnings import (_defaultaction, _filters_mutated, _onceregistry, filters, warn,
                           warn_explicit)
    defaultaction = _defaultaction
    onceregistry = _onceregistry
    _warnings_defaults = True
except ImportError:
    filters = []
    defaultaction = "default"
    onceregistry = {}
    _filters_version = 1
    _warnings_defaults = False

    def _filters_mutated():
        global _filters_version
        _filters_version += 1

    def _is_internal_frame(frame):
        filename = frame.f_code.co_filename
        return "importlib" in filename and "_bootstrap" in filename

    def _next_external_frame(frame, skip_file_prefixes):
        frame = frame.f_back
        while frame is not None and (_is_internal_frame(frame) or
                                     frame.f_code.co_filename.startswith(skip_file_prefixes)):
            frame = frame.f_back
        return frame

    def warn(message, category=None, stacklevel=1, source=None, *, skip_file_prefixes=()):
        """Issues a warning, or ignores it or raises an exception."""
        if isinstance(message, Warning):
            category = message.__class__
        if category is None:
            category = UserWarning
        if not (isinstance(category, type) and issubclass(category, Warning)):
            raise TypeError(f"category must be a Warning subclass, not '{type(category).__name__}'")
        if not isinstance(skip_file_prefixes, tuple):
            raise TypeError("skip_file_prefixes must be a tuple of strs.")
        if skip_file_prefixes:
            stacklevel = max(2, stacklevel)
        try:
            if stacklevel <= 1 or _is_internal_frame(sys._getframe(1)):
                frame = sys._getframe(stacklevel)
            else:
                frame = sys._getframe(1)
                for _ in range(stacklevel - 1):
                    frame = _next_external_frame(frame, skip_file_prefixes)
                    if frame is None:
                        raise ValueError
        except ValueError:
            globals = sys.__dict__
            filename = "<sys>"
            lineno = 0
        else:
            globals = frame.f_globals
            filename = frame.f_code.co_filename
            lineno = frame.f_lineno
        module = globals.get("__name__", "<string>")
        registry = globals.setdefault("__warningregistry__", {})
        warn_explicit(message, category, filename, lineno, module, registry, globals, source)

    def warn_explicit(message, category, filename, lineno, module=None, registry=None,
                      module_globals=None, source=None):
        """Issues a warning for a place in a file."""
        lineno = int(lineno)
        if module is None:
            module = filename or "<unknown>"
            if module[-3:].lower() == ".py":
                module = module[:-3]
        if registry is None:
            registry = {}
        if registry.get("version", 0) != _filters_version:
            registry.clear()
            registry["version"] = _filters_version
        if isinstance(message, Warning):
            text = str(message)
            category = message.__class__
        else:
            text = message
            message = category(message)
        key = (text, category, lineno)
        if registry.get(key):
            return
        for action, msg, cat, mod, ln in filters:
            if ((msg is None or msg.match(text)) and issubclass(category, cat) and
                    (mod is None or mod.match(module)) and ln in (0, lineno)):
                break
        else:
            action = defaultaction
        if action == "ignore":
            return
        import linecache
        linecache.getlines(filename, module_globals)
        if action == "error":
            raise message
        if action == "once":
            registry[key] = 1
            oncekey = (text, category)
            if onceregistry.get(oncekey):
                return
            onceregistry[oncekey] = 1
        elif action in ("always", "all"):
            pass
        elif action == "module":
            registry[key] = 1
            altkey = (text, category, 0)
            if registry.get(altkey):
                return
            registry[altkey] = 1
        elif action == "default":
            registry[key] = 1
        else:
            raise RuntimeError(f"Unrecognized action ({action!r}) in warnings.filters:\n"
                               f" {(action, msg, cat, mod, ln)}")
        _showwarnmsg(WarningMessage(message, category, filename, lineno, source=source))


# ---- showing --------------------------------------------------------------------------------


def showwarning(message, category, filename, lineno, file=None, line=None):
    """Writes a warning to a file (standard error)."""
    _showwarnmsg_impl(WarningMessage(message, category, filename, lineno, file, line))


def formatwarning(message, category, filename, lineno, line=None):
    """The text of a warning."""
    return _formatwarnmsg_impl(WarningMessage(message, category, filename, lineno, None, line))


def _showwarnmsg_impl(message):
    file = message.file
    if file is None:
        file = sys.stderr
        if file is None:
            return
    try:
        file.write(_formatwarnmsg(message))
    except OSError:
        pass


def _formatwarnmsg_impl(message):
    category = message.category.__name__
    text = f"{message.filename}:{message.lineno}: {category}: {message.message}\n"
    line = message.line
    if line is None:
        try:
            import linecache
            line = linecache.getline(message.filename, message.lineno)
        except Exception:
            line = None
    if line:
        text += f"  {line.strip()}\n"
    if message.source is not None:
        try:
            import tracemalloc
            trace = tracemalloc.get_object_traceback(message.source)
        except Exception:
            trace = None
        if trace is not None:
            text += "Object allocated at (most recent call last):\n"
            text += "".join(f"{line}\n" for line in trace.format())
    return text


_showwarning_orig = showwarning
_formatwarning_orig = formatwarning


def _showwarnmsg(message):
    """Shows a WarningMessage, by showwarning() if a program has replaced that."""
    function = globals().get("showwarning")
    if function is not None and function is not _showwarning_orig:
        if not callable(function):
            raise TypeError("warnings.showwarning() must be set to a function or method")
        function(message.message, message.category, message.filename, message.lineno, message.file,
                 message.line)
        return
    _showwarnmsg_impl(message)


def _formatwarnmsg(message):
    function = globals().get("formatwarning")
    if function is not None and function is not _formatwarning_orig:
        return function(message.message, message.category, message.filename, message.lineno,
                        message.line)
    return _formatwarnmsg_impl(message)


class WarningMessage:
    _WARNING_DETAILS = ("message", "category", "filename", "lineno", "file", "line", "source")

    def __init__(self, message, category, filename, lineno, file=None, line=None, source=None):
        self.message = message
        self.category = category
        self.filename = filename
        self.lineno = lineno
        self.file = file
        self.line = line
        self.source = source
        self._category_name = category.__name__ if category else None

    def __str__(self):
        return (f"{{message : {self.message!r}, category : {self._category_name!r}, "
                f"filename : {self.filename!r}, lineno : {self.lineno}, line : {self.line!r}}}")


# ---- filters --------------------------------------------------------------------------------

_ACTIONS = ("error", "ignore", "always", "default", "module", "once")


def filterwarnings(action, message="", category=Warning, module="", lineno=0, append=False):
    """Puts a filter in front of the others (or behind them). message and module are regular
    expressions."""
    if action not in _ACTIONS:
        raise ValueError(f"invalid action: {action!r}")
    if not isinstance(message, str):
        raise TypeError("message must be a string")
    if not isinstance(category, type) or not issubclass(category, Warning):
        raise TypeError("category must be a Warning subclass")
    if not isinstance(module, str):
        raise TypeError("module must be a string")
    if not isinstance(lineno, int):
        raise TypeError("lineno must be an int")
    if lineno < 0:
        raise ValueError("lineno must be an int >= 0")
    if message or module:
        import re
    message = re.compile(message, re.I) if message else None
    module = re.compile(module) if module else None
    _add_filter(action, message, category, module, lineno, append=append)


def simplefilter(action, category=Warning, lineno=0, append=False):
    """A filter for all messages and modules."""
    if action not in _ACTIONS:
        raise ValueError(f"invalid action: {action!r}")
    if not isinstance(lineno, int):
        raise TypeError("lineno must be an int")
    if lineno < 0:
        raise ValueError("lineno must be an int >= 0")
    _add_filter(action, None, category, None, lineno, append=append)


def _add_filter(*item, append):
    if append:
        if item not in filters:
            filters.append(item)
    else:
        try:
            filters.remove(item)
        except ValueError:
            pass
        filters.insert(0, item)
    _filters_mutated()


def resetwarnings():
    """Takes all filters away."""
    filters[:] = []
    _filters_mutated()


class _OptionError(Exception):
    pass


def _processoptions(args):
    for arg in args:
        try:
            _setoption(arg)
        except _OptionError as error:
            print("Invalid -W option ignored:", error, file=sys.stderr)


def _setoption(arg):
    parts = arg.split(":")
    if len(parts) > 5:
        raise _OptionError(f"too many fields (max 5): {arg!r}")
    while len(parts) < 5:
        parts.append("")
    action, message, category, module, lineno = [part.strip() for part in parts]
    action = _getaction(action)
    category = _getcategory(category)
    if message or module:
        import re
    if message:
        message = re.escape(message)
    if module:
        module = re.escape(module) + r"\Z"
    if lineno:
        try:
            lineno = int(lineno)
            if lineno < 0:
                raise ValueError
        except (ValueError, OverflowError):
            raise _OptionError(f"invalid lineno {lineno!r}") from None
    else:
        lineno = 0
    filterwarnings(action, message, category, module, lineno)


def _getaction(action):
    if not action:
        return "default"
    if action == "all":
        return "always"
    for known in _ACTIONS:
        if known.startswith(action):
            return known
    raise _OptionError(f"invalid action: {action!r}")


def _getcategory(category):
    if not category:
        return Warning
    if "." not in category:
        import builtins as module
        name = category
    else:
        module_name, _, name = category.rpartition(".")
        try:
            module = __import__(module_name, None, None, [name])
        except ImportError:
            raise _OptionError(f"invalid module name: {module_name!r}") from None
    try:
        found = getattr(module, name)
    except AttributeError:
        raise _OptionError(f"unknown warning category: {category!r}") from None
    if not issubclass(found, Warning):
        raise _OptionError(f"invalid warning category: {category!r}")
    return found


class catch_warnings:
    """Restores filters and showwarning at its end; with record=True collects the warnings."""

    def __init__(self, *, record=False, module=None, action=None, category=Warning, lineno=0,
                 append=False):
        self._record = record
        self._module = sys.modules["warnings"] if module is None else module
        self._entered = False
        self._filter = None if action is None else (action, category, lineno, append)

    def __repr__(self):
        args = []
        if self._record:
            args.append("record=True")
        if self._module is not sys.modules["warnings"]:
            args.append(f"module={self._module!r}")
        return f"{type(self).__name__}({', '.join(args)})"

    def __enter__(self):
        if self._entered:
            raise RuntimeError(f"Cannot enter {self!r} twice")
        self._entered = True
        self._filters = self._module.filters
        self._module.filters = self._filters[:]
        self._module._filters_mutated()
        self._showwarning = self._module.showwarning
        self._showwarnmsg_impl = self._module._showwarnmsg_impl
        if self._record:
            log = []
            self._module._showwarnmsg_impl = log.append
            self._module.showwarning = self._module._showwarning_orig
        else:
            log = None
        if self._filter is not None:
            simplefilter(*self._filter)
        return log

    def __exit__(self, *exc_info):
        if not self._entered:
            raise RuntimeError(f"Cannot exit {self!r} without entering first")
        self._module.filters = self._filters
        self._module._filters_mutated()
        self._module.showwarning = self._showwarning
        self._module._showwarnmsg_impl = self._showwarnmsg_impl


class deprecated:
    """Marks a class, function or overload as deprecated: using it warns."""

    def __init__(self, message, /, *, category=DeprecationWarning, stacklevel=1):
        if not isinstance(message, str):
            raise TypeError("Expected an object of type str for 'message', not "
                            f"{type(message).__name__!r}")
        self.message = message
        self.category = category
        self.stacklevel = stacklevel

    def __call__(self, arg, /):
        message, category, stacklevel = self.message, self.category, self.stacklevel
        if category is None:
            arg.__deprecated__ = message
            return arg
        if isinstance(arg, type):
            return _deprecated_class(arg, message, category, stacklevel)
        if callable(arg):
            import functools

            @functools.wraps(arg)
            def wrapper(*args, **kwargs):
                warn(message, category=category, stacklevel=stacklevel + 1)
                return arg(*args, **kwargs)

            arg.__deprecated__ = wrapper.__deprecated__ = message
            return wrapper
        raise TypeError("@deprecated decorator with non-None category must be applied to a class or "
                        f"callable, not {arg!r}")


def _deprecated_class(cls, message, category, stacklevel):
    import functools
    original_new = cls.__new__

    @functools.wraps(original_new)
    def __new__(cls_, /, *args, **kwargs):
        if cls_ is cls:
            warn(message, category=category, stacklevel=stacklevel + 1)
        if original_new is not object.__new__:
            return original_new(cls_, *args, **kwargs)
        if cls_.__init__ is object.__init__ and (args or kwargs):
            raise TypeError(f"{cls_.__name__}() takes no arguments")
        return original_new(cls_)

    cls.__new__ = staticmethod(__new__)
    original_init_subclass = cls.__init_subclass__
    plain = getattr(original_init_subclass, "__func__", None)
    if plain is not None:
        @functools.wraps(plain)
        def __init_subclass__(*args, **kwargs):
            warn(message, category=category, stacklevel=stacklevel + 1)
            return plain(*args, **kwargs)

        cls.__init_subclass__ = classmethod(__init_subclass__)
    else:
        @functools.wraps(original_init_subclass)
        def __init_subclass__(*args, **kwargs):
            warn(message, category=category, stacklevel=stacklevel + 1)
            return original_init_subclass(*args, **kwargs)

        cls.__init_subclass__ = __init_subclass__
        plain = original_init_subclass
    cls.__deprecated__ = __new__.__deprecated__ = __init_subclass__.__deprecated__ = message
    return cls


_DEPRECATED_MSG = "{name!r} is deprecated and slated for removal in Python {remove}"


def _deprecated(name, message=_DEPRECATED_MSG, *, remove, _version=sys.version_info):
    remove_formatted = f"{remove[0]}.{remove[1]}"
    if _version[:2] > remove or (_version[:2] == remove and _version[3] != "alpha"):
        raise RuntimeError(f"{name!r} was slated for removal after Python {remove_formatted} alpha")
    warn(message.format(name=name, remove=remove_formatted), DeprecationWarning, stacklevel=3)


def _warn_unawaited_coroutine(coro):
    message = [f"coroutine '{coro.__qualname__}' was never awaited\n"]
    if coro.cr_origin is not None:
        import linecache
        import traceback

        def extract():
            for filename, lineno, funcname in reversed(coro.cr_origin):
                line = linecache.getline(filename, lineno)
                yield (filename, lineno, funcname, line)

        message.append("Coroutine created at (most recent call last)\n")
        message += traceback.format_list(list(extract()))
    warn("".join(message).rstrip("\n"), category=RuntimeWarning, stacklevel=2, source=coro)


_processoptions(sys.warnoptions)
if not _warnings_defaults:
    filterwarnings("default", category=DeprecationWarning, module="__main__", append=1)
    for _category in (DeprecationWarning, PendingDeprecationWarning, ImportWarning,
                      ResourceWarning):
        simplefilter("ignore", category=_category, append=1)
    del _category
