"""Warnings: filters that decide about them, ways to show them, ways to catch them."""

import sys

__all__ = """warn warn_explicit showwarning formatwarning filterwarnings simplefilter resetwarnings
             catch_warnings deprecated""".split()

try:
    from _warnings import (_defaultaction as defaultaction, _filters_mutated,
                           _onceregistry as onceregistry, filters, warn, warn_explicit)
    _warnings_defaults = True  # the filters are there
except ImportError:
    _warnings_defaults = False
    filters, onceregistry, defaultaction = [], {}, "default"
    _filters_version = 1  # tells registries that what they know may be wrong

    def _filters_mutated():
        global _filters_version
        _filters_version += 1

    def warn(message, category=None, stacklevel=1, source=None, *, skip_file_prefixes=()):
        """Issues a warning about the caller's line, or with stacklevel=2 its caller's, and so on.

        Frames of files that begin with a prefix given are not counted.
        """
        if isinstance(message, Warning):
            category = type(message)
        elif category is None:
            category = UserWarning
        if not (isinstance(category, type) and issubclass(category, Warning)):
            raise TypeError(f"category must be a Warning subclass, not '{type(category).__name__}'")
        if not isinstance(skip_file_prefixes, tuple):
            raise TypeError("skip_file_prefixes must be a tuple of strs.")
        if skip_file_prefixes:
            stacklevel = max(2, stacklevel)
        frame = _blamed_frame(sys._getframe(1), stacklevel, skip_file_prefixes)
        if frame is None:
            filename, lineno, globals = "<sys>", 0, sys.__dict__
        else:
            filename, lineno, globals = frame.f_code.co_filename, frame.f_lineno, frame.f_globals
        warn_explicit(message, category, filename, lineno, globals.get("__name__", "<string>"),
                      globals.setdefault("__warningregistry__", {}), globals, source)

    def _is_internal_frame(frame):
        filename = frame.f_code.co_filename
        return "importlib" in filename and "_bootstrap" in filename

    def _blamed_frame(frame, stacklevel, skip_file_prefixes):
        """The frame so many levels up; those of the import system are not counted."""
        count_all = _is_internal_frame(frame)  # unless it is about them
        while stacklevel > 1 and frame is not None:
            frame = frame.f_back
            while frame is not None and not count_all and (
                    _is_internal_frame(frame)
                    or frame.f_code.co_filename.startswith(skip_file_prefixes)):
                frame = frame.f_back
            stacklevel -= 1
        return frame

    def warn_explicit(message, category, filename, lineno, module=None, registry=None,
                      module_globals=None, source=None):
        """Issues a warning about a line. The registry remembers what the module was told."""
        lineno = int(lineno)
        if module is None:
            module = filename or "<unknown>"
            if module.lower().endswith(".py"):
                module = module[:-3]
        if isinstance(message, Warning):
            text, category = str(message), type(message)
        else:
            text, message = message, category(message)
        registry = {} if registry is None else registry
        if registry.get("version", 0) != _filters_version:
            registry.clear()
            registry["version"] = _filters_version
        if registry.get((text, category, lineno)):
            return
        rule = _filter_for(text, category, module, lineno)
        if rule[0] == "ignore":
            return
        import linecache
        linecache.getlines(filename, module_globals)  # the loader is known now
        if rule[0] == "error":
            raise message
        if not _was_told(rule, registry, text, category, lineno):
            _showwarnmsg(WarningMessage(message, category, filename, lineno, source=source))

    def _filter_for(text, category, module, lineno):
        """The first filter for this warning; its first item is the action."""
        for rule in filters:
            _, message_pattern, of_category, module_pattern, line = rule
            if (issubclass(category, of_category) and line in (0, lineno)
                    and (message_pattern is None or message_pattern.match(text))
                    and (module_pattern is None or module_pattern.match(module))):
                return rule
        return defaultaction, None, Warning, None, 0

    def _was_told(rule, registry, text, category, lineno):
        """Was the warning shown as often as its action wants? It is noted that it is shown."""
        action = rule[0]
        if action in ("always", "all"):
            return False
        if action not in ("once", "module", "default"):
            raise RuntimeError(
                f"Unrecognized action ({action!r}) in warnings.filters:\n {rule}")
        registry[text, category, lineno] = 1
        if action == "default":
            return False
        told, key = ((onceregistry, (text, category)) if action == "once" else
                     (registry, (text, category, 0)))
        before = told.get(key)
        told[key] = 1
        return bool(before)


# ---- showing -------------------------------------------------------------------------------------

def showwarning(message, category, filename, lineno, file=None, line=None):
    """Writes a warning to a file, standard error by default. Programs may replace this."""
    _showwarnmsg_impl(WarningMessage(message, category, filename, lineno, file, line))


def formatwarning(message, category, filename, lineno, line=None):
    """The text of a warning. Programs may replace this."""
    return _formatwarnmsg_impl(WarningMessage(message, category, filename, lineno, None, line))


_showwarning_orig, _formatwarning_orig = showwarning, formatwarning


def _replaced(name):
    """The program's own function of this name, if it has put one into the module."""
    function = globals().get(name)
    return None if function is globals()[f"_{name}_orig"] else function


def _showwarnmsg(message):
    """Shows a WarningMessage, by showwarning() if a program has replaced that."""
    show = _replaced("showwarning")
    if show is None:
        _showwarnmsg_impl(message)
    elif callable(show):
        show(message.message, message.category, message.filename, message.lineno, message.file,
             message.line)
    else:
        raise TypeError("warnings.showwarning() must be set to a function or method")


def _showwarnmsg_impl(message):
    file = sys.stderr if message.file is None else message.file
    if file is None:
        return  # a program without a console
    text = _formatwarnmsg(message)
    try:
        file.write(text)
    except OSError:
        pass


def _formatwarnmsg(message):
    format = _replaced("formatwarning")
    if format is None:
        return _formatwarnmsg_impl(message)
    return format(message.message, message.category, message.filename, message.lineno, message.line)


def _formatwarnmsg_impl(message):
    text = (f"{message.filename}:{message.lineno}: {message.category.__name__}: "
            f"{message.message}\n")
    line = message.line
    if line is None:
        line = _or_none("linecache", "getline", message.filename, message.lineno)
    if line:
        text += f"  {line.strip()}\n"
    if message.source is not None:
        text += _format_allocation(message)
    return text


def _format_allocation(message):
    """Where what the warning is about was made, or how to learn of it."""
    if _or_none("tracemalloc", "is_tracing") is False:
        return (f"{message.category.__name__}: Enable tracemalloc to get the object "
                "allocation traceback\n")
    trace = _or_none("tracemalloc", "get_object_traceback", message.source)
    if trace is None:
        return ""
    lines = ["Object allocated at (most recent call last):"]
    for frame in trace:
        lines.append(f'  File "{frame.filename}", lineno {frame.lineno}')
        line = _or_none("linecache", "getline", frame.filename, frame.lineno)
        if line:
            lines.append(f"    {line.strip()}")
    return "\n".join(lines) + "\n"


def _or_none(module, function, *args):
    """The function's result; None if it fails, as it may when the program ends."""
    try:
        return getattr(__import__(module), function)(*args)
    except Exception:
        return None


class WarningMessage:
    """A warning and where it was issued."""

    _WARNING_DETAILS = ("message", "category", "filename", "lineno", "file", "line", "source")

    def __init__(self, message, category, filename, lineno, file=None, line=None, source=None):
        details = message, category, filename, lineno, file, line, source
        vars(self).update(zip(self._WARNING_DETAILS, details))
        self._category_name = category.__name__ if category else None

    def __str__(self):
        return (f"{{message : {self.message!r}, category : {self._category_name!r}, "
                f"filename : {self.filename!r}, lineno : {self.lineno}, line : {self.line!r}}}")


# ---- filters -------------------------------------------------------------------------------------

_ACTIONS = ("error", "ignore", "always", "default", "module", "once")


def filterwarnings(action, message="", category=Warning, module="", lineno=0, append=False):
    """Puts a filter in front of the others (or behind them). message and module are regular
    expressions."""
    _check_choice(action)
    for what, value in ("message", message), ("module", module):
        if what == "module" and not (isinstance(category, type) and issubclass(category, Warning)):
            raise TypeError("category must be a Warning subclass")
        if not isinstance(value, str):
            raise TypeError(f"{what} must be a string")
    _check_lineno(lineno)
    _add_filter(action, _pattern(message, ignore_case=True), category, _pattern(module), lineno,
                append=append)


def simplefilter(action, category=Warning, lineno=0, append=False):
    """A filter for all messages and modules."""
    _check_choice(action)
    _check_lineno(lineno)
    _add_filter(action, None, category, None, lineno, append=append)


def _check_choice(action):
    if action not in _ACTIONS:
        raise ValueError(f"invalid action: {action!r}")


def _check_lineno(lineno):
    if not isinstance(lineno, int):
        raise TypeError("lineno must be an int")
    if lineno < 0:
        raise ValueError("lineno must be an int >= 0")


def _pattern(text, ignore_case=False):
    if not text:
        return None
    import re
    return re.compile(text, re.IGNORECASE if ignore_case else 0)


def _add_filter(*item, append):
    if not append:
        filters[:] = [item, *(other for other in filters if other != item)]
    elif item not in filters:
        filters.append(item)
    _filters_mutated()


def resetwarnings():
    """Takes all filters away."""
    filters.clear()
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
    """Adds the filter that an option -W action:message:category:module:lineno tells."""
    fields = [field.strip() for field in arg.split(":")]
    if len(fields) > 5:
        raise _OptionError(f"too many fields (max 5): {arg!r}")
    action, message, category, module, lineno = fields + [""] * (5 - len(fields))
    action, category = _getaction(action), _getcategory(category)
    try:
        line = int(lineno or 0)
    except ValueError:
        raise _OptionError(f"invalid lineno {lineno!r}") from None
    if line < 0:
        raise _OptionError(f"invalid lineno {line}")
    if message or module:
        from re import escape
        message, module = escape(message), escape(module) + r"\Z" if module else ""
    filterwarnings(action, message, category, module, line)


def _getaction(action):
    """The action of which this is the beginning."""
    if action in ("", "all"):
        return "always" if action else "default"
    for known in _ACTIONS:
        if known.startswith(action):
            return known
    raise _OptionError(f"invalid action: {action!r}")


def _getcategory(category):
    """The class with this name; with a dot before it, of that module."""
    if not category:
        return Warning
    module_name, _, name = category.rpartition(".")
    try:
        found = getattr(__import__(module_name or "builtins", None, None, [name]), name)
    except ImportError:
        raise _OptionError(f"invalid module name: {module_name!r}") from None
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
        self._entered = False  # pytest sets it back, to enter once more
        self._filter = action and (action, category, lineno, append)

    def __repr__(self):
        options = ["record=True"] if self._record else []
        if self._module is not sys.modules["warnings"]:
            options.append(f"module={self._module!r}")
        return f"{type(self).__name__}({', '.join(options)})"

    def __enter__(self):
        if self._entered:
            raise RuntimeError(f"Cannot enter {self!r} twice")
        self._entered = True
        module = self._module
        self._saved = {name: getattr(module, name)
                       for name in ("filters", "showwarning", "_showwarnmsg_impl")}
        module.filters = module.filters[:]
        module._filters_mutated()
        log = None
        if self._record:
            log = []
            module.showwarning, module._showwarnmsg_impl = module._showwarning_orig, log.append
        if self._filter:
            simplefilter(*self._filter)
        return log

    def __exit__(self, *exc_info):
        if not self._entered:
            raise RuntimeError(f"Cannot exit {self!r} without entering first")
        for name, value in self._saved.items():
            setattr(self._module, name, value)
        self._module._filters_mutated()


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
        if self.category is not None:
            from functools import partial
            # called by what is called instead of the deprecated thing
            tell = partial(warn, self.message, category=self.category,
                           stacklevel=self.stacklevel + 1)
            if isinstance(arg, type):
                _warn_of_class(arg, tell, self.message)
            elif callable(arg):
                arg.__deprecated__ = self.message
                arg = _telling_before(arg, tell, self.message)
            else:
                raise TypeError("@deprecated decorator with non-None category must be applied to a "
                                f"class or callable, not {arg!r}")
        arg.__deprecated__ = self.message
        return arg


def _telling_before(function, tell, message):
    from functools import wraps
    from inspect import iscoroutinefunction, markcoroutinefunction

    @wraps(function)
    def tell_and_call(*args, **kwargs):
        tell()
        return function(*args, **kwargs)

    tell_and_call.__deprecated__ = message
    if iscoroutinefunction(function):
        markcoroutinefunction(tell_and_call)
    return tell_and_call


def _warn_of_class(cls, tell, message):
    """Making instances of the class warns, and deriving from it; not instances of these."""
    from functools import wraps
    make = cls.__new__

    @wraps(make)
    def __new__(cls_, /, *args, **kwargs):
        if cls_ is cls:
            tell()
        if make is not object.__new__:
            return make(cls_, *args, **kwargs)
        if cls_.__init__ is object.__init__ and (args or kwargs):
            raise TypeError(f"{cls_.__name__}() takes no arguments")
        return make(cls_)

    __new__.__deprecated__ = message
    cls.__new__ = staticmethod(__new__)
    inherited = cls.__init_subclass__
    own = getattr(inherited, "__func__", None)  # unless it is that of object
    hook = _telling_before(own or inherited, tell, message)
    cls.__init_subclass__ = classmethod(hook) if own else hook


_DEPRECATED_MSG = "{name!r} is deprecated and slated for removal in Python {remove}"


def _deprecated(name, message=_DEPRECATED_MSG, *, remove, _version=sys.version_info):
    """Warns that something goes away; an error once it should have gone.

    A module that says so of itself is there all the same: it comes from an older library.
    """
    version = "{}.{}".format(*remove)
    is_gone = _version[:2] > remove or _version[:2] == remove and _version[3] != "alpha"
    if is_gone and sys._getframe(1).f_globals.get("__name__") != name:
        raise RuntimeError(f"{name!r} was slated for removal after Python {version} alpha")
    warn(message.format(name=name, remove=version), DeprecationWarning, stacklevel=3)


def _warn_unawaited_coroutine(coro):
    text = f"coroutine '{coro.__qualname__}' was never awaited"
    if coro.cr_origin is not None:
        from linecache import getline
        from traceback import format_list
        frames = [(*place, getline(place[0], place[1])) for place in reversed(coro.cr_origin)]
        text += "\nCoroutine created at (most recent call last)\n" + "".join(format_list(frames))
    warn(text.rstrip("\n"), category=RuntimeWarning, stacklevel=2, source=coro)


_processoptions(sys.warnoptions)
if not _warnings_defaults:
    filterwarnings("default", category=DeprecationWarning, module="__main__", append=1)
    for _category in (DeprecationWarning, PendingDeprecationWarning, ImportWarning,
                      ResourceWarning):
        simplefilter("ignore", _category, append=1)
    del _category
