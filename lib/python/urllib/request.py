"""Opening URLs.

An OpenerDirector has handlers. To open a Request, it lets each that has a method SCHEME_request
change it, the first whose SCHEME_open gives something opens it, and SCHEME_response changes the
response; in the end, an error of HTTP raises HTTPError unless a method http_error_CODE gives
another response."""

import base64
import bisect
import contextlib
import email
import functools
import http.client
import io
import os
import re
import socket
import string
import sys
import tempfile
from urllib.error import ContentTooShortError, HTTPError, URLError
from urllib.parse import (_splithost, _splitpasswd, _splittag, _splittype, _splituser, quote,
                          unquote, unquote_to_bytes, unwrap, urljoin, urlsplit, urlunsplit)
from urllib.response import addinfourl

from urllib._auth import (
    AbstractBasicAuthHandler, AbstractDigestAuthHandler, HTTPBasicAuthHandler,
    HTTPDigestAuthHandler, HTTPPasswordMgr, HTTPPasswordMgrWithDefaultRealm,
    HTTPPasswordMgrWithPriorAuth, ProxyBasicAuthHandler, ProxyDigestAuthHandler, parse_http_list,
    parse_keqv_list)
from urllib._ftp import CacheFTPHandler, FTPHandler, ftpwrapper
from urllib._handlers import BaseHandler, without_port
from urllib._proxies import (_proxy_bypass_macosx_sysconf, _proxy_bypass_winreg_override,
                             getproxies, getproxies_environment, proxy_bypass,
                             proxy_bypass_environment)
from urllib._url_opener import FancyURLopener, URLopener

__all__ = [
    "Request", "OpenerDirector", "BaseHandler", "HTTPDefaultErrorHandler", "HTTPRedirectHandler",
    "HTTPCookieProcessor", "ProxyHandler", "HTTPPasswordMgr", "HTTPPasswordMgrWithDefaultRealm",
    "HTTPPasswordMgrWithPriorAuth", "AbstractBasicAuthHandler", "HTTPBasicAuthHandler",
    "ProxyBasicAuthHandler", "AbstractDigestAuthHandler", "HTTPDigestAuthHandler",
    "ProxyDigestAuthHandler", "HTTPHandler", "FileHandler", "FTPHandler", "CacheFTPHandler",
    "DataHandler", "UnknownHandler", "HTTPErrorProcessor", "urlopen", "install_opener",
    "build_opener", "pathname2url", "url2pathname", "getproxies", "urlretrieve", "urlcleanup",
    "URLopener", "FancyURLopener",
]

__version__ = "%d.%d" % sys.version_info[:2]

_opener = None
_url_tempfiles = []
_BLOCK = 8192


def urlopen(url, data=None, timeout=socket._GLOBAL_DEFAULT_TIMEOUT, *, context=None):
    """Open a URL (a str or a Request): a response, which is a file with headers, url and status.
    With data (bytes), HTTP's method is POST. context is for ssl."""
    global _opener
    if context:
        opener = build_opener(HTTPSHandler(context=context))
    else:
        if _opener is None:
            _opener = build_opener()
        opener = _opener
    return opener.open(url, data, timeout)


def install_opener(opener):
    """Let urlopen() use this OpenerDirector."""
    global _opener
    _opener = opener


def urlretrieve(url, filename=None, reporthook=None, data=None):
    """Copy what a URL is into a file, by default a temporary one: its name and the headers. A file
    that is here is not copied. reporthook(blocks, size of a block, size of all) is called now and
    then."""
    scheme, path = _splittype(url)
    with contextlib.closing(urlopen(url, data)) as response:
        headers = response.info()
        if scheme == "file" and not filename:
            return os.path.normpath(path), headers
        if filename:
            target = open(filename, "wb")
        else:
            target = tempfile.NamedTemporaryFile(delete=False)
            filename = target.name
            _url_tempfiles.append(filename)
        size = int(headers["Content-Length"]) if "content-length" in headers else -1
        report = reporthook or (lambda *args: None)
        done = 0
        with target:
            report(0, _BLOCK, size)
            for number, block in enumerate(iter(lambda: response.read(_BLOCK), b""), 1):
                target.write(block)
                done += len(block)
                report(number, _BLOCK, size)
    if done < size:
        raise ContentTooShortError(
            f"retrieval incomplete: got only {done} out of {size} bytes", (filename, headers))
    return filename, headers


def urlcleanup():
    """Remove the temporary files of urlretrieve() and the opener of urlopen()."""
    global _opener
    for name in _url_tempfiles:
        with contextlib.suppress(OSError):
            os.unlink(name)
    _url_tempfiles.clear()
    _opener = None


def request_host(request):
    """The host of a Request in small letters, without a port."""
    host = urlsplit(request.full_url).netloc or request.get_header("Host", "")
    return re.sub(r":[0-9]+$", "", host).lower()


class Request:
    """What is asked for: full_url (and its parts type, host, selector and fragment), data,
    headers. unredirected_hdrs are not sent again if the server sends us elsewhere."""

    def __init__(self, url, data=None, headers={}, origin_req_host=None, unverifiable=False,
                 method=None):
        self.full_url = url
        self.headers, self.unredirected_hdrs = {}, {}
        self._data = None
        self.data = data
        self._tunnel_host = None
        for name, value in headers.items():
            self.add_header(name, value)
        self.origin_req_host = request_host(self) if origin_req_host is None else origin_req_host
        self.unverifiable = unverifiable
        if method:
            self.method = method

    @property
    def full_url(self):
        return f"{self._full_url}#{self.fragment}" if self.fragment else self._full_url

    @full_url.setter
    def full_url(self, url):
        self._full_url, self.fragment = _splittag(unwrap(url))
        self.type, rest = _splittype(self._full_url)
        if self.type is None:
            raise ValueError(f"unknown url type: {self.full_url!r}")
        host, self.selector = _splithost(rest)
        self.host = host and unquote(host)

    @full_url.deleter
    def full_url(self):
        self._full_url = self.fragment = None
        self.selector = ""

    @property
    def data(self):
        return self._data

    @data.setter
    def data(self, data):
        if data != self._data:
            self._data = data
            self.remove_header("Content-length")

    @data.deleter
    def data(self):
        self.data = None

    def get_method(self):
        """HTTP's method: GET, or POST if there are data, unless another was given."""
        return getattr(self, "method", "GET" if self.data is None else "POST")

    def get_full_url(self):
        """The URL."""
        return self.full_url

    def set_proxy(self, host, type):
        """Have it sent to this host, through which https tunnels."""
        if self.type == "https" and not self._tunnel_host:
            self._tunnel_host = self.host
        else:
            self.type, self.selector = type, self.full_url
        self.host = host

    def has_proxy(self):
        """Is it sent to a proxy?"""
        return self.selector == self.full_url

    # Names of headers are kept as 'Content-type'.

    def add_header(self, key, val):
        """Set a header."""
        self.headers[key.capitalize()] = val

    def add_unredirected_header(self, key, val):
        """Set a header that is not sent again after a redirection."""
        self.unredirected_hdrs[key.capitalize()] = val

    def has_header(self, header_name):
        """Is there such a header, of either kind?"""
        return header_name in self.headers or header_name in self.unredirected_hdrs

    def get_header(self, header_name, default=None):
        """The value of a header of either kind."""
        return (self.unredirected_hdrs | self.headers).get(header_name, default)

    def remove_header(self, header_name):
        """Remove a header of either kind."""
        for headers in self.headers, self.unredirected_hdrs:
            headers.pop(header_name, None)

    def header_items(self):
        """A list of pairs of all headers."""
        return list((self.unredirected_hdrs | self.headers).items())


_NOT_HANDLERS = {"redirect_request", "do_open", "proxy_open"}


class OpenerDirector:
    """Opens URLs by its handlers. addheaders are sent with each request."""

    def __init__(self):
        self.addheaders = [("User-agent", f"Python-urllib/{__version__}")]
        self.handlers = []
        # Lists of handlers by scheme; handle_error has dictionaries by code.
        self.handle_open, self.handle_error = {}, {}
        self.process_request, self.process_response = {}, {}

    def add_handler(self, handler):
        """Add a handler, at its place for all that it can do."""
        if not hasattr(handler, "add_parent"):
            raise TypeError(f"expected BaseHandler instance, got {type(handler)!r}")
        tables = {"open": self.handle_open, "request": self.process_request,
                  "response": self.process_response}
        used = False
        for name in dir(handler):
            scheme, _, what = name.partition("_")
            if name in _NOT_HANDLERS:
                continue
            if what.startswith("error"):
                code = what.partition("_")[2]
                table = self.handle_error.setdefault(scheme, {})
                key = int(code) if code.isdecimal() else code
            elif what in tables:
                table, key = tables[what], scheme
            else:
                continue
            bisect.insort(table.setdefault(key, []), handler)
            used = True
        if used:
            bisect.insort(self.handlers, handler)
            handler.add_parent(self)

    def close(self):
        """Nothing; of the time before garbage collection."""

    def open(self, fullurl, data=None, timeout=socket._GLOBAL_DEFAULT_TIMEOUT):
        """Open a URL or a Request: a response."""
        if isinstance(fullurl, str):
            request = Request(fullurl, data)
        else:
            request = fullurl
            if data is not None:
                request.data = data
        request.timeout = timeout
        scheme = request.type
        for handler in self.process_request.get(scheme, ()):
            request = getattr(handler, scheme + "_request")(request)
        sys.audit("urllib.Request", request.full_url, request.data, request.headers,
                  request.get_method())
        response = self._open(request)
        for handler in self.process_response.get(scheme, ()):
            response = getattr(handler, scheme + "_response")(request, response)
        return response

    def _open(self, request):
        response = None
        for key in "default", request.type, "unknown":
            response = _first(self.handle_open.get(key, ()), key + "_open", request)
            if response:
                break
        return response

    def error(self, proto, *args):
        """What a handler makes of an error; of HTTP, args are request, response, code, ..."""
        if proto not in ("http", "https"):
            return _first(self.handle_error.get(proto, ()), proto + "_error", *args)
        handlers = self.handle_error["http"]
        code = args[2]
        return (_first(handlers.get(code, ()), f"http_error_{code}", *args)
                or _first(handlers.get("default", ()), "http_error_default", *args))


def _first(handlers, method, *args):
    """The first result of the handlers' methods that is not None."""
    for handler in handlers:
        result = getattr(handler, method)(*args)
        if result is not None:
            return result
    return None


def build_opener(*handlers):
    """An OpenerDirector of handlers, objects or classes, and all usual ones that they are no
    substitute for."""
    opener = OpenerDirector()
    for usual in _usual_handlers:
        if not any(issubclass(given if isinstance(given, type) else type(given), usual)
                   for given in handlers):
            opener.add_handler(usual())
    for given in handlers:
        opener.add_handler(given() if isinstance(given, type) else given)
    return opener


# -- HTTP

class HTTPErrorProcessor(BaseHandler):
    """Turns responses that are errors into what a handler makes of them; comes last."""

    handler_order = 1000

    def http_response(self, request, response):
        if 200 <= response.code < 300:
            return response
        return self.parent.error("http", request, response, response.code, response.msg,
                                 response.info())

    https_response = http_response


class HTTPDefaultErrorHandler(BaseHandler):
    """Raises HTTPError."""

    def http_error_default(self, req, fp, code, msg, hdrs):
        raise HTTPError(req.full_url, code, msg, hdrs, fp)


class HTTPRedirectHandler(BaseHandler):
    """Goes where the server sends us, max_repeats times to the same place."""

    max_repeats = 4
    max_redirections = 10
    inf_msg = ("The HTTP server returned a redirect error that would lead to an infinite loop.\n"
               "The last 30x error message was:\n")

    def redirect_request(self, req, fp, code, msg, headers, newurl):
        """The Request to go there; None leaves it to others, HTTPError is for nobody."""
        method = req.get_method()
        if not (method in ("GET", "HEAD") or method == "POST" and code in (301, 302, 303)):
            raise HTTPError(req.full_url, code, msg, headers, fp)
        kept = {name: value for name, value in req.headers.items()
                if name.lower() not in ("content-length", "content-type")}
        return Request(newurl.replace(" ", "%20"), headers=kept, unverifiable=True,
                       origin_req_host=req.origin_req_host,
                       method="HEAD" if method == "HEAD" else "GET")

    def http_error_302(self, req, fp, code, msg, headers):
        target = headers.get("location", headers.get("uri"))
        if target is None:
            return None
        parts = urlsplit(target)
        if parts.scheme not in ("http", "https", "ftp", ""):
            raise HTTPError(target, code,
                            f"{msg} - Redirection to url '{target}' is not allowed", headers, fp)
        if parts.netloc and not parts.path:
            parts = parts._replace(path="/")
        target = urljoin(req.full_url, quote(urlunsplit(parts), encoding="iso-8859-1",
                                             safe=string.punctuation))
        new = self.redirect_request(req, fp, code, msg, headers, target)
        if new is None:
            return None
        visited = new.redirect_dict = req.redirect_dict = getattr(req, "redirect_dict", {})
        if (visited.get(target, 0) >= self.max_repeats
                or len(visited) >= self.max_redirections):
            raise HTTPError(req.full_url, code, self.inf_msg + msg, headers, fp)
        visited[target] = visited.get(target, 0) + 1
        fp.read()  # what is left would be in the way of the next response
        fp.close()
        return self.parent.open(new, timeout=req.timeout)

    http_error_301 = http_error_303 = http_error_307 = http_error_308 = http_error_302


class AbstractHTTPHandler(BaseHandler):
    """Sends requests."""

    def __init__(self, debuglevel=None):
        self._debuglevel = (http.client.HTTPConnection.debuglevel if debuglevel is None
                            else debuglevel)

    def set_http_debuglevel(self, level):
        """Print what is sent and received if the level is above 0."""
        self._debuglevel = level

    def do_request_(self, request):
        """Add the headers that are missing."""
        if not request.host:
            raise URLError("no host given")
        missing = {}
        data = request.data
        if data is not None:
            if isinstance(data, str):
                raise TypeError("POST data should be bytes, an iterable of bytes, or a file "
                                "object. It cannot be of type str.")
            missing["Content-type"] = "application/x-www-form-urlencoded"
            if not request.has_header("Transfer-encoding"):
                length = http.client.HTTPConnection._get_content_length(
                    data, request.get_method())
                if length is not None:
                    missing["Content-length"] = str(length)
                elif not request.has_header("Content-length"):
                    missing["Transfer-encoding"] = "chunked"
        missing["Host"] = request.host
        if request.has_proxy():
            missing["Host"] = _splithost(_splittype(request.selector)[1])[0]
        for name, value in [*missing.items(), *self.parent.addheaders]:
            name = name.capitalize()
            if not request.has_header(name):
                request.add_unredirected_header(name, value)
        return request

    def do_open(self, http_class, req, **http_conn_args):
        """The response to a request, over a connection of this class."""
        if not req.host:
            raise URLError("no host given")
        connection = http_class(req.host, timeout=req.timeout, **http_conn_args)
        connection.set_debuglevel(self._debuglevel)
        headers = req.headers | req.unredirected_hdrs
        headers["Connection"] = "close"  # as the response may be read when all else is gone
        headers = {name.title(): value for name, value in headers.items()}
        if req._tunnel_host:
            for_proxy = {name: headers.pop(name) for name in ("Proxy-Authorization",)
                         if name in headers}
            connection.set_tunnel(req._tunnel_host, headers=for_proxy)
        try:
            try:
                connection.request(req.get_method(), req.selector, req.data, headers,
                                   encode_chunked=req.has_header("Transfer-encoding"))
            except OSError as error:
                raise URLError(error)
            response = connection.getresponse()
        except:
            connection.close()
            raise
        if connection.sock:
            # The response has a file of its own.
            connection.sock.close()
            connection.sock = None
        response.url = req.get_full_url()
        response.msg = response.reason
        return response


class HTTPHandler(AbstractHTTPHandler):
    """Opens http."""

    def http_open(self, req):
        return self.do_open(http.client.HTTPConnection, req)

    http_request = AbstractHTTPHandler.do_request_


if hasattr(http.client, "HTTPSConnection"):
    class HTTPSHandler(AbstractHTTPHandler):
        """Opens https."""

        def __init__(self, debuglevel=None, context=None, check_hostname=None):
            connection = http.client.HTTPSConnection
            super().__init__(connection.debuglevel if debuglevel is None else debuglevel)
            if context is None:
                context = http.client._create_https_context(connection._http_vsn)
            if check_hostname is not None:
                context.check_hostname = check_hostname
            self._context = context

        def https_open(self, req):
            return self.do_open(http.client.HTTPSConnection, req, context=self._context)

        https_request = AbstractHTTPHandler.do_request_

    __all__.append("HTTPSHandler")


class HTTPCookieProcessor(BaseHandler):
    """Keeps cookies in a jar and sends them."""

    def __init__(self, cookiejar=None):
        if cookiejar is None:
            import http.cookiejar
            cookiejar = http.cookiejar.CookieJar()
        self.cookiejar = cookiejar

    def http_response(self, request, response):
        self.cookiejar.extract_cookies(response, request)
        return response

    def http_request(self, request):
        self.cookiejar.add_cookie_header(request)
        return request

    https_request, https_response = http_request, http_response


class ProxyHandler(BaseHandler):
    """Sends requests to proxies, by default those of the environment."""

    handler_order = 100

    def __init__(self, proxies=None):
        self.proxies = getproxies() if proxies is None else proxies
        assert hasattr(self.proxies, "keys"), "proxies must be a mapping"
        for scheme, url in self.proxies.items():
            self._handle(scheme.lower(), url)

    def _handle(self, scheme, url):
        setattr(self, scheme + "_open", lambda request: self.proxy_open(request, url, scheme))

    def proxy_open(self, req, proxy, type):
        """Set the proxy, and open the request if its scheme is another now."""
        original = req.type
        scheme, user, password, host = _parse_proxy(proxy)
        if req.host and proxy_bypass(req.host):
            return None
        if user and password:
            pair = f"{unquote(user)}:{unquote(password)}".encode()
            req.add_header("Proxy-authorization",
                           "Basic " + base64.b64encode(pair).decode("ascii"))
        scheme = scheme or original
        req.set_proxy(unquote(host), scheme)
        if scheme == original or original == "https":
            return None  # another handler will open it
        return self.parent.open(req, timeout=req.timeout)


def _parse_proxy(proxy):
    """(scheme, user, password, host:port) of a proxy's URL or host; any may be None."""
    scheme, rest = _splittype(proxy)
    if not rest.startswith("/"):
        scheme, authority = None, proxy
    elif rest.startswith("//"):
        # A password may have slashes.
        end = rest.find("/", max(rest.find("@"), 2))
        authority = rest[2:] if end < 0 else rest[2:end]
    else:
        raise ValueError(f"proxy URL with no authority: {proxy!r}")
    userinfo, host = _splituser(authority)
    user, password = (None, None) if userinfo is None else _splitpasswd(userinfo)
    return scheme, user, password, host


# -- other schemes

class UnknownHandler(BaseHandler):
    """Refuses what nobody opens."""

    def unknown_open(self, req):
        raise URLError(f"unknown url type: {req.type}")


class FileHandler(BaseHandler):
    """Opens files of this computer."""

    names = None

    def file_open(self, req):
        if (req.selector.startswith("//") and req.selector[2:3] != "/"
                and req.host and req.host != "localhost"):
            if req.host not in self.get_names():
                raise URLError("file:// scheme is supported only on localhost")
            return None
        return self.open_local_file(req)

    def get_names(self):
        """The addresses of this computer."""
        if FileHandler.names is None:
            try:
                FileHandler.names = tuple(
                    address for host in ("localhost", socket.gethostname())
                    for address in socket.gethostbyname_ex(host)[2])
            except socket.gaierror:
                FileHandler.names = (socket.gethostbyname("localhost"),)
        return FileHandler.names

    def open_local_file(self, req):
        """The response of a file."""
        import email.utils
        import mimetypes
        path = url2pathname(req.selector)
        try:
            found = os.stat(path)
            headers = _headers({
                "Content-type": mimetypes.guess_type(req.selector)[0] or "text/plain",
                "Content-length": found.st_size,
                "Last-modified": email.utils.formatdate(found.st_mtime, usegmt=True)})
            if self._is_here(req.host):
                host = without_port(req.host)[0] if req.host else ""
                return addinfourl(open(path, "rb"), headers, f"file://{host}{req.selector}")
        except OSError as error:
            raise URLError(error)
        raise URLError("file not on local host")

    def _is_here(self, host):
        if not host:
            return True
        name, port = without_port(host)
        try:
            return not port and socket.gethostbyname(name) in self.get_names()
        except socket.gaierror:
            return False


@functools.cache
def thishost():
    """The addresses of this computer by its name."""
    try:
        return tuple(socket.gethostbyname_ex(socket.gethostname())[2])
    except socket.gaierror:
        return tuple(socket.gethostbyname_ex("localhost")[2])


def _headers(values):
    return email.message_from_string(
        "".join(f"{name}: {value}\n" for name, value in values.items()))


class DataHandler(BaseHandler):
    """Opens URLs that are their own content (RFC 2397)."""

    def data_open(self, req):
        kind, data = req.full_url.split(":", 1)[1].split(",", 1)
        data = unquote_to_bytes(data)
        if kind.endswith(";base64"):
            data = base64.decodebytes(data)
            kind = kind.removesuffix(";base64")
        headers = _headers({"Content-type": kind or "text/plain;charset=US-ASCII",
                            "Content-length": len(data)})
        return addinfourl(io.BytesIO(data), headers, req.full_url)


_usual_handlers = [ProxyHandler, UnknownHandler, HTTPHandler, HTTPDefaultErrorHandler,
                   HTTPRedirectHandler, FTPHandler, FileHandler, HTTPErrorProcessor, DataHandler]
if hasattr(http.client, "HTTPSConnection"):
    _usual_handlers.append(HTTPSHandler)


def url2pathname(pathname):
    """The path of a file that a URL's path is."""
    return unquote(pathname)


def pathname2url(pathname):
    """A URL's path for the path of a file."""
    return quote(pathname)


for _name in __all__:
    if isinstance(_object := globals()[_name], type):
        _object.__module__ = __name__
del _name, _object
