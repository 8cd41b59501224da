"""image/*: messages with a picture."""

import re

from email.encoders import encode_base64
from email.mime._data import MIMEData

__all__ = ["MIMEImage"]

# The subtype of a picture that begins like this.
_STARTS = [(subtype, re.compile(start, re.DOTALL).match) for subtype, start in (
    ("jpeg", rb".{6}(?:JFIF|Exif)|\xff\xd8\xff\xdb"),
    ("png", rb"\x89PNG\r\n\x1a\n"),
    ("gif", rb"GIF8[79]a"),
    ("tiff", rb"MM|II"),
    ("rgb", rb"\x01\xda"),
    ("pbm", rb"P[14][ \t\n\r]"),
    ("pgm", rb"P[25][ \t\n\r]"),
    ("ppm", rb"P[36][ \t\n\r]"),
    ("rast", rb"Y\xa6j\x95"),
    ("xbm", rb"#define "),
    ("bmp", rb"BM"),
    ("webp", rb"RIFF.{4}WEBP"),
    ("exr", rb"v/1\x01"),
)]


class MIMEImage(MIMEData):
    """A picture; its subtype is found by its first bytes unless it is given."""

    def __init__(self, _imagedata, _subtype=None, _encoder=encode_base64, *, policy=None,
                 **_params):
        subtype = _what(_imagedata) if _subtype is None else _subtype
        if subtype is None:
            raise TypeError("Could not guess image MIME subtype")
        super().__init__("image", _imagedata, subtype, _encoder, policy, _params)


def _what(data):
    return next((subtype for subtype, matches in _STARTS if matches(data)), None)
