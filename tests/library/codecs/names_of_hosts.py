# idna: labels of all scripts as DNS has them, and back; what is not allowed.
import codecs


def show(convert, value):
    try:
        print(convert(value, "idna"))
    except UnicodeError as error:
        print(type(error).__name__, error.start, error.end, error.reason)


for name in ("localhost", "", "LOCAL.host.", "Bücher.example", "a\u3002b", "a\u200bb", "Straße.de",
             "\u0627\u0628.com", "İ.com", "ä b"):
    show(codecs.encode, name)
# expect: b'localhost'
# expect: b''
# expect: b'LOCAL.host.'
# expect: b'xn--bcher-kva.example'
# expect: b'a.b'
# expect: b'ab'
# expect: b'strasse.de'
# expect: b'xn--mgbc.com'
# expect: b'xn--i-9bb.com'
# expect: b'xn-- b-uia'
for name in (".", "a..b", "x" * 64, "ü" * 70, "\u0627a.com", "\u06271.x", "xn--ü", "\ud800", "a.\u2028"):
    show(codecs.encode, name)
# expect: UnicodeEncodeError 0 1 label empty
# expect: UnicodeEncodeError 2 3 label empty
# expect: UnicodeEncodeError 0 64 label too long
# expect: UnicodeEncodeError 0 70 label too long
# expect: UnicodeEncodeError 1 2 Violation of BIDI requirement 2
# expect: UnicodeEncodeError 1 2 Violation of BIDI requirement 3
# expect: UnicodeEncodeError 0 4 Label starts with ACE prefix
# expect: UnicodeEncodeError 0 1 Invalid character '\ud800'
# expect: UnicodeEncodeError 2 3 Invalid character '\u2028'
for name in b"xn--bcher-kva.example.", b"a..b", b"xn--fa-hia", b"\xff.a", b"xn--a":
    show(codecs.decode, name)
# expect: bücher.example.
# expect: a..b
# expect: UnicodeDecodeError 0 10 IDNA does not round-trip, 'b'xn--fa-hia'' != 'b'fass''
# expect: UnicodeDecodeError 0 1 ordinal not in range(128)
# expect: UnicodeDecodeError 0 1 Invalid character '\x80'
encoder = codecs.getincrementalencoder("idna")()
print([encoder.encode(*piece) for piece in (("ab.c",), ("d.ü",), (".x", True))])
# expect: [b'ab.', b'cd.', b'xn--tda.x']
decoder = codecs.getincrementaldecoder("idna")()
print([decoder.decode(*piece) for piece in ((b"ab.c",), (b"d.xn--tda",), (b".x", True))])
# expect: ['ab.', 'cd.', 'ü.x']
