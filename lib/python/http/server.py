"""Servers of HTTP, for tests and local use: they check little.

A request is handled by a handler's method do_METHOD. As a program: http.server [-b ADDRESS]
[-d FOLDER] [-p VERSION] [--cgi] [PORT] serves a folder."""

import datetime
import email.utils
import html
import http.client
import io
import mimetypes
import os
import posixpath
import shutil
import socket
import socketserver
import sys
import time
import urllib.parse
from http import HTTPStatus

__all__ = ["HTTPServer", "ThreadingHTTPServer", "BaseHTTPRequestHandler",
           "SimpleHTTPRequestHandler", "CGIHTTPRequestHandler"]

__version__ = "0.6"

DEFAULT_ERROR_CONTENT_TYPE = "text/html;charset=utf-8"
DEFAULT_ERROR_MESSAGE = """\
<!DOCTYPE HTML>
<html lang="en">
    <head>
        <meta charset="utf-8">
        <title>Error response</title>
    </head>
    <body>
        <h1>Error response</h1>
        <p>Error code: %(code)d</p>
        <p>Message: %(message)s.</p>
        <p>Error code explanation: %(code)s - %(explain)s.</p>
    </body>
</html>
"""

_LONGEST_LINE = 65536
_WITHOUT_BODY = (HTTPStatus.NO_CONTENT, HTTPStatus.RESET_CONTENT, HTTPStatus.NOT_MODIFIED)


class HTTPServer(socketserver.TCPServer):
    """A server that handles one request after another."""

    allow_reuse_address = 1

    def server_bind(self):
        super().server_bind()
        host, self.server_port = self.server_address[:2]
        self.server_name = socket.getfqdn(host)


class ThreadingHTTPServer(socketserver.ThreadingMixIn, HTTPServer):
    """A server that handles each connection in a thread."""

    daemon_threads = True


class _BadRequest(Exception):
    """Arguments of send_error()."""


def _http_version(text):
    """(major, minor) of HTTP/major.minor; raises ValueError."""
    name, _, number = text.partition("/")
    parts = number.split(".")
    if name != "HTTP" or len(parts) != 2 or not all(
            part.isdigit() and len(part) <= 10 for part in parts):
        raise ValueError(text)
    return tuple(map(int, parts))


class BaseHTTPRequestHandler(socketserver.StreamRequestHandler):
    """Handles requests of a connection. For do_METHOD there are command, path, request_version,
    headers, rfile (with the body) and wfile; it answers with send_response(), send_header(),
    end_headers() and what it writes to wfile."""

    sys_version = "Python/" + sys.version.split()[0]
    server_version = f"BaseHTTP/{__version__}"
    protocol_version = "HTTP/1.0"
    default_request_version = "HTTP/0.9"
    error_message_format = DEFAULT_ERROR_MESSAGE
    error_content_type = DEFAULT_ERROR_CONTENT_TYPE
    MessageClass = http.client.HTTPMessage
    responses = {status: (status.phrase, status.description)
                 for status in HTTPStatus.__members__.values()}
    weekdayname = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    monthname = [None, "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct",
                 "Nov", "Dec"]

    # -- requests

    def handle(self):
        """Handle requests until the connection shall be closed."""
        self.close_connection = True
        self.handle_one_request()
        while not self.close_connection:
            self.handle_one_request()

    def handle_one_request(self):
        """Handle a request."""
        try:
            self.raw_requestline = self.rfile.readline(_LONGEST_LINE + 1)
            if len(self.raw_requestline) > _LONGEST_LINE:
                self.requestline = self.request_version = self.command = ""
                self.send_error(HTTPStatus.REQUEST_URI_TOO_LONG)
                return
            if not self.raw_requestline:
                self.close_connection = True
                return
            if not self.parse_request():
                return
            method = getattr(self, f"do_{self.command}", None)
            if method is None:
                self.send_error(HTTPStatus.NOT_IMPLEMENTED,
                                f"Unsupported method ({self.command!r})")
                return
            method()
            self.wfile.flush()
        except TimeoutError as error:
            self.log_error("Request timed out: %r", error)
            self.close_connection = True

    def parse_request(self):
        """Read the request up to its body; False if it was wrong, and an error was sent."""
        self.command = None
        self.request_version = self.default_request_version
        self.close_connection = True
        self.requestline = self.raw_requestline.decode("iso-8859-1").rstrip("\r\n")
        words = self.requestline.split()
        if not words:
            return False
        try:
            self._parse_line(words)
            self._parse_headers()
        except _BadRequest as error:
            self.send_error(*error.args)
            return False
        if (self.headers.get("Expect", "").lower() == "100-continue"
                and self.protocol_version >= "HTTP/1.1"
                and self.request_version >= "HTTP/1.1"):
            return self.handle_expect_100()
        return True

    def _parse_line(self, words):
        if len(words) >= 3:
            version = words[-1]
            try:
                number = _http_version(version)
            except ValueError:
                raise _BadRequest(HTTPStatus.BAD_REQUEST, f"Bad request version ({version!r})")
            if number >= (1, 1) and self.protocol_version >= "HTTP/1.1":
                self.close_connection = False
            if number >= (2, 0):
                raise _BadRequest(HTTPStatus.HTTP_VERSION_NOT_SUPPORTED,
                                  f"Invalid HTTP version ({version.partition('/')[2]})")
            self.request_version = version
        if not 2 <= len(words) <= 3:
            raise _BadRequest(HTTPStatus.BAD_REQUEST,
                              f"Bad request syntax ({self.requestline!r})")
        command, path = words[:2]
        if len(words) == 2:
            self.close_connection = True
            if command != "GET":
                raise _BadRequest(HTTPStatus.BAD_REQUEST,
                                  f"Bad HTTP/0.9 request type ({command!r})")
        if path.startswith("//"):
            # A browser would take it for another host if it were sent back.
            path = "/" + path.lstrip("/")
        self.command, self.path = command, path

    def _parse_headers(self):
        try:
            self.headers = http.client.parse_headers(self.rfile, _class=self.MessageClass)
        except http.client.HTTPException as error:
            too_long = isinstance(error, http.client.LineTooLong)
            raise _BadRequest(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
                              "Line too long" if too_long else "Too many headers", str(error))
        connection = self.headers.get("Connection", "").lower()
        if connection == "close":
            self.close_connection = True
        elif connection == "keep-alive" and self.protocol_version >= "HTTP/1.1":
            self.close_connection = False

    def handle_expect_100(self):
        """Tell the client to send the body; False if an error was sent instead."""
        self.send_response_only(HTTPStatus.CONTINUE)
        self.end_headers()
        return True

    # -- responses

    def send_error(self, code, message=None, explain=None):
        """Answer with an error and a page about it."""
        phrase, description = self.responses.get(code, ("???", "???"))
        message = phrase if message is None else message
        explain = description if explain is None else explain
        self.log_error("code %d, message %s", code, message)
        self.send_response(code, message)
        self.send_header("Connection", "close")
        body = b""
        if code >= 200 and code not in _WITHOUT_BODY:
            body = (self.error_message_format % {
                "code": code,
                "message": html.escape(message, quote=False),
                "explain": html.escape(explain, quote=False),
            }).encode("UTF-8", "replace")
            self.send_header("Content-Type", self.error_content_type)
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD" and body:
            self.wfile.write(body)

    def send_response(self, code, message=None):
        """Begin the answer: the status and the headers Server and Date."""
        self.log_request(code)
        self.send_response_only(code, message)
        self.send_header("Server", self.version_string())
        self.send_header("Date", self.date_time_string())

    def send_response_only(self, code, message=None):
        """Begin the answer: the status."""
        if message is None:
            message = self.responses.get(code, ("",))[0]
        self._add_line(f"{self.protocol_version} {int(code)} {message}")

    def send_header(self, keyword, value):
        """Add a header."""
        self._add_line(f"{keyword}: {value}")
        if keyword.lower() == "connection" and value.lower() in ("close", "keep-alive"):
            self.close_connection = value.lower() == "close"

    def _add_line(self, text):
        if self.request_version != "HTTP/0.9":
            vars(self).setdefault("_headers_buffer", []).append(f"{text}\r\n".encode("latin-1"))

    def end_headers(self):
        """Send the headers."""
        if self.request_version != "HTTP/0.9":
            self._headers_buffer.append(b"\r\n")
            self.flush_headers()

    def flush_headers(self):
        """Send the headers that there are so far."""
        if hasattr(self, "_headers_buffer"):
            self.wfile.write(b"".join(self._headers_buffer))
            self._headers_buffer = []

    # -- the log

    _control_char_table = {code: rf"\x{code:02x}" for code in (*range(32), *range(127, 160))}
    _control_char_table[ord("\\")] = r"\\"

    def log_request(self, code="-", size="-"):
        """Log a request and its status."""
        if isinstance(code, HTTPStatus):
            code = code.value
        self.log_message('"%s" %s %s', self.requestline, str(code), str(size))

    def log_error(self, format, *args):
        """Log that something went wrong."""
        self.log_message(format, *args)

    def log_message(self, format, *args):
        """Print format % args, the client and the time to stderr."""
        message = (format % args).translate(self._control_char_table)
        sys.stderr.write(
            f"{self.address_string()} - - [{self.log_date_time_string()}] {message}\n")

    def version_string(self):
        """The name of the server."""
        return f"{self.server_version} {self.sys_version}"

    def date_time_string(self, timestamp=None):
        """A time stamp, or now, as in headers."""
        return email.utils.formatdate(time.time() if timestamp is None else timestamp,
                                      usegmt=True)

    def log_date_time_string(self):
        """Now as in the log."""
        now = time.localtime(time.time())
        return f"{now[2]:02}/{self.monthname[now[1]]}/{now[0]:04} " + time.strftime(
            "%H:%M:%S", now)

    def address_string(self):
        """The address of the client."""
        return self.client_address[0]


class SimpleHTTPRequestHandler(BaseHTTPRequestHandler):
    """Serves the files in a folder, by GET and HEAD."""

    server_version = f"SimpleHTTP/{__version__}"
    index_pages = ("index.html", "index.htm")
    extensions_map = _encodings_map_default = {
        ".gz": "application/gzip",
        ".Z": "application/octet-stream",
        ".bz2": "application/x-bzip2",
        ".xz": "application/x-xz",
    }

    def __init__(self, *args, directory=None, **kwargs):
        self.directory = os.fspath(os.getcwd() if directory is None else directory)
        super().__init__(*args, **kwargs)

    def do_GET(self):
        """Send a file or a list of files."""
        file = self.send_head()
        if file:
            with file:
                self.copyfile(file, self.wfile)

    def do_HEAD(self):
        """Send the headers that a file has."""
        file = self.send_head()
        if file:
            file.close()

    def send_head(self):
        """Send the headers; the open file to be sent, or None."""
        path = self.translate_path(self.path)
        if os.path.isdir(path):
            parts = urllib.parse.urlsplit(self.path)
            if not parts.path.endswith("/"):
                return self._redirect(parts._replace(path=parts.path + "/").geturl())
            indexes = (os.path.join(path, name) for name in self.index_pages)
            index = next(filter(os.path.isfile, indexes), None)
            if index is None:
                return self.list_directory(path)
            path = index
        kind = self.guess_type(path)
        try:
            if path.endswith("/"):
                raise NotADirectoryError(path)
            file = open(path, "rb")
        except OSError:
            self.send_error(HTTPStatus.NOT_FOUND, "File not found")
            return None
        try:
            found = os.fstat(file.fileno())
            if not self._is_modified(found.st_mtime):
                self.send_response(HTTPStatus.NOT_MODIFIED)
                self.end_headers()
                file.close()
                return None
            self._send_file_headers(kind, found.st_size,
                                    self.date_time_string(found.st_mtime))
            return file
        except:
            file.close()
            raise

    def _redirect(self, url):
        self.send_response(HTTPStatus.MOVED_PERMANENTLY)
        self.send_header("Location", url)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _send_file_headers(self, kind, size, modified=None):
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-type", kind)
        self.send_header("Content-Length", str(size))
        if modified:
            self.send_header("Last-Modified", modified)
        self.end_headers()

    def _is_modified(self, timestamp):
        """Is the file newer than the client's?"""
        if "If-Modified-Since" not in self.headers or "If-None-Match" in self.headers:
            return True
        try:
            since = email.utils.parsedate_to_datetime(self.headers["If-Modified-Since"])
        except (TypeError, IndexError, OverflowError, ValueError):
            return True
        if since.tzinfo is None:
            since = since.replace(tzinfo=datetime.UTC)
        if since.tzinfo is not datetime.UTC:
            return True
        modified = datetime.datetime.fromtimestamp(timestamp, datetime.UTC)
        return modified.replace(microsecond=0) > since

    def list_directory(self, path):
        """Send the headers of a list of files; it as an open file."""
        try:
            names = sorted(os.listdir(path), key=str.lower)
        except OSError:
            self.send_error(HTTPStatus.NOT_FOUND, "No permission to list directory")
            return None
        encoding = sys.getfilesystemencoding()
        title = f"Directory listing for {html.escape(_unquoted(self.path), quote=False)}"
        lines = ["<!DOCTYPE HTML>", '<html lang="en">', "<head>",
                 f'<meta charset="{encoding}">', f"<title>{title}</title>\n</head>",
                 f"<body>\n<h1>{title}</h1>", "<hr>\n<ul>"]
        for name in names:
            full = os.path.join(path, name)
            link = shown = f"{name}/" if os.path.isdir(full) else name
            if os.path.islink(full):
                shown = f"{name}@"
            link = urllib.parse.quote(link, errors="surrogatepass")
            lines.append(f'<li><a href="{link}">{html.escape(shown, quote=False)}</a></li>')
        lines.append("</ul>\n<hr>\n</body>\n</html>\n")
        page = "\n".join(lines).encode(encoding, "surrogateescape")
        self._send_file_headers(f"text/html; charset={encoding}", len(page))
        return io.BytesIO(page)

    def translate_path(self, path):
        """The path of the file that a URL's path is; what would be outside is left out."""
        path = path.partition("?")[0].partition("#")[0]
        end = "/" if path.rstrip().endswith("/") else ""
        words = posixpath.normpath(_unquoted(path)).split("/")
        safe = [word for word in words
                if word not in ("", os.curdir, os.pardir) and not os.path.dirname(word)]
        return os.path.join(self.directory, *safe) + end

    def copyfile(self, source, outputfile):
        """Copy a file's content."""
        shutil.copyfileobj(source, outputfile)

    def guess_type(self, path):
        """The content type of a file."""
        suffix = posixpath.splitext(path)[1]
        for key in suffix, suffix.lower():
            if key in self.extensions_map:
                return self.extensions_map[key]
        return mimetypes.guess_file_type(path)[0] or "application/octet-stream"


def _unquoted(path):
    try:
        return urllib.parse.unquote(path, errors="surrogatepass")
    except UnicodeDecodeError:
        return urllib.parse.unquote(path)


def _url_collapse_path(path):
    """A URL's path without '.', '..' (IndexError if it leads outside) and empty parts; the last
    part and the query stay."""
    path, _, query = path.partition("?")
    *folders, last = urllib.parse.unquote(path).split("/")
    kept = []
    if last in (".", ".."):
        folders.append(last)
        last = ""
    for part in folders:
        if part == "..":
            kept.pop()
        elif part not in ("", "."):
            kept.append(part)
    return f"/{'/'.join(kept)}/{last}" + (f"?{query}" if query else "")


class CGIHTTPRequestHandler(SimpleHTTPRequestHandler):
    """Serves files, and runs those in cgi_directories (deprecated)."""

    rbufsize = 0  # the script reads what is left of the request
    have_fork = hasattr(os, "fork")
    cgi_directories = ["/cgi-bin", "/htbin"]

    def __init__(self, *args, **kwargs):
        import warnings
        warnings._deprecated("http.server.CGIHTTPRequestHandler", remove=(3, 15))
        super().__init__(*args, **kwargs)

    def do_POST(self):
        """Run a script."""
        if self.is_cgi():
            self.run_cgi()
        else:
            self.send_error(HTTPStatus.NOT_IMPLEMENTED, "Can only POST to CGI scripts")

    def send_head(self):
        """Run a script or do as for any file."""
        return self.run_cgi() if self.is_cgi() else super().send_head()

    def is_cgi(self):
        """Is it a script? Then cgi_info is its folder and the rest of the path."""
        path = _url_collapse_path(self.path)
        slash = path.find("/", 1)
        while slash > 0 and path[:slash] not in self.cgi_directories:
            slash = path.find("/", slash + 1)
        if slash <= 0:
            return False
        self.cgi_info = path[:slash], path[slash + 1 :]
        return True

    def is_executable(self, path):
        """May the file be run?"""
        return os.access(path, os.X_OK)

    def is_python(self, path):
        """Is the file a Python script?"""
        return os.path.splitext(path)[1].lower() in (".py", ".pyw")

    def run_cgi(self):
        """Run the script of cgi_info; its output is the answer."""
        from http._cgi import run, split_path
        folder, script, rest, query = split_path(self)
        name = f"{folder}/{script}"
        path = self.translate_path(name)
        if not os.path.exists(path):
            self.send_error(HTTPStatus.NOT_FOUND, f"No such CGI script ({name!r})")
        elif not os.path.isfile(path):
            self.send_error(HTTPStatus.FORBIDDEN,
                            f"CGI script is not a plain file ({name!r})")
        elif not self.is_executable(path):
            self.send_error(HTTPStatus.FORBIDDEN, f"CGI script is not executable ({name!r})")
        else:
            run(self, path, name, rest, query)


# -- as a program

def _get_best_family(*address):
    family, _, _, _, address = socket.getaddrinfo(*address, type=socket.SOCK_STREAM,
                                                  flags=socket.AI_PASSIVE)[0]
    return family, address


def test(HandlerClass=BaseHTTPRequestHandler, ServerClass=ThreadingHTTPServer,
         protocol="HTTP/1.0", port=8000, bind=None):
    """Serve until Ctrl-C."""
    ServerClass.address_family, address = _get_best_family(bind, port)
    HandlerClass.protocol_version = protocol
    with ServerClass(address, HandlerClass) as server:
        host, port = server.socket.getsockname()[:2]
        shown = f"[{host}]" if ":" in host else host
        print(f"Serving HTTP on {host} port {port} (http://{shown}:{port}/) ...")
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print("\nKeyboard interrupt received, exiting.")
            sys.exit(0)


def _main():
    import argparse
    parser = argparse.ArgumentParser()
    parser.add_argument("--cgi", action="store_true", help="run as CGI server")
    parser.add_argument("-b", "--bind", metavar="ADDRESS",
                        help="bind to this address (default: all interfaces)")
    parser.add_argument("-d", "--directory", default=os.getcwd(),
                        help="serve this directory (default: current directory)")
    parser.add_argument("-p", "--protocol", metavar="VERSION", default="HTTP/1.0",
                        help="conform to this HTTP version (default: %(default)s)")
    parser.add_argument("port", default=8000, type=int, nargs="?",
                        help="bind to this port (default: %(default)s)")
    args = parser.parse_args()

    class DualStackServer(ThreadingHTTPServer):
        def server_bind(self):
            try:
                self.socket.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
            except (OSError, AttributeError):
                pass  # an address of IPv4
            return super().server_bind()

        def finish_request(self, request, client_address):
            self.RequestHandlerClass(request, client_address, self, directory=args.directory)

    test(CGIHTTPRequestHandler if args.cgi else SimpleHTTPRequestHandler, DualStackServer,
         port=args.port, bind=args.bind, protocol=args.protocol)


if __name__ == "__main__":
    _main()
