import _tkinter


def interpreter(wantobjects):
    return _tkinter.create(None, "", "Tk", False, wantobjects, False)


def attempt(function, *args):
    try:
        return function(*args)
    except Exception as error:
        return f"{type(error).__name__}: {error}"


class Whole(int):
    pass


class Words(tuple):
    pass


VALUES = (
    *(0, -1, 2**31, 2**62, 2**63, -(2**63) - 1, 3**100, True, False, Whole(5), Whole(2**70)),
    *(1.5, -0.0, 1e300, float("inf"), float("nan")),
    *("", "x y", "a\0b", "\xe9\0", "\u20ac", "\U0001f600", "\udcff", "\ud83d", "{"),
    *(b"", b"a\0\xff", bytearray(b"ab")),
    *((), (1,), [1, "a b", [2.5, ()]], Words((1, 2)), (None, True), 3j, None),
)
objects, strings = interpreter(1), interpreter(0)
for value in VALUES:
    for tcl in objects, strings:
        print(ascii(value), ascii(attempt(tcl.call, "set", "v", value)), ascii(attempt(tcl.getvar, "v")))
# expect: 0 0 0
# expect: 0 '0' '0'
# expect: -1 -1 -1
# expect: -1 '-1' '-1'
# expect: 2147483648 2147483648 2147483648
# expect: 2147483648 '2147483648' '2147483648'
# expect: 4611686018427387904 4611686018427387904 4611686018427387904
# expect: 4611686018427387904 '4611686018427387904' '4611686018427387904'
# expect: 9223372036854775808 9223372036854775808 9223372036854775808
# expect: 9223372036854775808 '9223372036854775808' '9223372036854775808'
# expect: -9223372036854775809 -9223372036854775809 -9223372036854775809
# expect: -9223372036854775809 '-9223372036854775809' '-9223372036854775809'
# expect: 515377520732011331036461129765621272702107522001 515377520732011331036461129765621272702107522001 515377520732011331036461129765621272702107522001
# expect: 515377520732011331036461129765621272702107522001 '515377520732011331036461129765621272702107522001' '515377520732011331036461129765621272702107522001'
# expect: True 1 1
# expect: True '1' '1'
# expect: False 0 0
# expect: False '0' '0'
# expect: 5 '5' '5'
# expect: 5 '5' '5'
# expect: 1180591620717411303424 '1180591620717411303424' '1180591620717411303424'
# expect: 1180591620717411303424 '1180591620717411303424' '1180591620717411303424'
# expect: 1.5 1.5 1.5
# expect: 1.5 '1.5' '1.5'
# expect: -0.0 -0.0 -0.0
# expect: -0.0 '-0.0' '-0.0'
# expect: 1e+300 1e+300 1e+300
# expect: 1e+300 '1e+300' '1e+300'
# expect: inf inf inf
# expect: inf 'Inf' 'Inf'
# expect: nan nan nan
# expect: nan 'NaN' 'NaN'
# expect: '' '' ''
# expect: '' '' ''
# expect: 'x y' 'x y' 'x y'
# expect: 'x y' 'x y' 'x y'
# expect: 'a\x00b' 'a\x00b' 'a\x00b'
# expect: 'a\x00b' 'a\x00b' 'a\x00b'
# expect: '\xe9\x00' '\xe9\x00' '\xe9\x00'
# expect: '\xe9\x00' '\xe9\x00' '\xe9\x00'
# expect: '\u20ac' '\u20ac' '\u20ac'
# expect: '\u20ac' '\u20ac' '\u20ac'
# expect: '\U0001f600' '\U0001f600' '\U0001f600'
# expect: '\U0001f600' '\U0001f600' '\U0001f600'
# expect: '\udcff' '\udcff' '\udcff'
# expect: '\udcff' '\udcff' '\udcff'
# expect: '\ud83d' "UnicodeEncodeError: 'utf-8' codec can't encode character '\\ud83d' in position 0: surrogates not allowed" '\udcff'
# expect: '\ud83d' "UnicodeEncodeError: 'utf-8' codec can't encode character '\\ud83d' in position 0: surrogates not allowed" '\udcff'
# expect: '{' '{' '{'
# expect: '{' '{' '{'
# expect: b'' b'' b''
# expect: b'' '' ''
# expect: b'a\x00\xff' b'a\x00\xff' b'a\x00\xff'
# expect: b'a\x00\xff' 'a\x00\xff' 'a\x00\xff'
# expect: bytearray(b'ab') "bytearray(b'ab')" "bytearray(b'ab')"
# expect: bytearray(b'ab') "bytearray(b'ab')" "bytearray(b'ab')"
# expect: () '' ''
# expect: () '' ''
# expect: (1,) (1,) (1,)
# expect: (1,) '1' '1'
# expect: [1, 'a b', [2.5, ()]] (1, 'a b', (2.5, '')) (1, 'a b', (2.5, ''))
# expect: [1, 'a b', [2.5, ()]] '1 {a b} {2.5 {}}' '1 {a b} {2.5 {}}'
# expect: (1, 2) (1, 2) (1, 2)
# expect: (1, 2) '1 2' '1 2'
# expect: (None, True) ('None', 1) ('None', 1)
# expect: (None, True) 'None 1' 'None 1'
# expect: 3j '3j' '3j'
# expect: 3j '3j' '3j'
# expect: None '3j' '3j'
# expect: None '3j' '3j'

print(objects.call("string", "equal", "a\0b", objects.eval("format a%cb 0")))  # expect: 1
print(objects.call("expr", "7 ** 6000") == 7**6000, objects.call("set", "v", -(7**6000)) == -(7**6000))  # expect: True True
print(objects.call("expr", "01777777777777777777777777") == int("1" + "7" * 24, 8))  # expect: True
for script in "list a {b c}", "list", "dict create a 1", "expr {1 < 2}", "expr 1.5", "set t true; if $t {set t}":
    print(repr(objects.call("eval", script)), repr(objects.eval(script)), repr(strings.call("eval", script)))
# expect: ('a', 'b c') 'a {b c}' 'a {b c}'
# expect: '' '' ''
# expect: <dict object: 'a 1'> 'a 1' 'a 1'
# expect: 1 '1' '1'
# expect: 1.5 '1.5' '1.5'
# expect: <exprcode object: 'true'> 'true' 'true'
for script in "format %c 0xd83d", "format %c%c 0xd83d 0xde00", "format %c%c%c 0xe9 0 0x20ac":
    print(ascii(objects.eval(script)))
# expect: '\udced\udca0\udcbd'
# expect: '\U0001f600'
# expect: '\xe9\x00\u20ac'

print(objects.wantobjects(), strings.wantobjects(), strings.wantobjects(1), strings.wantobjects())  # expect: 1 0 None 1
print(strings.call("list", 1, 2.5))  # expect: (1, 2.5)

# Words end at the first None; a tuple stands for all words.
print(objects.call("list", 1, None, 2), objects.call(("list", "a", "b")), repr(objects.call()))  # expect: (1,) ('a', 'b') ''
