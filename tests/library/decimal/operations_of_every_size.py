# Sums, products and quotients of numbers of every size, in contexts of every kind, with their flags.
import hashlib
import random
from decimal import *

random.seed(5)
seen = hashlib.sha256()


def number():
    digits = random.choice([1, 2, 5, 9, 15, 19, 20, 27, 28, 29, 36, 38, 39])
    power = 10 ** (digits - 1)
    coefficient = random.choice([random.randrange(power * 10), random.randrange(power * 10), 1, 2, 5, power,
                                 power * 10 - 1, 5 * power, 25 * power])
    scale = random.choice([0, 0, -2, 3, -digits, -30, 40, -6140, 6100])
    return Decimal(coefficient).scaleb(scale) * random.choice([1, -1])


for precision in (1, 2, 3, 9, 16, 28, 29, 34, 36, 37, 38, 50):
    for rounding in (ROUND_HALF_EVEN, ROUND_UP, ROUND_DOWN, ROUND_HALF_UP, ROUND_CEILING):
        for clamp in (0, 1):
            context = Context(rounding=rounding, Emin=-6143, Emax=6144, clamp=clamp, traps=[])
            setcontext(context)
            for i in range(20):
                context.prec = 999
                a, b = number(), number()
                context.prec = precision
                for name in ('__add__', '__sub__', '__mul__', '__truediv__', '__floordiv__', '__mod__'):
                    context.clear_flags()
                    result = getattr(a, name)(b)
                    flags = sorted(flag.__name__ for flag, is_set in context.flags.items() if is_set)
                    seen.update(f'{a} {name} {b} {result} {flags}'.encode())
print(seen.hexdigest())  # expect: 6dc6a8cea4850b9869528661904b1aa7841536f40a6f739fbd0a285c922993f6

# What rounding lifts to the smallest normal number was subnormal all the same.
setcontext(Context(prec=3, Emin=-5, Emax=5, traps=[]))
lifted = Decimal('0.00000999') + Decimal('0.000000009')
print(lifted, [flag.__name__ for flag, is_set in getcontext().flags.items() if is_set])  # expect: 0.0000100 ['Underflow', 'Subnormal', 'Inexact', 'Rounded']
