def defaults(a, /, b=2, *c, d=4, **e):
    return a, b, c, d, e

def closures(n):
    total = n
    def add(step):
        nonlocal total
        total += step
        return total
    def many(*steps, **named):
        return [add(step) for step in steps], named
    add(1)
    many(1, 2, key=3)
    del n
    try:
        return n
    except UnboundLocalError:
        return total

def recursive(n):
    return 1 if n < 2 else n * recursive(n - 1)

def operators(a, b):
    x = [a, b, a + b, a - b, a * b, -a, ~a, not a, a < b, a is b, a != b]
    x[1:3] = x[4:6]
    x[0] += 1
    del x[0]
    return f"{a!r:>5} {b:{a}} {x}", a in x, a and b or x, {a: b, **{b: a}}, {a, *x}

print(defaults(1), defaults(1, 2, 3, d=5, f=6), defaults(*(1, 2), **{"d": 3}))
print(closures(3), recursive(12), operators(7, 9), operators(3, 4))
total = 0
for i in range(40):
    total += recursive(3) + closures(i) + len(operators(i, 3))
    first, *rest, last = range(i + 2)
    if i % 3:
        continue
    while total > 100:
        total -= 50
        if total == 60:
            break
