# What is no folder leaves no descriptor open.
import os

file = os.open(__file__, os.O_RDONLY)
before = len(os.listdir("/proc/self/fd"))
for function in os.listdir, os.scandir:
    for _ in range(5):
        try:
            function(file)
        except NotADirectoryError:
            pass
print(len(os.listdir("/proc/self/fd")) - before)  # expect: 0
