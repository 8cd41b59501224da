"""sys.setprofile: calls of Python and native functions."""
import sys


def profiled(function, *args):
    events = []

    def profile(frame, event, arg):
        shown = arg if event == "return" else getattr(arg, "__qualname__", arg)
        events.append((event, frame.f_code.co_name, shown))

    sys.setprofile(profile)
    try:
        function(*args)
    except Exception:
        pass
    sys.setprofile(None)
    return [event for event in events if event[1] != "profiled"]


def work(items):
    items.append(len(items))
    int("x", base=len([1, 2, 3]) * 4)


def numbers():
    yield 1


def use():
    return sorted(numbers(), key=lambda n: -n)


class Made:
    def __init__(self):
        self.text = "a".join(["b"])


for event in profiled(work, []) + profiled(use) + profiled(Made):
    print(*event)  # expect: call work None
                   # expect: c_call work len
                   # expect: c_return work len
                   # expect: c_call work list.append
                   # expect: c_return work list.append
                   # expect: c_call work len
                   # expect: c_return work len
                   # expect: return work None
                   # expect: call use None
                   # expect: c_call use sorted
                   # expect: call numbers None
                   # expect: return numbers 1
                   # expect: call numbers None
                   # expect: return numbers None
                   # expect: call <lambda> None
                   # expect: return <lambda> -1
                   # expect: c_return use sorted
                   # expect: return use [1]
                   # expect: call __init__ None
                   # expect: c_call __init__ str.join
                   # expect: c_return __init__ str.join
                   # expect: return __init__ None










































