"""The collector sees through an interpreter; CPython keeps such objects for ever."""
import _tkinter
import gc
import os
import threading
import weakref

class Owner:
    def __init__(self):
        self.tcl = _tkinter.create(None, "", "Tk", False, 1, False)
        self.tcl.createcommand("me", self.me)
        self.tcl.createtimerhandler(100000, self.me)

    def me(self):
        return "me"


owner = Owner()
gone = weakref.ref(owner)
print(owner.tcl.eval("me"))  # expect: me
del owner
print(gc.collect() > 0, gone())  # expect: True None

# Tokens outlive what they stand for.
tcl = _tkinter.create(None, "", "Tk", False, 1, False)
token = tcl.createtimerhandler(100000, print)
pipe = os.pipe()
tcl.createfilehandler(pipe[0], _tkinter.READABLE, print)
del tcl
print(repr(token)[-18:], token.deletetimerhandler())  # expect: , handler deleted> None
os.close(pipe[0])
os.close(pipe[1])

# The last reference goes in another thread: what is Tcl's waits for its own.
tcl = _tkinter.create(None, "", "Tk", False, 1, False)
tcl.createcommand("c", print)
token = tcl.createtimerhandler(100000, print)
holder = [tcl, tcl.call("dict", "create", "a", 1)]
del tcl
thread = threading.Thread(target=holder.clear)
thread.start()
thread.join()
print(token.deletetimerhandler())  # expect: None
other = _tkinter.create(None, "", "Tk", False, 1, False)
for _ in range(5):
    other.dooneevent(_tkinter.DONT_WAIT)
