"""The encodings Base64, Base32, Base16 (RFC 4648), Ascii85, Base85 and Z85."""

import binascii
import struct

__all__ = [
    "encode", "decode", "encodebytes", "decodebytes",
    "b64encode", "b64decode", "b32encode", "b32decode",
    "b32hexencode", "b32hexdecode", "b16encode", "b16decode",
    "b85encode", "b85decode", "a85encode", "a85decode", "z85encode", "z85decode",
    "standard_b64encode", "standard_b64decode",
    "urlsafe_b64encode", "urlsafe_b64decode",
]

bytes_types = (bytes, bytearray)


def _bytes_from_decode_data(s):
    """What is to be decoded as bytes: ASCII text or anything with a buffer."""
    if isinstance(s, str):
        try:
            return s.encode("ascii")
        except UnicodeEncodeError:
            raise ValueError("string argument should contain only ASCII characters")
    if isinstance(s, bytes_types):
        return s
    try:
        return memoryview(s).tobytes()
    except TypeError:
        raise TypeError("argument should be a bytes-like object or ASCII string, not %r"
                        % s.__class__.__name__) from None


# ---- Base64 --------------------------------------------------------------------------------------

def b64encode(s, altchars=None):
    """Bytes in Base64; altchars are the two characters to stand for + and /."""
    encoded = binascii.b2a_base64(s, newline=False)
    if altchars is None:
        return encoded
    assert len(altchars) == 2, repr(altchars)
    return encoded.translate(bytes.maketrans(b"+/", altchars))


def b64decode(s, altchars=None, validate=False):
    """Bytes from Base64; altchars are the two characters that stand for + and /.

    Without validate other characters are skipped, with it they are an error, binascii.Error, as
    wrong padding is in any case.
    """
    s = _bytes_from_decode_data(s)
    if altchars is not None:
        altchars = _bytes_from_decode_data(altchars)
        assert len(altchars) == 2, repr(altchars)
        s = s.translate(bytes.maketrans(altchars, b"+/"))
    return binascii.a2b_base64(s, strict_mode=validate)


def standard_b64encode(s):
    """Bytes in Base64 with + and /."""
    return b64encode(s)


def standard_b64decode(s):
    """Bytes from Base64 with + and /; see b64decode()."""
    return b64decode(s)


_to_urlsafe = bytes.maketrans(b"+/", b"-_")
_from_urlsafe = bytes.maketrans(b"-_", b"+/")


def urlsafe_b64encode(s):
    """Bytes in Base64 with - and _ in place of + and /."""
    return b64encode(s).translate(_to_urlsafe)


def urlsafe_b64decode(s):
    """Bytes from Base64 with - and _ in place of + and /; see b64decode()."""
    return b64decode(_bytes_from_decode_data(s).translate(_from_urlsafe))


# ---- Base32 --------------------------------------------------------------------------------------

_alphabet32 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_alphabet32hex = b"0123456789ABCDEFGHIJKLMNOPQRSTUV"
_pairs = {}   # alphabet -> the two letters of every ten bits
_values = {}  # alphabet -> letter -> five bits


def _encode32(alphabet, s):
    if alphabet not in _pairs:
        _pairs[alphabet] = [bytes((a, b)) for a in alphabet for b in alphabet]
    pairs = _pairs[alphabet]
    if not isinstance(s, bytes_types):
        s = memoryview(s).tobytes()
    missing = -len(s) % 5
    s = bytes(s) + bytes(missing)
    out = bytearray()
    for i in range(0, len(s), 5):
        bits = int.from_bytes(s[i:i + 5])
        out += (pairs[bits >> 30] + pairs[bits >> 20 & 1023] + pairs[bits >> 10 & 1023]
                + pairs[bits & 1023])
    padding = (0, 1, 3, 4, 6)[missing]
    if padding:
        out[-padding:] = b"=" * padding
    return bytes(out)


def _decode32(alphabet, s, casefold=False, map01=None):
    if alphabet not in _values:
        _values[alphabet] = {letter: value for value, letter in enumerate(alphabet)}
    values = _values[alphabet]
    s = _bytes_from_decode_data(s)
    if len(s) % 8:
        raise binascii.Error("Incorrect padding")
    if map01 is not None:
        map01 = _bytes_from_decode_data(map01)
        assert len(map01) == 1, repr(map01)
        s = s.translate(bytes.maketrans(b"01", b"O" + map01))
    if casefold:
        s = s.upper()
    letters = s.rstrip(b"=")
    padding = len(s) - len(letters)
    out = bytearray()
    bits = 0
    for i in range(0, len(letters), 8):
        bits = 0
        try:
            for letter in letters[i:i + 8]:
                bits = bits << 5 | values[letter]
        except KeyError:
            raise binascii.Error("Non-base32 digit found") from None
        if len(letters) - i >= 8:
            out += bits.to_bytes(5)
    if padding not in (0, 1, 3, 4, 6):
        raise binascii.Error("Incorrect padding")
    if padding and letters:
        last = (bits << 5 * padding).to_bytes(5)
        out += last[:(43 - 5 * padding) // 8]
    return bytes(out)


def b32encode(s):
    """Bytes in Base32."""
    return _encode32(_alphabet32, s)


def b32decode(s, casefold=False, map01=None):
    """Bytes from Base32; with casefold the letters may be lower-case.

    map01 is the letter that the digit 1 stands for, where 0 stands for O.
    """
    return _decode32(_alphabet32, s, casefold, map01)


def b32hexencode(s):
    """Bytes in Base32 with the digits and the letters up to V."""
    return _encode32(_alphabet32hex, s)


def b32hexdecode(s, casefold=False):
    """Bytes from what b32hexencode() gives; see b32decode()."""
    # 0 and 1 are digits of this alphabet: there is nothing to map.
    return _decode32(_alphabet32hex, s, casefold)


# ---- Base16 --------------------------------------------------------------------------------------

def b16encode(s):
    """Bytes in Base16: two upper-case hexadecimal digits each."""
    return binascii.hexlify(s).upper()


def b16decode(s, casefold=False):
    """Bytes from Base16; with casefold the digits may be lower-case."""
    s = _bytes_from_decode_data(s)
    if casefold:
        s = s.upper()
    if s.translate(None, delete=b"0123456789ABCDEF"):
        raise binascii.Error("Non-base16 digit found")
    return binascii.unhexlify(s)


# ---- four bytes as five digits -------------------------------------------------------------------

def _digits85(alphabet, b, fold_zeros=False, fold_spaces=False, pad=False):
    """Groups of five letters for four bytes each; z and y for words of zeros and spaces."""
    if not isinstance(b, bytes_types):
        b = memoryview(b).tobytes()
    missing = -len(b) % 4
    b = bytes(b) + bytes(missing)
    groups = []
    for word in struct.unpack("!%dI" % (len(b) // 4), b):
        if fold_zeros and not word:
            groups.append(b"z")
        elif fold_spaces and word == 0x20202020:
            groups.append(b"y")
        else:
            word, e = divmod(word, 85)
            word, d = divmod(word, 85)
            word, c = divmod(word, 85)
            first, second = divmod(word, 85)
            groups.append(bytes((alphabet[first], alphabet[second], alphabet[c], alphabet[d],
                                 alphabet[e])))
    if missing and not pad:
        if groups[-1] == b"z":
            groups[-1] = bytes((alphabet[0],)) * 5
        groups[-1] = groups[-1][:-missing]
    return b"".join(groups)


_alphabet_a85 = bytes(range(33, 118))
_A85START = b"<~"
_A85END = b"~>"


def a85encode(b, *, foldspaces=False, wrapcol=0, pad=False, adobe=False):
    """Bytes in Ascii85.

    With foldspaces, y stands for four spaces. wrapcol is the longest that a line may be. With pad
    there are NULs up to a multiple of four bytes. With adobe, <~ and ~> stand around.
    """
    result = _digits85(_alphabet_a85, b, True, foldspaces, pad)
    if adobe:
        result = _A85START + result
    if wrapcol:
        wrapcol = max(2 if adobe else 1, wrapcol)
        lines = [result[i:i + wrapcol] for i in range(0, len(result), wrapcol)]
        if adobe and len(lines[-1]) + 2 > wrapcol:
            lines.append(b"")
        result = b"\n".join(lines)
    if adobe:
        result += _A85END
    return result


def a85decode(b, *, foldspaces=False, adobe=False, ignorechars=b" \t\n\r\v"):
    """Bytes from Ascii85; see a85encode() for foldspaces and adobe.

    The bytes in ignorechars may stand anywhere: white space.
    """
    b = _bytes_from_decode_data(b)
    if adobe:
        if not b.endswith(_A85END):
            raise ValueError("Ascii85 encoded byte sequences must end with {!r}".format(_A85END))
        b = b[2:-2] if b.startswith(_A85START) else b[:-2]
    out, group = bytearray(), []
    for letter in b + b"u" * 4:
        if 33 <= letter <= 117:
            group.append(letter - 33)
            if len(group) == 5:
                word = 0
                for digit in group:
                    word = word * 85 + digit
                if word > 0xFFFFFFFF:
                    raise ValueError("Ascii85 overflow")
                out += word.to_bytes(4)
                group.clear()
        elif letter == 122:
            if group:
                raise ValueError("z inside Ascii85 5-tuple")
            out += b"\0\0\0\0"
        elif foldspaces and letter == 121:
            if group:
                raise ValueError("y inside Ascii85 5-tuple")
            out += b"\x20\x20\x20\x20"
        elif letter not in ignorechars:
            raise ValueError("Non-Ascii85 digit found: %c" % letter)
    extra = 4 - len(group)  # of the four letters u that completed the last group
    return bytes(out[:-extra] if extra else out)


_alphabet_b85 = (b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                 b"abcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~")
_values_b85 = None


def b85encode(b, pad=False):
    """Bytes in Base85; with pad there are NULs up to a multiple of four bytes."""
    return _digits85(_alphabet_b85, b, pad=pad)


def b85decode(b):
    """Bytes from Base85."""
    global _values_b85
    if _values_b85 is None:
        _values_b85 = {letter: value for value, letter in enumerate(_alphabet_b85)}
    b = _bytes_from_decode_data(b)
    missing = -len(b) % 5
    b = b + b"~" * missing
    out = bytearray()
    for i in range(0, len(b), 5):
        word = 0
        for place, letter in enumerate(b[i:i + 5], i):
            if letter not in _values_b85:
                raise ValueError("bad base85 character at position %d" % place)
            word = word * 85 + _values_b85[letter]
        if word > 0xFFFFFFFF:
            raise ValueError("base85 overflow in hunk starting at byte %d" % i)
        out += word.to_bytes(4)
    return bytes(out[:-missing] if missing else out)


_alphabet_z85 = (b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                 b".-:+=^!/*?&<>()[]{}@%$#")
# What Z85 has no letter for becomes one that base85 has not, and is told of.
_z85_strangers = bytes(set(_alphabet_b85) - set(_alphabet_z85))
_from_z85 = bytes.maketrans(_alphabet_z85 + _z85_strangers,
                            _alphabet_b85 + b"\x00" * len(_z85_strangers))
_to_z85 = bytes.maketrans(_alphabet_b85, _alphabet_z85)


def z85encode(s):
    """Bytes in Z85, the encoding of ZeroMQ."""
    return b85encode(s).translate(_to_z85)


def z85decode(s):
    """Bytes from Z85, the encoding of ZeroMQ."""
    s = _bytes_from_decode_data(s).translate(_from_z85)
    try:
        return b85decode(s)
    except ValueError as error:
        raise ValueError(error.args[0].replace("base85", "z85")) from None


# ---- files and whole strings ---------------------------------------------------------------------

MAXLINESIZE = 76  # Excluding the CRLF
MAXBINSIZE = (MAXLINESIZE // 4) * 3


def encode(input, output):
    """Encode a file; input and output are binary files."""
    while s := input.read(MAXBINSIZE):
        while len(s) < MAXBINSIZE and (more := input.read(MAXBINSIZE - len(s))):
            s += more
        output.write(binascii.b2a_base64(s))


def decode(input, output):
    """Decode a file; input and output are binary files."""
    while line := input.readline():
        output.write(binascii.a2b_base64(line))


def _input_type_check(s):
    try:
        view = memoryview(s)
    except TypeError as error:
        raise TypeError("expected bytes-like object, not %s" % s.__class__.__name__) from error
    if view.format not in ("c", "b", "B"):
        raise TypeError("expected single byte elements, not %r from %s"
                        % (view.format, s.__class__.__name__))
    if view.ndim != 1:
        raise TypeError("expected 1-D data, not %d-D data from %s"
                        % (view.ndim, s.__class__.__name__))


def encodebytes(s):
    """Bytes in Base64, in lines of 76 characters."""
    _input_type_check(s)
    return b"".join([binascii.b2a_base64(s[i:i + MAXBINSIZE])
                     for i in range(0, len(s), MAXBINSIZE)])


def decodebytes(s):
    """Bytes from Base64, in lines or not."""
    _input_type_check(s)
    return binascii.a2b_base64(s)


def main():
    """The command: encode or decode a file, or standard input."""
    import getopt
    import sys
    usage = """usage: {} [-h|-d|-e|-u] [file|-]
        -h: print this help message and exit
        -d, -u: decode
        -e: encode (default)""".format(sys.argv[0])
    try:
        options, rest = getopt.getopt(sys.argv[1:], "hdeu")
    except getopt.error as message:
        sys.stdout = sys.stderr
        print(message)
        print(usage)
        sys.exit(2)
    work = encode
    for option, _ in options:
        if option == "-e":
            work = encode
        elif option in ("-d", "-u"):
            work = decode
        elif option == "-h":
            print(usage)
            return
    if rest and rest[0] != "-":
        with open(rest[0], "rb") as file:
            work(file, sys.stdout.buffer)
    else:
        work(sys.stdin.buffer, sys.stdout.buffer)


if __name__ == "__main__":
    main()
