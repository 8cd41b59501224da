"""bytes: translate, reverse, lines of sixty."""
table = bytes.maketrans(b"ACGTacgt", b"TGCAtgca")
seed, out = 1, bytearray()
for _ in range(60000):
    seed = (seed * 1103515245 + 12345) & 0x7FFFFFFF
    out.append(b"ACGT"[seed >> 16 & 3])
data, total = bytes(out), 0
for _ in range(700):
    data = data.translate(table)[::-1]
    lines = [data[i : i + 60] for i in range(0, len(data), 60)]
    total += sum(line.count(b"GA") for line in lines) + len(b"\n".join(lines))
print(total, data[:20])
