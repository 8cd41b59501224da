# Views of several dimensions, casts, copies and comparisons; what they refuse.
import array
import struct


def raises(text):
    try:
        exec(text, globals())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


view = memoryview(bytes(range(12))).cast("B", [3, 4])
print(view.shape, view.strides, view.ndim, view.itemsize, view.nbytes, view.format, view.contiguous, view.c_contiguous, view.f_contiguous)  # expect: (3, 4) (4, 1) 2 1 12 B True True False
print(view.tolist(), view[1, 2], view[-1, -1], len(view))  # expect: [[0, 1, 2, 3], [4, 5, 6, 7], [8, 9, 10, 11]] 6 11 3
print(view.tobytes(), view.tobytes("C"), view.tobytes("F"), view.tobytes("A"), view.tobytes(None))  # expect: b'\x00\x01\x02\x03\x04\x05\x06\x07\x08\t\n\x0b' b'\x00\x01\x02\x03\x04\x05\x06\x07\x08\t\n\x0b' b'\x00\x04\x08\x01\x05\t\x02\x06\n\x03\x07\x0b' b'\x00\x01\x02\x03\x04\x05\x06\x07\x08\t\n\x0b' b'\x00\x01\x02\x03\x04\x05\x06\x07\x08\t\n\x0b'
raises('view.tobytes("X")')  # expect: ValueError: order must be 'C', 'F' or 'A'
raises('view.tobytes(5)')  # expect: TypeError: tobytes() argument 'order' must be str or None, not int
print(view.tobytes(order="F") == bytes(range(0, 12, 4)) + bytes(range(1, 12, 4)) + bytes(range(2, 12, 4)) + bytes(range(3, 12, 4)))  # expect: True
raises('view[0]')  # expect: NotImplementedError: multi-dimensional sub-views are not implemented
raises('view[0, 0, 0]')  # expect: TypeError: cannot index 2-dimension view with 3-element tuple
raises('view[3, 0]')  # expect: IndexError: index out of bounds on dimension 1
raises('view[0, 4]')  # expect: IndexError: index out of bounds on dimension 2
raises('view["x"]')  # expect: TypeError: memoryview: invalid slice key
raises('view[0, "x"]')  # expect: TypeError: memoryview: invalid slice key
raises('view[0, 0:1]')  # expect: TypeError: memoryview: invalid slice key
raises('view[()]')  # expect: NotImplementedError: sub-views are not implemented
raises('[row for row in view]')  # expect: NotImplementedError: multi-dimensional sub-views are not implemented
raises('memoryview(b"ab")[()]')  # expect: NotImplementedError: sub-views are not implemented
raises('memoryview(b"ab")[0, 0]')  # expect: TypeError: cannot index 1-dimension view with 2-element tuple
raises('memoryview(b"ab")[2]')  # expect: IndexError: index out of bounds on dimension 1
print(memoryview(b"abcd")[1:3].tobytes(), memoryview(b"abcd")[::2].tobytes(), memoryview(b"abcd")[::-1].tobytes(), memoryview(b"abcd")[3:1].tolist())  # expect: b'bc' b'ac' b'dcba' []
print(memoryview(b"abcd")[::2].contiguous, memoryview(b"abcd")[::-2].tolist(), memoryview(b"abcd")[::2].tobytes("F"), memoryview(b"abcd")[::2].tobytes("A"))  # expect: False [100, 98] b'ac' b'ac'
raises('memoryview(b"abcd")[::2].cast("H")')  # expect: TypeError: memoryview: casts are restricted to C-contiguous views
print(memoryview(b"abcd").cast("H").tolist() == list(struct.unpack("2H", b"abcd")), memoryview(b"abcd").cast("H").cast("B").tolist())  # expect: True [97, 98, 99, 100]
raises('memoryview(b"abcd").cast("H").cast("I")')  # expect: TypeError: memoryview: cannot cast between two non-byte formats
raises('memoryview(b"abc").cast("H")')  # expect: TypeError: memoryview: length is not a multiple of itemsize
raises('memoryview(b"abcd").cast("xy")')  # expect: ValueError: memoryview: destination format must be a native single character format prefixed with an optional '@'
print(memoryview(b"abcd").cast("@H").format, memoryview(b"abcd").cast("c").tolist(), memoryview(b"\0\1").cast("?").tolist())  # expect: @H [b'a', b'b', b'c', b'd'] [False, True]
raises('memoryview(b"abcd").cast(">H")')  # expect: ValueError: memoryview: destination format must be a native single character format prefixed with an optional '@'
raises('memoryview(b"abcd").cast(5)')  # expect: TypeError: cast() argument 'format' must be str, not int
raises('memoryview(b"abcd").cast("B", 5)')  # expect: TypeError: shape must be a list or a tuple
raises('memoryview(b"abcd").cast("B", [2, 3])')  # expect: TypeError: memoryview: product(shape) * itemsize != buffer size
raises('memoryview(b"abcd").cast("B", [-2, -2])')  # expect: ValueError: memoryview.cast(): elements of shape must be integers > 0
raises('memoryview(b"abcd").cast("B", [0, 2])')  # expect: ValueError: memoryview.cast(): elements of shape must be integers > 0
raises('memoryview(b"abcd").cast("B", ["x"])')  # expect: TypeError: memoryview.cast(): elements of shape must be integers
raises('memoryview(b"abcd").cast("B", [2 ** 70])')  # expect: OverflowError: Python int too large to convert to C ssize_t
raises('memoryview(b"abcd").cast("B", [1] * 65)')  # expect: ValueError: memoryview: number of dimensions must not exceed 64
raises('memoryview(b"abcd").cast("B", (2, 2)).cast("B", (4, 1))')  # expect: TypeError: memoryview: cast must be 1D -> ND or ND -> 1D
print(memoryview(b"abcd").cast("B", (2, 2)).cast("B").tolist(), memoryview(b"abcd").cast("B", [1, 1, 4]).tolist())  # expect: [97, 98, 99, 100] [[[97, 98, 99, 100]]]
print(memoryview(b"abcd").cast("H", [1, 2]).tolist() == [list(struct.unpack("2H", b"abcd"))], memoryview(b"a").cast("B", []).tolist(), memoryview(b"a").cast("B", [])[()])  # expect: True 97 97
raises('memoryview(b"ab").cast("B", [])')  # expect: TypeError: memoryview: product(shape) * itemsize != buffer size
raises('len(memoryview(b"a").cast("B", []))')  # expect: TypeError: 0-dim memory has no length
print(memoryview(b"a").cast("B", []).shape, memoryview(b"a").cast("B", []) == memoryview(b"a").cast("B", []), memoryview(b"a").cast("B", [])[...] is not None)  # expect: () True True
for code in "bBhHiIlLqQnNfd":
    v = memoryview(bytearray(16)).cast(code)
    v[0] = 1
    print(code, v[0], v.tolist()[-1], v.itemsize, end="; ")
    for bad in "x", 2 ** 70, -1, 1.5, None:
        try:
            v[1] = bad
            print(v[1], end=" ")
        except Exception as error:
            print(type(error).__name__, error, end=" ")
    print()
chars = memoryview(bytearray(3)).cast("c")
chars[0] = b"x"
# expect: b 1 0 1; TypeError memoryview: invalid type for format 'b' ValueError memoryview: invalid value for format 'b' -1 TypeError memoryview: invalid type for format 'b' TypeError memoryview: invalid type for format 'b' 
# expect: B 1 0 1; TypeError memoryview: invalid type for format 'B' ValueError memoryview: invalid value for format 'B' ValueError memoryview: invalid value for format 'B' TypeError memoryview: invalid type for format 'B' TypeError memoryview: invalid type for format 'B' 
# expect: h 1 0 2; TypeError memoryview: invalid type for format 'h' ValueError memoryview: invalid value for format 'h' -1 TypeError memoryview: invalid type for format 'h' TypeError memoryview: invalid type for format 'h' 
# expect: H 1 0 2; TypeError memoryview: invalid type for format 'H' ValueError memoryview: invalid value for format 'H' ValueError memoryview: invalid value for format 'H' TypeError memoryview: invalid type for format 'H' TypeError memoryview: invalid type for format 'H' 
# expect: i 1 0 4; TypeError memoryview: invalid type for format 'i' ValueError memoryview: invalid value for format 'i' -1 TypeError memoryview: invalid type for format 'i' TypeError memoryview: invalid type for format 'i' 
# expect: I 1 0 4; TypeError memoryview: invalid type for format 'I' ValueError memoryview: invalid value for format 'I' ValueError memoryview: invalid value for format 'I' TypeError memoryview: invalid type for format 'I' TypeError memoryview: invalid type for format 'I' 
# expect: l 1 0 8; TypeError memoryview: invalid type for format 'l' ValueError memoryview: invalid value for format 'l' -1 TypeError memoryview: invalid type for format 'l' TypeError memoryview: invalid type for format 'l' 
# expect: L 1 0 8; TypeError memoryview: invalid type for format 'L' ValueError memoryview: invalid value for format 'L' ValueError memoryview: invalid value for format 'L' TypeError memoryview: invalid type for format 'L' TypeError memoryview: invalid type for format 'L' 
# expect: q 1 0 8; TypeError memoryview: invalid type for format 'q' ValueError memoryview: invalid value for format 'q' -1 TypeError memoryview: invalid type for format 'q' TypeError memoryview: invalid type for format 'q' 
# expect: Q 1 0 8; TypeError memoryview: invalid type for format 'Q' ValueError memoryview: invalid value for format 'Q' ValueError memoryview: invalid value for format 'Q' TypeError memoryview: invalid type for format 'Q' TypeError memoryview: invalid type for format 'Q' 
# expect: n 1 0 8; TypeError memoryview: invalid type for format 'n' ValueError memoryview: invalid value for format 'n' -1 TypeError memoryview: invalid type for format 'n' TypeError memoryview: invalid type for format 'n' 
# expect: N 1 0 8; TypeError memoryview: invalid type for format 'N' ValueError memoryview: invalid value for format 'N' ValueError memoryview: invalid value for format 'N' TypeError memoryview: invalid type for format 'N' TypeError memoryview: invalid type for format 'N' 
# expect: f 1.0 0.0 4; TypeError memoryview: invalid type for format 'f' 1.1805916207174113e+21 -1.0 1.5 TypeError memoryview: invalid type for format 'f' 
# expect: d 1.0 0.0 8; TypeError memoryview: invalid type for format 'd' 1.1805916207174113e+21 -1.0 1.5 TypeError memoryview: invalid type for format 'd' 
print(chars[0], chars.tolist())  # expect: b'x' [b'x', b'\x00', b'\x00']
raises('chars[0] = 5')  # expect: TypeError: memoryview: invalid type for format 'c'
raises('chars[0] = b"xy"')  # expect: ValueError: memoryview: invalid value for format 'c'
raises('chars[5] = b"x"')  # expect: IndexError: index out of bounds on dimension 1
flags = memoryview(bytearray(3)).cast("?")
flags[1] = []
flags[2] = "x"
print(flags.tolist())  # expect: [False, False, True]
pointers = memoryview(bytearray(16)).cast("P")
pointers[0] = 77
print(pointers.tolist())  # expect: [77, 0]
raises('pointers[0] = "x"')  # expect: TypeError: memoryview: invalid type for format 'P'
half = memoryview(bytearray(4)).cast("e")
half[0] = 1.5
print(half.tolist(), half == memoryview(array.array("f", [1.5, 0])))  # expect: [1.5, 0.0] True
raises('half[0] = 1e30')  # expect: ValueError: memoryview: invalid value for format 'e'

# Assignment.
target = bytearray(b"abcdefgh")
t = memoryview(target)
t[1:3] = b"XY"
t[::4] = b"12"
t[5:] = memoryview(b"\0z\0y\0x")[1::2]
t[0:4] = t[1:5]
t[1:5] = t[0:4]
print(target)  # expect: bytearray(b'XXYd2zyx')
raises('t[1:3] = b"long"')  # expect: ValueError: memoryview assignment: lvalue and rvalue have different structures
raises('t[1:3] = array.array("H", [1])')  # expect: ValueError: memoryview assignment: lvalue and rvalue have different structures
raises('t["x"] = 5')  # expect: TypeError: memoryview: invalid slice key
raises('t[0] = "x"')  # expect: TypeError: memoryview: invalid type for format 'B'
raises('t[0] = 256')  # expect: ValueError: memoryview: invalid value for format 'B'
raises('t[0] = -1')  # expect: ValueError: memoryview: invalid value for format 'B'
raises('t[8] = 1')  # expect: IndexError: index out of bounds on dimension 1
raises('t[0, 0] = 1')  # expect: TypeError: cannot index 1-dimension view with 2-element tuple
raises('del t[0]')  # expect: TypeError: cannot delete memory
raises('del t[0:1]')  # expect: TypeError: cannot delete memory
raises('memoryview(b"abc")[0] = 1')  # expect: TypeError: cannot modify read-only memory
two = memoryview(bytearray(6)).cast("B", [2, 3])
two[1, 2] = 9
print(two.tolist())  # expect: [[0, 0, 0], [0, 0, 9]]
raises('two[0, 3] = 1')  # expect: IndexError: index out of bounds on dimension 2
raises('two[0:1] = b"abc"')  # expect: NotImplementedError: memoryview slice assignments are currently restricted to ndim = 1
raises('two[0, 0:1] = b"abc"')  # expect: TypeError: memoryview: invalid slice key
raises('two[...] is two, memoryview(b"abc")[...].tolist()')  # expect: TypeError: memoryview: invalid slice key
raises('target.append(1)')  # expect: BufferError: Existing exports of data: object cannot be re-sized
t.release()
print(target.append(1))  # expect: None
raises('t[0]')  # expect: ValueError: operation forbidden on released memoryview object
raises('t.tolist()')  # expect: ValueError: operation forbidden on released memoryview object
raises('t.nbytes')  # expect: ValueError: operation forbidden on released memoryview object
print(t == t, t != b"", t == bytearray(b""))  # expect: True True False
print(repr(t).split(" at ")[0])  # expect: <released memory
raises('hash(t)')  # expect: ValueError: operation forbidden on released memoryview object
raises('len(t)')  # expect: ValueError: operation forbidden on released memoryview object
print(t.release(), t.__exit__(None, None, None))  # expect: None None
raises('t.__enter__()')  # expect: ValueError: operation forbidden on released memoryview object
with memoryview(b"abc") as w: print(w.tolist())  # expect: [97, 98, 99]
raises('w[0]')  # expect: ValueError: operation forbidden on released memoryview object

# Comparison.
print(memoryview(b"abc") == b"abc", memoryview(b"abc") == "abc", memoryview(b"abc") != b"abd", memoryview(b"ab") == b"abc", memoryview(b"abc")[::-1] == b"cba")  # expect: True False True False True
print(memoryview(array.array("i", [1, 2])) == memoryview(array.array("d", [1.0, 2.0])), memoryview(array.array("d", [float("nan")])) == memoryview(array.array("d", [float("nan")])))  # expect: True False
print(memoryview(bytes(4)).cast("B", [2, 2]) == memoryview(bytes(4)).cast("B", [2, 2]), memoryview(bytes(4)).cast("B", [2, 2]) == bytes(4), memoryview(bytes(6)).cast("B", [2, 3]) == memoryview(bytes(6)).cast("B", [3, 2]))  # expect: True False False
print(memoryview(bytes(range(4))).cast("B", [2, 2]) == memoryview(array.array("H", range(4))).cast("B").cast("H", [2, 2]))  # expect: True
print(memoryview(array.array("w", "ab")) == memoryview(array.array("w", "ab")))  # expect: False
raises('memoryview(b"a") < memoryview(b"b")')  # expect: TypeError: '<' not supported between instances of 'memoryview' and 'memoryview'
print(hash(memoryview(b"abc")) == hash(b"abc"), hash(memoryview(b"abc")[::2]) == hash(b"ac"))  # expect: True True
raises('hash(memoryview(bytearray(b"abc")))')  # expect: ValueError: cannot hash writable memoryview object
raises('hash(memoryview(b"abcd").cast("H"))')  # expect: ValueError: memoryview: hashing is restricted to formats 'B', 'b' or 'c'
print(memoryview(b"abc").hex(), memoryview(b"abc").hex(":"), memoryview(b"abcd").hex("-", 2), memoryview(b"abcd")[::2].hex())  # expect: 616263 61:62:63 6162-6364 6163
print(memoryview(b"abc").obj, memoryview(b"abc").readonly, memoryview(memoryview(b"abc")).obj, memoryview(b"abc").toreadonly().readonly, memoryview(bytearray(b"abc")).toreadonly().readonly)  # expect: b'abc' True b'abc' True True
print(memoryview(b"abc").suboffsets, memoryview(object=b"abc").tolist(), 97 in memoryview(b"abc"), list(reversed(memoryview(b"abc"))), memoryview(b"aba").count if hasattr(memoryview, "count") else None)  # expect: () [97, 98, 99] True [99, 98, 97] None
raises('memoryview(5)')  # expect: TypeError: memoryview: a bytes-like object is required, not 'int'
raises('memoryview()')  # expect: TypeError: memoryview() missing required argument 'object' (pos 1)
raises('memoryview("abc")')  # expect: TypeError: memoryview: a bytes-like object is required, not 'str'
raises('memoryview(b"", b"")')  # expect: TypeError: memoryview() takes at most 1 argument (2 given)
print(memoryview._from_flags(bytearray(b"abc"), 0).readonly, memoryview._from_flags(bytearray(b"abc"), 1).readonly)  # expect: False False
raises('memoryview._from_flags(b"abc", 1)')  # expect: BufferError: Object is not writable.
print(memoryview(b"").tolist(), memoryview(b"").cast("H").tolist(), memoryview(b"").tobytes(), memoryview(b"")[0:0].tobytes())  # expect: [] [] b'' b''

# views of nothing may have no address at all
print(memoryview(bytearray()) == memoryview(b""), memoryview(bytearray()) == b"")  # expect: True True
