x = a @ b // c ** -d % ~e << 1 >> 2 & 3 | 4 ^ 5 < 6 <= 7 != 8 is not 9 not in [] and not b or c
y = {i: j for i in a for j in b if c}, {*a}, (k for k in l), a[1:2:3, ..., *b], f(*a, k=1, **b)(c)[d].e
z = 0xff + 0o17 + 0b1 + 1_000 + 1e5 + .5j + 1.
