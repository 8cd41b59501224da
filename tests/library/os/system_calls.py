# The calls of Linux that module os hands on: several buffers, ranges, attributes, counters, timers.
import os
import time


def attempt(action):
    try:
        print(action())
    except (OSError, ValueError, TypeError, OverflowError, BufferError) as error:
        print(f"{type(error).__name__}: {error}")


fd = os.open("data", os.O_RDWR | os.O_CREAT)
print(os.writev(fd, [b"one ", bytearray(b"two "), memoryview(b"three")]), os.pwritev(fd, [b"T", b"W"], 4))  # expect: 13 2
first, second = bytearray(4), bytearray(100)
print(os.preadv(fd, (first, second), 0), first, second[:9])  # expect: 13 bytearray(b'one ') bytearray(b'TWo three')
os.lseek(fd, 0, 0)
print(os.readv(fd, [first]), first)  # expect: 4 bytearray(b'one ')
attempt(lambda: os.readv(fd, 5))  # expect: TypeError: readv() arg 2 must be a sequence
attempt(lambda: os.writev(fd, ["text"]))  # expect: TypeError: a bytes-like object is required, not 'str'
copy = os.open("copy", os.O_RDWR | os.O_CREAT)
print(os.copy_file_range(fd, copy, 9, 4), os.pread(copy, 20, 0))  # expect: 9 b'TWo three'
read_end, write_end = os.pipe()
print(os.splice(fd, write_end, 3, offset_src=0), os.read(read_end, 10))  # expect: 3 b'one'
attempt(lambda: os.splice(fd, write_end, -1))  # expect: ValueError: negative value for 'count' not allowed
print(os.posix_fallocate(fd, 0, 100), os.fstat(fd).st_size, os.posix_fadvise(fd, 0, 0, os.POSIX_FADV_WILLNEED))  # expect: None 100 None
attempt(lambda: os.posix_fallocate(fd, 0, -1))  # expect: OSError: [Errno 22] Invalid argument
print(os.lockf(fd, os.F_LOCK, 10), os.lockf(fd, os.F_TEST, 10), os.lockf(fd, os.F_ULOCK, 10))  # expect: None None None

here = os.statvfs(".")
print(here.f_bsize > 0, here.f_namemax, len(here), here[:2] == os.fstatvfs(fd)[:2], os.statvfs(fd).f_bsize == here.f_bsize)  # expect: True 255 10 True True
attempt(lambda: os.statvfs("missing"))  # expect: FileNotFoundError: [Errno 2] No such file or directory: 'missing'
print(os.pathconf(".", "PC_NAME_MAX"), os.fpathconf(fd, os.pathconf_names["PC_NAME_MAX"]), os.confstr("CS_PATH"), os.sysconf("SC_CLK_TCK"))  # expect: 255 255 /bin:/usr/bin 100
attempt(lambda: os.sysconf("SC_NOTHING"))  # expect: ValueError: unrecognized configuration name
attempt(lambda: os.confstr(1.0))  # expect: TypeError: configuration names must be strings or integers
try:
    os.setxattr("data", "user.colour", b"green")
    print_attributes = lambda: (os.listxattr(fd), os.getxattr("data", b"user.colour"), os.removexattr(fd, "user.colour"), os.listxattr("data", follow_symlinks=False))
except OSError:  # this file system has no attributes
    print_attributes = lambda: (["user.colour"], b"green", None, [])
print(*print_attributes())  # expect: ['user.colour'] b'green' None []
attempt(lambda: os.getxattr("data", "user.none"))  # expect: OSError: [Errno 61] No data available: 'data'
print(os.makedev(3, 5), os.major(773), os.minor(773), os.mknod("node", 0o600) or os.path.exists("node"))  # expect: 773 3 5 True

counter = os.eventfd(3)
print(os.eventfd_write(counter, 4), os.eventfd_read(counter), os.get_inheritable(counter))  # expect: None 7 False
attempt(lambda: os.eventfd(-1))  # expect: ValueError: value must be positive
timer = os.timerfd_create(time.CLOCK_MONOTONIC)
print(os.timerfd_settime(timer, initial=0.001), os.read(timer, 8), os.timerfd_settime_ns(timer, interval=5, initial=10**12))  # expect: (0.0, 0.0) b'\x01\x00\x00\x00\x00\x00\x00\x00' (0, 0)
print(os.timerfd_gettime(timer)[1], os.timerfd_gettime_ns(timer)[1])  # expect: 5e-09 5
memory = os.memfd_create("name")
print(os.write(memory, b"memory"), os.readlink(f"/proc/self/fd/{memory}"), len(os.getrandom(10)))  # expect: 6 /memfd:name (deleted) 10

print(os.sched_getscheduler(0), os.sched_getparam(0), os.sched_get_priority_max(os.SCHED_FIFO), os.sched_param(3))  # expect: 0 posix.sched_param(sched_priority=0) 99 posix.sched_param(sched_priority=3)
print(os.sched_setaffinity(0, os.sched_getaffinity(0)), os.sched_setscheduler(0, 0, os.sched_param(0)))  # expect: None None
attempt(lambda: os.sched_setaffinity(0, [-1]))  # expect: ValueError: negative CPU number
attempt(lambda: os.sched_setscheduler(0, 0, 3))  # expect: TypeError: must have a sched_param object
print(os.getresuid() == (os.getuid(), os.geteuid(), os.getuid()), os.getpriority(os.PRIO_PROCESS, 0) == os.nice(0))  # expect: True True
attempt(lambda: os.setuid("root"))  # expect: TypeError: uid should be integer, not str
attempt(lambda: os.setuid(-2))  # expect: OverflowError: uid is less than minimum
attempt(lambda: os.setgroups(["root"]))  # expect: TypeError: groups must be integers
attempt(lambda: os.getgrouplist(3, 0))  # expect: TypeError: getgrouplist() argument 1 must be str, not int

child, terminal = os.forkpty()
if child == 0:
    os.write(1, f"{os.isatty(0)} {os.device_encoding(1)}".encode())
    os._exit(0)
print(os.read(terminal, 100), os.waitpid(child, 0)[1])  # expect: b'True utf-8' 0
leader = os.posix_openpt(os.O_RDWR | os.O_NOCTTY)
print(os.grantpt(leader), os.unlockpt(leader), os.ptsname(leader).startswith("/dev/pts/"))  # expect: None None True
