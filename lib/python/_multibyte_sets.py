"""Character sets without a state, through the C library's iconv; where it differs from Python's,
the differences are mended (_multibyte_differences).

What iconv decodes wrongly are some characters: where one comes out, the bytes it is of are looked
at.
"""

import re

import _iconv
from _multibyte_codec import DONE, INCOMPLETE, INVALID, Codec
from _multibyte_differences import DIFFERENCES

CHARSETS = {
    "big5": "BIG5", "big5hkscs": "BIG5-HKSCS", "cp950": "CP950",
    "gb2312": "EUC-CN", "gbk": "GBK", "gb18030": "GB18030",
    "cp949": "UHC", "euc_kr": "EUC-KR", "johab": "JOHAB",
    "cp932": "CP932", "euc_jp": "EUC-JP", "shift_jis": "SJIS",
    "euc_jis_2004": "EUC-JISX0213", "euc_jisx0213": "EUC-JISX0213",
    "shift_jis_2004": "SHIFT_JISX0213", "shift_jisx0213": "SHIFT_JISX0213",
}

_AT_ONCE = 32  # characters or bytes at first, then more: what is behind an error is converted again

# Characters that have a code together with a mark that may follow
JIS_BASES = "かきくけこカキクケコセツトㇷæɔʌəɚ˩˥"
_BASES = {"big5hkscs": "\xca\xea", "euc_jis_2004": JIS_BASES, "euc_jisx0213": JIS_BASES,
          "shift_jis_2004": JIS_BASES, "shift_jisx0213": JIS_BASES}


class CharacterSet(Codec):
    def __init__(self, name):
        super().__init__(name)
        self._charset = CHARSETS[name]
        self._bases = _BASES.get(name, "")
        self._decodes = {}  # codes that iconv decodes otherwise, or should not (None)
        self._encodes = {}  # characters, alike
        self._suspect = _any_of(self._mend(*DIFFERENCES[name]) if name in DIFFERENCES else "")
        self._special = _any_of(self._encodes)

    def _mend(self, characters, refused, encoded, preferred):
        """Fills _decodes and _encodes; the characters that iconv makes of those codes."""
        for code, text in characters.items():
            code = bytes.fromhex(code)
            for character in text:
                self._decodes[code] = character
                code = self._next(code)
        for codes in refused:
            self._decodes.update(dict.fromkeys(self._codes(codes)))
        suspects = {code: _iconv.decode(self._charset, code)[0] for code in self._decodes}
        for code, character in suspects.items():
            if character and self._encoded(character) == code:
                self._encodes[character] = None
        for code, character in self._decodes.items():
            if character and self._encodes.get(character, self._encoded(character)) is None:
                self._encodes[character] = code
        for code in (code for codes in preferred for code in self._codes(codes)):
            character = _iconv.decode(self._charset, code)[0]
            if character and self._encoded(character) > code:
                self._encodes[character] = code
        for character, code in encoded.items():
            self._encodes[character] = code and bytes.fromhex(code)
        return "".join(suspects.values())

    def _encoded(self, character):
        data, _, status = _iconv.encode(self._charset, character)
        return data if status == DONE else None

    def _codes(self, codes):
        """The codes "from-to", or just one."""
        first, _, last = codes.partition("-")
        code = bytes.fromhex(first)
        while True:
            yield code
            if code.hex() == (last or first):
                return
            code = self._next(code)

    def _next(self, code):
        gap, behind, end = (0x7e, 0x80, 0xfc) if self.name == "cp932" else (0x7e, 0xa1, 0xfe)
        *lead, last = code
        if not lead or last not in (gap, end):
            return bytes([*lead, (last + 1) & 0xff])
        return bytes([*lead, behind] if last == gap else [*lead[:-1], lead[-1] + 1, 0x40])

    # ---- encoding ----

    def encode_run(self, text, at, state, final):
        end = len(text)
        if not final and end > at and text[-1] in self._bases:
            end -= 1  # what comes next may belong to it
        parts = []
        much = _AT_ONCE
        while at < end:
            stop = min(end, at + much)
            much *= 2
            special = self._special and self._special.search(text, at, stop)
            plain = special.start() if special else stop
            if plain > at:
                data, count, status = _iconv.encode(self._charset, text[at:plain])
                parts.append(data)
                at += count
                if status == DONE:
                    continue
                data = self._encode_other(text[at])
            else:
                data = self._encodes[text[at]]
            if data is None:
                return b"".join(parts), at, INVALID
            parts.append(data)
            at += 1
        return b"".join(parts), at, INCOMPLETE if at < len(text) else DONE

    def _encode_other(self, character):
        """The bytes of a character that iconv does not encode, or None."""

    # ---- decoding ----

    def decode_run(self, data, at, state, final):
        parts = []
        much = _AT_ONCE
        while at < len(data):
            part = data[at:at + much]
            is_last = at + much >= len(data)
            much *= 2
            text, count, status = _iconv.decode(self._charset, part)
            if self._suspect and self._suspect.search(text):
                at, wrong = self._check(data, at, text, parts)
                status = INVALID
            else:
                parts.append(text)
                at += count
                wrong = status != DONE
            if not wrong or status == INCOMPLETE and not is_last:
                continue
            character, count = self._decode_other(data, at)
            if character is None:
                if count == 0 or status == INCOMPLETE or len(data) - at < self._needed(data, at):
                    return "".join(parts), at, INCOMPLETE, 0
                return "".join(parts), at, INVALID, count
            parts.append(character)
            at += count
        return "".join(parts), at, DONE, 0

    def _check(self, data, at, text, parts):
        """Appends what is right of the text that data has from `at` on; (how far that came, does
        something wrong stand there?)"""
        place = 0
        for hit in self._suspect.finditer(text):
            before = text[place:hit.start()]
            at += self._size_of(data, at, before)
            size = self._size_of(data, at, hit[0])
            character = self._decodes.get(data[at:at + size], hit[0])
            parts += before, character or ""
            if character is None:
                return at, True
            at += size
            place = hit.end()
        parts.append(text[place:])
        return at + self._size_of(data, at, text[place:]), False

    def _size_of(self, data, at, text):
        """How many bytes of data, from `at` on, the text is of."""
        if not text:
            return 0
        return _iconv.decode(self._charset, data[at:at + 4 * len(text)], len(text))[1]

    def _decode_other(self, data, at):
        """(character or None, its bytes) of what iconv does not decode; 0 bytes: more must come"""
        for size in 1, 2, 3, 4:
            code = data[at:at + size]
            if code in self._decodes and (self._decodes[code] or self.name.endswith("jisx0213")):
                return self._decodes[code], size
        return None, 1

    def _needed(self, data, at):
        """How many bytes must be there before it is said what is wrong with them."""
        if self.name.startswith("euc_j") and data[at] == 0x8f:
            return 3
        return 4 if self.name == "gb18030" and data[at + 1:at + 2].isdigit() else 0


class WithSupplement(CharacterSet):
    """EUC of JIS X 0213: what it does not have may be in JIS X 0212, behind the same byte."""

    def _encode_other(self, character):
        data, _, status = _iconv.encode("EUC-JP", character)
        return data if status == DONE and data[0] == 0x8f else None

    def _decode_other(self, data, at):
        code = data[at:at + 3]
        if code[:1] == b"\x8f" and len(code) == 3 and code not in self._decodes:
            text, _, status = _iconv.decode("EUC-JP", code)
            if status == DONE:
                return text.replace("～", "~"), 3
        return super()._decode_other(data, at)


class Korean(CharacterSet):
    """EUC-KR: syllables that have no code are composed, of a filler and up to three letters."""

    _FILLER = b"\xa4\xd4"
    # the last bytes of letters that begin, are in the middle of, and end a syllable
    _FIRST = bytes.fromhex("a1a2a4a7a8a9b1b2b3b5b6b7b8b9babbbcbdbe")
    _MIDDLE = bytes(range(0xbf, 0xd4))
    _LAST = bytes.fromhex("d4a1a2a3a4a5a6a7a9aaabacadaeafb0b1b2b4b5b6b7b8babbbcbdbe")

    def _encode_other(self, character):
        number = ord(character) - 0xac00
        if not 0 <= number < 11172:
            return None
        number, last = divmod(number, 28)
        first, middle = divmod(number, 21)
        letters = self._FIRST[first], self._MIDDLE[middle], self._LAST[last]
        return self._FILLER + b"".join(bytes([0xa4, letter]) for letter in letters)

    def _decode_other(self, data, at):
        code = data[at:at + 8]
        if code[:2] != self._FILLER:
            return super()._decode_other(data, at)
        if len(code) < 8:
            return None, 0
        first, middle, last = (letters.find(letter) for letters, letter in zip(
            (self._FIRST, self._MIDDLE, self._LAST), code[3::2]))
        if code[2::2] != b"\xa4\xa4\xa4" or min(first, middle, last) < 0:
            return None, 1
        return chr(0xac00 + (first * 21 + middle) * 28 + last), 8


def make(name):
    """The codec of this name, or None."""
    if name not in CHARSETS:
        return None
    if name == "euc_kr":
        return Korean(name)
    return (WithSupplement if name.startswith("euc_jis") else CharacterSet)(name)


def _any_of(characters):
    return re.compile("[" + re.escape("".join(characters)) + "]") if characters else None
