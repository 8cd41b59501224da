"""Programs whose system calls fail, one after the other: the library faulty.c is preloaded.

    run_faults.py FOLIO LIBRARY [--all] [PROGRAM ...]

Whatever call fails, a program must neither die of a signal nor leak nor hang, nor end with status 0
after other output than without the fault; a status that is not 0 needs a message. Transfers cut to
one byte and interrupted calls must change nothing at all. Without --all each program meets only some
of the errors.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import zlib

PROGRAMS = {
    "print": "print('text' * 3000)\nprint('more', flush=True)\nprint('end')",
    "import": "import helper, folder.inside\nprint(helper.value, folder.inside.value)",
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
    "kept": """
import os
with open("data", "w") as file:
    file.write("whole\\n" * 3000)
    file.flush()
    os.fsync(file.fileno())
size = os.stat("data").st_size
assert size == 18000, size
print("kept", size)
""",
    "input": "import sys\nprint(input())\nprint(sys.stdin.read().count('x'))",
    "process": """
import subprocess
done = subprocess.run(["echo", "child"], capture_output=True, text=True)
print(done.stdout, done.returncode)
""",
    "forked": """
import os
child = os.fork()
if not child:
    print("child", flush=True)
    os._exit(0)
print(os.waitpid(child, 0)[1])
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
    "sqlite": """
import sqlite3
with sqlite3.connect("data.db") as base:
    base.execute("create table if not exists numbers (number)")
    base.executemany("insert into numbers values (?)", ((number,) for number in range(1000)))
print(base.execute("select number from numbers where number = 999 limit 1").fetchall())
base.close()
""",
    "zip": """
import sys, zipfile
with zipfile.ZipFile("modules.zip", "w") as file:
    file.writestr("zipped.py", "value = 7\\n")
sys.path.insert(0, "modules.zip")
import zipped
print(zipped.value)
""",
    "folders": """
import os, shutil, tempfile
with tempfile.TemporaryDirectory() as folder:
    inside = os.path.join(folder, "a/b")
    os.makedirs(inside)
    open(os.path.join(inside, "c"), "w").close()
    print(os.listdir(inside), [entry.name for entry in os.scandir(folder)])
    print(os.stat(inside).st_mode, os.path.getsize(os.path.join(inside, "c")))
print(len(os.getcwd()) == len(os.path.realpath(".")))
""",
    "sockets": """
import socket
first, second = socket.socketpair()
with first, second:
    first.sendall(b"text" * 10)
    first.shutdown(socket.SHUT_WR)
    print(len(second.makefile("rb").read()))
""",
    "loop": """
import asyncio
async def work():
    await asyncio.sleep(0)
    return 5
print(asyncio.run(work()))
""",
    "libraries": """
import random, zlib, hashlib, time, decimal, ctypes
print(zlib.crc32(b"text"), hashlib.sha256(b"").hexdigest(), decimal.Decimal(1) / 3)
random.random(), time.time(), random.SystemRandom().random(), time.monotonic()
""",
    "signals": """
import signal, os
signal.signal(signal.SIGUSR1, lambda *rest: print("signal"))
os.kill(os.getpid(), signal.SIGUSR1)
""",
}
COMMANDS = {  # what is run instead of the program
    "command": ["-c", "print('command')"],
    "module": ["-m", "helper"],
    "prompt": ["-q", "-i"],
    "cached": ["-c", "import helper; print(helper.value)"],
    "package": ["archive.zip"],
}
ERRORS = {
    "read": ["EIO", "EBADF"],
    "write": ["ENOSPC", "EIO", "EPIPE", "EAGAIN"],
    "open": ["EMFILE", "EACCES", "ENOENT", "EIO"],
    "close": ["EIO", "EINTR"],
    "mmap": ["ENOMEM"],
    "munmap": ["ENOMEM"],
    "fork": ["EAGAIN"],
    "waitpid": ["EINVAL"],
    "posix_spawn": ["EAGAIN", "ENOENT"],
    "pipe2": ["EMFILE"],
    "dup": ["EMFILE"],
    "dup2": ["EBADF"],
    "pthread_create": ["EAGAIN"],
    "pthread_cond_init": ["ENOMEM"],
    "pthread_mutex_init": ["ENOMEM"],
    "stat": ["EACCES", "EIO", "ENOENT"],
    "lstat": ["EACCES", "ENOENT"],
    "fstat": ["EIO", "EBADF"],
    "fstatat": ["EACCES", "ENOENT"],
    "access": ["EACCES"],
    "getcwd": ["ENOENT"],
    "realpath": ["ENOENT", "ELOOP"],
    "readlinkat": ["EINVAL", "EACCES"],
    "opendir": ["EMFILE", "EACCES"],
    "readdir": ["EIO"],
    "mkdir": ["EROFS", "ENOSPC"],
    "unlink": ["EPERM"],
    "rename": ["EACCES", "ENOSPC"],
    "lseek": ["ESPIPE", "EINVAL"],
    "ftruncate": ["EINVAL"],
    "fsync": ["EIO"],
    "isatty": ["EBADF"],
    "fopen": ["EMFILE"],
    "getrandom": ["ENOSYS", "EAGAIN"],
    "getrlimit": ["EPERM"],
    "sigaction": ["EINVAL"],
    "sigaltstack": ["ENOMEM"],
    "setlocale": ["ENOMEM"],
    "poll": ["ENOMEM"],
    "socket": ["EMFILE"],
    "socketpair": ["EMFILE"],
    "epoll_create1": ["EMFILE"],
    "epoll_wait": ["EBADF"],
    "dlopen": ["ENOENT"],
    "pread": ["EIO"],
    "pwrite": ["ENOSPC"],
    "send": ["EPIPE"],
    "recv": ["EIO"],
}
USUAL = "read", "write", "open"  # of these every program meets one error, of the others some
CALLS_MAX = 40
NOT_OURS = {("sqlite", "pthread_mutex_init")}  # libsqlite3 does not look at what it returns
INPUTS = {"prompt": "value = 5\nprint(value)\n"}
INPUT = "first\n" + "x" * 3000


class Runner:
    def __init__(self, folio, library, everything):
        self.folio, self.library, self.everything = folio, library, everything
        self.complaints = self.runs = 0

    def run(self, name, fault=None):
        environment = {**os.environ, "FOLIO_STDLIB": "none", "TMPDIR": os.getcwd()}
        if name == "cached":
            shutil.rmtree("__pycache__", ignore_errors=True)
        else:
            environment["PYTHONDONTWRITEBYTECODE"] = "1"
        if fault:
            environment.update(FAULT=fault, FAULT_MARK="mark", LD_PRELOAD=self.library)
        self.runs += 1
        command = [self.folio, "-X", "exit-check", *COMMANDS.get(name, ["program.py"])]
        try:
            return subprocess.run(command, input=INPUTS.get(name, INPUT), capture_output=True,
                                  text=True, errors="replace", timeout=20, env=environment)
        except subprocess.TimeoutExpired as error:
            return subprocess.CompletedProcess(command, -100, "", str(error))

    def complain(self, name, fault, what, done):
        self.complaints += 1
        print(f"{name} with {fault}: {what}, status {done.returncode}\n{done.stdout[-200:]}\n"
              f"{done.stderr[-500:]}", flush=True)

    def check_failure(self, name, fault, expected):
        done = self.run(name, fault)
        if done.returncode == 99 and fault.startswith("munmap"):
            return  # what the system does not take back is left
        if done.returncode < 0 or done.returncode == 99:
            self.complain(name, fault, "died, hung or leaked", done)
        elif done.returncode == 0 and done.stdout != expected.stdout and not done.stderr:
            self.complain(name, fault, "lost output in silence", done)
        elif done.returncode and not done.stderr and not fault.startswith("write") and \
                "failed" not in done.stdout:
            self.complain(name, fault, "failed without a word", done)

    def errors(self, name):
        """Pairs of function and error; some, as the name has it, if not all are wanted."""
        for function, errors in ERRORS.items():
            chosen = zlib.crc32(f"{name} {function}".encode())
            if (name, function) in NOT_OURS:
                continue
            if self.everything:
                yield from ((function, error) for error in errors)
            elif function in USUAL or chosen % 4 == 0:
                yield function, errors[chosen % len(errors)]

    def check_program(self, name, text):
        with open("program.py", "w") as file:
            file.write(text)
        expected = self.run(name)
        if expected.returncode:
            self.complain(name, "nothing", "fails by itself", expected)
        for fault in "short", "interrupted":
            done = self.run(name, fault)
            if (done.returncode, done.stdout) != (0, expected.stdout):
                self.complain(name, fault, "is not the same", done)
        for function, error in self.errors(name):
            for after in "", "+":
                for number in range(1, CALLS_MAX):
                    self.check_failure(name, f"{function}:{number}{after}:{error}", expected)
                    if not os.path.exists("mark"):
                        break
                    os.remove("mark")


def make_files():
    with open("helper.py", "w") as file:
        file.write("value = 5\nif __name__ == '__main__':\n    print('module')\n")
    os.mkdir("folder")
    with open("folder/inside.py", "w") as file:
        file.write("value = 6\n")
    import zipfile
    with zipfile.ZipFile("archive.zip", "w") as file:
        file.writestr("__main__.py", "print('zipped')\n")


def main(folio, library, *names):
    runner = Runner(os.path.abspath(folio), os.path.abspath(library), "--all" in names)
    names = [name for name in names if name != "--all"]
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        make_files()
        for name in names or [*PROGRAMS, *COMMANDS]:
            runner.check_program(name, PROGRAMS.get(name, ""))
        os.chdir("/")
    print(f"{runner.runs} runs, {runner.complaints} complaints")
    return runner.complaints != 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
