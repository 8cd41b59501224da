"""A subclass of str may have __slots__, behind its text; those of other classes with items may not."""
import gc, weakref, copy, pickle
class S(str):
    __slots__ = ('a', 'b')
class T(S):
    pass
class U(T):
    __slots__ = ('c',)
s = S('hello'); s.a = [1]
print(s, s.a, s.upper(), hasattr(s, 'b'), type(s + 'x').__name__)  # expect: hello [1] HELLO False str
try: s.z = 1
except AttributeError as e: print(e)  # expect: 'S' object has no attribute 'z' and no __dict__ for setting new attributes
del s.a
try: s.a
except AttributeError as e: print(e)  # expect: 'S' object has no attribute 'a'
t = T('wörld'); t.a = 1; t.z = 2; t.b = t
print(t, t.a, t.z, t.b is t, t.__dict__)  # expect: wörld 1 2 True {'z': 2}
u = U('\U0001F600x'); u.a, u.b, u.c, u.d = 1, 2, 3, u
print(u, u.a, u.b, u.c, u.__dict__, T.__slots__ if '__slots__' in T.__dict__ else None)  # expect: 😀x 1 2 3 {'d': '😀x'} None
r = weakref.ref(t); del t; gc.collect(); print(r())  # expect: None
class V(str): pass
class W(V): __slots__ = ('q',)
w = W('abc'); w.q = 5; w.r = 6; print(w.q, w.__dict__, W.__basicsize__ > str.__basicsize__)  # expect: 5 {'r': 6} True
c = copy.copy(w); print(c, c.q, c.r, type(c).__name__)  # expect: abc 5 6 W
try:
    class X(S, W): pass
except TypeError as e: print(e)  # expect: multiple bases have instance lay-out conflict
v = V('x'); v.__class__ = type('V2', (str,), {}); print(type(v).__name__)  # expect: V2
try: s.__class__ = T
except TypeError as e: print(e)  # expect: __class__ assignment: 'T' object layout differs from 'S'
S2 = type('S2', (str,), {'__slots__': ('a', 'b')})
s.__class__ = S2; s.b = 3; print(type(s).__name__, s.b)  # expect: S2 3
class E(bytes): pass
try:
    class F(bytes): __slots__ = ('a',)
except TypeError as e: print(e)  # expect: nonempty __slots__ not supported for subtype of 'bytes'
e = E(b'12'); e.x = 4; print(e, e.x)  # expect: b'12' 4
class I(int): pass
i = I(10**30); i.y = 7; print(i + 1, i.y)  # expect: 1000000000000000000000000000001 7
