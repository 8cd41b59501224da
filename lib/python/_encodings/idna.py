"""idna: names of hosts with characters of all scripts (RFC 3490), as DNS and TLS know them.

A label that is not ASCII is prepared (RFC 3454 and 3491: case is folded, what is invisible goes,
what is not allowed is an error), and its punycode stands behind "xn--". Characters are those of
Unicode 3.2.
"""

import codecs
import re
from unicodedata import ucd_3_2_0 as unicode_3_2

from _encodings.unicode import make_info

_DOTS = re.compile("[.\u3002\uff0e\uff61]")
_PREFIX = "xn--"
_INVISIBLE = {*map(chr, (0xAD, 0x34F, 0x1806, 0x180B, 0x180C, 0x180D, 0x200B, 0x200C, 0x200D, 0x2060,
                         *range(0xFE00, 0xFE10), 0xFEFF))}
# Beside whole categories: controls in all but name, what changes the display, deprecated forms.
_FORBIDDEN = {*map(chr, (0x6DD, 0x70F, 0x180E, 0x2028, 0x2029, 0x340, 0x341, *range(0x2060, 0x2064),
                         *range(0x202A, 0x202F), 0x200E, 0x200F, *range(0x206A, 0x2070),
                         *range(0xFFF9, 0xFFFE), *range(0x2FF0, 0x2FFC), *range(0xFDD0, 0xFDF0),
                         *range(0x1D173, 0x1D17B), 0xE0001, *range(0xE0020, 0xE0080)))}


# ---- preparing a label ---------------------------------------------------------------------------

def _fold(character):
    lower = character.lower()
    if lower != character or unicode_3_2.category(character) == "Cn":
        return lower
    return character.casefold()


def _map(character):
    """Folded so that composing characters again leaves nothing to fold."""
    folded = _fold(character)
    composed = unicode_3_2.normalize("NFKC", folded)
    again = unicode_3_2.normalize("NFKC", "".join(map(_fold, composed)))
    return again if again != composed else folded


def _is_forbidden(character):
    if character in _FORBIDDEN or ord(character) & 0xFFFE == 0xFFFE:
        return True
    category = unicode_3_2.category(character)
    return (category in ("Co", "Cs") or category == "Zs" and character != " "
            or category == "Cc" and character >= "\x80")


def _error(label, start, end, reason):
    return UnicodeEncodeError("idna", label, start, end, reason)


def _check_directions(label):
    directions = [unicode_3_2.bidirectional(character) for character in label]
    from_right = [direction in ("R", "AL") for direction in directions]
    if not any(from_right):
        return
    if "L" in directions:
        start = directions.index("L")
        raise _error(label, start, start + 1, "Violation of BIDI requirement 2")
    for index in 0, len(label) - 1:
        if not from_right[index]:
            raise _error(label, index, index + 1, "Violation of BIDI requirement 3")


def nameprep(label):
    """The form in which a label is compared: UnicodeEncodeError if it is not allowed."""
    mapped = "".join(_map(character) for character in label if character not in _INVISIBLE)
    label = unicode_3_2.normalize("NFKC", mapped)
    for index, character in enumerate(label):
        if _is_forbidden(character):
            raise _error(label, index, index + 1, f"Invalid character {character!r}")
    _check_directions(label)
    return label


# ---- labels --------------------------------------------------------------------------------------

def _check_size(label, encoded):
    if not encoded:
        raise _error(label, 0, 1, "label empty")
    if len(encoded) > 63:
        raise _error(label, 0, len(label), "label too long")
    return encoded


def to_ascii(label):
    """The bytes of a label (ToASCII)."""
    if label.isascii():
        return _check_size(label, label.encode("ascii"))
    prepared = nameprep(label)
    if prepared.isascii():
        return _check_size(label, prepared.encode("ascii"))
    if prepared.startswith(_PREFIX):
        raise _error(label, 0, len(_PREFIX), "Label starts with ACE prefix")
    return _check_size(label, _PREFIX.encode("ascii") + prepared.encode("punycode"))


def to_unicode(label):
    """The text of a label's bytes (ToUnicode)."""
    text = _ascii_text(label)
    if not text.lower().startswith(_PREFIX):
        return text
    decoded = label[len(_PREFIX):].decode("punycode")
    try:
        again = to_ascii(decoded)
    except UnicodeEncodeError as problem:
        raise UnicodeDecodeError("idna", label, problem.start, problem.end, problem.reason)
    if text.lower() != again.decode("ascii"):
        raise UnicodeDecodeError("idna", label, 0, len(label),
                                 f"IDNA does not round-trip, '{label!r}' != '{again!r}'")
    return decoded


def _ascii_text(encoded):
    try:
        return encoded.decode("ascii")
    except UnicodeDecodeError as problem:
        raise UnicodeDecodeError("idna", encoded, problem.start, problem.end, problem.reason)


# ---- names ---------------------------------------------------------------------------------------

def _check_errors(errors):
    if errors != "strict":
        raise UnicodeError(f"Unsupported error handling: {errors}")


def _convert_labels(labels, convert, whole, problem_class):
    """Each label converted; problems are told of at their place in the whole name."""
    offset = 0
    converted = []
    for label in labels:
        try:
            converted.append(convert(label))
        except problem_class as problem:
            raise problem_class("idna", whole, offset + problem.start, offset + problem.end,
                                problem.reason) from None
        offset += len(label) + 1
    return converted


def _whole_labels(labels, final):
    """How many of the labels can be converted, and whether a dot follows: the last is not whole
    yet if more may follow, and an empty last one stands for a dot at the end."""
    if labels[-1] and final:
        return len(labels), False
    return len(labels) - 1, len(labels) > 1


def _encode(input, errors="strict", final=True):
    """(bytes, characters used)"""
    _check_errors(errors)
    labels = _DOTS.split(input)
    count, dotted = _whole_labels(labels, final)
    encoded = _convert_labels(labels[:count], to_ascii, input, UnicodeEncodeError)
    used = len(input) - (0 if count == len(labels) else len(labels[-1]))
    return b".".join(encoded) + b"." * dotted, used


def _decode(input, errors="strict", final=True):
    """(text, bytes used)"""
    _check_errors(errors)
    input = bytes(input)
    labels = input.split(b".")
    count, dotted = _whole_labels(labels, final)
    convert = to_unicode if _PREFIX.encode() in input.lower() else _ascii_text
    texts = _convert_labels(labels[:count], convert, input, UnicodeDecodeError)
    used = len(input) - (0 if count == len(labels) else len(labels[-1]))
    return ".".join(texts) + "." * dotted, used


class _Encoder(codecs.BufferedIncrementalEncoder):
    def _buffer_encode(self, input, errors, final):
        return _encode(input, errors, final)


class _Decoder(codecs.BufferedIncrementalDecoder):
    def _buffer_decode(self, input, errors, final):
        return _decode(input, errors, final)


def find(name):
    """The CodecInfo, if that is the name."""
    if name == "idna":
        return make_info(name, lambda input, errors="strict": _encode(input, errors), _decode,
                         _Encoder, _Decoder)
    return None
