"""Quoted-printable as it is used in headers (RFC 2047's Q encoding) and bodies of messages.

Text stands for bytes here, one character each, as latin-1 maps them."""

import re
from string import ascii_letters, digits

__all__ = ["body_decode", "body_encode", "body_length", "decode", "decodestring",
           "header_decode", "header_encode", "header_length", "quote", "unquote"]

_ESCAPED = [f"={byte:02X}" for byte in range(256)]


def _escapes(unchanged):
    table = _ESCAPED.copy()
    for char in unchanged:
        table[ord(char)] = char
    return table


_IN_HEADER = _escapes("-!*+/" + ascii_letters + digits)
_IN_HEADER[ord(" ")] = "_"
_IN_BODY = _escapes("\t" + "".join(map(chr, range(32, 127))).replace("=", ""))
_IN_BODY_LINES = _IN_BODY.copy()
_IN_BODY_LINES[10], _IN_BODY_LINES[13] = "\n", "\r"


def header_check(octet):
    """Is this byte escaped in a header?"""
    return _IN_HEADER[octet] != chr(octet)


def body_check(octet):
    """Is this byte escaped in a body?"""
    return _IN_BODY[octet] != chr(octet)


def header_length(bytearray):
    """How many characters the bytes become in a header."""
    return sum(len(_IN_HEADER[octet]) for octet in bytearray)


def body_length(bytearray):
    """How many characters the bytes become in a body."""
    return sum(len(_IN_BODY[octet]) for octet in bytearray)


def unquote(s):
    """The character of an escape such as =3D."""
    return chr(int(s[1:3], 16))


def quote(c):
    """The escape of a character."""
    return _ESCAPED[ord(c)]


def header_encode(header_bytes, charset="iso-8859-1"):
    """An encoded word (RFC 2047) of bytes."""
    if not header_bytes:
        return ""
    return f"=?{charset}?q?{header_bytes.decode('latin1').translate(_IN_HEADER)}?="


def header_decode(s):
    """What the text of an encoded word stands for."""
    return re.sub("=[0-9a-fA-F]{2}", lambda escape: unquote(escape[0]), s.replace("_", " "))


def body_encode(body, maxlinelen=76, eol="\n"):
    """Text with escapes, in lines no longer than maxlinelen; a longer one ends with '='. No line
    ends with a blank, and no escape is torn."""
    if maxlinelen < 4:
        raise ValueError("maxlinelen must be at least 4")
    if not body:
        return body
    lines = []
    for line in body.translate(_IN_BODY_LINES).splitlines():
        lines += _soft_lines(line, maxlinelen, eol)
    if body[-1] in "\r\n":
        lines.append("")
    return eol.join(lines)


def _soft_lines(line, width, eol):
    start, pieces = 0, []
    while len(line) - start > width:
        stop = start + width - 1
        # An escape that would be torn goes to the next line; its '=' may be the soft break's.
        torn = line.find("=", stop - 2, stop)
        if torn >= 0:
            stop = torn
        pieces.append(line[start:stop] + "=")
        start = stop
    last = line[start:]
    if last[-1:] in (" ", "\t"):
        room = width - len(last)
        if room >= 2:
            last = last[:-1] + quote(last[-1])
        elif room == 1:
            last += "=" + eol
        else:
            last = last[:-1] + "=" + eol + quote(last[-1])
    pieces.append(last)
    return pieces


_escape_or_break = re.compile("=([0-9a-fA-F]{2})|=$")


def decode(encoded, eol="\n"):
    """What text with escapes and soft breaks stands for; its lines end with eol."""
    if not encoded:
        return encoded
    parts = []
    for line in encoded.splitlines():
        line = line.rstrip()
        soft = False

        def put(match):
            nonlocal soft
            if match[1]:
                return chr(int(match[1], 16))
            soft = True
            return ""

        parts.append(_escape_or_break.sub(put, line))
        if not soft:
            parts.append(eol)
    decoded = "".join(parts)
    if encoded[-1] not in "\r\n" and decoded.endswith(eol):
        return decoded[:-1]
    return decoded


body_decode = decodestring = decode
