class Meta(type):
    def __new__(meta, name, bases, namespace, **kw):
        namespace["made_by"] = meta.__name__
        return super().__new__(meta, name, bases, namespace)
class Base(metaclass=Meta):
    total = 0
    def __init__(self, x):
        self.x = x
        type(self).total += 1
    @property
    def double(self):
        return 2 * self.x
    @double.setter
    def double(self, v):
        self.x = v / 2
    @classmethod
    def make(cls, *a):
        return cls(*a)
    @staticmethod
    def plain():
        return "plain"
    def __repr__(self):
        return f"{type(self).__name__}({self.x!r})"
    def __eq__(self, other):
        return self.x == other.x
    def __hash__(self):
        return hash(self.x)
    def __getattr__(self, name):
        return "no " + name
class Mixin:
    __slots__ = ("slot",)
class Sub(Mixin, Base):
    def __init__(self, x, y):
        super().__init__(x)
        self.y = y
        self.slot = 3
    def __add__(self, other):
        return Sub(self.x + other.x, self.y)
    def __len__(self):
        return 7
    def __call__(self, *a):
        return a
    def __getitem__(self, key):
        return key
s = Sub.make(1, 2); s.double = 9; print(s, s + s, len(s), s(1, 2), s[1:2, 3], s.nothing, s.made_by, Sub.__mro__, Base.plain(), vars(s))
del s.y; s.__dict__["z"] = 1; print(s.z, Base(1) == Base(1), {Base(2): 1}, isinstance(s, Base), issubclass(Sub, Mixin))
