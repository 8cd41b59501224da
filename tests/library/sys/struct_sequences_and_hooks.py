"""Struct sequences: making, replacing, pickling; and hooks of sys."""
import builtins
import copy
import io
import os
import pickle
import sys
import time
import warnings


def attempt(function, *arguments, **keywords):
    try:
        return function(*arguments, **keywords)
    except BaseException as error:
        return f"{type(error).__name__}: {error}"


kind = time.struct_time
nine = (2000, 1, 2, 3, 4, 5, 6, 7, 0)
print(attempt(kind), attempt(kind, 5), attempt(kind, (1, 2)), attempt(kind, range(12)), attempt(kind, nine, 5), attempt(kind, nine, x=1))  # expect: TypeError: structseq() missing required argument 'sequence' (pos 1) TypeError: constructor requires a sequence TypeError: time.struct_time() takes an at least 9-sequence (2-sequence given) TypeError: time.struct_time() takes an at most 11-sequence (12-sequence given) TypeError: time.struct_time() takes a dict as second arg, if any TypeError: structseq() got an unexpected keyword argument 'x'
print(kind(nine), kind(nine).tm_zone, kind(nine + ("zone", 3600)).tm_gmtoff, kind(nine, {"tm_zone": "given"}).tm_zone, attempt(kind, nine, {"other": 1}), attempt(kind, nine + ("z",), {"tm_zone": "w"}))  # expect: time.struct_time(tm_year=2000, tm_mon=1, tm_mday=2, tm_hour=3, tm_min=4, tm_sec=5, tm_wday=6, tm_yday=7, tm_isdst=0) None 3600 given TypeError: time.struct_time() got duplicate or unexpected field name(s) TypeError: time.struct_time() got duplicate or unexpected field name(s)
print(attempt(kind, nine, {"tm_year": 1}), attempt(kind, nine, {5: 1}), attempt(kind, "123456789"), attempt(kind, iter(nine)) == kind(nine), attempt(kind, sequence=nine, dict={}) == kind(nine))  # expect: TypeError: time.struct_time() got duplicate or unexpected field name(s) TypeError: time.struct_time() got duplicate or unexpected field name(s) time.struct_time(tm_year='1', tm_mon='2', tm_mday='3', tm_hour='4', tm_min='5', tm_sec='6', tm_wday='7', tm_yday='8', tm_isdst='9') True True
value = kind(nine + ("zone", 3600))
print(len(value), value[0], value[-1], attempt(lambda: value[9]), value == nine, hash(value) == hash(nine), value < nine + (1,), value.n_fields, value.n_sequence_fields, value.n_unnamed_fields, kind.__match_args__)  # expect: 9 2000 0 IndexError: tuple index out of range True True True 11 9 0 ('tm_year', 'tm_mon', 'tm_mday', 'tm_hour', 'tm_min', 'tm_sec', 'tm_wday', 'tm_yday', 'tm_isdst')
print(value.__reduce__(), pickle.loads(pickle.dumps(value)).tm_zone, copy.copy(value).tm_gmtoff, copy.deepcopy(value) == value, repr(value))  # expect: (<class 'time.struct_time'>, ((2000, 1, 2, 3, 4, 5, 6, 7, 0), {'tm_zone': 'zone', 'tm_gmtoff': 3600})) zone 3600 True time.struct_time(tm_year=2000, tm_mon=1, tm_mday=2, tm_hour=3, tm_min=4, tm_sec=5, tm_wday=6, tm_yday=7, tm_isdst=0)
print(attempt(value.__replace__), attempt(value.__replace__, tm_year=1).tm_year, attempt(value.__replace__, tm_zone="other").tm_zone, attempt(value.__replace__, 5), attempt(copy.replace, value, tm_hour=9).tm_hour)  # expect: time.struct_time(tm_year=2000, tm_mon=1, tm_mday=2, tm_hour=3, tm_min=4, tm_sec=5, tm_wday=6, tm_yday=7, tm_isdst=0) 1 other TypeError: __replace__() takes no positional arguments 9
print(attempt(setattr, value, "tm_year", 1), attempt(delattr, value, "tm_year"), attempt(setattr, value, "other", 1), attempt(getattr, value, "other"), attempt(type, "Sub", (kind,), {}))  # expect: AttributeError: readonly attribute AttributeError: readonly attribute AttributeError: 'time.struct_time' object has no attribute 'other' and no __dict__ for setting new attributes AttributeError: 'time.struct_time' object has no attribute 'other' TypeError: type 'time.struct_time' is not an acceptable base type
stat = os.stat_result(range(10))
print(stat.st_mode, attempt(getattr, stat, "st_blocks"), attempt(stat.__replace__, st_mode=1), os.stat_result(range(17)).st_blksize is not None, attempt(os.stat_result, range(3)))  # expect: 0 None TypeError: __replace__() is not supported for os.stat_result because it has unnamed field(s) True TypeError: os.stat_result() takes an at least 10-sequence (3-sequence given)
match kind(nine):
    case time.struct_time(2000, 1, day):
        print(day)  # expect: 2


class Broken:
    def __repr__(self):
        raise ValueError("no repr")


print(attempt(repr, kind((Broken(),) * 9)), [number for number in value][:3], value + (1,), value[1:3], value.count(2000), value.index(1), 2000 in value)  # expect: ValueError: no repr [2000, 1, 2] (2000, 1, 2, 3, 4, 5, 6, 7, 0, 1) (1, 2) 1 1 True

# displayhook and breakpointhook.
stdout = sys.stdout


def displayed(value):
    sys.stdout = io.StringIO()
    try:
        answer = attempt(sys.displayhook, value)
        return answer, sys.stdout.getvalue(), getattr(builtins, "_", "missing")
    finally:
        sys.stdout = stdout
        vars(builtins).pop("_", None)


print(displayed(None), displayed(5), displayed(Broken())[0:2], displayed("\ud800"))  # expect: (None, '', 'missing') (None, '5\n', 5) ('ValueError: no repr', '') (None, "'\\ud800'\n", '\ud800')


def displayed_on(encoding, value):
    sys.stdout = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    try:
        attempt(sys.displayhook, value)
        sys.stdout.flush()
        return sys.stdout.buffer.getvalue()
    finally:
        sys.stdout = stdout
        vars(builtins).pop("_", None)


print(displayed_on("ascii", "\u0100"), displayed_on("latin-1", "\xe9\u20ac"), displayed_on("utf-8", "\u0100"))  # expect: b"'\\u0100'\n" b"'\xe9\\u20ac'\n" b"'\xc4\x80'\n"
sys.stdout = None
answer = attempt(sys.displayhook, 5)
del sys.stdout
other = attempt(sys.displayhook, 5)
sys.stdout = stdout
print(answer, other)  # expect: RuntimeError: lost sys.stdout RuntimeError: lost sys.stdout


def breakpoints(text, *arguments, **keywords):
    os.environ["PYTHONBREAKPOINT"] = text
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        answer = attempt(breakpoint, *arguments, **keywords)
    return answer, [str(warning.message) for warning in caught]


print(breakpoints("0"), breakpoints("builtins.len", [1, 2]), breakpoints("len", "abc"), breakpoints("os.path.join", "a", "b"), breakpoints("builtins.dict", x=1))  # expect: (None, []) (2, []) (3, []) ('a/b', []) ({'x': 1}, [])
print(breakpoints("nothing.known"), breakpoints("os.nothing"), breakpoints("nothing"), breakpoints("."), breakpoints("os."), breakpoints(".x"), breakpoints("x" * 2000)[0])  # expect: (None, ['Ignoring unimportable $PYTHONBREAKPOINT: "nothing.known"']) (None, ['Ignoring unimportable $PYTHONBREAKPOINT: "os.nothing"']) (None, ['Ignoring unimportable $PYTHONBREAKPOINT: "nothing"']) (None, ['Ignoring unimportable $PYTHONBREAKPOINT: "."']) (None, ['Ignoring unimportable $PYTHONBREAKPOINT: "os."']) (None, ['Ignoring unimportable $PYTHONBREAKPOINT: ".x"']) None
sys.breakpointhook = lambda *arguments, **keywords: (arguments, keywords)
print(attempt(breakpoint, 1, x=2))  # expect: ((1,), {'x': 2})
sys.breakpointhook = 5
print(attempt(breakpoint))  # expect: TypeError: 'int' object is not callable
del sys.breakpointhook
print(attempt(breakpoint))  # expect: RuntimeError: lost sys.breakpointhook
sys.breakpointhook = sys.__breakpointhook__
del os.environ["PYTHONBREAKPOINT"]


# Sizes, audits, exceptions.
class Sized:
    def __init__(self, size):
        self.size = size

    def __sizeof__(self):
        return self.size


print(attempt(sys.getsizeof, Sized(-1)), attempt(sys.getsizeof, Sized("x"), 7), attempt(sys.getsizeof, Sized(5)) > 4, attempt(sys.getsizeof), attempt(sys.getsizeof, Sized(-1), default=3), attempt(sys.getsizeof, type("T", (), {"__sizeof__": None})()))  # expect: ValueError: __sizeof__() should return >= 0 7 True TypeError: getsizeof() missing required argument 'object' (pos 1) ValueError: __sizeof__() should return >= 0 TypeError: 'NoneType' object is not callable
print(attempt(sys.audit, "event", 1, 2), attempt(sys.addaudithook), attempt(sys.exc_info), attempt(sys.exception), attempt(sys.intern, 5), attempt(sys.intern, type("S", (str,), {})("x")))  # expect: None TypeError: addaudithook() missing required argument 'hook' (pos 1) (None, None, None) None TypeError: intern() argument must be str, not int TypeError: can't intern S
seen = []
active = True


def hook(event, arguments):
    if active and event.startswith("mine"):
        seen.append((event, arguments))
        if event == "mine.refused":
            raise ValueError("refused")


sys.addaudithook(hook)
print(attempt(sys.audit, "mine.event", 1), attempt(sys.audit, "mine.refused"), attempt(sys.audit, "other"), seen)  # expect: None ValueError: refused None [('mine.event', (1,)), ('mine.refused', ())]
active = False
print(attempt(sys.exit), attempt(sys.exit, 5), attempt(sys.exit, (1, 2)), attempt(sys.exit, 1, 2), attempt(sys.setrecursionlimit, 0), attempt(sys.setswitchinterval, 0), attempt(sys.setswitchinterval, "x"), attempt(sys._getframe, 1000), attempt(sys._getframe, "x"), attempt(sys._getframemodulename, 1000), attempt(sys.set_int_max_str_digits, 5), attempt(sys.call_tracing, len, 5), attempt(sys.call_tracing, len, ("ab",)))  # expect: SystemExit:  SystemExit: 5 SystemExit: (1, 2) TypeError: exit expected at most 1 argument, got 2 ValueError: recursion limit must be greater or equal than 1 ValueError: switch interval must be strictly positive TypeError: must be real number, not str ValueError: call stack is not deep enough TypeError: 'str' object cannot be interpreted as an integer None ValueError: maxdigits must be 0 or larger than 640 TypeError: call_tracing() argument 2 must be tuple, not int 2
