import _tkinter

tcl = _tkinter.create(None, "", "Tk", False, 1, False)


def attempt(function, *args):
    try:
        return repr(function(*args))
    except Exception as error:
        return f"{type(error).__name__}: {error}"


for value in 5, True, 2**70, "5", " 5 ", "0x1F", str(3**50), str(2**63), "1.5", "yes", "off", "a" * 60, "", 1.5, b"1", None, "1\0":
    print(repr(value), attempt(tcl.getint, value), attempt(tcl.getdouble, value), attempt(tcl.getboolean, value), sep=" | ")
# expect: 5 | 5 | 5.0 | True
# expect: True | True | 1.0 | True
# expect: 1180591620717411303424 | 1180591620717411303424 | 1.1805916207174113e+21 | True
# expect: '5' | 5 | 5.0 | TclError: expected boolean value but got "5"
# expect: ' 5 ' | 5 | 5.0 | TclError: expected boolean value but got " 5 "
# expect: '0x1F' | 31 | 31.0 | TclError: expected boolean value but got "0x1F"
# expect: '717897987691852588770249' | 717897987691852588770249 | 7.178979876918526e+23 | TclError: expected boolean value but got "717897987691852588770249"
# expect: '9223372036854775808' | 9223372036854775808 | 9.223372036854776e+18 | TclError: expected boolean value but got "9223372036854775808"
# expect: '1.5' | TclError: expected integer but got "1.5" | 1.5 | TclError: expected boolean value but got "1.5"
# expect: 'yes' | TclError: expected integer but got "yes" | TclError: expected floating-point number but got "yes" | True
# expect: 'off' | TclError: expected integer but got "off" | TclError: expected floating-point number but got "off" | False
# expect: 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa' | TclError: expected integer but got "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" | TclError: expected floating-point number but got "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" | TclError: expected boolean value but got "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
# expect: '' | TclError: expected integer but got "" | TclError: expected floating-point number but got "" | TclError: expected boolean value but got ""
# expect: 1.5 | TypeError: getint() argument must be str, not float | 1.5 | TypeError: getboolean() argument must be str, not float
# expect: b'1' | TypeError: getint() argument must be str, not bytes | TypeError: getdouble() argument must be str, not bytes | TypeError: getboolean() argument must be str, not bytes
# expect: None | TypeError: getint() argument must be str, not None | TypeError: getdouble() argument must be str, not None | TypeError: getboolean() argument must be str, not None
# expect: '1\x00' | ValueError: embedded null character | ValueError: embedded null character | ValueError: embedded null character
for value in "a {b c} d", "", "{", "a {b}c", (1, 2), [1, (2,)], b"a b", bytearray(b"a {b c}"), b"\xe9", "a\0b", b"a\0b", 1, None:
    print(repr(value), ascii(tcl.splitlist(value)) if value == b"\xe9" else attempt(tcl.splitlist, value))
# expect: 'a {b c} d' ('a', 'b c', 'd')
# expect: '' ()
# expect: '{' TclError: unmatched open brace in list
# expect: 'a {b}c' TclError: list element in braces followed by "c" instead of space
# expect: (1, 2) (1, 2)
# expect: [1, (2,)] (1, (2,))
# expect: b'a b' ('a', 'b')
# expect: bytearray(b'a {b c}') ('a', 'b c')
# expect: b'\xe9' ('\udce9',)
# expect: 'a\x00b' TypeError: splitlist() argument must be encoded string without null bytes, not str
# expect: b'a\x00b' TypeError: splitlist() argument must be encoded string without null bytes, not bytes
# expect: 1 TypeError: splitlist() argument must be str, bytes or bytearray, not int
# expect: None TypeError: splitlist() argument must be str, bytes or bytearray, not None
for value in (), (None, (1, [2, (None, (3,))]), "ab"), "", "ab", 5, {1: 2}, range(3):
    print(repr(value), attempt(_tkinter._flatten, value))
# expect: () ()
# expect: (None, (1, [2, (None, (3,))]), 'ab') (1, 2, 3, 'ab')
# expect: '' ()
# expect: 'ab' TypeError: argument must be sequence
# expect: 5 TypeError: object of type 'int' has no len()
# expect: {1: 2} TypeError: dict is not a sequence
# expect: range(0, 3) TypeError: argument must be sequence
nested = (1,)
for _ in range(1000):
    nested = (nested,)
print(attempt(_tkinter._flatten, nested), attempt(_tkinter._flatten, [nested]))  # expect: (1,) ValueError: nesting too deep in _flatten

for text in "1 + 2", "1.5 * 2", "1 < 2", '"a"', "2 ** 70", "1 +":
    for method in tcl.exprstring, tcl.exprlong, tcl.exprdouble, tcl.exprboolean:
        print(text, attempt(method, text).replace("\n", " "))
# expect: 1 + 2 '3'
# expect: 1 + 2 3
# expect: 1 + 2 3.0
# expect: 1 + 2 1
# expect: 1.5 * 2 '3.0'
# expect: 1.5 * 2 3
# expect: 1.5 * 2 3.0
# expect: 1.5 * 2 1
# expect: 1 < 2 '1'
# expect: 1 < 2 1
# expect: 1 < 2 1.0
# expect: 1 < 2 1
# expect: "a" 'a'
# expect: "a" TclError: expected number but got "a"
# expect: "a" TclError: expected number but got "a"
# expect: "a" TclError: expected boolean value but got "a"
# expect: 2 ** 70 '1180591620717411303424'
# expect: 2 ** 70 TclError: integer value too large to represent
# expect: 2 ** 70 1.1805916207174113e+21
# expect: 2 ** 70 1
# expect: 1 + TclError: missing operand at _@_ in expression "1 +_@_"
# expect: 1 + TclError: missing operand at _@_ in expression "1 +_@_"
# expect: 1 + TclError: missing operand at _@_ in expression "1 +_@_"
# expect: 1 + TclError: missing operand at _@_ in expression "1 +_@_"
