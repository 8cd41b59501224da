"""Codecs that are no encodings of text but transform bytes or text: hex, base64, rot13, ...

With them stand punycode and `undefined`, which are encodings that know no pieces.
"""

import binascii
import codecs

from _encodings.unicode import make_info, plain_encoder


def _strict(errors):
    if errors != "strict":
        raise AssertionError("this codec knows only strict errors")


def _make(name, encode, decode, is_text=False):
    """One whose incremental classes transform each piece for itself."""

    def encode_all(input, errors="strict"):
        return encode(input, errors), len(input)

    def decode_all(input, errors="strict", final=True):
        return decode(input, errors), len(input)

    class Decoder(codecs.IncrementalDecoder):
        def decode(self, input, final=False):
            return decode(input, self.errors)

    return make_info(name, encode_all, decode_all, plain_encoder(encode_all), Decoder, is_text)


def _of_bytes(name, encode, decode):
    def strict_encode(input, errors):
        _strict(errors)
        return encode(input)

    def strict_decode(input, errors):
        _strict(errors)
        return decode(input)

    return _make(name, strict_encode, strict_decode)


def _base64(data):
    lines = range(0, len(data), 57)
    view = memoryview(data).cast("B")
    return b"".join(binascii.b2a_base64(view[i:i + 57]) for i in lines)


def _quote(data):
    return binascii.b2a_qp(data, quotetabs=True)


def _uu_encode(data):
    view = memoryview(data).cast("B")
    lines = [binascii.b2a_uu(view[i:i + 45]) for i in range(0, len(view), 45)]
    return b"begin 666 <data>\n" + b"".join(lines) + b" \nend\n"


def _uu_decode(data):
    lines = iter(bytes(data).splitlines(keepends=True))
    for line in lines:
        if line.startswith(b"begin"):
            break
    else:
        raise ValueError('Missing "begin" line in input data')
    parts = []
    for line in lines:
        if line == b"end\n":
            return b"".join(parts)
        try:
            parts.append(binascii.a2b_uu(line))
        except binascii.Error: # a length byte that other programs write too large
            parts.append(binascii.a2b_uu(line[:((line[0] - 32 & 63) * 4 + 5) // 3]))
    raise ValueError("Truncated input data")


def _zlib():
    import zlib
    return _of_bytes("zlib", zlib.compress, zlib.decompress)


def _bz2():
    import bz2
    return _of_bytes("bz2", bz2.compress, bz2.decompress)


def _rot13():
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    table = str.maketrans(letters, letters[13:26] + letters[:13] + letters[39:] + letters[26:39])

    def turn(input, errors):
        return str.translate(input, table)

    return _make("rot-13", turn, turn)


def _undefined():
    def refuse(input, errors):
        raise UnicodeError("undefined encoding")

    return _make("undefined", refuse, refuse, is_text=True)


# ---- punycode (RFC 3492)

_DIGITS = b"abcdefghijklmnopqrstuvwxyz0123456789"
_BASE, _TMIN, _TMAX, _SKEW, _DAMP = 36, 1, 26, 38, 700


def _threshold(position, bias):
    return min(max(_BASE * (position + 1) - bias, _TMIN), _TMAX)


def _adapt(delta, first, count):
    delta = delta // _DAMP if first else delta // 2
    delta += delta // count
    steps = 0
    while delta > (_BASE - _TMIN) * _TMAX // 2:
        delta //= _BASE - _TMIN
        steps += _BASE
    return steps + (_BASE - _TMIN + 1) * delta // (delta + _SKEW)


def _variable_length(number, bias):
    digits = bytearray()
    position = 0
    while True:
        threshold = _threshold(position, bias)
        if number < threshold:
            digits.append(_DIGITS[number])
            return digits
        number, digit = divmod(number - threshold, _BASE - threshold)
        digits.append(_DIGITS[threshold + digit])
        position += 1


def _punycode_encode(text, errors):
    basic = bytes(ord(c) for c in text if c < "\x80")
    result = bytearray(basic + b"-" if basic else b"")
    point, delta, bias, done = 128, 0, 72, len(basic)
    while done < len(text):
        smallest = min(ord(c) for c in text if ord(c) >= point)
        delta += (smallest - point) * (done + 1)
        point = smallest
        for c in map(ord, text):
            if c < point:
                delta += 1
            elif c == point:
                result += _variable_length(delta, bias)
                bias = _adapt(delta, done == len(basic), done + 1)
                delta = 0
                done += 1
        delta += 1
        point += 1
    return bytes(result)


def _read_number(data, at, bias, errors):
    number, weight, position = 0, 1, 0
    while True:
        if at >= len(data):
            if errors == "strict":
                raise UnicodeDecodeError("punycode", data, at, at + 1, "incomplete punycode string")
            return at + 1, None
        digit = _DIGITS.find(data[at:at + 1].lower())
        if digit < 0:
            if errors == "strict":
                raise UnicodeDecodeError("punycode", data, at, at + 1,
                                         "Invalid extended code point '%s'" % data[at])
            return at + 1, None
        at += 1
        threshold = _threshold(position, bias)
        number += digit * weight
        if digit < threshold:
            return at, number
        weight *= _BASE - threshold
        position += 1


def _punycode_decode(data, errors):
    if errors not in ("strict", "replace", "ignore"):
        raise UnicodeError("Unsupported error handling: " + errors)
    data = data.encode("ascii", errors) if isinstance(data, str) else bytes(data)
    end = data.rfind(b"-")
    text = list(data[:max(end, 0)].decode("ascii", errors))
    at, point, place, bias = end + 1, 128, -1, 72
    while at < len(data):
        start = at
        at, number = _read_number(data, at, bias, errors)
        if number is None:
            break
        place += number + 1
        point += place // (len(text) + 1)
        place %= len(text) + 1
        if point > 0x10ffff:
            if errors == "strict":
                raise UnicodeDecodeError("punycode", data, start, at,
                                         "Invalid character U+%x" % point)
            point = ord("?")
        text.insert(place, chr(point))
        bias = _adapt(number, start == end + 1, len(text))
    return "".join(text)


_MAKERS = {
    "hex_codec": lambda: _of_bytes("hex", binascii.b2a_hex, binascii.a2b_hex),
    "base64_codec": lambda: _of_bytes("base64", _base64, binascii.a2b_base64),
    "quopri_codec": lambda: _of_bytes("quopri", _quote, binascii.a2b_qp),
    "uu_codec": lambda: _of_bytes("uu", _uu_encode, _uu_decode),
    "zlib_codec": _zlib,
    "bz2_codec": _bz2,
    "rot_13": _rot13,
    "undefined": _undefined,
    "punycode": lambda: _make("punycode", _punycode_encode, _punycode_decode, is_text=True),
}


def find(name):
    make = _MAKERS.get(name)
    return make() if make else None
