"""The arguments of pickle's opcodes as they are in the stream: how to read each kind.

A size below zero says where the argument ends: at a newline, or behind a count of bytes that comes
first (of one byte, four signed, four or eight).
"""

import codecs
import struct
import sys

UP_TO_NEWLINE = -1
TAKEN_FROM_ARGUMENT1 = -2
TAKEN_FROM_ARGUMENT4 = -3
TAKEN_FROM_ARGUMENT4U = -4
TAKEN_FROM_ARGUMENT8U = -5


class ArgumentDescriptor:
    """name, n (the size in bytes or one of the numbers above), reader(file), doc"""

    __slots__ = "name", "n", "reader", "doc"

    def __init__(self, name, n, reader, doc):
        self.name, self.n, self.reader, self.doc = name, n, reader, doc

    def __repr__(self):
        return f"<{type(self).__name__} {self.name}>"


def _fixed(name, layout):
    def read(file):
        size = struct.calcsize(layout)
        data = file.read(size)
        if len(data) != size:
            raise ValueError(f"not enough data in stream to read {name}")
        return struct.unpack(layout, data)[0]
    return read


_COUNTS = {
    TAKEN_FROM_ARGUMENT1: _fixed("uint1", "<B"), TAKEN_FROM_ARGUMENT4: _fixed("int4", "<i"),
    TAKEN_FROM_ARGUMENT4U: _fixed("uint4", "<I"), TAKEN_FROM_ARGUMENT8U: _fixed("uint8", "<Q")}


def _counted(name, size, convert):
    def read(file):
        count = _COUNTS[size](file)
        if count < 0:
            raise ValueError(f"{name} byte count < 0: {count}")
        if count > sys.maxsize:
            raise ValueError(f"{name} byte count > sys.maxsize: {count}")
        data = file.read(count)
        if len(data) != count:
            raise ValueError(f"expected {count} bytes in a {name}, but only {len(data)} remain")
        return convert(data)
    return read


def _line(file, name="stringnl"):
    data = file.readline()
    if not data.endswith(b"\n"):
        raise ValueError(f"no newline found when trying to read {name}")
    return data[:-1]


def _read_stringnl(file):
    data = _line(file)
    quote = data[:1]
    if quote not in (b"'", b'"'):
        raise ValueError(f"no string quotes around {data!r}")
    if len(data) < 2 or not data.endswith(quote):
        raise ValueError(f"strinq quote {quote!r} not found at both ends of {data!r}")
    return codecs.escape_decode(data[1:-1])[0].decode("ascii")


def _read_noescape(file):
    return codecs.escape_decode(_line(file))[0].decode("ascii")


def _read_decimalnl_short(file):
    text = _line(file)
    return {b"00": False, b"01": True}[text] if text in (b"00", b"01") else int(text)


def _text(data):
    return data.decode("utf-8", "surrogatepass")


def _latin(data):
    return data.decode("latin-1")


def _whole_number(data):
    return int.from_bytes(data, "little", signed=True)


def _describe(name, size, reader, doc):
    return name, ArgumentDescriptor(name, size, reader, doc)


_ARGUMENTS = dict([
    _describe("uint1", 1, _fixed("uint1", "<B"), "One-byte unsigned integer."),
    _describe("uint2", 2, _fixed("uint2", "<H"), "Two-byte unsigned integer."),
    _describe("int4", 4, _fixed("int4", "<i"), "Four-byte signed integer."),
    _describe("uint4", 4, _fixed("uint4", "<I"), "Four-byte unsigned integer."),
    _describe("uint8", 8, _fixed("uint8", "<Q"), "Eight-byte unsigned integer."),
    _describe("float8", 8, _fixed("float8", ">d"), "Eight-byte float, the first byte highest."),
    _describe("stringnl", UP_TO_NEWLINE, _read_stringnl, "A quoted literal up to a newline."),
    _describe("stringnl_noescape", UP_TO_NEWLINE, _read_noescape, "Text up to a newline."),
    _describe("stringnl_noescape_pair", UP_TO_NEWLINE,
              lambda file: f"{_read_noescape(file)} {_read_noescape(file)}",
              "Two texts, each up to a newline."),
    _describe("unicodestringnl", UP_TO_NEWLINE,
              lambda file: _line(file, "unicodestringnl").decode("raw-unicode-escape"),
              "Text with escapes up to a newline."),
    _describe("decimalnl_short", UP_TO_NEWLINE, _read_decimalnl_short,
              "A decimal number up to a newline; 00 and 01 are False and True."),
    _describe("decimalnl_long", UP_TO_NEWLINE, lambda file: int(_line(file).rstrip(b"L")),
              "A decimal number up to a newline, perhaps with an L."),
    _describe("floatnl", UP_TO_NEWLINE, lambda file: float(_line(file)),
              "A decimal float up to a newline."),
    *[_describe(name, size, _counted(name, size, convert), doc) for name, size, convert, doc in (
        ("string1", TAKEN_FROM_ARGUMENT1, _latin, "A string of Python 2, behind its size."),
        ("string4", TAKEN_FROM_ARGUMENT4, _latin, "A string of Python 2, behind its size."),
        ("bytes1", TAKEN_FROM_ARGUMENT1, bytes, "Bytes behind their number."),
        ("bytes4", TAKEN_FROM_ARGUMENT4U, bytes, "Bytes behind their number."),
        ("bytes8", TAKEN_FROM_ARGUMENT8U, bytes, "Bytes behind their number."),
        ("bytearray8", TAKEN_FROM_ARGUMENT8U, bytearray, "Bytes behind their number."),
        ("unicodestring1", TAKEN_FROM_ARGUMENT1, _text, "UTF-8 behind its size."),
        ("unicodestring4", TAKEN_FROM_ARGUMENT4U, _text, "UTF-8 behind its size."),
        ("unicodestring8", TAKEN_FROM_ARGUMENT8U, _text, "UTF-8 behind its size."),
        ("long1", TAKEN_FROM_ARGUMENT1, _whole_number, "A whole number behind its size."),
        ("long4", TAKEN_FROM_ARGUMENT4, _whole_number, "A whole number behind its size."))]])
