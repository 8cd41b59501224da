# Padding, splitting, stripping, translating and searching bytes and bytearrays: both do the same.
def both(text):
    """Shows what bytes and bytearray give."""
    results = []
    for kind in bytes, bytearray:
        try:
            result = eval(text, {"B": kind, "mv": memoryview})
        except Exception as error:
            result = f"{type(error).__name__}: {error}"
        results.append(result)
    print(results[0] if repr(results[0]) == repr(results[1]) else results)


for text in """B(b'abc').center(7)
B(b'abc').center(8, b'*')
B(b'abc').center(2)
B(b'abc').ljust(5, b'-')
B(b'abc').rjust(5, B(b'-'))
B(b'abc').ljust(5, b'--')
B(b'abc').ljust(5, 'x')
B(b'abc').ljust('x')
B(b'-12').zfill(6)
B(b'+12').zfill(6)
B(b'12').zfill(1)
B(b'').zfill(3)
B(b'a\\tb\\n\\tc').expandtabs()
B(b'a\\tb\\r\\tc').expandtabs(4)
B(b'a\\tb').expandtabs(0)
B(b'a\\tb').expandtabs(-1)
B(b'a\\tb').expandtabs('x')
B(b'a\\tb').expandtabs(2 ** 31 - 1)[:3]
B(b'  ab  ').strip()
B(b'xyabyx').strip(b'xy')
B(b'xyabyx').lstrip(mv(b'xy'))
B(b'xyabyx').rstrip(b'')
B(b'ab').strip('x')
B(b'aaa').strip(b'a')
B(b'prefix').removeprefix(b'pre')
B(b'prefix').removesuffix(b'fix')
B(b'prefix').removeprefix(b'x')
B(b'prefix').removesuffix(b'')
B(b'prefix').removesuffix('x')
B(b'a b  c').split()
B(b'  a b  c ').split(None, 1)
B(b'  a b  c ').rsplit(None, 1)
B(b'  a b  c ').rsplit()
B(b'  a b  c ').rsplit(None, 0)
B(b'a,b,,c').split(b',')
B(b'a,b,,c').split(b',', 1)
B(b'a,b,,c').rsplit(b',', 1)
B(b'a,b,,c').rsplit(b',')
B(b'a::b::c').rsplit(b'::')
B(b'a::b::c').rsplit(b'::', 1)
B(b'a::b::c').split(b'::', 1)
B(b'a::b').rsplit(b'')
B(b'a::b').split(b'')
B(b'a').split('x')
B(b'a').rsplit(5)
B(b'abc').rsplit(b'abcdef')
B(b'').split()
B(b'').rsplit()
B(b'').split(b',')
B(b'   ').rsplit(None, 5)
B(b'a\\nb\\r\\nc\\rd').splitlines()
B(b'a\\nb\\r\\nc\\rd\\n').splitlines(True)
B(b'').splitlines()
B(b'a=b=c').partition(b'=')
B(b'a=b=c').rpartition(b'=')
B(b'abc').partition(b'=')
B(b'abc').rpartition(b'=')
B(b'abc').partition(b'')
B(b'abc').rpartition('x')
B(b'abcabc').find(b'c')
B(b'abcabc').rfind(b'c')
B(b'abcabc').find(99)
B(b'abcabc').rfind(99, 0, 3)
B(b'abcabc').find(256)
B(b'abcabc').find('x')
B(b'abcabc').find(b'')
B(b'abcabc').rfind(b'')
B(b'abcabc').find(b'', 9)
B(b'abcabc').index(b'bc', 2)
B(b'abcabc').index(b'x')
B(b'abcabc').rindex(b'x')
B(b'abcabc').index(120)
B(b'abcabc').rindex(97)
B(b'abcabc').count(b'bc')
B(b'abcabc').count(b'')
B(b'abcabc').count(97, 1)
B(b'abcabc').count(b'a', 1, 1)
B(b'abcabc').count(1.5)
B(b'abc').startswith(b'ab')
B(b'abc').startswith((b'x', b'ab'))
B(b'abc').endswith((b'x', B(b'bc')), 1, 3)
B(b'abc').startswith('a')
B(b'abc').startswith((b'x', 'a'))
B(b'abc').endswith(b'', 5)
B(b'abc').endswith(b'bcd')
B(b'abc') in B(b'xabcx')
B(b'') in B(b'x')
120 in B(b'x')
256 in B(b'x')
-1 in B(b'x')
'x' in B(b'x')
2 ** 70 in B(b'x')
B(b'abcabc').replace(b'b', b'XY')
B(b'abcabc').replace(b'', b'-')
B(b'abcabc').replace(b'', b'-', 2)
B(b'abcabc').replace(b'bc', b'')
B(b'abcabc').replace(b'b', b'x', 1)
B(b'abcabc').replace(b'x', b'y')
B(b'abcabc').replace(b'abcabcabc', b'y')
B(b'abcabc').replace(b'a', b'y', 0)
B(b'abcabc').replace(b'ab', b'yz')
B(b'abcabc').replace('a', b'y')
B(b'abcabc').replace(b'a', 5)
B(b'abc').translate(bytes(range(256)))
B(b'abc').translate(None, b'b')
B(b'abc').translate(bytes(range(256))[::-1], b'b')
B(b'abc').translate(b'short')
B(b'abc').translate(5)
B(b'abc').translate(None, 5)
B(b'abc').translate(None, delete=b'c')
B.maketrans(b'ab', b'xy')[97:99]
B.maketrans(b'ab', b'x')
B.maketrans('a', b'x')
B(b'-').join([b'a', B(b'b'), mv(b'c')])
B(b'-').join([])
B(b'-').join([b'a'])
B(b'-').join((b'a', b'b'))
B(b'').join(iter([b'a', b'b']))
B(b'-').join([b'a', 'b'])
B(b'-').join(5)
B(b'-').join([5])
B(b'aBc dE').upper() + B(b'aBc dE').lower() + B(b'aBc dE').title() + B(b'aBc dE').swapcase() + B(b'aBc dE').capitalize()
B(b'').title() + B(b'').capitalize()
B(b'ab').isalpha(), B(b'a1').isalnum(), B(b'12').isdigit(), B(b' ').isspace(), B(b'Ab').istitle(), B(b'ab').islower(), B(b'AB').isupper(), B(b'a').isascii()
B(b'').isalpha(), B(b'').isalnum(), B(b'').isdigit(), B(b'').isspace(), B(b'').istitle(), B(b'').islower(), B(b'').isupper(), B(b'').isascii()
B(b'AB a').istitle(), B(b'A1b').istitle(), B(b'aB').islower(), B(b'12').islower(), B(b'\\xff').isascii(), B(b'a\\xff').isalpha()
B(b'abc').hex(), B(b'abc').hex('-'), B(b'abcde').hex(':', 2), B(b'abcde').hex(b':', -2), B(b'abc').hex(':', 0), B(b'').hex('-')
B(b'abc').hex('--')
B(b'abc').hex('\\xe9')
B(b'abc').hex(5)
B.fromhex('61 62\\n63')
B.fromhex('6')
B.fromhex('6g')
B.fromhex('\\u20ac')
B.fromhex(b'61')
B(b'a') + b'b' + bytearray(b'c')
B(b'a') + mv(b'b')
B(b'a') + 'b'
B(b'ab') * 3
3 * B(b'ab')
B(b'ab') * -1
B(b'ab') * 'x'
B(b'ab') * 2 ** 70
B(b'abc')[1]
B(b'abc')[-4]
B(b'abc')['x']
B(b'abc')[::2]
B(b'abc')[::-1]
B(b'abc')[5:]
B(b'abc')[2 ** 70]
B(b'abc') < b'abd', B(b'abc') <= b'ab', B(b'abc') > bytearray(b'ab'), B(b'abc') >= b'abc', B(b'a') == 'a', B(b'a') != mv(b'a')
B(b'a') < 'a'
B(5)
B(-1)
B(2 ** 70)
B('a')
B('a', 'ascii')
B('a', 'ascii', 'strict')
B('\\xe9', 'ascii')
B('\\xe9', errors='replace')
B(b'a', 'ascii')
B(encoding='ascii')
B([1, 2])
B([256])
B(['x'])
B((i for i in range(3)))
B(1.5)
B(range(3))
B({1: 2})
B(b'%s %d %c %a %b %r') % (b'x', 5, 65, 'q', b'y', 1)
B(b'%s') % 5
B(b'%c') % 256
B(b'%c') % b'xy'
B(b'%(a)s') % {b'a': b'v'}
B(b'%d %d') % (1,)
B(b'%d') % (1, 2)
B(b'%y') % 1
B(b'abc').decode(), B(b'\\xe9').decode('latin1'), B(b'\\xff').decode(errors='ignore'), B(b'abc').decode('ascii', 'strict')
B(b'\\xff').decode()
B(b'a').decode('nothing')
B(b'a').decode(5)
hash(B(b'a')) == hash(b'a')""".split("\n"):
    both(text)
# expect: [b'  abc  ', bytearray(b'  abc  ')]
# expect: [b'**abc***', bytearray(b'**abc***')]
# expect: [b'abc', bytearray(b'abc')]
# expect: [b'abc--', bytearray(b'abc--')]
# expect: [b'--abc', bytearray(b'--abc')]
# expect: TypeError: ljust() argument 2 must be a byte string of length 1, not bytes
# expect: TypeError: ljust() argument 2 must be a byte string of length 1, not str
# expect: TypeError: 'str' object cannot be interpreted as an integer
# expect: [b'-00012', bytearray(b'-00012')]
# expect: [b'+00012', bytearray(b'+00012')]
# expect: [b'12', bytearray(b'12')]
# expect: [b'000', bytearray(b'000')]
# expect: [b'a       b\n        c', bytearray(b'a       b\n        c')]
# expect: [b'a   b\r    c', bytearray(b'a   b\r    c')]
# expect: [b'ab', bytearray(b'ab')]
# expect: [b'ab', bytearray(b'ab')]
# expect: TypeError: 'str' object cannot be interpreted as an integer
# expect: [b'a  ', bytearray(b'a  ')]
# expect: [b'ab', bytearray(b'ab')]
# expect: [b'ab', bytearray(b'ab')]
# expect: [b'abyx', bytearray(b'abyx')]
# expect: [b'xyabyx', bytearray(b'xyabyx')]
# expect: TypeError: a bytes-like object is required, not 'str'
# expect: [b'', bytearray(b'')]
# expect: [b'fix', bytearray(b'fix')]
# expect: [b'pre', bytearray(b'pre')]
# expect: [b'prefix', bytearray(b'prefix')]
# expect: [b'prefix', bytearray(b'prefix')]
# expect: TypeError: a bytes-like object is required, not 'str'
# expect: [[b'a', b'b', b'c'], [bytearray(b'a'), bytearray(b'b'), bytearray(b'c')]]
# expect: [[b'a', b'b  c '], [bytearray(b'a'), bytearray(b'b  c ')]]
# expect: [[b'  a b', b'c'], [bytearray(b'  a b'), bytearray(b'c')]]
# expect: [[b'a', b'b', b'c'], [bytearray(b'a'), bytearray(b'b'), bytearray(b'c')]]
# expect: [[b'  a b  c'], [bytearray(b'  a b  c')]]
# expect: [[b'a', b'b', b'', b'c'], [bytearray(b'a'), bytearray(b'b'), bytearray(b''), bytearray(b'c')]]
# expect: [[b'a', b'b,,c'], [bytearray(b'a'), bytearray(b'b,,c')]]
# expect: [[b'a,b,', b'c'], [bytearray(b'a,b,'), bytearray(b'c')]]
# expect: [[b'a', b'b', b'', b'c'], [bytearray(b'a'), bytearray(b'b'), bytearray(b''), bytearray(b'c')]]
# expect: [[b'a', b'b', b'c'], [bytearray(b'a'), bytearray(b'b'), bytearray(b'c')]]
# expect: [[b'a::b', b'c'], [bytearray(b'a::b'), bytearray(b'c')]]
# expect: [[b'a', b'b::c'], [bytearray(b'a'), bytearray(b'b::c')]]
# expect: ValueError: empty separator
# expect: ValueError: empty separator
# expect: TypeError: a bytes-like object is required, not 'str'
# expect: TypeError: a bytes-like object is required, not 'int'
# expect: [[b'abc'], [bytearray(b'abc')]]
# expect: []
# expect: []
# expect: [[b''], [bytearray(b'')]]
# expect: []
# expect: [[b'a', b'b', b'c', b'd'], [bytearray(b'a'), bytearray(b'b'), bytearray(b'c'), bytearray(b'd')]]
# expect: [[b'a\n', b'b\r\n', b'c\r', b'd\n'], [bytearray(b'a\n'), bytearray(b'b\r\n'), bytearray(b'c\r'), bytearray(b'd\n')]]
# expect: []
# expect: [(b'a', b'=', b'b=c'), (bytearray(b'a'), bytearray(b'='), bytearray(b'b=c'))]
# expect: [(b'a=b', b'=', b'c'), (bytearray(b'a=b'), bytearray(b'='), bytearray(b'c'))]
# expect: [(b'abc', b'', b''), (bytearray(b'abc'), bytearray(b''), bytearray(b''))]
# expect: [(b'', b'', b'abc'), (bytearray(b''), bytearray(b''), bytearray(b'abc'))]
# expect: ValueError: empty separator
# expect: TypeError: a bytes-like object is required, not 'str'
# expect: 2
# expect: 5
# expect: 2
# expect: 2
# expect: ValueError: byte must be in range(0, 256)
# expect: TypeError: argument should be integer or bytes-like object, not 'str'
# expect: 0
# expect: 6
# expect: -1
# expect: 4
# expect: ValueError: subsection not found
# expect: ValueError: subsection not found
# expect: ValueError: subsection not found
# expect: 3
# expect: 2
# expect: 7
# expect: 1
# expect: 0
# expect: TypeError: argument should be integer or bytes-like object, not 'float'
# expect: True
# expect: True
# expect: True
# expect: TypeError: startswith first arg must be bytes or a tuple of bytes, not str
# expect: TypeError: a bytes-like object is required, not 'str'
# expect: False
# expect: False
# expect: True
# expect: True
# expect: True
# expect: ValueError: byte must be in range(0, 256)
# expect: ValueError: byte must be in range(0, 256)
# expect: TypeError: a bytes-like object is required, not 'str'
# expect: ValueError: byte must be in range(0, 256)
# expect: [b'aXYcaXYc', bytearray(b'aXYcaXYc')]
# expect: [b'-a-b-c-a-b-c-', bytearray(b'-a-b-c-a-b-c-')]
# expect: [b'-a-bcabc', bytearray(b'-a-bcabc')]
# expect: [b'aa', bytearray(b'aa')]
# expect: [b'axcabc', bytearray(b'axcabc')]
# expect: [b'abcabc', bytearray(b'abcabc')]
# expect: [b'abcabc', bytearray(b'abcabc')]
# expect: [b'abcabc', bytearray(b'abcabc')]
# expect: [b'yzcyzc', bytearray(b'yzcyzc')]
# expect: TypeError: a bytes-like object is required, not 'str'
# expect: TypeError: a bytes-like object is required, not 'int'
# expect: [b'abc', bytearray(b'abc')]
# expect: [b'ac', bytearray(b'ac')]
# expect: [b'\x9e\x9c', bytearray(b'\x9e\x9c')]
# expect: ValueError: translation table must be 256 characters long
# expect: TypeError: a bytes-like object is required, not 'int'
# expect: TypeError: a bytes-like object is required, not 'int'
# expect: [b'ab', bytearray(b'ab')]
# expect: b'xy'
# expect: ValueError: maketrans arguments must have same length
# expect: TypeError: a bytes-like object is required, not 'str'
# expect: [b'a-b-c', bytearray(b'a-b-c')]
# expect: [b'', bytearray(b'')]
# expect: [b'a', bytearray(b'a')]
# expect: [b'a-b', bytearray(b'a-b')]
# expect: [b'ab', bytearray(b'ab')]
# expect: TypeError: sequence item 1: expected a bytes-like object, str found
# expect: TypeError: can only join an iterable
# expect: TypeError: sequence item 0: expected a bytes-like object, int found
# expect: [b'ABC DEabc deAbc DeAbC DeAbc de', bytearray(b'ABC DEabc deAbc DeAbC DeAbc de')]
# expect: [b'', bytearray(b'')]
# expect: (True, True, True, True, True, True, True, True)
# expect: (False, False, False, False, False, False, False, True)
# expect: (False, False, False, False, False, False)
# expect: ('616263', '61-62-63', '61:6263:6465', '6162:6364:65', '616263', '')
# expect: ValueError: sep must be length 1.
# expect: ValueError: sep must be ASCII.
# expect: TypeError: object of type 'int' has no len()
# expect: [b'abc', bytearray(b'abc')]
# expect: ValueError: non-hexadecimal number found in fromhex() arg at position 1
# expect: ValueError: non-hexadecimal number found in fromhex() arg at position 1
# expect: ValueError: non-hexadecimal number found in fromhex() arg at position 0
# expect: TypeError: fromhex() argument must be str, not bytes
# expect: [b'abc', bytearray(b'abc')]
# expect: [b'ab', bytearray(b'ab')]
# expect: ["TypeError: can't concat str to bytes", "TypeError: can't concat str to bytearray"]
# expect: [b'ababab', bytearray(b'ababab')]
# expect: [b'ababab', bytearray(b'ababab')]
# expect: [b'', bytearray(b'')]
# expect: TypeError: can't multiply sequence by non-int of type 'str'
# expect: OverflowError: cannot fit 'int' into an index-sized integer
# expect: 98
# expect: ['IndexError: index out of range', 'IndexError: bytearray index out of range']
# expect: ['TypeError: byte indices must be integers or slices, not str', 'TypeError: bytearray indices must be integers or slices, not str']
# expect: [b'ac', bytearray(b'ac')]
# expect: [b'cba', bytearray(b'cba')]
# expect: [b'', bytearray(b'')]
# expect: IndexError: cannot fit 'int' into an index-sized integer
# expect: (True, False, True, True, False, False)
# expect: ["TypeError: '<' not supported between instances of 'bytes' and 'str'", "TypeError: '<' not supported between instances of 'bytearray' and 'str'"]
# expect: [b'\x00\x00\x00\x00\x00', bytearray(b'\x00\x00\x00\x00\x00')]
# expect: ValueError: negative count
# expect: OverflowError: cannot fit 'int' into an index-sized integer
# expect: TypeError: string argument without an encoding
# expect: [b'a', bytearray(b'a')]
# expect: [b'a', bytearray(b'a')]
# expect: UnicodeEncodeError: 'ascii' codec can't encode character '\xe9' in position 0: ordinal not in range(128)
# expect: TypeError: string argument without an encoding
# expect: TypeError: encoding without a string argument
# expect: TypeError: encoding without a string argument
# expect: [b'\x01\x02', bytearray(b'\x01\x02')]
# expect: ['ValueError: bytes must be in range(0, 256)', 'ValueError: byte must be in range(0, 256)']
# expect: TypeError: 'str' object cannot be interpreted as an integer
# expect: [b'\x00\x01\x02', bytearray(b'\x00\x01\x02')]
# expect: ["TypeError: cannot convert 'float' object to bytes", "TypeError: cannot convert 'float' object to bytearray"]
# expect: [b'\x00\x01\x02', bytearray(b'\x00\x01\x02')]
# expect: [b'\x01', bytearray(b'\x01')]
# expect: [b"x 5 A 'q' y 1", bytearray(b"x 5 A \'q\' y 1")]
# expect: TypeError: %b requires a bytes-like object, or an object that implements __bytes__, not 'int'
# expect: OverflowError: %c arg not in range(256)
# expect: TypeError: %c requires an integer in range(256) or a single byte
# expect: [b'v', bytearray(b'v')]
# expect: TypeError: not enough arguments for format string
# expect: TypeError: not all arguments converted during bytes formatting
# expect: ValueError: unsupported format character 'y' (0x79) at index 1
# expect: ('abc', 'é', '', 'abc')
# expect: UnicodeDecodeError: 'utf-8' codec can't decode byte 0xff in position 0: invalid start byte
# expect: LookupError: unknown encoding: nothing
# expect: TypeError: decode() argument 'encoding' must be str, not int
# expect: [True, "TypeError: unhashable type: 'bytearray'"]

# join: bytes alone, other buffers among them, one item as it is.
one = b"one"
print(b", ".join([one, b"two"]), b", ".join([one, bytearray(b"two"), memoryview(b"3")]))  # expect: b'one, two' b'one, two, 3'
print(b"-".join([one]) is one, bytearray(b"-").join([one, one]), b"".join([]))  # expect: True bytearray(b'one-one') b''
