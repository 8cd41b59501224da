# tb_lineno: of the instruction tb_lasti names, unless another was given.
from types import TracebackType


def fails():
    return (1 /
            0)


try:
    fails()
except ZeroDivisionError as error:
    outer = error.__traceback__
    inner = outer.tb_next

print(outer.tb_lineno, inner.tb_lineno, inner.tb_frame.f_lineno)  # expect: 11 6 6
print([TracebackType(None, inner.tb_frame, inner.tb_lasti, line).tb_lineno  # expect: [6, 0, -5, 1234]
       for line in (-1, 0, -5, 1234)])
print(TracebackType(None, inner.tb_frame, 100_000, -1).tb_lineno)  # expect: None
print(TracebackType(None, inner.tb_frame, -3, -1).tb_lineno)  # expect: 5
print(TracebackType(inner, inner.tb_frame, -3, 7).tb_lasti)  # expect: -3


def goes_on(error):
    try:
        raise error
    finally:
        later = 1


try:
    goes_on(KeyError("key"))
except KeyError as error:
    print(error.__traceback__.tb_next.tb_lineno, error.__traceback__.tb_next.tb_frame.f_lineno)  # expect: 26 28
