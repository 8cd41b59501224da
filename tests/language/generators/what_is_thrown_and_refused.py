"""What generators and coroutines refuse, and how they end: throw(), close(), names, running ones."""
import sys
import types
import warnings

warnings.simplefilter("ignore")


def attempt(function, *arguments):
    try:
        return function(*arguments)
    except BaseException as error:
        return f"{type(error).__name__}: {error}"


def plain():
    yield 1
    yield 2


async def waiting():
    await pause()


@types.coroutine
def pause():
    yield "paused"


async def producing():
    yield 1


def begun():
    generator = plain()
    next(generator)
    return generator


print(attempt(plain().send, 5))  # expect: TypeError: can't send non-None value to a just-started generator
print(attempt(waiting().send, 5))  # expect: TypeError: can't send non-None value to a just-started coroutine
print(attempt(producing().asend(5).send, None))  # expect: TypeError: can't send non-None value to a just-started async generator
print(attempt(begun().throw, ValueError))  # expect: ValueError: 
print(attempt(begun().throw, ValueError, "value"))  # expect: ValueError: value
print(attempt(begun().throw, ValueError, ("two", "values")))  # expect: ValueError: ('two', 'values')
print(attempt(begun().throw, ValueError, ValueError("made")))  # expect: ValueError: made
print(attempt(begun().throw, ValueError, None))  # expect: ValueError: 
print(attempt(begun().throw, ValueError("made"), "and a value"))  # expect: TypeError: instance exception may not have a separate value
print(attempt(begun().throw, ValueError("made"), None, None))  # expect: ValueError: made
print(attempt(begun().throw, ValueError, "value", "traceback"))  # expect: TypeError: throw() third argument must be a traceback object
print(attempt(begun().throw, int))  # expect: TypeError: exceptions must be classes or instances deriving from BaseException, not type
print(attempt(begun().throw, 5))  # expect: TypeError: exceptions must be classes or instances deriving from BaseException, not int
print(attempt(plain().throw, KeyError("before it began")))  # expect: KeyError: 'before it began'


class Unmade(Exception):
    def __new__(cls, *arguments):
        return 5


class Failing(Exception):
    def __init__(self, *arguments):
        raise TypeError("never made")


print(attempt(begun().throw, Unmade))  # expect: TypeError: calling <class '__main__.Unmade'> should have returned an instance of BaseException, not int
print(attempt(begun().throw, Failing))  # expect: TypeError: never made


def with_traceback():
    try:
        raise KeyError("first")
    except KeyError as error:
        return error.__traceback__


def depth(error):
    at, count = error.__traceback__, 0
    while at:
        at, count = at.tb_next, count + 1
    return count


try:
    begun().throw(ValueError, "value", with_traceback())
except ValueError as error:
    print(depth(error))  # expect: 3


# What is thrown while one handles another exception.
def handling():
    try:
        raise KeyError("handled")
    except KeyError:
        yield 1
    yield 2


generator = handling()
next(generator)
try:
    generator.throw(ValueError("thrown"))
except ValueError as error:
    print(repr(error.__context__))  # expect: KeyError('handled')


# close()
def stubborn():
    while True:
        try:
            yield
        except GeneratorExit:
            pass


async def stubborn_coroutine():
    while True:
        try:
            await pause()
        except GeneratorExit:
            pass


async def stubborn_producer():
    while True:
        try:
            yield
        except GeneratorExit:
            pass


def answering():
    try:
        yield
    except GeneratorExit:
        return "answer"


def failing():
    try:
        yield
    finally:
        raise KeyError("while closing")


def quiet():
    try:
        yield
    except GeneratorExit:
        return
    yield


def closed(make):
    generator = make()
    next(generator)
    return attempt(generator.close), attempt(generator.close), attempt(next, generator)


print(closed(answering))  # expect: ('answer', None, 'StopIteration: ')
print(closed(failing))  # expect: ("KeyError: 'while closing'", None, 'StopIteration: ')
print(closed(quiet))  # expect: (None, None, 'StopIteration: ')
print(closed(plain))  # expect: (None, None, 'StopIteration: ')
sys.unraisablehook = lambda args: None  # what is left of the stubborn ones ends so
generator = stubborn()
next(generator)
print(attempt(generator.close))  # expect: RuntimeError: generator ignored GeneratorExit
coroutine = stubborn_coroutine()
print(coroutine.send(None), attempt(coroutine.close))  # expect: paused RuntimeError: coroutine ignored GeneratorExit
producer = stubborn_producer()
attempt(producer.asend(None).send, None)
print(attempt(producer.aclose().send, None))  # expect: RuntimeError: async generator ignored GeneratorExit
del generator, coroutine, producer
sys.unraisablehook = sys.__unraisablehook__


# Delegates: with and without throw and close.
class Delegate:
    def __init__(self, **methods):
        vars(self).update(methods)

    def __iter__(self):
        return self

    def __next__(self):
        return "item"


class WithThrow(Delegate):
    def throw(self, *arguments):
        raise StopIteration(("thrown", [str(part) for part in arguments]))


class WithClose(Delegate):
    def close(self):
        raise KeyError("cannot be closed")


class WithBadClose(Delegate):
    @property
    def close(self):
        raise KeyError("no close")


class WithBadThrow(Delegate):
    @property
    def throw(self):
        raise KeyError("no throw")


def delegating(delegate):
    result = yield from delegate
    yield "result", result


def delegated(delegate, function, *arguments):
    generator = delegating(delegate)
    next(generator)
    return attempt(getattr(generator, function), *arguments)


print(delegated(Delegate(), "throw", ValueError("to a delegate")))  # expect: ValueError: to a delegate
print(delegated(WithThrow(), "throw", ValueError("to a delegate")))  # expect: ('result', ('thrown', ['to a delegate']))
print(delegated(WithBadThrow(), "throw", ValueError("to a delegate")))  # expect: KeyError: 'no throw'
print(delegated(Delegate(), "throw", GeneratorExit()))  # expect: GeneratorExit: 
print(delegated(WithClose(), "throw", GeneratorExit()))  # expect: KeyError: 'cannot be closed'
print(delegated(WithClose(), "close"))  # expect: KeyError: 'cannot be closed'
print(delegated(Delegate(), "close"))  # expect: None
print(delegated(plain(), "throw", ValueError("through two")))  # expect: ValueError: through two
print(delegated(plain(), "close"))  # expect: None
print(delegated(quiet(), "close"))  # expect: None
print(delegated(Delegate(), "send", 5))  # expect: AttributeError: 'Delegate' object has no attribute 'send'
hook, sys.unraisablehook = sys.unraisablehook, lambda args: print("unraisable", repr(args.exc_value))  # expect: unraisable KeyError('no close')
print(delegated(WithBadClose(), "close"))  # expect: None
sys.unraisablehook = hook


# Running ones.
def itself():
    yield attempt(generator.send, None)
    yield attempt(generator.throw, ValueError)
    yield attempt(generator.close)
    yield generator.gi_running, generator.gi_suspended, generator.gi_frame.f_code.co_name


generator = itself()
print(generator.gi_running, generator.gi_suspended)  # expect: False False
print(*generator, sep="\n")
# expect: ValueError: generator already executing
# expect: ValueError: generator already executing
# expect: ValueError: generator already executing
# expect: (True, False, 'itself')
print(generator.gi_running, generator.gi_suspended, generator.gi_frame, generator.gi_yieldfrom)  # expect: False False None None


async def awaits_itself():
    await coroutine


coroutine = awaits_itself()
print(attempt(coroutine.send, None))  # expect: ValueError: coroutine already executing
coroutine = waiting()
print(coroutine.cr_running, coroutine.cr_suspended, coroutine.cr_await, coroutine.cr_origin)  # expect: False False None None
coroutine.send(None)
print(coroutine.cr_running, coroutine.cr_suspended, type(coroutine.cr_await).__name__)  # expect: False True generator
print(attempt(coroutine.close), attempt(coroutine.send, None), attempt(coroutine.throw, ValueError), coroutine.cr_frame)  # expect: None RuntimeError: cannot reuse already awaited coroutine RuntimeError: cannot reuse already awaited coroutine None
sys.set_coroutine_origin_tracking_depth(1)
coroutine = waiting()
print(len(coroutine.cr_origin), coroutine.cr_origin[0][2], attempt(coroutine.close))  # expect: 1 <module> None
sys.set_coroutine_origin_tracking_depth(0)
print(attempt(sys.set_coroutine_origin_tracking_depth, -1), sys.get_coroutine_origin_tracking_depth())  # expect: ValueError: depth must be >= 0 0

# Names.
generator = plain()
print(generator.__name__, generator.__qualname__)  # expect: plain plain
generator.__name__, generator.__qualname__ = "name", "qualified.name"
print(generator.__name__, generator.__qualname__, repr(generator).split(" at ")[0])  # expect: name qualified.name <generator object qualified.name
print(attempt(setattr, generator, "__name__", 5))  # expect: TypeError: __name__ must be set to a string object
print(attempt(setattr, generator, "__qualname__", 5))  # expect: TypeError: __qualname__ must be set to a string object
print(attempt(delattr, generator, "__name__"))  # expect: TypeError: __name__ must be set to a string object
print(attempt(delattr, generator, "__qualname__"))  # expect: TypeError: __qualname__ must be set to a string object


# StopIteration within, and exceptions that are no exceptions.
def stopping():
    raise StopIteration(1)
    yield


async def stopping_coroutine():
    raise StopIteration(1)


async def stopping_producer():
    raise StopAsyncIteration(1)
    yield


print(attempt(next, stopping()))  # expect: RuntimeError: generator raised StopIteration
print(attempt(stopping_coroutine().send, None))  # expect: RuntimeError: coroutine raised StopIteration
print(attempt(stopping_producer().asend(None).send, None))  # expect: RuntimeError: async generator raised StopAsyncIteration
