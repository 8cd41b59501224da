# SymPy's runner is one of its own on the private parts of doctest's.
import doctest
import sys


class Runner(doctest.DocTestRunner):
    def run(self, test, compileflags=None, out=None, clear_globs=True):
        self.test = test
        flags = doctest._extract_future_flags(test.globs)
        stdout, sys.stdout = sys.stdout, self._fakeout
        self.debugger = doctest._OutputRedirectingPdb(stdout)
        self.debugger.reset()
        try:
            return self.__run(test, flags, stdout.write)
        finally:
            sys.stdout = stdout


for name in "patched_linecache_getlines", "run", "record_outcome":
    setattr(Runner, f"_Runner__{name}", getattr(doctest.DocTestRunner, f"_DocTestRunner__{name}"))

test = doctest.DocTestParser().get_doctest(">>> 1 + 1\n2\n>>> 2\n3\n", {}, "name", "file", 0)
runner = Runner()
print(runner.run(test))  # expect: **********************************************************************
                         # expect: File "file", line 3, in name
                         # expect: Failed example:
                         # expect:     2
                         # expect: Expected:
                         # expect:     3
                         # expect: Got:
                         # expect:     2
                         # expect: TestResults(failed=1, attempted=2)
print(runner.summarize(verbose=False).failed)  # expect: **********************************************************************
                                               # expect: 1 item had failures:
                                               # expect:    1 of   2 in name
                                               # expect: ***Test Failed*** 1 failure.
                                               # expect: 1
