"""The debugger of doctest's examples: pdb.set_trace() in one talks to the stream that standard
output was before the examples' output was collected."""

import pdb
import sys


class ExampleDebugger(pdb.Pdb):
    """Writes to `stdout` while it stops; what is debugged goes on writing where it did."""

    def __init__(self, stdout):
        super().__init__(stdout=stdout, nosigint=True)
        self.use_rawinput = True
        self._is_used = False

    def set_trace(self, frame=None):
        self._is_used = True
        super().set_trace(frame or sys._getframe(1))

    def finish_example(self):
        if self._is_used:
            self.set_continue()

    def trace_dispatch(self, *args):
        before, sys.stdout = sys.stdout, self.stdout
        try:
            return super().trace_dispatch(*args)
        finally:
            sys.stdout = before


class PatchedSetTrace:
    """A context in which pdb.set_trace is that of an ExampleDebugger, which it gives."""

    def __init__(self, stdout):
        self._debugger = ExampleDebugger(stdout)

    def __enter__(self):
        self._before, pdb.set_trace = pdb.set_trace, self._debugger.set_trace
        return self._debugger

    def __exit__(self, *exc_info):
        pdb.set_trace = self._before
