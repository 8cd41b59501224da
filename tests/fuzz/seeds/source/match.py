match x:
    case [1, -2.5, *rest] | {"k": v, **kw}: pass
    case Point(x=0, y=y) if y > 0: pass
    case "a" | b"b" | None | True as t: pass
    case a.b.c: pass
    case (1 | 2,): pass
    case _: pass
