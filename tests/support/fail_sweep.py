"""Every allocation of a script may fail: folio -X exit-check fail_sweep.py SCRIPT [STEP [FIRST]]

For N = FIRST, FIRST + STEP, ... a forked child runs the script with its Nth allocation failing,
once and then for good, through to the end of the process. Each must end well with the usual
output (but a traceback may lack frames), or with status 1 and a MemoryError told of; never by a
signal, never with another exception, never with anything left (status 99). When ENOUGH runs on end
had nothing fail, the script has no more allocations. Each run has an empty folder of its own.

A first line "# preload: NAME, NAME" names modules that are imported before the forks: libraries in
Python whose imports would be most of the runs. (Those of other scripts fail at every allocation.)
"""

import _heap
import os
import signal
import sys

ENOUGH = 60
FOR_GOOD = 1 << 40
SECONDS = 60
PRELOAD = b"# preload:"


def begin_child(folder, out, err, number, count):
    os.chdir(folder)
    for descriptor, path in ((1, out), (2, err)):
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        os.dup2(file, descriptor)
        os.close(file)
    signal.alarm(SECONDS)
    if number:
        _heap.fail_at(number, count)


def read(path):
    with open(path, "rb") as file:
        return file.read()


def wait(child, folder):
    status = os.waitpid(child, 0)[1]
    for left in os.listdir(folder):
        os.remove(os.path.join(folder, left))
    return os.waitstatus_to_exitcode(status)


def without_frames(text):
    return [line for line in text.split(b"\n") if not line.startswith(b"  ")]


def complaint(status, out, err, expected):
    """What is wrong with how a run ended; None if nothing is."""
    if status == 0:
        if (without_frames(out) != without_frames(expected)
                and b"MemoryError" not in out + err):  # caught, or ignored in a finalizer
            return "another output: " + repr(out[-200:])
    elif status == 120 or status == 1:
        if b"MemoryError" not in err and b"memory" not in err:
            return "no word of MemoryError: " + repr(err[-300:])
    else:
        return f"status {status}: " + repr(err[-300:])
    return None


script = os.path.abspath(sys.argv[1])
step = int(sys.argv[2]) if len(sys.argv) > 2 else 1
first = int(sys.argv[3]) if len(sys.argv) > 3 else 1
folder = os.path.abspath(f"sweep.{os.getpid()}")
out, err = folder + ".out", folder + ".err"
os.mkdir(folder)
with open(script, "rb") as file:
    source = file.read()
code = compile(source, script, "exec")
if source.startswith(PRELOAD):
    for name in source.partition(b"\n")[0][len(PRELOAD):].decode().split(","):
        __import__(name.strip())
module = type(sys)("__main__")
module.__file__ = script

in_child, runs, bad, clean, number = False, 0, 0, 0, 0
expected = b""
while clean < ENOUGH and bad < 5:
    quiet = True
    for count in (1, FOR_GOOD):
        child = os.fork()
        if child == 0:
            in_child = True
            break
        status = wait(child, folder)
        said, told = read(out), read(err)
        if number == 0:
            expected = said
            wrong = f"status {status}: {told!r}" if status or told else None
        else:
            wrong = complaint(status, said, told, expected)
        runs += 1
        quiet = quiet and status == 0 and not told
        if wrong:
            bad += 1
            print(f"N = {number}{'' if count == 1 else ' and on'}: {wrong}", flush=True)
    if in_child:
        break
    clean = clean + 1 if quiet else 0
    number = first if number == 0 else number + step

if in_child:
    begin_child(folder, out, err, number, count)
    sys.modules["__main__"] = module
    exec(code, vars(module))
else:
    for path in (out, err):
        os.remove(path)
    os.rmdir(folder)
    print(f"{os.path.basename(script)}: {runs} runs, N up to {number}, {bad} bad")
    sys.exit(1 if bad else 0)
