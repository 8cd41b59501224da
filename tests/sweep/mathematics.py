import cmath, math, random, fractions, bisect, heapq
print(math.factorial(40), math.comb(50, 25), math.isqrt(10 ** 40), math.gcd(2 ** 70, 6 ** 30), math.fsum([0.1] * 10), math.prod(range(1, 25)))
print(cmath.sqrt(-1), math.dist((0, 0), (3, 4)), math.frexp(8.0), fractions.Fraction(3, 4) + fractions.Fraction("1/6"), math.lcm(4, 6))
r = random.Random(5); print(r.random(), r.sample(range(100), 5), r.choice("abc"), r.getrandbits(100), r.shuffle([1, 2]))
h = [5, 1, 4]; heapq.heapify(h); heapq.heappush(h, 0); print(heapq.heappop(h), heapq.nlargest(2, h), bisect.bisect([1, 3, 5], 3), list(heapq.merge([1, 4], [2, 3])))
