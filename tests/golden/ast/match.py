match x:
    case 1 | -2 | 3-4j: pass
    case {"a": 1, **rest}: pass
    case A.B(1, x=2): pass
    case [a, *_]: pass
    case (a, b) if c: pass
    case {}: pass
    case a, b: pass
    case (a): pass
    case "a" "b": pass
    case None: pass
match x, y:
    case _: pass
match x:
    case {"k": [1, 2], **kw} if kw: pass
    case A(): pass
    case a.b.c.D(x, y=A(z=1)): pass
    case (1 | 2) as n: pass
    case -1.5 | 2 - 3j | b"x" | None | True: pass
    case [*rest, last]: pass
    case (first, *_), *tail: pass
    case (): pass
    case []: pass
    case str() | int(): pass
