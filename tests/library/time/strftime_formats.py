# strftime: what a format may be, and the ranges of the fields.
import time

noon = (2024, 2, 29, 12, 5, 9, 3, 60, 0)


def attempt(format, fields=noon):
    try:
        return time.strftime(format, fields)
    except Exception as error:
        return f"{type(error).__name__}: {error}"


print(attempt("%Y-%m-%d %H:%M:%S %j %%"))  # expect: 2024-02-29 12:05:09 060 %
print(ascii(attempt("é \ud800")), repr(attempt("")))  # expect: '\xe9 \ud800' ''
print(attempt("%S\0"))  # expect: ValueError: embedded null character
print(attempt(b"%S"))  # expect: TypeError: strftime() argument 1 must be str, not bytes
print(attempt("%m", (2024, 13, *noon[2:])))  # expect: ValueError: month out of range
print(attempt("%H", (2024, 1, 1, 24, *noon[4:])))  # expect: ValueError: hour out of range
