"""The same programs under two Pythons: what they print and the exception that ends them must agree.

    differential.py COUNT SEED PYTHON PYTHON     one that is not there: exit status 77
    differential.py --run FILE                   runs the programs of a file (JSON), prints a line for each

Programs are those of programs.py. A difference is shown with its program; the exit status is then 1.
"""

import json
import os
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile

from programs import Generator

BATCH = 100
OUTPUT_MAX = 20000
MEMORY_MAX = 2 << 30
TOO_MUCH = "too much output, time or memory"


class TooMuch(BaseException):
    pass


def run_one(source):
    """What a program prints, then how it ends."""
    lines = []

    def write(*values, sep=" ", end="\n"):
        lines.append(sep.join(map(str, values)) + end)
        if sum(map(len, lines[-50:])) > OUTPUT_MAX or len(lines) > 2000:
            raise TooMuch

    def stop(number, frame):
        raise TooMuch

    ending = "end"
    signal.signal(signal.SIGALRM, stop)
    signal.alarm(2)
    try:
        exec(compile(source, "program.py", "exec"), {"print": write, "__name__": "program"})
    except TooMuch:
        return TOO_MUCH
    except MemoryError:
        return TOO_MUCH
    except SyntaxError as error:
        ending = f"SyntaxError {error.msg} {error.lineno} {error.offset}"
    except BaseException as error:
        ending = type(error).__name__ + ": " + str(error)
    finally:
        signal.alarm(0)
    return re.sub("0x[0-9a-f]{6,}", "0x...", "".join(lines)[:OUTPUT_MAX] + ending)


def run_file(path):
    import warnings
    warnings.simplefilter("ignore")
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_MAX, MEMORY_MAX))
    with open(path) as file:
        programs = json.load(file)
    for source in programs:
        print(json.dumps(run_one(source)), flush=True)


def results(python, path):
    """The result of each program; a Python that dies or hangs ends the list."""
    environment = dict(os.environ, PYTHONHASHSEED="0")
    try:
        done = subprocess.run([python, os.path.abspath(__file__), "--run", path], capture_output=True,
                              text=True, timeout=120, env=environment)
    except subprocess.TimeoutExpired as late:
        return [json.loads(line) for line in (late.stdout or b"").decode().splitlines()] + ["hangs"]
    found = [json.loads(line) for line in done.stdout.splitlines()]
    if done.returncode:
        found.append(f"exit status {done.returncode}: {done.stderr[-300:]}")
    return found


def show(source, pythons, answers):
    print("=" * 80)
    print(source)
    for python, answer in zip(pythons, answers):
        print(f"---- {python}\n{answer}")


def compare(programs, pythons):
    """Shows the differences; returns how many."""
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump(programs, file)
        file.flush()
        first, second = (results(python, file.name) for python in pythons)
    different = 0
    for source, *answers in zip(programs, first, second):
        if answers[0] != answers[1] and TOO_MUCH not in answers:
            show(source, pythons, answers)
            different += 1
    return different


def main(count, seed, pythons):
    if not all(map(shutil.which, pythons)):
        print("skipped: there is no", *(python for python in pythons if not shutil.which(python)))
        return 77
    chance = random.Random(seed)
    different = 0
    for start in range(0, count, BATCH):
        programs = [Generator(chance).program() for _ in range(min(BATCH, count - start))]
        different += compare(programs, pythons)
    print(f"{count} programs, {different} different")
    return different != 0


if __name__ == "__main__":
    if sys.argv[1] == "--run":
        run_file(sys.argv[2])
    else:
        sys.exit(main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:5]))
