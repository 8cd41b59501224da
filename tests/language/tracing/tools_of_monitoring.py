"""sys.monitoring: events of all code and of one code object, disabling, errors of callbacks."""
import sys

monitoring = sys.monitoring
events = monitoring.events
TOOL = monitoring.DEBUGGER_ID


def work(n):
    total = 0
    for i in range(n):
        total += i
    try:
        int("x")
    except ValueError:
        pass
    return total


def other():
    yield work(0)


first = work.__code__.co_firstlineno
monitoring.use_tool_id(TOOL, "test")
print(monitoring.get_tool(TOOL), monitoring.get_events(TOOL))
seen = []


def note(name, answer=None):
    def callback(code, *args):
        if code.co_filename == __file__:
            seen.append((name, code.co_name, *args[1:]))
        return answer
    return callback


def watch(names, run, answer=None):
    seen.clear()
    wanted = 0
    for name in names.split():
        wanted |= getattr(events, name)
        monitoring.register_callback(TOOL, getattr(events, name), note(name, answer))
    monitoring.set_events(TOOL, wanted)
    run()
    monitoring.set_events(TOOL, 0)
    return seen


print(watch("PY_START PY_RETURN PY_YIELD PY_RESUME", lambda: list(other())))
for event in watch("CALL RAISE EXCEPTION_HANDLED", lambda: work(1)):
    print(*event[:3])

lines = []
monitoring.register_callback(TOOL, events.LINE, lambda code, line: lines.append(line - first))
monitoring.set_local_events(TOOL, work.__code__, events.LINE)
work(2)
list(range(3))
print(lines, monitoring.get_local_events(TOOL, work.__code__) == events.LINE)

lines.clear()


def once(code, line):
    lines.append(line - first)
    return monitoring.DISABLE


monitoring.register_callback(TOOL, events.LINE, once)
work(3)
work(3)
print(lines)
monitoring.restart_events()
work(3)
print(lines)
monitoring.set_local_events(TOOL, work.__code__, 0)


def fail(code, offset):
    raise KeyError(code.co_name)


monitoring.register_callback(TOOL, events.PY_START, fail)
monitoring.set_events(TOOL, events.PY_START)
try:
    work(1)
except KeyError as error:
    monitoring.set_events(TOOL, 0)
    print(repr(error))


def message(call, *args):
    try:
        return call(*args)
    except (ValueError, TypeError) as error:
        return str(error)


print(message(monitoring.use_tool_id, 6, "x"))
print(message(monitoring.use_tool_id, TOOL, "x"))
print(message(monitoring.set_events, 1, 1))
print(message(monitoring.set_events, TOOL, 1 << 17))
print(message(monitoring.set_events, TOOL, events.C_RETURN))
print(message(monitoring.register_callback, TOOL, 3, len))
print(message(monitoring.set_local_events, TOOL, 1, 1))
print(message(monitoring.set_local_events, TOOL, work.__code__, events.RAISE))
print(monitoring._all_events(), list(vars(events))[:3])
monitoring.free_tool_id(TOOL)
print(monitoring.get_tool(TOOL))
