"""HZ: GB 2312 in seven bits between ~{ and ~}; ~~ is a tilde.

The first byte of the state: is it between them?
"""

from _multibyte_codec import DONE, INCOMPLETE, INVALID, Codec

# by whether they are between the marks: what they stand for, and whether what follows is
_ESCAPES = {b"~{": ("", True), b"~~": ("~", False), b"~\n": ("", False)}, {b"~}": ("", False)}


class HzCodec(Codec):
    def __init__(self, pairs):
        super().__init__("hz")
        self._pairs = pairs  # the codec of GB 2312

    def end_encoding(self, state):
        inside, state[0] = state[0], 0
        return b"~}" if inside else b""

    def encode_run(self, text, at, state, final):
        result = bytearray()
        for at in range(at, len(text)):
            character = text[at]
            if character.isascii():
                data = b"~~" if character == "~" else character.encode("ascii")
            else:
                data, _, status = self._pairs.encode_run(character, 0, None, True)
                if status != DONE:
                    return bytes(result), at, INVALID
                data = bytes(byte & 0x7f for byte in data)
            if state[0] == character.isascii():
                result += b"~}" if state[0] else b"~{"
                state[0] ^= 1
            result += data
        return bytes(result), len(text), DONE

    def decode_run(self, data, at, state, final):
        parts = []
        while at < len(data):
            code = data[at:at + 2]
            if len(code) < 2 and (state[0] or code == b"~"):
                return "".join(parts), at, INCOMPLETE, 0
            if code in _ESCAPES[state[0]]:
                text, state[0] = _ESCAPES[state[0]][code]
                parts.append(text)
                at += 2
                continue
            text = self._decode_one(code, state[0])
            if text is None:
                return "".join(parts), at, INVALID, 1
            parts.append(text)
            at += 2 if state[0] else 1
        return "".join(parts), at, DONE, 0

    def _decode_one(self, code, inside):
        if code[0] >= 0x80 or not inside and code[0] == 0x7e:
            return None
        if not inside:
            return chr(code[0])
        code = bytes(byte | 0x80 for byte in code)
        text, _, status, _ = self._pairs.decode_run(code, 0, None, True)
        return text if status == DONE else None
