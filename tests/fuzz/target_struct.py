"""struct and array: the first line is a format, the rest the bytes to unpack."""

import struct
from array import array

EXPECTED = struct.error, MemoryError, OverflowError, KeyboardInterrupt


def fuzz(data):
    layout, _, rest = data.partition(b"\n")
    try:
        size = struct.calcsize(layout)
    except (*EXPECTED, UnicodeDecodeError):
        return
    assert size >= 0
    if size > 1 << 20:
        return
    rest = (rest + bytes(size))[:size]
    try:
        values = struct.unpack(layout, rest)
        packed = struct.pack(layout, *values)
        assert len(packed) == size
        again = struct.unpack(layout, packed)
        assert repr(values) == repr(again), (values, again)
        buffer = bytearray(size + 3)
        struct.pack_into(layout, buffer, 3, *values)
        assert bytes(buffer[3:]) == packed
        for letter in "bBhHiIlLqQfdwu":
            if letter.encode() in layout:
                items = array(letter)
                items.frombytes(rest[:len(rest) - len(rest) % items.itemsize])
                items.tolist()
                memoryview(items).tolist()
    except (*EXPECTED, ValueError):
        pass
