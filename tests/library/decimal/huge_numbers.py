"""Large coefficients are multiplied and divided quickly; impossible ones are out of memory."""
import time
from decimal import *

start = time.monotonic()
with localcontext(prec=200_000, Emax=MAX_EMAX, Emin=MIN_EMIN):
    third = Decimal(1) / 3
    product = third * third
    print(str(product)[:12], str(product)[-8:], str(Decimal(2).sqrt())[-8:])  # expect: 0.1111111111 11111111 12695576
    print(Decimal('9' * 100_000) + 1 == Decimal('1E+100000'), len(str(Decimal(7) ** 100_000)))  # expect: True 84510
print(time.monotonic() - start < 20)  # expect: True
with localcontext(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN) as context:
    context.traps[Inexact] = True

    try:
        Decimal(1) / 3
    except MemoryError:
        print('MemoryError')  # expect: MemoryError
    try:
        int(Decimal('1E+99999999999999'))
    except MemoryError:
        print('MemoryError')  # expect: MemoryError
with localcontext(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN):
    print(Decimal(2) ** 200, Decimal(6) * 7, Decimal('1E+999999999999') * 10)  # expect: 1606938044258990275541962092341162602522202993782792835301376 42 1.0E+1000000000000
    for action in Decimal(2).sqrt, Decimal(1).logical_invert, lambda: Decimal(1).shift(10**17):
        try:
            print(action())
        except MemoryError:
            print('MemoryError')
# expect: MemoryError
# expect: MemoryError
# expect: MemoryError
