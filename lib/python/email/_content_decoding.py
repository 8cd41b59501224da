"""Undoing the transfer encoding of a payload."""

import binascii

from email._encoded_words import decode_b
from quopri import decodestring

_UUENCODED = ("x-uuencode", "uuencode", "uue", "x-uue")


def decode_transfer(payload, encoding):
    """The payload as bytes (what is not text: as it is), and a list of defects."""
    if not isinstance(payload, str):
        return payload, []
    try:
        data = payload.encode("ascii", "surrogateescape")
    except UnicodeEncodeError:
        data = payload.encode("raw-unicode-escape")
    if encoding == "quoted-printable":
        return decodestring(data), []
    if encoding == "base64":
        return decode_b(b"".join(data.splitlines()))
    if encoding in _UUENCODED:
        try:
            return _decode_uu(data), []
        except ValueError:
            pass
    return data, []


def _decode_uu(encoded):
    """The content of the file between the lines `begin MODE NAME` and `end`."""
    lines = iter(encoded.splitlines())
    if not any(_is_begin(line) for line in lines):
        raise ValueError("`begin` line not found")
    decoded = []
    for line in lines:
        if not line:
            raise ValueError("Truncated input")
        if line.strip(b" \t\r\n\f") == b"end":
            break
        try:
            decoded.append(binascii.a2b_uu(line))
        except binascii.Error:
            # Some encoders write more than the first character tells.
            decoded.append(binascii.a2b_uu(line[: ((line[0] - 32 & 63) * 4 + 5) // 3]))
    return b"".join(decoded)


def _is_begin(line):
    word, _, rest = line.partition(b" ")
    mode = rest.partition(b" ")[0]
    try:
        return word == b"begin" and int(mode, 8) >= 0
    except ValueError:
        return False
