"""Responses of HTTP/1.1: status, headers and a body that is read like a file.

The body ends after Content-Length bytes (`length` are left), with the chunk of size 0 (`chunk_left`
are left in the present one, None if none has begun), or where the connection does."""

import io

import email.message
import email.parser
from http import HTTPStatus

_UNKNOWN = "UNKNOWN"
_MAXLINE = 65536
_MAXHEADERS = 100


class HTTPException(Exception):
    """Anything wrong with HTTP."""


class UnknownProtocol(HTTPException):
    """The version is none of HTTP/1."""

    def __init__(self, version):
        self.args = (version,)
        self.version = version


class IncompleteRead(HTTPException):
    """The connection ended too early: partial is what came, expected how much was missing."""

    def __init__(self, partial, expected=None):
        self.args = (partial,)
        self.partial, self.expected = partial, expected

    def __repr__(self):
        more = "" if self.expected is None else f", {self.expected} more expected"
        return f"{type(self).__name__}({len(self.partial)} bytes read{more})"

    __str__ = object.__str__


class BadStatusLine(HTTPException):
    """The first line is not a status."""

    def __init__(self, line):
        self.line = line or repr(line)
        self.args = (self.line,)


class LineTooLong(HTTPException):
    """A line is longer than any should be."""

    def __init__(self, line_type):
        super().__init__(f"got more than {_MAXLINE} bytes when reading {line_type}")


class RemoteDisconnected(ConnectionResetError, BadStatusLine):
    """The server closed the connection instead of answering."""

    def __init__(self, *pos, **kw):
        BadStatusLine.__init__(self, "")
        ConnectionResetError.__init__(self, *pos, **kw)


class ImproperConnectionState(HTTPException):
    """This cannot be done now."""


class ResponseNotReady(ImproperConnectionState):
    """There is no response yet."""


class HTTPMessage(email.message.Message):
    """The headers of a response."""

    def getallmatchingheaders(self, name):
        """Lines of the headers whose name begins like this, and lines that continue them."""
        start = name.lower() + ":"
        lines, hit = [], False
        for line in self.keys():
            if line[: len(start)].lower() == start:
                hit = True
            elif not line[:1].isspace():
                hit = False
            if hit:
                lines.append(line)
        return lines


def _read_line(file, kind):
    line = file.readline(_MAXLINE + 1)
    if len(line) > _MAXLINE:
        raise LineTooLong(kind)
    return line


def _read_headers(fp):
    """Lines up to the empty one, included."""
    lines = []
    while True:
        line = _read_line(fp, "header line")
        if len(lines) >= _MAXHEADERS + (line in (b"\r\n", b"\n", b"")):
            raise HTTPException(f"got more than {_MAXHEADERS} headers")
        lines.append(line)
        if line in (b"\r\n", b"\n", b""):
            return lines


def _parse_header_lines(header_lines, _class=HTTPMessage):
    text = b"".join(header_lines).decode("iso-8859-1")
    return email.parser.Parser(_class=_class).parsestr(text)


def parse_headers(fp, _class=HTTPMessage):
    """The headers that a binary file is at, as an email message of a class."""
    return _parse_header_lines(_read_headers(fp), _class)


class HTTPResponse(io.BufferedIOBase):
    """A response. begin() reads up to the body: version (10 or 11), status (also code), reason and
    headers (also msg)."""

    def __init__(self, sock, debuglevel=0, method=None, url=None):
        self.fp = sock.makefile("rb")
        self.debuglevel, self._method = debuglevel, method
        self.headers = self.msg = None
        self.version = self.status = self.reason = _UNKNOWN
        self.chunked = self.chunk_left = self.length = self.will_close = _UNKNOWN

    # -- before the body

    def _read_status(self):
        line = _read_line(self.fp, "status line").decode("iso-8859-1")
        if self.debuglevel > 0:
            print("reply:", repr(line))
        if not line:
            raise RemoteDisconnected("Remote end closed connection without response")
        version, status, reason = (line.split(None, 2) + ["", "", ""])[:3]
        if not version.startswith("HTTP/") or not status:
            self._close_conn()
            raise BadStatusLine(line)
        try:
            number = int(status)
        except ValueError:
            number = 0
        if not 100 <= number <= 999:
            raise BadStatusLine(line)
        return version, number, reason

    def begin(self):
        """Read up to the body."""
        if self.headers is not None:
            return
        while True:
            version, status, reason = self._read_status()
            if status != HTTPStatus.CONTINUE:
                break
            skipped = _read_headers(self.fp)
            if self.debuglevel > 0:
                print("headers:", skipped)
        self.code = self.status = status
        self.reason = reason.strip()
        if version in ("HTTP/1.0", "HTTP/0.9"):
            self.version = 10
        elif version.startswith("HTTP/1."):
            self.version = 11
        else:
            raise UnknownProtocol(version)
        self.headers = self.msg = parse_headers(self.fp)
        if self.debuglevel > 0:
            for name, value in self.headers.items():
                print("header:", f"{name}:", value)
        self._find_end()

    def _find_end(self):
        """Find out how the end of the body is to be seen."""
        encoding = self.headers.get("transfer-encoding") or ""
        self.chunked = encoding.lower() == "chunked"
        self.chunk_left = None if self.chunked else _UNKNOWN
        self.length = None if self.chunked else self._content_length()
        status = self.status
        if (status < 200 or self._method == "HEAD"
                or status in (HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED)):
            self.length = 0
        self.will_close = self._check_close() or not self.chunked and self.length is None

    def _content_length(self):
        try:
            length = int(self.headers.get("content-length") or "")
        except ValueError:
            return None
        return length if length >= 0 else None

    def _check_close(self):
        """Will the server close the connection, as far as the headers tell?"""
        connection = (self.headers.get("connection") or "").lower()
        if self.version == 11:
            return "close" in connection
        proxy = (self.headers.get("proxy-connection") or "").lower()
        return not (self.headers.get("keep-alive") or "keep-alive" in connection
                    or "keep-alive" in proxy)

    # -- the file

    def _close_conn(self):
        file, self.fp = self.fp, None
        file.close()

    def close(self):
        try:
            super().close()
        finally:
            if self.fp:
                self._close_conn()

    def flush(self):
        super().flush()
        if self.fp:
            self.fp.flush()

    def readable(self):
        return True

    def isclosed(self):
        """Is all of it read?"""
        return self.fp is None

    def fileno(self):
        return self.fp.fileno()

    def __iter__(self):
        return self

    def _has_body(self):
        return self.fp is not None and self._method != "HEAD"

    def _limited(self, count):
        """At most as many as are left; count may be negative for all of them."""
        if self.length is not None and (count < 0 or count > self.length):
            return self.length
        return count

    def _took(self, count, wanted):
        """Note that so many bytes were read; close at the end."""
        if not count and wanted:
            self._close_conn()
        elif self.length is not None:
            self.length -= count
            if not self.length:
                self._close_conn()

    def read(self, amt=None):
        """The body, or at most amt bytes of it."""
        if not self._has_body():
            if self.fp is not None:
                self._close_conn()
            return b""
        if self.chunked:
            return self._read_chunked(amt)
        if amt is not None:
            amt = self._limited(amt)
            data = self.fp.read(amt)
            self._took(len(data), amt)
            return data
        if self.length is None:
            data = self.fp.read()
        else:
            try:
                data = self._safe_read(self.length)
            except IncompleteRead:
                self._close_conn()
                raise
            self.length = 0
        self._close_conn()
        return data

    def readinto(self, b):
        """Read into a buffer; how many bytes."""
        if not self._has_body():
            if self.fp is not None:
                self._close_conn()
            return 0
        if self.chunked:
            return self._readinto_chunked(b)
        b = memoryview(b)[: self._limited(len(b))]
        count = self.fp.readinto(b)
        self._took(count, len(b))
        return count

    def read1(self, n=-1):
        """What is there, at most n bytes, waiting only if there is nothing."""
        if not self._has_body():
            return b""
        if self.chunked:
            return self._read1_chunked(n)
        n = self._limited(n)
        data = self.fp.read1(n)
        self._took(len(data), n)
        return data

    def peek(self, n=-1):
        """What is there, not passed."""
        if not self._has_body():
            return b""
        if not self.chunked:
            return self.fp.peek(n)
        try:
            left = self._get_chunk_left()
        except IncompleteRead:
            return b""
        return b"" if left is None else self.fp.peek(left)[:left]

    def readline(self, limit=-1):
        """A line, at most `limit` bytes of it."""
        if not self._has_body():
            return b""
        if self.chunked:
            return super().readline(limit)
        limit = self._limited(limit)
        line = self.fp.readline(limit)
        self._took(len(line), limit)
        return line

    def _safe_read(self, amt):
        """Bytes that must be there."""
        data = self.fp.read(amt)
        if len(data) < amt:
            raise IncompleteRead(data, amt - len(data))
        return data

    def _safe_readinto(self, b):
        count = self.fp.readinto(b)
        if count < len(b):
            raise IncompleteRead(bytes(b[:count]), len(b) - count)
        return count

    # -- chunks

    def _next_chunk_size(self):
        line = _read_line(self.fp, "chunk size")
        try:
            return int(line.partition(b";")[0], 16)
        except ValueError:
            self._close_conn()
            raise IncompleteRead(b"")

    def _get_chunk_left(self):
        """How much is left in this chunk or, after its end, in the next; None after the last."""
        if not self.chunk_left:
            if self.chunk_left is not None:
                self._safe_read(2)  # the end of the line behind the chunk
            self.chunk_left = self._next_chunk_size()
            if self.chunk_left == 0:
                while _read_line(self.fp, "trailer line") not in (b"\r\n", b"\n", b""):
                    pass
                self._close_conn()
                self.chunk_left = None
        return self.chunk_left

    def _read_chunked(self, amt=None):
        parts = []
        try:
            while (left := self._get_chunk_left()) is not None:
                count = left if amt is None else min(amt, left)
                parts.append(self._safe_read(count))
                self.chunk_left = left - count
                if amt is not None:
                    amt -= count
                    if not amt:
                        break
        except IncompleteRead as error:
            raise IncompleteRead(b"".join(parts)) from error
        return b"".join(parts)

    def _readinto_chunked(self, b):
        done, view = 0, memoryview(b)
        try:
            while done < len(view) and (left := self._get_chunk_left()) is not None:
                count = self._safe_readinto(view[done : done + left])
                self.chunk_left = left - count
                done += count
        except IncompleteRead:
            raise IncompleteRead(bytes(view[:done]))
        return done

    def _read1_chunked(self, n):
        left = self._get_chunk_left()
        if left is None or n == 0:
            return b""
        data = self.fp.read1(n if 0 <= n <= left else left)
        self.chunk_left -= len(data)
        if not data:
            raise IncompleteRead(b"")
        return data

    # -- what came before the body

    def getheader(self, name, default=None):
        """The value of a header; several are joined by commas."""
        if self.headers is None:
            raise ResponseNotReady()
        values = self.headers.get_all(name) or default
        if isinstance(values, str) or not hasattr(values, "__iter__"):
            return values
        return ", ".join(values)

    def getheaders(self):
        """A list of pairs of name and value."""
        if self.headers is None:
            raise ResponseNotReady()
        return list(self.headers.items())

    def info(self):
        """The headers."""
        return self.headers

    def geturl(self):
        """The URL this is from, which urllib sets."""
        return self.url

    def getcode(self):
        """The status."""
        return self.status


for _class in (HTTPException, UnknownProtocol, IncompleteRead, BadStatusLine, LineTooLong,
               RemoteDisconnected, ImproperConnectionState, ResponseNotReady, HTTPMessage,
               HTTPResponse):
    _class.__module__ = "http.client"
del _class
