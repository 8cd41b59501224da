a, b = b, a
x = y = [1, 2, 3]
z = a if b else c
t = a and b or not c
r = 1 < a <= b is not None
s = f"{a!r:>{b}} and {c:.2f}{d}"
f(*args, 1, k=2, **kwargs)
obj.method(1, key=2)
a[1:2] = b[::2]
a[i] += 1
obj.attr //= 2
print((n := 10), {1: 2, **d}, {*a, 1})
assert x, "message"
del a, b[0], c.d
