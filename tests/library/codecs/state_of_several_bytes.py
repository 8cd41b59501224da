# Incremental codecs go on where they were: sets that are in force, characters that wait for a mark,
# states as numbers.
import codecs


def attempt(function, *args):
    try:
        return function(*args)
    except Exception as error:
        return f"{type(error).__name__}: {error}"


def piecewise(name, text):
    encoder = codecs.getincrementalencoder(name)()
    parts = []
    for character in text:
        parts.append(attempt(encoder.encode, character))
        parts.append(hex(encoder.getstate()))
    print(name, *parts, encoder.encode("", True))
    decoder = codecs.getincrementaldecoder(name)()
    data = text.encode(name, "ignore")
    print(ascii([(decoder.decode(data[i:i + 1]), decoder.getstate()) for i in range(len(data))]))


piecewise("iso2022_jp", "aあ\nいe")
# expect: iso2022_jp b'a' 0x424200 b'\x1b$B$"' 0x42c200 b'\x1b(B\n' 0x424200 b'\x1b$B$$' 0x42c200 b'\x1b(Be' 0x424200 b''
# expect: [('a', (b'', 4342338)), ('', (b'\x1b', 4342338)), ('', (b'\x1b$', 4342338)), ('', (b'', 4342466)), ('', (b'$', 4342466)), ('\u3042', (b'', 4342466)), ('', (b'\x1b', 4342466)), ('', (b'\x1b(', 4342466)), ('', (b'', 4342338)), ('\n', (b'', 4342338)), ('', (b'\x1b', 4342338)), ('', (b'\x1b$', 4342338)), ('', (b'', 4342466)), ('', (b'$', 4342466)), ('\u3044', (b'', 4342466)), ('', (b'\x1b', 4342466)), ('', (b'\x1b(', 4342466)), ('', (b'', 4342338)), ('e', (b'', 4342338))]
piecewise("iso2022_jp_2", "あ한中¥")
# expect: iso2022_jp_2 b'\x1b$B$"' 0x42c200 b'\x1b$(CGQ' 0x42c300 b'\x1b$BCf' 0x42c200 b'\x1b(J\\' 0x424a00 b'\x1b(B'
# expect: [('', (b'\x1b', 4342338)), ('', (b'\x1b$', 4342338)), ('', (b'', 4342466)), ('', (b'$', 4342466)), ('\u3042', (b'', 4342466)), ('', (b'\x1b', 4342466)), ('', (b'\x1b$', 4342466)), ('', (b'\x1b$(', 4342466)), ('', (b'', 4342467)), ('', (b'G', 4342467)), ('\ud55c', (b'', 4342467)), ('', (b'\x1b', 4342467)), ('', (b'\x1b$', 4342467)), ('', (b'', 4342466)), ('', (b'C', 4342466)), ('\u4e2d', (b'', 4342466)), ('', (b'\x1b', 4342466)), ('', (b'\x1b(', 4342466)), ('', (b'', 4342346)), ('\xa5', (b'', 4342346)), ('', (b'\x1b', 4342346)), ('', (b'\x1b(', 4342346)), ('', (b'', 4342338))]
piecewise("iso2022_jp_2004", "か\u309aか")
# expect: iso2022_jp_2004 b'' 0x42428b81e303 b'\x1b$(Q$w' 0x42d100 b'' 0x42d18b81e303 b'\x1b$B$+\x1b(B'
# expect: [('', (b'\x1b', 4342338)), ('', (b'\x1b$', 4342338)), ('', (b'\x1b$(', 4342338)), ('', (b'', 4342481)), ('', (b'$', 4342481)), ('\u304b\u309a', (b'', 4342481)), ('', (b'\x1b', 4342481)), ('', (b'\x1b$', 4342481)), ('', (b'', 4342466)), ('', (b'$', 4342466)), ('\u304b', (b'', 4342466)), ('', (b'\x1b', 4342466)), ('', (b'\x1b(', 4342466)), ('', (b'', 4342338))]
piecewise("iso2022_kr", "한a한\n")
# expect: iso2022_kr b'\x1b$)C\x0eGQ' 0x10000c34200 b'\x0fa' 0xc34200 b'\x0eGQ' 0x10000c34200 b'\x0f\n' 0xc34200 b''
# expect: [('', (b'\x1b', 4342338)), ('', (b'\x1b$', 4342338)), ('', (b'\x1b$)', 4342338)), ('', (b'', 4375362)), ('', (b'', 4299342658)), ('', (b'G', 4299342658)), ('\ud55c', (b'', 4299342658)), ('', (b'', 4375362)), ('a', (b'', 4375362)), ('', (b'', 4299342658)), ('', (b'G', 4299342658)), ('\ud55c', (b'', 4299342658)), ('', (b'', 4375362)), ('\n', (b'', 4375362))]
piecewise("hz", "中a国")
# expect: hz b'~{VP' 0x100 b'~}a' 0x0 b'~{9z' 0x100 b'~}'
# expect: [('', (b'~', 0)), ('', (b'', 1)), ('', (b'V', 1)), ('\u4e2d', (b'', 1)), ('', (b'~', 1)), ('', (b'', 0)), ('a', (b'', 0)), ('', (b'~', 0)), ('', (b'', 1)), ('', (b'9', 1)), ('\u56fd', (b'', 1)), ('', (b'~', 1)), ('', (b'', 0))]
piecewise("euc_jis_2004", "\xe6\u0300\xe6a")
# expect: euc_jis_2004 b'' 0xa6c302 b'\xab\xc4' 0x0 b'' 0xa6c302 b'\xa9\xdca' 0x0 b''
# expect: [('', (b'\xab', 0)), ('\xe6\u0300', (b'', 0)), ('', (b'\xa9', 0)), ('\xe6', (b'', 0)), ('a', (b'', 0))]
piecewise("big5hkscs", "\xca\u0304\xca")
# expect: big5hkscs b'' 0x8ac302 b'\x88b' 0x0 b'' 0x8ac302 b'\x88f'
# expect: [('', (b'\x88', 0)), ('\xca\u0304', (b'', 0)), ('', (b'\x88', 0)), ('\xca', (b'', 0))]
piecewise("shift_jis", "あ\\~ｱ")
# expect: shift_jis b'\x82\xa0' 0x0 b'\\' 0x0 b'~' 0x0 b'\xb1' 0x0 b''
# expect: [('', (b'\x82', 0)), ('\u3042', (b'', 0)), ('\\', (b'', 0)), ('~', (b'', 0)), ('\uff71', (b'', 0))]
for data in (b"\x1b$B$\"\n$\"\x1b(B", b"\x1b$)C", b"\x1b(J\\~", b"\x1b.A\x1bNi", b"\x1b.F\x1bNa", b"\x1b$Z",
             b"\x1b&@\x1b$B0!", b"\x1b[1mA", b"\x1b$B\x7f\x7f", b"\x1b$B0", b"\x1b$", b"\x1b$(C0!", b"\x80"):
    print(data, *(ascii(attempt(data.decode, name)) for name in ("iso2022_jp", "iso2022_jp_2")),
          ascii(data.decode("iso2022_kr", "replace")))
# expect: b'\x1b$B$"\n$"\x1b(B' '\u3042\n\u3042' '\u3042\n\u3042' '\ufffd$"\n$"'
# expect: b'\x1b$)C' "UnicodeDecodeError: 'iso2022_jp' codec can't decode bytes in position 0-3: illegal multibyte sequence" '' ''
# expect: b'\x1b(J\\~' '\xa5\u203e' '\xa5\u203e' '\ufffd\\~'
# expect: b'\x1b.A\x1bNi' "UnicodeDecodeError: 'iso2022_jp' codec can't decode bytes in position 0-2: illegal multibyte sequence" '\xe9' '\ufffd\x1bNi'
# expect: b'\x1b.F\x1bNa' "UnicodeDecodeError: 'iso2022_jp' codec can't decode bytes in position 0-2: illegal multibyte sequence" '\u03b1' '\ufffd\x1bNa'
# expect: b'\x1b$Z' "UnicodeDecodeError: 'iso2022_jp' codec can't decode bytes in position 0-2: illegal multibyte sequence" "UnicodeDecodeError: 'iso2022_jp_2' codec can't decode bytes in position 0-2: illegal multibyte sequence" '\ufffd'
# expect: b'\x1b&@\x1b$B0!' '\u4e9c' '\u4e9c' '\ufffd\ufffd0!'
# expect: b'\x1b[1mA' '\x1b[1mA' '\x1b[1mA' '\x1b[1mA'
# expect: b'\x1b$B\x7f\x7f' "UnicodeDecodeError: 'iso2022_jp' codec can't decode bytes in position 3-4: illegal multibyte sequence" "UnicodeDecodeError: 'iso2022_jp_2' codec can't decode bytes in position 3-4: illegal multibyte sequence" '\ufffd\x7f\x7f'
# expect: b'\x1b$B0' "UnicodeDecodeError: 'iso2022_jp' codec can't decode byte 0x30 in position 3: incomplete multibyte sequence" "UnicodeDecodeError: 'iso2022_jp_2' codec can't decode byte 0x30 in position 3: incomplete multibyte sequence" '\ufffd0'
# expect: b'\x1b$' "UnicodeDecodeError: 'iso2022_jp' codec can't decode bytes in position 0-1: incomplete multibyte sequence" "UnicodeDecodeError: 'iso2022_jp_2' codec can't decode bytes in position 0-1: incomplete multibyte sequence" '\ufffd'
# expect: b'\x1b$(C0!' "UnicodeDecodeError: 'iso2022_jp' codec can't decode bytes in position 0-3: illegal multibyte sequence" '\uac00' '\uac00'
# expect: b'\x80' "UnicodeDecodeError: 'iso2022_jp' codec can't decode byte 0x80 in position 0: illegal multibyte sequence" "UnicodeDecodeError: 'iso2022_jp_2' codec can't decode byte 0x80 in position 0: illegal multibyte sequence" '\ufffd'
for data in b"ab~cd", b"~{AD~}", b"~{A~}", b"~{~~~}", b"~}", b"~{\x79\x79AD":
    print(data, ascii(attempt(data.decode, "hz")), ascii(data.decode("hz", "replace")))
# expect: b'ab~cd' "UnicodeDecodeError: 'hz' codec can't decode byte 0x7e in position 2: illegal multibyte sequence" 'ab\ufffdcd'
# expect: b'~{AD~}' '\u804a' '\u804a'
# expect: b'~{A~}' "UnicodeDecodeError: 'hz' codec can't decode byte 0x7d in position 4: incomplete multibyte sequence" '\u7abf\ufffd'
# expect: b'~{~~~}' "UnicodeDecodeError: 'hz' codec can't decode byte 0x7e in position 2: illegal multibyte sequence" '\ufffd\ufffd'
# expect: b'~}' "UnicodeDecodeError: 'hz' codec can't decode byte 0x7e in position 0: illegal multibyte sequence" '\ufffd}'
# expect: b'~{yyAD' "UnicodeDecodeError: 'hz' codec can't decode byte 0x79 in position 2: illegal multibyte sequence" '\ufffd\ufffd\u804a'

encoder = codecs.getincrementalencoder("euc_jis_2004")()
for state in 0, 1, -1, 9, 2**200, int.from_bytes(b"\x03ab\xff" + bytes(8), "little"), "a":
    print(attempt(encoder.setstate, state), encoder.getstate())
# expect: None 0
# expect: None 1
# expect: OverflowError: can't convert negative int to unsigned 1
# expect: UnicodeError: pending buffer too large 1
# expect: OverflowError: int too big to convert 1
# expect: UnicodeDecodeError: 'utf-8' codec can't decode byte 0xff in position 2: invalid start byte 1
# expect: TypeError: setstate() argument must be int, not str 1
decoder = codecs.getincrementaldecoder("gbk")()
for state in (b"123456789", 0), (b"12345678", 1), (b"", 2**64), (b"", -1), (1, 2), (b"",), 0:
    print(attempt(decoder.setstate, state), decoder.getstate())
# expect: UnicodeDecodeError: 'gbk' codec can't decode bytes in position 0-8: pending buffer too large (b'', 0)
# expect: None (b'12345678', 1)
# expect: OverflowError: int too big to convert (b'12345678', 1)
# expect: OverflowError: can't convert negative int to unsigned (b'12345678', 1)
# expect: TypeError: setstate(): illegal state argument (b'12345678', 1)
# expect: TypeError: setstate(): illegal state argument (b'12345678', 1)
# expect: TypeError: setstate() argument must be tuple, not int (b'12345678', 1)
