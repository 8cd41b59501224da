"""Test cases: how one is run, and what comes of it."""

import collections
import contextlib
import functools
import sys
import time
import types
import warnings

from . import result
from ._assertions import _EQUALITY_ASSERTIONS, DIFF_OMITTED, Assertions
from ._contexts import _AssertRaisesContext, _AssertWarnsContext, _BaseTestCaseContext
from .util import strclass

__unittest = True

_subtest_msg_sentinel = object()


class SkipTest(Exception):
    """Raised in a test, it skips it; TestCase.skipTest() and the decorators do that."""


class _ShouldStop(Exception):
    """Ends a test when no more can come of it."""


class _UnexpectedSuccess(Exception):
    """The failure of a test that was to fail, for results that know nothing better."""


# ---- results -------------------------------------------------------------------------------------

def _tell(result, name, fallback, *args):
    """Calls a method of the result, unless the result is of a kind that lacks it: then False."""
    method = getattr(result, name, None)
    if method is None:
        warnings.warn(f"TestResult has no {name} method{fallback}", RuntimeWarning, 2)
        return False
    method(*args)
    return True


def _addSkip(result, test, reason):
    if not _tell(result, "addSkip", ", skips not reported", test, reason):
        result.addSuccess(test)


class _Outcome:
    """What becomes of a test; the result hears of failures as soon as they happen."""

    def __init__(self, result=None):
        self.result = result
        self.result_supports_subtests = hasattr(result, "addSubTest")
        self.success = True
        self.expecting_failure = False
        self.expectedFailure = None

    @contextlib.contextmanager
    def testPartExecutor(self, test, subTest=False):
        """The context of a part of the test, or of a subtest."""
        before, self.success = self.success, True
        try:
            yield
        except KeyboardInterrupt:
            raise
        except SkipTest as e:
            self.success = False
            _addSkip(self.result, test, str(e))
        except _ShouldStop:
            pass
        except:
            self._failed(test, sys.exc_info(), subTest)
        else:
            if subTest and self.success:
                self.result.addSubTest(test.test_case, test, None)
        finally:
            self.success = self.success and before

    def _failed(self, test, exc_info, subTest):
        if self.expecting_failure:
            self.expectedFailure = exc_info
            return
        self.success = False
        if subTest:
            self.result.addSubTest(test.test_case, test, exc_info)
        elif self.result is not None:
            failed = issubclass(exc_info[0], test.failureException)
            (self.result.addFailure if failed else self.result.addError)(test, exc_info)


# ---- skipping ------------------------------------------------------------------------------------

def _id(obj):
    return obj


def skip(reason):
    """Skip the decorated test or class."""
    def decorator(test_item):
        if not isinstance(test_item, type):
            @functools.wraps(test_item)
            def test_item(*args, **kwargs):
                raise SkipTest(reason)
        test_item.__unittest_skip__ = True
        test_item.__unittest_skip_why__ = reason
        return test_item

    if isinstance(reason, types.FunctionType):  # @skip without a reason
        function, reason = reason, ""
        return decorator(function)
    return decorator


def skipIf(condition, reason):
    """Skip the decorated test if the condition is true."""
    return skip(reason) if condition else _id


def skipUnless(condition, reason):
    """Skip the decorated test if the condition is false."""
    return _id if condition else skip(reason)


def expectedFailure(test_item):
    test_item.__unittest_expecting_failure__ = True
    return test_item


def _skip_reason(*marked):
    """Why a test is skipped that is marked in one of these places; None if it is not."""
    if any(getattr(place, "__unittest_skip__", False) for place in marked):
        reasons = (getattr(place, "__unittest_skip_why__", "") for place in marked)
        return next(filter(None, reasons), "")
    return None


# ---- cleanups ------------------------------------------------------------------------------------

_module_cleanups = []


def _emptied(cleanups):
    """Takes the functions out, the last one first; they may add others."""
    while cleanups:
        yield cleanups.pop()


def _enter_context(cm, add_cleanup):
    kind = type(cm)
    try:
        enter, exit = kind.__enter__, kind.__exit__
    except AttributeError:
        raise TypeError(f"'{kind.__module__}.{kind.__qualname__}' object does not support the "
                        "context manager protocol") from None
    value = enter(cm)
    add_cleanup(exit, cm, None, None, None)
    return value


def addModuleCleanup(function, /, *args, **kwargs):
    """Have the function called after tearDownModule, even if setUpModule fails."""
    _module_cleanups.append((function, args, kwargs))


def enterModuleContext(cm):
    """Enter a context manager till the module's cleanups."""
    return _enter_context(cm, addModuleCleanup)


def doModuleCleanups():
    """Call the functions of addModuleCleanup(); this is done after tearDownModule."""
    first = None
    for function, args, kwargs in _emptied(_module_cleanups):
        try:
            function(*args, **kwargs)
        except Exception as e:
            first = first or e
    if first is not None:
        raise first


# ---- test cases ----------------------------------------------------------------------------------

class _Params(collections.ChainMap):
    """Of nested subtests: the innermost ones come first."""

    def __iter__(self):
        return iter(dict.fromkeys(key for params in self.maps for key in params))


class TestCase(Assertions):
    """A single test: a method of a subclass, named when the instance is made ('runTest' if not).
    setUp() and tearDown() are called before and after it, setUpClass() and tearDownClass() before
    and after all tests of the class.

    failureException is what a failed assertion raises, longMessage tells whether an assertion's
    own text stays when it is given one, maxDiff is the length up to which differences are shown."""

    def __init_subclass__(cls, *args, **kwargs):
        cls._classSetupFailed = False
        cls._class_cleanups = []
        super().__init_subclass__(*args, **kwargs)

    def __init__(self, methodName="runTest"):
        """The test is the method of this name."""
        self._testMethodName = methodName
        self._outcome = self._subtest = None
        self._cleanups = []
        self._type_equality_funcs = _EQUALITY_ASSERTIONS.copy()
        try:
            self._testMethodDoc = getattr(self, methodName).__doc__
        except AttributeError:
            if methodName != "runTest":
                raise ValueError(f"no such test method in {type(self)}: {methodName}")
            self._testMethodDoc = "No test"  # assertions can be tried out by hand

    # -- fixtures

    def setUp(self):
        """Called before the test."""

    def tearDown(self):
        """Called after the test, unless setUp() failed."""

    @classmethod
    def setUpClass(cls):
        """Called before the tests of the class."""

    @classmethod
    def tearDownClass(cls):
        """Called after the tests of the class."""

    def addCleanup(self, function, /, *args, **kwargs):
        """Have a function called after the test, even if setUp() fails; what is added last is
        called first."""
        self._cleanups.append((function, args, kwargs))

    @classmethod
    def addClassCleanup(cls, function, /, *args, **kwargs):
        """Have a function called after the tests of the class, even if setUpClass() fails."""
        cls._class_cleanups.append((function, args, kwargs))

    def enterContext(self, cm):
        """Enter a context manager till the test's cleanups; its value."""
        return _enter_context(cm, self.addCleanup)

    @classmethod
    def enterClassContext(cls, cm):
        """Enter a context manager till the class's cleanups; its value."""
        return _enter_context(cm, cls.addClassCleanup)

    # -- what the test is

    def countTestCases(self):
        return 1

    def defaultTestResult(self):
        return result.TestResult()

    def shortDescription(self):
        """The first line of the test method's docstring, or None."""
        doc = self._testMethodDoc
        return doc.strip().partition("\n")[0].strip() if doc else None

    def _qualified_name(self):
        return f"{strclass(type(self))}.{self._testMethodName}"

    def id(self):
        return self._qualified_name()

    def __eq__(self, other):
        if type(self) is not type(other):
            return NotImplemented
        return self._testMethodName == other._testMethodName

    def __hash__(self):
        return hash((type(self), self._testMethodName))

    def __str__(self):
        return f"{self._testMethodName} ({self._qualified_name()})"

    def __repr__(self):
        return f"<{strclass(type(self))} testMethod={self._testMethodName}>"

    # -- running

    def skipTest(self, reason):
        """Skip this test."""
        raise SkipTest(reason)

    @contextlib.contextmanager
    def subTest(self, msg=_subtest_msg_sentinel, **params):
        """The context of a part of the test that fails on its own: the test goes on after it.
        The message and the parameters tell which part it was."""
        outcome = self._outcome
        if outcome is None or not outcome.result_supports_subtests:
            yield
            return
        outer = self._subtest
        params = _Params(params) if outer is None else outer.params.new_child(params)
        self._subtest = _SubTest(self, msg, params)
        try:
            with outcome.testPartExecutor(self._subtest, subTest=True):
                yield
            enough = outcome.expectedFailure
            if not outcome.success:
                enough = outcome.result is not None and outcome.result.failfast
            if enough:
                raise _ShouldStop
        finally:
            self._subtest = outer

    # how the parts are called; other kinds of test cases do it in other ways

    def _callSetUp(self):
        self.setUp()

    def _callTestMethod(self, method):
        self._check_returned(method(), method)

    def _callTearDown(self):
        self.tearDown()

    def _callCleanup(self, function, /, *args, **kwargs):
        function(*args, **kwargs)

    @staticmethod
    def _check_returned(value, method, stacklevel=5):
        """Warns whom called run(), which calls _run_parts(), _callTestMethod() and this."""
        if value is not None:
            warnings.warn("It is deprecated to return a value that is not None from a test case "
                          f"({method})", DeprecationWarning, stacklevel)

    def run(self, result=None):
        """Run the test; its result, a new one if none is given."""
        stop_run = None
        if result is None:
            result = self.defaultTestResult()
            stop_run = getattr(result, "stopTestRun", None)
            getattr(result, "startTestRun", lambda: None)()
        result.startTest(self)
        try:
            method = getattr(self, self._testMethodName)
            reason = _skip_reason(type(self), method)
            if reason is not None:
                _addSkip(result, self, reason)
            else:
                self._run_parts(result, method)
            return result
        finally:
            result.stopTest(self)
            if stop_run is not None:
                stop_run()

    def _run_parts(self, result, method):
        outcome = self._outcome = _Outcome(result)
        to_fail = any(getattr(place, "__unittest_expecting_failure__", False)
                      for place in (self, method))
        start = time.perf_counter()
        try:
            with outcome.testPartExecutor(self):
                self._callSetUp()
            if outcome.success:
                outcome.expecting_failure = to_fail
                with outcome.testPartExecutor(self):
                    self._callTestMethod(method)
                outcome.expecting_failure = False
                with outcome.testPartExecutor(self):
                    self._callTearDown()
            self.doCleanups()
            _tell(result, "addDuration", "", self, time.perf_counter() - start)
            if outcome.success:
                self._report_success(result, to_fail, outcome.expectedFailure)
        finally:
            outcome.expectedFailure = self._outcome = None  # they refer to each other

    def _report_success(self, result, to_fail, failure):
        if to_fail and not failure:
            if not _tell(result, "addUnexpectedSuccess", ", reporting as failure", self):
                try:
                    raise _UnexpectedSuccess from None
                except _UnexpectedSuccess:
                    result.addFailure(self, sys.exc_info())
        elif not to_fail or not _tell(result, "addExpectedFailure", ", reporting as passes", self,
                                      failure):
            result.addSuccess(self)

    def doCleanups(self):
        """Call the functions of addCleanup(); this is done after tearDown()."""
        outcome = self._outcome or _Outcome()
        for function, args, kwargs in _emptied(self._cleanups):
            with outcome.testPartExecutor(self):
                self._callCleanup(function, *args, **kwargs)
        return outcome.success

    @classmethod
    def doClassCleanups(cls):
        """Call the functions of addClassCleanup(); this is done after tearDownClass()."""
        cls.tearDown_exceptions = []
        for function, args, kwargs in _emptied(cls._class_cleanups):
            try:
                function(*args, **kwargs)
            except Exception:
                cls.tearDown_exceptions.append(sys.exc_info())

    def __call__(self, *args, **kwds):
        return self.run(*args, **kwds)

    def debug(self):
        """Run the test without a result: exceptions are raised."""
        method = getattr(self, self._testMethodName)
        reason = _skip_reason(type(self), method)
        if reason is not None:
            raise SkipTest(reason)
        self._callSetUp()
        self._callTestMethod(method)
        self._callTearDown()
        for function, args, kwargs in _emptied(self._cleanups):
            self._callCleanup(function, *args, **kwargs)


class FunctionTestCase(TestCase):
    """A test that is a function, with functions for setUp() and tearDown()."""

    def __init__(self, testFunc, setUp=None, tearDown=None, description=None):
        super().__init__()
        self._parts = (setUp, tearDown, testFunc, description)

    _testFunc = property(lambda self: self._parts[2])

    def setUp(self):
        if self._parts[0] is not None:
            self._parts[0]()

    def tearDown(self):
        if self._parts[1] is not None:
            self._parts[1]()

    def runTest(self):
        self._testFunc()

    def id(self):
        return self._testFunc.__name__

    def __eq__(self, other):
        return self._parts == other._parts if isinstance(other, type(self)) else NotImplemented

    def __hash__(self):
        return hash((type(self), *self._parts))

    def __str__(self):
        return f"{strclass(type(self))} ({self._testFunc.__name__})"

    def __repr__(self):
        return f"<{strclass(type(self))} tec={self._testFunc}>"

    def shortDescription(self):
        description = self._parts[-1]
        if description is not None:
            return description
        return (self._testFunc.__doc__ or "").partition("\n")[0].strip() or None


class _SubTest(TestCase):
    """What stands for a subtest in the result."""

    def __init__(self, test_case, message, params):
        super().__init__()
        self.test_case = test_case
        self.failureException = test_case.failureException
        self._message = message
        self.params = params

    def runTest(self):
        raise NotImplementedError("subtests cannot be run directly")

    def _subDescription(self):
        parts = []
        if self._message is not _subtest_msg_sentinel:
            parts.append(f"[{self._message}]")
        if self.params:
            params = ", ".join(f"{name}={value!r}" for name, value in self.params.items())
            parts.append(f"({params})")
        return " ".join(parts) or "(<subtest>)"

    def id(self):
        return f"{self.test_case.id()} {self._subDescription()}"

    def shortDescription(self):
        return self.test_case.shortDescription()

    def __str__(self):
        return f"{self.test_case} {self._subDescription()}"
