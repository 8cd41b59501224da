# How many digits a number has: all lengths to 1,500, and what is next to powers of ten and of two.
from decimal import Decimal, localcontext, MAX_EMAX, MIN_EMIN

wrong = []
for digits in range(1, 1500):
    for number in 10 ** (digits - 1), 10 ** digits - 1, 3 * 10 ** (digits - 1) + 5:
        if Decimal(number).adjusted() != digits - 1:
            wrong.append(number)
for bits in range(1, 3000, 7):
    for number in 2 ** bits, 2 ** bits - 1:
        if Decimal(number).adjusted() != len(str(number)) - 1:
            wrong.append(number)
print(wrong)  # expect: []
with localcontext() as context:
    context.prec, context.Emax, context.Emin = 200, MAX_EMAX, MIN_EMIN
    print(Decimal(10) ** 199 - 1 == Decimal("9" * 199), len(str(Decimal(1) / 7)))  # expect: True 202
