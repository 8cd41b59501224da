"""Throwing into an async generator, anext() with a default, and steps that nobody awaits."""
import warnings


async def swallow():
    try:
        yield 1
    except ValueError:
        pass


def outcome(awaitable, call="send", *args):
    try:
        return getattr(awaitable, call)(*args)
    except Exception as error:
        return repr(error)


generator = swallow()
print(outcome(generator.asend(None), "send", None))  # expect: StopIteration(1)
print(outcome(generator.athrow(ValueError), "send", None))  # expect: StopAsyncIteration()
print(outcome(anext(generator, "default").__await__(), "send", None))
# expect: StopIteration('default')


class Bad:
    def __init__(self, awaitable):
        self.awaitable = awaitable

    def __await__(self):
        return 42

    def __anext__(self):
        return self.awaitable


print(outcome(anext(Bad(iter("abc")), 1), "send", None))
# expect: TypeError("object str_ascii_iterator can't be used in 'await' expression")
print(outcome(anext(Bad(Bad(None)), 1), "send", None))
# expect: TypeError("__await__() returned non-iterator of type 'int'")

step = swallow().asend(None)
print(outcome(step, "send", None))  # expect: StopIteration(1)
print(outcome(step, "send", None))
# expect: RuntimeError('cannot reuse already awaited __anext__()/asend()')

with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    swallow().asend(None)
    swallow().athrow(ValueError)
    swallow().aclose()
    anext(swallow())
print(*[w.message for w in caught], sep="\n")
# expect: coroutine method 'asend' of 'swallow' was never awaited
                                               # expect: coroutine method 'athrow' of 'swallow' was never awaited
                                               # expect: coroutine method 'aclose' of 'swallow' was never awaited
                                               # expect: coroutine method 'asend' of 'swallow' was never awaited



