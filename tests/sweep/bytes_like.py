b = b"hello world"
print(b.split(), b.hex(), bytes.fromhex("616263"), b.replace(b"l", b"L"), b[2:5], b.upper(), bytes([1, 2, 3]))
a = bytearray(b); a += b"!"; a[0:5] = b"HOWDY"; a.append(33); a.insert(0, 64); del a[3]; print(a, a.pop(), a.find(b"w"))
m = memoryview(a); print(m[2:4].tobytes(), m.nbytes, list(m[:3])); m.release()
print(b"%d %s" % (5, b"x"), b"a,b".partition(b","), bytes(3), b"abc".center(9), b.title(), b"x".join([b"1", b"2"]))
