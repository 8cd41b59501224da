"""format() knows the whole mini-language."""
from decimal import Decimal

for spec in ('', 'e', '.2e', 'f', '.2f', ',.1f', 'g', '.3g', '%', '.1%', '+.2f', ' f', '012.3f', '<12', '^12',
             '*>12', '=+12', '020,.2f', 'n', '#.0f', 'E', 'G', 'z.0f', '.0e'):
    print(repr(spec), [format(Decimal(x), spec) for x in ('1234567.895', '-0.004', '0E+3', '1E-10', '-Infinity', 'NaN7')])
# expect: '' ['1234567.895', '-0.004', '0E+3', '1E-10', '-Infinity', 'NaN7']
# expect: 'e' ['1.234567895e+6', '-4e-3', '0e+3', '1e-10', '-Infinity', 'NaN7']
# expect: '.2e' ['1.23e+6', '-4.00e-3', '0.00e+5', '1.00e-10', '-Infinity', 'NaN7']
# expect: 'f' ['1234567.895', '-0.004', '0', '0.0000000001', '-Infinity', 'NaN7']
# expect: '.2f' ['1234567.90', '-0.00', '0.00', '0.00', '-Infinity', 'NaN7']
# expect: ',.1f' ['1,234,567.9', '-0.0', '0.0', '0.0', '-Infinity', 'NaN7']
# expect: 'g' ['1234567.895', '-0.004', '0e+3', '1e-10', '-Infinity', 'NaN7']
# expect: '.3g' ['1.23e+6', '-0.004', '0e+3', '1e-10', '-Infinity', 'NaN7']
# expect: '%' ['123456789.5%', '-0.4%', '0%', '0.00000001%', '-Infinity%', 'NaN7%']
# expect: '.1%' ['123456789.5%', '-0.4%', '0.0%', '0.0%', '-Infinity%', 'NaN7%']
# expect: '+.2f' ['+1234567.90', '-0.00', '+0.00', '+0.00', '-Infinity', '+NaN7']
# expect: ' f' [' 1234567.895', '-0.004', ' 0', ' 0.0000000001', '-Infinity', ' NaN7']
# expect: '012.3f' ['01234567.895', '-0000000.004', '00000000.000', '00000000.000', '   -Infinity', '        NaN7']
# expect: '<12' ['1234567.895 ', '-0.004      ', '0E+3        ', '1E-10       ', '-Infinity   ', 'NaN7        ']
# expect: '^12' ['1234567.895 ', '   -0.004   ', '    0E+3    ', '   1E-10    ', ' -Infinity  ', '    NaN7    ']
# expect: '*>12' ['*1234567.895', '******-0.004', '********0E+3', '*******1E-10', '***-Infinity', '********NaN7']
# expect: '=+12' ['+1234567.895', '-      0.004', '+       0E+3', '+      1E-10', '-   Infinity', '+       NaN7']
# expect: '020,.2f' ['0,000,001,234,567.90', '-0,000,000,000,000.00', '0,000,000,000,000.00', '0,000,000,000,000.00', '           -Infinity', '                NaN7']
# expect: 'n' ['1234567.895', '-0.004', '0e+3', '1e-10', '-Infinity', 'NaN7']
# expect: '#.0f' ['1234568.', '-0.', '0.', '0.', '-Infinity', 'NaN7']
# expect: 'E' ['1.234567895E+6', '-4E-3', '0E+3', '1E-10', '-Infinity', 'NaN7']
# expect: 'G' ['1234567.895', '-0.004', '0E+3', '1E-10', '-Infinity', 'NaN7']
# expect: 'z.0f' ['1234568', '0', '0', '0', '-Infinity', 'NaN7']
# expect: '.0e' ['1e+6', '-4e-3', '0e+3', '1e-10', '-Infinity', 'NaN7']
for bad in ('_', 's', '<010', '1.', '.', ',n', '00'):
    try:
        format(Decimal(1), bad)
    except ValueError as error:
        print(bad, error)
# expect: _ invalid format string
# expect: s invalid format string
# expect: <010 invalid format string
# expect: 1. invalid format string
# expect: . invalid format string
# expect: ,n invalid format string
# expect: 00 invalid format string
print(f'{Decimal("3.14159"):\u00b7^12.3f}', '%s' % Decimal('1.10'), '{:>8}'.format(Decimal('1E+3')))  # expect: ···3.142···· 1.10     1E+3
