# An exception that another thread raises, by the one function of the C API that ctypes knows.
import ctypes
import threading
import time

raise_in = ctypes.pythonapi.PyThreadState_SetAsyncExc
raise_in.argtypes = ctypes.c_ulong, ctypes.py_object


class Stop(Exception):
    pass


def spin():
    try:
        started.set()
        while True:
            pass
    except Stop:
        print("stopped")


def sort():
    try:
        started.set()
        while True:
            sorted(range(100_000))
    except Stop:
        print("stopped")


for work in spin, sort:
    started = threading.Event()
    thread = threading.Thread(target=work)
    thread.start()
    started.wait()
    print(raise_in(thread.ident, ctypes.py_object(Stop)))
    thread.join()
# expect: 1
# expect: stopped
# expect: 1
# expect: stopped
print(raise_in(-1, ctypes.py_object(Stop)))  # expect: 0
try:
    raise_in(threading.get_ident(), ctypes.py_object(Stop))
    while True:
        time.sleep(0)
except Stop:
    print("here")  # expect: here
