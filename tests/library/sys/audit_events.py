"""What a program does is told to the hooks of sys.addaudithook before it is done."""
import marshal
import pickle
import socket
import sys
import time

seen = []
refused = None


def hook(event, args):
    if not event.startswith("gc."):
        seen.append((event, args))
    if event == refused:
        raise RuntimeError(event)


sys.addaudithook(hook)


def events(action, count=None):
    seen.clear()
    try:
        action()
    except Exception as error:
        seen.append((type(error).__name__, ()))
    return [(event, *args[:count]) for event, args in seen]


class A:
    pass


class B:
    pass


def function():
    pass


def change_module():
    A.__module__ = "elsewhere"


def change_bases():
    class C(A):
        pass
    C.__bases__ = (B,)


def change_class():
    A().__class__ = B


def delete_defaults():
    del function.__defaults__


print([e[0] for e in events(lambda: exec("1"))])  # expect: ['compile', 'exec']
print(events(lambda: compile("1", "name", "eval")))  # expect: [('compile', b'1', 'name')]
print(events(lambda: __import__("no_such_module"), 2))  # expect: [('import', 'no_such_module', None), ('ModuleNotFoundError',)]
for mode in "r", "rb", "r+b":
    print(events(lambda: open("/no/such/file", mode)))
# expect: [('open', '/no/such/file', 'r', 524288), ('FileNotFoundError',)]
# expect: [('open', '/no/such/file', 'r', 524288), ('FileNotFoundError',)]
# expect: [('open', '/no/such/file', 'r+', 524290), ('FileNotFoundError',)]
print(events(lambda: time.sleep(0)))  # expect: [('time.sleep', 0)]
print(events(lambda: marshal.loads(marshal.dumps(None))))  # expect: [('marshal.dumps', None, 4), ('marshal.loads', b'N')]
print(events(lambda: pickle.loads(b"cos\nsystem\n."), 2))  # expect: [('pickle.find_class', 'os', 'system')]
print([e[0] for e in events(lambda: sys._getframe())])  # expect: ['sys._getframe']
print(events(lambda: sys._getframemodulename()))  # expect: [('sys._getframemodulename', 0)]
print(events(lambda: sys.settrace(None)))  # expect: [('sys.settrace',)]
print(events(lambda: sys.monitoring.register_callback(1, 1, None)))  # expect: [('sys.monitoring.register_callback', None)]
print([(e[0], *e[2:]) for e in events(change_module)])  # expect: [('object.__setattr__', '__module__', 'elsewhere')]
print([(e[0], *e[2:]) for e in events(change_bases)])  # expect: [('object.__setattr__', '__bases__', (<class '__main__.B'>,))]
print([(e[0], *e[2:3]) for e in events(change_class)])  # expect: [('object.__setattr__', '__class__')]
print([(e[0], *e[2:]) for e in events(lambda: function.__code__)])  # expect: [('object.__getattr__', '__code__')]
print([(e[0], *e[2:]) for e in events(delete_defaults)])  # expect: [('object.__delattr__', '__defaults__')]
print(events(lambda: socket.gethostname()))  # expect: [('socket.gethostname',)]
print([(e[0], *e[2:]) for e in events(lambda: socket.socket().close())])  # expect: [('socket.__new__', 2, 1, 0)]

# A hook that raises keeps it from being done.
refused = "open"
print([e[0] for e in events(lambda: open(__file__))])  # expect: ['open', 'RuntimeError']
refused = "object.__setattr__"
print([e[0] for e in events(change_module)], A.__module__)  # expect: ['object.__setattr__', 'RuntimeError'] elsewhere
refused = "sys.addaudithook"
print(sys.addaudithook(print))  # expect: None
refused = None

# Hooks are not traced, but those that say so.
traced = []


def trace(frame, event, argument):
    if frame.f_code is hook.__code__:
        traced.append(event)


sys.settrace(trace)
time.sleep(0)
hook.__cantrace__ = True
time.sleep(0)
hook.__cantrace__ = False
time.sleep(0)
sys.settrace(None)
print(traced)  # expect: ['call']
