a[*b]
a[*b, c]
a[1:2, ::3]
a[:, 1]
a[b:=1]
def f(a, /, b=1, *args: *Ts, c, d=2, **k) -> x: pass
def f[T=int, *Ts=*a, **P=b](): pass
lambda a, /, b=1, *c, d, **e: (yield)
class A(B, metaclass=C, *d, **e): pass
@a.b
@c
async def f():
    async for x in y: await z
    else: pass
    async with a as b, c: pass
    return [x async for x in y if a if b]
try: pass
except* A as b: pass
else: pass
finally: pass
x: int = 1
(x): int
a.b: int
x = y = yield z
x += yield
del a, (b, c), [d]
print(*a, **b, c=1)
not a in b is not c not in d
a if b else c if d else e
-a ** -b
await_ = 1
for x, *y in *a, b: pass
{**a, 'b': c}
{*a, b}
{a: b for a, b in c}
{a for a in b}
f(a for a in b)
f(a)(b for b in c).d
0xFFFFFFFFFFFFFFFF, 1e400, 1j, 123456789012345678901234567890, 0.1, 1e16, 1e-5, 9223372036854775807, 9223372036854775808
b'a\x00\xff' b'\n'
'\u1234\U0001F600\ud800é'
import a.b.c as d, e
from . import x
from ...a.b import (c as d, e,)
from a import *
global q, r
if a: pass
elif b: pass
elif c: pass
else: pass
while a: pass
else: pass
raise
raise a from b
assert a, b
...
a = \
 b
x = (1,)
x = 1,
return_ = not not a
