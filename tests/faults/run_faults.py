"""Programs whose system calls fail, one after the other: the library faulty.c is preloaded.

    run_faults.py FOLIO LIBRARY

Whatever call fails, a program must neither die of a signal nor leak, nor end with status 0 after other
output than without the fault; a status that is not 0 needs a message. Transfers cut to one byte and
interrupted calls must change nothing at all.
"""

import os
import subprocess
import sys
import tempfile

PROGRAMS = {
    "print": "print('text' * 3000)\nprint('more', flush=True)\nprint('end')",
    "import": "import helper\nprint(helper.value)",
    "files": """
with open("data", "w") as file:
    for number in range(500):
        print("line", number, file=file)
with open("data") as file:
    print(sum(len(line) for line in file))
with open("data", "r+b") as file:
    file.seek(100); file.write(b"changed"); file.seek(0)
    print(len(file.read()))
""",
    "caught": """
try:
    with open("data", "wb") as file:
        file.write(bytes(100_000))
    print("written", len(open("data", "rb").read()))
except OSError as error:
    print("failed")
    raise SystemExit(3)
""",
    "input": "import sys\nprint(input())\nprint(sys.stdin.read().count('x'))",
    "process": """
import subprocess
done = subprocess.run(["echo", "child"], capture_output=True, text=True)
print(done.stdout, done.returncode)
""",
    "threads": """
import threading
found = []
threads = [threading.Thread(target=found.append, args=(number,)) for number in range(4)]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(sorted(found))
""",
    "memory": """
kept = [[number] * 50 for number in range(20_000)]
print(len(kept), len(bytes(10**7)))
""",
}
FAULTS = {"read": "EIO", "write": "ENOSPC", "open": "EMFILE", "mmap": "ENOMEM", "fork": "EAGAIN",
          "pthread_create": "EAGAIN"}
CALLS_MAX = 40
INPUT = "first\n" + "x" * 3000


class Runner:
    def __init__(self, folio, library):
        self.command = [folio, "-X", "exit-check", "program.py"]
        self.library = library
        self.complaints = self.runs = 0

    def run(self, fault=None):
        environment = {**os.environ, "FOLIO_STDLIB": "none", "PYTHONDONTWRITEBYTECODE": "1"}
        if fault:
            environment.update(FAULT=fault, FAULT_MARK="mark", LD_PRELOAD=self.library)
        self.runs += 1
        return subprocess.run(self.command, input=INPUT, capture_output=True, text=True, timeout=60,
                              env=environment)

    def complain(self, name, fault, what, done):
        self.complaints += 1
        print(f"{name} with {fault}: {what}, status {done.returncode}\n{done.stdout[-200:]}\n"
              f"{done.stderr[-500:]}")

    def check_failure(self, name, fault, expected):
        done = self.run(fault)
        if done.returncode < 0 or done.returncode == 99:
            self.complain(name, fault, "died or leaked", done)
        elif done.returncode == 0 and done.stdout != expected.stdout:
            self.complain(name, fault, "lost output in silence", done)
        elif done.returncode and not done.stderr and "+" not in fault and "failed" not in done.stdout:
            self.complain(name, fault, "failed without a word", done)

    def check_program(self, name, text):
        with open("program.py", "w") as file:
            file.write(text)
        expected = self.run()
        if expected.returncode:
            self.complain(name, "nothing", "fails by itself", expected)
        for fault in "short", "interrupted":
            done = self.run(fault)
            if (done.returncode, done.stdout) != (0, expected.stdout):
                self.complain(name, fault, "is not the same", done)
        for function, error in FAULTS.items():
            for after in "", "+":
                for number in range(1, CALLS_MAX):
                    self.check_failure(name, f"{function}:{number}{after}:{error}", expected)
                    if not os.path.exists("mark"):
                        break
                    os.remove("mark")


def main(folio, library):
    runner = Runner(os.path.abspath(folio), os.path.abspath(library))
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        with open("helper.py", "w") as file:
            file.write("value = 5\n")
        for name, text in PROGRAMS.items():
            runner.check_program(name, text)
        os.chdir("/")
    print(f"{runner.runs} runs, {runner.complaints} complaints")
    return runner.complaints != 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
