import _tkinter
import weakref

tcl = _tkinter.create(None, "", "Tk", False, 1, False)


def attempt(function, *args):
    try:
        return repr(function(*args))
    except BaseException as error:
        return f"{type(error).__name__}: {error}"


tcl.createcommand("show", lambda *args: repr(args))
print(tcl.call("show", 1, 2.5, (1, 2), "x"), tcl.eval("show a {b c}"))  # expect: ('1', '2.5', '1 2', 'x') ('a', 'b c')
tcl.wantobjects(2)
print(tcl.call("show", 1, 2.5, (1, 2), b"x", 2**70), tcl.eval("show a {b c}"))  # expect: (1, 2.5, (1, 2), b'x', 1180591620717411303424) ('a', 'b c')
tcl.wantobjects(1)
tcl.createcommand("give", lambda: [1, (2, "three")])
print(tcl.call("give"), repr(tcl.eval("give")))  # expect: (1, (2, 'three')) '1 {2 three}'

# The error of a command is an error of the script; the main loop raises the exception.
tcl.createcommand("fail", lambda: 1 / 0)
print(attempt(tcl.call, "fail"))  # expect: TclError: 
print(attempt(tcl.mainloop))  # expect: ZeroDivisionError: division by zero
print(attempt(tcl.mainloop))  # expect: None
print(tcl.eval("catch fail"))  # expect: 1
print(attempt(tcl.mainloop))  # expect: ZeroDivisionError: division by zero


def leave():
    raise SystemExit(3)


tcl.createcommand("leave", leave)
print(attempt(tcl.eval, "leave"))  # expect: TclError: 
print(attempt(tcl.mainloop))  # expect: SystemExit: 3
tcl.createcommand("text", lambda: type("Bad", (), {"__str__": leave})())
print(attempt(tcl.eval, "text"))  # expect: TclError: 
print(attempt(tcl.mainloop))  # expect: TypeError: leave() takes 0 positional arguments but 1 was given

print(attempt(tcl.createcommand, "x", 5))  # expect: TypeError: command not callable
print(attempt(tcl.createcommand, 5, len))  # expect: TypeError: createcommand() argument 1 must be str, not int
print(attempt(tcl.createcommand, "a\0", len))  # expect: ValueError: embedded null character
print(attempt(tcl.deletecommand, "show"))  # expect: None
print(attempt(tcl.deletecommand, "show"))  # expect: TclError: can't delete Tcl command
print(attempt(tcl.eval, "show"))  # expect: TclError: invalid command name "show"
print(attempt(tcl.eval, "exit"))  # expect: TclError: invalid command name "exit"
print(attempt(tcl.eval, 5))  # expect: TypeError: eval() argument must be str, not int
print(attempt(tcl.evalfile, "no such file"))  # expect: TclError: couldn't read file "no such file": no such file or directory
print(attempt(tcl.record, "set recorded 1"))  # expect: ''
print(attempt(tcl.adderrorinfo, "more"))  # expect: None


# A command may delete or replace itself.
def once():
    tcl.deletecommand("once")
    return "once"


tcl.createcommand("once", once)
print(attempt(tcl.eval, "list [once] [catch once]"))  # expect: 'once 1'
tcl.createcommand("again", lambda: tcl.createcommand("again", lambda: "new"))
print(attempt(tcl.eval, "list [again] [again]"))  # expect: 'None new'


# A command's function goes with its name.
def function():
    pass


gone = weakref.ref(function)
tcl.createcommand("f", function)
del function
print(gone() is None)  # expect: False
tcl.eval("rename f {}")
print(gone() is None)  # expect: True


# The interpreter's last reference goes while it runs a command.
def drop():
    global last
    last = None
    return "dropped"


last = _tkinter.create(None, "", "Tk", False, 1, False)
last.createcommand("drop", drop)
print(last.eval("drop; list still [drop]"), last)  # expect: still dropped None
