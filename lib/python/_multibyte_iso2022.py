"""ISO 2022: escape sequences say of which set the bytes that follow are.

The first bytes of the state are the sets in G0, G1 and G2, by the last byte of their escape
sequences (0x80 is added if a character has two bytes); the fifth has flags. G0 is what bytes are of,
G1 between SO and SI, G2 the one byte behind ESC N.
"""

from _multibyte_codec import DONE, INCOMPLETE, INVALID, Codec
from _multibyte_sets import JIS_BASES, CharacterSet

_ASCII = 0x42
_ESC, _SO, _SI = 0x1b, 0x0e, 0x0f
_FLAGS, _SHIFTED, _ESCAPING = 4, 1, 2  # _ESCAPING: in a sequence that is not ours
_LONGEST = 16  # escape sequence that is looked for


class _Set:
    """A set of 94 characters, or of 94 * 94, as it is within another codec."""

    def __init__(self, mark, codec, lead=b"", wide=True, decoded=None):
        self.mark = mark | 0x80 if wide else mark
        self.size = 2 if wide else 1
        self._codec, self._lead = codec, lead
        self._decoded = decoded or {}  # for a wide set: those that were asked for
        self._encoded = {character: code for code, character in self._decoded.items()}
        self._is_plane_0 = codec is None or not codec.name.startswith("euc_jis")

    def decode(self, code):
        """The character of one or two bytes below 0x80, or None."""
        if self._codec and code not in self._decoded:
            data = self._lead + bytes(byte | 0x80 for byte in code)
            text, _, status, _ = self._codec.decode_run(data, 0, None, True)
            self._decoded[code] = text if status == DONE else None
        return self._decoded.get(code)

    def encode(self, text):
        """The bytes of a character (or one with its mark), or None."""
        if self._is_plane_0 and text > "\uffff":
            return None
        if self._codec and text not in self._encoded:
            self._encoded[text] = self._look_up(text)
        return self._encoded.get(text)

    def _look_up(self, text):
        data, _, status = self._codec.encode_run(text, 0, None, True)
        if status != DONE or len(data) != len(self._lead) + 2 or min(data[-2:]) < 0xa1 \
                or not data.startswith(self._lead):
            return None
        return bytes(byte & 0x7f for byte in data[-2:])


_ROMAN = {bytes([code]): chr(code) for code in range(0x20, 0x7f)} | {b"\\": "¥", b"~": "‾"}
_KATAKANA = {bytes([code]): chr(code + 0xff40) for code in range(0x21, 0x60)}


_WIDE = {"208": (0x42, "euc_jp"), "208 of 1978": (0x40, "euc_jp"), "212": (0x44, "euc_jp", b"\x8f"),
         "213-1 of 2000": (0x4f, "euc_jisx0213"), "213-2 of 2000": (0x50, "euc_jisx0213", b"\x8f"),
         "213-1 of 2004": (0x51, "euc_jis_2004"), "213-2 of 2004": (0x50, "euc_jis_2004", b"\x8f"),
         "GB": (0x41, "gb2312"), "KS": (0x43, "cp949")}
_NARROW = {"roman": (0x4a, _ROMAN), "katakana": (0x49, _KATAKANA)}


def _make_set(name):
    if name in _WIDE:
        mark, codec, *lead = _WIDE[name]
        return _Set(mark, CharacterSet(codec), *lead)
    mark, characters = _NARROW[name]
    return _Set(mark, None, wide=False, decoded=characters)


class Iso2022Codec(Codec):
    """`sets` are tried in this order. `pairs`: the one whose characters with marks come before all
    others; `second`: the set is in G1; `third`: there is a G2."""

    def __init__(self, name, sets, pairs=None, second=False, third=False, prefixed=True):
        super().__init__(name)
        self._sets = [_make_set(each) for each in sets]
        self._by_mark = {each.mark: each for each in self._sets}
        self._pairs = self._by_mark[pairs] if pairs else None
        self._second, self._third, self._prefixed = second, third, prefixed

    def encoder_state(self):
        return bytearray([_ASCII, _ASCII, 0, 0, 0, 0, 0, 0])

    def decoder_state(self):
        return bytearray([_ASCII, _ASCII, _ASCII, 0, 0, 0, 0, 0])

    def end_decoding(self, state):
        state[0] = _ASCII
        state[_FLAGS] &= ~_SHIFTED

    # ---- encoding ----

    def end_encoding(self, state):
        return self._shift(state, False) + self._designate(state, _ASCII)

    @staticmethod
    def _shift(state, on):
        if bool(state[_FLAGS] & _SHIFTED) == on:
            return b""
        state[_FLAGS] ^= _SHIFTED
        return bytes([_SO if on else _SI])

    @staticmethod
    def _designate(state, mark, second=False):
        if state[second] == mark:
            return b""
        state[second] = mark
        last = mark & 0x7f
        if mark < 0x80:
            return bytes([_ESC, 0x28 + second, last])
        if not second and last in b"@B":
            return bytes([_ESC, 0x24, last])
        return bytes([_ESC, 0x24, 0x28 + second, last])

    def encode_run(self, text, at, state, final):
        result = bytearray()
        while at < len(text):
            if text[at].isascii():
                result += self.end_encoding(state) + text[at].encode("ascii")
                at += 1
                continue
            if self._pairs and not final and at + 1 == len(text) and text[at] in JIS_BASES:
                return bytes(result), at, INCOMPLETE
            found, data, count = self._find(text, at)
            if found is None:
                return bytes(result), at, INVALID
            if self._second:
                result += self._designate(state, found.mark, True) + self._shift(state, True)
            else:
                result += self._shift(state, False) + self._designate(state, found.mark)
            result += data
            at += count
        return bytes(result), at, DONE

    def _find(self, text, at):
        """(set, bytes, how many characters)"""
        if self._pairs and len(pair := text[at:at + 2]) == 2 and not pair.isascii():
            if data := self._pairs.encode(pair):
                return self._pairs, data, 2
        for each in self._sets:
            if data := each.encode(text[at]):
                return each, data, 1
        return None, None, 0

    # ---- decoding ----

    def decode_run(self, data, at, state, final):
        parts = []
        while at < len(data):
            text, count = self._step(data, at, state)
            if text is None:
                return "".join(parts), at, INVALID if count else INCOMPLETE, count
            parts.append(text)
            at += count
        return "".join(parts), at, DONE, 0

    def _step(self, data, at, state):
        """(text, its bytes) of what comes next; (None, how many are wrong, 0: more must come)"""
        byte = data[at]
        if state[_FLAGS] & _ESCAPING:
            if 0x41 <= byte <= 0x5a:
                state[_FLAGS] &= ~_ESCAPING
            return chr(byte), 1
        if byte == _ESC:
            return self._escape(data, at, state)
        if byte in (_SI, _SO) and self._second:
            state[_FLAGS] = state[_FLAGS] & ~_SHIFTED | (byte == _SO)
            return "", 1
        if byte == 0x0a:
            state[_FLAGS] &= ~_SHIFTED
        if byte < 0x20:
            return chr(byte), 1
        if byte >= 0x80:
            return None, 1
        mark = state[1 if state[_FLAGS] & _SHIFTED else 0]
        if mark == _ASCII:
            return chr(byte), 1
        found = self._by_mark.get(mark)
        if found is None:
            return None, 1
        code = data[at:at + found.size]
        if len(code) < found.size:
            return None, 0
        return found.decode(code), found.size

    def _escape(self, data, at, state):
        kind = data[at + 1:at + 2]
        if not kind:
            return None, 0
        if kind in b"()$.&":
            return self._read_designation(data, at, state)
        if kind == b"N" and self._third:
            return self._third_set(data, at, state) if at + 2 < len(data) else (None, 0)
        state[_FLAGS] |= _ESCAPING
        return "\x1b", 1

    def _read_designation(self, data, at, state):
        """ESC ( B, ESC $ B, ESC $ ( D, ESC & @ ESC $ B, ..."""
        end = at + 1
        while True:
            if end - at == _LONGEST:
                return None, 1
            if end >= len(data):
                return None, 0
            if self._prefixed and data[end:end + 2] == b"&@":
                end += 3  # the sequence that is announced
                continue
            if 0x41 <= data[end] <= 0x5a or data[end] == 0x40:
                break
            end += 1
        sequence = data[at:end + 1]
        place = self._place_of(sequence)
        mark = sequence[-1] | 0x80 if b"$" in sequence else sequence[-1]
        if place is None or not self._knows(mark):
            return None, len(sequence)
        state[place] = mark
        return "", len(sequence)

    def _place_of(self, sequence):
        """Which G a sequence is for; None: it is no such sequence."""
        places = {b"(": 0, b")": 1, b".": 2 if self._third else None}
        if len(sequence) == 3:
            return 0 if sequence[1:2] == b"$" else places.get(sequence[1:2])
        if len(sequence) == 4 and sequence[1:2] == b"$" and sequence[2:3] in (b"(", b")"):
            return places[sequence[2:3]]
        return 0 if sequence == b"\x1b&@\x1b$B" else None

    def _knows(self, mark):
        return mark == _ASCII or mark in self._by_mark or self._third and mark in (0x41, 0x46)

    def _third_set(self, data, at, state):
        byte = data[at + 2]
        if byte < 0x80 and state[2] in b"AF":
            encoding = "iso8859-1" if state[2] == 0x41 else "iso8859-7"
            text = bytes([byte | 0x80]).decode(encoding, "replace")
            return (None, 3) if text == "\ufffd" else (text, 3)
        return (chr(byte), 3) if byte < 0x80 and state[2] == _ASCII else (None, 3)


_JAPANESE = ["208", "roman", "208 of 1978"]
_CODECS = {
    "iso2022_kr": dict(sets=["KS"], second=True, prefixed=False),
    "iso2022_jp": dict(sets=_JAPANESE),
    "iso2022_jp_1": dict(sets=["208", "212", "roman", "208 of 1978"]),
    "iso2022_jp_2": dict(sets=["208", "212", "KS", "GB", "roman", "208 of 1978"], third=True),
    "iso2022_jp_2004": dict(sets=["208", "213-1 of 2004", "213-2 of 2004"], pairs=0xd1),
    "iso2022_jp_3": dict(sets=["208", "213-1 of 2000", "213-2 of 2000"], pairs=0xcf),
    "iso2022_jp_ext": dict(sets=["208", "212", "roman", "katakana", "208 of 1978"]),
}


def make(name):
    """The codec of this name, or None."""
    return Iso2022Codec(name, **_CODECS[name]) if name in _CODECS else None
