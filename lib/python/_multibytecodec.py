"""Codecs of character sets with several bytes for a character.

getcodec() gives an object with encode and decode, as the modules _codecs_jp and
so on do; the classes make incremental codecs and streams from it.
"""

import _multibyte_iso2022
import _multibyte_sets

_WAITING_MAX = 8  # bytes that a state may hold
_made = {}


def getcodec(name):
    if name not in _made:
        codec = _make(name)
        if codec is None:
            raise LookupError("no such codec is supported.")
        _made[name] = codec
    return _made[name]


def _make(name):
    if name == "hz":
        from _multibyte_hz import HzCodec
        return HzCodec(getcodec("gb2312"))
    return _multibyte_sets.make(name) or _multibyte_iso2022.make(name)


class _Errors:
    """The name of the error handler, which cannot be deleted."""

    def __init__(self, errors="strict"):
        self.codec  # without one there is nothing to make
        self.errors = errors
        self._begin()

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


class _Encoding(_Errors):
    """What has been written decides how to go on, and the last character may wait for its mark."""

    def _begin(self):
        self._waiting = ""
        self._state = self.codec.encoder_state()

    def _encode(self, text, final):
        if not isinstance(text, str):
            raise TypeError("couldn't convert the object to str.")
        text = self._waiting + text
        data, count = self.codec.encode_part(text, self.errors, self._state, final)
        self._waiting = text[count:]
        return data + self.codec.end_encoding(self._state) if final else data


class MultibyteIncrementalEncoder(_Encoding):
    """The state as a number: how many bytes wait, these in UTF-8, the codec's state."""

    def encode(self, input, final=False):
        return self._encode(input, final)

    def reset(self):
        self._waiting = ""
        self.codec.end_encoding(self._state)

    def getstate(self):
        waiting = self._waiting.encode("utf-8")
        return int.from_bytes(bytes([len(waiting)]) + waiting + self._state, "little")

    def setstate(self, state):
        if not isinstance(state, int):
            raise TypeError(f"setstate() argument must be int, not {type(state).__name__}")
        size, *data = state.to_bytes(1 + _WAITING_MAX + 8, "little")
        if size > _WAITING_MAX:
            raise UnicodeError("pending buffer too large")
        self._waiting = bytes(data[:size]).decode("utf-8")
        self._state = bytearray(data[size:size + 8])


class _Decoding(_Errors):
    """Keeps the bytes of a cut character, and the state."""

    def _begin(self):
        self._waiting = b""
        self._state = self.codec.decoder_state()

    def _decode(self, data, final):
        data = self._waiting + bytes(memoryview(data))
        text, count = self.codec.decode_part(data, self.errors, self._state, final)
        self._waiting = data[count:]
        return text

    def reset(self):
        self._waiting = b""
        self.codec.end_decoding(self._state)


class MultibyteIncrementalDecoder(_Decoding):
    def decode(self, input, final=False):
        return self._decode(input, final)

    def getstate(self):
        return self._waiting, int.from_bytes(self._state, "little")

    def setstate(self, state):
        if not isinstance(state, tuple):
            raise TypeError(f"setstate() argument must be tuple, not {type(state).__name__}")
        if len(state) != 2 or not isinstance(state[0], bytes) or not isinstance(state[1], int):
            raise TypeError("setstate(): illegal state argument")
        waiting, number = state
        if len(waiting) > _WAITING_MAX:
            raise UnicodeDecodeError(self.codec.name, waiting, 0, len(waiting),
                                     "pending buffer too large")
        self._state = bytearray(number.to_bytes(8, "little"))
        self._waiting = waiting


class MultibyteStreamReader(_Decoding):
    """Reads text from a binary file."""

    def __init__(self, stream, errors="strict"):
        self.stream = stream
        super().__init__(errors)

    def read(self, size=None):
        if size is None or size < 0:
            return self._decode(self.stream.read(), True)
        return self._read_something(self.stream.read, size)

    def readline(self, size=None):
        return self._read_something(self.stream.readline,
                                    -1 if size is None or size < 0 else size)

    def _read_something(self, read, size):
        while True:  # unless the file ends
            data = read(size)
            text = self._decode(data, not data)
            if text or not data or not size:
                return text

    def readlines(self, sizehint=None):
        return self.read().splitlines(keepends=True)


class MultibyteStreamWriter(_Encoding):
    """Writes text to a binary file."""

    def __init__(self, stream, errors="strict"):
        self.stream = stream
        super().__init__(errors)

    def write(self, text):
        self.stream.write(self._encode(text, False))

    def writelines(self, lines):
        for line in lines:
            self.write(line)

    def reset(self):
        if self._waiting:  # else CPython writes nothing either, not even what ends a shift
            self.stream.write(self._encode("", True))
