"""The Unicode encodings, ASCII, Latin-1 and the escapes, as codecs with incremental classes."""

import codecs
import sys

_NATIVE_ORDER = -1 if sys.byteorder == "little" else 1


def make_info(name, encode, decode, incremental_encoder, incremental_decoder, is_text=None):
    """A CodecInfo with stream classes; decode may leave bytes that are incomplete."""

    class Reader(codecs.StreamReader):
        def decode(self, input, errors="strict"):
            return decode(input, errors, False)

    class Writer(codecs.StreamWriter):
        def encode(self, input, errors="strict"):
            return encode(input, errors)

    return _info(name, encode, decode, Reader, Writer, incremental_encoder, incremental_decoder,
                 is_text)


def make_stateful_info(name, encode, decode, incremental_encoder, incremental_decoder):
    """The same where streams, too, have a state: that of the incremental classes."""

    class Reader(codecs.StreamReader):
        def __init__(self, stream, errors="strict"):
            super().__init__(stream, errors)
            self._decoder = incremental_decoder(errors)

        def decode(self, input, errors="strict"):
            return self._decoder.decode(input), len(input)

        def reset(self):
            super().reset()
            self._decoder.reset()

    class Writer(codecs.StreamWriter):
        def __init__(self, stream, errors="strict"):
            super().__init__(stream, errors)
            self._encoder = incremental_encoder(errors)

        def encode(self, input, errors="strict"):
            return self._encoder.encode(input), len(input)

        def reset(self):
            super().reset()
            self._encoder.reset()

    return _info(name, encode, decode, Reader, Writer, incremental_encoder, incremental_decoder)


def _info(name, encode, decode, reader, writer, incremental_encoder, incremental_decoder,
          is_text=None):
    def decode_all(input, errors="strict"):
        return decode(input, errors, True)

    return codecs.CodecInfo(encode, decode_all, reader, writer, incremental_encoder,
                            incremental_decoder, name, _is_text_encoding=is_text)


def plain_encoder(encode):
    class Encoder(codecs.IncrementalEncoder):
        def encode(self, input, final=False):
            return encode(input, self.errors)[0]

    return Encoder


def buffered_decoder(decode):
    class Decoder(codecs.BufferedIncrementalDecoder):
        def _buffer_decode(self, input, errors, final):
            return decode(input, errors, final)

    return Decoder


def _plain(name, encode, decode):
    return make_info(name, encode, decode, plain_encoder(encode), buffered_decoder(decode))


def _whole(name, encode, decode):
    """One that is never incomplete."""
    return _plain(name, encode, lambda input, errors="strict", final=False: decode(input, errors))


# ---- with a byte order mark

class _MarkedEncoder(codecs.IncrementalEncoder):
    """Writes the mark in front of the first piece; state 2 says that it is not written yet."""

    def __init__(self, errors="strict"):
        super().__init__(errors)
        self._marked = False

    def encode(self, input, final=False):
        encode = self._encode_unmarked if self._marked else self._encode_marked
        result = encode(input, self.errors)[0]
        self._marked = True
        return result

    def reset(self):
        self._marked = False

    def getstate(self):
        return 0 if self._marked else 2

    def setstate(self, state):
        self._marked = not state


class _MarkedDecoder(codecs.BufferedIncrementalDecoder):
    """Learns the byte order from the mark.  State: 0 this machine's order, 1 the other, 2 none."""

    def __init__(self, errors="strict"):
        super().__init__(errors)
        self._order = 0

    def _buffer_decode(self, input, errors, final):
        text, consumed, order = self._decode_ordered(input, errors, self._order, final)
        if self._order == 0 and consumed:
            if order == 0 and consumed >= self._mark_size:
                raise UnicodeDecodeError(self._name, bytes(input), 0, self._mark_size,
                                         "Stream does not start with BOM")
            self._order = order
        return text, consumed

    def reset(self):
        super().reset()
        self._order = 0

    def getstate(self):
        waiting = super().getstate()[0]
        return waiting, 2 if self._order == 0 else int(self._order != _NATIVE_ORDER)

    def setstate(self, state):
        super().setstate(state)
        self._order = 0 if state[1] == 2 else -_NATIVE_ORDER if state[1] else _NATIVE_ORDER


def _marked(name, encode, decode, ordered_encoders, decode_ex, mark_size):
    unmarked = ordered_encoders[0 if _NATIVE_ORDER < 0 else 1]

    class Encoder(_MarkedEncoder):
        _encode_marked = staticmethod(encode)
        _encode_unmarked = staticmethod(unmarked)

    class Decoder(_MarkedDecoder):
        _name = name
        _mark_size = mark_size
        _decode_ordered = staticmethod(decode_ex)

    return make_stateful_info(name, encode, decode, Encoder, Decoder)


# ---- utf-8-sig

def _encode_sig(input, errors="strict"):
    return codecs.BOM_UTF8 + codecs.utf_8_encode(input, errors)[0], len(input)


def _decode_sig(input, errors="strict", final=False):
    skipped = 3 if bytes(input[:3]) == codecs.BOM_UTF8 else 0
    text, consumed = codecs.utf_8_decode(input[skipped:], errors, final)
    return text, consumed + skipped


class _SigEncoder(_MarkedEncoder):
    _encode_marked = staticmethod(_encode_sig)
    _encode_unmarked = staticmethod(codecs.utf_8_encode)

    def getstate(self):
        return int(not self._marked)


class _SigDecoder(codecs.BufferedIncrementalDecoder):
    """State 1: the place of the mark has not been passed yet."""

    def __init__(self, errors="strict"):
        super().__init__(errors)
        self._first = True

    def _buffer_decode(self, input, errors, final):
        if not self._first:
            return codecs.utf_8_decode(input, errors, final)
        if len(input) < 3 and codecs.BOM_UTF8.startswith(input) and not final:
            return "", 0
        self._first = False
        return _decode_sig(input, errors, final)

    def reset(self):
        super().reset()
        self._first = True

    def getstate(self):
        return super().getstate()[0], int(self._first)

    def setstate(self, state):
        super().setstate(state)
        self._first = bool(state[1])


_MAKERS = {
    "utf_8": lambda: _plain("utf-8", codecs.utf_8_encode, codecs.utf_8_decode),
    "utf_8_sig": lambda: make_stateful_info("utf-8-sig", _encode_sig, _decode_sig, _SigEncoder,
                                            _SigDecoder),
    "utf_7": lambda: _plain("utf-7", codecs.utf_7_encode, codecs.utf_7_decode),
    "utf_16": lambda: _marked("utf-16", codecs.utf_16_encode, codecs.utf_16_decode,
                              (codecs.utf_16_le_encode, codecs.utf_16_be_encode),
                              codecs.utf_16_ex_decode, 2),
    "utf_16_le": lambda: _plain("utf-16-le", codecs.utf_16_le_encode, codecs.utf_16_le_decode),
    "utf_16_be": lambda: _plain("utf-16-be", codecs.utf_16_be_encode, codecs.utf_16_be_decode),
    "utf_32": lambda: _marked("utf-32", codecs.utf_32_encode, codecs.utf_32_decode,
                              (codecs.utf_32_le_encode, codecs.utf_32_be_encode),
                              codecs.utf_32_ex_decode, 4),
    "utf_32_le": lambda: _plain("utf-32-le", codecs.utf_32_le_encode, codecs.utf_32_le_decode),
    "utf_32_be": lambda: _plain("utf-32-be", codecs.utf_32_be_encode, codecs.utf_32_be_decode),
    "ascii": lambda: _whole("ascii", codecs.ascii_encode, codecs.ascii_decode),
    "latin_1": lambda: _whole("iso8859-1", codecs.latin_1_encode, codecs.latin_1_decode),
    "unicode_escape": lambda: _plain("unicode-escape", codecs.unicode_escape_encode,
                                     codecs.unicode_escape_decode),
    "raw_unicode_escape": lambda: _plain("raw-unicode-escape", codecs.raw_unicode_escape_encode,
                                         codecs.raw_unicode_escape_decode),
}
_MAKERS["iso8859_1"] = _MAKERS["latin_1"]


def find(name):
    make = _MAKERS.get(name)
    return make() if make else None
