def attempt(value, spec):
    try:
        return format(value, spec)
    except Exception as e:
        return f'{type(e).__name__}: {e}'
for spec in 'd', '5', '<5', '^5', '=+5', '05', '+', ' ', 'x', '#X', '#b', '#010o', ',', '_b', '08,', '020,', 'c', 'n', 'e', '.2f', '%', 'é^9', '=', '*>7d':
    print(spec, '|'.join(attempt(v, spec) for v in (7, 65, -1234567, 2**70)))
# expect: d 7|65|-1234567|1180591620717411303424
# expect: 5     7|   65|-1234567|1180591620717411303424
# expect: <5 7    |65   |-1234567|1180591620717411303424
# expect: ^5   7  | 65  |-1234567|1180591620717411303424
# expect: =+5 +   7|+  65|-1234567|+1180591620717411303424
# expect: 05 00007|00065|-1234567|1180591620717411303424
# expect: + +7|+65|-1234567|+1180591620717411303424
# expect:    7| 65|-1234567| 1180591620717411303424
# expect: x 7|41|-12d687|400000000000000000
# expect: #X 0X7|0X41|-0X12D687|0X400000000000000000
# expect: #b 0b111|0b1000001|-0b100101101011010000111|0b10000000000000000000000000000000000000000000000000000000000000000000000
# expect: #010o 0o00000007|0o00000101|-0o4553207|0o200000000000000000000000
# expect: , 7|65|-1,234,567|1,180,591,620,717,411,303,424
# expect: _b 111|100_0001|-1_0010_1101_0110_1000_0111|100_0000_0000_0000_0000_0000_0000_0000_0000_0000_0000_0000_0000_0000_0000_0000_0000_0000
# expect: 08, 0,000,007|0,000,065|-1,234,567|1,180,591,620,717,411,303,424
# expect: 020, 0,000,000,000,000,007|0,000,000,000,000,065|-000,000,001,234,567|1,180,591,620,717,411,303,424
# expect: c |A|OverflowError: %c arg not in range(0x110000)|OverflowError: Python int too large to convert to C long
# expect: n 7|65|-1234567|1180591620717411303424
# expect: e 7.000000e+00|6.500000e+01|-1.234567e+06|1.180592e+21
# expect: .2f 7.00|65.00|-1234567.00|1180591620717411303424.00
# expect: % 700.000000%|6500.000000%|-123456700.000000%|118059162071741130342400.000000%
# expect: é^9 éééé7éééé|ééé65éééé|-1234567é|1180591620717411303424
# expect: = 7|65|-1234567|1180591620717411303424
# expect: *>7d ******7|*****65|-1234567|1180591620717411303424
for spec in '', '5', '<9', '+.2f', ' .3e', '010.2f', '+012,.1f', '_.3f', 'g', '#.3g', 'G', '.1%', 'z.0f', '.3', '.10', '^12.3f', 'n', 'F', 'E', '*=10', 'r', ',':
    print(spec, '|'.join(attempt(v, spec) for v in (0.0, -0.0, 1.5, -1234.5678, 1e22, 1e-10, float('inf'), float('nan'))))
# expect:  0.0|-0.0|1.5|-1234.5678|1e+22|1e-10|inf|nan
# expect: 5   0.0| -0.0|  1.5|-1234.5678|1e+22|1e-10|  inf|  nan
# expect: <9 0.0      |-0.0     |1.5      |-1234.5678|1e+22    |1e-10    |inf      |nan      
# expect: +.2f +0.00|-0.00|+1.50|-1234.57|+10000000000000000000000.00|+0.00|+inf|+nan
# expect:  .3e  0.000e+00|-0.000e+00| 1.500e+00|-1.235e+03| 1.000e+22| 1.000e-10| inf| nan
# expect: 010.2f 0000000.00|-000000.00|0000001.50|-001234.57|10000000000000000000000.00|0000000.00|0000000inf|0000000nan
# expect: +012,.1f +0,000,000.0|-0,000,000.0|+0,000,001.5|-0,001,234.6|+10,000,000,000,000,000,000,000.0|+0,000,000.0|+00000000inf|+00000000nan
# expect: _.3f 0.000|-0.000|1.500|-1_234.568|10_000_000_000_000_000_000_000.000|0.000|inf|nan
# expect: g 0|-0|1.5|-1234.57|1e+22|1e-10|inf|nan
# expect: #.3g 0.00|-0.00|1.50|-1.23e+03|1.00e+22|1.00e-10|inf|nan
# expect: G 0|-0|1.5|-1234.57|1E+22|1E-10|INF|NAN
# expect: .1% 0.0%|-0.0%|150.0%|-123456.8%|999999999999999983222784.0%|0.0%|inf%|nan%
# expect: z.0f 0|0|2|-1235|10000000000000000000000|0|inf|nan
# expect: .3 0.0|-0.0|1.5|-1.23e+03|1e+22|1e-10|inf|nan
# expect: .10 0.0|-0.0|1.5|-1234.5678|1e+22|1e-10|inf|nan
# expect: ^12.3f    0.000    |   -0.000   |   1.500    | -1234.568  |10000000000000000000000.000|   0.000    |    inf     |    nan     
# expect: n 0|-0|1.5|-1234.57|1e+22|1e-10|inf|nan
# expect: F 0.000000|-0.000000|1.500000|-1234.567800|10000000000000000000000.000000|0.000000|INF|NAN
# expect: E 0.000000E+00|-0.000000E+00|1.500000E+00|-1.234568E+03|1.000000E+22|1.000000E-10|INF|NAN
# expect: *=10 *******0.0|-******0.0|*******1.5|-1234.5678|*****1e+22|*****1e-10|*******inf|*******nan
# expect: r ValueError: Unknown format code 'r' for object of type 'float'|ValueError: Unknown format code 'r' for object of type 'float'|ValueError: Unknown format code 'r' for object of type 'float'|ValueError: Unknown format code 'r' for object of type 'float'|ValueError: Unknown format code 'r' for object of type 'float'|ValueError: Unknown format code 'r' for object of type 'float'|ValueError: Unknown format code 'r' for object of type 'float'|ValueError: Unknown format code 'r' for object of type 'float'
# expect: , 0.0|-0.0|1.5|-1,234.5678|1e+22|1e-10|inf|nan
for spec in 's', 'xx', '.3d', ',x', ',_', '_,', ',,', '5.', '+c', '#c', ',c', 'zd', '.99999999999999999999f', '99999999999999999999', '\u00e9', 'ds':
    print(spec, attempt(1, spec))
# expect: s ValueError: Unknown format code 's' for object of type 'int'
# expect: xx ValueError: Invalid format specifier 'xx' for object of type 'int'
# expect: .3d ValueError: Precision not allowed in integer format specifier
# expect: ,x ValueError: Cannot specify ',' with 'x'.
# expect: ,_ ValueError: Cannot specify both ',' and '_'.
# expect: _, ValueError: Cannot specify both ',' and '_'.
# expect: ,, ValueError: Cannot specify ',' with ','.
# expect: 5. ValueError: Format specifier missing precision
# expect: +c ValueError: Sign not allowed with integer format specifier 'c'
# expect: #c ValueError: Alternate form (#) not allowed with integer format specifier 'c'
# expect: ,c ValueError: Cannot specify ',' with 'c'.
# expect: zd ValueError: Negative zero coercion (z) not allowed in integer format specifier
# expect: .99999999999999999999f ValueError: Too many decimal digits in format string
# expect: 99999999999999999999 ValueError: Too many decimal digits in format string
# expect: é ValueError: Unknown format code '\xe9' for object of type 'int'
# expect: ds ValueError: Invalid format specifier 'ds' for object of type 'int'
for spec in '', '5', '<5', '>5', '^5', '*^5', '.2', '5.1s', '05', '=5', '+', ' ', 'z', '#', ',', '_', 'd', 'ss':
    print(spec, repr(attempt('abc', spec)))
# expect:  'abc'
# expect: 5 'abc  '
# expect: <5 'abc  '
# expect: >5 '  abc'
# expect: ^5 ' abc '
# expect: *^5 '*abc*'
# expect: .2 'ab'
# expect: 5.1s 'a    '
# expect: 05 'abc00'
# expect: =5 "ValueError: '=' alignment not allowed in string format specifier"
# expect: + 'ValueError: Sign not allowed in string format specifier'
# expect:   'ValueError: Space not allowed in string format specifier'
# expect: z 'ValueError: Negative zero coercion (z) not allowed in string format specifier'
# expect: # 'ValueError: Alternate form (#) not allowed in string format specifier'
# expect: , "ValueError: Cannot specify ',' with 's'."
# expect: _ "ValueError: Cannot specify '_' with 's'."
# expect: d "ValueError: Unknown format code 'd' for object of type 'str'"
# expect: ss "ValueError: Invalid format specifier 'ss' for object of type 'str'"
print(f'{3.14159:{10}.{3}}|{5!r:>4}|{"x":*^5}|{2**100:,}', '{:>{w}}'.format(7, w=4), format(True, 'd'), format(10**15, ',.2f'))
# expect:       3.14|   5|**x**|1,267,650,600,228,229,401,496,703,205,376    7 1 1,000,000,000,000,000.00
print(attempt(10**400, 'f'), attempt([], '5'), attempt(1j, '0'), attempt(1j, '='), attempt(1j, '%'), sep='\n')
# expect: OverflowError: int too large to convert to float
# expect: TypeError: unsupported format string passed to list.__format__
# expect: ValueError: Zero padding is not allowed in complex format specifier
# expect: ValueError: '=' alignment flag is not allowed in complex format specifier
# expect: ValueError: Unknown format code '%' for object of type 'complex'
