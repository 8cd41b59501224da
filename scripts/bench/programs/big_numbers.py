"""Integers of thousands of digits: products, powers modulo, division, text."""


def fibonacci(n):
    a, b = 0, 1
    for bit in bin(n)[2:]:
        a, b = a * (2 * b - a), a * a + b * b
        if bit == "1":
            a, b = b, a + b
    return a


def is_probable_prime(n):
    d, s = n - 1, 0
    while d % 2 == 0:
        d, s = d // 2, s + 1
    for base in (2, 3, 5, 7, 11, 13):
        x = pow(base, d, n)
        if x in (1, n - 1):
            continue
        for _ in range(s - 1):
            x = x * x % n
            if x == n - 1:
                break
        else:
            return False
    return True


print(fibonacci(3000000) % 10 ** 20, sum(map(int, str(3 ** 8000))))
print([n for n in range(2 ** 127 - 900, 2 ** 127) if is_probable_prime(n)])
factorial = 1
for i in range(1, 1400):
    factorial *= i
print(factorial % (10 ** 9 + 7), len(str(factorial)))
