"""Annotations that stay text are the expression in the compiler's spelling."""
from __future__ import annotations

def show(source):
    scope = {}
    exec("from __future__ import annotations\ndef f(a: " + source + "): pass\n", scope)
    return scope["f"].__annotations__["a"]


for source in """a and b or not c
(a or b) and c
not (a and b)
a if b else c
(a if b else c) if d else (e if f else g)
lambda: 0
lambda x, /, y=1, *a, z, w=2, **k: (x, y)
lambda *, x: x
lambda *a: a
lambda **k: k
(lambda: 1)()
a + b * c - d / e // f % g @ h
(a + b) * (c - d)
a ** b ** c
(a ** b) ** c
-a ** -b
(-a) ** b
~a & b | c ^ d << e >> f
(a | b) & c
+a - -b
await_ + (yield_)
a < b <= c > d >= e == f != g
a in b
c not in d
a is b
c is not d
(a < b) < c
()
(a,)
(a, b, *c)
[]
[a, *b, c]
{a, b}
{**a, b: c, **{}}
{}
[x for x in y if z if w for v in u]
{x for x in y}
{x: y for x, y in z}
(x for x in y)
f(x for x in y)
[x async for x in y]
f(a, *b, c=d, **e)
f()
a.b.c
(1).real
1.5.real
1j.imag
a[b]
a[b, c]
a[b:c:d]
a[:]
a[b:, ::c]
a[(b, c):d]
a[*b]
a[()]
a[(b,)]
(a := b)
[a := b, c]
f(a := b)
[None, True, False, ...]
[1, -1, 0x10, 10**20, 1e300, 1e400, -1e400, 2j, 1e400j]
['text', "it's", 'both \\' and "', b'bytes', 'line\\n']
'a' 'b'
f'x{a}y'
f'{a!r:>{b}}'
f'{a=}'
f'{{}}{a:%d}{b!s}'
f"{a['k']}"
f'{(lambda: 1)}'
f'{ {1: 2} }'
f'{a:{b}{c}}'
f'{a!a}' 'tail'
list[int] | None
(yield_ for yield_ in a)
a if (b if c else d) else e
(lambda: a) if b else c
a @ (b @ c)
(a, b)[0]
[a][0]
{a: b}[c]
(a + b).c
f(a)(b)(c)
not a == b
(not a) == b
-(-a)
not not a
(a and b) and c
a and (b and c)
(a, b) == c
*a, b
""".strip().split("\n"):
    try:
        text = show(source)
    except SyntaxError as error:
        text = error.msg
    print(source, "->", text)
    # expect: a and b or not c -> a and b or not c
    # expect: (a or b) and c -> (a or b) and c
    # expect: not (a and b) -> not (a and b)
    # expect: a if b else c -> a if b else c
    # expect: (a if b else c) if d else (e if f else g) -> (a if b else c) if d else e if f else g
    # expect: lambda: 0 -> lambda: 0
    # expect: lambda x, /, y=1, *a, z, w=2, **k: (x, y) -> lambda x, /, y=1, *a, z, w=2, **k: (x, y)
    # expect: lambda *, x: x -> lambda*, x: x
    # expect: lambda *a: a -> lambda*a: a
    # expect: lambda **k: k -> lambda**k: k
    # expect: (lambda: 1)() -> (lambda: 1)()
    # expect: a + b * c - d / e // f % g @ h -> a + b * c - d / e // f % g @ h
    # expect: (a + b) * (c - d) -> (a + b) * (c - d)
    # expect: a ** b ** c -> a ** b ** c
    # expect: (a ** b) ** c -> (a ** b) ** c
    # expect: -a ** -b -> -a ** (-b)
    # expect: (-a) ** b -> (-a) ** b
    # expect: ~a & b | c ^ d << e >> f -> ~a & b | c ^ d << e >> f
    # expect: (a | b) & c -> (a | b) & c
    # expect: +a - -b -> +a - -b
    # expect: await_ + (yield_) -> await_ + yield_
    # expect: a < b <= c > d >= e == f != g -> a < b <= c > d >= e == f != g
    # expect: a in b -> a in b
    # expect: c not in d -> c not in d
    # expect: a is b -> a is b
    # expect: c is not d -> c is not d
    # expect: (a < b) < c -> (a < b) < c
    # expect: () -> ()
    # expect: (a,) -> (a,)
    # expect: (a, b, *c) -> (a, b, *c)
    # expect: [] -> []
    # expect: [a, *b, c] -> [a, *b, c]
    # expect: {a, b} -> {a, b}
    # expect: {**a, b: c, **{}} -> {**a, b: c, **{}}
    # expect: {} -> {}
    # expect: [x for x in y if z if w for v in u] -> [x for x in y if z if w for v in u]
    # expect: {x for x in y} -> {x for x in y}
    # expect: {x: y for x, y in z} -> {x: y for x, y in z}
    # expect: (x for x in y) -> (x for x in y)
    # expect: f(x for x in y) -> f(x for x in y)
    # expect: [x async for x in y] -> [x async for x in y]
    # expect: f(a, *b, c=d, **e) -> f(a, *b, c=d, **e)
    # expect: f() -> f()
    # expect: a.b.c -> a.b.c
    # expect: (1).real -> 1 .real
    # expect: 1.5.real -> 1.5.real
    # expect: 1j.imag -> 1j.imag
    # expect: a[b] -> a[b]
    # expect: a[b, c] -> a[b, c]
    # expect: a[b:c:d] -> a[b:c:d]
    # expect: a[:] -> a[:]
    # expect: a[b:, ::c] -> a[b:, ::c]
    # expect: a[(b, c):d] -> a[(b, c):d]
    # expect: a[*b] -> a[*b,]
    # expect: a[()] -> a[()]
    # expect: a[(b,)] -> a[b,]
    # expect: (a := b) -> named expression cannot be used within an annotation
    # expect: [a := b, c] -> named expression cannot be used within an annotation
    # expect: f(a := b) -> named expression cannot be used within an annotation
    # expect: [None, True, False, ...] -> [None, True, False, ...]
    # expect: [1, -1, 0x10, 10**20, 1e300, 1e400, -1e400, 2j, 1e400j] -> [1, -1, 16, 10 ** 20, 1e+300, 1e309, -1e309, 2j, 1e309j]
    # expect: ['text', "it's", 'both \' and "', b'bytes', 'line\n'] -> ['text', "it's", 'both \' and "', b'bytes', 'line\n']
    # expect: 'a' 'b' -> 'ab'
    # expect: f'x{a}y' -> f'x{a}y'
    # expect: f'{a!r:>{b}}' -> f'{a!r:>{b}}'
    # expect: f'{a=}' -> f'a={a!r}'
    # expect: f'{{}}{a:%d}{b!s}' -> f'{{}}{a:%d}{b!s}'
    # expect: f"{a['k']}" -> f"{a['k']}"
    # expect: f'{(lambda: 1)}' -> f'{(lambda: 1)}'
    # expect: f'{ {1: 2} }' -> f'{ {1: 2}}'
    # expect: f'{a:{b}{c}}' -> f'{a:{b}{c}}'
    # expect: f'{a!a}' 'tail' -> f'{a!a}tail'
    # expect: list[int] | None -> list[int] | None
    # expect: (yield_ for yield_ in a) -> (yield_ for yield_ in a)
    # expect: a if (b if c else d) else e -> a if (b if c else d) else e
    # expect: (lambda: a) if b else c -> (lambda: a) if b else c
    # expect: a @ (b @ c) -> a @ (b @ c)
    # expect: (a, b)[0] -> (a, b)[0]
    # expect: [a][0] -> [a][0]
    # expect: {a: b}[c] -> {a: b}[c]
    # expect: (a + b).c -> (a + b).c
    # expect: f(a)(b)(c) -> f(a)(b)(c)
    # expect: not a == b -> not a == b
    # expect: (not a) == b -> (not a) == b
    # expect: -(-a) -> --a
    # expect: not not a -> not not a
    # expect: (a and b) and c -> (a and b) and c
    # expect: a and (b and c) -> a and (b and c)
    # expect: (a, b) == c -> (a, b) == c
    # expect: *a, b -> invalid syntax
