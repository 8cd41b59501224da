# A registered signal writes the traceback; with chain=True the handler before it runs, too.
import faulthandler
import os
import signal

called = []
signal.signal(signal.SIGUSR1, lambda number, frame: called.append(number == signal.SIGUSR1))
with open("dump.txt", "w+b") as file:
    faulthandler.register(signal.SIGUSR1, file=file, all_threads=False, chain=True)
    os.kill(os.getpid(), signal.SIGUSR1)
    print(called)  # expect: [True]
    print(faulthandler.unregister(signal.SIGUSR1), faulthandler.unregister(signal.SIGUSR1))  # expect: True False
    os.kill(os.getpid(), signal.SIGUSR1)
    print(called)  # expect: [True, True]
    file.seek(0)
    lines = file.read().decode().splitlines()
    print(lines[0], len(lines))  # expect: Stack (most recent call first): 2
    print(lines[1].endswith(", line 10 in <module>"))  # expect: True

for call in (lambda: faulthandler.register(signal.SIGSEGV), lambda: faulthandler.register(999),
             lambda: faulthandler.enable(-1), lambda: faulthandler.dump_traceback_later(0),
             lambda: faulthandler.dump_traceback(object())):
    try:
        call()
    except Exception as error:
        print(type(error).__name__, error)
# expect: RuntimeError signal 11 cannot be registered, use enable() instead
# expect: ValueError signal number out of range
# expect: ValueError file is not a valid file descriptor
# expect: ValueError timeout must be greater than 0
# expect: AttributeError 'object' object has no attribute 'fileno'
faulthandler.cancel_dump_traceback_later()
