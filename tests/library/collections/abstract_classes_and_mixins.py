# Which types belong to which abstract class, and mixin methods.
from collections import abc, deque
for n in abc.__all__:
    if n!='ByteString': print(n, [isinstance(v,getattr(abc,n)) for v in (1,'a',b'a',[],(),{},set(),frozenset(),iter([]),range(3),len,{}.keys(),{}.items(),{}.values(),(i for i in []),deque(),lambda:1)])  # expect: Awaitable [False, False, False, False, False, False, False, False, False, False, False, False, False, False, False, False, False]
# expect: Coroutine [False, False, False, False, False, False, False, False, False, False, False, False, False, False, False, False, False]
# expect: AsyncIterable [False, False, False, False, False, False, False, False, False, False, False, False, False, False, False, False, False]
# expect: AsyncIterator [False, False, False, False, False, False, False, False, False, False, False, False, False, False, False, False, False]
# expect: AsyncGenerator [False, False, False, False, False, False, False, False, False, False, False, False, False, False, False, False, False]
# expect: Hashable [True, True, True, False, True, False, False, True, True, True, True, False, False, True, True, False, True]
# expect: Iterable [False, True, True, True, True, True, True, True, True, True, False, True, True, True, True, True, False]
# expect: Iterator [False, False, False, False, False, False, False, False, True, False, False, False, False, False, True, False, False]
# expect: Generator [False, False, False, False, False, False, False, False, False, False, False, False, False, False, True, False, False]
# expect: Reversible [False, True, True, True, True, True, False, False, False, True, False, True, True, True, False, True, False]
# expect: Sized [False, True, True, True, True, True, True, True, False, True, False, True, True, True, False, True, False]
# expect: Container [False, True, True, True, True, True, True, True, False, True, False, True, True, True, False, True, False]
# expect: Callable [False, False, False, False, False, False, False, False, False, False, True, False, False, False, False, False, True]
# expect: Collection [False, True, True, True, True, True, True, True, False, True, False, True, True, True, False, True, False]
# expect: Set [False, False, False, False, False, False, True, True, False, False, False, True, True, False, False, False, False]
# expect: MutableSet [False, False, False, False, False, False, True, False, False, False, False, False, False, False, False, False, False]
# expect: Mapping [False, False, False, False, False, True, False, False, False, False, False, False, False, False, False, False, False]
# expect: MutableMapping [False, False, False, False, False, True, False, False, False, False, False, False, False, False, False, False, False]
# expect: MappingView [False, False, False, False, False, False, False, False, False, False, False, True, True, True, False, False, False]
# expect: KeysView [False, False, False, False, False, False, False, False, False, False, False, True, False, False, False, False, False]
# expect: ItemsView [False, False, False, False, False, False, False, False, False, False, False, False, True, False, False, False, False]
# expect: ValuesView [False, False, False, False, False, False, False, False, False, False, False, False, False, True, False, False, False]
# expect: Sequence [False, True, True, True, True, False, False, False, False, True, False, False, False, False, False, True, False]
# expect: MutableSequence [False, False, False, True, False, False, False, False, False, False, False, False, False, False, False, True, False]
# expect: Buffer [False, False, True, False, False, False, False, False, False, False, False, False, False, False, False, False, False]
class MS(abc.MutableSet):
    def __init__(s,it=()): s.d=list(dict.fromkeys(it))
    def __contains__(s,x): return x in s.d
    def __iter__(s): return iter(s.d)
    def __len__(s): return len(s.d)
    def add(s,x):
        if x not in s.d: s.d.append(x)
    def discard(s,x):
        if x in s.d: s.d.remove(x)
a=MS([1,2,3]); b=MS([2,3,4]); print((a|b).d,(a&b).d,(a-b).d,(a^b).d,a<=b,a==MS([3,2,1]),a.isdisjoint([7])); a|=b; print(a.d); a.pop(); a.remove(4); print(a.d, a._hash()==hash(frozenset(a.d)))  # expect: [1, 2, 3, 4] [2, 3] [1] [1, 4] False True True
# expect: [1, 2, 3, 4]
# expect: [2, 3] True
