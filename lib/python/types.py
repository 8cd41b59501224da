"""Names for the types that have none among the builtins, and tools for making classes."""

import sys


def _function():
    pass


FunctionType = type(_function)
LambdaType = type(lambda: None)
CodeType = type(_function.__code__)
MappingProxyType = type(type.__dict__)
SimpleNamespace = type(sys.implementation)


def _cell():
    value = 1

    def inner():
        nonlocal value

    return inner.__closure__[0]


CellType = type(_cell())


def _generator():
    yield 1


GeneratorType = type(_generator())


async def _coroutine():
    pass


_coroutine = _coroutine()
CoroutineType = type(_coroutine)
_coroutine.close()


async def _async_generator():
    yield


_async_generator = _async_generator()
AsyncGeneratorType = type(_async_generator)


class _Class:
    __slots__ = ("slot",)

    def method(self):
        pass


MethodType = type(_Class().method)

BuiltinFunctionType = type(len)
BuiltinMethodType = type([].append)
WrapperDescriptorType = type(object.__init__)
MethodWrapperType = type(object().__str__)
MethodDescriptorType = type(str.join)
ClassMethodDescriptorType = type(dict.__dict__["fromkeys"])
ModuleType = type(sys)

try:
    raise TypeError
except TypeError as _error:
    TracebackType = type(_error.__traceback__)
    FrameType = type(_error.__traceback__.tb_frame)

GetSetDescriptorType = type(FunctionType.__code__)
MemberDescriptorType = type(_Class.slot)
GenericAlias = type(list[int])
UnionType = type(int | str)
EllipsisType = type(Ellipsis)
NoneType = type(None)
NotImplementedType = type(NotImplemented)

del sys, _function, _cell, _generator, _coroutine, _async_generator, _Class


def new_class(name, bases=(), kwds=None, exec_body=None):
    """A class made dynamically, with the metaclass that a class statement would use."""
    resolved = resolve_bases(bases)
    meta, namespace, keywords = prepare_class(name, resolved, kwds)
    if exec_body is not None:
        exec_body(namespace)
    if resolved is not bases:
        namespace["__orig_bases__"] = bases
    return meta(name, resolved, namespace, **keywords)


def resolve_bases(bases):
    """The bases with those replaced that have __mro_entries__."""
    resolved = []
    changed = False
    for base in bases:
        if isinstance(base, type) or not hasattr(base, "__mro_entries__"):
            resolved.append(base)
            continue
        entries = base.__mro_entries__(bases)
        if not isinstance(entries, tuple):
            raise TypeError("__mro_entries__ must return a tuple")
        resolved.extend(entries)
        changed = True
    return tuple(resolved) if changed else bases


def prepare_class(name, bases=(), kwds=None):
    """(metaclass, namespace, remaining keywords) of a class statement."""
    keywords = dict(kwds) if kwds else {}
    if "metaclass" in keywords:
        meta = keywords.pop("metaclass")
    else:
        meta = type(bases[0]) if bases else type
    if isinstance(meta, type):
        meta = _most_derived(meta, bases)
    if hasattr(meta, "__prepare__"):
        namespace = meta.__prepare__(name, bases, **keywords)
    else:
        namespace = {}
    return meta, namespace, keywords


def _most_derived(meta, bases):
    winner = meta
    for base in bases:
        other = type(base)
        if issubclass(winner, other):
            continue
        if not issubclass(other, winner):
            raise TypeError(
                "metaclass conflict: "
                "the metaclass of a derived class "
                "must be a (non-strict) subclass "
                "of the metaclasses of all its bases"
            )
        winner = other
    return winner


def get_original_bases(cls, /):
    """The bases as the class statement gave them."""
    try:
        return cls.__dict__.get("__orig_bases__", cls.__bases__)
    except AttributeError:
        raise TypeError(f"Expected an instance of type, not {type(cls).__name__!r}") from None


class DynamicClassAttribute:
    """A property of instances that leaves the class's attribute of that name to the metaclass."""

    def __init__(self, fget=None, fset=None, fdel=None, doc=None):
        self.fget = fget
        self.fset = fset
        self.fdel = fdel
        self.__doc__ = doc or (fget.__doc__ if fget is not None else None)
        self.overwrite_doc = doc is None
        self.__isabstractmethod__ = bool(getattr(fget, "__isabstractmethod__", False))

    def __get__(self, instance, ownerclass=None):
        if instance is None:
            if self.__isabstractmethod__:
                return self
            raise AttributeError()
        return self._access(self.fget, "unreadable attribute")(instance)

    def __set__(self, instance, value):
        self._access(self.fset, "can't set attribute")(instance, value)

    def __delete__(self, instance):
        self._access(self.fdel, "can't delete attribute")(instance)

    @staticmethod
    def _access(function, complaint):
        if function is None:
            raise AttributeError(complaint)
        return function

    def _replaced(self, fget, fset, fdel, doc):
        made = type(self)(fget, fset, fdel, doc)
        made.overwrite_doc = self.overwrite_doc
        return made

    def getter(self, fget):
        doc = fget.__doc__ if self.overwrite_doc else None
        return self._replaced(fget, self.fset, self.fdel, doc or self.__doc__)

    def setter(self, fset):
        return self._replaced(self.fget, fset, self.fdel, self.__doc__)

    def deleter(self, fdel):
        return self._replaced(self.fget, self.fset, fdel, self.__doc__)


def _wrapped_attribute(name):
    return property(lambda self: getattr(self._GeneratorWrapper__wrapped, name))


class _GeneratorWrapper:
    """Makes a generator-like object awaitable."""

    gi_code, gi_frame, gi_running, gi_yieldfrom = map(
        _wrapped_attribute, ("gi_code", "gi_frame", "gi_running", "gi_yieldfrom"))
    cr_code, cr_frame, cr_running, cr_await = gi_code, gi_frame, gi_running, gi_yieldfrom

    def __init__(self, generator):
        self.__wrapped = generator
        self.__name__ = getattr(generator, "__name__", None)
        self.__qualname__ = getattr(generator, "__qualname__", None)

    def __iter__(self):
        return self.__wrapped if self.__wrapped.__class__ is GeneratorType else self

    __await__ = __iter__

    def __next__(self):
        return next(self.__wrapped)

    def send(self, value):
        return self.__wrapped.send(value)

    def throw(self, tp, *rest):
        return self.__wrapped.throw(tp, *rest)

    def close(self):
        return self.__wrapped.close()


def coroutine(func):
    """Makes a generator function usable in await expressions."""
    if not callable(func):
        raise TypeError("types.coroutine() expects a callable")
    if func.__class__ is FunctionType and getattr(func, "__code__", None).__class__ is CodeType:
        flags = func.__code__.co_flags
        if flags & 0x180:  # a coroutine already
            return func
        if flags & 0x20:  # a generator: becomes an iterable coroutine
            func.__code__ = func.__code__.replace(co_flags=flags | 0x100)
            return func

    import functools
    import _collections_abc

    @functools.wraps(func)
    def wrapped(*args, **kwargs):
        result = func(*args, **kwargs)
        if result.__class__ is CoroutineType or (
            result.__class__ is GeneratorType and result.gi_code.co_flags & 0x100
        ):
            return result
        if isinstance(result, _collections_abc.Generator) and not isinstance(
            result, _collections_abc.Coroutine
        ):
            return _GeneratorWrapper(result)
        return result

    return wrapped


__all__ = [name for name in globals() if name[:1] != "_"]
