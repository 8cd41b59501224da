import locale

locale.setlocale(locale.LC_ALL, "C")
print(locale.format_string("%d and %5.2f%%", (1234567, 2.5), grouping=True))  # expect: 1234567 and  2.50%
locale._override_localeconv = {
    "thousands_sep": ".", "decimal_point": ",", "grouping": [3, 3, 0],
    "mon_thousands_sep": ".", "mon_decimal_point": ",", "mon_grouping": [3, 3, 0],
    "currency_symbol": "€", "int_curr_symbol": "EUR ", "frac_digits": 2, "int_frac_digits": 2,
    "negative_sign": "-", "positive_sign": "", "p_cs_precedes": 0, "n_cs_precedes": 0,
    "p_sep_by_space": 1, "n_sep_by_space": 1, "p_sign_posn": 1, "n_sign_posn": 1,
}
print(locale.format_string("%d %s %12.2f|", (1234567, "x", 12345.678), grouping=True))
# expect: 1.234.567 x    12.345,68|
print(locale.format_string("%(a)d %(b).1f", {"a": 1000, "b": 0.5}))  # expect: 1000 0,5
print(locale.currency(-1234.5, grouping=True))          # expect: -1.234,50 €
print(locale.currency(5, international=True))           # expect: 5,00 EUR
print(locale.atof("1.234,5"), locale.atoi("1.000"), locale.str(0.25))  # expect: 1234.5 1000 0,25

for name in "de", "de_AT@euro", "en_US.utf8", "german", "japanese.sjis", "C", "zz_nowhere":
    print(locale.normalize(name))      # expect: de_DE.ISO8859-1
                                       # expect: de_AT.ISO8859-15
                                       # expect: en_US.UTF-8
                                       # expect: de_DE.ISO8859-1
                                       # expect: ja_JP.SJIS
                                       # expect: C
                                       # expect: zz_nowhere
print(locale.getlocale(), locale.setlocale(locale.LC_ALL, ("C", None)))  # expect: (None, None) C
try:
    locale.setlocale(locale.LC_ALL, "zz_nowhere")
except locale.Error as error:
    print(error)                       # expect: unsupported locale setting
