"""URLopener and FancyURLopener, the openers of Python 2, on top of OpenerDirector.

open(url) calls open_SCHEME with what is behind the scheme, and, where HTTP answers with an error,
http_error_CODE, which subclasses may define; FancyURLopener's give the answer instead of raising."""

import base64
import contextlib
import os
import re
import sys
import tempfile
import warnings
from urllib.error import ContentTooShortError, HTTPError, URLError
from urllib.parse import _splithost, _splittype, _splituser, quote, unquote, unwrap
from urllib.response import addinfourl


class URLopener:
    """Opens URLs (deprecated)."""

    version = "Python-urllib/%d.%d" % sys.version_info[:2]

    def __init__(self, proxies=None, **x509):
        warnings.warn(f"{type(self).__name__} style of invoking requests is deprecated. "
                      "Use newer urlopen functions/methods", DeprecationWarning, stacklevel=3)
        from urllib._proxies import getproxies
        self.proxies = getproxies() if proxies is None else proxies
        assert hasattr(self.proxies, "keys"), "proxies must be a mapping"
        self.addheaders = [("User-Agent", self.version), ("Accept", "*/*")]
        self.type = None
        self._temporary = []

    def close(self):
        """Remove temporary files."""
        self.cleanup()

    def cleanup(self):
        """Remove temporary files."""
        for name in self._temporary:
            with contextlib.suppress(OSError):
                os.unlink(name)
        self._temporary.clear()

    def addheader(self, *args):
        """Send a header, name and value, with each request."""
        self.addheaders.append(args)

    def open(self, fullurl, data=None):
        """The response of a URL; without a scheme, of a file."""
        fullurl = quote(unwrap(fullurl), safe="%/:=&?~#+!$,;'@()*[]|")
        scheme, url = _splittype(fullurl)
        self.type = scheme = scheme or "file"
        name = "open_" + scheme.replace("-", "_")
        if name == "open_local_file" or not hasattr(self, name):
            return self.open_unknown(fullurl, data)
        method = getattr(self, name)
        try:
            return method(url) if data is None else method(url, data)
        except (HTTPError, URLError):
            raise
        except OSError as error:
            raise OSError("socket error", error) from error

    def open_unknown(self, fullurl, data=None):
        """Refuse a scheme."""
        raise OSError("url error", "unknown url type", _splittype(fullurl)[0])

    def open_http(self, url, data=None):
        """The response of HTTP."""
        return self._open_http("http", url, data)

    def open_https(self, url, data=None):
        """The response of HTTP over TLS."""
        return self._open_http("https", url, data)

    def _open_http(self, scheme, url, data):
        """A user and password in the URL are sent as a header."""
        from urllib import request
        opener = request.build_opener(request.ProxyHandler(self.proxies), _no_redirection())
        opener.addheaders = list(self.addheaders)
        host, selector = _splithost(url)
        user, host = _splituser(host or "")
        if user:
            pair = base64.b64encode(unquote(user).encode()).decode("ascii")
            opener.addheaders.append(("Authorization", f"Basic {pair}"))
        try:
            response = opener.open(f"{scheme}://{host}{selector}", data)
        except HTTPError as error:
            return self.http_error(url, error.fp, error.code, error.msg, error.hdrs, data)
        return addinfourl(response, response.headers, f"{scheme}:{url}", response.status)

    def open_file(self, url):
        """The response of a file."""
        if not isinstance(url, str):
            raise URLError("file error: proxy support for file protocol currently not "
                           "implemented")
        if url.startswith("//") and url[2:3] != "/" and not url.lower().startswith(
                "//localhost/"):
            raise ValueError("file:// scheme is supported only on localhost")
        return self.open_local_file(url)

    def open_local_file(self, url):
        """The response of a file; its URL is as it was given, but for the scheme of a whole path."""
        from urllib import request
        path = _splithost(url)[1]
        whole = os.path.abspath(request.url2pathname(path))
        try:
            os.stat(whole)
        except OSError as error:
            raise URLError(error.strerror, error.filename)
        response = request.build_opener().open("file://" + request.pathname2url(whole))
        response.url = "file://" + path if path.startswith("/") else path
        return response

    def open_ftp(self, url):
        """The response of FTP."""
        from urllib import request
        return request.build_opener().open("ftp:" + url)

    def open_data(self, url, data=None):
        """The response that a URL has in it."""
        from urllib import request
        return request.build_opener().open("data:" + url)

    def http_error(self, url, fp, errcode, errmsg, headers, data=None):
        """What http_error_CODE, or else http_error_default, makes of an error."""
        method = getattr(self, f"http_error_{errcode}", None)
        if method:
            args = (url, fp, errcode, errmsg, headers)
            result = method(*args) if data is None else method(*args, data)
            if result:
                return result
        return self.http_error_default(url, fp, errcode, errmsg, headers)

    def http_error_default(self, url, fp, errcode, errmsg, headers):
        """Raise it."""
        fp.close()
        raise HTTPError(url, errcode, errmsg, headers, None)

    def retrieve(self, url, filename=None, reporthook=None, data=None):
        """Copy what a URL is into a file: its name and the headers."""
        from urllib import request
        scheme, path = _splittype(unwrap(url))
        if filename is None and scheme in (None, "file"):
            with contextlib.closing(self.open_local_file(path)) as response:
                return request.url2pathname(_splithost(path)[1]), response.info()
        with contextlib.closing(self.open(url, data)) as response:
            headers = response.info()
            if filename is None:
                handle, filename = tempfile.mkstemp(os.path.splitext(path)[1])
                os.close(handle)
                self._temporary.append(filename)
            size = int(headers["Content-Length"]) if "content-length" in headers else -1
            done = self._copy(response, filename, size, reporthook or (lambda *args: None))
        if done < size:
            raise ContentTooShortError(
                f"retrieval incomplete: got only {done} out of {size} bytes",
                (filename, headers))
        return filename, headers

    def _copy(self, response, filename, size, report, block_size=8192):
        done = number = 0
        report(number, block_size, size)
        with open(filename, "wb") as target:
            while block := response.read(block_size):
                done += target.write(block)
                number += 1
                report(number, block_size, size)
        return done


def _no_redirection():
    from urllib import request

    class NoRedirection(request.HTTPRedirectHandler):
        def redirect_request(self, req, fp, code, msg, headers, newurl):
            raise HTTPError(req.full_url, code, msg, headers, fp)
    return NoRedirection()


class FancyURLopener(URLopener):
    """Opens URLs (deprecated): follows redirections; other errors are responses."""

    maxtries = 10

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.auth_cache = {}  # by realm@host
        self.tries = 0

    def http_error_default(self, url, fp, errcode, errmsg, headers):
        """The answer as a response."""
        return addinfourl(fp, headers, "http:" + url.removeprefix("http:"), errcode)

    def http_error_302(self, url, fp, errcode, errmsg, headers, data=None):
        """The response of where the server sends us."""
        from urllib.parse import urljoin, urlsplit
        self.tries += 1
        try:
            if self.tries >= self.maxtries:
                return self.http_error_default(
                    url, fp, 500, "Internal Server Error: Redirect Recursion", headers)
            target = headers.get("location", headers.get("uri"))
            if target is None:
                return None
            target = urljoin(f"{self.type}:{url}", target)
            if urlsplit(target).scheme not in ("http", "https", "ftp", ""):
                raise HTTPError(target, errcode, errmsg + " Redirection to url "
                                f"'{target}' is not allowed.", headers, fp)
            fp.close()
            return self.open(target)
        finally:
            self.tries = 0

    http_error_301 = http_error_303 = http_error_302

    def http_error_307(self, url, fp, errcode, errmsg, headers, data=None):
        """As 302, but a POST is not repeated."""
        if data is None:
            return self.http_error_302(url, fp, errcode, errmsg, headers)
        return self.http_error_default(url, fp, errcode, errmsg, headers)

    http_error_308 = http_error_307

    def http_error_401(self, url, fp, errcode, errmsg, headers, data=None, retry=False):
        """Ask for a user and password, where the server wants to know them."""
        found = re.match('[ \t]*([^ \t]+)[ \t]+realm="([^"]*)"', headers.get("www-authenticate", ""))
        if found is None or found[1].lower() != "basic" or not retry:
            URLopener.http_error_default(self, url, fp, errcode, errmsg, headers)
        host, selector = _splithost(url)
        host = _splituser(host)[1]
        user, password = self.get_user_passwd(host, found[2])
        if not user and not password:
            return None
        fp.close()
        pair = f"{quote(user, safe='')}:{quote(password, safe='')}"
        return self.open(f"{self.type}://{pair}@{host}{selector}", data)

    def get_user_passwd(self, host, realm, clear_cache=0):
        """The user and password, asked for once for each host."""
        key = f"{realm}@{host.lower()}"
        if clear_cache:
            self.auth_cache.pop(key, None)
        if key not in self.auth_cache:
            user, password = self.prompt_user_passwd(host, realm)
            if not user and not password:
                return user, password
            self.auth_cache[key] = user, password
        return self.auth_cache[key]

    def prompt_user_passwd(self, host, realm):
        """Ask at the terminal; subclasses ask otherwise."""
        import getpass
        try:
            user = input(f"Enter username for {realm} at {host}: ")
            return user, getpass.getpass(f"Enter password for {user} in {realm} at {host}: ")
        except KeyboardInterrupt:
            print()
            return None, None
