"""Encoded words (RFC 2047), with the defects of those that are not quite right.

decode_X and encode_X are for the encodings q and b: bytes from and to their text, len_X is how
long that would be."""

import base64
import binascii
import re
from string import ascii_letters, digits

from email import errors

__all__ = ["decode_q", "encode_q", "decode_b", "encode_b", "len_q", "len_b", "decode", "encode"]

_escape = re.compile(b"=([0-9a-fA-F]{2})")
_ESCAPED = [f"={byte:02X}" for byte in range(256)]
for _char in "-!*+/" + ascii_letters + digits:
    _ESCAPED[ord(_char)] = _char
_ESCAPED[ord(" ")] = "_"


def decode_q(encoded):
    """Bytes, and no defects."""
    return _escape.sub(lambda match: bytes([int(match[1], 16)]), encoded.replace(b"_", b" ")), []


def encode_q(bstring):
    return "".join(map(_ESCAPED.__getitem__, bstring))


def len_q(bstring):
    return len(encode_q(bstring))


def decode_b(encoded):
    """Bytes, and what was wrong with the base64."""
    missing = -len(encoded) % 4
    defects = [errors.InvalidBase64PaddingDefect()] if missing else []
    try:
        return base64.b64decode(encoded + b"=" * missing, validate=True), defects
    except binascii.Error:
        pass
    # Foreign characters do not count, so how much padding there must be is not known.
    for padding in b"", b"==":
        try:
            decoded = base64.b64decode(encoded + padding)
        except binascii.Error:
            continue
        defects = [errors.InvalidBase64CharactersDefect()]
        if padding:
            defects.append(errors.InvalidBase64PaddingDefect())
        return decoded, defects
    return encoded, [errors.InvalidBase64LengthDefect()]


def encode_b(bstring):
    return base64.b64encode(bstring).decode("ascii")


def len_b(bstring):
    return (len(bstring) + 2) // 3 * 4


_DECODERS = {"q": decode_q, "b": decode_b}
_ENCODERS = {"q": encode_q, "b": encode_b}


def decode(ew):
    """(text, charset, language, defects) of =?charset*language?encoding?text?=. Bytes that the
    charset does not have are kept as surrogates."""
    _, charset, encoding, text, _ = ew.split("?")
    charset, _, language = charset.partition("*")
    data, defects = _DECODERS[encoding.lower()](text.encode("ascii", "surrogateescape"))
    try:
        string = data.decode(charset)
    except UnicodeDecodeError:
        defects.append(errors.UndecodableBytesDefect(
            f"Encoded word contains bytes not decodable using {charset!r} charset"))
        string = data.decode(charset, "surrogateescape")
    except (LookupError, UnicodeEncodeError):
        string = data.decode("ascii", "surrogateescape")
        if charset.lower() != "unknown-8bit":
            defects.append(errors.CharsetError(
                f"Unknown charset {charset!r} in encoded word; decoded as unknown bytes"))
    return string, charset, language, defects


def encode(string, charset="utf-8", encoding=None, lang=""):
    """An encoded word of the text, in the shorter encoding (q if it is but 5 longer) unless one is
    given. charset unknown-8bit is for bytes that are surrogates."""
    if charset == "unknown-8bit":
        data = string.encode("ascii", "surrogateescape")
    else:
        data = string.encode(charset)
    if encoding is None:
        encoding = "q" if len_q(data) - len_b(data) < 5 else "b"
    return f"=?{charset}{lang and '*' + lang}?{encoding}?{_ENCODERS[encoding](data)}?="
