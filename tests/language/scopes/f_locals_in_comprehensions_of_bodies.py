"""In a module or class body a comprehension's frame shows the comprehension's variables alone."""
import sys


class C:
    y = 1
    print([sorted(sys._getframe().f_locals) for a in [0]])  # expect: [['a']]
    print([locals() for a in [0]])  # expect: [{'a': 0}]
    print([sys._getframe().f_locals.__setitem__("a", 7) or a for a in [0]])  # expect: [0]
    print([eval("a") for a in [3]])  # expect: [3]
    print([sorted(sys._getframe().f_locals) for y in [0] for b in [1]], y)
# expect: [['a', 'b', 'y']] 1


proxy = [sys._getframe().f_locals for b in [0]][0]
print(sorted(proxy), "proxy" in sys._getframe().f_locals)  # expect: [] True
print([(lambda: b)() for b in [1]], [type(sys._getframe().f_locals).__name__ for b in [2]])
# expect: [1] ['FrameLocalsProxy']
