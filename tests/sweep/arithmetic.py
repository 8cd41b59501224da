a = 7 ** 50
print(a // 3 ** 20, a % 1000, -a >> 3, a << 70 & a, int("9" * 60), f"{a:,} {a:x}", float(a), round(a, -5))
print(a.to_bytes(20, "big"), int.from_bytes(b"\xff" * 12, "little"), a.bit_length(), divmod(a, 10**9))
print(1.5 ** 3, repr(0.1 + 0.2), float("1e300"), (2.5).as_integer_ratio(), (1.0).hex(), f"{3.14159:.2f}")
print((1 + 2j) * 3j, complex("1+2j"), abs(3 + 4j), True + 1, bool([]), min(3, a), max([1, 2.5]), sum(range(10)))
