"""What is typed at a prompt: lines come one by one until they are a whole input, which is run."""

import code
import io
import sys
import warnings

from harmless import harmless_builtins

warnings.simplefilter("ignore")
sys.setrecursionlimit(200)


class Console(code.InteractiveConsole):
    def write(self, data):
        pass

    def showtraceback(self):
        pass

    def runcode(self, code):
        try:
            exec(code, self.locals)
        except BaseException:
            pass


def fuzz(data):
    console = Console({"__builtins__": harmless_builtins(), "__name__": "__console__"})
    output, sys.stdout = sys.stdout, io.StringIO()
    try:
        for line in data.decode(errors="replace").splitlines()[:60]:
            console.push(line)
        console.push("")
    except (KeyboardInterrupt, MemoryError, RecursionError):
        pass
    finally:
        sys.stdout = output
