# preload: _tkinter
import _tkinter
tcl = _tkinter.create(None, "", "Tk", False, 2, False)
print(tcl.call("list", 1, 2**70, 2.5, "t\u00e9xt", b"b", (1, ["x"]), None), tcl.eval("list a b"), tcl.exprlong("1 + 1"))
def call(function, *words):
    try:
        return function(*words)
    except _tkinter.TclError:
        tcl.mainloop() # what a command has raised
        raise
tcl.createcommand("twice", lambda word, *rest: (word * 2, rest)); print(call(tcl.call, "twice", "ab", 1, (2, 3)), call(tcl.eval, "twice \u20ac"))
tcl.setvar("v", {"a": 1}); print(tcl.getvar("v"), tcl.getint("5"), tcl.getint(str(2**65)), tcl.splitlist("a {b c}"), _tkinter._flatten(((1, None), [2])))
made = tcl.call("dict", "create", "a", 1); print(repr(made), made == made, made.typename, tcl.call("dict", "get", made, "a"))
tcl.createtimerhandler(0, lambda: print("timer")); tcl.dooneevent(_tkinter.TIMER_EVENTS); tcl.mainloop()
tcl.settrace(print); tcl.unsetvar("v"); tcl.settrace(None)
try:
    tcl.eval("nosuch")
except _tkinter.TclError as error:
    print(error)
try:
    call(tcl.eval, "twice")
except TypeError as error:
    print("the command's error", str(error)[:8])
tcl.deletecommand("twice")
