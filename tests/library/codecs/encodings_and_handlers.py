import codecs
text = "aé\u20ac\U0001f600"
for name in "utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-7", "unicode_escape", "raw_unicode_escape":
    assert text.encode(name).decode(name) == text, name
print(text.encode("utf-8"), text.encode("utf-16-be"), text.encode("utf-7"))  # expect: b'a\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80' b'\x00a\x00\xe9 \xac\xd8=\xde\x00' b'a+AOkgrNg93gA-'
print(text.encode("ascii", "replace"), text.encode("ascii", "ignore"), text.encode("latin-1", "backslashreplace"))  # expect: b'a???' b'a' b'a\xe9\\u20ac\\U0001f600'
print(text.encode("ascii", "xmlcharrefreplace"), "é".encode("ascii", "namereplace"))  # expect: b'a&#233;&#8364;&#128512;' b'\\N{LATIN SMALL LETTER E WITH ACUTE}'
print(ascii(b"a\xff\xe2\x82".decode("utf-8", "replace")), b"a\xff".decode("ascii", "backslashreplace"))  # expect: 'a\ufffd\ufffd' a\xff
print(ascii(b"\xff".decode("utf-8", "surrogateescape")), "\udcff".encode("utf-8", "surrogateescape"))  # expect: '\udcff' b'\xff'
print("\ud800".encode("utf-8", "surrogatepass"), ascii(b"\xed\xa0\x80".decode("utf-8", "surrogatepass")))  # expect: b'\xed\xa0\x80' '\ud800'
codecs.register_error("stars", lambda e: ("*" * (e.end - e.start), e.end))
print("aéü".encode("ascii", "stars"), b"a\xff\xfe".decode("ascii", "stars"))  # expect: b'a**' a**
for call in (lambda: b"\xe2\x82".decode(), lambda: b"\x80".decode(), lambda: b"\xc3(".decode(),
             lambda: "é".encode("ascii"), lambda: "\ud800x".encode(), lambda: b"a".decode("utf-16"),
             lambda: b"\\x1".decode("unicode_escape"), lambda: "a".encode("nope")):
    try:
        call()
    except (UnicodeError, LookupError) as e:
        message = str(e)
    assert message
try:
    b"ab\xe2\x82".decode()
except UnicodeDecodeError as e:
    print(e, e.start, e.end, e.reason, e.object)  # expect: 'utf-8' codec can't decode bytes in position 2-3: unexpected end of data 2 4 unexpected end of data b'ab\xe2\x82'
try:
    "aéü".encode("ascii")
except UnicodeEncodeError as e:
    print(e, e.start, e.end)  # expect: 'ascii' codec can't encode characters in position 1-2: ordinal not in range(128) 1 3
try:
    b"a".decode("utf-16")
except UnicodeDecodeError as e:
    print(e)  # expect: 'utf-16-le' codec can't decode byte 0x61 in position 0: truncated data
try:
    "a".encode("ascii", "nope") and "é".encode("ascii", "nope")
except LookupError as e:
    print(e)  # expect: unknown error handler name 'nope'
print(codecs.escape_decode(rb"\x41\n\101"), codecs.utf_8_decode(b"a\xe2\x82"), codecs.charmap_encode("ab", None, {97: 65, 98: b"xy"}))  # expect: (b'A\nA', 10) ('a', 1) (b'Axy', 2)
print(codecs.charmap_decode(b"\x00\x01", "strict", "xy"), codecs.lookup_error("strict").__name__)  # expect: ('xy', 2) strict_errors
