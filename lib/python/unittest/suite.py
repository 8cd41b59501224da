"""Suites of tests, and what is set up for the classes and modules of their tests."""

import contextlib
import sys

from . import case, util

__unittest = True


class BaseTestSuite:
    """Tests to be run one after the other."""

    _cleanup = True  # tests that were run are let go

    def __init__(self, tests=()):
        self._tests = []
        self._removed_tests = 0
        self.addTests(tests)

    def __repr__(self):
        return f"<{util.strclass(type(self))} tests={list(self)}>"

    def __eq__(self, other):
        return list(self) == list(other) if isinstance(other, type(self)) else NotImplemented

    def __iter__(self):
        return iter(self._tests)

    def countTestCases(self):
        return self._removed_tests + sum(test.countTestCases() for test in self if test)

    def addTest(self, test):
        if not callable(test):
            raise TypeError(f"{test!r} is not callable")
        if isinstance(test, type) and issubclass(test, (case.TestCase, TestSuite)):
            raise TypeError("TestCases and TestSuites must be instantiated before passing them to "
                            "addTest()")
        self._tests.append(test)

    def addTests(self, tests):
        if isinstance(tests, str):
            raise TypeError("tests must be an iterable of tests, not a string")
        for test in tests:
            self.addTest(test)

    def run(self, result):
        self._run_tests(result)
        return result

    def _run_tests(self, result, debug=False):
        for index, test in enumerate(self):
            if result.shouldStop:
                break
            if not self._is_prepared(test, result):
                continue
            if debug:
                test.debug()
            else:
                test(result)
            if self._cleanup:
                self._removeTestAtIndex(index)

    def _is_prepared(self, test, result):
        """Does what comes before a test; tells whether it can be run."""
        return True

    def _removeTestAtIndex(self, index):
        with contextlib.suppress(TypeError):  # a subclass may have its tests elsewhere
            test = self._tests[index]
            self._tests[index] = None
            if hasattr(test, "countTestCases"):
                self._removed_tests += test.countTestCases()

    def __call__(self, *args, **kwds):
        return self.run(*args, **kwds)

    def debug(self):
        """Run the tests without a result: exceptions are raised."""
        for test in self:
            test.debug()


def _call_if_exists(parent, attr):
    getattr(parent, attr, lambda: None)()


@contextlib.contextmanager
def _captured_output(result):
    _call_if_exists(result, "_setupStdout")
    try:
        yield
    finally:
        _call_if_exists(result, "_restoreStdout")


class TestSuite(BaseTestSuite):
    """Tests and suites to be run one after the other; setUpClass(), setUpModule() and their
    counterparts are called where the class or the module of the tests changes."""

    def run(self, result, debug=False):
        outermost = not getattr(result, "_testRunEntered", False)
        if outermost:
            result._testRunEntered = True
        self._run_tests(result, debug)
        if outermost:
            self._tearDownPreviousClass(None, result)
            self._handleModuleTearDown(result)
            result._testRunEntered = False
        return result

    def debug(self):
        self.run(_DebugResult(), True)

    def _is_prepared(self, test, result):
        if not _isnotsuite(test):
            return True
        self._tearDownPreviousClass(test, result)
        self._handleModuleFixture(test, result)
        self._handleClassSetUp(test, result)
        result._previousTestClass = test.__class__
        return not (getattr(test.__class__, "_classSetupFailed", False)
                    or getattr(result, "_moduleSetUpFailed", False))

    # -- errors outside of tests

    def _succeeds(self, action, result, name, owner):
        """Calls what is set up or torn down for the owner; an exception is an error of the
        result, unless this is for debugging."""
        try:
            action()
        except Exception as e:
            if isinstance(result, _DebugResult):
                raise
            self._addClassOrModuleLevelException(result, e, f"{name} ({owner})")
            return False
        return True

    def _addClassOrModuleLevelException(self, result, exception, error_name, info=None):
        holder = _ErrorHolder(error_name)
        add_skip = getattr(result, "addSkip", None)
        if add_skip is not None and isinstance(exception, case.SkipTest):
            add_skip(holder, str(exception))
        else:
            result.addError(holder, info or sys.exc_info())

    def _clean_class(self, cls, result, name):
        cls.doClassCleanups()
        for info in cls.tearDown_exceptions:
            if isinstance(result, _DebugResult):
                raise info[1]
            self._addClassOrModuleLevelException(result, info[1],
                                                 f"{name} ({util.strclass(cls)})", info)

    # -- classes

    def _handleClassSetUp(self, test, result):
        cls = test.__class__
        if (cls == getattr(result, "_previousTestClass", None) or result._moduleSetUpFailed
                or getattr(cls, "__unittest_skip__", False)):
            return
        self._mark_class(cls, False)
        if hasattr(cls, "setUpClass"):
            with _captured_output(result):
                if not self._succeeds(cls.setUpClass, result, "setUpClass", util.strclass(cls)):
                    self._mark_class(cls, True)
                    if hasattr(cls, "doClassCleanups"):
                        self._clean_class(cls, result, "setUpClass")

    @staticmethod
    def _mark_class(cls, failed):
        with contextlib.suppress(TypeError):  # classes of other kinds may not allow it
            cls._classSetupFailed = failed

    def _tearDownPreviousClass(self, test, result):
        cls = getattr(result, "_previousTestClass", None)
        if (cls is None or cls == test.__class__ or getattr(cls, "_classSetupFailed", False)
                or getattr(result, "_moduleSetUpFailed", False)
                or getattr(cls, "__unittest_skip__", False)):
            return
        with _captured_output(result):
            if hasattr(cls, "tearDownClass"):
                self._succeeds(cls.tearDownClass, result, "tearDownClass", util.strclass(cls))
            if hasattr(cls, "doClassCleanups"):
                self._clean_class(cls, result, "tearDownClass")

    # -- modules

    def _get_previous_module(self, result):
        return getattr(getattr(result, "_previousTestClass", None), "__module__", None)

    def _handleModuleFixture(self, test, result):
        name = test.__class__.__module__
        if name == self._get_previous_module(result):
            return
        self._handleModuleTearDown(result)
        result._moduleSetUpFailed = False
        set_up = getattr(sys.modules.get(name), "setUpModule", None)
        if set_up is not None:
            with _captured_output(result):
                if not self._succeeds(set_up, result, "setUpModule", name):
                    result._moduleSetUpFailed = True
                    self._succeeds(case.doModuleCleanups, result, "setUpModule", name)

    def _handleModuleTearDown(self, result):
        name = self._get_previous_module(result)
        if name not in sys.modules or result._moduleSetUpFailed:
            return
        with _captured_output(result):
            tear_down = getattr(sys.modules[name], "tearDownModule", None)
            if tear_down is not None:
                self._succeeds(tear_down, result, "tearDownModule", name)
            self._succeeds(case.doModuleCleanups, result, "tearDownModule", name)


class _ErrorHolder:
    """Stands for a test where something else failed."""

    failureException = None

    def __init__(self, description):
        self.description = description

    def id(self):
        return self.description

    __str__ = id

    def __repr__(self):
        return f"<ErrorHolder description={self.description!r}>"

    def shortDescription(self):
        return None

    def countTestCases(self):
        return 0

    def run(self, result):
        pass

    __call__ = run


def _isnotsuite(test):
    """Is it a single test? Suites can be iterated over."""
    try:
        iter(test)
    except TypeError:
        return True
    return False


class _DebugResult:
    """What suites need to know of a result when there is none."""

    _previousTestClass = None
    _moduleSetUpFailed = shouldStop = False
