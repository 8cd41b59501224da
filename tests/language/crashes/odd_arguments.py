# What natives were once given in vain: too few arguments, arguments of another kind, integers where
# objects are the rule, objects whose attributes were deleted.
import _imp
import _typing
import collections
import functools
import io
import json
import operator
import pickle
import sys
import types
import weakref


def show(function, *args, **keywords):
    try:
        print(function(*args, **keywords))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


show(sorted)  # expect: TypeError: sorted expected 1 argument, got 0
show(sorted, *())  # expect: TypeError: sorted expected 1 argument, got 0
show(sorted, iterable=[1])  # expect: TypeError: sorted expected 1 argument, got 0

# nothing, very often
show(lambda: collections.deque() * 2**62)  # expect: deque([])
show(lambda: collections.deque((), 3) * 2**62)  # expect: deque([], maxlen=3)


class Referent:
    pass


def die_referred(callback):
    referent = Referent()
    reference = weakref.ref(referent, callback)
    del referent
    return reference()



sys.unraisablehook = lambda event: print(event.exc_value)
show(die_referred, -1)  # expect: 'int' object is not callable
                        # expect: None
show(die_referred, 5)   # expect: 'int' object is not callable
                        # expect: None

# an __init__ that failed
for keywords in {"encoding": 1}, {"errors": 2}, {"buffers": 5}:
    unpickler = pickle.Unpickler.__new__(pickle.Unpickler)
    try:
        unpickler.__init__(io.BytesIO(b"S'a'\n."), **keywords)
    except TypeError:
        pass
    show(unpickler.load)
# expect: UnpicklingError: Unpickler.__init__() was not called by _pickle.Unpickler.__init__()
# expect: UnpicklingError: Unpickler.__init__() was not called by _pickle.Unpickler.__init__()
# expect: UnpicklingError: Unpickler.__init__() was not called by _pickle.Unpickler.__init__()


class Deleting:
    """Deletes the object being compared while it is."""

    def __rsub__(self, other):
        del left.obj, right.obj
        return 0

    __sub__ = __rsub__


key = functools.cmp_to_key(operator.sub)
left, right = key(Deleting()), key(Deleting())
show(operator.eq, left, right)  # expect: True

# the compiler's helpers, called by hand
for helper, *args in (
        (_typing._typevar, 1), (_typing._set_typeparam_default, 3, int), (_typing._subscript_generic, 1),
        (_typing._typealias, "name", 1, int), (_typing._typealias, 1, (), int)):
    try:
        helper(*args)
    except TypeError:
        pass

# what import made, without its attributes
loader_type = type(_imp.SourceFileLoader("name", "path"))
loader = loader_type("name", "/nowhere")
del loader.name, loader.path
show(lambda: isinstance(hash(loader), int))  # expect: True
show(lambda: loader == loader_type("name", "x"))  # expect: False
show(loader.get_filename)  # expect: None
show(loader.is_package)  # expect: False
for name in "get_code", "get_source", "exec_module", "load_module":
    try:
        getattr(loader, name)(types.ModuleType("m"))
    except Exception:
        pass
show(loader.set_data, "/nowhere/at/all", b"")  # expect: None
del json.__spec__.name
print(repr(json)[:7])  # expect: <module


class Orderless(type):
    def mro(cls):
        return []


show(Orderless, "C", (), {})  # expect: TypeError: type MRO must not be empty

# the hash by identity of what is no pointer: -1 is all ones
print([hash(object.__hash__(number)) != -1 for number in (-1, -2, 0, 1, 2**62 - 1, -2**62)])
# expect: [True, True, True, True, True, True]

getter = collections.namedtuple("Point", "x y").y
del getter.__doc__
print(repr(getter), getter.__reduce__()[1])  # expect: _tuplegetter(1, None) (1, None)
