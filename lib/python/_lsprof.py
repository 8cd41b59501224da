"""The engine of cProfile: how often functions are called and how long they take, by sys.monitoring.

Each call in progress is a list [entry, its entry below the caller's, start, time in callees]. Times
of a function that is called recursively count once, for the outermost call."""
import sys
import time
from types import BuiltinFunctionType, MethodDescriptorType, ModuleType

_TOOL = sys.monitoring.PROFILER_ID
_events = sys.monitoring.events


class _Record(tuple):
    """A tuple whose items have names."""
    __slots__ = ()
    _names = ()

    def __new__(cls, items):
        return tuple.__new__(cls, items)

    def __init_subclass__(cls):
        for index, name in enumerate(cls._names):
            setattr(cls, name, property(lambda self, index=index: self[index]))

    def __repr__(self):
        fields = ", ".join(f"{name}={value!r}" for name, value in zip(self._names, self))
        return f"_lsprof.{type(self).__name__}({fields})"


class profiler_subentry(_Record):
    __slots__ = ()
    _names = "code", "callcount", "reccallcount", "totaltime", "inlinetime"


class profiler_entry(_Record):
    __slots__ = ()
    _names = "code", "callcount", "reccallcount", "totaltime", "inlinetime", "calls"


class _Entry:
    __slots__ = ("code", "count", "recursive", "total", "inline", "level", "below")

    def __init__(self, code):
        self.code = code
        self.count = self.recursive = self.level = 0
        self.total = self.inline = 0
        self.below = {}

    def leave(self, total, inline):
        self.level -= 1
        if self.level:
            self.recursive += 1
        else:
            self.total += total
        self.inline += inline
        self.count += 1

    def numbers(self, unit):
        return self.code, self.count, self.recursive, self.total * unit, self.inline * unit


def _shown(function):
    """A native function as cProfile shows it; None: it is none."""
    if isinstance(function, MethodDescriptorType):
        return repr(function)
    if not isinstance(function, BuiltinFunctionType):
        return None
    owner, name = function.__self__, function.__name__
    if owner is None or isinstance(owner, ModuleType):
        module = function.__module__
        return f"<built-in method {module}.{name}>" if module else f"<built-in method {name}>"
    method = getattr(type(owner), name, None)
    return repr(method) if method is not None else f"<built-in method {name}>"


_DISABLE = "<method 'disable' of '_lsprof.Profiler' objects>"


class Profiler:
    """Profiler(timer=None, timeunit=0.0, subcalls=True, builtins=True)

    timer() gives the time, in seconds or in units of timeunit seconds. With subcalls it is noted
    who calls whom, with builtins also native functions count."""

    def __init__(self, timer=None, timeunit=0.0, subcalls=True, builtins=True):
        if timeunit < 0 or (timer is None and timeunit):
            raise ValueError("timeunit without a timer")
        self._timer = timer or time.perf_counter_ns
        self._unit = timeunit or (1.0 if timer else 1e-9)
        self._subcalls = subcalls
        self._builtins = builtins
        self._enabled = False
        self.clear()

    def clear(self):
        """Forget what was collected."""
        self._entries = {}
        self._calls = []

    def enable(self, subcalls=None, builtins=None):
        """Collect from now on."""
        if subcalls is not None:
            self._subcalls = subcalls
        if builtins is not None:
            self._builtins = builtins
        if self._enabled:
            return
        try:
            sys.monitoring.use_tool_id(_TOOL, "cProfile")
        except ValueError:
            raise ValueError("Another profiling tool is already active") from None
        callbacks = {
            _events.PY_START: self._enter_python, _events.PY_RESUME: self._enter_python,
            _events.PY_THROW: self._enter_python, _events.PY_RETURN: self._leave_python,
            _events.PY_YIELD: self._leave_python, _events.PY_UNWIND: self._leave_python,
        }
        if self._builtins:
            callbacks |= {_events.CALL: self._enter_native, _events.C_RETURN: self._leave_native,
                          _events.C_RAISE: self._leave_native}
        wanted = 0
        for event, callback in callbacks.items():
            sys.monitoring.register_callback(_TOOL, event, callback)
            wanted |= event
        self._enabled = True
        sys.monitoring.set_events(_TOOL, wanted)

    def disable(self):
        """Collect no longer; calls in progress end here."""
        if not self._enabled:
            return
        self._enabled = False  # what is called here is not noted
        sys.monitoring.set_events(_TOOL, 0)
        for kind in range(17):
            sys.monitoring.register_callback(_TOOL, 1 << kind, None)
        sys.monitoring.free_tool_id(_TOOL)
        while self._calls:
            self._leave()

    def getstats(self):
        """The entries: list of profiler_entry objects."""
        stats = []
        for entry in self._entries.values():
            if not entry.count:
                continue
            below = [profiler_subentry(each.numbers(self._unit))
                     for each in entry.below.values() if each.count]
            stats.append(profiler_entry(entry.numbers(self._unit) + (below or None,)))
        return stats

    def _enter(self, key, code):
        entry = self._entries.get(key)
        if entry is None:
            entry = self._entries[key] = _Entry(code)
        entry.level += 1
        edge = None
        if self._subcalls and self._calls:
            below = self._calls[-1][0].below
            edge = below.get(key)
            if edge is None:
                edge = below[key] = _Entry(code)
            edge.level += 1
        self._calls.append([entry, edge, self._timer(), 0])

    def _leave(self):
        entry, edge, start, in_callees = self._calls.pop()
        total = self._timer() - start
        if self._calls:
            self._calls[-1][3] += total
        entry.leave(total, total - in_callees)
        if edge is not None:
            edge.leave(total, total - in_callees)

    def _enter_python(self, code, offset, *exception):
        shown = _DISABLE if code is Profiler.disable.__code__ else code
        self._enter(shown, shown)

    def _leave_python(self, code, offset, value):
        if self._calls and self._calls[-1][0].code is code:
            self._leave()

    def _enter_native(self, code, offset, function, first):
        shown = self._enabled and _shown(function)
        if shown:
            self._enter(shown, shown)

    def _leave_native(self, code, offset, function, first):
        shown = _shown(function)
        if shown and self._calls and self._calls[-1][0].code == shown:
            self._leave()
