"""sys.settrace: calls, lines, exceptions and ends of frames, with the line each one is at."""
import sys


def traced(function, *args, only=None):
    events = []

    def trace(frame, event, arg):
        if frame.f_code.co_filename != __file__:
            return None
        shown = arg[0].__name__ if event == "exception" else arg
        events.append((event, frame.f_lineno - function.__code__.co_firstlineno, shown))
        return trace

    sys.settrace(trace)
    try:
        function(*args)
    except Exception:
        pass
    sys.settrace(None)
    return events


def show(events):
    for event in events:
        print(*event)


def lines(n):
    total = 0
    for i in range(n):
        total += i
    return (total +
            n)


def caught():
    try:
        lines("x")
    except TypeError:
        pass
    finally:
        x = 1


def numbers():
    yield 1
    return 2


def loop():
    for n in numbers():
        pass


show(traced(lines, 1))
show(traced(caught))
show(traced(loop))


def one_line():
    while one_line.count: one_line.count -= 1


one_line.count = 2
print([line for event, line, _ in traced(one_line) if event == "line"])


def failing(frame, event, arg):
    raise KeyError(event)


sys.settrace(failing)
try:
    lines(1)
except KeyError as error:
    print(repr(error), sys.gettrace())


def opcodes(frame, event, arg):
    frame.f_trace_opcodes = True
    frame.f_trace_lines = False
    seen.add(event)
    return opcodes


seen = set()
sys.settrace(opcodes)
lines(2)
sys.settrace(None)
print(sorted(seen))
