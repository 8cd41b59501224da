# sys.meta_path, sys.path_hooks and sys.path_importer_cache are what modules are found by.
import importlib
import importlib.machinery
import importlib.util
import os
import pkgutil
import sys

os.makedirs("folder/space/one")
os.makedirs("other/space/two")
for name in "folder/space/one/__init__.py", "other/space/two/__init__.py":
    open(name, "w").close()
with open("folder/plain.py", "w") as file:
    file.write("value = 1\n")

sys.path.insert(0, os.path.abspath("folder"))
import space.one
print(type(space.__path__).__name__, len(space.__path__), space.__file__, space.__spec__.origin)  # expect: _NamespacePath 1 None None
sys.path.insert(0, os.path.abspath("other"))
import space.two  # the path follows sys.path
print(len(space.__path__), repr(space).startswith("<module 'space' (namespace) from ["))  # expect: 2 True

finder = pkgutil.get_importer(os.path.abspath("folder"))
print(type(finder).__name__, os.path.abspath("folder") in sys.path_importer_cache)  # expect: FileFinder True
spec = finder.find_spec("plain")
print(spec == importlib.util.find_spec("plain"), spec.loader.is_package("plain"))  # expect: True False
try:
    spec.loader.get_filename("wrong")
except ImportError as error:
    print(error)  # expect: loader for plain cannot handle wrong


class Maker:
    """A finder and loader of modules that are nowhere."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        if name.startswith("made_"):
            return importlib.machinery.ModuleSpec(name, Maker, origin="thin air")

    @staticmethod
    def create_module(spec):
        return None

    @staticmethod
    def exec_module(module):
        if module.__name__ == "made_broken":
            1 / 0
        module.answer = 42


sys.meta_path.append(Maker)
import made_well
print(made_well.answer, made_well)  # expect: 42 <module 'made_well' (thin air)>
try:
    import made_broken
except ZeroDivisionError:
    print("made_broken" in sys.modules)  # expect: False
sys.meta_path.remove(Maker)
try:
    import made_never
except ModuleNotFoundError as error:
    print(error.name)  # expect: made_never


def hook(path):
    if path != "<nowhere>":
        raise ImportError
    return Maker


sys.path_hooks.insert(0, hook)
sys.path.append("<nowhere>")
import made_by_hook
print(made_by_hook.answer, sys.path_importer_cache["<nowhere>"] is Maker)  # expect: 42 True
importlib.invalidate_caches()

meta_path, sys.meta_path = sys.meta_path, None
try:
    import made_without
except ImportError as error:
    print(error)  # expect: sys.meta_path is None, Python is likely shutting down
sys.meta_path = meta_path
