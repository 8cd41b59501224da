"""charmap_decode() and charmap_encode() with mappings of all kinds."""
import codecs
from codecs import charmap_decode, charmap_encode


def attempt(function, *arguments):
    try:
        return function(*arguments)
    except Exception as error:
        return f"{type(error).__name__}: {error}"


class Mapping:
    def __getitem__(self, key):
        if key == 5:
            raise ValueError("not five")
        if key == 6:
            raise KeyError(key)
        if key == 7:
            raise IndexError(key)
        return "<%d>" % key


print(attempt(charmap_decode, b"abc"))  # expect: ('abc', 3)
print(attempt(charmap_decode, b"a\xff", "strict", None))  # expect: ('aÿ', 2)
print(attempt(charmap_decode, b"\0\1\2", "strict", "xyz"))  # expect: ('xyz', 3)
print(attempt(charmap_decode, b"\0\1\3", "strict", "xyz"))  # expect: UnicodeDecodeError: 'charmap' codec can't decode byte 0x03 in position 2: character maps to <undefined>
print(attempt(charmap_decode, b"\0\1\3", "replace", "xyz"))  # expect: ('xy�', 3)
print(attempt(charmap_decode, b"\0\1\3", "ignore", "xyz"))  # expect: ('xy', 3)
print(attempt(charmap_decode, b"\0\1\3", "backslashreplace", "xyz"))  # expect: ('xy\\x03', 3)
print(attempt(charmap_decode, b"\0\1", "strict", "x\ufffe"))  # expect: UnicodeDecodeError: 'charmap' codec can't decode byte 0x01 in position 1: character maps to <undefined>
print(attempt(charmap_decode, b"\0\1", "strict", "x\U0001f600"))  # expect: ('x😀', 2)
print(attempt(charmap_decode, b"\0\1\2", "strict", {0: "zero", 1: 0x41, 2: ""}))  # expect: ('zeroA', 3)
print(attempt(charmap_decode, b"\0\1", "strict", {0: "zero"}))  # expect: UnicodeDecodeError: 'charmap' codec can't decode byte 0x01 in position 1: character maps to <undefined>
print(attempt(charmap_decode, b"\0\1", "replace", {0: "zero"}))  # expect: ('zero�', 2)
print(attempt(charmap_decode, b"\0\1", "strict", {0: "zero", 1: None}))  # expect: UnicodeDecodeError: 'charmap' codec can't decode byte 0x01 in position 1: character maps to <undefined>
print(attempt(charmap_decode, b"\0\1", "replace", {0: "zero", 1: "\ufffe"}))  # expect: ('zero�', 2)
print(attempt(charmap_decode, b"\0\1", "replace", {0: "zero", 1: 0xfffe}))  # expect: ('zero�', 2)
print(attempt(charmap_decode, b"\0", "strict", {0: 0x10ffff}))  # expect: ('\U0010ffff', 1)
print(attempt(charmap_decode, b"\0", "strict", {0: 0x110000}))  # expect: TypeError: character mapping must be in range(0x110000)
print(attempt(charmap_decode, b"\0", "strict", {0: -1}))  # expect: TypeError: character mapping must be in range(0x110000)
print(attempt(charmap_decode, b"\0", "strict", {0: 2 ** 80}))  # expect: TypeError: character mapping must be in range(0x110000)
print(attempt(charmap_decode, b"\0", "strict", {0: 1.5}))  # expect: TypeError: character mapping must return integer, None or str
print(attempt(charmap_decode, b"\0", "strict", {0: b"bytes"}))  # expect: TypeError: character mapping must return integer, None or str
print(attempt(charmap_decode, b"\0", "strict", 5))  # expect: TypeError: 'int' object is not subscriptable
print(attempt(charmap_decode, b"\1\5", "strict", Mapping()))  # expect: ValueError: not five
print(attempt(charmap_decode, b"\1\6\7", "replace", Mapping()))  # expect: ('<1>��', 3)
print(attempt(charmap_decode, "text", "strict", {}))  # expect: TypeError: a bytes-like object is required, not 'str'
print(attempt(charmap_decode, b"\0", "nothing known", {}))  # expect: LookupError: unknown error handler name 'nothing known'
print(attempt(charmap_decode, b"", "nothing known", {}))  # expect: ('', 0)

print(attempt(charmap_encode, "abc"))  # expect: (b'abc', 3)
print(attempt(charmap_encode, "ab\u0100", "strict", None))  # expect: UnicodeEncodeError: 'latin-1' codec can't encode character '\u0100' in position 2: ordinal not in range(256)
print(attempt(charmap_encode, "abc", "strict", {97: 1, 98: b"two", 99: b""}))  # expect: (b'\x01two', 3)
print(attempt(charmap_encode, "abc", "strict", {97: 1}))  # expect: UnicodeEncodeError: 'charmap' codec can't encode characters in position 1-2: character maps to <undefined>
print(attempt(charmap_encode, "abcabc", "replace", {97: 1, ord("?"): 63}))  # expect: (b'\x01??\x01??', 6)
print(attempt(charmap_encode, "abca", "ignore", {97: 1}))  # expect: (b'\x01\x01', 4)
print(attempt(charmap_encode, "abca", "replace", {97: 1}))  # expect: UnicodeEncodeError: 'charmap' codec can't encode characters in position 1-2: character maps to <undefined>
print(attempt(charmap_encode, "ab", "xmlcharrefreplace", {97: 1}))  # expect: UnicodeEncodeError: 'charmap' codec can't encode character '\x62' in position 1: character maps to <undefined>
print(attempt(charmap_encode, "ab", "xmlcharrefreplace", {code: code for code in b"a&#0123456789;"}))  # expect: (b'a&#98;', 2)
print(attempt(charmap_encode, "ab", "backslashreplace", {code: code for code in b"a\\x0123456789"}))  # expect: (b'a\\x62', 2)
print(attempt(charmap_encode, "ab", "strict", {97: 1, 98: None}))  # expect: UnicodeEncodeError: 'charmap' codec can't encode character '\x62' in position 1: character maps to <undefined>
print(attempt(charmap_encode, "a", "strict", {97: 256}))  # expect: TypeError: character mapping must be in range(256)
print(attempt(charmap_encode, "a", "strict", {97: -1}))  # expect: TypeError: character mapping must be in range(256)
print(attempt(charmap_encode, "a", "strict", {97: 2 ** 80}))  # expect: TypeError: character mapping must be in range(256)
print(attempt(charmap_encode, "a", "strict", {97: "text"}))  # expect: TypeError: character mapping must return integer, bytes or None, not str
print(attempt(charmap_encode, "a", "strict", {97: 1.5}))  # expect: TypeError: character mapping must return integer, bytes or None, not float
print(attempt(charmap_encode, "a\5", "strict", Mapping()))  # expect: TypeError: character mapping must return integer, bytes or None, not str
print(attempt(charmap_encode, "\6\7\6", "ignore", Mapping()))  # expect: (b'', 3)
print(attempt(charmap_encode, "\6\7\5", "ignore", Mapping()))  # expect: ValueError: not five
print(attempt(charmap_encode, "a", "strict", 5))  # expect: TypeError: 'int' object is not subscriptable
print(attempt(charmap_encode, b"bytes", "strict", {}))  # expect: TypeError: charmap_encode() argument 1 must be str, not bytes
print(attempt(charmap_encode, "a" * 300 + "b", "strict", {97: b"xyz", 98: b"!"}) == (b"xyz" * 300 + b"!", 301))  # expect: True

table = codecs.charmap_build("".join(map(chr, range(128))) + "\u0100\ufffe" + "\u20ac" * 126)
print(attempt(charmap_encode, "a\u0100\u20ac", "strict", table))  # expect: (b'a\x80\xff', 3)
print(attempt(charmap_encode, "a\u0101\u0102", "strict", table))  # expect: UnicodeEncodeError: 'charmap' codec can't encode characters in position 1-2: character maps to <undefined>
print(attempt(charmap_encode, "a\ufffe", "replace", table))  # expect: (b'a?', 2)
print(attempt(charmap_encode, "a\U0001f600", "namereplace", table))  # expect: (b'a\\N{GRINNING FACE}', 2)
wide = codecs.charmap_build("".join(map(chr, range(255))) + "\U0001f600")
print(attempt(charmap_encode, "a\U0001f600", "strict", wide))  # expect: (b'a\xff', 2)
print(attempt(codecs.charmap_build, b"bytes"))  # expect: TypeError: charmap_build() argument must be str, not bytes

codecs.register_error("to.five", lambda error: ("\5", error.end))
codecs.register_error("to.bytes", lambda error: (b"\xff\xfe", error.end))
print(attempt(charmap_encode, "ab", "to.five", {97: 1, 5: b"five"}))  # expect: (b'\x01five', 2)
print(attempt(charmap_encode, "ab", "to.five", {97: 1}))  # expect: UnicodeEncodeError: 'charmap' codec can't encode character '\x62' in position 1: character maps to <undefined>
print(attempt(charmap_encode, "ab", "to.bytes", {97: 1}))  # expect: (b'\x01\xff\xfe', 2)
print(attempt(charmap_decode, b"\0\1", "to.five", {0: "zero"}))  # expect: ('zero\x05', 2)
print(attempt(charmap_decode, b"\0\1", "to.bytes", {0: "zero"}))  # expect: TypeError: decoding error handler must return (str, int) tuple
print("\u0100b".encode("latin-1", "to.bytes"), attempt("\u0100".encode, "ascii", "to.five"))  # expect: b'\xff\xfeb' b'\x05'
print("ab\u20ac" * 3, attempt(("ab\u20ac" * 3).encode, "latin-1"), attempt(("ab\u20ac" * 3).encode, "ascii", "ignore"))  # expect: ab€ab€ab€ UnicodeEncodeError: 'latin-1' codec can't encode character '\u20ac' in position 2: ordinal not in range(256) b'ababab'
print(attempt(b"a\x80b".decode, "ascii"), attempt(b"a\x80b".decode, "ascii", "replace"))  # expect: UnicodeDecodeError: 'ascii' codec can't decode byte 0x80 in position 1: ordinal not in range(128) a�b
