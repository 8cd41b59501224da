# Eight threads keep every count right; two hundred forks under load all end well.
import os
import sys
import threading
import warnings

shared = []
token = object()


def work():
    for i in range(100_000):
        shared.append(token)
        if i % 4 == 0:
            shared.pop()


threads = [threading.Thread(target=work) for _ in range(8)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(len(shared), sys.getrefcount(token) - len(shared), flush=True)
# expect: 600000 2
shared.clear()

done = False
warnings.simplefilter("ignore")          # forking with threads


def load():
    while not done:
        [[] for _ in range(100)]


threads = [threading.Thread(target=load) for _ in range(3)]
for thread in threads:
    thread.start()
bad = 0
for _ in range(200):
    child = os.fork()
    if child == 0:
        made = [str(i) for i in range(100)]
        sys.exit(0 if len(made) == 100 else 1)
    bad += os.waitpid(child, 0)[1] != 0
done = True
for thread in threads:
    thread.join()
print(bad)                                                   # expect: 0
