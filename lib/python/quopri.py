"""Quoted-printable (RFC 1521): text in which a few bytes are written as =XX.

As a program: quopri [-t | -d] [file] ..., -t also escapes tabs, -d decodes."""

from binascii import a2b_qp, b2a_qp

__all__ = ["encode", "decode", "encodestring", "decodestring"]


def encode(input, output, quotetabs, header=False):
    """Encode from one binary file into another; blanks within lines only with quotetabs."""
    output.write(encodestring(input.read(), quotetabs, header))


def encodestring(s, quotetabs=False, header=False):
    """Bytes as quoted-printable."""
    return b2a_qp(s, quotetabs=quotetabs, header=header)


def decode(input, output, header=False):
    """Decode from one binary file into another."""
    output.write(decodestring(input.read(), header))


def decodestring(s, header=False):
    """The bytes that quoted-printable stands for; in a header, underscores are blanks."""
    return a2b_qp(s, header=header)


def needsquoting(c, quotetabs, header):
    """Is the byte c written as an escape?"""
    assert isinstance(c, bytes)
    if c in b" \t":
        return quotetabs
    if c == b"_":
        return header
    return c == b"=" or not b" " <= c <= b"~"


def quote(c):
    """The escape of one byte."""
    assert isinstance(c, bytes) and len(c) == 1
    return b"=%02X" % c[0]


def unhex(s):
    """The number that hexadecimal digits stand for."""
    return int(s, 16)


def ishex(c):
    """Is the byte a hexadecimal digit?"""
    assert isinstance(c, bytes)
    return c in b"0123456789abcdefABCDEF"


def main():
    import getopt
    import sys
    try:
        options = dict(getopt.getopt(sys.argv[1:], "td")[0])
        files = getopt.getopt(sys.argv[1:], "td")[1] or ["-"]
        if len(options) > 1:
            raise getopt.error("-t and -d are mutually exclusive")
    except getopt.error as error:
        sys.exit(f"{error}\nusage: quopri [-t | -d] [file] ...\n-t: quote tabs\n"
                 "-d: decode; default encode")
    status = 0
    for name in files:
        try:
            stream = sys.stdin.buffer if name == "-" else open(name, "rb")
        except OSError as error:
            print(f"{name}: can't open ({error})", file=sys.stderr)
            status = 1
            continue
        with stream:
            if "-d" in options:
                decode(stream, sys.stdout.buffer)
            else:
                encode(stream, sys.stdout.buffer, "-t" in options)
    sys.exit(status)


if __name__ == "__main__":
    main()
