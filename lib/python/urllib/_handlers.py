"""What handlers of urllib.request have in common."""

from urllib.parse import _splitport, urlsplit


class BaseHandler:
    """Does something for an OpenerDirector, its parent. Methods SCHEME_open, SCHEME_request,
    SCHEME_response, http_error_CODE say what; a lower handler_order is asked earlier."""

    handler_order = 500

    def add_parent(self, parent):
        self.parent = parent

    def close(self):
        """Nothing; of the time before garbage collection."""

    def __lt__(self, other):
        return not hasattr(other, "handler_order") or self.handler_order < other.handler_order


def without_port(netloc):
    """Host and port of host:port; the port is text or None."""
    return _splitport(netloc)


def authority_and_path(uri, default_port=True):
    """(host:port, path) of a URL, the port added if the scheme has one and default_port is true;
    of a host, it and '/'."""
    parts = urlsplit(uri)
    if not parts.netloc:
        return uri, "/"
    authority = parts.netloc
    host, port = without_port(authority)
    known = {"http": 80, "https": 443}.get(parts.scheme)
    if default_port and port is None and known is not None:
        authority = f"{host}:{known}"
    return authority, parts.path or "/"
