print("%d %5d|%-5d|%05d|%+d|% d" % (1, 2, 3, 4, 5, 6))  # expect: 1     2|3    |00004|+5| 6
print("%x %#x %X %#X %o %#o %.3x" % (255, 255, 255, 255, 8, 8, 10))  # expect: ff 0xff FF 0XFF 10 0o10 00a
print("%s %r %a %.2s|%5s|%-5s|" % ("é", "é", "é", "abc", "x", "y"))  # expect: é 'é' '\xe9' ab|    x|y    |
print("%f %.2f %e %.1E %g %G %010.3f" % (1.5, 2.345, 12345.678, 0.5, 1e20, 1e-10, -3.14159))  # expect: 1.500000 2.35 1.234568e+04 5.0E-01 1e+20 1E-10 -00003.142
print("%(a)s %(b)05.1f %%" % {"a": "x", "b": 2.25}, "%c%c" % ("x", 0x20ac), "%*.*f" % (8, 2, 3.14159))  # expect: x 002.2 % x€     3.14
print("%s" % [1], "%s" % (("t",),), "%d" % True, "%i" % 3.99, "no args" % {})  # expect: [1] ('t',) 1 3 no args
for template, arguments in (("%d", "x"), ("%x", 1.5), ("%c", "ab"), ("%", 1), ("%q", 1), ("%s %s", 1),
                            ("%s", (1, 2)), ("%(a)s", 1), ("%*d", ("a", 1)), ("%f", "x")):
    try:
        template % arguments
    except Exception as e:
        message = f"{type(e).__name__}: {e}"
    assert message
try:
    "%d" % "x"
except TypeError as e:
    print(e)  # expect: %d format: a real number is required, not str
try:
    "%s %s" % 1
except TypeError as e:
    print(e)  # expect: not enough arguments for format string
try:
    "%q" % 1
except ValueError as e:
    print(e)  # expect: unsupported format character 'q' (0x71) at index 1
