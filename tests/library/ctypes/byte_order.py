# Structures in the other byte order, numbers with both.
from ctypes import *


class Header(BigEndianStructure):
    _fields_ = [("version", c_uint8), ("length", c_uint16), ("id", c_uint32), ("ratio", c_double),
                ("parts", c_uint16 * 2)]


class Little(LittleEndianStructure):
    _fields_ = [("length", c_uint16)]


class Either(BigEndianUnion):
    _fields_ = [("number", c_uint32), ("bytes", c_ubyte * 4)]


header = Header(1, 0x203, 0x4050607, 1.0, (1, 2))
print(bytes(header).hex(), sizeof(Header), header.length, header.parts[:], header.ratio)
# expect: 01000203040506073ff00000000000000001000200000000 24 515 [1, 2] 1.0
print(Header.from_buffer_copy(bytes(header)).id == 0x4050607, Header.length)
# expect: True <Field type=c_ushort_be, ofs=2, size=2>
print(bytes(Little(0x102)), Little.__base__ is Structure, list(Either(1).bytes))
# expect: b'\x02\x01' True [0, 0, 0, 1]
big = c_int.__ctype_be__
print(big.__name__, bytes(big(1)), big(-2), big.__ctype_le__ is c_int, big.__ctype_be__ is big)
# expect: c_int_be b'\x00\x00\x00\x01' c_int_be(-2) True True
print(c_ubyte.__ctype_be__ is c_ubyte, c_char.__ctype_le__ is c_char)  # expect: True True
print(BigEndianStructure.__name__, BigEndianStructure, BigEndianUnion.__mro__[1].__name__)
# expect: BigEndianStructure <class 'ctypes._endian.BigEndianStructure'> Union
try:
    class Bad(BigEndianStructure):
        _fields_ = [("pointer", POINTER(c_int))]
except TypeError as error:
    print(error)
# expect: This type does not support other endian: <class '__main__.LP_c_int'>
