# crc32 is the same however long the data, wherever it begins and in whatever pieces it comes.
import binascii
import zlib

table = []
for i in range(256):
    for _ in range(8):
        i = i >> 1 ^ 0xedb88320 if i & 1 else i >> 1
    table.append(i)


def by_bytes(data, crc=0):
    crc ^= 0xffffffff
    for byte in data:
        crc = table[(crc ^ byte) & 255] ^ crc >> 8
    return crc ^ 0xffffffff


data = bytes(i * i * 7 + i >> 3 & 255 for i in range(1200))
view = memoryview(data)
print(all(binascii.crc32(view[:n]) == zlib.crc32(view[:n]) == by_bytes(view[:n]) for n in range(300)))  # expect: True
print(all(binascii.crc32(view[n:]) == zlib.crc32(view[n:]) == by_bytes(view[n:]) for n in range(40)))  # expect: True
print(all(binascii.crc32(view[n:], binascii.crc32(view[:n])) == zlib.crc32(data) for n in range(0, 1200, 17)))  # expect: True
print(binascii.crc32(b'', 5), binascii.crc32(data * 1000), zlib.crc32(data * 1000, 12345), binascii.crc32(b'a' * 64, -1))  # expect: 5 919395638 1249449810 63371676
