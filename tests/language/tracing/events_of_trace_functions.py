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
        print(*event)  # expect: call 0 None
                       # expect: line 1 None
                       # expect: line 2 None
                       # expect: line 3 None
                       # expect: line 2 None
                       # expect: line 4 None
                       # expect: line 5 None
                       # expect: line 4 None
                       # expect: return 4 1
                       # expect: call 0 None
                       # expect: line 1 None
                       # expect: line 2 None
                       # expect: call -8 None
                       # expect: line -7 None
                       # expect: line -6 None
                       # expect: exception -6 TypeError
                       # expect: return -6 None
                       # expect: exception 2 TypeError
                       # expect: line 3 None
                       # expect: line 4 None
                       # expect: line 6 None
                       # expect: return 6 None
                       # expect: call 0 None
                       # expect: line 1 None
                       # expect: call -5 None
                       # expect: line -4 None
                       # expect: return -4 1
                       # expect: line 2 None
                       # expect: line 1 None
                       # expect: call -4 None
                       # expect: line -3 None
                       # expect: return -3 2
                       # expect: exception 1 StopIteration
                       # expect: return 1 None



































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
print([line for event, line, _ in traced(one_line) if event == "line"])  # expect: [1, 1]


def failing(frame, event, arg):
    raise KeyError(event)


sys.settrace(failing)
try:
    lines(1)
except KeyError as error:
    print(repr(error), sys.gettrace())  # expect: KeyError('call') None
