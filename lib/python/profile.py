"""The module profile, on the profiler of cProfile: it is the same measurement, told as profile tells it.

What is profiled stands under "profile:0(...)", functions in C under ":0(name)", callers have counts.
"""

import cProfile
import time

__all__ = ["run", "runctx", "Profile"]

_PROFILER = "profile", 0, "profiler"


class Profile(cProfile.Profile):
    """Counts calls and measures times of what run(), runctx() or runcall() run."""

    bias = 0  # seconds that counting an event costs: nothing, unless somebody says so

    def __init__(self, timer=None, bias=None):
        if bias is not None:
            self.bias = bias
        super().__init__(_biased(timer, self.bias) if self.bias else timer)
        self._command = None

    def calibrate(self, m, verbose=0):
        """Seconds to subtract for each event."""
        return 0.0

    def runcall(self, func, /, *args, **kw):
        self._command = self._command or repr(func)
        return super().runcall(func, *args, **kw)

    def runctx(self, cmd, globals, locals):
        self._command = cmd
        return super().runctx(cmd, globals, locals)

    def snapshot_stats(self):
        super().snapshot_stats()
        command = "profile", 0, str(self._command or "profiler")
        total = sum(entry[3] for entry in self.stats.values() if not entry[4])
        stats = {_label(key): _entry(entry, command) for key, entry in self.stats.items()}
        stats[command] = 1, 1, 0.0, total, {_PROFILER: 1}
        stats[_PROFILER] = 0, 0, 0, 0, {}
        self.stats = stats


def _biased(timer, bias):
    """A timer that stays behind by so much more each time it is read, once for every event."""
    read = timer or time.perf_counter
    lost = 0.0

    def biased():
        nonlocal lost
        lost += bias
        return read() - lost
    return biased


def _label(key):
    """A native function's is <method 'append' of 'list' objects> or <built-in method m.name>."""
    file, _, name = key
    if file != "~":
        return key
    name = name.strip("<>{}")
    if name.startswith("method 'disable' of '_lsprof."):
        return "", 0, "setprofile"
    name = name.split("'")[1] if name.startswith("method '") else name.split()[-1].split(".")[-1]
    return "", 0, name


def _entry(entry, command):
    calls, every, own, total, callers = entry
    counts = {_label(caller): count for caller, (count, *_) in callers.items()}
    return calls, every, own, total, counts or {command: every}


def run(statement, filename=None, sort=-1):
    """Profile a statement in the context of __main__; print the result or keep it in a file."""
    cProfile._profile(Profile(), "run", filename, sort, statement)


def runctx(statement, globals, locals, filename=None, sort=-1):
    """The same with namespaces of its own."""
    cProfile._profile(Profile(), "runctx", filename, sort, statement, globals, locals)


if __name__ == "__main__":
    cProfile.main("profile", runctx)
