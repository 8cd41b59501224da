import _tkinter
import os

tcl = _tkinter.create(None, "", "Tk", False, 1, False)
seen = []


def attempt(function, *args):
    try:
        return repr(function(*args))
    except Exception as error:
        return f"{type(error).__name__}: {error}"


token = tcl.createtimerhandler(1, lambda: seen.append("timer"))
print(type(token), repr(token)[:17], repr(token).endswith("handler deleted>"))  # expect: <class '_tkinter.tktimertoken'> <tktimertoken at  False
print(tcl.dooneevent(_tkinter.TIMER_EVENTS), repr(token).endswith("handler deleted>"), seen)  # expect: 1 True ['timer']
token = tcl.createtimerhandler(0, lambda: print("never"))
print(token.deletetimerhandler(), token.deletetimerhandler())  # expect: None None
print(tcl.dooneevent(_tkinter.TIMER_EVENTS | _tkinter.DONT_WAIT))  # expect: 0
tcl.createtimerhandler(0, lambda: 1 / 0)
tcl.dooneevent(_tkinter.TIMER_EVENTS)
print(attempt(tcl.mainloop))  # expect: ZeroDivisionError: division by zero


class Pipe:
    def __init__(self):
        self.read_end, self.write_end = os.pipe()

    def fileno(self):
        return self.read_end


def ready(file, mask):
    seen.append((file is pipe, mask, os.read(file.read_end, 1)))
    if len(seen) == 2:
        tcl.deletefilehandler(file)


pipe, seen = Pipe(), []
tcl.createfilehandler(pipe, _tkinter.READABLE, ready)
os.write(pipe.write_end, b"ab")
while len(seen) < 2:
    tcl.dooneevent(_tkinter.FILE_EVENTS)
print(seen)  # expect: [(True, 2, b'a'), (True, 2, b'b')]
os.write(pipe.write_end, b"c")
print(tcl.dooneevent(_tkinter.FILE_EVENTS | _tkinter.DONT_WAIT))  # expect: 0
tcl.createfilehandler(pipe.read_end, _tkinter.READABLE, ready)
tcl.createfilehandler(pipe.read_end, _tkinter.READABLE, lambda file, mask: os.read(file, 1) + 1)
tcl.dooneevent(_tkinter.FILE_EVENTS)
print(attempt(tcl.mainloop))  # expect: TypeError: can't concat int to bytes
for args in ("x", 2, len), (-1, 2, len), (0, "x", len), (0, 2, 5), (0, 2):
    print(attempt(tcl.createfilehandler, *args))
# expect: TypeError: argument must be an int, or have a fileno() method.
# expect: ValueError: file descriptor cannot be a negative integer (-1)
# expect: TypeError: 'str' object cannot be interpreted as an integer
# expect: TypeError: bad argument list
# expect: TypeError: createfilehandler expected 3 arguments, got 2
print(attempt(tcl.deletefilehandler, pipe))  # expect: None
print(attempt(tcl.deletefilehandler, pipe))  # expect: None
print(attempt(tcl.createtimerhandler, 1, 5))  # expect: TypeError: bad argument list

# `after` and `vwait` of Tcl, with a command of Python in between.
tcl.createcommand("done", lambda: tcl.setvar("finished", "yes"))
print(tcl.eval("after 1 done; vwait finished; set finished"))  # expect: yes

print(_tkinter.getbusywaitinterval(), _tkinter.setbusywaitinterval(5), _tkinter.getbusywaitinterval())  # expect: 20 None 5
print(attempt(_tkinter.setbusywaitinterval, -1))  # expect: ValueError: busywaitinterval must be >= 0
os.close(pipe.read_end)
os.close(pipe.write_end)
