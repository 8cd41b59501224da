
class A:
    __slots__ = ("x", "y")
    def __init__(self, x): self.x = x
    def __eq__(self, o): return self.x == o.x
    def __hash__(self): return hash(self.x)
    def __getattr__(self, n): return n
    def __iter__(self): yield from range(self.x)
    def __enter__(self): return self
    def __exit__(self, *a): return True
def gen(n):
    try:
        for i in range(n):
            got = yield i
            if got: return got
    finally:
        pass
def f(x, *a, k=1, **kw):
    d = {A(1): 1, "b": [2] * 3}
    with A(2) as c:
        raise ValueError(x)
    g = gen(3); next(g); g.close()
    s = sorted([3, 1, 2], key=lambda v: -v)
    t = "%s %d" % (x, 5) + f"{x!r:>5}"
    return [v for v in A(3)], d, s, t[::-1].upper().split(), {1, 2} | {3}
l = f(1)
l2 = [1, 2, 3]; l2[1:2] = [4, 5]; del l2[0]
b = bytearray(b"abc"); m = memoryview(b)
try:
    1 // 0
except ZeroDivisionError as e:
    x = e
def deep(n): return deep(n - 1) + 1 if n else 0
deep(50)
