import os, sys as s
from a.b import (c as d, e)
global_x: int = 1
def f(a, /, b=1, *args, c: int = 2, **kw) -> None:
    """doc"""
    nonlocal_ = lambda x, *y: (yield x)
    x, *y = z = a if b else c
    del x, y[0], z.a
    assert a, "m"
    return {**kw, 'k': [*args]}
class A[T: int, *Ts, **P](B, metaclass=M):
    @property
    def p(self): return super().p
type X[T] = list[T]
async def g():
    async with a as b, c: pass
    async for i in x: await i
    else: pass
    return [i async for i in x if await i]
try: raise E from e
except* (A, B) as e: pass
finally: pass
while x := 1:
    if x: break
    elif not y: continue
    else: pass
else: pass
with (open(f) as a, b): pass
