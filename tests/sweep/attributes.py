class D:
    def __set_name__(self, owner, name): self.name = name
    def __get__(self, obj, owner): return self if obj is None else obj.__dict__.get(self.name, "unset")
    def __set__(self, obj, value): obj.__dict__[self.name] = value
    def __delete__(self, obj): del obj.__dict__[self.name]
class C:
    d = D()
    def __setattr__(self, n, v): super().__setattr__(n, v)
    def __delattr__(self, n): super().__delattr__(n)
    def __dir__(self): return ["a"]
c = C(); print(c.d); c.d = 1; c.e = 2; print(c.d, dir(c), getattr(c, "none", 0), hasattr(c, "e")); del c.d; del c.e
for i in range(40): setattr(c, f"a{i}", i)
print(len(vars(c)), c.a7); C.later = 5; print(c.later, type("T", (C,), {"x": 1})().x)
class S:
    __slots__ = ("a", "b", "__weakref__")
s = S(); s.a = 1; print(s.a, hasattr(s, "b")); m = c.__dir__; print(m(), C.__dir__(c))
try:
    s.c = 1
except AttributeError as error:
    print(error)
