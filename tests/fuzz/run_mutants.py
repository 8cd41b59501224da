"""Runs mutated code: what the verifier lets through must not harm the interpreter.

    folio -X mem-limit=500000000 tests/fuzz/run_mutants.py COUNT SEED FILE.py...

Each mutant is one of the files, compiled, with a few bytes of its marshalled code changed. Those that
the verifier accepts are run in a child process, with harmless builtins, for at most a second. A child
that dies of anything but the clock is reported and its mutant is kept. Best with an ASan build.
"""

import os
import random
import signal
import sys
import warnings

import _code_bytes

from harmless import use

BATCH = 40


def mutate(data, random):
    data = bytearray(data)
    for _ in range(random.choice((1, 1, 1, 2, 3))):
        at = random.randrange(len(data))
        kind = random.randrange(5)
        if kind == 0:
            data[at] = random.randrange(256)
        elif kind == 1:
            data[at] ^= 1 << random.randrange(8)
        elif kind == 2:
            data[at] = (data[at] + random.choice((-1, 1))) & 255
        elif kind == 3:
            count = random.randrange(1, 9)
            start = random.randrange(len(data))
            data[at:at + count] = data[start:start + count]
        else:
            data[at] = random.choice((0, 1, 2, 3, 127, 128, 255))
    return bytes(data)


def run_child(mutants, progress):
    """In the child: all mutants, telling the number of each before it runs."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    sys.setrecursionlimit(200)
    for number, code in mutants:
        os.write(progress, number.to_bytes(4, "little"))
        signal.alarm(1)
        use(code)
    os._exit(0)


def run_batch(mutants):
    """Numbers of the mutants that killed their process, and how."""
    harmful, timeouts = [], 0
    while mutants:
        reader, writer = os.pipe()
        child = os.fork()
        if child == 0:
            run_child(mutants, writer)
        os.close(writer)
        told = b""
        while part := os.read(reader, 4096):
            told += part
        os.close(reader)
        status = os.waitpid(child, 0)[1]
        if status == 0:
            break
        last = int.from_bytes(told[-4:], "little")
        if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGALRM:
            timeouts += 1
        else:
            harmful.append((last, status))
        mutants = [(number, code) for number, code in mutants if number > last]
    return harmful, timeouts


def main(count, seed, paths):
    warnings.simplefilter("ignore")
    chance = random.Random(seed)
    originals = []
    for path in paths:
        with open(path, "rb") as file:
            originals.append(_code_bytes.dumps(compile(file.read(), path, "exec")))
    accepted = timeouts = harm = 0
    batch, kept = [], {}
    for number in range(count):
        data = mutate(chance.choice(originals), chance)
        try:
            batch.append((number, _code_bytes.loads(data)))
            kept[number] = data
            accepted += 1
        except (ValueError, MemoryError):
            pass
        if len(batch) == BATCH or number == count - 1:
            harmful, late = run_batch(batch)
            timeouts += late
            for which, status in harmful:
                harm += 1
                name = f"mutant-{seed}-{which}.code"
                with open(name, "wb") as file:
                    file.write(kept[which])
                print(f"{name}: status {status}", flush=True)
            batch, kept = [], {}
    print(f"{count} mutants, {accepted} accepted and run, {timeouts} stopped by the clock, "
          f"{harm} harmful")
    return harm != 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]))
