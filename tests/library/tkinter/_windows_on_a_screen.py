"""Tk itself: run where there is a display (see tests.cmake)."""
import _tkinter
import gc
import threading
import weakref


def new_window():
    return _tkinter.create(None, "", "Test", False, 1, True)


tk = new_window()
print(tk.eval("winfo class ."), tk.eval("wm title ."), tk.loadtk())  # expect: Test test None
clicks = []
tk.createcommand("click", lambda *args: clicks.append(args))
tk.eval("button .b -text B\u00e4r -command {click pressed}; pack .b; update")
tk.eval(".b invoke")
print(clicks, tk.call(".b", "cget", "-text"), tk.call("winfo", "width", ".b") > 10)  # expect: [('pressed',)] Bär True
tk.call("canvas", ".c", "-width", 100, "-height", 50)
line = tk.call(".c", "create", "line", (0, 0, 10.5, 20))
print(line, tk.call(".c", "coords", line), tk.splitlist(tk.call(".c", "coords", line)))  # expect: 1 (0.0, 0.0, 10.5, 20.0) (0.0, 0.0, 10.5, 20.0)
print(tk.call(".b", "configure", "-text"))  # expect: ('-text', 'text', 'Text', '', 'Bär')

# An event from the window system; the loop ends with the last window.
tk.eval("bind . <<Hello>> {click %W}; event generate . <<Hello>>")
print(clicks[-1])  # expect: ('.',)
tk.createtimerhandler(0, lambda: tk.call("destroy", "."))
print(tk.mainloop(), tk.eval("catch {winfo class .}"))  # expect: None 1


# A window that the user sees stays, whoever has forgotten it; then it goes.
class Forgotten:
    def __init__(self):
        self.tk = new_window()
        self.tk.createcommand("close", self.close)
        self.tk.eval("update; after 10 close")

    def close(self):
        self.tk.call("destroy", ".")


seen = weakref.ref(Forgotten())
gc.collect()
print(seen() is not None)  # expect: True
tk.mainloop()
gc.collect()
print(seen())  # expect: None


# In a thread of its own, with calls from this one.
def show():
    tk = new_window()
    tk.createcommand("where", lambda: threading.current_thread() is thread)
    tk.createcommand("close", lambda: tk.call("destroy", "."))
    windows.append(tk)
    shown.set()
    tk.mainloop()
    tk.deletecommand("where")
    tk.deletecommand("close")


windows, shown = [], threading.Event()
thread = threading.Thread(target=show)
thread.start()
shown.wait()
print(windows[0].call("where"), windows[0].call("winfo", "class", "."))  # expect: 1 Test
windows[0].call("close")
thread.join()
del windows[:]
new_window().eval("update")  # the end of the program ends it, too
