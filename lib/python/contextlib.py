"""Objects for with statements: made of generators, ready for common uses, and stacks of them."""

import abc
import sys
from _collections_abc import _check_methods
from functools import wraps
from types import GenericAlias, MethodType

__all__ = ["asynccontextmanager", "contextmanager", "closing", "nullcontext",
           "AbstractContextManager", "AbstractAsyncContextManager",
           "AsyncExitStack", "ContextDecorator", "ExitStack",
           "redirect_stdout", "redirect_stderr", "suppress", "aclosing", "chdir",
           "AsyncContextDecorator"]


# ---- what all have in common ---------------------------------------------------------------------


def _classes_with(*methods):
    """A __subclasshook__ of the class that has it, not of those derived."""
    def hook(cls, other):
        if "__subclasshook__" not in vars(cls):
            return NotImplemented
        return _check_methods(other, *methods)
    return classmethod(hook)


class AbstractContextManager(abc.ABC):
    """What a with statement takes; __enter__() gives the manager itself."""

    __slots__ = ()
    __class_getitem__ = classmethod(GenericAlias)
    __subclasshook__ = _classes_with("__enter__", "__exit__")

    def __enter__(self):
        return self

    @abc.abstractmethod
    def __exit__(self, exc_type, exc_value, traceback):
        """Called at the end of the block; true if the exception goes no further."""


class AbstractAsyncContextManager(abc.ABC):
    """What an async with statement takes; __aenter__() gives the manager itself."""

    __slots__ = ()
    __class_getitem__ = classmethod(GenericAlias)
    __subclasshook__ = _classes_with("__aenter__", "__aexit__")

    async def __aenter__(self):
        return self

    @abc.abstractmethod
    async def __aexit__(self, exc_type, exc_value, traceback):
        """Called at the end of the block; true if the exception goes no further."""


class _Decorator:
    def _recreate_cm(self):
        """The manager for a call: another one if this can be entered only once."""
        return self


class ContextDecorator(_Decorator):
    """Makes context managers decorators, too: the function's body is their block."""

    def __call__(self, func):
        @wraps(func)
        def inner(*args, **kwds):
            with self._recreate_cm():
                return func(*args, **kwds)
        return inner


class AsyncContextDecorator(_Decorator):
    """Makes async context managers decorators, too: the coroutine's body is their block."""

    def __call__(self, func):
        @wraps(func)
        async def inner(*args, **kwds):
            async with self._recreate_cm():
                return await func(*args, **kwds)
        return inner


# ---- managers made of generators -----------------------------------------------------------------


class _GeneratorContextManagerBase:
    def __init__(self, func, args, kwds):
        self.func, self.args, self.kwds = func, args, kwds
        self.gen = func(*args, **kwds)
        # help(manager) shows the function's text.
        doc = getattr(func, "__doc__", None)
        self.__doc__ = type(self).__doc__ if doc is None else doc

    def _recreate_cm(self):
        return type(self)(self.func, self.args, self.kwds)

    def _outcome(self, exc, thrown, traceback):
        """Of what came out of the generator into which an exception was thrown.

        True if that was handled, False if it goes on, None if another is raised in its place.
        """
        if isinstance(exc, self._end):
            return exc is not thrown
        # The exceptions that end generators are wrapped when they pass through one.
        wrapped = (isinstance(exc, RuntimeError) and isinstance(thrown, self._wrapped)
                   and exc.__cause__ is thrown)
        if exc is not thrown and not wrapped:
            return None
        thrown.__traceback__ = traceback  # without the generator's frames
        return False


class _GeneratorContextManager(_GeneratorContextManagerBase, AbstractContextManager,
                               ContextDecorator):
    """What a function under @contextmanager gives."""

    _end = _wrapped = StopIteration

    def __enter__(self):
        del self.func, self.args, self.kwds  # only needed to make another before
        try:
            return next(self.gen)
        except StopIteration:
            raise RuntimeError("generator didn't yield") from None

    def __exit__(self, exc_type, exc, traceback):
        if exc_type is None:
            try:
                next(self.gen)
            except StopIteration:
                return False
            problem = "generator didn't stop"
        else:
            exc = exc_type() if exc is None else exc
            try:
                self.gen.throw(exc)
            except BaseException as raised:
                handled = self._outcome(raised, exc, traceback)
                if handled is None:
                    raise
                return handled
            problem = "generator didn't stop after throw()"
        try:
            raise RuntimeError(problem)
        finally:
            self.gen.close()


class _AsyncGeneratorContextManager(_GeneratorContextManagerBase, AbstractAsyncContextManager,
                                    AsyncContextDecorator):
    """What a function under @asynccontextmanager gives."""

    _end = StopAsyncIteration
    _wrapped = StopIteration, StopAsyncIteration

    async def __aenter__(self):
        del self.func, self.args, self.kwds  # only needed to make another before
        try:
            return await anext(self.gen)
        except StopAsyncIteration:
            raise RuntimeError("generator didn't yield") from None

    async def __aexit__(self, exc_type, exc, traceback):
        if exc_type is None:
            try:
                await anext(self.gen)
            except StopAsyncIteration:
                return False
            problem = "generator didn't stop"
        else:
            exc = exc_type() if exc is None else exc
            try:
                await self.gen.athrow(exc)
            except BaseException as raised:
                handled = self._outcome(raised, exc, traceback)
                if handled is None:
                    raise
                return handled
            problem = "generator didn't stop after athrow()"
        try:
            raise RuntimeError(problem)
        finally:
            await self.gen.aclose()


def _making(manager, func):
    @wraps(func)
    def helper(*args, **kwds):
        return manager(func, args, kwds)
    return helper


def contextmanager(func):
    """Makes a generator function give context managers.

    The generator yields once: what is before that is done at the beginning of the block, what is
    after it at the end. An exception in the block comes out of the yield.
    """
    return _making(_GeneratorContextManager, func)


def asynccontextmanager(func):
    """As contextmanager, for asynchronous generators and async with statements."""
    return _making(_AsyncGeneratorContextManager, func)


# ---- managers for common uses --------------------------------------------------------------------


class closing(AbstractContextManager):
    """Closes something at the end of the block."""

    def __init__(self, thing):
        self.thing = thing

    def __enter__(self):
        return self.thing

    def __exit__(self, *exc_info):
        self.thing.close()


class nullcontext(AbstractContextManager, AbstractAsyncContextManager):
    """Does nothing, where a with statement needs something."""

    def __init__(self, enter_result=None):
        self.enter_result = enter_result

    def __enter__(self):
        return self.enter_result

    async def __aenter__(self):
        return self.enter_result

    def __exit__(self, *exc_info):
        """Nothing is to be done."""

    async def __aexit__(self, *exc_info):
        """Nothing is to be done."""


class aclosing(AbstractAsyncContextManager):
    """Closes something that has aclose(), such as an async generator, at the end of the block."""

    def __init__(self, thing):
        self.thing = thing

    async def __aenter__(self):
        return self.thing

    async def __aexit__(self, *exc_info):
        await self.thing.aclose()


class suppress(AbstractContextManager):
    """Ends the block at an exception of certain types, which goes no further.

    Of a group, those that are not of the types go on.
    """

    def __init__(self, *exceptions):
        self._exceptions = exceptions

    def __enter__(self):
        """It has no result."""

    def __exit__(self, exc_type, exc, traceback):
        if exc_type is None:
            return False
        if issubclass(exc_type, self._exceptions):
            return True
        if not issubclass(exc_type, BaseExceptionGroup):
            return False
        rest = exc.split(self._exceptions)[1]
        if rest is not None:
            raise rest
        return True


class _RedirectStream(AbstractContextManager):
    """Replaces one of sys's files until the end of the block."""

    _stream = None  # its name there

    def __init__(self, new_target):
        self._new_target = new_target
        self._replaced = []  # as many as blocks have been entered

    def __enter__(self):
        self._replaced.append(getattr(sys, self._stream))
        setattr(sys, self._stream, self._new_target)
        return self._new_target

    def __exit__(self, *exc_info):
        setattr(sys, self._stream, self._replaced.pop())


class redirect_stdout(_RedirectStream):
    """Writes to another file what goes to stdout in the block."""

    _stream = "stdout"


class redirect_stderr(_RedirectStream):
    """Writes to another file what goes to stderr in the block."""

    _stream = "stderr"


class chdir(AbstractContextManager):
    """Changes the current directory (of all threads) until the end of the block."""

    def __init__(self, path):
        self.path = path
        self._before = []

    def __enter__(self):
        import os
        self._before.append(os.getcwd())
        os.chdir(self.path)

    def __exit__(self, *exc_info):
        import os
        os.chdir(self._before.pop())


# ---- stacks of managers --------------------------------------------------------------------------


def _methods_of(manager, enter, exit, kind):
    cls = type(manager)
    try:
        return getattr(cls, enter), getattr(cls, exit)
    except AttributeError:
        raise TypeError(f"'{cls.__module__}.{cls.__qualname__}' object does not support the "
                        f"{kind} protocol") from None


class _BaseExitStack:
    """What is called at the end, each like __exit__(); whether that is synchronous is beside it."""

    def __init__(self):
        self._exit_callbacks = []

    def pop_all(self):
        """Moves all to a new stack, which it gives."""
        stack = type(self)()
        stack._exit_callbacks, self._exit_callbacks = self._exit_callbacks, []
        return stack

    def _add(self, is_sync, callback):
        self._exit_callbacks.append((is_sync, callback))

    def _push(self, is_sync, exit, name):
        method = getattr(type(exit), name, None)
        self._add(is_sync, exit if method is None else MethodType(method, exit))
        return exit

    def push(self, exit):
        """Adds a context manager's __exit__(), or something that is called like that."""
        return self._push(True, exit, "__exit__")

    def callback(self, callback, /, *args, **kwds):
        """Adds a function, with its arguments."""
        def _exit_wrapper(exc_type, exc, traceback):
            callback(*args, **kwds)

        _exit_wrapper.__wrapped__ = callback
        self._add(True, _exit_wrapper)
        return callback

    def enter_context(self, cm):
        """Enters a context manager, and adds its end; what __enter__() gives."""
        enter, exit = _methods_of(cm, "__enter__", "__exit__", "context manager")
        result = enter(cm)
        self._add(True, MethodType(exit, cm))
        return result


def _details(exc):
    return (None, None, None) if exc is None else (type(exc), exc, exc.__traceback__)


def _set_context(exc, before, outer):
    """Gives an exception the context that it would have in nested with statements.

    The last in its chain of contexts was raised while outer was handled, which is handled around
    all of them; there, it was raised while the one before was.
    """
    while True:
        context = exc.__context__
        if context is None or context is before:
            return
        if context is outer:
            exc.__context__ = before
            return
        exc = context


class ExitStack(_BaseExitStack, AbstractContextManager):
    """Ends any number of context managers, and calls functions, at the end of one block.

    The last that was added comes first. Each may handle the exception, or raise another.
    """

    def __exit__(self, *exc_info):
        received = exc = exc_info[1]
        outer = sys.exception()
        raised = False
        while self._exit_callbacks:
            _, callback = self._exit_callbacks.pop()
            try:
                if callback(*_details(exc)):
                    exc, raised = None, False
            except BaseException as new:
                _set_context(new, exc, outer)
                exc, raised = new, True
        if raised:
            context = exc.__context__
            try:
                raise exc
            finally:
                exc.__context__ = context  # not outer, which is handled here
        return received is not None and exc is None

    def close(self):
        """Ends all at once."""
        self.__exit__(*_details(None))


class AsyncExitStack(_BaseExitStack, AbstractAsyncContextManager):
    """As ExitStack, for an async with statement; what it ends may be asynchronous, too."""

    def push_async_exit(self, exit):
        """Adds a manager's __aexit__(), or a coroutine function that is called like that."""
        return self._push(False, exit, "__aexit__")

    def push_async_callback(self, callback, /, *args, **kwds):
        """Adds a coroutine function, with its arguments."""
        async def _exit_wrapper(exc_type, exc, traceback):
            await callback(*args, **kwds)

        _exit_wrapper.__wrapped__ = callback
        self._add(False, _exit_wrapper)
        return callback

    async def enter_async_context(self, cm):
        """Enters an async context manager, and adds its end; what __aenter__() gives."""
        enter, exit = _methods_of(cm, "__aenter__", "__aexit__", "asynchronous context manager")
        result = await enter(cm)
        self._add(False, MethodType(exit, cm))
        return result

    async def __aexit__(self, *exc_info):
        received = exc = exc_info[1]
        outer = sys.exception()
        raised = False
        while self._exit_callbacks:
            is_sync, callback = self._exit_callbacks.pop()
            try:
                handled = callback(*_details(exc))
                if handled if is_sync else await handled:
                    exc, raised = None, False
            except BaseException as new:
                _set_context(new, exc, outer)
                exc, raised = new, True
        if raised:
            context = exc.__context__
            try:
                raise exc
            finally:
                exc.__context__ = context  # not outer, which is handled here
        return received is not None and exc is None

    async def aclose(self):
        """Ends all at once."""
        await self.__aexit__(*_details(None))
