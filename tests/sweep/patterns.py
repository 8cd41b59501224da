class Point:
    __match_args__ = ("x", "y")
    def __init__(self, x, y):
        self.x, self.y = x, y
def what(v):
    match v:
        case 0 | 1: return "small"
        case [1, 2, *rest]: return rest
        case {"k": value, **others}: return value, others
        case Point(x=0, y=y): return "on axis", y
        case Point(a, b) if a == b: return "diagonal"
        case str() as text: return text.upper()
        case (a, (b, c)): return a + b + c
        case None: return "none"
        case _: return "other"
for v in 1, [1, 2, 3, 4], {"k": 5, "m": 6}, Point(0, 3), Point(2, 2), "text", (1, (2, 3)), None, 3.5, Point(1, 2):
    print(what(v))
