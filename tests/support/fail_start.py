"""Every allocation of a process may fail, from its very start: fail_start.py FOLIO CASE [STEP [FIRST]]

fail_sweep.py forks from a running interpreter; here each run is a process of its own, so that reading
options, starting, finding and compiling the first program, and ending are swept as well. For N = FIRST,
FIRST + STEP, ... the Nth allocation of a CASE (a command line, its input and files) fails, once and
then for good. Each must end with the usual output, or with status 1 (120 when only the end went wrong)
and a word of memory on standard error; never by a signal, never with anything left (status 99). When
nothing fails for ENOUGH allocations on end, the case has no more of them.
"""

import os
import subprocess
import sys

ENOUGH = 300
FOR_GOOD = 1 << 40
BAD_MAX = 5
FILES = {
    "package/__init__.py": "from . import part\n",
    "package/part.py": """\
import warnings
warnings.warn("of a part")
values = [number for number in range(3)]
""",
    "main.py": """\
import sys, package
def fails():
    try:
        {}["key"]
    finally:
        print("left")
print(sys.argv, input(), package.part.values)
try:
    fails()
except KeyError as error:
    print(error)
""",
}
CASES = {  # the command line and what is typed
    "script": (["-W", "always", "-X", "option=1", "main.py", "argument"], "a line\n"),
    "prompt": (["-q", "-i"], "import package\nfor i in 1, 2:\n    print(i)\n\n'é' * 3\nundefined\n:vars\n"),
    "module": (["-m", "package.part"], ""),
    "command": (["-O", "-c", "import package; print(package.part.values)"], ""),
}


def make_files():
    for name, text in FILES.items():
        os.makedirs(os.path.dirname(name) or ".", exist_ok=True)
        with open(name, "w") as file:
            file.write(text)


def run(folio, case, *options):
    arguments, typed = CASES[case]
    done = subprocess.run([folio, "-B", "-X", "exit-check", *options, *arguments],
                          input=typed.encode(), capture_output=True, timeout=60)
    return done.returncode, done.stdout, done.stderr


def complaint(ended, usual):
    """What is wrong with how a run ended; None if nothing is."""
    status, out, err = ended
    told = b"MemoryError" in err or b"memory" in err
    if status in (1, 120) and told:
        return None
    if status == 0 and (told or b"MemoryError" in out or out == usual[1]):
        return None
    return f"status {status}: {out[-200:]!r} {err[-300:]!r}"


def main(folio, case, step=1, number=1):
    make_files()
    usual = run(folio, case)
    clean = bad = 0
    while clean < ENOUGH and bad < BAD_MAX:
        clean += step
        for count in 1, FOR_GOOD:
            ended = run(folio, case, "-X", f"mem-fail={number}:{count}")
            if ended != usual:
                clean = 0
            if wrong := complaint(ended, usual):
                bad += 1
                print(f"N = {number}{'' if count == 1 else ' and on'}: {wrong}", flush=True)
        number += step
    print(f"{case}: N up to {number}, {bad} bad")
    return bad != 0


sys.exit(main(os.path.abspath(sys.argv[1]), sys.argv[2], *map(int, sys.argv[3:])))
