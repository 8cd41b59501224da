"""Edit distance of word pairs: lists, min, nested loops."""


def distance(left, right):
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        previous, row[0] = row[0], i
        for j, b in enumerate(right, 1):
            previous, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, previous + (a != b))
    return row[-1]


words = ["".join(chr(97 + (i * i * 7 + j * 13 + i * j) % 26) for j in range(18 + i % 7)) for i in range(60)]
print(sum(distance(a, b) for a in words for b in words))
