"""An interpreter belongs to the thread that made it: others send their calls there, or are refused."""
import _tkinter
import threading

tcl = _tkinter.create(None, "", "Tk", False, 1, False)


def attempt(function, *args):
    try:
        return repr(function(*args))
    except Exception as error:
        return f"{type(error).__name__}: {error}"


def in_thread(function):
    thread = threading.Thread(target=function)
    thread.start()
    return thread


def refused():
    print(attempt(tcl.eval, "set v 1"))  # expect: RuntimeError: Calling Tcl from different apartment
    print(attempt(tcl.call, "set", "v", 1))  # expect: RuntimeError: main thread is not in main loop
    print(attempt(tcl.mainloop))  # expect: RuntimeError: Calling Tcl from different apartment
    print(attempt(tcl.createtimerhandler, 1, len))  # expect: RuntimeError: Calling Tcl from different apartment
    print(tcl.getint("5"), tcl.getboolean("yes"), tcl.splitlist("a b"))  # expect: 5 True ('a', 'b')
    print(attempt(tcl.getint, "x"), attempt(tcl.getdouble, "x"))  # expect: TclError: expected integer but got "x" TclError: expected floating-point number but got "x"


in_thread(refused).join()


def calls():
    print(tcl.call("where", 1, (2, 3)))  # expect: (1, ('1', '2 3'))
    print(attempt(tcl.call, "fail"), attempt(tcl.getvar, "missing"), attempt(tcl.setvar, "v", object.__new__))  # expect: TclError:  TclError: can't read "missing": no such variable None
    print(attempt(tcl.setvar, "v", type("Bad", (), {"__str__": lambda self: 1 / 0})()))  # expect: ZeroDivisionError: division by zero
    print(tcl.setvar("v", 5), tcl.getvar("v"), tcl.unsetvar("v"))  # expect: None 5 None
    print(tcl.createcommand("mine", lambda: 6), tcl.call("mine"), tcl.deletecommand("mine"))  # expect: None 6 None
    finished.set()


def where(*args):
    return threading.current_thread() is threading.main_thread(), args


finished = threading.Event()
tcl.createcommand("where", where)
tcl.createcommand("fail", lambda: 1 / 0)
tcl.willdispatch()
thread = in_thread(calls)
while not finished.is_set():
    tcl.dooneevent(_tkinter.DONT_WAIT)
thread.join()
print(attempt(tcl.mainloop))  # expect: ZeroDivisionError: division by zero


# Each thread has its own.
def own():
    tcl = _tkinter.create(None, "", "Tk", False, 1, False)
    tcl.createtimerhandler(0, lambda: print("timer of the thread"))  # expect: timer of the thread
    tcl.dooneevent(_tkinter.TIMER_EVENTS)
    print(tcl.eval("expr 6 * 7"))  # expect: 42


in_thread(own).join()
