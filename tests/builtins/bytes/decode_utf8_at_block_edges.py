# Characters, and bytes that are none, decode alike wherever they stand among sixteen bytes.
import codecs

CHARACTERS = "a\x7f\x80\xff\u0100\u07ff\u0800\ud7ff\ue000\uffff\U00010000\U0010ffff"
for character in CHARACTERS:
    encoded = character.encode()
    for filling in "x", "\xe9", "\u4e2d":
        for count in range(40):
            text = filling * count + character + filling * 20
            if text.encode().decode() != text:
                print("differs", ascii(character), ascii(filling), count)

WRONG = [b"\x80", b"\xc0\x80", b"\xc1\xbf", b"\xc3", b"\xe0\x9f\xbf", b"\xe4\xb8", b"\xed\xa0\x80", b"\xf0\x8f\xbf\xbf",
         b"\xf4\x90\x80\x80", b"\xff"]
for wrong in WRONG:
    reasons = set()
    for filling in b"x", b"\xc3\xa9", b"\xe4\xb8\xad":
        for count in range(40):
            try:
                (filling * count + wrong + b"y" * 20).decode()
            except UnicodeDecodeError as error:
                reasons.add((error.start - len(filling) * count, error.end - error.start, error.reason))
    print(wrong, *reasons)
# expect: b'\x80' (0, 1, 'invalid start byte')
# expect: b'\xc0\x80' (0, 1, 'invalid start byte')
# expect: b'\xc1\xbf' (0, 1, 'invalid start byte')
# expect: b'\xc3' (0, 1, 'invalid continuation byte')
# expect: b'\xe0\x9f\xbf' (0, 1, 'invalid continuation byte')
# expect: b'\xe4\xb8' (0, 2, 'invalid continuation byte')
# expect: b'\xed\xa0\x80' (0, 1, 'invalid continuation byte')
# expect: b'\xf0\x8f\xbf\xbf' (0, 1, 'invalid continuation byte')
# expect: b'\xf4\x90\x80\x80' (0, 1, 'invalid continuation byte')
# expect: b'\xff' (0, 1, 'invalid start byte')

text = "\u0416\u4e2d\xe9abc\U0001f600 " * 30
same = []
for size in 1, 3, 15, 16, 17, 31:
    decoder = codecs.getincrementaldecoder("utf-8")()
    encoded = text.encode()
    parts = [decoder.decode(encoded[i:i + size]) for i in range(0, len(encoded), size)]
    same.append("".join(parts) + decoder.decode(b"", True) == text)
print(all(same))                             # expect: True
