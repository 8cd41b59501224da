# The methods that are written for a dataclass.
import dataclasses
from dataclasses import *
@dataclass
class P:
    x: int
    y: int = 5
    z: list = field(default_factory=list, repr=False)
p=P(1); print(p, p==P(1), p!=P(2), p.z, P(1,2,[3]).z, fields(P)[0].name, P.__match_args__)  # expect: P(x=1, y=5) True True [] [3] x ('x', 'y', 'z')
try: hash(p)
except TypeError as e: print(e)  # expect: unhashable type: 'P'
try: P()
except TypeError as e: print(e)  # expect: P.__init__() missing 1 required positional argument: 'x'
@dataclass(frozen=True, order=True)
class Q:
    a: int
    b: str='q'
q=Q(1); print(q, hash(q)==hash((1,'q')), Q(1)<Q(2), sorted([Q(3),Q(1)]), replace(q,a=7))  # expect: Q(a=1, b='q') True True [Q(a=1, b='q'), Q(a=3, b='q')] Q(a=7, b='q')
try: q.a=5
except FrozenInstanceError as e: print(e)  # expect: cannot assign to field 'a'
try: del q.a
except FrozenInstanceError as e: print(e)  # expect: cannot delete field 'a'
@dataclass
class R(P):
    w: int = 0
    c: InitVar[int] = 3
    def __post_init__(self,c): self.d=c
r=R(1,2,[],4,9); print(r, r.d, asdict(r), astuple(r))  # expect: R(x=1, y=2, w=4) 9 {'x': 1, 'y': 2, 'z': [], 'w': 4} (1, 2, [], 4)
@dataclass(kw_only=True, slots=True)
class S:
    a: int
    b: int = 2
print(S(a=1), S.__slots__)  # expect: S(a=1, b=2) ('a', 'b')
try: S(1)
except TypeError as e: print(e)  # expect: S.__init__() takes 1 positional argument but 2 were given
try: S(a=1).zz=3
except AttributeError as e: print(e)  # expect: 'S' object has no attribute 'zz' and no __dict__ for setting new attributes
@dataclass
class T:
    a: int
    _: KW_ONLY
    b: int = 3
print(T(1,b=5), T.__match_args__)  # expect: T(a=1, b=5) ('a',)
try:
    @dataclass
    class U: a: list = []
except ValueError as e: print(e)  # expect: mutable default <class 'list'> for field a is not allowed: use default_factory
try:
    @dataclass
    class U:
        a: int = 1
        b: int
except TypeError as e: print(e)  # expect: non-default argument 'b' follows default argument 'a'
M=make_dataclass('M',['x',('y',int),('z',int,field(default=5))]); print(M(1,2))  # expect: M(x=1, y=2, z=5)
print(is_dataclass(P), is_dataclass(p), is_dataclass(5))  # expect: True True False
@dataclass
class W:
    p: P
    l: list
print(asdict(W(P(1),[P(2),{'a':P(3)}])), astuple(W(P(1),[P(2)])))  # expect: {'p': {'x': 1, 'y': 5, 'z': []}, 'l': [{'x': 2, 'y': 5, 'z': []}, {'a': {'x': 3, 'y': 5, 'z': []}}]} ((1, 5, []), [(2, 5, [])])
@dataclass(eq=False)
class X: a:int
print(X(1)==X(1), hash(X(1)) is not None)  # expect: False True
@dataclass(unsafe_hash=True)
class Y: a:int; b:int=field(hash=False,default=1)
print(hash(Y(1,2))==hash(Y(1,3)))  # expect: True
match T(1,b=2):
    case T(a): print(a)  # expect: 1
