"""Codecs: the first byte chooses one, the second the errors; the rest is decoded, encoded and decoded
again, whole and in pieces."""

import codecs

NAMES = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be",
         "utf-7", "ascii", "latin-1", "cp1252", "cp437", "koi8-r", "unicode-escape",
         "raw-unicode-escape", "idna", "punycode", "gb2312", "gbk", "gb18030", "hz", "big5",
         "big5hkscs", "shift_jis", "euc_jp", "iso2022_jp", "iso2022_jp_2", "euc_kr", "cp949", "johab",
         "iso2022_kr", "charmap", "cp932", "euc_jis_2004")
ERRORS = ("strict", "ignore", "replace", "backslashreplace", "surrogateescape", "surrogatepass",
          "xmlcharrefreplace", "namereplace")
BYTES_TO_BYTES = "hex", "base64", "quopri", "uu", "zlib", "bz2"
EXPECTED = UnicodeError, ValueError, MemoryError, KeyboardInterrupt, TypeError


def round_trip(data, name, errors):
    text = codecs.decode(data, name, errors)
    again = codecs.encode(text, name, errors)
    escapes = "\x1b" in text and name.startswith("iso2022")  # are written as if they were harmless
    if errors == "strict" and name not in ("utf-7", "hz", "punycode", "idna") and not escapes:
        assert codecs.decode(again, name) == text, (name, text)


def in_pieces(data, name, errors):
    whole = codecs.decode(data, name, errors)
    decoder = codecs.getincrementaldecoder(name)(errors)
    parts = [decoder.decode(data[i:i + 3]) for i in range(0, len(data), 3)]
    parts.append(decoder.decode(b"", True))
    if errors == "strict" and name in ("utf-8", "utf-16-le", "utf-32-be", "latin-1", "gbk", "euc_jp"):
        assert "".join(parts) == whole, name


def fuzz(data):
    if len(data) < 2 or len(data) > 3000:
        return
    name, errors, data = NAMES[data[0] % len(NAMES)], ERRORS[data[1] % len(ERRORS)], data[2:]
    for attempt in round_trip, in_pieces:
        try:
            attempt(data, name, errors)
        except (*EXPECTED, LookupError):
            pass
    try:
        codecs.decode(data, BYTES_TO_BYTES[len(data) % len(BYTES_TO_BYTES)])
    except (Exception, KeyboardInterrupt):
        pass
