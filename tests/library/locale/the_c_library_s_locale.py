# Module _locale: what the C library says of the locale, in UTF-8.
import _locale

print(_locale.getencoding(), _locale.nl_langinfo(_locale.CODESET))         # expect: UTF-8 UTF-8
print(_locale.setlocale(_locale.LC_NUMERIC, "C"), _locale.nl_langinfo(_locale.DAY_1))  # expect: C Sunday
conventions = _locale.localeconv()
print(conventions["decimal_point"], conventions["grouping"], conventions["frac_digits"])  # expect: . [] 127
print(_locale.strcoll("a", "b") < 0, _locale.strxfrm("abc"))               # expect: True abc
for action in (lambda: _locale.setlocale(_locale.LC_ALL, "nope"), lambda: _locale.strcoll(1, "a"),
               lambda: _locale.nl_langinfo(-5), lambda: _locale.setlocale(0, "a\0")):
    try:
        action()
    except Exception as e:
        print(type(e).__module__, type(e).__name__, e)
# expect: locale Error unsupported locale setting
# expect: builtins TypeError strcoll() argument 1 must be str, not int
# expect: builtins ValueError unsupported langinfo constant
# expect: builtins ValueError embedded null character
