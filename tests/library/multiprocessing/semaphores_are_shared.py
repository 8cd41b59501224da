# SemLock: a semaphore, or a lock that its owner may take again, shared with forked processes.
import os

from _multiprocessing import SemLock, flags

RECURSIVE_MUTEX, SEMAPHORE = 0, 1
name = f"/folio-test-{os.getpid()}-"

semaphore = SemLock(SEMAPHORE, 1, 1, name + "1", True)
print(semaphore.acquire(), semaphore.acquire(False), semaphore.acquire(True, 0.01))  # expect: True False False
print(semaphore._count(), semaphore._is_zero(), semaphore._get_value())  # expect: 1 True 0
child = os.fork()
if child == 0:
    semaphore._after_fork()
    semaphore.release()
    os._exit(7)
print(semaphore.acquire(True, 20), os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))  # expect: True 7
semaphore.release()
try:
    semaphore.release()
except ValueError as error:
    print(error)  # expect: semaphore or lock released too many times

mutex = SemLock(RECURSIVE_MUTEX, 1, 1, name + "2", True)
with mutex, mutex:
    print(mutex._count(), mutex._is_mine())  # expect: 2 True
try:
    mutex.release()
except AssertionError as error:
    print(error)  # expect: attempt to release recursive lock not owned by thread
print(mutex.kind, mutex.maxvalue, mutex.name, SemLock.SEM_VALUE_MAX)  # expect: 0 1 None 2147483647
print(sorted(flags))  # expect: ['HAVE_SEM_OPEN', 'HAVE_SEM_TIMEDWAIT']
for arguments in (5, 1, 1, name, True), (1, 1, 1, "/", True):
    try:
        SemLock(*arguments)
    except (ValueError, OSError) as error:
        print(type(error).__name__, error)
# expect: ValueError unrecognized kind
# expect: OSError [Errno 22] Invalid argument
