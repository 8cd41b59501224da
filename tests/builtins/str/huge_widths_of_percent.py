"""Widths and precisions of % that no text can have end in the exception that fits, and at once."""


def name_of_error(template, *values):
    try:
        template % values
    except (ValueError, OverflowError) as error:
        return f"{type(error).__name__}: {error}"
    except MemoryError:
        return "MemoryError"


for template, *values in [
    ("%*d", 2**62, 1), ("%-*d", 2**62, 1), ("%*s", 2**62, "x"), ("%*d", -(2**62), 1), ("%*d", 2**63, 1),
    ("%.*d", 2**31, 1), ("%.*d", 2**31 - 1, 1), ("%.*f", 2**31, 1.0), ("%4611686018427387904d", 1),
    ("%99999999999999999999d", 1), ("%.99999999999999999999d", 1), ("%.2147483648d", 1),
    (b"%*d", 2**62, 1), (b"%*d", 2**63, 1), (b"%.*d", 2**31, 1), (b"%99999999999999999999d", 1),
    (b"%.99999999999999999999d", 1)]:
    print(template, values, name_of_error(template, *values))
    # expect: %*d [4611686018427387904, 1] MemoryError
    # expect: %-*d [4611686018427387904, 1] MemoryError
    # expect: %*s [4611686018427387904, 'x'] MemoryError
    # expect: %*d [-4611686018427387904, 1] MemoryError
    # expect: %*d [9223372036854775808, 1] OverflowError: Python int too large to convert to C ssize_t
    # expect: %.*d [2147483648, 1] OverflowError: Python int too large to convert to C int
    # expect: %.*d [2147483647, 1] OverflowError: precision too large
    # expect: %.*f [2147483648, 1.0] OverflowError: Python int too large to convert to C int
    # expect: %4611686018427387904d [1] MemoryError
    # expect: %99999999999999999999d [1] ValueError: width too big
    # expect: %.99999999999999999999d [1] ValueError: precision too big
    # expect: %.2147483648d [1] ValueError: precision too big
    # expect: b'%*d' [4611686018427387904, 1] MemoryError
    # expect: b'%*d' [9223372036854775808, 1] OverflowError: Python int too large to convert to C ssize_t
    # expect: b'%.*d' [2147483648, 1] OverflowError: Python int too large to convert to C int
    # expect: b'%99999999999999999999d' [1] ValueError: width too big
    # expect: b'%.99999999999999999999d' [1] ValueError: prec too big
print("[%*d] [%-*d] [%.*d] [%*.*f]" % (5, 1, 5, 2, 3, 4, 8, 2, 1.5))
# expect: [    1] [2    ] [004] [    1.50]
