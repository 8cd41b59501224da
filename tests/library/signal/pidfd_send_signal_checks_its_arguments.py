"""pidfd_send_signal sends to a process by descriptor; siginfo is None or nothing."""
import os
import signal

descriptor = os.pidfd_open(os.getpid())


def error(*args):
    try:
        return signal.pidfd_send_signal(*args)
    except (OSError, TypeError) as problem:
        return f"{type(problem).__name__}: {problem}"


print(error(descriptor, 0, None, 0))  # expect: None
print(error(descriptor, 0, object()))  # expect: TypeError: siginfo must be None
print(error(descriptor, 0, None, "0"))  # expect: TypeError: 'str' object cannot be interpreted as an integer
print(error(descriptor, 0, None, 1 << 30))  # expect: OSError: [Errno 22] Invalid argument
try:
    signal.pidfd_send_signal(descriptor, signal.SIGINT)
    print("nothing")
except KeyboardInterrupt:
    print("interrupted")  # expect: interrupted
os.close(descriptor)
