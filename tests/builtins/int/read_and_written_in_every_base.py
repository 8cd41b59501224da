def attempt(f, *args):
    try:
        return f(*args)
    except Exception as e:
        return f'{type(e).__name__}: {e}'
for text in '0', '-0', ' 12 ', '+5', '1_000', '1__0', '_1', '1_', '', ' ', '-', '+-1', '1 2', '0x1f', '٣٤', '\u30001\u2003':
    print(ascii(text), ascii(attempt(int, text)), ascii(attempt(int, text, 0)), ascii(attempt(int, text, 16)))
# expect: '0' 0 0 0
# expect: '-0' 0 0 0
# expect: ' 12 ' 12 12 18
# expect: '+5' 5 5 5
# expect: '1_000' 1000 1000 4096
# expect: '1__0' "ValueError: invalid literal for int() with base 10: '1__0'" "ValueError: invalid literal for int() with base 0: '1__0'" "ValueError: invalid literal for int() with base 16: '1__0'"
# expect: '_1' "ValueError: invalid literal for int() with base 10: '_1'" "ValueError: invalid literal for int() with base 0: '_1'" "ValueError: invalid literal for int() with base 16: '_1'"
# expect: '1_' "ValueError: invalid literal for int() with base 10: '1_'" "ValueError: invalid literal for int() with base 0: '1_'" "ValueError: invalid literal for int() with base 16: '1_'"
# expect: '' "ValueError: invalid literal for int() with base 10: ''" "ValueError: invalid literal for int() with base 0: ''" "ValueError: invalid literal for int() with base 16: ''"
# expect: ' ' "ValueError: invalid literal for int() with base 10: ' '" "ValueError: invalid literal for int() with base 0: ' '" "ValueError: invalid literal for int() with base 16: ' '"
# expect: '-' "ValueError: invalid literal for int() with base 10: '-'" "ValueError: invalid literal for int() with base 0: '-'" "ValueError: invalid literal for int() with base 16: '-'"
# expect: '+-1' "ValueError: invalid literal for int() with base 10: '+-1'" "ValueError: invalid literal for int() with base 0: '+-1'" "ValueError: invalid literal for int() with base 16: '+-1'"
# expect: '1 2' "ValueError: invalid literal for int() with base 10: '1 2'" "ValueError: invalid literal for int() with base 0: '1 2'" "ValueError: invalid literal for int() with base 16: '1 2'"
# expect: '0x1f' "ValueError: invalid literal for int() with base 10: '0x1f'" 31 31
# expect: '\u0663\u0664' 34 34 52
# expect: '\u30001\u2003' 1 1 1
print(int('z', 36), int('0b101', 2), int('0o17', 0), int('0X_ff', 0), int(b' 12 '), int(bytearray(b'7'), 8))
# expect: 35 5 15 255 12 7
print(attempt(int, '007', 0), attempt(int, '00', 0), attempt(int, '1', 1), attempt(int, '1', 37), attempt(int, 1, 2), attempt(int, '1', 2.0), sep='\n')
# expect: ValueError: invalid literal for int() with base 0: '007'
# expect: 0
# expect: ValueError: int() base must be >= 2 and <= 36, or 0
# expect: ValueError: int() base must be >= 2 and <= 36, or 0
# expect: TypeError: int() can't convert non-string with explicit base
# expect: TypeError: 'float' object cannot be interpreted as an integer
print(attempt(int, [1]), attempt(int, None), attempt(lambda: int(base=10)), attempt(lambda: int('1', x=2)), attempt(int, 1, 2, 3), sep='\n')
# expect: TypeError: int() argument must be a string, a bytes-like object or a real number, not 'list'
# expect: TypeError: int() argument must be a string, a bytes-like object or a real number, not 'NoneType'
# expect: TypeError: int() missing string argument
# expect: TypeError: int() got an unexpected keyword argument 'x'
# expect: TypeError: int expected at most 2 arguments, got 3
print(attempt(int, '9' * 5000), attempt(str, 10**4300), len(str(10**4299)), len(hex(10**9000)), sep='\n')
# expect: ValueError: Exceeds the limit (4300 digits) for integer string conversion: value has 5000 digits; use sys.set_int_max_str_digits() to increase the limit
# expect: ValueError: Exceeds the limit (4300 digits) for integer string conversion; use sys.set_int_max_str_digits() to increase the limit
# expect: 4300
# expect: 7477
print(int(float(2**70)), int(-1.9), attempt(int, float('inf')), attempt(int, float('nan')))
# expect: 1180591620717411303424 -1 OverflowError: cannot convert float infinity to integer ValueError: cannot convert float NaN to integer
n = 3**700
print(int(str(n)) == n, int(hex(n), 16) == n, int(bin(n), 2) == n, int(oct(n), 8) == n, str(n)[:30], len(str(n)))
# expect: True True True True 965780214059175804381244203152 334
print(hex(-255), oct(8), bin(-5), hex(2**70), f'{2**70:x}')
# expect: -0xff 0o10 -0b101 0x400000000000000000 400000000000000000
print(attempt(int, 'x' * 300)[-120:])
# expect: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
