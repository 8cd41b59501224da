"""Reports of profiles: Stats(profile or file, ...).strip_dirs().sort_stats("time").print_stats(10)

`stats` maps a function, (file, line, name), to (calls, calls with recursive ones, time in itself,
time with what it calls, callers); callers maps functions to (calls with recursive ones, calls, time
in itself, time with what it calls), or to a count."""
import marshal
import os
import re
import sys
import time
from dataclasses import dataclass
from enum import StrEnum, _simple_enum
from functools import cmp_to_key

__all__ = ["Stats", "SortKey", "FunctionProfile", "StatsProfile"]


@_simple_enum(StrEnum)
class SortKey:
    CALLS = "calls", "ncalls"
    CUMULATIVE = "cumulative", "cumtime"
    FILENAME = "filename", "module"
    LINE = "line"
    NAME = "name"
    NFL = "nfl"
    PCALLS = "pcalls"
    STDNAME = "stdname"
    TIME = "time", "tottime"

    def __new__(cls, *values):
        value = values[0]
        made = str.__new__(cls, value)
        made._value_ = value
        for other in values[1:]:
            cls._value2member_map_[other] = made
        made._all_values = values
        return made


@dataclass(unsafe_hash=True)
class FunctionProfile:
    """The numbers of one function, as they are shown."""
    ncalls: str  # "all/not recursive" if these differ
    tottime: float
    percall_tottime: float
    cumtime: float
    percall_cumtime: float
    file_name: str
    line_number: int


@dataclass(unsafe_hash=True)
class StatsProfile:
    """The numbers of a report."""
    total_tt: float
    func_profiles: dict[str, FunctionProfile]


# What a table of functions can be sorted by: columns (those of the statistics, then file, line,
# name and all three as text; -1: the other way round) and what it is called; by all its names.
_CALLS, _CUMULATIVE = (((1, -1),), "call count"), (((3, -1),), "cumulative time")
_FILE, _TIME = (((4, 1),), "file name"), (((2, -1),), "internal time")


class Stats:
    sort_arg_dict_default = {
        "calls": _CALLS, "ncalls": _CALLS, "cumtime": _CUMULATIVE, "cumulative": _CUMULATIVE,
        "filename": _FILE, "line": (((5, 1),), "line number"), "module": _FILE,
        "name": (((6, 1),), "function name"),
        "nfl": (((6, 1), (4, 1), (5, 1)), "name/file/line"),
        "pcalls": (((0, -1),), "primitive call count"), "stdname": (((7, 1),), "standard name"),
        "time": _TIME, "tottime": _TIME,
    }

    def __init__(self, *args, stream=None):
        self.stream = stream or sys.stdout
        first, *others = args or (None,)
        self.init(first)
        self.add(*others)

    def init(self, arg):
        self.stats, self.files, self.top_level = {}, [], set()
        self.all_callees = self.fcn_list = self.sort_type = None
        self.total_calls = self.prim_calls = self.total_tt = self.max_name_len = 0
        self.sort_arg_dict = {}
        self.load_stats(arg)
        self.get_top_level_stats()

    def load_stats(self, arg):
        if arg is None:
            self.stats = {}
            return
        if isinstance(arg, str):
            with open(arg, "rb") as file:
                self.stats = marshal.load(file)
            try:
                arg = f"{time.ctime(os.stat(arg).st_mtime)}    {arg}"
            except OSError:
                pass
            self.files = [arg]
        elif hasattr(arg, "create_stats"):
            arg.create_stats()
            self.stats = arg.stats
            arg.stats = {}
        if not self.stats:
            raise TypeError(f"Cannot create or construct a {self.__class__!r} object from {arg!r}")

    def get_top_level_stats(self):
        for function, (count, every, own, _, callers) in self.stats.items():
            self.total_calls += every
            self.prim_calls += count
            self.total_tt += own
            if ("jprofile", 0, "profiler") in callers:
                self.top_level.add(function)
            self.max_name_len = max(self.max_name_len, len(func_std_string(function)))

    def add(self, *arg_list):
        """The numbers of other profiles are added to these."""
        for item in reversed(arg_list):
            if type(item) is not type(self):
                item = Stats(item)
            self.files += item.files
            self.top_level |= item.top_level
            for total in "total_calls", "prim_calls", "total_tt":
                setattr(self, total, getattr(self, total) + getattr(item, total))
            self.max_name_len = max(self.max_name_len, item.max_name_len)
            self.fcn_list = None
            for function, stat in item.stats.items():
                old = self.stats.get(function, (0, 0, 0, 0, {}))
                self.stats[function] = add_func_stats(old, stat)
        return self

    def dump_stats(self, filename):
        with open(filename, "wb") as file:
            marshal.dump(self.stats, file)

    # -- order

    def get_sort_arg_defs(self):
        """The keys to sort by, with those beginnings of them that are unique."""
        if not self.sort_arg_dict:
            found, ambiguous = {}, set()
            for word, meaning in self.sort_arg_dict_default.items():
                for end in range(len(word), 0, -1):
                    if word[:end] in found:
                        ambiguous.add(word[:end])
                        break
                    found[word[:end]] = meaning
            for part in ambiguous:
                del found[part]
            self.sort_arg_dict = found
        return self.sort_arg_dict

    def sort_stats(self, *field):
        if not field:
            self.fcn_list = None
            return self
        if len(field) == 1 and isinstance(field[0], int):
            field = [{-1: "stdname", 0: "calls", 1: "time", 2: "cumulative"}[field[0]]]
        elif len({type(word) for word in field}) > 1:
            raise TypeError("Can't have mixed argument type")
        meanings = self.get_sort_arg_defs()
        wanted = [meanings[word.value if isinstance(word, SortKey) else word] for word in field]
        columns = sum((more for more, _ in wanted), ())
        self.sort_type = ", ".join(name for _, name in wanted)
        rows = [(count, every, own, total, *function, func_std_string(function), function)
                for function, (count, every, own, total, _) in self.stats.items()]
        rows.sort(key=cmp_to_key(TupleComp(columns).compare))
        self.fcn_list = [row[-1] for row in rows]
        return self

    def reverse_order(self):
        if self.fcn_list:
            self.fcn_list.reverse()
        return self

    def strip_dirs(self):
        """Files without their folders; functions that are then the same are added up."""
        stats = {}
        for function, (count, every, own, total, callers) in self.stats.items():
            stripped = {}
            for caller, numbers in callers.items():
                name = func_strip_path(caller)
                if name in stripped and isinstance(numbers, tuple):
                    numbers = tuple(a + b for a, b in zip(stripped[name], numbers))
                elif name in stripped:
                    numbers += stripped[name]
                stripped[name] = numbers
            name = func_strip_path(function)
            stat = count, every, own, total, stripped
            stats[name] = add_func_stats(stats[name], stat) if name in stats else stat
        self.stats = stats
        self.top_level = {func_strip_path(function) for function in self.top_level}
        self.max_name_len = max((len(func_std_string(function)) for function in stats), default=0)
        self.fcn_list = None
        self.all_callees = None
        return self

    def calc_callees(self):
        if self.all_callees:
            return
        self.all_callees = {function: {} for function in self.stats}
        for function, (*_, callers) in self.stats.items():
            for caller, numbers in callers.items():
                self.all_callees.setdefault(caller, {})[function] = numbers

    # -- reports

    def eval_print_amount(self, sel, list, msg):
        """What a restriction leaves: a pattern, a number of lines, or a share of them."""
        left = list
        if isinstance(sel, str):
            try:
                pattern = re.compile(sel)
            except re.PatternError:
                return list, msg + f"   <Invalid regular expression {sel!r}>\n"
            left = [function for function in list if pattern.search(func_std_string(function))]
        elif isinstance(sel, float) and 0.0 <= sel < 1.0:
            left = list[:int(len(list) * sel + .5)]
        elif isinstance(sel, int) and 0 <= sel < len(list):
            left = list[:sel]
        if len(left) != len(list):
            msg += (f"   List reduced from {len(list)!r} to {len(left)!r} "
                    f"due to restriction <{sel!r}>\n")
        return left, msg

    def get_print_list(self, sel_list):
        if self.fcn_list:
            functions = self.fcn_list[:]
            msg = "   Ordered by: " + self.sort_type + "\n"
        else:
            functions = list(self.stats)
            msg = "   Random listing order was used\n"
        for restriction in sel_list:
            functions, msg = self.eval_print_amount(restriction, functions, msg)
        if not functions:
            return 0, functions
        print(msg, file=self.stream)
        width = self.max_name_len
        if len(functions) < len(self.stats):
            width = max(len(func_std_string(function)) for function in functions)
        return width + 2, functions

    def get_stats_profile(self):
        functions = self.fcn_list[:] if self.fcn_list else list(self.stats)
        profiles = {}
        for function in functions:
            count, every, own, total, _ = self.stats[function]
            profiles[function[2]] = FunctionProfile(
                str(every) if every == count else f"{every}/{count}", float(f8(own)),
                float(f8(own / every)) if every else -1, float(f8(total)),
                float(f8(total / count)) if count else -1, function[0], function[1])
        return StatsProfile(float(f8(self.total_tt)), profiles)

    def print_stats(self, *amount):
        for filename in self.files:
            print(filename, file=self.stream)
        if self.files:
            print(file=self.stream)
        indent = " " * 8
        for function in self.top_level:
            print(indent, func_get_function_name(function), file=self.stream)
        print(indent, self.total_calls, "function calls", end=" ", file=self.stream)
        if self.total_calls != self.prim_calls:
            print(f"({self.prim_calls:d} primitive calls)", end=" ", file=self.stream)
        print(f"in {self.total_tt:.3f} seconds", file=self.stream)
        print(file=self.stream)
        width, functions = self.get_print_list(amount)
        if functions:
            self.print_title()
            for function in functions:
                self.print_line(function)
            print(file=self.stream)
            print(file=self.stream)
        return self

    def print_callees(self, *amount):
        width, functions = self.get_print_list(amount)
        if functions:
            self.calc_callees()
            self.print_call_heading(width, "called...")
            for function in functions:
                self.print_call_line(width, function, self.all_callees.get(function, {}))
            print(file=self.stream)
            print(file=self.stream)
        return self

    def print_callers(self, *amount):
        width, functions = self.get_print_list(amount)
        if functions:
            self.print_call_heading(width, "was called by...")
            for function in functions:
                self.print_call_line(width, function, self.stats[function][4], "<-")
            print(file=self.stream)
            print(file=self.stream)
        return self

    def print_call_heading(self, name_size, column_title):
        print("Function ".ljust(name_size) + column_title, file=self.stream)
        detailed = any(isinstance(numbers, tuple) for *_, callers in self.stats.values()
                       for numbers in callers.values())
        if detailed:
            print(" " * name_size + "    ncalls  tottime  cumtime", file=self.stream)

    def print_call_line(self, name_size, source, call_dict, arrow="->"):
        print(func_std_string(source).ljust(name_size) + arrow, end=" ", file=self.stream)
        if not call_dict:
            print(file=self.stream)
            return
        indent = 0
        for function in sorted(call_dict):
            name, numbers = func_std_string(function), call_dict[function]
            if isinstance(numbers, tuple):
                every, count, own, total = numbers
                text = f"{every:d}" if count == every else f"{every:d}/{count:d}"
                line = f"{text.rjust(9 if indent else 7)} {f8(own)} {f8(total)}  {name}"
                width = name_size + 1
            else:
                line = f"{name}({numbers!r}) {f8(self.stats[function][3])}"
                width = name_size + 3
            print(" " * indent + line, file=self.stream)
            indent = width

    def print_title(self):
        print("   ncalls  tottime  percall  cumtime  percall", end=" ", file=self.stream)
        print("filename:lineno(function)", file=self.stream)

    def print_line(self, func):
        count, every, own, total, _ = self.stats[func]
        calls = str(every) if every == count else f"{every}/{count}"
        print(calls.rjust(9), end=" ", file=self.stream)
        print(f8(own), end=" ", file=self.stream)
        print(f8(own / every) if every else " " * 8, end=" ", file=self.stream)
        print(f8(total), end=" ", file=self.stream)
        print(f8(total / count) if count else " " * 8, end=" ", file=self.stream)
        print(func_std_string(func), file=self.stream)


class TupleComp:
    """Compares tuples by columns: ((index, 1 or -1 for the other way round), ...)."""

    def __init__(self, comp_select_list):
        self.comp_select_list = comp_select_list

    def compare(self, left, right):
        for index, direction in self.comp_select_list:
            if left[index] != right[index]:
                return direction if left[index] > right[index] else -direction
        return 0


def func_strip_path(func_name):
    filename, line, name = func_name
    return os.path.basename(filename), line, name


def func_get_function_name(func):
    return func[2]


def func_std_string(func_name):
    if func_name[:2] == ("~", 0):
        name = func_name[2]
        return "{" + name[1:-1] + "}" if name[:1] == "<" and name[-1:] == ">" else name
    return "{}:{}({})".format(*func_name)


def add_func_stats(target, source):
    """The numbers of two entries added."""
    count, every, own, total, callers = source
    return (count + target[0], every + target[1], own + target[2], total + target[3],
            add_callers(target[4], callers))


def add_callers(target, source):
    added = dict(target)
    for function, numbers in source.items():
        if function not in added:
            added[function] = numbers
        elif isinstance(numbers, tuple):
            added[function] = tuple(a + b for a, b in zip(numbers, added[function]))
        else:
            added[function] += numbers
    return added


def count_calls(callers):
    return sum(callers.values())


def f8(x):
    return f"{x:8.3f}"
