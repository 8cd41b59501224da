import _tkinter
import os

os.environ.pop("DISPLAY", None)


def attempt(function, *args):
    try:
        return repr(function(*args))
    except Exception as error:
        return f"{type(error).__name__}: {error}"


print(attempt(_tkinter.create))  # expect: TclError: no display name and no $DISPLAY environment variable
print(attempt(_tkinter.create, ":987"))  # expect: TclError: couldn't connect to display ":987"
for args in (1,), ("a\0",), (None, 1), (None, "", 1), (None, "", "", 1, "x"), (None, "", "", 1, 1, 0, 0, 5), (None,) * 9:
    print(attempt(_tkinter.create, *args))
# expect: TypeError: create() argument 1 must be str or None, not int
# expect: ValueError: embedded null character
# expect: TypeError: create() argument 2 must be str, not int
# expect: TypeError: create() argument 3 must be str, not int
# expect: TypeError: 'str' object cannot be interpreted as an integer
# expect: TypeError: create() argument 8 must be str or None, not int
# expect: TypeError: create expected at most 8 arguments, got 9
tcl = _tkinter.create(":987", "base", "Klasse", 1, 1, False, True, "0x5")
for name in "argv0", "argv", "tcl_interactive", "env(DISPLAY)":
    print(name, repr(tcl.getvar(name)))
# expect: argv0 'klasse'
# expect: argv '-sync -use 0x5'
# expect: tcl_interactive '1'
# expect: env(DISPLAY) ':987'
print(attempt(tcl.loadtk))  # expect: TclError: couldn't connect to display ":987"
print(_tkinter.TCL_VERSION, _tkinter.TK_VERSION, tcl.eval("package require Tcl").startswith("8.6"))  # expect: 8.6 8.6 True
print(type(tcl), type(tcl.interpaddr()), tcl.interpaddr() > 0)  # expect: <class '_tkinter.tkapp'> <class 'int'> True
print(issubclass(_tkinter.TclError, Exception), _tkinter.TclError)  # expect: True <class '_tkinter.TclError'>
print({name: value for name, value in vars(_tkinter).items() if isinstance(value, int)})  # expect: {'READABLE': 2, 'WRITABLE': 4, 'EXCEPTION': 8, 'WINDOW_EVENTS': 4, 'FILE_EVENTS': 8, 'TIMER_EVENTS': 16, 'IDLE_EVENTS': 32, 'ALL_EVENTS': -3, 'DONT_WAIT': 2}

# What is called, in the words of Tcl.
tcl.settrace(print)
tcl.call("set", "v", (1, 2))  # expect: ('set', 'v', (1, 2))
tcl.setvar("array", "key", 1)  # expect: ('set', 'array(key)', 1)
tcl.globalsetvar("v", 1)  # expect: ('uplevel', '#0', 'set', 'v', 1)
tcl.unsetvar("array", "key")  # expect: ('unset', 'array(key)')
tcl.globalunsetvar("v")  # expect: ('uplevel', '#0', 'unset', 'v')
tcl.eval("set w 1")  # expect: ('eval', 'set w 1')
tcl.exprlong("1")  # expect: ('expr', '1')
tcl.record("set w 2")  # expect: ('history', 'add', 'set w 2', 'exec')
tcl.evalfile("/dev/null")  # expect: ('source', '/dev/null')
tcl.createcommand("c", len)  # expect: ('proc', 'c', (), <built-in function len>)
tcl.deletecommand("c")  # expect: ('rename', 'c', '')
print(tcl.gettrace() is print, tcl.settrace(lambda words: 1 / 0))  # expect: True None
print(attempt(tcl.eval, "set w 1"))  # expect: ZeroDivisionError: division by zero
print(tcl.settrace(None), tcl.gettrace())  # expect: None None
