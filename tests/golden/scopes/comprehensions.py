def f(a):
    b = [x + y for x in a if (last := x) for y in x]
    c = [lambda: x for x in a]
    return (x for x in b if last), c


print({k: v for k, v in enumerate(f)})
