class Point:
    x, y = 1, 2
    def __format__(self, spec):
        return f"<{spec}>"
print("{} {}".format(1, 2), "{1} {0}".format("a", "b"), "{a}-{b}".format(a=1, b=2), "{{}}".format())  # expect: 1 2 b a 1-2 {}
print("{0.x} {0.y}".format(Point()), "{0[1]} {1[k]}".format([5, 6], {"k": "v"}), "{:abc}".format(Point()))  # expect: 1 2 6 v <abc>
print("{!r} {!s} {!a}".format("é", "é", "é"), "{:>{w}}|".format("x", w=5), "{:{}<{}}|".format("x", "*", 4))  # expect: 'é' é '\xe9'     x| x***|
print("{a.real}".format_map({"a": 3}), "{:,} {:_x} {:+.2e}".format(1234567, 2 ** 20, 12345.678))  # expect: 3 1,234,567 10_0000 +1.23e+04
print("{:^9}|{:<5}|{:>5}|{:*^7.2}".format("mid", "l", "r", "cut"))  # expect:    mid   |l    |    r|**cu***
try:
    "{} {0}".format(1)
except ValueError as e:
    print(e)  # expect: cannot switch from automatic field numbering to manual field specification
try:
    "{".format()
except ValueError as e:
    print(e)  # expect: Single '{' encountered in format string
try:
    "{1}".format(0)
except IndexError as e:
    print(e)  # expect: Replacement index 1 out of range for positional args tuple
try:
    "{:{:{}}}".format(1, 2, 3)
except ValueError as e:
    print(e)  # expect: Max string recursion exceeded
try:
    "{x}".format()
except KeyError as e:
    print(e)  # expect: 'x'
try:
    "{!z}".format(1)
except ValueError as e:
    print(e)  # expect: Unknown conversion specifier z
