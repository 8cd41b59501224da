# The finders and the loader of sources are classes whose attributes can be set, as some packages do.
import importlib.machinery as machinery
import os
import sys

for name in "one", "two", "three":
    with open(name + ".py", "w") as file:
        file.write("value = 1\n")
sys.path.insert(0, os.getcwd())
sys.dont_write_bytecode = True

find_spec = machinery.PathFinder.find_spec


def noisy(name, path=None, target=None):
    print("finding", name)
    return find_spec(name, path, target)


import one

machinery.PathFinder.find_spec = noisy
import two  # expect: finding two
machinery.PathFinder.find_spec = find_spec


class Own:
    find_distributions = machinery.PathFinder.find_distributions


del machinery.PathFinder.find_distributions  # as importlib_metadata does
print(hasattr(machinery.PathFinder, "find_distributions"))  # expect: False
machinery.PathFinder.find_distributions = Own.find_distributions

source_to_code = machinery.SourceFileLoader.source_to_code


def changed(self, data, path, **keywords):
    return source_to_code(self, data.replace(b"1", b"42"), path, **keywords)


machinery.SourceFileLoader.source_to_code = changed
import three
machinery.SourceFileLoader.source_to_code = source_to_code

print(one.value, three.value)  # expect: 1 42
