"""The result of a test run: what failed, was skipped, or did not do what was expected."""

import io
import sys
import traceback
from functools import wraps

from . import util

__unittest = True

STDOUT_LINE = "\nStdout:\n%s"
STDERR_LINE = "\nStderr:\n%s"


def failfast(method):
    """Makes a method stop the run if the result's attribute failfast is true."""
    @wraps(method)
    def stopping(self, *args, **kw):
        if getattr(self, "failfast", False):
            self.stop()
        return method(self, *args, **kw)
    return stopping


class TestResult:
    """Collects what comes of the tests that are run with it: errors, failures and
    expectedFailures are lists of (test, traceback), skipped one of (test, reason),
    unexpectedSuccesses one of tests, and testsRun their number."""

    # of the suites
    _previousTestClass = None
    _testRunEntered = False
    _moduleSetUpFailed = False

    def __init__(self, stream=None, descriptions=None, verbosity=None):
        self.testsRun = 0
        for name in ("failures", "errors", "skipped", "expectedFailures", "unexpectedSuccesses",
                     "collectedDurations"):
            setattr(self, name, [])
        self.shouldStop = self.failfast = self.buffer = self.tb_locals = False
        self._original_stdout, self._original_stderr = sys.stdout, sys.stderr
        self._stdout_buffer = self._stderr_buffer = None
        self._mirrorOutput = False  # the test failed: what it printed is to be seen

    def printErrors(self):
        """Called after a test run."""

    def startTestRun(self):
        """Called before all tests."""

    def stopTestRun(self):
        """Called after all tests."""

    def stop(self):
        """Run no more tests."""
        self.shouldStop = True

    def wasSuccessful(self):
        """Has nothing failed?"""
        return not (self.failures or self.errors or getattr(self, "unexpectedSuccesses", ()))

    def __repr__(self):
        return (f"<{util.strclass(type(self))} run={self.testsRun} errors={len(self.errors)} "
                f"failures={len(self.failures)}>")

    # -- what tests print

    def startTest(self, test):
        """Called before a test."""
        self.testsRun += 1
        self._mirrorOutput = False
        self._setupStdout()

    def stopTest(self, test):
        """Called after a test."""
        self._restoreStdout()
        self._mirrorOutput = False

    def _setupStdout(self):
        if self.buffer:
            if self._stdout_buffer is None:
                self._stdout_buffer, self._stderr_buffer = io.StringIO(), io.StringIO()
            sys.stdout, sys.stderr = self._stdout_buffer, self._stderr_buffer

    def _captured(self):
        """(what was printed, as it is shown; where it would have gone) of both streams."""
        for stream, original, template in ((sys.stdout, self._original_stdout, STDOUT_LINE),
                                           (sys.stderr, self._original_stderr, STDERR_LINE)):
            text = stream.getvalue()
            if text:
                yield template % (text if text.endswith("\n") else text + "\n"), original

    def _restoreStdout(self):
        if not self.buffer:
            return
        if self._mirrorOutput:
            for text, original in self._captured():
                original.write(text)
        sys.stdout, sys.stderr = self._original_stdout, self._original_stderr
        for stream in (self._stdout_buffer, self._stderr_buffer):
            stream.seek(0)
            stream.truncate()

    # -- what becomes of tests; err is what sys.exc_info() gives

    def _add(self, found, test, err, raised_in=None):
        found.append((test, self._exc_info_to_string(err, raised_in or test)))
        self._mirrorOutput = True

    @failfast
    def addError(self, test, err):
        """Called when a test raised an exception."""
        self._add(self.errors, test, err)

    @failfast
    def addFailure(self, test, err):
        """Called when an assertion of a test failed."""
        self._add(self.failures, test, err)

    def addSubTest(self, test, subtest, err):
        """Called after a subtest; err is None if all went well."""
        if err is not None:
            if getattr(self, "failfast", False):
                self.stop()
            failed = issubclass(err[0], test.failureException)
            self._add(self.failures if failed else self.errors, subtest, err, test)

    def addSuccess(self, test):
        """Called when all went well."""

    def addSkip(self, test, reason):
        """Called when a test is skipped."""
        self.skipped.append((test, reason))

    def addExpectedFailure(self, test, err):
        """Called when a test failed that was to fail."""
        self.expectedFailures.append((test, self._exc_info_to_string(err, test)))

    @failfast
    def addUnexpectedSuccess(self, test):
        """Called when a test was to fail and did not."""
        self.unexpectedSuccesses.append(test)

    def addDuration(self, test, elapsed):
        """Called with the seconds that a test with its cleanups took, whatever came of it."""
        if hasattr(self, "collectedDurations"):
            self.collectedDurations.append((str(test), elapsed))

    # -- tracebacks

    def _exc_info_to_string(self, err, test):
        kind, value, tb = err
        tb = self._clean_tracebacks(value, tb, test)
        described = traceback.TracebackException(kind, value, tb, capture_locals=self.tb_locals,
                                                 compact=True)
        printed = (text for text, _ in self._captured()) if self.buffer else ()
        return "".join((*described.format(), *printed))

    def _clean_tracebacks(self, value, tb, test):
        """The traceback without unittest's own frames; those of the exceptions that led to this
        one lose them in place."""
        cleaned = self._own_frames_cut(type(value), tb, test)
        seen = {id(value), id(None)}
        pending = [value]
        while pending:
            exc = pending.pop()
            for earlier in (exc and exc.__cause__, exc and exc.__context__):
                if id(earlier) not in seen:
                    seen.add(id(earlier))
                    pending.append(earlier)
                    earlier.__traceback__ = self._own_frames_cut(
                        type(earlier), earlier.__traceback__, test)
        return cleaned

    def _is_relevant_tb_level(self, tb):
        """Is it a frame of unittest?"""
        return "__unittest" in tb.tb_frame.f_globals

    def _own_frames_cut(self, kind, tb, test):
        while tb and self._is_relevant_tb_level(tb):
            tb = tb.tb_next
        if tb and kind is test.failureException:
            # what follows is the assertion
            last = tb
            while last.tb_next and not self._is_relevant_tb_level(last.tb_next):
                last = last.tb_next
            last.tb_next = None
        return tb
