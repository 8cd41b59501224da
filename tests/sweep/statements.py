import contextlib
total = 0
for i in range(10):
    if i == 3: continue
    if i == 8: break
    total += i
else:
    print("no")
while total > 20:
    total -= 7
else:
    print("ended", total)
with contextlib.suppress(KeyError), contextlib.redirect_stdout(None):
    {}["x"]
@contextlib.contextmanager
def managed(x):
    try:
        yield x
    finally:
        print("exit", x)
with managed(1) as a, managed(2) as b:
    print(a, b)
x = y = z = [1]; x += [2]; (p, q), r = (1, 2), 3; print(y, p, q, r, (w := 5), x if z else y, not x, 1 < 2 < 3)
del p
assert w == 5, "never"
global_name = "set"
def change():
    global global_name
    global_name = "changed"
    import math as m
    return m.pi
print(change() > 3, global_name)
type Alias[T] = list[T]
def generic[T](x: T) -> T: return x
class Box[T]: pass
print(Alias.__name__, generic(3), Box[int], eval("1 + 2"), [*"ab"], {**{"a": 1}})
exec("made = 5"); print(made)
