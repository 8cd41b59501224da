"""Substrings counted in a dict: slices of str as keys."""
seed, letters = 42, []
for _ in range(120000):
    seed = (seed * 3877 + 29573) % 139968
    letters.append("ACGT"[seed * 4 // 139968])
text = "".join(letters)
for length in (1, 2, 4, 8):
    counts = {}
    for i in range(len(text) - length + 1):
        piece = text[i : i + length]
        counts[piece] = counts.get(piece, 0) + 1
    best = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:3]
    print(length, len(counts), best)
