"""f_locals of a function: a mapping that writes through to the variables."""
import collections.abc
import sys


def attempt(function, *args):
    try:
        print(function(*args))
    except Exception as error:
        print(type(error).__name__, error)


def function():
    x = 1
    p = sys._getframe().f_locals
    print(p, list(reversed(p)))  # expect: {'x': 1, 'p': {...}} ['p', 'x']
    print(isinstance(p, collections.abc.Mapping), p.keys())  # expect: True ['x', 'p']
    p |= {"x": 5}
    print(x, p.setdefault("other", 3), p["other"])  # expect: 5 3 3
    print((p | {"x": 0})["x"], ({"x": 0} | p)["x"])  # expect: 0 5
    print(type(p)(sys._getframe()) == p)  # expect: True
    attempt(p.__delitem__, "x")  # expect: TypeError cannot remove variables from FrameLocalsProxy
    attempt(p.__getitem__, [])  # expect: TypeError unhashable type: 'list'
    attempt(p.__getitem__, 1)  # expect: KeyError "local variable '1' is not defined"
    attempt(p.update, [("x", 1)])  # expect: TypeError update() argument must be dict or another FrameLocalsProxy
    attempt(type(p), 1)  # expect: TypeError expect frame, not int


function()
