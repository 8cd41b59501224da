with (a, b): pass
with (a): pass
with (a as b, c as d,): pass
with (a, b) as c: pass
with (yield): pass
with (a for a in b): pass
with (a := b): pass
with (*a, b): pass
with (): pass
with (a).b as c, d: pass
async def f():
    async with (a as b): pass
with (
    a,
    b as (c, d),
): pass
with (a, b), c: pass
