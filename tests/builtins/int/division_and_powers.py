def attempt(f):
    try:
        return f()
    except Exception as e:
        return f'{type(e).__name__}: {e}'
print(attempt(lambda: 1 // 0), attempt(lambda: 1 % 0), attempt(lambda: divmod(1, 0)), attempt(lambda: 1 / 0), sep='\n')
# expect: ZeroDivisionError: integer division or modulo by zero
# expect: ZeroDivisionError: integer modulo by zero
# expect: ZeroDivisionError: integer division or modulo by zero
# expect: ZeroDivisionError: division by zero
print(10**40 / 10**38, 10**400 / 10**399, (2**53 + 1) / 1, 1 / 3, -1 / 10**310, 5 / 10**330)
# expect: 100.0 10.0 9007199254740992.0 0.3333333333333333 -1e-310 0.0
print(attempt(lambda: 10**400 / 3), attempt(lambda: float(10**400)), sep='\n')
# expect: OverflowError: integer division result too large for a float
# expect: OverflowError: int too large to convert to float
print((2**1074 + 1) / 2**2148, (2**54 + 1) / 2, (3 * 2**54 + 1) / 2)
# expect: 5e-324 9007199254740992.0 2.7021597764222976e+16
print(2**10, (-3)**5, 0**0, 2**-2, (-2)**-1, 10**25, 7**40, (-1)**(10**30), 1**(10**30), 0**(10**30))
# expect: 1024 -243 1 0.25 -0.5 10000000000000000000000000 6366805760909027985741435139224001 1 1 0
print(attempt(lambda: 0**-1), pow(3, 200, 13), pow(3, -1, 7), pow(-5, 3, 7), pow(5, 3, -7), pow(2, 1000, 1), sep='\n')
# expect: ZeroDivisionError: 0.0 cannot be raised to a negative power
# expect: 9
# expect: 5
# expect: 1
# expect: -1
# expect: 0
print(attempt(lambda: pow(2, 3, 0)), attempt(lambda: pow(2, -1, 4)), attempt(lambda: pow(2, 1.0, 3)), sep='\n')
# expect: ValueError: pow() 3rd argument cannot be 0
# expect: ValueError: base is not invertible for the given modulus
# expect: TypeError: pow() 3rd argument not allowed unless all arguments are integers
print(attempt(lambda: 1 << -1), attempt(lambda: 1 >> -1), attempt(lambda: 1 << 2**70), 0 << 2**70, -1 >> 2**70, sep='\n')
# expect: ValueError: negative shift count
# expect: ValueError: negative shift count
# expect: OverflowError: too many digits in integer
# expect: 0
# expect: -1
print(round(15, -1), round(25, -1), round(-25, -1), round(12345, -5), round(2**70, -10), round(7, 3), round(5, -400))
# expect: 20 20 -20 0 1180591620720000000000 7 0
print(attempt(lambda: 'a' + 1), attempt(lambda: 1 + 'a'), attempt(lambda: 1 < 'a'), attempt(lambda: 1 & 1.5), sep='\n')
# expect: TypeError: can only concatenate str (not "int") to str
# expect: TypeError: unsupported operand type(s) for +: 'int' and 'str'
# expect: TypeError: '<' not supported between instances of 'int' and 'str'
# expect: TypeError: unsupported operand type(s) for &: 'int' and 'float'
