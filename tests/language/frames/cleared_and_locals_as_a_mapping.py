"""Frames that are cleared, and f_locals as a mapping."""
import sys
import types


def attempt(function, *arguments, **keywords):
    try:
        return function(*arguments, **keywords)
    except Exception as error:
        return f"{type(error).__name__}: {error}"


def frame_of(local, cell=2):
    gone = 5
    del gone

    def inner():
        return cell
    return sys._getframe()


frame = frame_of(1)
proxy = frame.f_locals
print(type(proxy).__name__, sorted(proxy), len(proxy), list(proxy)[:2], sorted(map(str, proxy.values()))[:2], list(reversed(proxy))[-1])  # expect: FrameLocalsProxy ['cell', 'inner', 'local'] 3 ['local', 'cell'] ['1', '2'] local
print(proxy["local"], proxy["cell"], attempt(lambda: proxy["gone"]), attempt(lambda: proxy[5]), attempt(lambda: proxy[[]]))  # expect: 1 2 KeyError: "local variable ''gone'' is not defined" KeyError: "local variable '5' is not defined" TypeError: unhashable type: 'list'
print("local" in proxy, "gone" in proxy, 5 in proxy, attempt(lambda: [] in proxy))  # expect: True False False TypeError: unhashable type: 'list'
print(proxy.get("local"), proxy.get("nothing"), proxy.get("nothing", 7), attempt(proxy.get, []))  # expect: 1 None 7 TypeError: unhashable type: 'list'
proxy["local"], proxy["cell"], proxy["extra"], proxy[5] = 10, 20, 30, 40
print(proxy["local"], proxy["cell"], proxy["extra"], proxy[5], len(proxy), frame.f_locals["extra"])  # expect: 10 20 30 40 5 30
print(proxy["inner"](), frame.f_locals == proxy, frame.f_locals is proxy, proxy == frame_of(1).f_locals, proxy != proxy)  # expect: 20 True False False False
print(proxy == dict(proxy), proxy != dict(proxy), proxy == {}, proxy == [1], attempt(lambda: proxy < proxy))  # expect: True False False False TypeError: '<' not supported between instances of 'FrameLocalsProxy' and 'FrameLocalsProxy'
print(hasattr(proxy, "pop"), attempt(lambda: proxy.__delitem__("local")))  # expect: False TypeError: cannot remove variables from FrameLocalsProxy
print(proxy.setdefault("local", 1), proxy.setdefault("new"), proxy.setdefault("newer", 2), proxy["new"], attempt(proxy.setdefault, []))  # expect: 10 None 2 None TypeError: unhashable type: 'list'
print(attempt(proxy.update, 5), attempt(proxy.update, {"local": 11, "more": 12}), proxy["local"], proxy["more"], attempt(proxy.update, frame_of(55).f_locals), proxy["local"])  # expect: TypeError: update() argument must be dict or another FrameLocalsProxy None 11 12 None 55
print(type(proxy.copy()).__name__, proxy.copy() == dict(proxy), type(proxy | {}).__name__, ({"a": 1} | proxy)["a"], (proxy | {"local": 0})["local"], attempt(lambda: proxy | 5))  # expect: dict True dict 1 0 TypeError: unsupported operand type(s) for |: 'FrameLocalsProxy' and 'int'
both = proxy
both |= {"local": 77}
print(both is proxy, proxy["local"], attempt(proxy.__ior__, 5), attempt(hash, proxy), isinstance(proxy, types.FrameType))  # expect: True 77 NotImplemented TypeError: unhashable type: 'FrameLocalsProxy' False
print([name for name, value in proxy.items() if value == 77], attempt(type(proxy)), attempt(type(proxy), 5), attempt(type(proxy), frame, 1), attempt(type(proxy), frame=1), type(proxy)(frame) == proxy)  # expect: ['local'] TypeError: FrameLocalsProxy expected 1 argument, got 0 TypeError: expect frame, not int TypeError: FrameLocalsProxy expected 1 argument, got 2 TypeError: FrameLocalsProxy expected 1 argument, got 0 True
print(repr(frame_of(1).f_locals).startswith("{'local': 1, 'cell': 2, 'inner'"), attempt(setattr, frame, "f_locals", {}))  # expect: True AttributeError: attribute 'f_locals' of 'frame' objects is not writable


def comprehension(items):
    return [sys._getframe().f_locals["item"] for item in items], sys._getframe().f_locals.get("item")


print(comprehension([1, 2]), sys._getframe().f_locals is globals())  # expect: ([1, 2], None) True


class Body:
    local = 1
    print(type(sys._getframe().f_locals).__name__, sys._getframe().f_locals["local"])  # expect: dict 1


# clear()
def generating():
    kept = []
    yield sys._getframe()


def running():
    return attempt(sys._getframe().clear)


print(running())  # expect: RuntimeError: cannot clear an executing frame
print(attempt(frame.clear), len(frame.f_locals), "local" in frame.f_locals, attempt(lambda: frame.f_locals["local"]))  # expect: None 0 False KeyError: "local variable ''local'' is not defined"
generator = generating()
print(attempt(generator.gi_frame.clear), attempt(next, generator))  # expect: None StopIteration: 
generator = generating()
frame = next(generator)
print(attempt(frame.clear))  # expect: RuntimeError: cannot clear a suspended frame
generator.close()
print(attempt(frame.clear))  # expect: None


async def never():
    pass


coroutine = never()
import warnings
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    print(attempt(coroutine.cr_frame.clear), [str(warning.message) for warning in caught])  # expect: None ["coroutine 'never' was never awaited"]
try:
    frame_of()
except TypeError as error:
    print(attempt(error.__traceback__.tb_frame.clear))  # expect: RuntimeError: cannot clear an executing frame


# Lines and tracing of a frame.
frame = frame_of(3)
print(attempt(setattr, frame, "f_lineno", 5), attempt(setattr, frame, "f_lineno", "x"), attempt(delattr, frame, "f_lineno"))  # expect: ValueError: f_lineno can only be set in a trace function ValueError: lineno must be an integer AttributeError: cannot delete attribute
print(frame.f_trace, frame.f_trace_lines, frame.f_trace_opcodes, attempt(setattr, frame, "f_trace_lines", 5), attempt(delattr, frame, "f_trace_lines"))  # expect: None True False TypeError: attribute value type must be bool TypeError: can't delete numeric/char attribute
frame.f_trace = print
print(frame.f_trace is print, attempt(delattr, frame, "f_trace"), frame.f_trace)  # expect: True None None
frame.f_trace = None
print(frame.f_trace, frame.f_lasti > 0, frame.f_code.co_name, frame.f_globals is globals())  # expect: None True frame_of True
print(attempt(types.FrameType), repr(frame).split(",")[-2:])  # expect: TypeError: cannot create 'frame' instances [' line 19', ' code frame_of>']
