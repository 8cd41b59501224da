print(bytes(3), bytes([1, 255]), bytes("é", "utf-8"), bytes(b"x"), bytes(range(3)), bytes())  # expect: b'\x00\x00\x00' b'\x01\xff' b'\xc3\xa9' b'x' b'\x00\x01\x02' b''
print(b"banana".find(b"an"), b"banana".rfind(b"an"), b"banana".count(97), b"a" in b"ba", 98 in b"ba")  # expect: 1 3 3 True True
print(b"a,b,,c".split(b","), b"  a b ".split(), b"k=v".partition(b"="), b"-".join([b"a", bytearray(b"b")]))  # expect: [b'a', b'b', b'', b'c'] [b'a', b'b'] (b'k', b'=', b'v') b'a-b'
print(b"banana".replace(b"a", b"o", 2), b"xyx".strip(b"x"), b"ab".center(6, b"*"), b"-7".zfill(4))  # expect: b'bonona' b'y' b'**ab**' b'-007'
print(b"Hello World".swapcase(), b"hello world".title(), b"abc".upper(), b"a\tb".expandtabs(3))  # expect: b'hELLO wORLD' b'Hello World' b'ABC' b'a  b'
print(b"abc".hex(), b"abcd".hex(":", 2), bytes.fromhex("de AD"), b"abc".translate(bytes.maketrans(b"ab", b"xy"), b"c"))  # expect: 616263 6162:6364 b'\xde\xad' b'xy'
print(b"abc"[1], b"abc"[1:], b"abcdef"[::-2], b"a" + b"b", b"ab" * 2, b"a" < b"b", b"a" == "a")  # expect: 98 b'bc' b'fdb' b'ab' b'abab' True False
print(repr(b"'"), repr(b'"\''), b"\x00\xff\t\\", b"%d %s %r %x" % (5, b"x", "q", 255), b"%5.1f|%c" % (2.25, 65))  # expect: b"'" b'"\'' b'\x00\xff\t\\' b"5 x 'q' ff" b'  2.2|A'
print(b"caf\xc3\xa9".decode(), b"\xff".decode("latin-1"), b"a\xffb".decode("utf-8", "replace"))  # expect: café ÿ a�b
class B(bytes):
    pass
b = B(b"ab")
b.mark = 1
print(b, type(b + b""), b.mark, hash(b) == hash("ab"), type(B.fromhex("00")))  # expect: b'ab' <class 'bytes'> 1 True <class '__main__.B'>
for value in (256, -1, "x", 1.5):
    try:
        bytes([value])
    except (ValueError, TypeError) as e:
        message = str(e)
    assert message
try:
    bytes([256])
except ValueError as e:
    print(e)  # expect: bytes must be in range(0, 256)
try:
    bytes("x")
except TypeError as e:
    print(e)  # expect: string argument without an encoding
try:
    b"a" + "b"
except TypeError as e:
    print(e)  # expect: can't concat str to bytes
try:
    b"abc".find("a")
except TypeError as e:
    print(e)  # expect: argument should be integer or bytes-like object, not 'str'
try:
    bytes.fromhex("abc")
except ValueError as e:
    print(e)  # expect: non-hexadecimal number found in fromhex() arg at position 3
