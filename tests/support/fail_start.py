"""Every allocation from the very start to the very end may fail: folio -X exit-check fail_start.py FOLIO CASE [STEP [FIRST]]

fail_sweep.py forks from a running interpreter; here each run is a process of its own, so that starting,
finding and compiling the first program, reading options and ending are swept as well. For N = FIRST, FIRST + STEP, ... the
Nth allocation of a CASE (a command line, its input and files, below) fails, once and then for good. The
process must end with its usual output, or with status 1 (120 when only the end went wrong) and a word of
memory on standard error; never by a signal, never with anything left (status 99).
"""

import os
import subprocess
import sys

ENOUGH = 40  # runs on end that nothing fails in
FOR_GOOD = 1 << 40
MODULES = {
    "package/__init__.py": "from . import part\n",
    "package/part.py": "import warnings\nwarnings.warn('of a part')\nvalues = [n for n in range(3)]\n",
}
CASES = {
    "script": (["-W", "always", "-X", "option=1", "main.py", "argument"], "a line\n", {
        "main.py": "import sys, package\nprint(sys.argv, input(), package.part.values)\n"
                   "def fails():\n    try:\n        {}['key']\n    finally:\n        print('left')\n"
                   "try:\n    fails()\nexcept KeyError as error:\n    print(error.__traceback__.tb_lineno)\n",
    }),
    "prompt": (["-q", "-i"], "import package\n1 + 1\nfor i in 1, 2:\n    print(i)\n\n'é' * 3\n_\nundefined\n:vars\n", {}),
    "module": (["-m", "package.part"], "", {}),
    "command": (["-O", "-c", "import package; print(package.part.values)"], "", {}),
}


def run(folio, arguments, text, number, count):
    options = ["-X", f"mem-fail={number}:{count}"] if number else []
    done = subprocess.run([folio, "-B", "-X", "exit-check", *options, *arguments], input=text.encode(),
                          capture_output=True, timeout=60)
    return done.returncode, done.stdout, done.stderr


def complaint(status, out, err, usual):
    """What is wrong with how a run ended; None if nothing is."""
    told = b"MemoryError" in err or b"memory" in err
    if status in (1, 120) and told or status == 0 and (told or b"MemoryError" in out or out == usual[1]):
        return None
    return f"status {status}: {out[-200:]!r} {err[-300:]!r}"


def sweep(folio, arguments, text, step, number):
    usual = run(folio, arguments, text, 0, 0)
    bad, clean = 0, 0
    while clean < ENOUGH and bad < 5:
        quiet = True
        for count in (1, FOR_GOOD):
            ended = run(folio, arguments, text, number, count)
            quiet = quiet and ended == usual
            wrong = complaint(*ended, usual)
            if wrong:
                bad += 1
                print(f"N = {number}{'' if count == 1 else ' and on'}: {wrong}", flush=True)
        number += step
    print(f"N up to {number}, {bad} bad")
    return bad


folio = os.path.abspath(sys.argv[1])
arguments, text, files = CASES[sys.argv[2]]
for name, source in (MODULES | files).items():
    os.makedirs(os.path.dirname(name) or ".", exist_ok=True)
    with open(name, "w") as file:
        file.write(source)
step = int(sys.argv[3]) if len(sys.argv) > 3 else 1
first = int(sys.argv[4]) if len(sys.argv) > 4 else 1
sys.exit(1 if sweep(folio, arguments, text, step, first) else 0)
