"""Compares Python implementations on the programs beside this file.

    scripts/bench/run [--rounds N] [--json FILE] [--svg FILE] [--only A,B] NAME=COMMAND ...

Each round runs every program once with every implementation, in turn, so that a change of the
machine's mood meets all of them. The figure of a program is its least processor time (user and
system, of the whole process); the ratio is to the first implementation, and the spread is that of
the ratios of single rounds. Output must be the same everywhere, or the program counts as failed.
"""
import json
import math
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
PROGRAMS = os.path.join(HERE, "programs")


def measure(command, program):
    """(processor seconds, peak memory in KiB, status, output) of one run."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.dup2(writing, 1)
        os.close(reading)
        try:
            os.execvp(command[0], command + [program])
        finally:
            os._exit(127)
    os.close(writing)
    pieces = []
    while piece := os.read(reading, 1 << 16):
        pieces.append(piece)
    os.close(reading)
    _, status, usage = os.wait4(child, 0)
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss, status, b"".join(pieces)


def run(implementations, programs, rounds):
    """{program: {name: {"seconds": [...], "kib": most}}}; what fails has no seconds."""
    results = {program: {name: {"seconds": [], "kib": 0} for name in implementations} for program in programs}
    for number in range(rounds):
        for program in programs:
            print(f"\r{number + 1}/{rounds} {program:<24}", end="", file=sys.stderr, flush=True)
            expected = None
            for name, command in implementations.items():
                seconds, kib, status, output = measure(command, os.path.join(PROGRAMS, program + ".py"))
                expected = output if expected is None else expected
                entry = results[program][name]
                if status != 0 or output != expected:
                    entry["failed"] = f"status {status}" if status else "another output"
                    continue
                entry["seconds"].append(seconds)
                entry["kib"] = max(entry["kib"], kib)
    print("\r" + " " * 40 + "\r", end="", file=sys.stderr, flush=True)
    return results


def ratios(results, name, base):
    """{program: (ratio, least and greatest ratio of a round, ratio of peak memory)}."""
    out = {}
    for program, entries in results.items():
        ours, theirs = entries[name], entries[base]
        if "failed" in ours or "failed" in theirs:
            continue
        each = [a / b for a, b in zip(ours["seconds"], theirs["seconds"])]
        out[program] = (min(ours["seconds"]) / min(theirs["seconds"]), min(each), max(each),
                        ours["kib"] / theirs["kib"])
    return out


def geometric_mean(values):
    values = list(values)
    return math.exp(sum(map(math.log, values)) / len(values)) if values else math.nan


def print_table(results, names):
    base = names[0]
    print(f"{'program':<22}{base + ' s':>14}" + "".join(f"{name:>12}{'spread':>15}{'memory':>8}" for name in names[1:]))
    tables = {name: ratios(results, name, base) for name in names[1:]}
    for program, entries in results.items():
        line = f"{program:<22}" + (f"{min(entries[base]['seconds']):14.3f}" if entries[base]["seconds"] else f"{'fails':>14}")
        for name in names[1:]:
            if program in tables[name]:
                ratio, least, most, memory = tables[name][program]
                line += f"{ratio:12.3f}{f'{least:.2f} - {most:.2f}':>15}{memory:8.2f}"
            else:
                line += f"{entries[name].get('failed', 'fails'):>35}"
        print(line)
    line = f"{'geometric mean':<36}"
    for name in names[1:]:
        table = tables[name].values()
        line += f"{geometric_mean(r[0] for r in table):12.3f}{f'of {len(table)}':>15}{geometric_mean(r[3] for r in table):8.2f}"
    print(line)


def draw(results, name, base):
    """The ratios as bars, the best first: an SVG page of its own, for light and dark."""
    rows = sorted((ratio[0], program) for program, ratio in ratios(results, name, base).items())
    left, width, step = 170, 480, 17
    height = 60 + step * len(rows)
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {left + width + 70} {height}" font-family="sans-serif" font-size="12">',
           "<style>text{fill:#333}.bar{fill:#2a7f9e}.slow{fill:#c0653a}line{stroke:#999}"
           "@media(prefers-color-scheme:dark){text{fill:#ddd}.bar{fill:#4fb0d0}.slow{fill:#e08a5e}}</style>",
           f"<title>Processor time of {name} as a share of {base}'s</title>",
           f'<text x="{left}" y="16" font-weight="bold">{name}: processor time, {base} = 1; geometric mean '
           f"{geometric_mean(r for r, _ in rows):.2f}</text>"]
    scale = width / max(1.0, max((r for r, _ in rows), default=1.0))
    for i, (ratio, program) in enumerate(rows):
        y = 28 + step * i
        out.append(f'<text x="{left - 8}" y="{y + 11}" text-anchor="end">{program}</text>'
                   f'<rect class="{"bar" if ratio <= 1 else "slow"}" x="{left}" y="{y}" width="{ratio * scale:.1f}" height="{step - 4}"/>'
                   f'<text x="{left + ratio * scale + 5:.1f}" y="{y + 11}">{ratio:.2f}</text>')
    out.append(f'<line x1="{left + scale:.1f}" x2="{left + scale:.1f}" y1="24" y2="{height - 28}" stroke-dasharray="3 3"/></svg>')
    return "\n".join(out) + "\n"


def main(arguments):
    rounds, only, files, implementations = 3, None, {}, {}
    while arguments:
        argument = arguments.pop(0)
        if argument in ("--rounds", "--only", "--json", "--svg"):
            if not arguments:
                sys.exit(f"run: {argument} needs a value")
            value = arguments.pop(0)
            if argument == "--rounds":
                rounds = int(value)
            elif argument == "--only":
                only = value.split(",")
            else:
                files[argument] = value
        elif "=" in argument:
            name, command = argument.split("=", 1)
            implementations[name] = command.split()
        else:
            sys.exit(__doc__)
    if len(implementations) < 2:
        sys.exit(__doc__)
    programs = sorted(entry[:-3] for entry in os.listdir(PROGRAMS) if entry.endswith(".py"))
    unknown = [name for name in only or () if name not in programs]
    if unknown:
        sys.exit(f"run: no such program: {', '.join(unknown)}")
    results = run(implementations, only or programs, rounds)
    names = list(implementations)
    print_table(results, names)
    if "--json" in files:
        with open(files["--json"], "w") as file:
            json.dump({"implementations": implementations, "rounds": rounds, "results": results}, file, indent=1)
    if "--svg" in files:
        with open(files["--svg"], "w") as file:
            file.write(draw(results, names[1], names[0]))
    return 0 if all("failed" not in entry for entries in results.values() for entry in entries.values()) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
