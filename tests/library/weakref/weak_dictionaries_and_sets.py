# Weak dictionaries, sets, methods and finalizers.
import weakref
class A: pass
x=A(); y=A(); wk=weakref.WeakKeyDictionary({x:1,y:2}); wv=weakref.WeakValueDictionary(a=x,b=y); ws=weakref.WeakSet([x,y]); print(len(wk),len(wv),len(ws)); del x; print(len(wk),len(wv),len(ws), list(wv.keys()))  # expect: 2 2 2
# expect: 1 1 1 ['b']
fz=weakref.finalize(y,print,'bye'); print(fz.alive); del y; print(fz.alive)  # expect: True
# expect: bye
# expect: False
class M:
    def f(s): return 1
mm=M(); wm=weakref.WeakMethod(mm.f); print(wm()()); del mm; print(wm())  # expect: 1
# expect: None
