"""Decimal fixed-point and floating-point arithmetic.

This is an implementation of decimal floating-point arithmetic based on the
General Decimal Arithmetic Specification (speleotrove.com/decimal) and IEEE
standard 854-1987. The number of digits, the exponents' range, rounding and
the treatment of exceptional conditions are those of the current context:

>>> from decimal import Decimal, getcontext, localcontext
>>> Decimal('1.33') + Decimal('1.27')
Decimal('2.60')
>>> with localcontext(prec=9):
...     Decimal(1) / 3
Decimal('0.333333333')
"""

try:
    from _decimal import *
    from _decimal import __libmpdec_version__, __version__
except ImportError:  # hidden on purpose: the one in Python, where a library on disk has it
    import sys
    import _pydecimal
    sys.modules[__name__] = _pydecimal
