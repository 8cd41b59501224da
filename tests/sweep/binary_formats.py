import array, binascii, struct, marshal, codecs
print(struct.pack("<IHb3s", 1, 2, -3, b"abc"), struct.unpack(">hq", b"\0\1" + b"\0" * 7 + b"\5"), struct.calcsize("iq"), list(struct.iter_unpack("h", b"\1\0\2\0")))
a = array.array("i", [3, 1, 2]); a.append(9); a.extend([5, 6]); a[1:2] = array.array("i", [7, 7]); print(a, a.tobytes()[:4], a.index(9), array.array("d", [1.5]) * 2)
print(binascii.hexlify(b"abc"), binascii.b2a_base64(b"data"), binascii.crc32(b"x"), marshal.loads(marshal.dumps([1, "a", (2.5, None), {3: b"x"}])))
print(codecs.lookup("utf-8").name, "xä".encode("latin-1"))
