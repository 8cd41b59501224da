# preload: decimal
from decimal import Context, Decimal, DivisionByZero, Inexact, InvalidOperation, getcontext, localcontext, ROUND_UP
a, b = Decimal("1.10"), Decimal("-7.3e-5")
print(a + b, a - b, a * b, a / 3, a // b, a % b, a ** 3, -a, abs(b), divmod(a, Decimal("0.3")), Decimal(2).sqrt(), a.exp(), a.ln(), a.log10())
print(a.quantize(Decimal("0.1"), ROUND_UP), b.normalize(), b.as_tuple(), a.as_integer_ratio(), Decimal.from_float(0.1), int(Decimal("12.9")), float(b), hash(a) == hash(Decimal("1.1")))
print(f"{Decimal('1234567.891'):,.2f}", repr(Decimal((1, (1, 2), 3))), Decimal("NaN").is_nan(), Decimal("inf") > 5, a.compare(b), max(a, b), sum([a, b, Decimal(1)]), a.fma(2, 3), b.to_eng_string())
with localcontext(prec=5) as context:
    print(Decimal(1) / 7, context.prec, context.flags[Inexact], Context(prec=3).create_decimal("3.14159"), context.copy().Emax)
for wrong in lambda: Decimal(1) / 0, lambda: Decimal("x"), lambda: Decimal(-1).sqrt():
    try:
        wrong()
    except (DivisionByZero, InvalidOperation) as error:
        print(type(error).__name__)
