def attempt(f, *args):
    try:
        return f(*args)
    except Exception as e:
        return f'{type(e).__name__}: {e}'
print(1j, 1 + 2j, -1j, 0j, -0j, complex(-0.0, 1), complex(1, -0.0), complex(0, float('inf')), complex(float('nan'), 1), 1e16j, 1.5e-7 + 3j)
# expect: 1j (1+2j) (-0-1j) 0j (-0-0j) (-0+1j) (1-0j) infj (nan+1j) 1e+16j (1.5e-07+3j)
print((1 + 2j) + 1, 2.5 - 1j, (1 + 2j) * (3 - 1j), (1 + 2j) / (3 - 1j), 1 / 2j, (1 + 2j) / 2, 1j * 1j)
# expect: (2+2j) (2.5-1j) (5+5j) (0.1+0.7000000000000001j) -0.5j (0.5+1j) (-1+0j)
print((1 + 2j)**2, (1 + 2j)**-2, (1 + 1j)**0.5, 2**1j, 0j**0, (1 + 2j)**(1 + 1j), (2 + 3j)**101, 0j**2)
# expect: (-3+4j) (-0.12-0.16j) (1.0986841134678098+0.45508986056222733j) (0.7692389013639721+0.6389612763136348j) (1+0j) (-0.24720004426291722+0.6964504870825432j) (5.339750204400842e+55-1.7140613529864519e+56j) 0j
print(attempt(lambda: 1j / 0), attempt(lambda: 0j**-1), attempt(lambda: 1j // 1), attempt(lambda: 1j % 1), attempt(lambda: 1j < 2), attempt(lambda: pow(1j, 2, 3)), attempt(lambda: (1e200 + 0j)**3), sep='\n')
# expect: ZeroDivisionError: complex division by zero
# expect: ZeroDivisionError: 0.0 to a negative or complex power
# expect: TypeError: unsupported operand type(s) for //: 'complex' and 'int'
# expect: TypeError: unsupported operand type(s) for %: 'complex' and 'int'
# expect: TypeError: '<' not supported between instances of 'complex' and 'int'
# expect: ValueError: complex modulo
# expect: OverflowError: complex exponentiation
print(1 + 0j == 1, 1j == 1, 1 + 0j == 1.0, 2**70 + 0j == 2**70, 1j != 1j, hash(1 + 0j) == hash(1), hash(1 + 2j), bool(0j), bool(1j))
# expect: True False True True False True 2000007 False True
print(abs(3 + 4j), (1 + 2j).conjugate(), (1 + 2j).real, (1 + 2j).imag, -(1 + 2j), +(1 + 2j), attempt(abs, complex(1.7e308, 1.7e308)))
# expect: 5.0 (1-2j) 1.0 2.0 (-1-2j) (1+2j) OverflowError: absolute value too large
for text in '1+2j', ' ( 1-2j ) ', 'j', '-j', '1_0+2_0j', 'inf-nanj', '1e3j', '+1', '1+2', '1+ 2j', '', '(1', '1j+2', '1+j', '2+1jx':
    print(repr(text), attempt(complex, text))
# expect: '1+2j' (1+2j)
# expect: ' ( 1-2j ) ' (1-2j)
# expect: 'j' 1j
# expect: '-j' -1j
# expect: '1_0+2_0j' (10+20j)
# expect: 'inf-nanj' (inf+nanj)
# expect: '1e3j' 1000j
# expect: '+1' (1+0j)
# expect: '1+2' ValueError: complex() arg is a malformed string
# expect: '1+ 2j' ValueError: complex() arg is a malformed string
# expect: '' ValueError: complex() arg is a malformed string
# expect: '(1' ValueError: complex() arg is a malformed string
# expect: '1j+2' ValueError: complex() arg is a malformed string
# expect: '1+j' (1+1j)
# expect: '2+1jx' ValueError: complex() arg is a malformed string
print(attempt(complex, [1]), attempt(complex, 1, '2'), attempt(complex, '1', 2), attempt(complex, 1, []), attempt(complex, 1, 2, 3), complex(1j, 2j), complex(real=1, imag=2), complex(1.5), complex(), sep='\n')
# expect: TypeError: complex() first argument must be a string or a number, not 'list'
# expect: TypeError: complex() second arg can't be a string
# expect: TypeError: complex() can't take second arg if first is a string
# expect: TypeError: complex() second argument must be a number, not 'list'
# expect: TypeError: complex() takes at most 2 arguments (3 given)
# expect: (-2+1j)
# expect: (1+2j)
# expect: (1.5+0j)
# expect: 0j
class A:
    def __complex__(self):
        return 1 + 1j
class B:
    def __complex__(self):
        return 5
class C(complex):
    pass
print(complex(A()), attempt(complex, B()), C(1, 2), type(C(1) + 1).__name__, C('3j'), (1 + 2j).__getnewargs__(), (1j).__complex__())
# expect: (1+1j) TypeError: __complex__ returned non-complex (type int) (1+2j) complex 3j (1.0, 2.0) 1j
print(attempt(int, 1j), attempt(float, 1j), format(1 + 2j, '.2f'), format(1.5j, '>12'), format(1 + 2j, '+.1e'))
# expect: TypeError: int() argument must be a string, a bytes-like object or a real number, not 'complex' TypeError: float() argument must be a string or a real number, not 'complex' 1.00+2.00j         1.5j +1.0e+00+2.0e+00j
