# A cycle through any two kinds of object is garbage, and is collected.
import gc
import weakref


class Plain:
    pass


class Slotted:
    __slots__ = ("held", "__weakref__")


class Failure(Exception):
    pass


def list_(x):
    made = []
    made.append(x)
    return made


def dict_(x):
    return {"held": x}


def tuple_(x):
    return (x,)


def set_(x):
    made = Plain()
    made.held = x
    return {made}


def instance(x):
    made = Plain()
    made.held = x
    return made


def slotted(x):
    made = Slotted()
    made.held = x
    return made


def class_(x):
    return type("Made", (), {"held": [x]})


def function(x):
    def inner(default=x):
        return default
    return inner


def cell(x):
    def inner():
        return x
    return inner.__closure__[0]


def method(x):
    holder = Plain()
    holder.held = x
    holder.call = lambda self: None
    return instance.__get__(holder)


def generator(x):
    def steps():
        kept = x
        yield kept
    made = steps()
    next(made)
    return made


async def _coroutine(x):
    kept = x
    await Forever()
    return kept


class Forever:
    def __await__(self):
        yield


def coroutine(x):
    made = _coroutine(x)
    made.send(None)
    return made


def frame(x):
    import sys
    kept = x
    return sys._getframe()


def exception(x):
    try:
        raise Failure(x)
    except Failure as error:
        return error


def traceback(x):
    return exception(x).__traceback__


def module(x):
    import types
    made = types.ModuleType("made")
    made.held = x
    return made


def iterator(x):
    return iter([x])


def chain(x):
    import itertools
    return itertools.chain([x], [x])


def partial(x):
    import functools
    return functools.partial(print, x)


def property_(x):
    return property(function(x))


def mapping(x):
    import types
    return types.MappingProxyType({"held": x})


def deque(x):
    import collections
    return collections.deque([x])


makers = [list_, dict_, tuple_, set_, instance, slotted, class_, function, cell, method, generator,
          coroutine, frame, exception, traceback, module, iterator, chain, partial, property_,
          mapping, deque]
gc.disable()
kept = []
for first in makers:
    for second in makers:
        knot = Plain()
        watch = weakref.ref(knot)
        knot.held = first(second(knot))
        del knot
        if watch() is None:
            kept.append((first.__name__, second.__name__, "too early"))
        gc.collect()
        if watch() is not None:
            kept.append((first.__name__, second.__name__, "too late"))
print(len(makers), kept)               # expect: 22 []
print(gc.garbage)                      # expect: []
