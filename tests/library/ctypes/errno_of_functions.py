# errno of foreign functions, kept apart for each thread.
import errno
import os
import threading
from ctypes import *

print(get_errno(), set_errno(5), get_errno())  # expect: 0 0 5
libc = CDLL(None, use_errno=True)
print(libc.open(b"/no/such/file", 0), errno.errorcode[get_errno()])  # expect: -1 ENOENT
plain = CDLL(None)
set_errno(0)
print(plain.open(b"/no/such/file", 0), get_errno())  # expect: -1 0
thread = threading.Thread(target=lambda: print(get_errno(), set_errno(9), get_errno()))
set_errno(3)
thread.start()  # expect: 0 0 9
thread.join()
print(get_errno())  # expect: 3


def check(result, function, arguments):
    if result < 0:
        number = get_errno()
        raise OSError(number, os.strerror(number), arguments[0])
    return result


libc.chdir.errcheck = check
try:
    libc.chdir(b"/no/such/folder")
except OSError as error:
    print(error)
# expect: [Errno 2] No such file or directory: b'/no/such/folder'
print(libc.chdir(b"."))  # expect: 0
