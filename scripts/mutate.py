"""Mutants of one line each, and whether the suite catches them: see scripts/mutate.

A mutant negates a condition, drops a release of a reference, moves a limit by one, drops a check or
swaps two operators. Lines are drawn from all of the folders, so that a long file has more of them than a
short one. A mutant that gives the same machine code as its line is none and another one is drawn; one
that does not compile neither counts. Caught is one that any test fails with, or that does not end.
"""

import os
import random
import re
import subprocess
import sys

FOLDERS = ["lexer", "parser", "compiler", "memory", "vm"]
SOURCES = (".c", ".inc", ".re")
STAGES = ["-L", "-LE"]  # with and without these labels: the tests that are fast and broad first
BROAD = "^(language|builtins)$"
TRIES = 3  # a test that fails once only has shown nothing
SECONDS = 60  # of CPU time, of one process of a test
BYTES = 16 << 30  # of address space, of one process

RELEASES = r"^\s*(decref|xdecref|buffer_release|arguments_release|mem_free|free)\(.*\);$"
MUTATIONS = [
    ("condition negated", r"\b(if|while) \((.+)\)( \{)?$", r"\1 (!(\2))\3"),
    ("release dropped", RELEASES, ""),
    ("limit moved", r" < (?!<)", " <= "),
    ("limit moved", r" <= ", " < "),
    ("limit moved", r" > (?!>)", " >= "),
    ("limit moved", r" >= ", " > "),
    ("one dropped", r" [+-] 1\b", ""),
    ("operator swapped", r" == ", " != "),
    ("operator swapped", r" != ", " == "),
    ("operator swapped", r" && ", " || "),
    ("operator swapped", r" \|\| ", " && "),
    ("operator swapped", r" \+= ", " -= "),
    ("answer swapped", r"\breturn true;", "return false;"),
    ("answer swapped", r"\breturn false;", "return true;"),
]


def sources(root, folders):
    for folder in folders:
        for path, inner, names in os.walk(os.path.join(root, folder)):
            inner[:] = sorted(set(inner) - {"generate", "tools"})
            for name in sorted(names):
                if name.endswith(SOURCES):
                    yield os.path.join(path, name)


def candidates(path):
    """(path, number of the line, what is changed, the new line), for all of the file's lines."""
    with open(path, encoding="utf-8") as file:
        lines = file.read().split("\n")
    in_comment = False
    for number, line in enumerate(lines):
        text = line.strip()
        in_comment = in_comment or text.startswith("/*")
        if in_comment or text.startswith(("#", "//", "static_assert", "_Static_assert", "assert(")):
            in_comment = in_comment and "*/" not in text
            continue
        code = line.split(" /*")[0].split(" //")[0].rstrip()
        if '"' in code or code.endswith("\\"):
            continue
        for what, old, new in MUTATIONS:
            for match in re.finditer(old, code):
                yield path, number, what, code[:match.start()] + match.expand(new) + code[match.end():]


def limited():
    import resource
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 5))
    resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))


def build(root):
    """The build's complaint, "" if there is none. Parts of the program run while it is built."""
    done = subprocess.run(["cmake", "--build", "build/dev"], cwd=root, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, preexec_fn=limited)
    if done.returncode == 0:
        return ""
    return "does not compile" if b" error: " in done.stdout else "the build"


def stripped(root):
    """The program's machine code and constants, without what tells of lines."""
    code = os.path.join(root, "build", "mutant.bin")
    subprocess.run(["objcopy", "-O", "binary", "-j", ".text", "-j", ".rodata",
                    os.path.join(root, "build/dev/folio"), code], check=True)
    with open(code, "rb") as file:
        return file.read()


def run_tests(root, *arguments):
    """Whether they pass, and what ctest says."""
    costs = os.path.join(root, "build/dev/Testing/Temporary/CTestCostData.txt")
    if os.path.exists(costs):
        os.remove(costs)  # by these the slowest test would be the first
    done = subprocess.run(["ctest", "--test-dir", "build/dev", "--stop-on-failure", "--timeout", "300",
                           *arguments], cwd=root, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          preexec_fn=limited, text=True, errors="replace")
    return done.returncode == 0, done.stdout


def first_failure(root):
    """A test that fails, and by itself again; None if there is none."""
    for stage in STAGES:
        for _ in range(TRIES):
            passed, said = run_tests(root, "-j", str(os.cpu_count()), stage, BROAD)
            if passed:
                break
            for failed in re.findall(r"Test +#\d+: (\S+) \.*\s*\*\*\*(?!Not Run|Skipped)", said):
                if not run_tests(root, "-R", f"^{re.escape(failed)}$")[0]:
                    return failed
    return None


def main(root, count, seed="1", *folders):
    random.seed(int(seed))
    drawn = [mutant for path in sources(root, folders or FOLDERS) for mutant in candidates(path)]
    random.shuffle(drawn)
    print(f"{len(drawn)} mutants to draw from", flush=True)
    if not os.path.exists(os.path.join(root, "build/dev/build.ninja")):
        subprocess.run(["cmake", "--preset", "dev"], cwd=root, check=True, stdout=subprocess.DEVNULL)
    if build(root) or first_failure(root):
        sys.exit("the suite fails without a mutant")
    usual = stripped(root)
    caught, missed = 0, []
    for path, number, what, changed in drawn:
        if caught + len(missed) == int(count):
            break
        with open(path, encoding="utf-8") as file:
            text = file.read()
        lines = text.split("\n")
        place = f"{os.path.relpath(path, root)}:{number + 1}: {what}: {changed.strip() or lines[number].strip()}"
        lines[number] = changed
        with open(path, "w", encoding="utf-8") as file:
            file.write("\n".join(lines))
        try:
            failed = build(root)
            if failed == "the build" or (not failed and stripped(root) != usual):
                failed = failed or first_failure(root)
                caught += failed is not None
                if failed is None:
                    missed.append(place)
                print(f"{place}\n    {failed or 'NOT CAUGHT'}", flush=True)
        finally:
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
    print(f"{caught} of {caught + len(missed)} mutants caught")
    for place in missed:
        print("not caught:", place)


main(*sys.argv[1:])
