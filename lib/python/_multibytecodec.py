"""Codecs of character sets with several bytes for a character, through the C library's iconv.

getcodec() gives an object with encode and decode, as the modules _codecs_jp and
so on do; the classes make incremental codecs and streams from it.
"""

import codecs

import _iconv

_CHARSETS = {
    "big5": "BIG5", "big5hkscs": "BIG5-HKSCS", "cp950": "CP950",
    "gb2312": "EUC-CN", "gbk": "GBK", "gb18030": "GB18030",
    "cp949": "UHC", "euc_kr": "EUC-KR", "johab": "JOHAB", "iso2022_kr": "ISO-2022-KR",
    "cp932": "CP932", "euc_jp": "EUC-JP", "shift_jis": "SJIS",
    "euc_jis_2004": "EUC-JISX0213", "euc_jisx0213": "EUC-JISX0213",
    "shift_jis_2004": "SHIFT_JISX0213", "shift_jisx0213": "SHIFT_JISX0213",
    "iso2022_jp": "ISO-2022-JP", "iso2022_jp_1": "ISO-2022-JP-2", "iso2022_jp_2": "ISO-2022-JP-2",
    "iso2022_jp_3": "ISO-2022-JP-3", "iso2022_jp_2004": "ISO-2022-JP-3",
    "iso2022_jp_ext": "ISO-2022-JP-3",
}


_KOREAN_HEADER = b"\x1b$)C" # of iso2022_kr, once


def _designations(data):
    """The escape sequences and shifts in force behind the data, which was read from the start."""
    in_force = {}
    at = 0
    while at < len(data):
        byte = data[at]
        if byte == 0x1b:
            end = at + 1
            while end < len(data) and 0x20 <= data[end] < 0x30:
                end += 1
            place = data[at + 1:at + 2] + data[at + 2:end] if end - at > 2 else b"("
            in_force["G1" if place in (b"$)", b")") else "G2" if place == b"." else "G0"] = \
                data[at:end + 1]
            at = end
        elif byte in (0x0e, 0x0f):
            in_force["shift"] = data[at:at + 1] if byte == 0x0e else b""
        elif byte == 0x0a:
            in_force.pop("shift", None)
            in_force.pop("G2", None)
        at += 1
    return b"".join(in_force.get(key, b"") for key in ("G1", "G2", "G0", "shift"))


def _replacement(error, errors, kinds):
    """What the error handler gives instead, and where it goes on."""
    answer = codecs.lookup_error(errors or "strict")(error)
    if not (isinstance(answer, tuple) and len(answer) == 2 and isinstance(answer[0], kinds)
            and isinstance(answer[1], int)):
        if kinds is str:
            raise TypeError("decoding error handler must return (str, int) tuple")
        raise TypeError("encoding error handler must return (str, int) tuple")
    replacement, at = answer
    length = len(error.object)
    if at < 0:
        at += length
    if not 0 <= at <= length:
        raise IndexError(f"position {at} from error handler out of bounds")
    return replacement, at


class MultibyteCodec:
    """One character set."""

    def __init__(self, name):
        self.name = name
        self._charset = _CHARSETS[name]
        self._has_escapes = name.startswith("iso2022")

    def encode(self, input, errors="strict"):
        """The bytes of a text, and its length."""
        parts = []
        at = 0
        while at < len(input):
            data, count, status = _iconv.encode(self._charset, input[at:] if at else input)
            parts.append(data.removeprefix(_KOREAN_HEADER) if parts or input.isascii() else data)
            at += count
            if status == _iconv.DONE:
                break
            error = UnicodeEncodeError(self.name, input, at, at + 1, "illegal multibyte sequence")
            replacement, at = _replacement(error, errors, (str, bytes))
            parts.append(self._encode_replacement(replacement))
        return b"".join(parts), len(input)

    def _encode_replacement(self, replacement):
        if isinstance(replacement, bytes):
            return replacement
        return replacement.encode("ascii") if replacement.isascii() \
            else self.encode(replacement)[0]

    def decode(self, input, errors="strict"):
        """The text of bytes, and how many they are."""
        data = bytes(memoryview(input))
        return self.decode_part(data, errors, True, b"")[0], len(data)

    def decode_part(self, data, errors, final, state):
        """The text, how many bytes were read, and the escape sequences in force then."""
        parts = []
        at = 0
        while at < len(data):
            text, count, status = _iconv.decode(self._charset, state + data[at:])
            count = max(count - len(state), 0)
            parts.append(text)
            if self._has_escapes:
                state = _designations(state + data[at:at + count])
            at += count
            if status == _iconv.DONE or status == _iconv.INCOMPLETE and not final:
                return "".join(parts), at, state
            if status == _iconv.INCOMPLETE:
                error = UnicodeDecodeError(self.name, data, at, len(data),
                                           "incomplete multibyte sequence")
            else:
                error = UnicodeDecodeError(self.name, data, at, at + 1,
                                           "illegal multibyte sequence")
            replacement, at = _replacement(error, errors, str)
            parts.append(replacement)
        return "".join(parts), len(data), state


class HzCodec(MultibyteCodec):
    """HZ: GB 2312 in seven bits between ~{ and ~}; ~~ is a tilde."""

    def __init__(self):
        self.name = "hz"
        self._pairs = MultibyteCodec("gb2312")

    def encode(self, input, errors="strict"):
        data, inside = self.encode_part(input, errors, False)
        return data + b"~}" if inside else data, len(input)

    def encode_part(self, input, errors, inside):
        """The bytes of a text, and whether they end between the marks, from where they begin."""
        result = bytearray()
        at = 0
        while at < len(input):
            character = input[at]
            if character.isascii():
                data = b"~~" if character == "~" else character.encode("ascii")
            else:
                try:
                    data = bytes(byte & 0x7f for byte in self._pairs.encode(character)[0])
                except UnicodeEncodeError:
                    error = UnicodeEncodeError("hz", input, at, at + 1,
                                               "illegal multibyte sequence")
                    replacement, at = _replacement(error, errors, (str, bytes))
                    if isinstance(replacement, str):
                        replacement, inside = self.encode_part(replacement, "strict", inside)
                    result += replacement
                    continue
            if inside == character.isascii():
                result += b"~}" if inside else b"~{"
                inside = not inside
            result += data
            at += 1
        return bytes(result), inside

    def decode_part(self, data, errors, final, state):
        parts = []
        at = 0
        while at < len(data):
            pair = data[at:at + 2]
            if len(pair) < 2 and (state or pair == b"~"):
                if not final:
                    break
                error = UnicodeDecodeError("hz", data, at, len(data),
                                           "incomplete multibyte sequence")
                replacement, at = _replacement(error, errors, str)
                parts.append(replacement)
                continue
            text = _HZ_ESCAPES.get(pair)
            if text is not None:
                parts.append(text)
                state = b"~{" if pair == b"~{" else b"" if pair == b"~}" else state
                at += 2
                continue
            try:
                if pair[0] >= 0x80 or not state and pair[0] == 0x7e:
                    raise UnicodeError
                text = self._pairs.decode(bytes(byte | 0x80 for byte in pair))[0] if state \
                    else chr(pair[0])
                parts.append(text)
                at += 2 if state else 1
            except UnicodeError:
                error = UnicodeDecodeError("hz", data, at, at + 1, "illegal multibyte sequence")
                replacement, at = _replacement(error, errors, str)
                parts.append(replacement)
        return "".join(parts), at, state


_HZ_ESCAPES = {b"~{": "", b"~}": "", b"~~": "~", b"~\n": ""}
_made = {"hz": HzCodec()}


def getcodec(name):
    if name not in _made:
        if name not in _CHARSETS:
            raise LookupError("no such codec is supported.")
        _made[name] = MultibyteCodec(name)
    return _made[name]


class _Errors:
    """The name of the error handler, which cannot be deleted."""

    def __init__(self, errors="strict"):
        self.errors = errors
        self.reset()

    @property
    def errors(self):
        return self._errors

    @errors.setter
    def errors(self, errors):
        if not isinstance(errors, str):
            raise TypeError("errors must be a string")
        self._errors = errors

    @errors.deleter
    def errors(self):
        raise AttributeError("cannot delete attribute")


class MultibyteIncrementalEncoder(_Errors):
    """Encodes each piece for itself; escape sequences end with it, a header comes once. Only HZ
    stays between its marks."""

    def encode(self, input, final=False):
        if isinstance(self.codec, HzCodec):
            data, self._started = self.codec.encode_part(input, self.errors, self._started)
            if final and self._started:
                data += b"~}"
                self._started = False
            return data
        data = self.codec.encode(input, self.errors)[0]
        if data and self._started:
            data = data.removeprefix(_KOREAN_HEADER)
        self._started |= data.startswith(_KOREAN_HEADER)
        return data

    def reset(self):
        self._started = False

    def getstate(self):
        return int(self._started)

    def setstate(self, state):
        self._started = bool(state)


class MultibyteIncrementalDecoder(_Errors):
    """Keeps bytes of a cut character, and the escape sequences in force."""

    def decode(self, input, final=False):
        data = self._waiting + bytes(memoryview(input))
        text, count, self._state = self.codec.decode_part(data, self.errors, final, self._state)
        self._waiting = data[count:]
        return text

    def reset(self):
        self._waiting = self._state = b""

    def getstate(self):
        return self._waiting, int.from_bytes(self._state, "little")

    def setstate(self, state):
        if not isinstance(state, tuple):
            raise TypeError(f"setstate() argument must be tuple, not {type(state).__name__}")
        waiting, number = state
        if not isinstance(waiting, bytes) or not isinstance(number, int):
            raise TypeError("illegal decoder state")
        self._waiting = waiting
        self._state = number.to_bytes((number.bit_length() + 7) // 8, "little")


class MultibyteStreamReader(_Errors):
    """Reads text from a binary file."""

    def __init__(self, stream, errors="strict"):
        self.stream = stream
        super().__init__(errors)

    def _decode(self, data, final):
        data = self._waiting + data
        text, count, self._state = self.codec.decode_part(data, self.errors, final, self._state)
        self._waiting = data[count:]
        return text

    def read(self, size=None):
        if size is None or size < 0:
            return self._decode(self.stream.read(), True)
        return self._read_something(self.stream.read, size)

    def readline(self, size=None):
        return self._read_something(self.stream.readline,
                                    -1 if size is None or size < 0 else size)

    def _read_something(self, read, size):
        while True: # unless the file ends
            data = read(size)
            text = self._decode(data, not data)
            if text or not data or not size:
                return text

    def readlines(self, sizehint=None):
        return self.read().splitlines(keepends=True)

    def reset(self):
        self._waiting = self._state = b""


class MultibyteStreamWriter(_Errors):
    """Writes text to a binary file."""

    def __init__(self, stream, errors="strict"):
        self.stream = stream
        super().__init__(errors)

    def write(self, text):
        if isinstance(self.codec, HzCodec):
            data, self._inside = self.codec.encode_part(text, self.errors, self._inside)
            self.stream.write(data)
        else:
            self.stream.write(self.codec.encode(text, self.errors)[0])

    def writelines(self, lines):
        for line in lines:
            self.write(line)

    def reset(self):
        self._inside = False
