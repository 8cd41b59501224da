"""HTTP/1.1 for clients.

    connection = HTTPConnection("example.com")
    connection.request("GET", "/")
    response = connection.getresponse()

A connection sends one request, then gives its response, which must be read before the next
request. Its state is Idle, Request-started (headers may be added) or Request-sent."""

import collections.abc
import errno
import io
import re
import socket
import sys
from urllib.parse import urlsplit

import email.message
import email.parser
import http
from http._response import (_MAXHEADERS, _MAXLINE, BadStatusLine, HTTPException, HTTPMessage,
                            HTTPResponse, IncompleteRead, LineTooLong, RemoteDisconnected,
                            ResponseNotReady, ImproperConnectionState, UnknownProtocol,
                            _parse_header_lines, _read_headers, parse_headers)

# Exceptions are added below; HTTPSConnection where there is ssl.
__all__ = ["HTTPResponse", "HTTPConnection", "HTTPException", "NotConnected", "UnknownProtocol",
           "UnknownTransferEncoding", "UnimplementedFileMode", "IncompleteRead", "InvalidURL",
           "ImproperConnectionState", "CannotSendRequest", "CannotSendHeader",
           "ResponseNotReady", "BadStatusLine", "LineTooLong", "RemoteDisconnected", "error",
           "responses"]

HTTP_PORT = 80
HTTPS_PORT = 443

_CS_IDLE = "Idle"
_CS_REQ_STARTED = "Request-started"
_CS_REQ_SENT = "Request-sent"

# Their names become names of this module: client.OK is HTTPStatus.OK.
globals().update(http.HTTPStatus.__members__)

responses = {status: status.phrase for status in http.HTTPStatus.__members__.values()}

_is_header_name = re.compile(rb"[^:\s][^:\r\n]*").fullmatch
_breaks_header = re.compile(rb"\n(?![ \t])|\r(?![ \t\n])").search
_control_or_blank = re.compile("[\x00-\x20\x7f]")
_control = re.compile("[\x00-\x1f]")

# Even if they have no body, a server wants to be told its length.
_METHODS_EXPECTING_BODY = {"PATCH", "POST", "PUT"}

error = HTTPException


class NotConnected(HTTPException):
    """There is no connection, and it may not be opened automatically."""


class InvalidURL(HTTPException):
    """A part of a URL is not allowed there."""


class UnknownTransferEncoding(HTTPException):
    """Not used any more."""


class UnimplementedFileMode(HTTPException):
    """Not used any more."""


class CannotSendRequest(ImproperConnectionState):
    """The last request is not finished."""


class CannotSendHeader(ImproperConnectionState):
    """No request is being made."""


def _encode(data, name="data"):
    try:
        return data.encode("latin-1")
    except UnicodeEncodeError as error:
        start, end = error.start, error.end
        raise UnicodeEncodeError(
            error.encoding, error.object, start, end,
            f"{name.title()} ({data[start:end]:.20r}) is not valid Latin-1. Use "
            f"{name}.encode('utf-8') if you want to send it encoded in UTF-8."
        ) from None


def _host_bytes(host):
    """A host as it is sent: ASCII, and without the zone that an IPv6 address has here only."""
    encoded = host.encode("ascii" if host.isascii() else "idna")
    address, percent, _ = encoded.partition(b"%")
    return address + b"]" if percent and encoded.startswith(b"[") else encoded


def _in_brackets(host):
    return f"[{host}]" if ":" in host and not host.startswith("[") else host


def _reject(pattern, what, text, exception=InvalidURL):
    if found := pattern.search(text):
        raise exception(f"{what} can't contain control characters. {text!r} "
                        f"(found at least {found.group()!r})")


def _is_buffer(data):
    try:
        memoryview(data)
        return True
    except TypeError:
        return False


class HTTPConnection:
    """A connection to a host, opened by the first request."""

    _http_vsn = 11
    _http_vsn_str = "HTTP/1.1"

    response_class = HTTPResponse
    default_port = HTTP_PORT
    auto_open = 1
    debuglevel = 0

    def __init__(self, host, port=None, timeout=socket._GLOBAL_DEFAULT_TIMEOUT,
                 source_address=None, blocksize=8192):
        self.timeout, self.source_address, self.blocksize = timeout, source_address, blocksize
        self.sock = None
        self._buffer = []  # lines of the request
        self._state = _CS_IDLE
        self._response = self._method = None
        self._tunnel_host = self._tunnel_port = self._raw_proxy_headers = None
        self._tunnel_headers = {}
        self.host, self.port = self._get_hostport(host, port)
        self._validate_host(self.host)
        self._create_connection = socket.create_connection  # to be replaced in tests

    @property
    def _HTTPConnection__state(self):
        return self._state

    @property
    def _HTTPConnection__response(self):
        return self._response

    def set_debuglevel(self, level):
        """Print what is sent and received if the level is above 0."""
        self.debuglevel = level

    def _get_hostport(self, host, port):
        """Host and port of host[:port], the host without brackets."""
        if port is None:
            port = self.default_port
            colon = host.rfind(":")
            if colon > host.rfind("]"):
                digits = host[colon + 1 :]
                if digits:
                    try:
                        port = int(digits)
                    except ValueError:
                        raise InvalidURL(f"nonnumeric port: '{digits}'")
                host = host[:colon]
        if host.startswith("[") and host.endswith("]"):
            host = host[1:-1]
        return host, port

    # -- the connection

    def connect(self):
        """Open it."""
        sys.audit("http.client.connect", self, self.host, self.port)
        self.sock = self._create_connection((self.host, self.port), self.timeout,
                                            self.source_address)
        try:
            self.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        except OSError as error:
            if error.errno != errno.ENOPROTOOPT:
                raise
        if self._tunnel_host:
            self._tunnel()

    def close(self):
        """Close it and its response."""
        self._state = _CS_IDLE
        sock, self.sock = self.sock, None
        response, self._response = self._response, None
        try:
            if sock:
                sock.close()
        finally:
            if response:
                response.close()

    def set_tunnel(self, host, port=None, headers=None):
        """Have the host that the connection is to pass everything on to this one (CONNECT)."""
        if self.sock:
            raise RuntimeError("Can't set up tunnel for established connection")
        self._tunnel_host, self._tunnel_port = self._get_hostport(host, port)
        self._tunnel_headers = headers = dict(headers or {})
        if not any(name.lower() == "host" for name in headers):
            name = self._tunnel_host.encode("idna").decode("ascii")
            headers["Host"] = f"{name}:{self._tunnel_port}"

    def _tunnel(self):
        host = _in_brackets(self._tunnel_host.encode("idna").decode("ascii"))
        lines = [f"CONNECT {host}:{self._tunnel_port} {self._http_vsn_str}"]
        lines += (f"{name}: {value}" for name, value in self._tunnel_headers.items())
        self.send("\r\n".join([*lines, "", ""]).encode("latin-1"))
        response = self.response_class(self.sock, method=self._method)
        try:
            _, status, reason = response._read_status()
            self._raw_proxy_headers = _read_headers(response.fp)
            if self.debuglevel > 0:
                for line in self._raw_proxy_headers:
                    print("header:", line.decode())
            if status != http.HTTPStatus.OK:
                self.close()
                raise OSError(f"Tunnel connection failed: {status} {reason.strip()}")
        finally:
            response.close()

    def get_proxy_response_headers(self):
        """The headers of the answer to CONNECT, None if there was none."""
        if self._raw_proxy_headers is None:
            return None
        return _parse_header_lines(self._raw_proxy_headers)

    # -- sending

    def send(self, data):
        """Send bytes, those in a file, or all of an iterable."""
        if self.sock is None:
            if not self.auto_open:
                raise NotConnected()
            self.connect()
        if self.debuglevel > 0:
            print("send:", repr(data))
        if hasattr(data, "read"):
            if self.debuglevel > 0:
                print("sending a readable")
            for block in self._blocks(data):
                self._send_all(block)
        elif _is_buffer(data) or not isinstance(data, collections.abc.Iterable):
            try:
                self._send_all(data)
            except TypeError:
                raise TypeError("data should be a bytes-like object or an iterable, got "
                                f"{type(data)!r}")
        else:
            sys.audit("http.client.send", self, data)
            for part in data:
                self.sock.sendall(part)

    def _send_all(self, data):
        sys.audit("http.client.send", self, data)
        self.sock.sendall(data)

    def _blocks(self, file):
        """What is in a file, text as latin-1."""
        is_text = isinstance(file, io.TextIOBase)
        if is_text and self.debuglevel > 0:
            print("encoding file using iso-8859-1")
        while block := file.read(self.blocksize):
            yield block.encode("iso-8859-1") if is_text else block

    def _body_parts(self, body):
        if hasattr(body, "read"):
            if self.debuglevel > 0:
                print("reading a readable")
            return self._blocks(body)
        if _is_buffer(body):
            return (body,)
        try:
            return iter(body)
        except TypeError:
            raise TypeError("message_body should be a bytes-like object or an iterable, got "
                            f"{type(body)!r}")

    def _output(self, s):
        self._buffer.append(s)

    def _send_output(self, message_body=None, encode_chunked=False):
        """Send the lines of the request and its body."""
        head = b"\r\n".join([*self._buffer, b"", b""])
        self._buffer.clear()
        self.send(head)
        if message_body is None:
            return
        chunked = encode_chunked and self._http_vsn == 11
        for part in self._body_parts(message_body):
            if part:
                self.send(b"%X\r\n%b\r\n" % (len(part), part) if chunked else part)
            elif self.debuglevel > 0:
                print("Zero length chunk ignored")
        if chunked:
            self.send(b"0\r\n\r\n")

    # -- a request, piece by piece

    def putrequest(self, method, url, skip_host=False, skip_accept_encoding=False):
        """Begin a request; Host and Accept-Encoding are sent unless they shall be skipped."""
        if self._response and self._response.isclosed():
            self._response = None
        if self._state != _CS_IDLE:
            raise CannotSendRequest(self._state)
        self._state = _CS_REQ_STARTED
        self._validate_method(method)
        self._method = method
        url = url or "/"
        self._validate_path(url)
        self._output(self._encode_request(f"{method} {url} {self._http_vsn_str}"))
        if self._http_vsn != 11:
            return
        if not skip_host:
            self.putheader("Host", self._host_header(url))
        if not skip_accept_encoding:
            # There is nothing here that could undo another one.
            self.putheader("Accept-Encoding", "identity")

    def _host_header(self, url):
        netloc = urlsplit(url).netloc if url.startswith("http") else ""
        if netloc:
            return _host_bytes(netloc)
        host, port = self.host, self.port
        if self._tunnel_host:
            host, port = self._tunnel_host, self._tunnel_port
        name = _host_bytes(_in_brackets(host))
        return name if port == self.default_port else b"%b:%d" % (name, port)

    def _encode_request(self, request):
        return request.encode("ascii")

    def _validate_method(self, method):
        _reject(_control, "method", method, ValueError)

    def _validate_path(self, url):
        _reject(_control_or_blank, "URL", url)

    def _validate_host(self, host):
        _reject(_control_or_blank, "URL", host)

    def putheader(self, header, *values):
        """Add a header; several values are on lines of their own."""
        if self._state != _CS_REQ_STARTED:
            raise CannotSendHeader()
        name = header.encode("ascii") if hasattr(header, "encode") else header
        if not _is_header_name(name):
            raise ValueError(f"Invalid header name {name!r}")
        encoded = [self._header_value(value) for value in values]
        self._output(name + b": " + b"\r\n\t".join(encoded))

    def _header_value(self, value):
        if hasattr(value, "encode"):
            value = value.encode("latin-1")
        elif isinstance(value, int):
            value = b"%d" % value
        if _breaks_header(value):
            raise ValueError(f"Invalid header value {value!r}")
        return value

    def endheaders(self, message_body=None, *, encode_chunked=False):
        """Send the request, with this body."""
        if self._state != _CS_REQ_STARTED:
            raise CannotSendHeader()
        self._state = _CS_REQ_SENT
        self._send_output(message_body, encode_chunked=encode_chunked)

    # -- all of a request

    def request(self, method, url, body=None, headers={}, *, encode_chunked=False):
        """Send a request. The body may be str (latin-1), bytes, a file or an iterable; if no
        header tells its length, it is found out or the body goes in chunks."""
        self._send_request(method, url, body, headers, encode_chunked)

    @staticmethod
    def _get_content_length(body, method):
        """The length of the body, None if it is not known or need not be sent."""
        if body is None:
            return 0 if method.upper() in _METHODS_EXPECTING_BODY else None
        if hasattr(body, "read"):
            return None
        if isinstance(body, str):
            return len(body)
        return memoryview(body).nbytes if _is_buffer(body) else None

    def _send_request(self, method, url, body, headers, encode_chunked):
        given = {name.lower() for name in headers}
        self.putrequest(method, url, skip_host="host" in given,
                        skip_accept_encoding="accept-encoding" in given)
        if "content-length" in given:
            encode_chunked = False
        elif "transfer-encoding" not in given:
            encode_chunked = False
            length = self._get_content_length(body, method)
            if length is not None:
                self.putheader("Content-Length", str(length))
            elif body is not None:
                if self.debuglevel > 0:
                    print(f"Unable to determine size of {body!r}")
                encode_chunked = True
                self.putheader("Transfer-Encoding", "chunked")
        for name, value in headers.items():
            self.putheader(name, value)
        if isinstance(body, str):
            body = _encode(body, "body")
        self.endheaders(body, encode_chunked=encode_chunked)

    def getresponse(self):
        """The response to the request that was sent; its headers are read."""
        if self._response and self._response.isclosed():
            self._response = None
        if self._state != _CS_REQ_SENT or self._response:
            raise ResponseNotReady(self._state)
        extra = (self.debuglevel,) if self.debuglevel > 0 else ()
        response = self.response_class(self.sock, *extra, method=self._method)
        try:
            try:
                response.begin()
            except ConnectionError:
                self.close()
                raise
            self._state = _CS_IDLE
            if response.will_close:
                self.close()  # the response has a file of its own
            else:
                self._response = response
            return response
        except:
            response.close()
            raise


try:
    import ssl
except ImportError:
    pass
else:
    def _create_https_context(http_version):
        context = ssl._create_default_https_context()
        if http_version == 11:
            context.set_alpn_protocols(["http/1.1"])
        if context.post_handshake_auth is not None:
            context.post_handshake_auth = True
        return context

    class HTTPSConnection(HTTPConnection):
        """A connection that nobody can listen to."""

        default_port = HTTPS_PORT

        def __init__(self, host, port=None, *, timeout=socket._GLOBAL_DEFAULT_TIMEOUT,
                     source_address=None, context=None, blocksize=8192):
            super().__init__(host, port, timeout, source_address, blocksize=blocksize)
            self._context = context or _create_https_context(self._http_vsn)

        def connect(self):
            super().connect()
            self.sock = self._context.wrap_socket(
                self.sock, server_hostname=self._tunnel_host or self.host)

    __all__.append("HTTPSConnection")
