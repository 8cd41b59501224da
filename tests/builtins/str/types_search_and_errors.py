# Searching, comparing, indexing and converting text of every width; subclasses.
def raises(text):
    try:
        exec(text, globals())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


for s in "abcabc", "aéßaéß", "a€ba€b", "a😀ba😀b":
    print(s.find(s[1]), s.rfind(s[1]), s.find("x"), s.find("€"), s.find("😀"), s.count(s[1:3]), s.count(""), s.index(s[2]), end=" ")
    print(s.rindex(s[2]), s.find(s[1:3], 2), s.rfind(s[1:3], 0, 4), s.find("", 9), s.rfind("", 3), s[::-1], s[1:], s[-1], s[::2], end=" ")
    print(s * 2 > s, s < s + "a", s == s[:], s != "😀", s + "€", "é" + s, s.partition(s[2]), s.rpartition("😀"), s.split(s[1]), end=" ")
    print(s.replace(s[1], "€"), s.replace(s[1:3], "x", 1), s.startswith(s[:2]), s.endswith((s[:1], s[-1:])), s in s + s, sorted(s), end=" ")
    print(s.ljust(8, "€"), s.center(9, "é"), s.rjust(8, "😀"), s.zfill(8), s.upper(), s.swapcase(), s.join("ab"), ascii(s), repr(s))
long = ["x" * 300 + end for end in ("a", "b", "é", "€", "😀")] + ["y" * 300 + end for end in ("a", "é", "€")]
# expect: 1 4 -1 -1 -1 2 7 2 5 4 1 -1 6 cbacba bcabc c acb True True True True abcabc€ éabcabc ('ab', 'c', 'abc') ('', '', 'abcabc') ['a', 'ca', 'c'] a€ca€c axabc True True True ['a', 'a', 'b', 'b', 'c', 'c'] abcabc€€ ééabcabcé 😀😀abcabc 00abcabc ABCABC ABCABC aabcabcb 'abcabc' 'abcabc'
# expect: 1 4 -1 -1 -1 2 7 2 5 4 1 -1 6 ßéaßéa éßaéß ß aßé True True True True aéßaéß€ éaéßaéß ('aé', 'ß', 'aéß') ('', '', 'aéßaéß') ['a', 'ßa', 'ß'] a€ßa€ß axaéß True True True ['a', 'a', 'ß', 'ß', 'é', 'é'] aéßaéß€€ ééaéßaéßé 😀😀aéßaéß 00aéßaéß AÉSSAÉSS AÉSSAÉSS aaéßaéßb 'a\xe9\xdfa\xe9\xdf' 'aéßaéß'
# expect: 1 4 -1 1 -1 2 7 2 5 4 1 -1 6 b€ab€a €ba€b b ab€ True True True True a€ba€b€ éa€ba€b ('a€', 'b', 'a€b') ('', '', 'a€ba€b') ['a', 'ba', 'b'] a€ba€b axa€b True True True ['a', 'a', 'b', 'b', '€', '€'] a€ba€b€€ ééa€ba€bé 😀😀a€ba€b 00a€ba€b A€BA€B A€BA€B aa€ba€bb 'a\u20acba\u20acb' 'a€ba€b'
# expect: 1 4 -1 -1 1 2 7 2 5 4 1 -1 6 b😀ab😀a 😀ba😀b b ab😀 True True True True a😀ba😀b€ éa😀ba😀b ('a😀', 'b', 'a😀b') ('a😀ba', '😀', 'b') ['a', 'ba', 'b'] a€ba€b axa😀b True True True ['a', 'a', 'b', 'b', '😀', '😀'] a😀ba😀b€€ ééa😀ba😀bé 😀😀a😀ba😀b 00a😀ba😀b A😀BA😀B A😀BA😀B aa😀ba😀bb 'a\U0001f600ba\U0001f600b' 'a😀ba😀b'
print([sum(a < b for b in long) for a in long], [sum(a >= b for b in long) for a in long], sorted(long) == sorted(reversed(long)))  # expect: [7, 6, 5, 4, 3, 2, 1, 0] [1, 2, 3, 4, 5, 6, 7, 8] True
print([("😀" * 300 + a < "😀" * 300 + b, "€" * 300 + a <= "€" * 300 + b) for a in "aé€" for b in "a€"])  # expect: [(False, True), (True, True), (False, False), (True, True), (False, False), (False, True)]
raises('"a" < 5')  # expect: TypeError: '<' not supported between instances of 'str' and 'int'
raises('"abc"[5]')  # expect: IndexError: string index out of range
raises('str("abc")["x"]')  # expect: TypeError: string indices must be integers, not 'str'
raises('str("abc")[1.5]')  # expect: TypeError: string indices must be integers, not 'float'
raises('"abc"[2 ** 70]')  # expect: IndexError: cannot fit 'int' into an index-sized integer
raises('"abc" + 5')  # expect: TypeError: can only concatenate str (not "int") to str
raises('5 + "abc"')  # expect: TypeError: unsupported operand type(s) for +: 'int' and 'str'
raises('"abc" * 1.5')  # expect: TypeError: can't multiply sequence by non-int of type 'float'
raises('"abc" * 2 ** 62')  # expect: OverflowError: repeated string is too long
raises('"abc" * 2 ** 70')  # expect: OverflowError: cannot fit 'int' into an index-sized integer
print("é" * 3, "€" * 0, "😀" * 2, "ab" * 1, "" * 5, 2 * "x")  # expect: ééé  😀😀 ab  xx
raises('"x" in 5')  # expect: TypeError: argument of type 'int' is not iterable
raises('5 in "x"')  # expect: TypeError: 'in <string>' requires string as left operand, not int
raises('"".join(5)')  # expect: TypeError: can only join an iterable
raises('"".join([5])')  # expect: TypeError: sequence item 0: expected str instance, int found
raises('"-".join(["a", 5])')  # expect: TypeError: sequence item 1: expected str instance, int found
print("-".join("abc"), "".join(["a", "é", "€", "😀"]), "€".join(["a"]), "-".join([]), "-".join(iter(["a", "b"])), "".join(c for c in "xy"))  # expect: a-b-c aé€😀 a  a-b xy
print("a".join(["b"] * 3), "😀".join(["", ""]), "".join([""]))  # expect: babab 😀 
print(str(), str(5), str(b"x", "ascii"), str(b"\xe9", "latin1"), str(b"\xff", errors="replace"), str(object="x"), str(bytearray(b"q"), "ascii"), str(memoryview(b"m"), "ascii"))  # expect:  5 x é � x q m
raises('str(5, "ascii")')  # expect: TypeError: decoding to str: need a bytes-like object, int found
raises('str("x", "ascii")')  # expect: TypeError: decoding str is not supported
raises('str(b"\\xff", "ascii")')  # expect: UnicodeDecodeError: 'ascii' codec can't decode byte 0xff in position 0: ordinal not in range(128)
raises('str(b"x", "nothing")')  # expect: LookupError: unknown encoding: nothing
raises('str(b"x", 5)')  # expect: TypeError: str() argument 'encoding' must be str, not int
raises('str(b"x", "ascii", 5)')  # expect: TypeError: str() argument 'errors' must be str, not int

class Text(str):
    pass
class Named(str):
    def __str__(self):
        return Text("from __str__")
    def __repr__(self):
        return "<named>"

print(Text("x"), type(Text("x") + "y"), Text("x") == "x", hash(Text("x")) == hash("x"), {Text("k"): 1}["k"], type(str(Text("x"))), type(Text("x").upper()), Text(5))  # expect: x <class 'str'> True True 1 <class 'str'> <class 'str'> 5
print(str(Named("x")), type(str(Named("x"))), repr(Named("x")), f"{Named('x')}", "%s" % Named("x"), "{}".format(Named("x")), format(Named("x"), "5"), [Named("x")])  # expect: from __str__ <class '__main__.Text'> <named> from __str__ from __str__ from __str__ x     [<named>]

class Bad:
    def __str__(self):
        return 5
    __repr__ = __str__

raises('str(Bad())')  # expect: TypeError: __str__ returned non-string (type int)
raises('repr(Bad())')  # expect: TypeError: __repr__ returned non-string (type int)
raises('f"{Bad()}"')  # expect: TypeError: __str__ returned non-string (type int)
raises('"%s" % Bad()')  # expect: TypeError: __str__ returned non-string (type int)
raises('"%r" % Bad()')  # expect: TypeError: __repr__ returned non-string (type int)
raises('ascii(Bad())')  # expect: TypeError: __repr__ returned non-string (type int)
raises('format("x", 5)')  # expect: TypeError: format() argument 2 must be str, not int
raises('format("x", "d")')  # expect: ValueError: Unknown format code 'd' for object of type 'str'
print(format("x", "<10"), format("x", "^10s"), format("x", "€>4"), format("abc", ".2"), format("é", "😀<3"), format("x", ""))  # expect: x              x      €€€x ab é😀😀 x
raises('format("x", "=10")')  # expect: ValueError: '=' alignment not allowed in string format specifier
raises('format("x", "+")')  # expect: ValueError: Sign not allowed in string format specifier
raises('format("x", ",")')  # expect: ValueError: Cannot specify ',' with 's'.
print(format("x", "010"))  # expect: x000000000
raises('"abc".center("x")')  # expect: TypeError: 'str' object cannot be interpreted as an integer
raises('"abc".center(10, "xy")')  # expect: TypeError: The fill character must be exactly one character long
raises('"abc".center(10, 5)')  # expect: TypeError: The fill character must be a unicode character, not int
raises('"abc".zfill("x")')  # expect: TypeError: 'str' object cannot be interpreted as an integer
print("-5".zfill(5), "+5".zfill(5), "--5".zfill(5), "5".zfill(0))  # expect: -0005 +0005 -00-5 5
print("a\tb".expandtabs(), "a\tb\nc\td".expandtabs(4), "a\tb".expandtabs(0), "é\tb".expandtabs(3), "a\tb".expandtabs(tabsize=2), "\t".expandtabs(-5))
# expect: a       b a   b
# expect: c   d ab é  b a b 
raises('"ab".startswith(5)')  # expect: TypeError: startswith first arg must be str or a tuple of str, not int
raises('"ab".startswith((5,))')  # expect: TypeError: tuple for startswith must only contain str, not int
print("ab".endswith("b", 1), "ab".endswith("b", 5), "ab".startswith("", 3), "ab".startswith("a", -5), "ab".endswith("a", 0, 1), "ab".startswith(()), "ab".endswith("", 0, -5))  # expect: True False False True True False True
raises('"ab".find(5)')  # expect: TypeError: find() argument 1 must be str, not int
raises('"ab".find("b", "x")')  # expect: TypeError: slice indices must be integers or None or have an __index__ method
print("ab".find("b", None, None), "ab".find("a", -1), "ab".find("b", -2 ** 70, 2 ** 70), "ab".count("a", 1), "".find(""), "".rfind(""), "".count(""))  # expect: 1 -1 1 0 0 0 1
raises('"ab".index("c")')  # expect: ValueError: substring not found
raises('"ab".rindex("c")')  # expect: ValueError: substring not found
raises('"a b".split(5)')  # expect: TypeError: must be str or None, not int
raises('"a b".split("")')  # expect: ValueError: empty separator
raises('"a b".rsplit("")')  # expect: ValueError: empty separator
raises('"a b".partition("")')  # expect: ValueError: empty separator
raises('"a b".partition(5)')  # expect: TypeError: must be str, not int
print("a b c".split(maxsplit=1), "a b c".rsplit(maxsplit=1), " a  b ".split(), " a  b ".rsplit(None, 1), "a,b,c".rsplit(",", 1), "a--b".split("--"), "abc".split("abc"), "abc".rsplit("abcd"), "€ é".split(), "a€b€c".rsplit("€", 1))  # expect: ['a', 'b c'] ['a b', 'c'] ['a', 'b'] [' a', 'b'] ['a,b', 'c'] ['a', 'b'] ['', ''] ['abc'] ['€', 'é'] ['a€b', 'c']
print("a\nb\r\nc\x0bd\x1ce\x85f\u2028g".splitlines(), "a\n\nb\n".splitlines(True), "".splitlines(), "\n".splitlines(keepends=False), "é\rb".splitlines())  # expect: ['a', 'b', 'c', 'd', 'e', 'f', 'g'] ['a\n', '\n', 'b\n'] [] [''] ['é', 'b']
print("abc".translate({97: "x", 98: None, 99: 100}), "abc".translate({}), "aé€".translate({0xe9: "😀", 0x20ac: ""}), "abc".translate(str.maketrans("ab", "xy", "c")), "abc".translate("x" * 100), "ab".translate([5] * 98))  # expect: xd abc a😀 xy xxx b
raises('"abc".translate({97: -1})')  # expect: ValueError: character mapping must be in range(0x110000)
raises('"abc".translate({97: 0x110000})')  # expect: ValueError: character mapping must be in range(0x110000)
raises('"abc".translate({97: 1.5})')  # expect: TypeError: character mapping must return integer, None or str
raises('"abc".translate(5)')  # expect: TypeError: 'int' object is not subscriptable

class Fails:
    def __getitem__(self, key):
        if key == 98:
            raise LookupError
        raise KeyError(key) if key == 97 else OSError("table")

print("ab".translate(Fails()))  # expect: ab
raises('"abc".translate(Fails())')  # expect: OSError: table
print(str.maketrans({"a": 1, 98: "x"}), str.maketrans("", ""), str.maketrans("a", "b"))  # expect: {97: 1, 98: 'x'} {} {97: 98}
raises('str.maketrans(5)')  # expect: TypeError: if you give only one argument to maketrans it must be a dict
raises('str.maketrans({"ab": 1})')  # expect: ValueError: string keys in translate table must be of length 1
raises('str.maketrans({1.5: 1})')  # expect: TypeError: keys in translate table must be strings or integers
raises('str.maketrans("ab", "c")')  # expect: ValueError: the first two maketrans arguments must have equal length
raises('str.maketrans("a", 5)')  # expect: TypeError: maketrans() argument 2 must be str, not int
raises('str.maketrans("a", "b", 5)')  # expect: TypeError: maketrans() argument 3 must be str, not int
raises('str.maketrans({}, "b")')  # expect: TypeError: first maketrans argument must be a string if there is a second argument
print("abc".removeprefix("ab"), "abc".removesuffix("bc"), "abc".removeprefix("x"), "abc".removesuffix(""), "abc".removesuffix("abcd"))  # expect: c a abc abc abc
raises('"abc".removeprefix(5)')  # expect: TypeError: removeprefix() argument must be str, not int
print("xaxx".strip("x"), "  a ".strip(), "é a é".strip("é "), "aaa".strip("a"), "abc".lstrip("cba"), "abc".rstrip(""), "\u2003a\u2003".strip(), "€a€".strip("€é"), "a".strip(None))  # expect: a a a   abc a a a
raises('"a".strip(5)')  # expect: TypeError: strip arg must be None or str
raises('"abc".replace("b", 5)')  # expect: TypeError: replace() argument 2 must be str, not int
raises('"abc".replace(5, "b")')  # expect: TypeError: replace() argument 1 must be str, not int
raises('"abc".replace("b", "x", "y")')  # expect: TypeError: 'str' object cannot be interpreted as an integer
print("abcb".replace("b", "x", count=1), "abc".replace("", "-"), "abc".replace("", "-", 2), "".replace("", "x"), "".replace("", "x", 0), "aaa".replace("a", "aa"), "aaa".replace("aa", "b"), "aé".replace("é", "e"), "a€".replace("€", "😀"), "abc".replace("abcd", "x"), "aaa".replace("a", "", 2), "aXbX".replace("X", "€€", 1))  # expect: axcb -a-b-c- -a-bc x  aaaaaa ba ae a😀 abc a a€€bX
print("abc".encode(), "é".encode("latin1"), "€".encode("utf-16-le"), "é".encode("ascii", "replace"), "é".encode(encoding="ascii", errors="ignore"))  # expect: b'abc' b'\xe9' b'\xac ' b'?' b''
raises('"é".encode("ascii")')  # expect: UnicodeEncodeError: 'ascii' codec can't encode character '\xe9' in position 0: ordinal not in range(128)
raises('"€".encode("latin1")')  # expect: UnicodeEncodeError: 'latin-1' codec can't encode character '\u20ac' in position 0: ordinal not in range(256)
raises('"x".encode("nothing")')  # expect: LookupError: unknown encoding: nothing
raises('"x".encode(5)')  # expect: TypeError: encode() argument 'encoding' must be str, not int
raises('"\\ud800".encode()')  # expect: UnicodeEncodeError: 'utf-8' codec can't encode character '\ud800' in position 0: surrogates not allowed
raises('"\\ud800".encode("utf-16")')  # expect: UnicodeEncodeError: 'utf-16' codec can't encode character '\ud800' in position 0: surrogates not allowed
print("\ud800".encode("utf-8", "surrogatepass"), "\udc80".encode("utf-8", "surrogateescape"), "\ud800".encode("utf-32", "backslashreplace")[4:8])  # expect: b'\xed\xa0\x80' b'\x80' b'\\\x00\x00\x00'
print(iter("abc").__length_hint__(), "abc".__sizeof__() > 3, "a".__getnewargs__(), "abc".isidentifier(), "1a".isidentifier(), "é".isidentifier(), "".isidentifier(), "class".isidentifier())  # expect: 3 True ('a',) True False True False True
print("".isascii(), "é".isascii(), "½".isnumeric(), "²".isdigit(), "٣".isdecimal(), "x".isprintable(), "\n".isprintable(), "".isprintable(), "Ǆ".istitle(), "ǅa".istitle(), "AB".istitle(), "a b".istitle(), "ab1".isalnum(), "a ".isalpha(), "\u2003".isspace(), "".isspace(), "aB".islower(), "ß".isupper())  # expect: True False True True True True False True True True False False True False True False False False
print("ß".upper(), "İ".lower(), "ΑΣ".lower(), "ǆ".title(), "ﬁx".capitalize(), "ßS".casefold(), "ŉ".swapcase(), "Σ".lower(), "aΣ.b".lower(), "A\u0345Σ".lower())  # expect: SS i̇ ας ǅ Fix sss ʼN σ aσ.b aͅς
