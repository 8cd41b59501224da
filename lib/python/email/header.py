"""Headers with other letters than ASCII: encoded words (RFC 2047), and folding into lines.

A Header is a list of chunks, text and its Charset. _Folder puts words into lines."""

import binascii
import re

from email import base64mime, charset as _charset, quoprimime
from email.errors import HeaderParseError

__all__ = ["Header", "decode_header", "make_header"]

Charset = _charset.Charset
MAXLINELEN = 78
USASCII = Charset("us-ascii")
UTF8 = Charset("utf-8")

ecre = re.compile(r"=\?(?P<charset>[^?]*?)\?(?P<encoding>[qQbB])\?(?P<encoded>.*?)\?=")
_embedded_header = re.compile(r"\n[^ \t]+:")
_blanks = re.compile("([ \t]+)")


def decode_header(header):
    """Pairs of text and charset of a header or a str with encoded words. Of a str without any it
    is the str itself and None; else text is bytes, and charset None for what is not encoded."""
    if isinstance(header, Header):
        return [(_charset._encode(text, str(charset)), str(charset))
                for text, charset in header._chunks]
    if not ecre.search(header):
        return [(header, None)]
    merged = []
    for encoded, text, charset in _without_gaps(list(_words(header))):
        decoded = _decode_word(encoded, text)
        if merged and merged[-1][1] == charset:
            between = b" " if charset is None else b""
            merged[-1] = (merged[-1][0] + between + decoded, charset)
        else:
            merged.append((decoded, charset))
    return merged


def _words(header):
    """Triples of encoding, text and charset; the first is None for what is not encoded."""
    for line in header.splitlines():
        end = 0
        for match in ecre.finditer(line):
            if plain := line[end : match.start()].lstrip(None if end == 0 else ""):
                yield None, plain, None
            yield match["encoding"].lower(), match["encoded"], match["charset"].lower()
            end = match.end()
        if plain := line[end:].lstrip(None if end == 0 else ""):
            yield None, plain, None


def _without_gaps(words):
    """Blanks between two encoded words are not there for the reader."""
    for i, word in enumerate(words):
        gap = (0 < i < len(words) - 1 and word[1].isspace() and not word[0]
               and words[i - 1][0] and words[i + 1][0])
        if not gap:
            yield word


def _decode_word(encoding, text):
    if encoding == "b":
        try:
            return base64mime.decode(text + "=" * (-len(text) % 4))
        except binascii.Error:
            raise HeaderParseError("Base64 decoding error")
    if encoding == "q":
        text = quoprimime.header_decode(text)
    return text.encode("raw-unicode-escape")


def make_header(decoded_seq, maxlinelen=None, header_name=None, continuation_ws=" "):
    """A Header of pairs as decode_header() gives them."""
    header = Header(maxlinelen=maxlinelen, header_name=header_name,
                    continuation_ws=continuation_ws)
    for text, charset in decoded_seq:
        header.append(text, charset)
    return header


def _as_charset(value, default):
    if value is None:
        return default
    return value if isinstance(value, Charset) else Charset(value)


def _is_apart(char):
    """Does it need no blank between it and an encoded word?"""
    return char.isspace() or char in ("(", ")", "\\")


class Header:
    """The value of a header of chunks in several character sets. Lines of encode() are no longer
    than maxlinelen, the first of them by header_name's length; others begin with
    continuation_ws."""

    def __init__(self, s=None, charset=None, maxlinelen=None, header_name=None,
                 continuation_ws=" ", errors="strict"):
        self._charset = _as_charset(charset, USASCII)
        self._continuation_ws = continuation_ws
        self._maxlinelen = MAXLINELEN if maxlinelen is None else maxlinelen
        self._headerlen = 0 if header_name is None else len(header_name) + len(": ")
        self._chunks = []
        if s is not None:
            self.append(s, self._charset, errors)

    def append(self, s, charset=None, errors="strict"):
        """Add a chunk: text that the charset can encode (else it becomes UTF-8, if the charset is
        ASCII), or bytes in it."""
        charset = _as_charset(charset, self._charset)
        if not isinstance(s, str):
            codec = charset.input_codec or "us-ascii"
            if codec == _charset.UNKNOWN8BIT:
                s = s.decode("us-ascii", "surrogateescape")
            else:
                s = s.decode(codec, errors)
        codec = charset.output_codec or "us-ascii"
        if codec != _charset.UNKNOWN8BIT:
            try:
                s.encode(codec, errors)
            except UnicodeEncodeError:
                if codec != "us-ascii":
                    raise
                charset = UTF8
        self._chunks.append((s, charset))

    def __eq__(self, other):
        return other == str(self)

    def __str__(self):
        pieces = []
        before, apart = None, True
        for text, charset in self._normalized():
            if charset == _charset.UNKNOWN8BIT:
                text = text.encode("ascii", "surrogateescape").decode("ascii", "replace")
            plain = charset in (None, "us-ascii")
            if pieces:
                if before not in (None, "us-ascii"):
                    if plain and not (text and _is_apart(text[0])):
                        pieces.append(" ")
                        charset = None
                elif not plain and not apart:
                    pieces.append(" ")
            before, apart = charset, text and _is_apart(text[-1])
            pieces.append(text)
        return "".join(pieces)

    def _normalized(self):
        """The chunks, neighbours of the same charset joined."""
        joined = []
        for text, charset in self._chunks:
            if joined and joined[-1][1] == charset:
                joined[-1][0].append(text)
            else:
                joined.append(([text], charset))
        self._chunks = [(" ".join(texts), charset) for texts, charset in joined]
        return self._chunks

    def encode(self, splitchars=";, \t", maxlinelen=None, linesep="\n"):
        """The header as it is sent, folded: preferably after (blanks: before) the characters of
        splitchars, the earlier the better. maxlinelen 0 does not fold."""
        if maxlinelen is None:
            maxlinelen = self._maxlinelen
        folder = _Folder(self._headerlen, maxlinelen or 1_000_000, self._continuation_ws,
                         splitchars)
        before = None
        apart = True
        for i, (text, charset) in enumerate(self._normalized()):
            plain = charset in (None, "us-ascii")
            if i:
                if before not in (None, "us-ascii"):
                    if not plain or not (text and _is_apart(text[0])):
                        folder.gap()
                elif not plain and not apart:
                    folder.gap()
            before, apart = charset, text and _is_apart(text[-1])
            self._fold_chunk(folder, text.splitlines() or [""], charset)
        if self._chunks:
            folder.gap()
        value = folder.text(linesep)
        if _embedded_header.search(value):
            raise HeaderParseError(
                f"header value appears to contain an embedded header: {value!r}")
        return value

    def _fold_chunk(self, folder, lines, charset):
        folder.put("", lines[0], charset)
        for line in lines[1:]:
            folder.end_line()
            text = line.lstrip()
            if charset.header_encoding is None:
                folder.put(line[: len(line) - len(text)], text, charset)
            else:
                folder.put(self._continuation_ws, " " + text, charset)
        if len(lines) > 1:
            folder.end_line()


class _Folder:
    """Lines of at most `limit` characters. A part is the blanks before some text and the text;
    what has been said of the line but parts (the header's name) is `used`."""

    def __init__(self, used, limit, indent, splitchars):
        self.used, self.limit = used, limit
        self.indent, self.splitchars = indent, splitchars
        self.lines, self.parts = [], []

    def text(self, linesep):
        self.end_line()
        return linesep.join(self.lines)

    def gap(self):
        self.parts.append((" ", ""))

    def width(self):
        return self.used + sum(len(blanks) + len(text) for blanks, text in self.parts)

    def end_line(self):
        if self.parts and self.parts[-1] == (" ", ""):
            self.parts.pop()
        line = _join(self.parts)
        if line or self.used:
            if self.lines and not self.used and line.isspace():
                self.lines[-1] += line
            else:
                self.lines.append(line)
        self.parts, self.used = [], 0

    def put(self, blanks, text, charset):
        if charset.header_encoding is None:
            pieces = _blanks.split(blanks + text)  # text, blanks, text, ...
            if pieces[0]:
                self._append("", pieces[0])
            for blank, word in zip(pieces[1::2], pieces[2::2]):
                self._append(blank, word)
            return
        first, *words = charset.header_encode_lines(text, self._room())
        if first is not None:
            self._append(blanks, first)
        if words:
            self.end_line()
            self.lines += [self.indent + word for word in words[:-1]]
            self.parts.append((self.indent, words[-1]))

    def _room(self):
        yield self.limit - self.width()
        while True:
            yield self.limit - len(self.indent)

    def _append(self, blanks, text):
        self.parts.append((blanks, text))
        if self.width() <= self.limit:
            return
        if place := self._split_place():
            self.lines.append(_join(self.parts[:place]))
            self.parts, self.used = self.parts[place:], 0
            return
        blanks, text = self.parts.pop()
        if self.used:
            self.end_line()
            blanks = blanks or " "
        self.parts.append((blanks, text))

    def _split_place(self):
        """The last place for the best character to split at, 0 if there is none."""
        for char in self.splitchars:
            for place in range(len(self.parts) - 1, 0, -1):
                if char.isspace() and self.parts[place][0].startswith(char):
                    return place
                if self.parts[place - 1][1].endswith(char):
                    return place
        return 0


def _join(parts):
    return "".join(blanks + text for blanks, text in parts)
