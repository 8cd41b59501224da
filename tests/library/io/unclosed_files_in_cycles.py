# A file that nobody closed is written out when it becomes garbage, also where its layers are found in
# a cycle together: at the end of the program, the namespace of a module with a function is one.
import gc
import io
import os
import subprocess
import sys

with open("program.py", "w") as program:
    program.write("log = open('log', 'w')\n"
                  "def note(text):\n"
                  "    print(text, file=log)\n"
                  "note('kept')\n")
subprocess.run([sys.executable, "program.py"], check=True)
print(open("log").read(), end="")                           # expect: kept
subprocess.run([sys.executable, "-c", "import program"], check=True)
print(open("log").read(), end="")                           # expect: kept

cycle = {}
cycle["self"] = cycle
gc.collect()
cycle["log"] = open("log", "w")
gc.collect()  # CPython would lose the text of a younger file
cycle["log"].write("garbage")
del cycle
gc.collect()
print(open("log").read())                                   # expect: garbage

raw = io.FileIO("log", "w")
buffered = io.BufferedWriter(raw)
buffered.write(b"detached")
print(buffered.detach() is raw)                             # expect: True
del buffered
gc.collect()
print(raw.closed, open("log").read())                       # expect: False detached
raw.close()
