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
print(monitoring.get_tool(TOOL), monitoring.get_events(TOOL))  # expect: test 0
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
# expect: [('PY_START', '<lambda>'), ('PY_START', 'other'), ('PY_START', 'work'), ('PY_RETURN', 'work', 0), ('PY_YIELD', 'other', 0), ('PY_RESUME', 'other'), ('PY_RETURN', 'other', None), ('PY_RETURN', '<lambda>', [0])]
for event in watch("CALL RAISE EXCEPTION_HANDLED", lambda: work(1)):
    print(*event[:2])  # expect: CALL watch
                       # expect: CALL <lambda>
                       # expect: CALL work
                       # expect: CALL work
                       # expect: RAISE work
                       # expect: EXCEPTION_HANDLED work
                       # expect: CALL watch













lines = []
monitoring.register_callback(TOOL, events.LINE, lambda code, line: lines.append(line - first))
monitoring.set_local_events(TOOL, work.__code__, events.LINE)
work(2)
list(range(3))
print(lines, monitoring.get_local_events(TOOL, work.__code__) == events.LINE)
# expect: [1, 2, 3, 2, 3, 2, 4, 5, 6, 7, 8] True

lines.clear()


def once(code, line):
    lines.append(line - first)
    return monitoring.DISABLE


monitoring.register_callback(TOOL, events.LINE, once)
work(3)
work(3)
print(lines)  # expect: [1, 2, 3, 2, 4, 5, 6, 7, 8]
monitoring.restart_events()
work(3)
print(lines)  # expect: [1, 2, 3, 2, 4, 5, 6, 7, 8, 1, 2, 3, 2, 4, 5, 6, 7, 8]
monitoring.set_local_events(TOOL, work.__code__, 0)


def fail(code, offset):
    raise KeyError(code.co_name)


monitoring.register_callback(TOOL, events.PY_START, fail)
monitoring.set_events(TOOL, events.PY_START)
try:
    work(1)
except KeyError as error:
    monitoring.set_events(TOOL, 0)
    print(repr(error))  # expect: KeyError('work')


def message(call, *args):
    try:
        return call(*args)
    except (ValueError, TypeError) as error:
        return str(error)


print(message(monitoring.use_tool_id, 6, "x"))  # expect: invalid tool 6 (must be between 0 and 5)
print(message(monitoring.use_tool_id, TOOL, "x"))  # expect: tool 0 is already in use
print(message(monitoring.set_events, 1, 1))  # expect: tool 1 is not in use
print(message(monitoring.set_events, TOOL, 1 << 17))  # expect: invalid event set 0x20000
print(message(monitoring.set_events, TOOL, events.C_RETURN))
# expect: cannot set C_RETURN or C_RAISE events independently
print(message(monitoring.register_callback, TOOL, 3, len))
# expect: The callback can only be set for one event at a time
print(message(monitoring.set_local_events, TOOL, 1, 1))  # expect: code must be a code object
print(message(monitoring.set_local_events, TOOL, work.__code__, events.RAISE))
# expect: invalid local event set 0x400
print(monitoring._all_events(), list(vars(events))[:3])
# expect: {} ['PY_START', 'PY_RESUME', 'PY_RETURN']
monitoring.free_tool_id(TOOL)
print(monitoring.get_tool(TOOL))  # expect: None

handled = []
monitoring.use_tool_id(TOOL, "test")


def reraise():
    try:
        try:
            1 / 0
        except ValueError:
            pass
    except ZeroDivisionError:
        try:
            raise
        except ZeroDivisionError:
            pass


for name in "RAISE", "RERAISE", "EXCEPTION_HANDLED", "PY_UNWIND":
    monitoring.register_callback(TOOL, getattr(events, name),
                                 lambda code, offset, error, name=name: handled.append(name))
monitoring.set_events(TOOL, events.RAISE | events.RERAISE | events.EXCEPTION_HANDLED | events.PY_UNWIND)
reraise()
monitoring.set_events(TOOL, 0)
print(handled)
# expect: ['RAISE', 'EXCEPTION_HANDLED', 'RERAISE', 'EXCEPTION_HANDLED', 'RERAISE', 'EXCEPTION_HANDLED', 'RERAISE', 'EXCEPTION_HANDLED']
monitoring.free_tool_id(TOOL)
