"""What the process used, what it may use, and what a child used."""
import os
import resource

usage = resource.getrusage(resource.RUSAGE_SELF)
print(type(usage).__name__, len(usage), usage.ru_maxrss > 1000, usage[0] == usage.ru_utime)  # expect: struct_rusage 16 True True
soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
resource.setrlimit(resource.RLIMIT_NOFILE, (min(soft, 100), hard))
print(resource.getrlimit(resource.RLIMIT_NOFILE)[0] <= 100, resource.RLIM_INFINITY)  # expect: True -1
print(resource.prlimit(0, resource.RLIMIT_NOFILE)[1] == hard, resource.error is OSError)  # expect: True True

for call in (lambda: resource.getrlimit(99), lambda: resource.getrusage(99),
             lambda: resource.setrlimit(resource.RLIMIT_CORE, (1,)),
             lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (100, 50))):
    try:
        call()
    except ValueError as error:
        print(error)
# expect: invalid resource specified
# expect: invalid who parameter
# expect: expected a tuple of 2 integers
# expect: current limit exceeds maximum limit

if (child := os.fork()) == 0:
    os._exit(3)
pid, status, used = os.wait4(child, 0)
print(pid == child, os.waitstatus_to_exitcode(status), used.ru_utime >= 0)  # expect: True 3 True
try:
    os.wait3(0)
except ChildProcessError as error:
    print(error)  # expect: [Errno 10] No child processes
