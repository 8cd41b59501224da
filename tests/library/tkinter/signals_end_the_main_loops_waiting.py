"""CPython answers them when the next event comes."""
import _tkinter
import os
import signal
import threading

tcl = _tkinter.create(None, "", "Tk", False, 1, False)


def send(number):
    threading.Timer(0.1, os.kill, (os.getpid(), number)).start()


send(signal.SIGINT)
try:
    tcl.mainloop(-1)
except KeyboardInterrupt:
    print("interrupted")  # expect: interrupted


def handler(number, frame):
    handled.append(number)
    tcl.quit()


handled = []
signal.signal(signal.SIGUSR1, handler)
send(signal.SIGUSR1)
tcl.mainloop(-1)
print(handled == [signal.SIGUSR1], signal.set_wakeup_fd(-1))  # expect: True -1

# The program's own wake-up descriptor stays its own.
reader, writer = os.pipe()
os.set_blocking(writer, False)
signal.set_wakeup_fd(writer)
tcl.createfilehandler(reader, _tkinter.READABLE, lambda file, mask: os.read(file, 1))
send(signal.SIGUSR1)
tcl.mainloop(-1)
print(len(handled), signal.set_wakeup_fd(-1) == writer)  # expect: 2 True
