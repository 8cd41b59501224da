"""Shared memory and semaphores of processes that are killed are taken away, and told of."""
import os
import signal
import subprocess
import sys

CHILD = """
import multiprocessing, sys, time
from multiprocessing.shared_memory import SharedMemory
multiprocessing.set_start_method("spawn")
memory, lock = SharedMemory(create=True, size=10), multiprocessing.Lock()
print(memory._name, lock._semlock.name, flush=True)
time.sleep(60)
"""


def files(names):
    memory, semaphore = names
    return ["/dev/shm" + memory, "/dev/shm/sem." + semaphore[1:]]


for number in signal.SIGTERM, signal.SIGKILL:
    with subprocess.Popen([sys.executable, "-c", CHILD], text=True, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE) as child:
        paths = files(child.stdout.readline().split())
        print(all(map(os.path.exists, paths)))
        child.send_signal(number)
        told = child.stderr.read()  # the tracker's, until it ends
    print(any(map(os.path.exists, paths)), child.returncode == -number)
    print("1 leaked semaphore objects" in told, "1 leaked shared_memory objects" in told)
# expect: True
# expect: False True
# expect: True True
# expect: True
# expect: False True
# expect: True True


def started(method):
    """By which method a child starts processes, as the default is `method`."""
    program = ("import multiprocessing as m\n"
               "def show(): print(m.get_start_method(), flush=True)\n"
               "if __name__ == '__main__':\n"
               f" m.set_start_method({method!r}); p = m.Process(target=show); p.start(); p.join()\n")
    with open("program.py", "w") as file:
        file.write(program)
    return subprocess.run([sys.executable, "program.py"], text=True, capture_output=True).stdout


print(started("spawn"), started("forkserver"), started("fork"))
# expect: spawn
# expect:  forkserver
# expect:  fork
# expect:
