# uname_result, times_result, terminal_size: tuples with names, made by the native module.
import os
import pickle

names = os.uname()
print(type(names), len(names), names.sysname == names[0], names[1:3] == (names.nodename, names.release))
# expect: <class 'posix.uname_result'> 5 True True
times = os.times()
print(type(times), times.user >= 0, times.elapsed == times[4])        # expect: <class 'posix.times_result'> True True
size = os.terminal_size((80, 24))
print(size, size.columns, size == (80, 24))                           # expect: os.terminal_size(columns=80, lines=24) 80 True
print(pickle.loads(pickle.dumps(size)) == size, isinstance(size, tuple))   # expect: True True
try:
    os.terminal_size((1, 2, 3))
except TypeError as error:
    print(error)  # expect: os.terminal_size() takes a 2-sequence (3-sequence given)
read, write = os.pipe()
try:
    os.get_terminal_size(read)
except OSError as error:
    print(error)                                                      # expect: [Errno 25] Inappropriate ioctl for device
print(os.ctermid())                                                   # expect: /dev/tty
