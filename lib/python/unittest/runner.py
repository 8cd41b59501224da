"""Running tests in a terminal."""

import sys
import time
import warnings

from . import result
from .case import _SubTest
from .signals import registerResult

__unittest = True


class _WritelnDecorator:
    """A file with writeln()."""

    def __init__(self, stream):
        self.stream = stream

    def __getattr__(self, attr):
        if attr in ("stream", "__getstate__"):
            raise AttributeError(attr)  # while it is copied
        return getattr(self.stream, attr)

    def writeln(self, arg=None):
        self.write(f"{arg}\n" if arg else "\n")


# Written wherever the cursor is, and not counted as the end of a line.
_WITHOUT_A_LOOK = ("expected failure", "unexpected success")


class TextTestResult(result.TestResult):
    """A result that writes to a stream what becomes of the tests: a letter for each, or a line if
    verbosity is above 1, and at the end the tracebacks."""

    separator1 = "=" * 70
    separator2 = "-" * 70

    def __init__(self, stream, descriptions, verbosity, *, durations=None):
        super().__init__(stream, descriptions, verbosity)
        self.stream = stream
        self.descriptions = descriptions
        self.durations = durations
        self.showAll, self.dots = verbosity > 1, verbosity == 1
        self._newline = True  # the cursor is at the beginning of a line

    def getDescription(self, test):
        doc = self.descriptions and test.shortDescription()
        return f"{test}\n{doc}" if doc else str(test)

    def startTest(self, test):
        super().startTest(test)
        if self.showAll:
            self._announce(test)
            self.stream.flush()
            self._newline = False

    def _announce(self, test):
        self.stream.write(self.getDescription(test))
        self.stream.write(" ... ")

    def _show(self, test, status, letter):
        if self.showAll:
            self._show_line(test, status)
        elif self.dots:
            self.stream.write(letter)
        else:
            return
        self.stream.flush()

    def _show_line(self, test, status):
        if status in _WITHOUT_A_LOOK:
            self.stream.writeln(status)
            return
        of_subtest = isinstance(test, _SubTest)
        if of_subtest:
            self.stream.write("  " if self._newline else "\n  ")
        if of_subtest or self._newline:
            self._announce(test)
        self.stream.writeln(status)
        self._newline = True

    def addSubTest(self, test, subtest, err):
        if err is not None:
            failed = issubclass(err[0], subtest.failureException)
            self._show(subtest, *(("FAIL", "F") if failed else ("ERROR", "E")))
        super().addSubTest(test, subtest, err)

    def printErrors(self):
        if self.dots or self.showAll:
            self.stream.writeln()
            self.stream.flush()
        self.printErrorList("ERROR", self.errors)
        self.printErrorList("FAIL", self.failures)
        unexpected = getattr(self, "unexpectedSuccesses", ())
        if unexpected:
            self.stream.writeln(self.separator1)
            for test in unexpected:
                self.stream.writeln(f"UNEXPECTED SUCCESS: {self.getDescription(test)}")
            self.stream.flush()

    def printErrorList(self, flavour, errors):
        for test, text in errors:
            for line in (self.separator1, f"{flavour}: {self.getDescription(test)}",
                         self.separator2, str(text)):
                self.stream.writeln(line)
            self.stream.flush()


def _shown(name, status, letter):
    """The method of a result that has this name and also shows what it is told."""
    def method(self, test, *details):
        getattr(super(TextTestResult, self), name)(test, *details)
        self._show(test, status.format(*details), letter)
    method.__name__ = name
    method.__qualname__ = f"TextTestResult.{name}"
    return method


for _outcome in (("addSuccess", "ok", "."), ("addError", "ERROR", "E"),
                 ("addFailure", "FAIL", "F"), ("addSkip", "skipped {0!r}", "s"),
                 ("addExpectedFailure", "expected failure", "x"),
                 ("addUnexpectedSuccess", "unexpected success", "u")):
    setattr(TextTestResult, _outcome[0], _shown(*_outcome))


class TextTestRunner:
    """Runs tests and writes what comes of them, with a summary at the end, to a stream (stderr if
    none is given)."""

    resultclass = TextTestResult

    def __init__(self, stream=None, descriptions=True, verbosity=1, failfast=False, buffer=False,
                 resultclass=None, warnings=None, *, tb_locals=False, durations=None):
        """Subclasses should take more keyword arguments, as there may be others some day."""
        self.stream = _WritelnDecorator(sys.stderr if stream is None else stream)
        self.descriptions, self.verbosity = descriptions, verbosity
        self.failfast, self.buffer, self.tb_locals = failfast, buffer, tb_locals
        self.warnings = warnings
        self.durations = durations
        self.resultclass = resultclass or type(self).resultclass

    def _makeResult(self):
        arguments = (self.stream, self.descriptions, self.verbosity)
        try:
            return self.resultclass(*arguments, durations=self.durations)
        except TypeError:
            return self.resultclass(*arguments)  # of a class that knows nothing of durations

    def run(self, test):
        """Run a test or a suite; its result."""
        result = self._makeResult()
        registerResult(result)
        for name in ("failfast", "buffer", "tb_locals"):
            setattr(result, name, getattr(self, name))
        seconds = self._timed_run(test, result)
        result.printErrors()
        if self.durations is not None:
            self._printDurations(result)
        self._separate(result)
        count = result.testsRun
        self.stream.writeln(f"Ran {count} test{'s' if count != 1 else ''} in {seconds:.3f}s\n")
        self.stream.writeln(self._summary(result))
        self.stream.flush()
        return result

    def _timed_run(self, test, result):
        with warnings.catch_warnings():
            if self.warnings:
                warnings.simplefilter(self.warnings)
            start = time.perf_counter()
            getattr(result, "startTestRun", lambda: None)()
            try:
                test(result)
            finally:
                getattr(result, "stopTestRun", lambda: None)()
            return time.perf_counter() - start

    def _separate(self, result):
        if hasattr(result, "separator2"):
            self.stream.writeln(result.separator2)

    def _printDurations(self, result):
        longest = sorted(result.collectedDurations, key=lambda entry: -entry[1])
        if not longest:
            return
        if self.durations > 0:
            del longest[self.durations:]
        self.stream.writeln("Slowest test durations")
        self._separate(result)
        shown = [entry for entry in longest if self.verbosity > 1 or entry[1] >= 0.001]
        for test, seconds in shown:
            self.stream.writeln("%-10s %s" % (f"{seconds:.3f}s", test))
        self.stream.writeln("" if len(shown) == len(longest) else
                            "\n(durations < 0.001s were hidden; use -v to show these durations)")

    @staticmethod
    def _summary(result):
        counts = {name: len(getattr(result, attribute, ())) for name, attribute in (
            ("failures", "failures"), ("errors", "errors"), ("skipped", "skipped"),
            ("expected failures", "expectedFailures"),
            ("unexpected successes", "unexpectedSuccesses"))}
        if not result.wasSuccessful():
            verdict = "FAILED"
        else:
            verdict = "OK" if result.testsRun or counts["skipped"] else "NO TESTS RAN"
        details = ", ".join(f"{name}={count}" for name, count in counts.items() if count)
        return f"{verdict} ({details})" if details else verdict
