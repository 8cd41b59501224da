import os.path, sys
from collections import OrderedDict as OD, deque
import string as s, keyword
try:
    import no_such_module_here
except ImportError as error:
    print(error)
try:
    from os import no_such_name
except ImportError:
    print("no name")
print(OD(a=1), deque([1, 2], maxlen=2), s.digits, keyword.iskeyword("if"), os.path.join("a", "b"), sys.modules["os.path"] is os.path)
m = type(sys)("made"); m.x = 5; sys.modules["made"] = m
import made
print(made.x, __import__("made") is m)
import importlib
print(importlib.import_module("string") is s)
