"""A byte that cannot be written to the wake-up descriptor: told of, but for a full one if so asked."""
import signal
import socket
import sys

sys.unraisablehook = lambda about: print(about.err_msg, about.exc_value)

reader, writer = socket.socketpair()
writer.setblocking(False)
signal.signal(signal.SIGUSR1, lambda *_: print("handled"))

signal.set_wakeup_fd(writer.fileno())
signal.raise_signal(signal.SIGUSR1)     # expect: handled
print(reader.recv(9) == bytes([signal.SIGUSR1]))    # expect: True

for size in 1000, 1:
    try:
        while True:
            writer.send(b"x" * size)
    except BlockingIOError:
        pass
signal.raise_signal(signal.SIGUSR1)
# expect: Exception ignored when trying to write to the signal wakeup fd [Errno 11] Resource temporarily unavailable
# expect: handled
signal.set_wakeup_fd(writer.fileno(), warn_on_full_buffer=False)
signal.raise_signal(signal.SIGUSR1)     # expect: handled

writer.close()
signal.raise_signal(signal.SIGUSR1)
# expect: Exception ignored when trying to write to the signal wakeup fd [Errno 9] Bad file descriptor
# expect: handled
signal.set_wakeup_fd(-1)

try:
    signal.set_wakeup_fd(999)
except OSError as error:
    print(error)                        # expect: [Errno 9] Bad file descriptor
