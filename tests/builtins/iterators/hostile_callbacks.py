# Comparisons, __index__ and __del__ that change the container being worked on.
# callbacks that mutate
import itertools
from collections import OrderedDict, deque, defaultdict, Counter
class Evil:
    def __init__(s,f): s.f=f
    def __hash__(s): return 1
    def __eq__(s,o): s.f(); return False
    def __lt__(s,o): s.f(); return True
    def __index__(s): s.f(); return 1
    def __repr__(s): s.f(); return 'E'
    def __del__(s): pass
def tryit(name,f):
    try: f()
    except Exception as e: print(name,type(e).__name__,str(e)[:60])
for mk,clear in ((lambda e:{e:1,Evil(lambda:0):2},'clear'),(lambda e:{e,Evil(lambda:0)},'clear'),(lambda e:[e,e,Evil(lambda:0)]*4,'clear'),(lambda e:deque([e]*5),'clear')):
    box=[]
    e=Evil(lambda: getattr(box[0],clear)())
    c=mk(e) if False else None
    def build():
        flag=[False]
        ev=Evil(lambda: flag[0] and getattr(box[0],clear)())
        box[:]=[mk(ev)]
        flag[0]=True
        return box[0]
    c=build(); tryit('in',lambda:Evil(lambda:0) in c)
    c=build(); tryit('eq',lambda:c==mk(Evil(lambda:0)))
    c=build(); tryit('repr',lambda:repr(c))
    c=build(); tryit('copy',lambda:type(c)(c))
    for m in ('index','count','remove','sort','add','discard','pop','setdefault','update','union','difference','symmetric_difference','intersection','issubset','isdisjoint','extend','rotate','insert','append'):
        if hasattr(c,m):
            c=build()
            arg=Evil(lambda:0)
            def go():
                g=getattr(c,m)
                if m in('sort',): g()
                elif m in ('update','union','difference','symmetric_difference','intersection','issubset','isdisjoint','extend'): g([arg] if not isinstance(c,dict) else {arg:1})
                elif m=='insert': g(0,arg)
                elif m=='rotate': g(1)
                elif m=='pop' and isinstance(c,(list,)): g(0)
                elif m=='pop' and isinstance(c,(set,deque)): g()
                else: g(arg)
            tryit(m,go)
    if isinstance(c,list):
        for op in ('l[i:j]=[1]*3','del l[i:j]','l[i]','l*=i','l[i:j:2]=[1]','l.insert(i,5)','l.pop(i)','l[j:i]'):
            c=build(); ev=Evil(lambda: c.clear())
            tryit(op,lambda: exec(op,{'l':c,'i':ev,'j':ev}))  # expect: pop KeyError E
# expect: remove KeyError E
# expect: index ValueError E is not in list
# expect: remove ValueError list.remove(x): x not in list
# expect: l[i] IndexError list index out of range
# expect: l[i:j:2]=[1] ValueError attempt to assign sequence of size 1 to extended slice of si
# expect: l.pop(i) IndexError pop from empty list
# expect: in RuntimeError deque mutated during iteration
# expect: index RuntimeError deque mutated during iteration
# expect: count RuntimeError deque mutated during iteration
# expect: remove IndexError deque mutated during iteration
l=[]
class X:
    def __del__(s): l.append(1); l.clear()
l.extend([X() for _ in range(20)]); l[2:8]=[]; l.clear(); l.extend([X() for _ in range(5)]); del l[0]; l[:]=[1]; 
d={i:X() for i in range(50)}
class Y:
    def __del__(s): d.clear()
d[3]=Y(); d[3]=1; print(len(d))  # expect: 0
s={Y() for _ in range(5)}; s.clear()
