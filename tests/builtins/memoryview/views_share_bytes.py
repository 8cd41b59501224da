data = bytearray(b"abcdefgh")
m = memoryview(data)
print(m[0], m[-1], m[1:3].tobytes(), m[::-2].tolist(), len(m), m.nbytes, m.format, m.itemsize, m.readonly)  # expect: 97 104 b'bc' [104, 102, 100, 98] 8 8 B 1 False
m[0] = 65
m[2:4] = b"XY"
print(data, m.shape, m.strides, m.ndim, m.contiguous, m.obj is data, m == data, m[1:] == b"bXYefgh")  # expect: bytearray(b'AbXYefgh') (8,) (1,) 1 True True True True
i = m.cast("I")
print(i.tolist() == [int.from_bytes(data[:4], "little"), int.from_bytes(data[4:], "little")], i.itemsize, len(i))  # expect: True 4 2
grid = m.cast("B", (2, 4))
print(grid.tolist(), grid[1, 2], grid.shape, grid.strides, grid.tobytes())  # expect: [[65, 98, 88, 89], [101, 102, 103, 104]] 103 (2, 4) (4, 1) b'AbXYefgh'
print(memoryview(b"ab").readonly, hash(memoryview(b"ab")) == hash(b"ab"), list(memoryview(b"ab")))  # expect: True True [97, 98]
r = m.toreadonly()
try:
    r[0] = 1
except TypeError as e:
    print(e)  # expect: cannot modify read-only memory
try:
    m[100]
except IndexError as e:
    print(e)  # expect: index out of bounds on dimension 1
try:
    m[0:2] = b"abc"
except ValueError as e:
    print(e)  # expect: memoryview assignment: lvalue and rvalue have different structures
try:
    memoryview("x")
except TypeError as e:
    print(e)  # expect: memoryview: a bytes-like object is required, not 'str'
try:
    m[0] = 256
except ValueError as e:
    print(e)  # expect: memoryview: invalid value for format 'B'
f = memoryview(bytearray(8)).cast("d")
f[0] = 2.5
print(f[0], f.tolist(), m.hex(), memoryview(b"abc").hex("-"))  # expect: 2.5 [2.5] 4162585965666768 61-62-63
with memoryview(data) as scoped:
    print(scoped[0])  # expect: 65
try:
    scoped[0]
except ValueError as e:
    print(e)  # expect: operation forbidden on released memoryview object
