# Caches, dispatch, partial application, ordering.
import functools, operator
from collections import abc
@functools.lru_cache(maxsize=2)
def f(x): return x*2
print(f(1),f(2),f(1),f(3),f(2),f.cache_info(), f.cache_parameters(), f.__name__, f.__wrapped__(4)); f.cache_clear(); print(f.cache_info())  # expect: 2 4 2 6 4 CacheInfo(hits=1, misses=4, maxsize=2, currsize=2) {'maxsize': 2, 'typed': False} f 8
# expect: CacheInfo(hits=0, misses=0, maxsize=2, currsize=0)
@functools.cache
def fib(n): return n if n<2 else fib(n-1)+fib(n-2)
print(fib(80), fib.cache_info())  # expect: 23416728348467685 CacheInfo(hits=78, misses=81, maxsize=None, currsize=81)
@functools.total_ordering
class T:
    def __init__(s,v): s.v=v
    def __eq__(s,o): return s.v==o.v
    def __lt__(s,o): return s.v<o.v
print(T(1)<T(2), T(1)<=T(1), T(2)>T(1), T(1)>=T(2), T(1)!=T(2))  # expect: True True True False True
@functools.singledispatch
def g(x): return 'obj'
@g.register
def _(x:int): return 'int'
@g.register(list)
def _(x): return 'list'
@g.register(abc.Mapping)
def _(x): return 'map'
print(g(1),g([]),g(''),g({}),g(True))  # expect: int list obj map int
class K:
    n=0
    @functools.cached_property
    def p(self): K.n+=1; return 5
    def m(self,a,b=2): return (a,b)
    pm=functools.partialmethod(m,1,b=4)
k=K(); print(k.p,k.p,K.n,k.pm())  # expect: 5 5 1 (1, 4)
pp=functools.partial(print,1,sep='-'); print(pp, pp.args, pp.keywords); pp(2)  # expect: functools.partial(<built-in function print>, 1, sep='-') (1,) {'sep': '-'}
# expect: 1-2
print(functools.partial(functools.partial(int,'10'),base=2)(), functools.reduce(operator.add,[1,2,3],10))  # expect: 2 16
print(sorted([3,1,2],key=functools.cmp_to_key(lambda a,b:b-a)))  # expect: [3, 2, 1]
def w(f):
    @functools.wraps(f)
    def inner(*a): return f(*a)
    return inner
@w
def doc(): "docstring"
print(doc.__name__, doc.__doc__)  # expect: doc docstring
