# Bit fields in structures of both byte orders, their limits and errors.
from ctypes import *


class Flags(Structure):
    _fields_ = [("a", c_uint, 3), ("b", c_int, 4), ("c", c_uint, 25), ("d", c_ulonglong, 40)]


class Big(BigEndianStructure):
    _fields_ = [("a", c_uint16, 3), ("b", c_uint16, 5), ("c", c_uint16, 8), ("d", c_uint32, 20)]


for kind in Flags, Big:
    print(kind.__name__, sizeof(kind), [getattr(kind, name) for name in "abcd"])
# expect: Flags 16 [<Field type=c_uint, ofs=0:0, bits=3>, <Field type=c_int, ofs=0:3, bits=4>, <Field type=c_uint, ofs=0:7, bits=25>, <Field type=c_ulong, ofs=8:0, bits=40>]
# expect: Big 8 [<Field type=c_ushort_be, ofs=0:13, bits=3>, <Field type=c_ushort_be, ofs=0:8, bits=5>, <Field type=c_ushort_be, ofs=0:0, bits=8>, <Field type=c_uint_be, ofs=4:12, bits=20>]
flags = Flags(5, -3, 1 << 24, (1 << 40) - 1)
print(flags.a, flags.b, flags.c, hex(flags.d), bytes(flags).hex())
# expect: 5 -3 16777216 0xffffffffff 6d00008000000000ffffffffff000000
flags.a = 15
flags.b = 9
print(flags.a, flags.b, bytes(flags).hex())  # expect: 7 -7 4f00008000000000ffffffffff000000
big = Big(5, 17, 0xAB, 0x12345)
print(big.a, big.b, hex(big.c), hex(big.d), bytes(big).hex())
# expect: 5 17 0xab 0x12345 b1ab000012345000


class Signed(Structure):
    _fields_ = [("a", c_longlong, 1), ("b", c_longlong, 62), ("c", c_longlong, 1),
                ("truth", c_bool, 1)]


signed = Signed(1, -5, -1, 7)
print(signed.a, signed.b, signed.c, signed.truth, sizeof(Signed))  # expect: -1 -5 -1 True 16


class Mixed(Structure):
    _fields_ = [("a", c_short, 4), ("b", c_int, 24), ("c", c_short), ("d", c_int, 4)]


mixed = Mixed(-8, 1 << 22, 3, 7)
print(sizeof(Mixed), mixed.a, mixed.b, mixed.c, mixed.d)  # expect: 12 -8 4194304 3 7


def attempt(*field):
    try:
        type(Structure)("X", (Structure,), {"_fields_": [field]})
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


attempt("a", c_int, 0)  # expect: ValueError: number of bits invalid for bit field
attempt("a", c_int, 33)  # expect: ValueError: number of bits invalid for bit field
attempt("a", c_int, "x")
# expect: TypeError: '_fields_' must be a sequence of (name, C type) pairs
attempt("a", c_double, 3)  # expect: TypeError: bit fields not allowed for type c_double
attempt("a", Flags, 3)  # expect: TypeError: bit fields not allowed for type Flags
attempt("a", c_char, 3)  # expect: TypeError: bit fields not allowed for type c_char
attempt("a", POINTER(c_int), 3)  # expect: TypeError: bit fields not allowed for type LP_c_int
