"""MD5 in Python: 32-bit arithmetic with masks and shifts."""
from math import floor, sin

SHIFTS = [7, 12, 17, 22] * 4 + [5, 9, 14, 20] * 4 + [4, 11, 16, 23] * 4 + [6, 10, 15, 21] * 4
CONSTANTS = [floor(abs(sin(i + 1)) * 4294967296) for i in range(64)]


def md5(message):
    length = len(message) * 8
    message += b"\x80" + b"\0" * ((55 - len(message)) % 64) + length.to_bytes(8, "little")
    a0, b0, c0, d0 = 0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476
    for start in range(0, len(message), 64):
        words = [int.from_bytes(message[start + 4 * i : start + 4 * i + 4], "little") for i in range(16)]
        a, b, c, d = a0, b0, c0, d0
        for i in range(64):
            if i < 16:
                f, g = b & c | ~b & d, i
            elif i < 32:
                f, g = d & b | ~d & c, (5 * i + 1) % 16
            elif i < 48:
                f, g = b ^ c ^ d, (3 * i + 5) % 16
            else:
                f, g = c ^ (b | ~d & 0xFFFFFFFF), 7 * i % 16
            f = f + a + CONSTANTS[i] + words[g] & 0xFFFFFFFF
            a, d, c = d, c, b
            b = b + (f << SHIFTS[i] | f >> 32 - SHIFTS[i]) & 0xFFFFFFFF
        a0, b0, c0, d0 = a0 + a & 0xFFFFFFFF, b0 + b & 0xFFFFFFFF, c0 + c & 0xFFFFFFFF, d0 + d & 0xFFFFFFFF
    return b"".join(word.to_bytes(4, "little") for word in (a0, b0, c0, d0)).hex()


print(md5(b""), md5(b"folio " * 40000))
