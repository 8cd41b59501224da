"""LZ77 with a table of three-byte keys: bytes, slices, dict of lists."""


def compress(data):
    table, out, at = {}, [], 0
    while at < len(data):
        key, best, where = data[at : at + 3], 0, 0
        for candidate in table.get(key, ())[-8:]:
            length = 3
            while length < 255 and at + length < len(data) and data[candidate + length] == data[at + length]:
                length += 1
            if length > best:
                best, where = length, at - candidate
        if best >= 3 and len(key) == 3:
            out.append((best, where))
        else:
            best = 1
            out.append(data[at])
        for i in range(at, at + best):
            table.setdefault(data[i : i + 3], []).append(i)
        at += best
    return out


def expand(items):
    out = bytearray()
    for item in items:
        if isinstance(item, tuple):
            length, back = item
            for _ in range(length):
                out.append(out[-back])
        else:
            out.append(item)
    return bytes(out)


data = b"".join(b"line %d of the log: value=%d status=%s\n" % (i, i * i % 97, b"ok" if i % 5 else b"failed")
                for i in range(6000))
packed = compress(data)
assert expand(packed) == data
print(len(data), len(packed))
