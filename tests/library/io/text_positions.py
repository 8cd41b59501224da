# tell() and seek() in text, also where characters have several bytes and decoders a state.
import io


def places(data, encoding, newline=None):
    text = io.TextIOWrapper(io.BytesIO(data), encoding=encoding, newline=newline)
    text._CHUNK_SIZE = 5
    whole = text.read()
    for count in range(len(whole) + 1):
        text.seek(0)
        text.read(count)
        place = text.tell()
        rest = text.read()
        text.seek(place)
        if text.read() != rest or rest != whole[count:]:
            return f"differs behind {count}"
    return len(whole)


print(places("aé€😀b\n".encode() * 3, "utf-8"))               # expect: 18
print(places("aé€😀b\n".encode("utf-16-le") * 2, "utf-16-le"))    # expect: 12
print(places("aé€😀b\n".encode("utf-32-be"), "utf-32-be"))    # expect: 6
print(places(b"a\r\nbb\r\n\rc\r", "ascii"))                   # expect: 8
print(places(b"a\r\nbb\r\n\rc\r", "ascii", ""))               # expect: 10
print(places("日本\n".encode("utf-7"), "utf-7"))               # expect: 3

text = io.TextIOWrapper(io.BytesIO(b"one\ntwo\n"), encoding="ascii")
next(text)
try:
    text.tell()
except OSError as e:
    print(e)                              # expect: telling position disabled by next() call
for e in (lambda: text.seek(1, 1), lambda: text.seek(-1, 2), lambda: text.seek(-1),
          lambda: text.seek(0, 5)):
    try:
        e()
    except ValueError as error:
        print(type(error).__name__, error)
# expect: UnsupportedOperation can't do nonzero cur-relative seeks
# expect: UnsupportedOperation can't do nonzero end-relative seeks
# expect: ValueError negative seek position -1
# expect: ValueError invalid whence (5, should be 0, 1 or 2)

raw = io.BufferedRandom(io.BytesIO(b"a\r\nb\rc\n"), 2)
text = io.TextIOWrapper(raw, encoding="ascii", newline="")
print(text.newlines, repr(text.readline()), text.newlines)   # expect: None 'a\r\n' ('\r', '\n', '\r\n')
text.seek(0)
print(text.newlines, raw.read1(4), raw.read1(-1))             # expect: None b'a\r\nb' b'\rc'

raw = io.BufferedReader(io.BytesIO(b"a\nbb\nccc\n"), 4)
print(raw.readline(0), raw.readlines(2), raw.peek()[:1])      # expect: b'' [b'a\n', b'bb\n'] b'c'
print(raw.seek(1), raw.read(6), raw.seek(-2, 1), raw.read1(9)) # expect: 1 b'\nbb\ncc' 5 b'ccc\n'
