"""Steps of asynchronous generators driven by hand: asend(), athrow(), aclose(), and those used twice."""
import sys
import types
import warnings

warnings.simplefilter("ignore")
sys.unraisablehook = lambda args: None  # what is left of the stubborn ones


def attempt(function, *arguments):
    try:
        return function(*arguments)
    except BaseException as error:
        return f"{type(error).__name__}: {error}"


@types.coroutine
def pause(value=None):
    return (yield value)


async def counting():
    try:
        for number in range(3):
            await pause("before %d" % number)
            yield number
    finally:
        await pause("cleaning")


async def plain():
    got = yield 1
    yield got


async def stubborn():
    while True:
        try:
            yield
        except GeneratorExit:
            pass


async def pausing_stubborn():
    while True:
        try:
            yield
        except GeneratorExit:
            await pause("not yet")


async def catching():
    while True:
        try:
            yield "item"
        except ValueError as error:
            yield str(error)


def drive(step, *values):
    """What a step gives until it ends."""
    given = []
    for value in (None, *values):
        answer = attempt(step.send, value)
        given.append(answer)
    return given


generator = counting()
print(drive(generator.__anext__(), None), drive(generator.__anext__(), None, None))  # expect: ['before 0', 'StopIteration: 0'] ['before 1', 'StopIteration: 1', 'RuntimeError: cannot reuse already awaited __anext__()/asend()']
print(drive(generator.aclose(), None, None), drive(generator.__anext__()), drive(generator.aclose()), drive(generator.athrow(ValueError)))  # expect: ['cleaning', 'StopIteration: ', 'RuntimeError: cannot reuse already awaited aclose()/athrow()'] ['StopAsyncIteration: '] ['StopIteration: '] ['StopIteration: ']
generator = plain()
print(attempt(generator.asend(5).send, None), generator.ag_running, generator.ag_suspended, generator.ag_await, generator.ag_frame is None)  # expect: TypeError: can't send non-None value to a just-started async generator False False None False
print(drive(generator.asend(None)), drive(generator.asend("sent")), drive(generator.asend("too late")))  # expect: ['StopIteration: 1'] ['StopIteration: sent'] ['StopAsyncIteration: ']
generator = plain()
print(drive(generator.aclose()), drive(generator.__anext__()), generator.ag_frame)  # expect: ['StopIteration: '] ['StopAsyncIteration: '] None
print(attempt(plain().asend(None).send, 5), attempt(plain().aclose().send, 5), attempt(plain().athrow(ValueError).send, 5))  # expect: TypeError: can't send non-None value to a just-started async generator RuntimeError: can't send non-None value to a just-started coroutine RuntimeError: can't send non-None value to a just-started coroutine

# Used twice, and closed.
generator = plain()
step = generator.__anext__()
print(drive(step), attempt(step.send, None), attempt(step.throw, ValueError), attempt(step.close), attempt(next, step))  # expect: ['StopIteration: 1'] RuntimeError: cannot reuse already awaited __anext__()/asend() RuntimeError: cannot reuse already awaited __anext__()/asend() None RuntimeError: cannot reuse already awaited __anext__()/asend()
step = generator.asend("x")
print(step.close(), attempt(step.send, None), attempt(step.throw, ValueError("x")), step.close())  # expect: None RuntimeError: cannot reuse already awaited __anext__()/asend() RuntimeError: cannot reuse already awaited __anext__()/asend() None
step = generator.aclose()
print(drive(step), attempt(step.send, None), attempt(step.throw, ValueError), attempt(step.close))  # expect: ['StopIteration: '] RuntimeError: cannot reuse already awaited aclose()/athrow() RuntimeError: cannot reuse already awaited aclose()/athrow() None
step = counting().__anext__()
print(step.send(None), attempt(step.close), attempt(step.send, None))  # expect: before 0 RuntimeError: coroutine ignored GeneratorExit GeneratorExit: 
generator = counting()
step = generator.__anext__()
print(step.send(None), attempt(step.throw, ValueError("thrown in")), attempt(step.send, None))  # expect: before 0 cleaning ValueError: thrown in
step = counting().__anext__()
print(attempt(step.throw, ValueError("at once")), attempt(step.send, None))  # expect: ValueError: at once RuntimeError: cannot reuse already awaited __anext__()/asend()
step = counting().athrow(ValueError("never begun"))
print(attempt(step.throw, KeyError("into athrow")), attempt(step.send, None))  # expect: KeyError: 'into athrow' RuntimeError: cannot reuse already awaited aclose()/athrow()
step = counting().aclose()
print(attempt(step.throw, KeyError("into aclose")), attempt(step.send, None))  # expect: KeyError: 'into aclose' RuntimeError: cannot reuse already awaited aclose()/athrow()

# Several at a time.
generator = counting()
first, second, third, fourth = generator.__anext__(), generator.__anext__(), generator.athrow(ValueError), generator.aclose()
print(first.send(None), generator.ag_running, attempt(second.send, None), attempt(third.send, None), attempt(fourth.send, None))  # expect: before 0 True RuntimeError: anext(): asynchronous generator is already running RuntimeError: athrow(): asynchronous generator is already running RuntimeError: aclose(): asynchronous generator is already running
print(attempt(generator.__anext__().throw, KeyError), attempt(generator.aclose().throw, KeyError), attempt(generator.aclose().close))  # expect: RuntimeError: anext(): asynchronous generator is already running RuntimeError: aclose(): asynchronous generator is already running RuntimeError: aclose(): asynchronous generator is already running
print(attempt(first.send, None), generator.ag_running)  # expect: StopIteration: 0 False

# athrow() and aclose().
generator = catching()
print(drive(generator.__anext__()), drive(generator.athrow(ValueError("told"))), drive(generator.athrow(ValueError, "of a class")), drive(generator.athrow(KeyError("not caught"))))  # expect: ['StopIteration: item'] ['StopIteration: told'] ['ValueError: of a class'] ['StopIteration: ']
print(drive(catching().athrow(5)), drive(catching().athrow(ValueError("x"), "y")))  # expect: ['TypeError: exceptions must be classes or instances deriving from BaseException, not int'] ['TypeError: instance exception may not have a separate value']
generator = stubborn()
print(drive(generator.__anext__()), drive(generator.aclose()))  # expect: ['StopIteration: '] ['RuntimeError: async generator ignored GeneratorExit']
generator = stubborn()
print(drive(generator.__anext__()), drive(generator.athrow(GeneratorExit)))  # expect: ['StopIteration: '] ['StopIteration: ']
generator = pausing_stubborn()
step = generator.aclose()
print(drive(generator.__anext__()))  # expect: ['StopIteration: ']
step = generator.aclose()
print(step.send(None), attempt(step.send, None), attempt(step.close))  # expect: not yet RuntimeError: async generator ignored GeneratorExit None
generator = pausing_stubborn()
drive(generator.__anext__())
step = generator.aclose()
print(step.send(None), attempt(step.close))  # expect: not yet None
generator = counting()
drive(generator.__anext__(), None)
step = generator.aclose()
print(step.send(None), attempt(step.throw, ValueError("while cleaning")))  # expect: cleaning ValueError: while cleaning
generator = counting()
drive(generator.__anext__(), None)
step = generator.athrow(ValueError("thrown"))
print(step.send(None), attempt(step.send, None))  # expect: cleaning ValueError: thrown
generator = counting()
drive(generator.__anext__(), None)
step = generator.athrow(ValueError("thrown"))
print(step.send(None), attempt(step.close))  # expect: cleaning None


# Hooks.
def hooks(first, final):
    sys.set_asyncgen_hooks(first, final)
    generator = plain()
    given = attempt(generator.__anext__)
    if not isinstance(given, str):
        given = drive(given)
    del generator
    sys.set_asyncgen_hooks(None, None)
    return given


seen = []
print(hooks(lambda generator: seen.append("first"), lambda generator: seen.append("final")), seen)  # expect: ['StopIteration: 1'] ['first', 'final']
print(hooks(lambda generator: 1 / 0, None))  # expect: ZeroDivisionError: division by zero
sys.unraisablehook = lambda args: print("unraisable", repr(args.exc_value), args.err_msg)  # expect: unraisable ZeroDivisionError('division by zero') None
print(hooks(None, lambda generator: 1 / 0))  # expect: ['StopIteration: 1']
sys.unraisablehook = lambda args: None
print(sys.get_asyncgen_hooks(), attempt(sys.set_asyncgen_hooks, 5), attempt(sys.set_asyncgen_hooks, None, 5), attempt(lambda: sys.set_asyncgen_hooks(finalizer="x")))  # expect: asyncgen_hooks(firstiter=None, finalizer=None) TypeError: callable firstiter expected, got int TypeError: callable finalizer expected, got int TypeError: callable finalizer expected, got str
print(type(plain().__aiter__()).__name__, type(plain().__anext__()).__name__, type(plain().athrow(ValueError)).__name__, type(plain().__anext__().__await__()).__name__, attempt(iter, plain()), attempt(next, plain()))  # expect: async_generator async_generator_asend async_generator_athrow async_generator_asend TypeError: 'async_generator' object is not iterable TypeError: 'async_generator' object is not an iterator


# anext() with a default.
class Iterator:
    def __init__(self, *answers):
        self.answers = list(answers)

    def __anext__(self):
        return self.answers.pop(0)


async def ending():
    return
    yield


print(drive(anext(ending(), "default")), drive(anext(plain(), "default")), attempt(anext, 5), attempt(anext, 5, 6), attempt(anext))  # expect: ['StopIteration: default'] ['StopIteration: 1'] TypeError: 'int' object is not an async iterator TypeError: 'int' object is not an async iterator TypeError: anext expected at least 1 argument, got 0
print(drive(anext(ending())), attempt(lambda: anext(Iterator(5), 6).send(None)), attempt(lambda: anext(Iterator(5))))  # expect: ['StopAsyncIteration: '] TypeError: object int can't be used in 'await' expression 5
awaitable = anext(counting(), "default")
print(awaitable.send(None), attempt(awaitable.throw, ValueError("x")), awaitable.close())  # expect: before 0 cleaning None
print(attempt(aiter, 5), attempt(aiter, Iterator()), type(aiter(plain())).__name__)  # expect: TypeError: 'int' object is not an async iterable TypeError: 'Iterator' object is not an async iterable async_generator
