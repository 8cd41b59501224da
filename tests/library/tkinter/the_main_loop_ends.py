"""By quit(), by the exception of a callback; a threshold below zero needs no window."""
import _tkinter
import threading

tcl = _tkinter.create(None, "", "Tk", False, 1, False)
served = []
for number in range(3):
    tcl.createtimerhandler(number, lambda number=number: served.append(number))
tcl.createtimerhandler(20, tcl.quit)
print(tcl.mainloop(-1), served)  # expect: None [0, 1, 2]
tcl.createtimerhandler(0, lambda: {}["missing"])
try:
    tcl.mainloop(-1)
except KeyError as error:
    print(repr(error))  # expect: KeyError('missing')


# A loop within the loop.
def inner():
    tcl.createtimerhandler(1, tcl.quit)
    tcl.mainloop(-1)
    served.append("inner")
    tcl.createtimerhandler(1, tcl.quit)


del served[:]
tcl.createtimerhandler(0, inner)
tcl.mainloop(-1)
print(served)  # expect: ['inner']


# It serves the calls of other threads.
def call():
    for number in range(100):
        tcl.setvar("v", (number, str(number)))
    print(tcl.getvar("v"))  # expect: (99, '99')
    tcl.createcommand("stop", tcl.quit)
    tcl.call("stop")


thread = threading.Thread(target=call)
thread.start()
tcl.mainloop(-1)
thread.join()
