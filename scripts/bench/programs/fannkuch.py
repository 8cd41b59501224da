"""Pancake flips over all permutations: list slices and small integers."""


def fannkuch(n):
    permutation, counts = list(range(n)), list(range(1, n + 1))
    checksum, most, sign = 0, 0, 1
    while True:
        first = permutation[0]
        if first:
            flipped, flips = permutation[:], 0
            while first:
                flipped[: first + 1] = flipped[first::-1]
                flips += 1
                first = flipped[0]
            most = max(most, flips)
            checksum += flips * sign
        if sign == 1:
            permutation[0], permutation[1] = permutation[1], permutation[0]
            sign = -1
            continue
        permutation[1], permutation[2] = permutation[2], permutation[1]
        sign = 1
        for i in range(2, n):
            counts[i] -= 1
            if counts[i] != 0:
                break
            if i == n - 1:
                return checksum, most
            counts[i] = i + 1
            permutation.insert(i + 1, permutation.pop(0))


print(fannkuch(9))
