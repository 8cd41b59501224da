"""Compares two Python implementations on statements that use the library, a ratio per module.

    scripts/bench/library [--rounds N] [--only REGEX] [--over RATIO] BASE OTHER

The cases are the tables in library_cases/: a module's set-up and its statements by name. In each
round either implementation, in turn, runs a process that times every case; a case's figure is the
least processor time of one execution, and the ratio is OTHER's to BASE's. --only takes the cases
whose "module.name" matches; --over lists those above a ratio (1.0 unless it is given).
"""
import math
import os
import re
import runpy
import subprocess
import sys
import time

BATCH_SECONDS = 0.004
BATCHES = 5


def tables():
    """{module: (set-up, {name: statement})}, of all files in library_cases."""
    folder = os.path.join(os.path.dirname(os.path.abspath(__file__)), "library_cases")
    found = {}
    for entry in sorted(os.listdir(folder)):
        if entry.endswith(".py"):
            found |= runpy.run_path(os.path.join(folder, entry))["CASES"]
    return found


def seconds(statement, names):
    """The least processor time of one execution among BATCHES batches."""
    lines = "\n        ".join(statement.strip().split("\n"))
    exec(f"def batch(times):\n    for _ in range(times):\n        {lines}\n", names)
    batch, clock = names["batch"], time.process_time
    times, spent = 1, 0.0
    while spent < BATCH_SECONDS:
        if spent > 0:
            times = max(times + 1, min(times * 10, int(times * 1.2 * BATCH_SECONDS / spent)))
        start = clock()
        batch(times)
        spent = clock() - start
    best = spent
    for _ in range(BATCHES - 1):
        start = clock()
        batch(times)
        best = min(best, clock() - start)
    return best / times


def time_cases(only):
    """What a process of a round does: a line with the case and its seconds for each."""
    for module, (setup, statements) in tables().items():
        chosen = {f"{module}.{name}": text for name, text in statements.items() if re.search(only, f"{module}.{name}")}
        names = {"__name__": "library_case"}
        if chosen:
            exec(setup, names)
        for case, statement in chosen.items():
            print(case, seconds(statement, names), flush=True)


def compare(commands, rounds, only):
    """{case: [least seconds of either]}"""
    best = {}
    for number in range(rounds):
        for which, command in enumerate(commands):
            print(f"\r{number + 1}/{rounds}", end="", file=sys.stderr, flush=True)
            done = subprocess.run([*command.split(), __file__, "--time", only], stdout=subprocess.PIPE, text=True)
            if done.returncode:
                sys.exit(f"library: {command} failed")
            for case, _, figure in (line.rpartition(" ") for line in done.stdout.splitlines()):
                least = best.setdefault(case, [math.inf, math.inf])
                least[which] = min(least[which], float(figure))
    print("\r", end="", file=sys.stderr)
    return best


def geometric_mean(values):
    return math.exp(sum(map(math.log, values)) / len(values))


def report(best, over):
    modules = {}
    for case, (base, other) in best.items():
        modules.setdefault(case.partition(".")[0], []).append((other / base, case, base, other))
    print(f"{'module':<14}{'cases':>6}{'mean':>7}{'worst':>7}  worst case")
    for module, rows in modules.items():
        ratio, case, _, _ = max(rows)
        print(f"{module:<14}{len(rows):6}{geometric_mean([row[0] for row in rows]):7.2f}{ratio:7.2f}  {case.partition('.')[2]}")
    rows = sorted((row for rows in modules.values() for row in rows), reverse=True)
    print(f"{'all':<14}{len(rows):6}{geometric_mean([row[0] for row in rows]):7.2f}{rows[0][0]:7.2f}  {rows[0][1]}")
    above = [row for row in rows if row[0] > over]
    print(f"\n{len(above)} cases above {over}" + (", microseconds of either:" if above else ""))
    for ratio, case, base, other in above:
        print(f"{ratio:6.2f}  {case:<32}{base * 1e6:12.3f}{other * 1e6:12.3f}")


def main(arguments):
    options, commands = {"--rounds": "3", "--only": "", "--over": "1.0"}, []
    if arguments[:1] == ["--time"]:
        return time_cases(arguments[1])
    while arguments:
        argument = arguments.pop(0)
        if argument in options and arguments:
            options[argument] = arguments.pop(0)
        else:
            commands.append(argument)
    if len(commands) != 2:
        sys.exit(__doc__)
    best = compare(commands, int(options["--rounds"]), options["--only"])
    if not best:
        sys.exit("library: no case matches")
    report(best, float(options["--over"]))


if __name__ == "__main__":
    main(sys.argv[1:])
