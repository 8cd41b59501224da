"""Programs: compiled and run, every function of theirs called, with harmless builtins."""

import sys
import warnings

from harmless import use

warnings.simplefilter("ignore")
sys.setrecursionlimit(200)
EXPECTED = SyntaxError, ValueError, OverflowError, MemoryError, RecursionError, KeyboardInterrupt


def fuzz(data):
    try:
        code = compile(data, "fuzz.py", "exec")
    except EXPECTED:
        return
    try:
        use(code)
    except KeyboardInterrupt:
        pass
