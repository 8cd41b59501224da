"""Character sets of messages: how text in them is encoded in headers and bodies.

CHARSETS has for a name the encodings of headers and bodies (QP, BASE64, for headers also SHORTEST;
None is no encoding) and the set that is sent instead; ALIASES has other names, CODEC_MAP the
codecs whose name is not the set's."""

from email import base64mime, errors, quoprimime
from email.encoders import encode_7or8bit

__all__ = ["Charset", "add_alias", "add_charset", "add_codec"]

QP, BASE64, SHORTEST = 1, 2, 3
RFC2047_CHROME_LEN = len("=??q??=")
DEFAULT_CHARSET = "us-ascii"
UNKNOWN8BIT = "unknown-8bit"

_LATIN = {1: 1, 2: 2, 3: 3, 4: 4, 5: 9, 6: 10, 7: 13, 8: 14, 9: 15, 10: 16}

CHARSETS = {f"iso-8859-{part}": (QP, QP, None) for part in _LATIN.values()} | {
    "us-ascii": (None, None, None),
    "utf-8": (SHORTEST, BASE64, "utf-8"),
    "iso-2022-jp": (BASE64, None, None),
    "euc-jp": (BASE64, None, "iso-2022-jp"),
    "shift_jis": (BASE64, None, "iso-2022-jp"),
    "windows-1252": (QP, QP, None),
    "viscii": (QP, QP, None),
} | dict.fromkeys(("big5", "gb2312", "koi8-r"), (BASE64, BASE64, None))

ALIASES = {f"latin{dash}{number}": f"iso-8859-{part}"
           for number, part in _LATIN.items() for dash in "_-"} | {
    "cp949": "ks_c_5601-1987",
    "euc_jp": "euc-jp",
    "euc_kr": "euc-kr",
    "ascii": "us-ascii",
}

CODEC_MAP = {"gb2312": "eucgb2312_cn", "big5": "big5_tw", "us-ascii": None}


def add_codec(charset, codecname):
    """Say which codec of Python a character set is."""
    CODEC_MAP[charset] = codecname


def add_alias(alias, canonical):
    """Give a character set another name."""
    ALIASES[alias] = canonical


def add_charset(charset, header_enc=None, body_enc=None, output_charset=None):
    """Say how text in a character set is encoded, and which set is sent instead of it."""
    if body_enc == SHORTEST:
        raise ValueError("SHORTEST not allowed for body_enc")
    CHARSETS[charset] = (header_enc, body_enc, output_charset)


def _encode(string, codec):
    if codec == UNKNOWN8BIT:
        return string.encode("ascii", "surrogateescape")
    return string.encode(codec)


class Charset:
    """A character set: input_charset, its header_encoding and body_encoding, the output_charset
    that is sent instead, and the codecs of both, input_codec and output_codec."""

    def __init__(self, input_charset=DEFAULT_CHARSET):
        try:
            if isinstance(input_charset, str):
                input_charset.encode("ascii")
            else:
                input_charset = str(input_charset, "ascii")
        except UnicodeError:
            raise errors.CharsetError(input_charset)
        name = input_charset.lower()
        name = self.input_charset = ALIASES.get(name, name)
        self.header_encoding, self.body_encoding, sent = CHARSETS.get(
            name, (SHORTEST, BASE64, None))
        sent = self.output_charset = ALIASES.get(sent or name, sent or name)
        self.input_codec = CODEC_MAP.get(name, name)
        self.output_codec = CODEC_MAP.get(sent, sent)

    def __repr__(self):
        return self.input_charset.lower()

    def __eq__(self, other):
        return str(self) == str(other).lower()

    def get_body_encoding(self):
        """The name of the encoding of bodies, or a function that encodes a message."""
        assert self.body_encoding != SHORTEST
        return {QP: "quoted-printable", BASE64: "base64"}.get(self.body_encoding, encode_7or8bit)

    def get_output_charset(self):
        """The name of the character set that is sent."""
        return self.output_charset or self.input_charset

    def header_encode(self, string):
        """The text as one encoded word (RFC 2047)."""
        codec = self.output_codec or "us-ascii"
        encoded = _encode(string, codec)
        encoder = self._get_encoder(encoded)
        return string if encoder is None else encoder.header_encode(encoded, codec)

    def header_encode_lines(self, string, maxlengths):
        """The text as encoded words, each no longer than the next of maxlengths says. The first
        is None if nothing fits into its length."""
        codec, sent = self.output_codec or "us-ascii", self.get_output_charset()
        encoder = self._get_encoder(_encode(string, codec))
        around = len(sent) + RFC2047_CHROME_LEN
        words, start, room = [], 0, next(maxlengths) - around

        def word(stop):
            return encoder.header_encode(_encode(string[start:stop], codec), charset=codec)

        for stop in range(1, len(string) + 1):
            if encoder.header_length(_encode(string[start:stop], sent)) > room:
                words.append(None if stop == 1 else word(stop - 1))
                start, room = stop - 1, next(maxlengths) - around
        words.append(word(len(string)))
        return words

    def _get_encoder(self, header_bytes):
        if self.header_encoding == SHORTEST:
            return min((quoprimime, base64mime), key=lambda m: m.header_length(header_bytes))
        return {BASE64: base64mime, QP: quoprimime}.get(self.header_encoding)

    def body_encode(self, string):
        """The text of a body, encoded."""
        if not string:
            return string
        encoded = string.encode(self.output_charset) if isinstance(string, str) else string
        if self.body_encoding == BASE64:
            return base64mime.body_encode(encoded)
        if self.body_encoding == QP:
            return quoprimime.body_encode(encoded.decode("latin1"))
        return encoded.decode("ascii") if isinstance(string, str) else string
