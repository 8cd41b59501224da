# Encodings beyond the native ones, found without a package of files.
import codecs
import io

print("é€ñ".encode("cp1252"), b"\xe9\x80".decode("windows-1252"))    # expect: b'\xe9\x80\xf1' é€
print("Привет".encode("koi8-r"), "Привет".encode("ISO-8859-5"))
# expect: b'\xf0\xd2\xc9\xd7\xc5\xd4' b'\xbf\xe0\xd8\xd2\xd5\xe2'
print("é".encode("cp437"), "A1".encode("cp037"))                     # expect: b'\x82' b'\xc1\xf1'
for encoding, data in ("cp1252", b"a\x81"), ("iso8859-3", b"\xa5"):
    try:
        data.decode(encoding)
    except UnicodeDecodeError as e:
        print(e)
# expect: 'charmap' codec can't decode byte 0x81 in position 1: character maps to <undefined>
# expect: 'charmap' codec can't decode byte 0xa5 in position 0: character maps to <undefined>
print(codecs.lookup("latin9").name, codecs.lookup("cyrillic").name)  # expect: iso8859-15 iso8859-5

print(codecs.encode("Hello", "rot13"), codecs.encode(b"hi", "hex"))  # expect: Uryyb b'6869'
print(codecs.decode(b"aGk=", "base64"), "bücher".encode("punycode")) # expect: b'hi' b'bcher-kva'
try:
    b"zz".decode("hex")
except LookupError as e:
    print(e)  # expect: 'hex' is not a text encoding; use codecs.decode() to handle arbitrary codecs

decoder = codecs.getincrementaldecoder("utf-16")()
print([decoder.decode(bytes([b])) for b in b"\xfe\xff\0a\0b"], decoder.getstate())
# expect: ['', '', '', 'a', '', 'b'] (b'', 1)
encoder = codecs.getincrementalencoder("utf-8-sig")()
print(encoder.encode("a"), encoder.encode("b"))                      # expect: b'\xef\xbb\xbfa' b'b'

raw = io.BytesIO()
text = io.TextIOWrapper(raw, encoding="utf-16")
text.write("ab")
text.seek(0, 2)
text.write("c")
text.seek(0)
text.write("d")
text.flush()
print(raw.getvalue().decode("utf-16"))                               # expect: dbc
text.seek(0)
text.read(1)
place = text.tell()
print(text.read(), text.seek(place) == place, text.read())           # expect: bc True bc

# Without a table, charmap is Latin-1.
print("h\xe9".encode("charmap"), b"\xe9".decode("charmap"))         # expect: b'h\xe9' é
try:
    "\u20ac".encode("charmap")
except UnicodeEncodeError as error:
    print(error)
# expect: 'latin-1' codec can't encode character '\u20ac' in position 0: ordinal not in range(256)
