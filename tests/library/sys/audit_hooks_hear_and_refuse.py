# Audit hooks hear of events with their arguments; an exception of theirs refuses what is to be done.
import sys

heard = []
refused = None


def hook(event, arguments):
    if event == refused:
        raise RuntimeError("refused " + event)
    if event.startswith("test"):
        heard.append((event, arguments))

print(sys.audit("test.before"))  # expect: None
print(sys.addaudithook(hook))  # expect: None
print(sys.audit("test.none"), sys.audit("test.some", 1, "x"), heard)  # expect: None None [('test.none', ()), ('test.some', (1, 'x'))]

def refuse(event, text):
    global refused
    code, refused = compile(text, "<text>", "exec"), event
    try:
        exec(code, globals())
        print("done")
    except RuntimeError as error:
        print(error)
    finally:
        refused = None
class Holder:
    """Of attributes."""

print(refuse("test.no", "sys.audit('test.no', 1)"))
# expect: refused test.no
# expect: None
print(refuse("sys.addaudithook", "sys.addaudithook(print)"))
# expect: done
# expect: None
print(refuse("ctypes.dlopen", "import _ctypes; _ctypes.dlopen(None, 0)"))
# expect: refused ctypes.dlopen
# expect: None
print(sys.audit("test.after"), heard[-1])  # expect: None ('test.after', ())
