"""CPython's own library under Folio: imports every module of it, and uses every public one.

    folio tests/stdlib/run.py --stdlib=/usr/lib/python3.13 [--cpython=python3.13] [MODULE ...]

Twice: with that library on top of Folio's (`--stdlib=DIR`), and with it alone (`only:DIR`). Each
module is imported in a process of its own, then its piece of `uses/*.py` is run, in an empty
folder, if there is one; with --cpython it must print what it prints there, and what CPython cannot
import is not counted. Prints what failed and a table; the status is 1 if anything failed.
"""

import argparse
import concurrent.futures
import os
import pathlib
import re
import signal
import subprocess
import sys
import tempfile

# Folders that are no part of the library, or hold only its tests.
LEFT_OUT = {"__pycache__", "site-packages", "dist-packages", "lib-dynload", "test", "tests",
            "idle_test"}
SECONDS = 60


def library_modules(folder):
    """The names of all modules below a folder, packages first."""
    found = []
    for path in sorted(folder.rglob("*.py")):
        parts = path.relative_to(folder).with_suffix("").parts
        if parts[-1] == "__init__":
            parts = parts[:-1]
        if not LEFT_OUT.intersection(parts) and all(part.isidentifier() for part in parts):
            if parts[-1] != "__main__":
                found.append(".".join(parts))
    return found


def read_uses():
    """{module: source} of what stands below the headings in uses/."""
    uses = {}
    for path in sorted((pathlib.Path(__file__).parent / "uses").glob("*.py")):
        _, *pieces = re.split(r"^# module (\S+)\n", path.read_text(), flags=re.MULTILINE)
        uses.update(zip(pieces[::2], pieces[1::2]))
    return uses


class Outcome:
    """How a child process ended."""

    def __init__(self, command, source):
        self.printed = ""
        with tempfile.TemporaryDirectory() as folder:
            script = pathlib.Path(folder, "use_of_module.py")
            script.write_text(source)
            work = pathlib.Path(folder, "work")
            work.mkdir()
            try:
                done = subprocess.run([*command, str(script)], cwd=work, env=child_environment(),
                                      stdin=subprocess.DEVNULL, capture_output=True,
                                      timeout=SECONDS)
            except subprocess.TimeoutExpired:
                self.status, self.trouble = None, f"took more than {SECONDS} s"
                return
        self.status = done.returncode
        self.printed = done.stdout.decode("utf-8", "backslashreplace").replace(folder, "FOLDER")
        self.trouble = self.say_trouble(done.stderr.decode("utf-8", "backslashreplace"))

    def say_trouble(self, errors):
        if self.status == 0:
            return ""
        if self.status < 0:
            return f"CRASH {signal.Signals(-self.status).name}"
        return (errors.strip().splitlines() or [f"status {self.status}"])[-1]

    @property
    def crashed(self):
        return self.status is not None and self.status < 0


def child_environment():
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return kept | {"PYTHONHASHSEED": "0", "PYTHONWARNINGS": "ignore", "BROWSER": "true",
                   "TZ": "UTC", "LC_ALL": "C.UTF-8", "COLUMNS": "80"}


class Reference:
    """What CPython prints, if there is one."""

    def __init__(self, command):
        self.command = command
        self.outcomes = {}

    def outcome(self, source):
        if not self.command:
            return None
        if source not in self.outcomes:
            self.outcomes[source] = Outcome([self.command], source)
        return self.outcomes[source]


def first_difference(expected, printed):
    expected, printed = expected.splitlines(), printed.splitlines()
    for wanted, got in zip(expected, printed):
        if wanted != got:
            return f"prints {got!r}, CPython {wanted!r}"
    return f"prints {len(printed)} lines, CPython {len(expected)}"


def judge(command, reference, source):
    """(result, remark): "works", "fails", "crashes", or "left out" what CPython cannot do."""
    wanted = reference.outcome(source)
    if wanted and wanted.status != 0:
        return "left out", wanted.trouble
    got = Outcome(command, source)
    if got.crashed:
        return "crashes", got.trouble
    if got.status != 0:
        return "fails", got.trouble
    if wanted and wanted.printed != got.printed:
        return "fails", first_difference(wanted.printed, got.printed)
    return "works", ""


class Tally:
    """Counts of one kind of judgement in one mode."""

    def __init__(self, title):
        self.title = title
        self.counts = dict.fromkeys(("works", "fails", "crashes", "left out"), 0)

    def add(self, module, result, remark):
        self.counts[result] += 1
        if result != "works":
            print(f"  {self.title}  {result:8}  {module}: {remark}", flush=True)

    @property
    def good(self):
        return not self.counts["fails"] and not self.counts["crashes"]

    def line(self):
        counted = sum(self.counts.values()) - self.counts["left out"]
        share = 100 * self.counts["works"] / max(counted, 1)
        return (f"{self.title:22} {self.counts['works']:4} of {counted:4}  {share:5.1f} %  "
                f"crashes {self.counts['crashes']}, left out {self.counts['left out']}")


def run_mode(title, command, reference, modules, uses, jobs):
    works = [(name, f"import {name}\n") for name in modules]
    works_used = [(name, source) for name, source in uses.items() if name in modules]
    tallies = []
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        for kind, pieces in ("import", works), ("use", works_used):
            tally = Tally(f"{title} {kind}")
            judged = pool.map(lambda piece: judge(command, reference, piece[1]), pieces)
            for (name, _), (result, remark) in zip(pieces, judged):
                tally.add(name, result, remark)
            tallies.append(tally)
    return tallies


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--stdlib", required=True, type=pathlib.Path, metavar="DIR",
                        help="CPython's library")
    parser.add_argument("--folio", default=sys.executable, help="the binary (this one)")
    parser.add_argument("--cpython", help="a CPython 3.13 to compare with")
    parser.add_argument("--mode", action="append", choices=["top", "only"],
                        help="--stdlib=DIR or only:DIR (default both)")
    parser.add_argument("-j", "--jobs", type=int, default=2)
    parser.add_argument("modules", nargs="*", metavar="MODULE", help="only these")
    options = parser.parse_args()
    # Modules in C may be of interest, too: those named in uses/ without a file in the library.
    uses = read_uses()
    modules = list(dict.fromkeys(library_modules(options.stdlib) + list(uses)))
    modules = [name for name in modules if name in options.modules or not options.modules]
    reference = Reference(options.cpython)
    options.folio = os.path.abspath(options.folio)
    tallies = []
    for mode, prefix in ("top", ""), ("only", "only:"):
        if mode in (options.mode or ("top", "only")):
            command = [options.folio, f"--stdlib={prefix}{options.stdlib}"]
            tallies += run_mode(mode, command, reference, modules, uses, options.jobs)
    print(*[tally.line() for tally in tallies], sep="\n")
    sys.exit(not all(tally.good for tally in tallies))


if __name__ == "__main__":
    main()
