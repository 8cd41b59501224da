"""Modules that lack something or have something odd: attributes, reprs, messages."""
import sys
import types
from importlib.machinery import ModuleSpec


def attempt(function, *arguments, **keywords):
    try:
        return function(*arguments, **keywords)
    except Exception as error:
        return f"{type(error).__name__}: {error}"


def imported(code):
    names = {}
    answer = attempt(exec, code, names)
    return answer or {name: value for name, value in names.items() if name != "__builtins__"}


Module = types.ModuleType
print(attempt(Module), attempt(Module, 5), attempt(Module, None), attempt(Module, "name", "doc", 5), attempt(Module, "name", docs=5))  # expect: TypeError: module() missing required argument 'name' (pos 1) TypeError: module() argument 'name' must be str, not int TypeError: module() argument 'name' must be str, not None TypeError: module() takes at most 2 arguments (3 given) TypeError: module() got an unexpected keyword argument 'docs'. Did you mean 'doc'?
module = Module("name", "doc")
print(module, module.__dict__, attempt(getattr, module, "other"), attempt(delattr, module, "other"))  # expect: <module 'name'> {'__name__': 'name', '__doc__': 'doc', '__package__': None, '__loader__': None, '__spec__': None} AttributeError: module 'name' has no attribute 'other' AttributeError: 'module' object has no attribute 'other'
bare = Module.__new__(Module)
print(bare.__dict__, attempt(repr, bare), attempt(getattr, bare, "name"), attempt(dir, bare), attempt(getattr, bare, "__name__"))  # expect: {} <module '?'> AttributeError: module has no attribute 'name' [] AttributeError: module has no attribute '__name__'
print(attempt(setattr, bare, "name", 5), bare.__dict__ if bare.__dict__ is None else sorted(bare.__dict__))  # expect: None ['name']
bare = Module.__new__(Module)
print(attempt(delattr, bare, "name"), attempt(bare.__init__, "late"), bare.__name__)  # expect: AttributeError: 'module' object has no attribute 'name' None late

# The annotations of a module.
print(module.__annotations__, attempt(setattr, module, "__annotations__", 5), module.__annotations__, attempt(delattr, module, "__annotations__"))  # expect: {} None 5 None
print(attempt(delattr, module, "__annotations__"), module.__annotations__)  # expect: AttributeError: __annotations__ {}

# __getattr__ and __dir__.
module.__getattr__ = lambda name: "made " + name
print(module.something, attempt(getattr, module, "__path__"))  # expect: made something made __path__
module.__getattr__ = 5
print(attempt(getattr, module, "something"))  # expect: TypeError: 'int' object is not callable


def failing(name):
    raise ValueError(name)


module.__getattr__ = failing
print(attempt(getattr, module, "something"), attempt(hasattr, module, "something"))  # expect: ValueError: something ValueError: something
del module.__getattr__
module.__dir__ = lambda: ["b", "a"]
print(dir(module))  # expect: ['a', 'b']
module.__dir__ = lambda: 5
print(attempt(dir, module))  # expect: TypeError: 'int' object is not iterable
module.__dir__ = 5
print(attempt(dir, module))  # expect: TypeError: 'int' object is not callable
del module.__dir__


class Dictless(Module):
    __dict__ = 5


print(attempt(dir, Dictless("name")))  # expect: TypeError: <module>.__dict__ is not a dictionary


# What it is said to be.
class Loader:
    def __repr__(self):
        return "<a loader>"


class BadLoader:
    def __repr__(self):
        raise ValueError("no repr")


def described(**attributes):
    module = Module("name")
    for name, value in attributes.items():
        if value is ...:
            delattr(module, name)
        else:
            setattr(module, name, value)
    return attempt(repr, module)


print(described(__name__=5))  # expect: <module 5>
print(described(__name__=...))  # expect: <module '?'>
print(described(__file__="file.py"))  # expect: <module 'name' from 'file.py'>
print(described(__file__=5))  # expect: <module 'name' from 5>
print(described(__loader__=Loader()))  # expect: <module 'name' (<a loader>)>
print(described(__loader__=BadLoader()))  # expect: ValueError: no repr
print(described(__loader__=..., __spec__=...))  # expect: <module 'name'>
print(described(__spec__=ModuleSpec("spec", None)))  # expect: <module 'spec'>
print(described(__spec__=ModuleSpec("spec", Loader())))  # expect: <module 'spec' (<a loader>)>
print(described(__spec__=ModuleSpec("spec", None, origin="origin")))  # expect: <module 'spec' (origin)>
print(described(__spec__=5))  # expect: AttributeError: 'int' object has no attribute 'name'
print(described(__spec__=types.SimpleNamespace()))  # expect: AttributeError: 'types.SimpleNamespace' object has no attribute 'name'
print(described(__spec__=types.SimpleNamespace(name="n", origin=None, loader=None, has_location=False)))  # expect: <module 'n'>
print(described(__spec__=types.SimpleNamespace(name="n", origin="o", loader=None, has_location=True)))  # expect: <module 'n' from 'o'>
located = ModuleSpec("spec", None, origin="origin")
located.has_location = True
print(described(__spec__=located))  # expect: <module 'spec' from 'origin'>
located.name = None
print(described(__spec__=located))  # expect: <module '?' from 'origin'>
package = ModuleSpec("package", Loader(), is_package=True)
print(described(__spec__=package), package.submodule_search_locations)  # expect: <module 'package' (<a loader>)> []


# What is missing, and why perhaps.
def missing(**attributes):
    module = Module("name")
    vars(module).update(attributes)
    return attempt(getattr, module, "absent")


class Spec:
    def __init__(self, **attributes):
        vars(self).update(attributes)


print(missing())  # expect: AttributeError: module 'name' has no attribute 'absent'
print(missing(__name__=5))  # expect: AttributeError: module has no attribute 'absent'
print(missing(__spec__=Spec()))  # expect: AttributeError: module 'name' has no attribute 'absent'
print(missing(__spec__=Spec(_initializing=True)))  # expect: AttributeError: partially initialized module 'name' has no attribute 'absent' (most likely due to a circular import)
print(missing(__spec__=Spec(_initializing=True, origin="origin", has_location=True)))  # expect: AttributeError: partially initialized module 'name' from 'origin' has no attribute 'absent' (most likely due to a circular import)
print(missing(__spec__=Spec(_initializing=True, origin=5, has_location=True)))  # expect: AttributeError: partially initialized module 'name' has no attribute 'absent' (most likely due to a circular import)
print(missing(__spec__=Spec(_initializing=False, origin="origin", has_location=True)))  # expect: AttributeError: module 'name' has no attribute 'absent'
print(missing(__file__=5, __spec__=None))  # expect: AttributeError: module 'name' has no attribute 'absent'
nameless = Module("name")
del nameless.__name__
print(attempt(getattr, nameless, "absent"), attempt(getattr, nameless, "__name__"))  # expect: AttributeError: module has no attribute 'absent' AttributeError: module has no attribute '__name__'
sys.modules["odd"] = nameless
print(imported("from odd import absent"))  # expect: ImportError: cannot import name 'absent' from '<unknown module name>' (unknown location)
nameless.__name__ = 5
print(imported("from odd import absent"))  # expect: ImportError: cannot import name 'absent' from '<unknown module name>' (unknown location)
nameless.__name__, nameless.__file__ = "odd", "file.py"
print(imported("from odd import absent"))  # expect: ImportError: cannot import name 'absent' from 'odd' (file.py)
nameless.__file__ = 5
print(imported("from odd import absent"))  # expect: ImportError: cannot import name 'absent' from 'odd' (unknown location)
sys.modules["odd"] = None
print(imported("import odd"))  # expect: ModuleNotFoundError: import of odd halted; None in sys.modules
sys.modules["odd"] = "no module"
print(imported("from odd import upper; shown = upper()")["shown"], imported("from odd import absent"))  # expect: NO MODULE ImportError: cannot import name 'absent' from '<unknown module name>' (unknown location)
nameless.__all__ = ["one", 5]
sys.modules["odd"] = nameless
print(imported("from odd import *"))  # expect: AttributeError: module 'odd' has no attribute 'one'
nameless.one = 1
print(imported("from odd import *"))  # expect: TypeError: Item in odd.__all__ must be str, not int
nameless.__all__ = ("one",)
print(imported("from odd import *"))  # expect: {'one': 1}
del nameless.__all__
nameless._hidden = 2
nameless.__dict__[5] = 6
print(imported("from odd import *"))  # expect: TypeError: Key in odd.__dict__ must be str, not int
del nameless.__dict__[5]
print(imported("from odd import *"))  # expect: {'one': 1}
del sys.modules["odd"]
print(Module.__dict__["__dict__"], attempt(setattr, module, "__dict__", {}), attempt(delattr, module, "__dict__"))  # expect: <member '__dict__' of 'module' objects> AttributeError: readonly attribute AttributeError: readonly attribute
