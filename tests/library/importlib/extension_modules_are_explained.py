# A module that only CPython could load says so; one that is nowhere says nothing.
import os
import sys

open("fast.cpython-313-x86_64-linux-gnu.so", "w").close()
sys.path.insert(0, os.getcwd())
try:
    import fast
except ModuleNotFoundError as error:
    print(error, *(note.replace(os.getcwd(), "HERE") for note in error.__notes__))  # expect: No module named 'fast' fast: HERE/fast.cpython-313-x86_64-linux-gnu.so is compiled for CPython and cannot be loaded; a package's pure-Python form can
try:
    import nowhere
except ModuleNotFoundError as error:
    print(hasattr(error, "__notes__"))  # expect: False
