"""How long small pieces of code take.

Command line usage:
    python -m timeit [-n N] [-r N] [-u UNIT] [-s SETUP] [-p] [-v] [-h] [--] [STATEMENT...]

Options:
  -n/--number N: executions of the statement in a row (default: as many as take 0.2 seconds,
                 of 1, 2, 5, 10, 20, 50, ...)
  -r/--repeat N: how often that is timed (default 5); the best time is shown
  -s/--setup S: what is executed once before, and not timed (default 'pass')
  -p/--process: time.process_time() instead of time.perf_counter()
  -u/--unit: nsec, usec, msec or sec for the times shown
  -v/--verbose: all times; once more for each digit more
  -h/--help: this text
  --: what follows is the statement, even if it begins with -

Each argument (and each -s) is a line of its statement; the default is 'pass', which shows what
the loop itself takes.

    Timer(statement, setup).timeit(number) -> float
    timeit(statement, setup) -> float
    repeat(statement, setup) -> list
    default_timer() -> float
"""

import gc
import itertools
import sys
import time

__all__ = ["Timer", "timeit", "repeat", "default_timer"]

dummy_src_name = "<timeit-src>"
default_timer = time.perf_counter
default_number, default_repeat = 1000000, 5
_globals = globals

# What is timed is the body of a loop in a function made for it.
template = """
def inner(_it, _timer{init}):
    {setup}
    _start = _timer()
    for _i in _it:
        {stmt}
        pass
    return _timer() - _start
"""


def reindent(src, indent):
    """Source whose lines, after the first, have so many spaces more."""
    return src.replace("\n", "\n" + " " * indent)


def _lines_for(code, name, names, before=""):
    """Lines that execute source, or call a function that is given the name."""
    if isinstance(code, str):
        # Alone first: an error in it shall be its own, and not be mended by the template.
        compile(before + code, dummy_src_name, "exec")
        return code
    if not callable(code):
        raise ValueError(f"{name} is neither a string nor callable")
    names["_" + name] = code
    return f"_{name}()"


class Timer:
    """Times a statement, source or a function, after a setup that is executed once."""

    def __init__(self, stmt="pass", setup="pass", timer=default_timer, globals=None):
        names = {}
        setup_lines = _lines_for(setup, "setup", names)
        before = setup + "\n" if isinstance(setup, str) else ""
        stmt_lines = _lines_for(stmt, "stmt", names, before)
        self.timer = timer
        self.src = template.format(setup=reindent(setup_lines, 4), stmt=reindent(stmt_lines, 8),
                                   init="".join(f", {name}={name}" for name in names))
        exec(compile(self.src, dummy_src_name, "exec"),
             _globals() if globals is None else globals, names)
        self.inner = names["inner"]

    def print_exc(self, file=None):
        """Prints the traceback of an exception in the code, with the lines that were timed."""
        import linecache
        import traceback
        lines = self.src.split("\n")
        linecache.cache[dummy_src_name] = len(self.src), None, lines, dummy_src_name
        traceback.print_exc(file=file)

    def timeit(self, number=default_number):
        """How long so many executions take, without garbage collection; the setup comes first."""
        collects = gc.isenabled()
        gc.disable()
        try:
            return self.inner(itertools.repeat(None, number), self.timer)
        finally:
            if collects:
                gc.enable()

    def repeat(self, repeat=default_repeat, number=default_number):
        """The times of several timeit(number).

        The least is what the code takes; more is mostly due to what else the computer does.
        """
        return [self.timeit(number) for _ in range(repeat)]

    def autorange(self, callback=None):
        """(the first of 1, 2, 5, 10, 20, 50, ... executions that take 0.2 seconds, their time).

        The callback is called with these for each that is tried.
        """
        for power in itertools.count():
            for number in 10**power, 2 * 10**power, 5 * 10**power:
                time_taken = self.timeit(number)
                if callback:
                    callback(number, time_taken)
                if time_taken >= 0.2:
                    return number, time_taken


def timeit(stmt="pass", setup="pass", timer=default_timer, number=default_number, globals=None):
    """Timer(stmt, setup, timer, globals).timeit(number)"""
    return Timer(stmt, setup, timer, globals).timeit(number)


def repeat(stmt="pass", setup="pass", timer=default_timer, repeat=default_repeat,
           number=default_number, globals=None):
    """Timer(stmt, setup, timer, globals).repeat(repeat, number)"""
    return Timer(stmt, setup, timer, globals).repeat(repeat, number)


# ---- python -m timeit -----------------------------------------------------------------------

_UNITS = {"sec": 1.0, "msec": 1e-3, "usec": 1e-6, "nsec": 1e-9}
_LONG_OPTIONS = {"-n": "--number", "-s": "--setup", "-r": "--repeat", "-p": "--process",
                 "-v": "--verbose", "-u": "--unit", "-h": "--help"}


def _in_unit(seconds, unit, precision):
    if unit is None:
        # The largest that is not more, or else the smallest.
        unit = next((name for name, size in _UNITS.items() if seconds >= size), "nsec")
    return "%.*g %s" % (precision, seconds / _UNITS[unit], unit)


def _loops(number):
    return f"{number} loop{'' if number == 1 else 's'}"


def main(args=None, *, _wrap_timer=None):
    """Runs the command line; the exit code, None if all is well.

    Errors in the code are printed; _wrap_timer(timer) gives tests a timer of theirs.
    """
    import getopt
    import os
    try:
        options, words = getopt.getopt(
            sys.argv[1:] if args is None else args, "n:u:s:r:pvh",
            ["number=", "setup=", "repeat=", "process", "verbose", "unit=", "help"])
    except getopt.error as error:
        print(error, "use -h/--help for command line help", sep="\n")
        return 2
    timer = default_timer
    number, repeat, verbose = 0, default_repeat, 0
    setup, unit = [], None
    for option, value in options:
        match _LONG_OPTIONS.get(option, option):
            case "--number":
                number = int(value)
            case "--repeat":
                repeat = max(int(value), 1)
            case "--setup":
                setup.append(value)
            case "--process":
                timer = time.process_time
            case "--verbose":
                verbose += 1
            case "--unit":
                if value not in _UNITS:
                    print("Unrecognized unit. Please select nsec, usec, msec, or sec.",
                          file=sys.stderr)
                    return 2
                unit = value
            case "--help":
                print(__doc__, end=" ")
                return 0
    if _wrap_timer is not None:
        timer = _wrap_timer(timer)
    sys.path.insert(0, os.curdir)  # modules beside are found, as in a script
    code = Timer("\n".join(words) or "pass", "\n".join(setup) or "pass", timer)
    precision = max(verbose, 1) + 2

    def show_trial(number, time_taken):
        print(f"{_loops(number)} -> {time_taken:.{precision}g} secs")

    try:
        if number == 0:
            number, _ = code.autorange(show_trial if verbose else None)
            if verbose:
                print()
        times = code.repeat(repeat, number)
    except:
        code.print_exc()
        return 1
    if verbose:
        shown = ", ".join(_in_unit(each, unit, precision) for each in times)
        print(f"raw times: {shown}\n")
    _print_summary([each / number for each in times], number, unit, precision)


def _print_summary(times, number, unit, precision):
    best, worst = (_in_unit(pick(times), unit, precision) for pick in (min, max))
    print(f"{_loops(number)}, best of {len(times)}: {best} per loop")
    if max(times) >= 4 * min(times):
        import warnings
        warnings.warn_explicit(
            f"The test results are likely unreliable. The worst time ({worst}) was more than four "
            f"times slower than the best time ({best}).", UserWarning, "", 0)


if __name__ == "__main__":
    sys.exit(main())
