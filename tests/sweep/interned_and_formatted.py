class F:
    def __format__(self, spec): return "<" + spec + ">"
print(f"{F():abc}", format(3.5, "+.3e"), format(1234567, "_"), f"{'x':*^9}", "%(a)s %%" % {"a": 1}, "%-5s|%+d|%x|%c" % ("l", 3, 255, "c"))
print("{0[1]} {1.real} {a[k]}".format([1, 2], 5, a={"k": "v"}), f"{1e10:g} {10:#b} {0.5:%}", f"{[1, 2]!r:>10}", str(b"x"), repr("it's"))
names = [f"name_{n}" for n in range(50)]; d = {n: i for i, n in enumerate(names)}; print(d["name_7"], "".join(names)[-10:])
