"""Test cases whose methods may be coroutines."""

# All of a test runs in one context and one event loop, so that each part sees what those before it
# have set.

import asyncio
import contextvars
import inspect

from .case import TestCase

__unittest = True


class IsolatedAsyncioTestCase(TestCase):
    loop_factory = None  # of the event loop, if not the usual one

    def __init__(self, methodName="runTest"):
        super().__init__(methodName)
        self._runner = None
        self._context = contextvars.copy_context()

    async def asyncSetUp(self):
        pass

    async def asyncTearDown(self):
        pass

    def addAsyncCleanup(self, func, /, *args, **kwargs):
        """Have a coroutine function called and awaited after the test."""
        self.addCleanup(func, *args, **kwargs)

    async def enterAsyncContext(self, cm):
        """Enter an asynchronous context manager till the test's cleanups; its value."""
        kind = type(cm)
        try:
            enter, exit = kind.__aenter__, kind.__aexit__
        except AttributeError:
            raise TypeError(f"'{kind.__module__}.{kind.__qualname__}' object does not support the "
                            "asynchronous context manager protocol") from None
        value = await enter(cm)
        self.addAsyncCleanup(exit, cm, None, None, None)
        return value

    def _callSetUp(self):
        self._runner.get_loop()  # setUp() may ask for it
        self._context.run(self.setUp)
        self._await(self.asyncSetUp)

    def _callTestMethod(self, method):
        self._check_returned(self._call(method), method, stacklevel=6)

    def _callTearDown(self):
        self._await(self.asyncTearDown)
        self._context.run(self.tearDown)

    def _callCleanup(self, function, /, *args, **kwargs):
        self._call(function, *args, **kwargs)

    def _call(self, func, /, *args, **kwargs):
        if inspect.iscoroutinefunction(func):
            return self._await(func, *args, **kwargs)
        return self._context.run(func, *args, **kwargs)

    def _await(self, func, /, *args, **kwargs):
        assert self._runner is not None, "asyncio runner is not initialized"
        assert inspect.iscoroutinefunction(func), f"{func!r} is not an async function"
        return self._runner.run(func(*args, **kwargs), context=self._context)

    def _open_runner(self):
        assert self._runner is None, "asyncio runner is already initialized"
        self._runner = asyncio.Runner(debug=True, loop_factory=self.loop_factory)

    def _tearDownAsyncioRunner(self):
        self._runner.close()

    def run(self, result=None):
        self._open_runner()
        try:
            return super().run(result)
        finally:
            self._tearDownAsyncioRunner()

    def debug(self):
        self._open_runner()
        super().debug()
        self._tearDownAsyncioRunner()

    def __del__(self):
        if self._runner is not None:
            self._tearDownAsyncioRunner()
