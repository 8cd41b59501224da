match = 1
match[a:b] = 2
match(x)
case = 3
type = 5
type X[T: int, *Ts, **P] = int
type (x)
print(type, match, case)
match.case(type)
match, case = 1, 2
match: int = 3
match[x:y]
match (x, y)
case(1)
type = type(x)
type.x = 1
type[int]
print(match=1, case=2, type=3)
match match:
    case case:
        match = case
        match x:
            case _ if match: type type = int
    case type: case = type
if x: type Y = list[Y]; type Z = Y
_ = match
match -x:
    case 1: pass
match not x:
    case 1: pass
match *a, b:
    case 1: pass
match {x: y}:
    case 1: pass
match (yield x):
    case 1: pass
match lambda: x:
    case 1: pass
