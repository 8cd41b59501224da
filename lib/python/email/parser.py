"""Reading messages from files, str and bytes."""

from io import StringIO, TextIOWrapper

from email._policybase import compat32
from email.feedparser import BytesFeedParser, FeedParser

__all__ = ["Parser", "HeaderParser", "BytesParser", "BytesHeaderParser", "FeedParser",
           "BytesFeedParser"]

_PIECE = 8192


class Parser:
    """Reads messages of class _class (if None, the policy's)."""

    def __init__(self, _class=None, *, policy=compat32):
        self._class = _class
        self.policy = policy

    def parse(self, fp, headersonly=False):
        """The message in a text file; with headersonly, all behind its headers is one text."""
        reader = FeedParser(self._class, policy=self.policy)
        if headersonly:
            reader._set_headersonly()
        while piece := fp.read(_PIECE):
            reader.feed(piece)
        return reader.close()

    def parsestr(self, text, headersonly=False):
        """The message in a str."""
        return self.parse(StringIO(text), headersonly)


class HeaderParser(Parser):
    """A Parser of headers only."""

    def parse(self, fp, headersonly=True):
        return super().parse(fp, True)

    def parsestr(self, text, headersonly=True):
        return super().parsestr(text, True)


class BytesParser:
    """A Parser of binary files and bytes. What is not ASCII is kept as surrogates."""

    def __init__(self, *args, **kw):
        self.parser = Parser(*args, **kw)

    def parse(self, fp, headersonly=False):
        """The message in a binary file, which stays open."""
        text = TextIOWrapper(fp, encoding="ascii", errors="surrogateescape")
        try:
            return self.parser.parse(text, headersonly)
        finally:
            text.detach()

    def parsebytes(self, text, headersonly=False):
        """The message in bytes."""
        return self.parser.parsestr(text.decode("ascii", "surrogateescape"), headersonly)


class BytesHeaderParser(BytesParser):
    """A BytesParser of headers only."""

    def parse(self, fp, headersonly=True):
        return super().parse(fp, True)

    def parsebytes(self, text, headersonly=True):
        return super().parsebytes(text, True)
