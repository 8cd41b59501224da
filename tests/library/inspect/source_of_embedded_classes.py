# The source of classes whose modules are in the binary; what is native has none.
import abc
import collections.abc
import inspect
import unittest

for cls in unittest.TestCase, collections.abc.Sequence, collections.Counter, abc.ABC:
    lines, first = inspect.getsourcelines(cls)
    print(first > 1, any(line.startswith(f"class {cls.__name__}") for line in lines[:3]))
# expect: True True
# expect: True True
# expect: True True
# expect: True True
for cls in dict, collections.deque:
    try:
        inspect.getsource(cls)
    except TypeError as error:
        print(error)
# expect: <class 'dict'> is a built-in class
# expect: <class 'collections.deque'> is a built-in class
