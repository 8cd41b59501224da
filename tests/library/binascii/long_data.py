# Digits and sums of more data than one step takes, and of what lies across steps.
import base64
import binascii
import zlib

data = bytes(i * 7 & 255 for i in range(70_001))
print(binascii.crc32(data), binascii.crc32(data[17:], binascii.crc32(data[:17])))  # expect: 2125277067 2125277067
print(all(binascii.crc32(data[:n]) == zlib.crc32(data[:n]) for n in range(70)))  # expect: True
print(binascii.unhexlify(data.hex()) == data, bytes.fromhex(data.hex(" ")) == data)  # expect: True True
print(bytes.fromhex(data.hex(" ", 3).upper()) == data, bytes.fromhex(" 0a\n0B  "))  # expect: True b'\n\x0b'
for text in ("0", "0a0", "0a 0", "0ax0", "0 a", "é0", "00" * 40_000 + "g0", "00" * 40_000 + "0g"):
    try:
        bytes.fromhex(text)
    except ValueError as error:
        print(error)
# expect: non-hexadecimal number found in fromhex() arg at position 1
# expect: non-hexadecimal number found in fromhex() arg at position 3
# expect: non-hexadecimal number found in fromhex() arg at position 4
# expect: non-hexadecimal number found in fromhex() arg at position 2
# expect: non-hexadecimal number found in fromhex() arg at position 1
# expect: non-hexadecimal number found in fromhex() arg at position 0
# expect: non-hexadecimal number found in fromhex() arg at position 80000
# expect: non-hexadecimal number found in fromhex() arg at position 80001
text = base64.b64encode(data)
print(base64.b64decode(text) == data)  # expect: True
print(base64.b64decode(b"\n".join(text[i:i + 75] for i in range(0, len(text), 75))) == data)  # expect: True
print(binascii.a2b_base64(b"YWJj=ZGVm"), binascii.a2b_base64(b"YW=Jj"), binascii.a2b_base64(b"YWJjZA==YWJj"))  # expect: b'abcdef' b'abc' b'abcd'
for text in (b"YWJjZ", b"YWJjZA", b"YWJjZA=", b"YWJj=ZGVm", b"=YWJj", b"YWJj\n", b"YWJjZA==YQ"):
    try:
        print(binascii.a2b_base64(text, strict_mode=True))
    except binascii.Error as error:
        print(error)
# expect: Invalid base64-encoded string: number of data characters (5) cannot be 1 more than a multiple of 4
# expect: Incorrect padding
# expect: Incorrect padding
# expect: Excess padding not allowed
# expect: Leading padding not allowed
# expect: Only base64 data is allowed
# expect: Excess data after padding
