# Members, aliases, flags, the functional interface and their errors.
import enum
from enum import *
class C(Enum):
    RED=1; GREEN=2; BLUE=3; ROT=1
    def hi(self): return self.name.lower()
print(C, C.RED, repr(C.RED), C(1), C['BLUE'], list(C), len(C), C.ROT is C.RED, C.__members__, C.RED.hi(), C.RED.name, C.RED.value, 1 in C, 7 in C, C.RED in C, hash(C.RED)==hash('RED'))  # expect: <enum 'C'> C.RED <C.RED: 1> C.RED C.BLUE [<C.RED: 1>, <C.GREEN: 2>, <C.BLUE: 3>] 3 True {'RED': <C.RED: 1>, 'GREEN': <C.GREEN: 2>, 'BLUE': <C.BLUE: 3>, 'ROT': <C.RED: 1>} red RED 1 True False True True
for e in ("C(9)","C['x']","C.FOO","C.RED.value=3","C.RED()","C.RED<C.GREEN"):
    try: exec(e); print('ok')
    except Exception as x: print(type(x).__name__, x)  # expect: ValueError 9 is not a valid C
# expect: KeyError 'x'
# expect: AttributeError type object 'C' has no attribute 'FOO'
# expect: AttributeError <enum 'Enum'> cannot set attribute 'value'
# expect: TypeError 'C' object is not callable
# expect: TypeError '<' not supported between instances of 'C' and 'C'
try: C.RED=5
except AttributeError as x: print(x)  # expect: cannot reassign member 'RED'
try: del C.RED
except AttributeError as x: print(x)  # expect: 'C' cannot delete member 'RED'.
try:
    class D(C): pass
except TypeError as x: print(x)  # expect: <enum 'D'> cannot extend <enum 'C'>
try:
    class D(Enum): A=1; A=2
except TypeError as x: print(x)  # expect: 'A' already defined as 1
class I(IntEnum): A=1; B=2
print(I.A, repr(I.A), I.A+1, I.A==1, f'{I.A}', I.A<I.B, '%d'%I.A, isinstance(I.A,int), I(2), int(I.B), [10,20,30][I.A])  # expect: 1 <I.A: 1> 2 True 1 True 1 True 2 2 20
class S(StrEnum): FOO=auto(); BAR='x'
print(S.FOO, repr(S.FOO), S.BAR+'y', S('foo'), f'{S.FOO:>5}')  # expect: foo <S.FOO: 'foo'> xy foo   foo
class F(Flag): R=auto(); W=auto(); X=auto(); RW=R|W
print(F.R, repr(F.R), F.R|F.W, repr(F.R|F.X), F.R&F.W, repr(F(0)), ~F.R, list(F), list(F.R|F.X), F.R in F.RW, bool(F(0)), F(3), len(F.RW), F.RW.name, F(7), repr(F(5)), str(F(5)))  # expect: F.R <F.R: 1> F.RW <F.R|X: 5> F(0) <F: 0> F.W|X [<F.R: 1>, <F.W: 2>, <F.X: 4>] [<F.R: 1>, <F.X: 4>] True False F.RW 2 RW F.R|W|X <F.R|X: 5> F.R|X
try: F(8)
except ValueError as x: print(x)  # expect: <flag 'F'> invalid value 8
# expect:     given 0b0 1000
# expect:   allowed 0b0 0111
class IF(IntFlag): A=1; B=2
print(IF.A|IF.B, repr(IF.A|IF.B), IF.A|8, repr(IF.A|8), IF(0), repr(~IF.A), IF.A+1, repr(IF(9)), IF.A & 1, 5|IF.B)  # expect: 3 <IF.A|B: 3> 9 <IF.A|8: 9> 0 <IF.B: 2> 2 <IF.A|8: 9> 1 7
class A(Enum):
    X=auto(); Y=auto(); Z=10; W=auto()
print([(m.name,m.value) for m in A])  # expect: [('X', 1), ('Y', 2), ('Z', 10), ('W', 11)]
class P(Enum):
    E=(1,2.5); M=(3,4.5)
    def __init__(self,a,b): self.a=a; self.b=b
    @property
    def s(self): return self.a+self.b
print(P.E.s, P.M.value, P((1,2.5)))  # expect: 3.5 (3, 4.5) P.E
class T(tuple,Enum): Q=(1,2)
print(T.Q, T.Q[0], repr(T.Q))  # expect: T.Q 1 <T.Q: (1, 2)>
print(Enum('Z','a b c').b, list(Enum('Z',['q','r'])), list(Enum('Z',{'x':5})), Enum('Z','a',start=5).a.value, IntEnum('N','p q').q)  # expect: Z.b [<Z.q: 1>, <Z.r: 2>] [<Z.x: 5>] 5 2
try:
    @unique
    class U(Enum): A=1; B=1
except ValueError as x: print(x)  # expect: duplicate values found in <enum 'U'>: B -> A
class M(Enum):
    A=1
    @classmethod
    def _missing_(cls,v): return cls.A if v=='a' else None
print(M('a'))  # expect: M.A
class N(Enum):
    _ignore_='q'
    q=5; A=1
    class Inner: pass
    f=lambda s:1
    B=nonmember(3); D=member(4)
print(list(N), N.B)  # expect: [<N.A: 1>, <N.D: 4>] 3
print(repr(C), repr(F), dir(C.RED), isinstance(C.RED,C), type(C.RED), C.RED.__class__, C.RED==C.RED, C.RED!=C.BLUE, C.RED==1)  # expect: <enum 'C'> <flag 'F'> ['__class__', '__doc__', '__eq__', '__hash__', '__module__', 'hi', 'name', 'value'] True <enum 'C'> <enum 'C'> True True False
@verify(UNIQUE, CONTINUOUS)
class V(IntEnum): A=1; B=2
try:
    @verify(CONTINUOUS)
    class V(IntEnum): A=1; B=4
except ValueError as x: print(x)  # expect: invalid enum 'V': missing values 2, 3
import copy; print(copy.deepcopy(C.RED) is C.RED, copy.copy(C.RED) is C.RED)  # expect: True True
class L(Enum): A=[1]; B=[2]
print(L([2]), [1] in L)  # expect: L.B True
match C.RED:
    case C.GREEN: print('g')
    case C.RED: print('r')  # expect: r
class Fl(float,Enum): PI=3.14
print(Fl.PI, repr(Fl.PI), Fl.PI*2, Fl(3.14))  # expect: Fl.PI <Fl.PI: 3.14> 6.28 Fl.PI
class B(Flag,boundary=CONFORM): A=1; C=4
print(B(7), B(2))  # expect: B.A|C B(0)
class E2(IntFlag,boundary=EJECT): A=1
print(E2(8), type(E2(8)))  # expect: 8 <class 'int'>
class O(Enum):
    _order_='A B'; A=1; B=2
class G(Enum):
    @staticmethod
    def _generate_next_value_(n,s,c,l): return n*2
    A=auto(); BB=auto()
print([g.value for g in G], auto(), C.RED.__reduce_ex__(2))  # expect: ['AA', 'BBBB'] auto(_auto_null) (<enum 'C'>, (1,))
class H(str,Enum): A='a'
print(H.A, f'{H.A}', H.A=='a', repr(H.A), H.A.upper())  # expect: H.A H.A True <H.A: 'a'> A
print(EnumCheck.UNIQUE, FlagBoundary.STRICT, show_flag_values(5) if 'show_flag_values' in globals() else enum.show_flag_values(5), enum.bin(10), enum.bin(~10), enum.bin(3,8))  # expect: one name per value strict [1, 4] 0b0 1010 0b1 0101 0b0 00000011
