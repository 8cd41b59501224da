"""A context says how to round, collects flags, and turns what is trapped into exceptions."""
import copy
import pickle
import threading
from decimal import *

print(getcontext())  # expect: Context(prec=28, rounding=ROUND_HALF_EVEN, Emin=-999999, Emax=999999, capitals=1, clamp=0, flags=[], traps=[InvalidOperation, DivisionByZero, Overflow])
with localcontext(prec=5, rounding=ROUND_DOWN) as context:
    print(Decimal(2) / 3, context.flags[Inexact], context.flags[Overflow])  # expect: 0.66666 True False
print(Decimal(2) / 3)  # expect: 0.6666666666666666666666666667
for rounding in (ROUND_UP, ROUND_DOWN, ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, ROUND_HALF_DOWN,
                 ROUND_HALF_EVEN, ROUND_05UP):
    context = Context(prec=2, rounding=rounding)
    print(rounding, [str(context.create_decimal(x)) for x in ('1.25', '-1.25', '1.35', '1.01', '-1.49')])
# expect: ROUND_UP ['1.3', '-1.3', '1.4', '1.1', '-1.5']
# expect: ROUND_DOWN ['1.2', '-1.2', '1.3', '1.0', '-1.4']
# expect: ROUND_CEILING ['1.3', '-1.2', '1.4', '1.1', '-1.4']
# expect: ROUND_FLOOR ['1.2', '-1.3', '1.3', '1.0', '-1.5']
# expect: ROUND_HALF_UP ['1.3', '-1.3', '1.4', '1.0', '-1.5']
# expect: ROUND_HALF_DOWN ['1.2', '-1.2', '1.3', '1.0', '-1.5']
# expect: ROUND_HALF_EVEN ['1.2', '-1.2', '1.4', '1.0', '-1.5']
# expect: ROUND_05UP ['1.2', '-1.2', '1.3', '1.1', '-1.4']
context = Context(prec=3, Emin=-3, Emax=3, clamp=1, capitals=0, traps=[])
print(context.create_decimal('12345'), context.create_decimal('1E-5'), context.create_decimal('1E3'))  # expect: Infinity 0.00001 1.00E+3
print(context.Etiny(), context.Etop(), context)  # expect: -5 1 Context(prec=3, rounding=ROUND_HALF_EVEN, Emin=-3, Emax=3, capitals=0, clamp=1, flags=[Clamped, Inexact, Overflow, Rounded, Subnormal], traps=[])
print(context.flags)  # expect: {<class 'decimal.InvalidOperation'>:False, <class 'decimal.FloatOperation'>:False, <class 'decimal.DivisionByZero'>:False, <class 'decimal.Overflow'>:True, <class 'decimal.Underflow'>:False, <class 'decimal.Subnormal'>:True, <class 'decimal.Inexact'>:True, <class 'decimal.Rounded'>:True, <class 'decimal.Clamped'>:True}
print(list(context.flags) == list(context.traps), len(context.flags), context.flags == context.traps)  # expect: True 9 False
context.clear_flags()
context.traps[Inexact] = True
for action in (lambda: context.divide(1, 3), lambda: setattr(context, 'prec', 0),
               lambda: setattr(context, 'rounding', 'up'), lambda: context.flags[1],
               lambda: delattr(context, 'prec'), lambda: Context(traps=3), lambda: setcontext(7),
               lambda: localcontext(unknown=1), lambda: context.add(1, '2')):
    try:
        action()
    except Exception as error:
        print(type(error).__name__, error)
# expect: Inexact [<class 'decimal.Inexact'>]
# expect: ValueError valid range for prec is [1, MAX_PREC]
# expect: TypeError valid values for rounding are:
# expect:   [ROUND_CEILING, ROUND_FLOOR, ROUND_UP, ROUND_DOWN,
# expect:    ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN,
# expect:    ROUND_05UP]
# expect: KeyError 'valid values for signals are:\n  [InvalidOperation, FloatOperation, DivisionByZero,\n   Overflow, Underflow, Subnormal, Inexact, Rounded,\n   Clamped]'
# expect: AttributeError context attributes cannot be deleted
# expect: TypeError argument must be a signal dict
# expect: TypeError argument must be a context
# expect: TypeError this function got an unexpected keyword argument 'unknown'
# expect: TypeError conversion from str to Decimal is not supported
print(pickle.loads(pickle.dumps(context)), copy.copy(context).flags[Inexact])  # expect: Context(prec=3, rounding=ROUND_HALF_EVEN, Emin=-3, Emax=3, capitals=0, clamp=1, flags=[Inexact, Rounded], traps=[Inexact]) True
print(ExtendedContext, BasicContext, sep='\n')
# expect: Context(prec=9, rounding=ROUND_HALF_EVEN, Emin=-999999, Emax=999999, capitals=1, clamp=0, flags=[], traps=[])
# expect: Context(prec=9, rounding=ROUND_HALF_UP, Emin=-999999, Emax=999999, capitals=1, clamp=0, flags=[], traps=[Clamped, InvalidOperation, DivisionByZero, Overflow, Underflow])
getcontext().prec = 7
precisions = []
thread = threading.Thread(target=lambda: precisions.append(getcontext().prec))
thread.start()
thread.join()
print(precisions, getcontext().prec, MAX_PREC, MAX_EMAX, MIN_EMIN, MIN_ETINY)  # expect: [28] 7 999999999999999999 999999999999999999 -999999999999999999 -1999999999999999997
print([c.__name__ for c in Overflow.__mro__], FloatOperation.__bases__)  # expect: ['Overflow', 'Inexact', 'Rounded', 'DecimalException', 'ArithmeticError', 'Exception', 'BaseException', 'object'] (<class 'decimal.DecimalException'>, <class 'TypeError'>)
flags = context.flags
del context
print(flags[Inexact], len(flags))  # expect: True 9
