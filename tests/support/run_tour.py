"""Types what a tour shows and compares: folio run_tour.py FOLIO TOUR.md

Indented lines that begin with `>>>` (continued with `...`) are typed at a prompt, those with `$` in
a shell; the indented lines below each are what it must print. `...` there stands for any text, a
line of `...` alone for any lines.
"""

import contextlib
import io
import os
import sys
import traceback


def examples(lines):
    """(line number, prompt, source, expected) of each."""
    found = []
    for number, line in enumerate(lines, 1):
        if not line.startswith("    "):
            found.append(None)
            continue
        text = line[4:]
        if text.startswith((">>> ", "$ ")):
            prompt, _, source = text.partition(" ")
            found.append([number, prompt, [source], []])
        elif text.startswith("... ") and found[-1] and not found[-1][3] and opens(found[-1][2]):
            found[-1][2].append(text[4:])
        elif found and found[-1]:
            found[-1][3].append(text)
    return [example for example in found if example]


def opens(source):
    return source[0].rstrip().endswith(":")


def matches(expected, printed):
    """Is every part between the dots there, in order, the first and last in place?"""
    first, *others = expected.split("...")
    if not others:
        return expected == printed
    if not printed.startswith(first):
        return False
    at = len(first)
    for part in others[:-1]:
        at = printed.find(part, at)
        if at < 0:
            return False
        at += len(part)
    return len(printed) - at >= len(others[-1]) and printed.endswith(others[-1])


def type_at_prompt(source, namespace):
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        try:
            exec(compile("\n".join(source) + "\n", "<tour>", "single"), namespace)
        except Exception:
            out.write(traceback.format_exc())
    return out.getvalue()


def type_in_shell(command, number):
    status = os.system(f"{{ {command}; }} >shell.out 2>&1")
    with open("shell.out", encoding="utf-8") as file:
        return file.read()


folio, tour = sys.argv[1:]
os.makedirs("bin", exist_ok=True)
if not os.path.exists("bin/folio"):
    os.symlink(folio, "bin/folio")
os.environ["PATH"] = os.path.abspath("bin") + ":" + os.environ["PATH"]
with open(tour, encoding="utf-8") as file:
    all_examples = examples(file.read().splitlines())
namespace = sys.modules["__main__"].__dict__
failed = 0
for number, prompt, source, expected in all_examples:
    printed = (type_in_shell(source[0], number) if prompt == "$"
               else type_at_prompt(source, namespace))
    wanted = "".join(line + "\n" for line in expected)
    if not matches(wanted, printed):
        failed += 1
        print(f"{tour}:{number}: {source[0]}\nexpected:\n{wanted}printed:\n{printed}")
print(f"{len(all_examples)} examples, {failed} failed")
sys.exit(1 if failed else 0)
