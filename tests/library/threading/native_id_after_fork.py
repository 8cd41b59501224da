# The main thread of a forked process has a native id of its own, also as multiprocessing renews it.
import os
import threading

before = threading.main_thread().native_id
pid = os.fork()
if pid == 0:
    threading.main_thread()._set_native_id()
    os._exit(threading.main_thread().native_id == before)
print(os.waitpid(pid, 0)[1], threading.main_thread().native_id == before)  # expect: 0 True
