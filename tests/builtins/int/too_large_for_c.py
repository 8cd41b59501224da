"""Numbers too large for an int of C are told of in two ways: where arguments are converted one by one, and
where a format reads them."""
import array
import fcntl
import gc
import io
import os
import signal
import socket
import sys
import zlib

LARGE = 2 ** 40


def attempt(function, *arguments):
    try:
        return function(*arguments)
    except (OverflowError, TypeError) as error:
        return f"{type(error).__name__}: {error}"


endpoint = socket.socket()


def all_attempts(number):
    each = os.close, os.dup, os.isatty, os.umask, os.strerror, sys.setrecursionlimit, "a".expandtabs
    yield from (attempt(function, number) for function in each)
    yield attempt(os.open, "file", number)
    yield attempt(signal.signal, number, 1)
    yield attempt(fcntl.fcntl, 0, number)
    yield attempt(zlib.compress, b"", number)
    yield attempt(gc.set_threshold, number)
    yield attempt(endpoint.listen, number)
    yield attempt(endpoint.shutdown, number)
    yield attempt(endpoint.getsockopt, 1, 1, number)
    yield attempt(array.array, "i", [number])
    yield attempt(io.FileIO, number)
    yield attempt(open, number)


print(*all_attempts(LARGE), sep="\n")
# expect: OverflowError: Python int too large to convert to C int
# expect: OverflowError: Python int too large to convert to C int
# expect: OverflowError: Python int too large to convert to C int
# expect: OverflowError: Python int too large to convert to C int
# expect: OverflowError: Python int too large to convert to C int
# expect: OverflowError: Python int too large to convert to C int
# expect: OverflowError: Python int too large to convert to C int
# expect: OverflowError: Python int too large to convert to C int
# expect: OverflowError: Python int too large to convert to C int
# expect: OverflowError: Python int too large to convert to C int
# expect: OverflowError: Python int too large to convert to C int
# expect: OverflowError: signed integer is greater than maximum
# expect: OverflowError: signed integer is greater than maximum
# expect: OverflowError: Python int too large to convert to C int
# expect: OverflowError: signed integer is greater than maximum
# expect: OverflowError: signed integer is greater than maximum
# expect: TypeError: expected str, bytes or os.PathLike object, not int
# expect: TypeError: expected str, bytes or os.PathLike object, not int
print(*all_attempts(-LARGE), sep="\n")
# expect: OverflowError: Python int too large to convert to C int
# expect: OverflowError: Python int too large to convert to C int
# expect: OverflowError: Python int too large to convert to C int
# expect: OverflowError: Python int too large to convert to C int
# expect: OverflowError: Python int too large to convert to C int
# expect: OverflowError: Python int too large to convert to C int
# expect: OverflowError: Python int too large to convert to C int
# expect: OverflowError: Python int too large to convert to C int
# expect: OverflowError: Python int too large to convert to C int
# expect: OverflowError: Python int too large to convert to C int
# expect: OverflowError: Python int too large to convert to C int
# expect: OverflowError: signed integer is less than minimum
# expect: OverflowError: signed integer is less than minimum
# expect: OverflowError: Python int too large to convert to C int
# expect: OverflowError: signed integer is less than minimum
# expect: OverflowError: signed integer is less than minimum
# expect: TypeError: expected str, bytes or os.PathLike object, not int
# expect: TypeError: expected str, bytes or os.PathLike object, not int
endpoint.close()
print(attempt(os.close, 2 ** 80))  # expect: OverflowError: Python int too large to convert to C int
