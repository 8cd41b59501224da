"""Tests as methods of classes, suites of them, and what finds and runs them.

    import unittest

    class Sums(unittest.TestCase):
        def test_small_ones(self):
            self.assertEqual(1 + 2, 3)

    if __name__ == "__main__":
        unittest.main()

`python -m unittest` finds and runs the tests of the current folder."""

__all__ = ["TestResult", "TestCase", "IsolatedAsyncioTestCase", "TestSuite", "TextTestRunner",
           "TestLoader", "FunctionTestCase", "main", "defaultTestLoader", "SkipTest", "skip",
           "skipIf", "skipUnless", "expectedFailure", "TextTestResult", "installHandler",
           "registerResult", "removeResult", "removeHandler", "addModuleCleanup",
           "doModuleCleanups", "enterModuleContext"]

from .case import (FunctionTestCase, SkipTest, TestCase, addModuleCleanup, doModuleCleanups,
                   enterModuleContext, expectedFailure, skip, skipIf, skipUnless)
from .loader import TestLoader, defaultTestLoader
from .main import TestProgram, main
from .result import TestResult
from .runner import TextTestResult, TextTestRunner
from .signals import installHandler, registerResult, removeHandler, removeResult
from .suite import BaseTestSuite, TestSuite

__unittest = True


def __getattr__(name):
    # asyncio is loaded only for those who test with it
    if name != "IsolatedAsyncioTestCase":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from .async_case import IsolatedAsyncioTestCase
    globals()[name] = IsolatedAsyncioTestCase
    return IsolatedAsyncioTestCase


def __dir__():
    return {*globals(), "IsolatedAsyncioTestCase"}
