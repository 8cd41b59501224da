# __slots__: layout, errors, inheritance, __dict__ and __weakref__ among them.
class P:
    __slots__ = ("x", "y", "__private")

    def __init__(self, x, y):
        self.x = x
        self.y = y
        self.__private = 1

    def private(self):
        return self.__private


p = P(1, 2)
print(p.x, p.y, p.private(), hasattr(p, "__dict__"), P.x)  # expect: 1 2 1 False <member 'x' of 'P' objects>
try:
    p.z = 1
except AttributeError as e:
    print(e)  # expect: 'P' object has no attribute 'z' and no __dict__ for setting new attributes
del p.x
try:
    p.x
except AttributeError as e:
    print(e)  # expect: 'P' object has no attribute 'x'
try:
    del p.x
except AttributeError as e:
    print(e)  # expect: x


class Q(P):
    pass


q = Q(1, 2)
q.z = 3
print(q.x, q.z, q.__dict__)  # expect: 1 3 {'z': 3}


class R(P):
    __slots__ = ["w", "__dict__"]


r = R(1, 2)
r.w = 5
r.other = 6
print(r.x, r.w, r.__dict__)  # expect: 1 5 {'other': 6}


class S(Q):
    __slots__ = "t"


s = S(1, 2)
s.t = 9
s.u = 10
print(s.t, s.__dict__, s.private())  # expect: 9 {'u': 10} 1
for text in (
    "__slots__ = 3",
    "__slots__ = (1,)",
    "__slots__ = ('1a',)",
    "__slots__ = ('a',); a = 1",
    "__slots__ = ('__dict__', '__dict__')",
    "__slots__ = ('__weakref__', '__weakref__')",
):
    try:
        exec(f"class T:\n    {text}")
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)  # expect: TypeError 'int' object is not iterable
                                    # expect: TypeError __slots__ items must be strings, not 'int'
                                    # expect: TypeError __slots__ must be identifiers
                                    # expect: ValueError 'a' in __slots__ conflicts with class variable
                                    # expect: TypeError __dict__ slot disallowed: we already got one
                                    # expect: TypeError __weakref__ slot disallowed: we already got one
try:
    class I(int):
        __slots__ = ("a",)
except TypeError as e:
    print(e)  # expect: nonempty __slots__ not supported for subtype of 'int'


class A:
    __slots__ = ("a",)


class B:
    __slots__ = ("b",)


try:
    class AB(A, B):
        pass
except TypeError as e:
    print(e)  # expect: multiple bases have instance lay-out conflict


class Mixin:
    __slots__ = ()


class AM(Mixin, A):
    __slots__ = ()


am = AM()
am.a = 1
print(am.a, hasattr(am, "__dict__"))  # expect: 1 False


class L(list):
    __slots__ = ("extra",)


l = L([1, 2])
l.extra = 3
print(l, l.extra)  # expect: [1, 2] 3
try:
    l.more = 1
except AttributeError as e:
    print(e)  # expect: 'L' object has no attribute 'more' and no __dict__ for setting new attributes


class D(dict):
    pass


d = D(a=1)
d.attr = 2
print(d, d.attr, d.__dict__)  # expect: {'a': 1} 2 {'attr': 2}


class T(tuple):
    pass


t = T((1, 2, 3))
t.attr = "t"
print(t, t.attr, t + (4,), type(t + (4,)).__name__)  # expect: (1, 2, 3) t (1, 2, 3, 4) tuple


class N(int):
    def double(self):
        return self * 2


n = N(2 ** 70)
n.attr = 1
print(n, n.attr, n.double(), N(0).double(), type(N(3) + 1).__name__)  # expect: 1180591620717411303424 1 2361183241434822606848 0 int


class U(str):
    pass


u = U("h\u00e9llo")
u.attr = 1
print(u, u.attr, u.upper(), len(u), {u: 1}["h\u00e9llo"])  # expect: héllo 1 HÉLLO 5 1


class Y(bytes):
    pass


y = Y(b"abc")
y.attr = 4
print(y, y.attr)  # expect: b'abc' 4
