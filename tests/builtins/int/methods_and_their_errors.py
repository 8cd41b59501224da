def attempt(f, *args, **kw):
    try:
        return f(*args, **kw)
    except Exception as e:
        return f'{type(e).__name__}: {e}'
print([(n.bit_length(), n.bit_count()) for n in (0, 1, -1, 255, -256, 2**63, 2**64 - 1, 3**100)])
# expect: [(0, 0), (1, 1), (1, 1), (8, 8), (9, 1), (64, 1), (64, 64), (159, 85)]
print((10).as_integer_ratio(), (True).as_integer_ratio(), (5).is_integer(), (5).conjugate(), (5).real, (5).imag, (-5).numerator, (5).denominator)
# expect: (10, 1) (1, 1) True 5 5 0 -5 1
print((1000).to_bytes(2), (1000).to_bytes(4, 'little'), (-1).to_bytes(2, signed=True), (-128).to_bytes(1, signed=True), (0).to_bytes(0), (5).to_bytes())
# expect: b'\x03\xe8' b'\xe8\x03\x00\x00' b'\xff\xff' b'\x80' b'' b'\x05'
print(attempt((256).to_bytes, 1), attempt((-1).to_bytes, 1), attempt((128).to_bytes, 1, signed=True), attempt((1).to_bytes, -1), attempt((1).to_bytes, 1, 'x'), sep='\n')
# expect: OverflowError: int too big to convert
# expect: OverflowError: can't convert negative int to unsigned
# expect: OverflowError: int too big to convert
# expect: ValueError: length argument must be non-negative
# expect: ValueError: byteorder must be either 'little' or 'big'
print(int.from_bytes(b'\x01\x00'), int.from_bytes(b'\x01\x00', 'little'), int.from_bytes(b'\xff', signed=True), int.from_bytes([1, 2]), int.from_bytes(b''), int.from_bytes(b'\xff' * 20, signed=True))
# expect: 256 1 -1 258 0 -1
print(attempt(int.from_bytes, 5), attempt(int.from_bytes, 'a'), attempt(int.from_bytes, [256]), sep='\n')
# expect: TypeError: cannot convert 'int' object to bytes
# expect: TypeError: cannot convert 'str' object to bytes
# expect: ValueError: bytes must be in range(0, 256)
class I(int):
    def __repr__(self):
        return f'I({int(self)})'
i = I('12')
print(i, [i], i + 1, type(i + 1).__name__, I(2**80) * 2, I.from_bytes(b'\x05'), isinstance(i, int), hash(i) == hash(12), -i, +i, type(+i).__name__, abs(I(-3)))
# expect: I(12) [I(12)] 13 int 2417851639229258349412352 I(5) True True -12 12 int 3
i.attribute = 1
print(i.attribute, I(), {i: 1}[12], i == 12, i.__getnewargs__())  # expect: 1 I(0) 1 True (12,)
class J:
    def __index__(self):
        return 7
print(int(J()), hex(J()), [0] * 10 and list(range(10))[J()], 3 .__add__(J()), (5).__add__(2.5), (5).__radd__(3), (5).__rsub__(7), (5).__rpow__(2))
# expect: 7 0x7 7 NotImplemented NotImplemented 8 2 32
print((5).__floordiv__('a'), (5).__lt__(6), (5).__eq__('a'), (5).__divmod__(3), (5).__pow__(3, 7), (5).__bool__(), (0).__bool__())
# expect: NotImplemented True NotImplemented (1, 2) 6 True False
print((3).__round__(), (15).__round__(-1), (3).__floor__(), (3).__ceil__(), (3).__trunc__(), (3).__int__(), (3).__float__(), (3).__index__(), (3).__format__('b'))
# expect: 3 20 3 3 3 3 3.0 3 11
