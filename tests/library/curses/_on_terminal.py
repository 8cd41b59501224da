"""Runs a piece of a program on a pseudo-terminal of 24 lines and 80 columns.

run(source, keys=b"") prints what the piece prints with report(), and whatever ends it otherwise.
"""

import fcntl
import os
import struct
import subprocess
import sys
import termios

PROLOGUE = """
import curses, os, sys, traceback
def report(*values):
    print(*values, file=sys.stderr)
def attempt(function, *args):
    try:
        report(function(*args))
    except Exception as error:
        report(f"{type(error).__name__}: {error}")
"""


def run(source, keys=b"", term="xterm-256color"):
    master, slave = os.openpty()
    fcntl.ioctl(master, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    os.write(master, keys)
    child = subprocess.Popen([sys.executable, "-c", PROLOGUE + source], stdin=slave, stdout=slave,
                             stderr=subprocess.PIPE, env=os.environ | {"TERM": term})
    os.close(slave)
    try:
        while os.read(master, 65536):  # what is shown
            pass
    except OSError:
        pass  # the child has ended
    os.close(master)
    print(child.stderr.read().decode(), end="")
    child.stderr.close()
    if child.wait():
        print("status", child.returncode)
