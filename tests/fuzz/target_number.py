"""int, float and complex from text, and back."""

EXPECTED = ValueError, OverflowError, MemoryError, KeyboardInterrupt


def try_int(text, base):
    try:
        number = int(text, base)
    except EXPECTED:
        return
    assert int(str(number)) == number
    assert int(hex(number), 16) == number
    size = number.bit_length() // 8 + 1
    assert int.from_bytes(number.to_bytes(size, "big", signed=True), "big", signed=True) == number


def try_float(text):
    try:
        number = float(text)
    except EXPECTED:
        return
    if number == number:
        assert float(repr(number)) == number, repr(number)
        assert float.fromhex(number.hex()) == number
        assert "%.17g" % number and f"{number:.30f}" and round(number, 3) is not None


def try_hex(text):
    try:
        number = float.fromhex(text)
    except EXPECTED:
        return
    assert number != number or float.fromhex(number.hex()) == number


def try_complex(text):
    try:
        number = complex(text)
    except EXPECTED:
        return
    if number == number:
        assert complex(repr(number)) == number, repr(number)


def fuzz(data):
    if len(data) > 5000:
        return
    for text in data, data.decode(errors="replace"):
        for base in 10, 0, 2, 16, 36:
            try_int(text, base)
        try_float(text)
    try_hex(text)
    try_complex(text)
