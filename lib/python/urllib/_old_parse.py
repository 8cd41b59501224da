"""Helpers of urllib.parse that are deprecated since 3.8 but still asked for.

Those with an underscore do the work, those without warn first.
"""

import re

__name__ = "urllib.parse"


def to_bytes(url):
    _warn_deprecated("to_bytes", None)
    return _to_bytes(url)


def _to_bytes(url):
    """to_bytes(u"URL") --> 'URL'."""
    if isinstance(url, str):
        try:
            url = url.encode("ASCII").decode()
        except UnicodeError:
            raise UnicodeError("URL " + repr(url) + " contains non-ASCII characters")
    return url


def _warn_deprecated(name, instead="urlparse"):
    import warnings
    advice = f", use urllib.parse.{instead}() instead" if instead else ""
    warnings.warn(f"urllib.parse.{name}() is deprecated as of 3.8{advice}", DeprecationWarning, stacklevel=3)


def unwrap(url):
    """Transform a string like '<URL:scheme://host/path>' into 'scheme://host/path'.

    The string is returned unchanged if it's not a wrapped URL.
    """
    url = str(url).strip()
    if url[:1] == "<" and url[-1:] == ">":
        url = url[1:-1].strip()
    if url[:4] == "URL:":
        url = url[4:].strip()
    return url


def splittype(url):
    _warn_deprecated("splittype")
    return _splittype(url)


def _splittype(url):
    """splittype('type:opaquestring') --> 'type', 'opaquestring'."""
    match = re.match("([^/:]+):(.*)", url, re.DOTALL)
    return (match[1].lower(), match[2]) if match else (None, url)


def splithost(url):
    _warn_deprecated("splithost")
    return _splithost(url)


def _splithost(url):
    """splithost('//host[:port]/path') --> 'host[:port]', '/path'."""
    match = re.match("//([^/#?]*)(.*)", url, re.DOTALL)
    if not match:
        return None, url
    host_port, path = match.groups()
    return host_port, "/" + path if path and path[0] != "/" else path


def splituser(host):
    _warn_deprecated("splituser")
    return _splituser(host)


def _splituser(host):
    """splituser('user[:passwd]@host[:port]') --> 'user[:passwd]', 'host[:port]'."""
    user, delim, host = host.rpartition("@")
    return user if delim else None, host


def splitpasswd(user):
    _warn_deprecated("splitpasswd")
    return _splitpasswd(user)


def _splitpasswd(user):
    """splitpasswd('user:passwd') -> 'user', 'passwd'."""
    user, delim, passwd = user.partition(":")
    return user, passwd if delim else None


def splitport(host):
    _warn_deprecated("splitport")
    return _splitport(host)


def _splitport(host):
    """splitport('host:port') --> 'host', 'port'."""
    match = re.fullmatch("(.*):([0-9]*)", host, re.DOTALL)
    if not match:
        return host, None
    return (match[1], match[2]) if match[2] else (match[1], None)


def splitnport(host, defport=-1):
    _warn_deprecated("splitnport")
    return _splitnport(host, defport)


def _splitnport(host, defport=-1):
    """Split host and port, returning numeric port.
    Return given default port if no ':' found; defaults to -1.
    Return numerical port if a valid number is found after ':'.
    Return None if ':' but not a valid number."""
    host, delim, port = host.rpartition(":")
    if not delim:
        host = port
    elif port:
        return host, int(port) if port.isdigit() and port.isascii() else None
    return host, defport


def splitquery(url):
    _warn_deprecated("splitquery")
    return _splitquery(url)


def _splitquery(url):
    """splitquery('/path?query') --> '/path', 'query'."""
    path, delim, query = url.rpartition("?")
    return (path, query) if delim else (url, None)


def splittag(url):
    _warn_deprecated("splittag")
    return _splittag(url)


def _splittag(url):
    """splittag('/path#tag') --> '/path', 'tag'."""
    path, delim, tag = url.rpartition("#")
    return (path, tag) if delim else (url, None)


def splitattr(url):
    _warn_deprecated("splitattr")
    return _splitattr(url)


def _splitattr(url):
    """splitattr('/path;attr1=value1;attr2=value2;...') ->
    '/path', ['attr1=value1', 'attr2=value2', ...]."""
    words = url.split(";")
    return words[0], words[1:]


def splitvalue(attr):
    _warn_deprecated("splitvalue", "parse_qsl")
    return _splitvalue(attr)


def _splitvalue(attr):
    """splitvalue('attr=value') --> 'attr', 'value'."""
    attr, delim, value = attr.partition("=")
    return attr, value if delim else None
