def attempt(f, *args, **kw):
    try:
        return f(*args, **kw)
    except Exception as e:
        return f'{type(e).__name__}: {e}'
print(abs(-5), abs(-2.5), abs(3 - 4j), divmod(7, -2), divmod(7.5, 2), pow(2, 10), pow(2, 10, 1000), pow(base=2, exp=3), round(2.567, 2), round(7), round(number=2.5, ndigits=None))
# expect: 5 2.5 5.0 (-4, -1) (3.0, 1.5) 1024 24 8 2.57 7 2
print(attempt(abs, 'a'), attempt(divmod, 1, 'a'), attempt(pow, 'a', 2), attempt(round, 'a'), attempt(hex, 1.5), sep='\n')
# expect: TypeError: bad operand type for abs(): 'str'
# expect: TypeError: unsupported operand type(s) for divmod(): 'int' and 'str'
# expect: TypeError: unsupported operand type(s) for ** or pow(): 'str' and 'int'
# expect: TypeError: type str doesn't define __round__ method
# expect: TypeError: 'float' object cannot be interpreted as an integer
print(bin(10), oct(8), hex(255), hex(-1), chr(97), chr(0x1f600), ord('a'), ord('\U0001f600'), ord(b'x'), ord(bytearray(b'y')))
# expect: 0b1010 0o10 0xff -0x1 a 😀 97 128512 120 121
print(attempt(chr, -1), attempt(chr, 0x110000), attempt(chr, 'a'), attempt(ord, 'ab'), attempt(ord, ''), attempt(ord, 5), sep='\n')
# expect: ValueError: chr() arg not in range(0x110000)
# expect: ValueError: chr() arg not in range(0x110000)
# expect: TypeError: 'str' object cannot be interpreted as an integer
# expect: TypeError: ord() expected a character, but string of length 2 found
# expect: TypeError: ord() expected a character, but string of length 0 found
# expect: TypeError: ord() expected string of length 1, but int found
print(sum([1, 2, 3]), sum([]), sum([1, 2], 10), sum([0.1] * 10), sum([1, 2.5]), sum([2**62, 2**62, 1]), sum([[1], [2]], []), sum((True, True)), sum([1e308, 1e308, -1e308]), sum(range(10), start=0.5), sum([1j, 2]))
# expect: 6 0 13 1.0 3.5 9223372036854775809 [1, 2] 2 inf 45.5 (2+1j)
print(attempt(sum, ['a']), attempt(sum, ['a'], ''), attempt(sum, [b'a'], b''), attempt(sum, 5), attempt(sum, [1, 'a']), sep='\n')
# expect: TypeError: unsupported operand type(s) for +: 'int' and 'str'
# expect: TypeError: sum() can't sum strings [use ''.join(seq) instead]
# expect: TypeError: sum() can't sum bytes [use b''.join(seq) instead]
# expect: TypeError: 'int' object is not iterable
# expect: TypeError: unsupported operand type(s) for +: 'int' and 'str'
print(min(3, 1, 2), max([3, 1, 2]), min('hello'), max([], default=5), min([1, -2], key=abs), max(1, 2.5), max('a', 'b', key=ord), min([[2], [1]]), max([1, True, 1.0]))
# expect: 1 3 e 5 1 2.5 b [1] 1
print(attempt(min), attempt(max, []), attempt(min, 5), attempt(max, 1, 'a'), attempt(min, 1, 2, default=3), attempt(max, [1], foo=1), sep='\n')
# expect: TypeError: min expected at least 1 argument, got 0
# expect: ValueError: max() iterable argument is empty
# expect: TypeError: 'int' object is not iterable
# expect: TypeError: '>' not supported between instances of 'str' and 'int'
# expect: TypeError: Cannot specify a default for min() with multiple positional arguments
# expect: TypeError: max() got an unexpected keyword argument 'foo'
