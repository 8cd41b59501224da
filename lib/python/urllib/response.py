"""Responses: files with the headers and the URL that they came from."""

from tempfile import _TemporaryFileWrapper

__all__ = ["addbase", "addclosehook", "addinfo", "addinfourl"]


class addbase(_TemporaryFileWrapper):
    """A file, whose methods it has."""

    def __init__(self, fp):
        super().__init__(fp, "<urllib response>", delete=False)
        self.fp = fp

    def __repr__(self):
        return f"<{type(self).__name__} at {id(self)!r} whose fp = {self.file!r}>"

    def __exit__(self, type, value, traceback):
        self.close()

    def __enter__(self):
        if not self.fp.closed:
            return self
        raise ValueError("I/O operation on closed file")


class addclosehook(addbase):
    """A file that calls closehook(*hookargs) when it is closed."""

    def __init__(self, fp, closehook, *hookargs):
        super().__init__(fp)
        self.closehook, self.hookargs = closehook, hookargs

    def close(self):
        hook, args = self.closehook, self.hookargs
        self.closehook = self.hookargs = None
        try:
            if hook:
                hook(*args)
        finally:
            super().close()


class addinfo(addbase):
    """A file with headers."""

    def __init__(self, fp, headers):
        super().__init__(fp)
        self.headers = headers

    def info(self):
        """The headers."""
        return self.headers


class addinfourl(addinfo):
    """A file with headers, URL and, of HTTP, a status."""

    def __init__(self, fp, headers, url, code=None):
        super().__init__(fp, headers)
        self.url, self.code = url, code

    def geturl(self):
        """The URL."""
        return self.url

    def getcode(self):
        """The status."""
        return self.code

    status = property(getcode)
