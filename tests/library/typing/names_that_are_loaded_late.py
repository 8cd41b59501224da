# Parts of typing and inspect are loaded when they are asked for; nobody can tell.
import inspect
import pickle
import typing

for name in "NamedTuple", "NewType", "SupportsInt", "TextIO", "cast", "get_type_hints":
    assert name in dir(typing) and getattr(typing, name).__module__ == "typing", name
for name in "Parameter", "Signature", "getcallargs", "getsource", "signature":
    assert name in dir(inspect) and getattr(inspect, name).__module__ == "inspect", name

print(pickle.loads(pickle.dumps(typing.SupportsAbs)))       # expect: <class 'typing.SupportsAbs'>
print(pickle.loads(pickle.dumps(typing.NamedTuple)).__name__)                # expect: NamedTuple
print(pickle.loads(pickle.dumps(inspect.signature(lambda a, *, b=1: 0))))    # expect: (a, *, b=1)
print(inspect._empty)                                       # expect: <class 'inspect._empty'>

namespace = {}
exec("from typing import *; from inspect import *", namespace)
print({*typing.__all__, *inspect.__all__} - namespace.keys())                # expect: set()

for module in typing, inspect:
    try:
        module.nothing
    except AttributeError as e:
        print(e)
# expect: module 'typing' has no attribute 'nothing'
# expect: module 'inspect' has no attribute 'nothing'
