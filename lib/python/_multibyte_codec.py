"""What all codecs of character sets with several bytes for a character have in common.

A codec converts runs: as far as it comes, and why it stopped. What it needs to know from one piece
to the next is a state of eight bytes, which it changes as it goes. Error handlers are asked here.
"""

import codecs

DONE, INCOMPLETE, INVALID = range(3)  # why a run stopped; _iconv has the same


class Codec:
    """Subclasses have encode_run and decode_run, and others than these if they have a state."""

    def __init__(self, name):
        self.name = name

    def encoder_state(self):
        return bytearray(8)

    decoder_state = encoder_state

    def end_encoding(self, state):
        """The bytes that bring the state back to what ASCII needs."""
        return b""

    def end_decoding(self, state):
        state[:] = self.decoder_state()

    # encode_run(text, at, state, final): (bytes, where it stopped, why)
    # decode_run(data, at, state, final): (text, where it stopped, why, bytes that are wrong there)

    def encode(self, input, errors="strict"):
        """The bytes of a text, and its length."""
        if not isinstance(input, str):
            raise TypeError("couldn't convert the object to str.")
        state = self.encoder_state()
        data, _ = self.encode_part(input, errors, state, True)
        return data + self.end_encoding(state), len(input)

    def decode(self, input, errors="strict"):
        """The text of bytes, and how many they are."""
        data = bytes(memoryview(input))
        return self.decode_part(data, errors, self.decoder_state(), True)[0], len(data)

    def encode_part(self, text, errors, state, final):
        """The bytes, and how many characters they are of: all of them if it is final."""
        parts, at = [], 0
        while True:
            data, at, status = self.encode_run(text, at, state, final)
            parts.append(data)
            if status == DONE or status == INCOMPLETE:
                return b"".join(parts), at
            error = UnicodeEncodeError(self.name, text, at, at + 1, "illegal multibyte sequence")
            replacement, at = _ask_handler(error, errors, (str, bytes), "encoding")
            if isinstance(replacement, str):
                replacement = self.encode_part(replacement, "strict", state, True)[0]
            parts.append(replacement)

    def decode_part(self, data, errors, state, final):
        """The text, and how many bytes it is of: all of them if it is final."""
        parts, at = [], 0
        while True:
            text, at, status, wrong = self.decode_run(data, at, state, final)
            parts.append(text)
            if status == DONE or status == INCOMPLETE and not final:
                return "".join(parts), at
            if status == INCOMPLETE:
                end, reason = len(data), "incomplete multibyte sequence"
            else:
                end, reason = min(at + wrong, len(data)), "illegal multibyte sequence"
            error = UnicodeDecodeError(self.name, data, at, end, reason)
            replacement, at = _ask_handler(error, errors, str, "decoding")
            parts.append(replacement)


def _ask_handler(error, errors, kinds, verb):
    """What the error handler gives instead, and where it goes on."""
    answer = codecs.lookup_error(errors or "strict")(error)
    if not (isinstance(answer, tuple) and len(answer) == 2 and isinstance(answer[0], kinds)
            and isinstance(answer[1], int)):
        raise TypeError(f"{verb} error handler must return (str, int) tuple")
    replacement, at = answer
    length = len(error.object)
    if at < 0:
        at += length
    if not 0 <= at <= length:
        raise IndexError(f"position {at} from error handler out of bounds")
    return replacement, at
