"""What urllib.request raises."""

import io

from urllib.response import addinfourl

__all__ = ["URLError", "HTTPError", "ContentTooShortError"]


class URLError(OSError):
    """A URL cannot be opened; reason is why, text or an exception."""

    def __init__(self, reason, filename=None):
        self.args = (reason,)
        self.reason = reason
        if filename is not None:
            self.filename = filename

    def __str__(self):
        return f"<urlopen error {self.reason}>"


class HTTPError(URLError, addinfourl):
    """The server's answer is an error. It is a response as well, and can be read."""

    def __init__(self, url, code, msg, hdrs, fp):
        self.filename, self.fp = url, fp
        self.code, self.msg, self.hdrs = code, msg, hdrs
        addinfourl.__init__(self, io.BytesIO() if fp is None else fp, hdrs, url, code)

    def __str__(self):
        return f"HTTP Error {self.code}: {self.msg}"

    def __repr__(self):
        return f"<HTTPError {self.code}: {self.msg!r}>"

    @property
    def reason(self):
        return self.msg

    @property
    def headers(self):
        return self.hdrs

    @headers.setter
    def headers(self, headers):
        self.hdrs = headers


class ContentTooShortError(URLError):
    """Less was there than announced; content is what urlretrieve() would have returned."""

    def __init__(self, message, content):
        super().__init__(message)
        self.content = content
