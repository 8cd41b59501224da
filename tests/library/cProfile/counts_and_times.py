"""_lsprof, the engine of cProfile."""
import _lsprof


def inner(n):
    return len([n]) + (inner(n - 1) if n else 0)


def outer():
    return inner(2) + sum([1, 2])


clock = iter(range(1000))
profiler = _lsprof.Profiler(lambda: next(clock))
profiler.enable()
outer()
profiler.disable()
shown = []
for entry in profiler.getstats():
    name = entry.code if isinstance(entry.code, str) else entry.code.co_name
    below = sorted(getattr(sub.code, "co_name", sub.code) for sub in entry.calls or ())
    shown.append((name, entry.callcount, entry.reccallcount, round(entry.totaltime), round(entry.inlinetime), below))
print(*sorted(shown), sep="\n")  # expect: ('<built-in method builtins.len>', 3, 0, 3, 3, [])
                                 # expect: ('<built-in method builtins.sum>', 1, 0, 1, 1, [])
                                 # expect: ("<method 'disable' of '_lsprof.Profiler' objects>", 1, 0, 1, 1, [])
                                 # expect: ('inner', 3, 2, 11, 8, ['<built-in method builtins.len>', 'inner'])
                                 # expect: ('outer', 1, 0, 15, 3, ['<built-in method builtins.sum>', 'inner'])




try:
    other = _lsprof.Profiler()
    profiler.enable()
    other.enable()
except ValueError as error:
    print(error)  # expect: Another profiling tool is already active
profiler.disable()
profiler.clear()
print(profiler.getstats())  # expect: []
