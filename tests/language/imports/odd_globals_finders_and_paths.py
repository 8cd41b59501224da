"""__import__() with odd globals, levels and lists."""
import sys
import types
import warnings


def attempt(function, *arguments, **keywords):
    try:
        return function(*arguments, **keywords)
    except BaseException as error:
        return f"{type(error).__name__}: {error}"


class Spec:
    def __init__(self, **attributes):
        vars(self).update(attributes)


def relative(globals_, name="", level=1, names=("decoder",)):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        found = attempt(__import__, name, globals_, None, names, level)
    return getattr(found, "__name__", found), [str(warning.message) for warning in caught]


import json.decoder
print(relative({"__package__": "json"}))  # expect: ('json', [])
print(relative({"__package__": 5}))  # expect: ('TypeError: package must be a string', [])
print(relative({"__package__": "json", "__spec__": Spec(parent="json")}))  # expect: ('json', [])
print(relative({"__package__": "json", "__spec__": Spec(parent="other")}))  # expect: ('json', ['__package__ != __spec__.parent'])
print(relative({"__package__": "json", "__spec__": Spec()}))  # expect: ("AttributeError: 'Spec' object has no attribute 'parent'", [])
print(relative({"__package__": None, "__spec__": Spec(parent="json")}))  # expect: ('json', [])
print(relative({"__spec__": Spec(parent="json")}))  # expect: ('json', [])
print(relative({"__spec__": Spec(parent=5)}))  # expect: ('TypeError: __spec__.parent must be a string', [])
print(relative({"__spec__": Spec()}))  # expect: ("AttributeError: 'Spec' object has no attribute 'parent'", [])
print(relative({}))  # expect: ('KeyError: "\'__name__\' not in globals"', ["can't resolve package from __spec__ or __package__, falling back on __name__ and __path__"])
print(relative({"__name__": 5}))  # expect: ('TypeError: __name__ must be a string', ["can't resolve package from __spec__ or __package__, falling back on __name__ and __path__"])
print(relative({"__name__": "json.decoder"}))  # expect: ('json', ["can't resolve package from __spec__ or __package__, falling back on __name__ and __path__"])
print(relative({"__name__": "json", "__path__": []}))  # expect: ('json', ["can't resolve package from __spec__ or __package__, falling back on __name__ and __path__"])
print(relative({"__name__": "json"}))  # expect: ('ImportError: attempted relative import with no known parent package', ["can't resolve package from __spec__ or __package__, falling back on __name__ and __path__"])
print(relative({"__name__": "json", "__package__": ""}))  # expect: ('ImportError: attempted relative import with no known parent package', [])
print(relative({"__package__": "json"}, "decoder"))  # expect: ('json.decoder', [])
print(relative({"__package__": "json"}, "decoder", 1, ()))  # expect: ('json.decoder', [])
print(relative({"__package__": "json"}, "decoder.x", 1, ()))  # expect: ("ModuleNotFoundError: No module named 'json.decoder.x'; 'json.decoder' is not a package", [])
print(relative({"__package__": "json"}, "", 2))  # expect: ('ImportError: attempted relative import beyond top-level package', [])
print(relative({"__package__": "json.decoder"}, "encoder", 2))  # expect: ('json.encoder', [])
print(relative({"__package__": "json.decoder"}, "encoder", 3))  # expect: ('ImportError: attempted relative import beyond top-level package', [])
print(relative({"__package__": "nowhere"}, "encoder", 1))  # expect: ("ModuleNotFoundError: No module named 'nowhere'", [])
print(relative({"__package__": "json"}, "", -1), relative({"__package__": "json"}, "json", -1))  # expect: ('ValueError: level must be >= 0', []) ('ValueError: level must be >= 0', [])
print(relative(5), relative(None), relative([]))  # expect: ('TypeError: globals must be a dict', []) ('TypeError: globals must be a dict', []) ('TypeError: globals must be a dict', [])
print(attempt(__import__), attempt(__import__, 5), attempt(__import__, ""), attempt(__import__, "json", level="x"), attempt(__import__, "json", names=1))  # expect: TypeError: __import__() missing required argument 'name' (pos 1) TypeError: module name must be a string ValueError: Empty module name TypeError: 'str' object cannot be interpreted as an integer TypeError: __import__() got an unexpected keyword argument 'names'. Did you mean 'name'?
print(attempt(__import__, "json.decoder").__name__, attempt(__import__, "json.decoder", fromlist=["x"]).__name__, attempt(__import__, "json", fromlist=[5]), attempt(__import__, "json", fromlist=5), attempt(__import__, "json", fromlist=["nothing"]).__name__)  # expect: json json.decoder TypeError: Item in ``from list'' must be str, not int TypeError: 'int' object is not iterable json
print(attempt(__import__, "json", fromlist="ab").__name__, attempt(__import__, "json", fromlist=["*"]).__name__, attempt(__import__, "json.", fromlist=()), attempt(__import__, "json..decoder"), attempt(__import__, "json.nothing"), attempt(__import__, "sys.path"), attempt(__import__, "no\0thing"), attempt(__import__, "no\ud800thing"))  # expect: json json ModuleNotFoundError: No module named 'json.' ModuleNotFoundError: No module named 'json.' ModuleNotFoundError: No module named 'json.nothing' ModuleNotFoundError: No module named 'sys.path'; 'sys' is not a package ModuleNotFoundError: No module named 'no\x00thing' ModuleNotFoundError: No module named 'no\ud800thing'

# Packages whose __all__ is odd.
package = types.ModuleType("package")
package.__path__ = []
sys.modules["package"] = package


def starred(all_names):
    package.__all__ = all_names
    return attempt(__import__, "package", fromlist=["*"]) is package or attempt(__import__, "package", fromlist=["*"])


print(starred(["nothing"]), starred([5]), starred(5), starred([]), starred(["*"]))  # expect: True TypeError: Item in package.__all__ must be str, not int TypeError: 'int' object is not iterable True True
sys.modules["package.child"] = None
print(attempt(__import__, "package", fromlist=["child"]), attempt(__import__, "package.child"))  # expect: ModuleNotFoundError: import of package.child halted; None in sys.modules ModuleNotFoundError: import of package.child halted; None in sys.modules
sys.modules["package.child"] = child = types.ModuleType("package.child")
print(attempt(__import__, "package", fromlist=["child"]) is package, attempt(__import__, "package.child") is package, hasattr(package, "child"), attempt(exec, "from package import child"), attempt(exec, "import package.child as c"))  # expect: True True False None None
package.__path__ = 5
print(attempt(__import__, "package.other"))  # expect: TypeError: 'int' object is not iterable
del package.__path__
print(attempt(__import__, "package.other"), attempt(__import__, "package.child") is package)  # expect: ModuleNotFoundError: No module named 'package.other'; 'package' is not a package True


# Finders and loaders that answer oddly.
class Finder:
    def __init__(self, answer):
        self.answer = answer

    def find_spec(self, name, path=None, target=None):
        return self.answer(name) if name.startswith("odd_") else None


def found(answer, name="odd_module"):
    sys.meta_path.insert(0, Finder(answer))
    try:
        module = attempt(__import__, name)
        return module if isinstance(module, str) else (type(module).__name__, getattr(module, "__name__", None))
    finally:
        del sys.meta_path[0]
        sys.modules.pop(name, None)


class Loader:
    def __init__(self, create=None, run=None):
        self.create, self.run = create, run

    def create_module(self, spec):
        return self.create(spec) if self.create else None

    def exec_module(self, module):
        if self.run:
            self.run(module)


from importlib.machinery import ModuleSpec


def replace(module):
    sys.modules[module.__name__] = "replaced"


def remove(module):
    del sys.modules[module.__name__]


print(found(lambda name: 5))  # expect: AttributeError: 'int' object has no attribute 'loader'
print(found(lambda name: 1 / 0))  # expect: ZeroDivisionError: division by zero
print(found(lambda name: ModuleSpec(name, None)))  # expect: ImportError: missing loader
print(found(lambda name: ModuleSpec(name, Loader())))  # expect: ('module', 'odd_module')
print(found(lambda name: ModuleSpec(name, Loader(lambda spec: 5))))  # expect: ('int', None)
print(found(lambda name: ModuleSpec(name, Loader(lambda spec: types.ModuleType("made")))))  # expect: ('module', 'made')
print(found(lambda name: ModuleSpec(name, Loader(lambda spec: 1 / 0))))  # expect: ZeroDivisionError: division by zero
print(found(lambda name: ModuleSpec(name, Loader(None, lambda module: 1 / 0))), "odd_module" in sys.modules)  # expect: ZeroDivisionError: division by zero False
print(found(lambda name: ModuleSpec(name, Loader(None, replace))))  # expect: replaced
print(found(lambda name: ModuleSpec(name, Loader(None, remove))))  # expect: KeyError: 'odd_module'
print(found(lambda name: ModuleSpec(name, 5)))  # expect: AttributeError: 'int' object has no attribute 'load_module'
print(found(lambda name: ModuleSpec(name, object())))  # expect: AttributeError: 'object' object has no attribute 'load_module'
print(found(lambda name: ModuleSpec("other", Loader())))  # expect: ('module', 'other')
print(found(lambda name: ModuleSpec(name, Loader(), is_package=True)), found(lambda name: None))  # expect: ('module', 'odd_module') ModuleNotFoundError: No module named 'odd_module'
kept = sys.meta_path[:]
sys.meta_path[:] = []
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    print(attempt(__import__, "odd_module"), [str(warning.message) for warning in caught])  # expect: ModuleNotFoundError: No module named 'odd_module' ['sys.meta_path is empty']
sys.meta_path[:] = [5]
print(attempt(__import__, "odd_module"))  # expect: ModuleNotFoundError: No module named 'odd_module'
meta_path, sys.meta_path = sys.meta_path, 5
print(attempt(__import__, "odd_module"))  # expect: TypeError: 'int' object is not iterable
sys.meta_path = None
print(attempt(__import__, "odd_module"))  # expect: ImportError: sys.meta_path is None, Python is likely shutting down
sys.meta_path = meta_path
sys.meta_path[:] = kept
path, sys.path = sys.path, ["", 5, b"bytes", "/nowhere", "/dev/null"]
print(attempt(__import__, "odd_module"))  # expect: ModuleNotFoundError: No module named 'odd_module'
sys.path = 5
print(attempt(__import__, "odd_module"))  # expect: TypeError: 'int' object is not iterable
sys.path = None
print(attempt(__import__, "odd_module"))  # expect: TypeError: 'NoneType' object is not iterable
sys.path = path
hooks, sys.path_hooks = sys.path_hooks, [lambda path: 5]
sys.path.append("/of/a/hook")
print(attempt(__import__, "odd_module"))  # expect: AttributeError: 'int' object has no attribute 'find_spec'
sys.path_hooks = [lambda path: 1 / 0]
sys.path.append("/of/another/hook")
print(attempt(__import__, "odd_module"))  # expect: AttributeError: 'int' object has no attribute 'find_spec'
