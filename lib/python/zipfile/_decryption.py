"""The encryption that ZIP archives have had from the beginning: a stream of bytes out of three
numbers, which the password and then the bytes themselves stir. It is weak, and slow in Python."""

from functools import cache

ENCRYPTION_HEADER_SIZE = 12


@cache
def _make_crc_table():
    table = []
    for number in range(256):
        for _ in range(8):
            number = number >> 1 ^ (0xedb88320 if number & 1 else 0)
        table.append(number)
    return table


def decrypter(password):
    """A function that decrypts one piece after the other."""
    table = _make_crc_table()
    first, second, third = 0x12345678, 0x23456789, 0x34567890

    def stir(byte):
        nonlocal first, second, third
        first = first >> 8 ^ table[(first ^ byte) & 0xff]
        second = ((second + (first & 0xff)) * 134775813 + 1) & 0xffffffff
        third = third >> 8 ^ table[(third ^ second >> 24) & 0xff]

    def decrypt(data):
        plain = bytearray()
        for byte in data:
            key = third | 2
            byte ^= key * (key ^ 1) >> 8 & 0xff
            stir(byte)
            plain.append(byte)
        return bytes(plain)

    for byte in password:
        stir(byte)
    return decrypt
