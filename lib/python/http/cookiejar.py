"""Cookies as clients keep them: a CookieJar takes them out of responses and puts them into
requests, as a CookiePolicy allows; FileCookieJars are saved.

A jar has cookies by domain, path and name."""

import copy
import os
import re
import threading
import time
import warnings

from http._cookie_policy import CookiePolicy, DefaultCookiePolicy
from http._cookie_text import (
    DAYS, DEFAULT_HTTP_PORT, IPV4_RE, MONTHS, domain_match, eff_request_host, escape_path,
    http2time, is_HDN, is_third_party, iso2time, join_header_words, liberal_is_HDN,
    parse_ns_headers, reach, request_host, request_path, request_port, split_header_words,
    time2isoz, time2netscape, user_domain_match)

__all__ = ["Cookie", "CookieJar", "CookiePolicy", "DefaultCookiePolicy", "FileCookieJar",
           "LWPCookieJar", "LoadError", "MozillaCookieJar"]

HTTPONLY_ATTR = "HTTPOnly"
HTTPONLY_PREFIX = "#HttpOnly_"
MISSING_FILENAME_TEXT = ("a filename was not supplied (nor was the CookieJar instance "
                         "initialised with one)")
NETSCAPE_MAGIC_RGX = re.compile("#( Netscape)? HTTP Cookie File")
NETSCAPE_HEADER_TEXT = """\
# Netscape HTTP Cookie File
# http://curl.haxx.se/rfc/cookie_spec.html
# This is a generated file!  Do not edit.

"""

_FLAGS = ("discard", "secure")
_VALUES = ("version", "expires", "max-age", "domain", "path", "port", "comment", "commenturl")
_MAY_BE_EMPTY = ("port", "comment", "commenturl")


def _warn_unhandled_exception():
    import traceback
    warnings.warn(f"http.cookiejar bug!\n{traceback.format_exc()}", stacklevel=2)


class Cookie:
    """A cookie; rest are attributes that no standard has."""

    _FIELDS = ("version", "name", "value", "port", "port_specified", "domain",
               "domain_specified", "domain_initial_dot", "path", "path_specified", "secure",
               "expires", "discard", "comment", "comment_url")

    def __init__(self, version, name, value, port, port_specified, domain, domain_specified,
                 domain_initial_dot, path, path_specified, secure, expires, discard, comment,
                 comment_url, rest, rfc2109=False):
        if port is None and port_specified is True:
            raise ValueError("if port is None, port_specified must be false")
        given = locals()
        for field in self._FIELDS:
            setattr(self, field, given[field])
        self.version = None if version is None else int(version)
        self.expires = None if expires is None else int(float(expires))
        self.domain = domain.lower()
        self.rfc2109 = rfc2109
        self._rest = copy.copy(rest)

    def has_nonstandard_attr(self, name):
        return name in self._rest

    def get_nonstandard_attr(self, name, default=None):
        return self._rest.get(name, default)

    def set_nonstandard_attr(self, name, value):
        self._rest[name] = value

    def is_expired(self, now=None):
        """Is its time over?"""
        now = time.time() if now is None else now
        return self.expires is not None and self.expires <= now

    def __str__(self):
        port = "" if self.port is None else f":{self.port}"
        pair = self.name if self.value is None else f"{self.name}={self.value}"
        return f"<Cookie {pair} for {self.domain}{port}{self.path}>"

    def __repr__(self):
        fields = [f"{field}={getattr(self, field)!r}" for field in self._FIELDS]
        return (f"{type(self).__name__}({', '.join(fields)}, rest={self._rest!r}, "
                f"rfc2109={self.rfc2109!r})")


class CookieJar:
    """Cookies; iterating gives them."""

    def __init__(self, policy=None):
        self._policy = DefaultCookiePolicy() if policy is None else policy
        self._cookies_lock = threading.RLock()
        self._cookies = {}

    def set_policy(self, policy):
        self._policy = policy

    def _set_now(self):
        self._policy._now = self._now = int(time.time())

    # -- sending

    def add_cookie_header(self, request):
        """Put the cookies for a request into it."""
        with self._cookies_lock:
            self._set_now()
            cookies = self._cookies_for_request(request)
            attributes = self._cookie_attrs(cookies)
            if attributes and not request.has_header("Cookie"):
                request.add_unredirected_header("Cookie", "; ".join(attributes))
            policy = self._policy
            if (policy.rfc2965 and not policy.hide_cookie2 and not request.has_header("Cookie2")
                    and any(cookie.version != 1 for cookie in cookies)):
                request.add_unredirected_header("Cookie2", '$Version="1"')
        self.clear_expired_cookies()

    def _cookies_for_request(self, request):
        policy = self._policy
        return [cookie
                for domain, paths in self._cookies.items()
                if policy.domain_return_ok(domain, request)
                for path, names in paths.items() if policy.path_return_ok(path, request)
                for cookie in names.values() if policy.return_ok(cookie, request)]

    def _cookie_attrs(self, cookies):
        """What goes into the header, cookies of longer paths first."""
        cookies.sort(key=lambda cookie: len(cookie.path), reverse=True)
        parts = []
        if cookies and cookies[0].version > 0:
            parts.append(f"$Version={cookies[0].version}")
        for cookie in cookies:
            value = cookie.value
            if value is None:
                parts.append(cookie.name)
            else:
                if cookie.version > 0 and re.search(r"\W", value):
                    value = re.sub(r'(["\\])', r"\\\1", value)
                parts.append(f"{cookie.name}={value}")
            if cookie.version > 0:
                parts += self._rfc2965_attrs(cookie)
        return parts

    def _rfc2965_attrs(self, cookie):
        if cookie.path_specified:
            yield f'$Path="{cookie.path}"'
        if cookie.domain.startswith("."):
            yield f'$Domain="{cookie.domain[not cookie.domain_initial_dot :]}"'
        if cookie.port is not None:
            yield f'$Port="{cookie.port}"' if cookie.port_specified else "$Port"

    # -- accepting

    def extract_cookies(self, response, request):
        """Take the cookies that may be accepted out of a response to a request."""
        with self._cookies_lock:
            for cookie in self.make_cookies(response, request):
                if self._policy.set_ok(cookie, request):
                    self.set_cookie(cookie)

    def make_cookies(self, response, request):
        """A list of all cookies in a response."""
        headers = response.info()
        new, old = headers.get_all("Set-Cookie2", []), headers.get_all("Set-Cookie", [])
        self._set_now()
        rfc2965, netscape = self._policy.rfc2965, self._policy.netscape
        if not (new and rfc2965 or old and netscape):
            return []
        cookies = self._read(split_header_words, new, request)
        if old and netscape:
            found = self._read(parse_ns_headers, old, request)
            self._process_rfc2109_cookies(found)
            if rfc2965:
                known = {(cookie.domain, cookie.path, cookie.name) for cookie in cookies}
                found = [cookie for cookie in found
                         if (cookie.domain, cookie.path, cookie.name) not in known]
            cookies += found
        return cookies

    def _read(self, split, headers, request):
        try:
            made = (self._make_cookie(*parts, request)
                    for parts in self._normalized(split(headers)))
            return [cookie for cookie in made if cookie]
        except Exception:
            _warn_unhandled_exception()
            return []

    def _normalized(self, headers):
        """(name, value, standard attributes, others) of each cookie that is valid."""
        for (name, value), *attributes in headers:
            standard, rest = {}, {}
            if self._sort_attributes(attributes, standard, rest):
                yield name, value, standard, rest

    def _sort_attributes(self, attributes, standard, rest):
        """False if something is wrong."""
        max_age_set = False
        for key, value in attributes:
            small = key.lower()
            if small in _FLAGS or small in _VALUES:
                key = small
            if key in _FLAGS and value is None:
                value = True
            if key in standard:
                continue  # the first one counts
            if key == "expires" and (max_age_set or value is None):
                continue
            if key == "domain" and value is not None:
                value = value.lower()
            if key == "max-age":
                max_age_set = True
                try:
                    key, value = "expires", self._now + int(value)
                except ValueError:
                    return False
            if key not in _FLAGS and key not in _VALUES:
                rest[key] = value
            elif value is None and key not in _MAY_BE_EMPTY:
                return False
            else:
                standard[key] = value
        return True

    def _make_cookie(self, name, value, standard, rest, request):
        version = standard.get("version")
        if version is not None:
            try:
                version = int(version)
            except ValueError:
                return None
        path, path_specified = self._path(standard.get("path"), version, request)
        domain = standard.get("domain")
        domain_specified = "domain" in standard
        initial_dot = domain_specified and domain.startswith(".")
        if not domain_specified:
            domain = eff_request_host(request)[1]
        elif not initial_dot:
            domain = "." + domain
        port = standard.get("port")
        port_specified = port is not None
        if port_specified:
            port = re.sub(r"\s+", "", port)
        elif "port" in standard:
            port = request_port(request)
        expires = standard.get("expires")
        if expires is not None and expires <= self._now:
            # That is how a server removes a cookie.
            try:
                self.clear(domain, path, name)
            except KeyError:
                pass
            return None
        return Cookie(version, name, value, port, port_specified, domain, domain_specified,
                      initial_dot, path, path_specified, standard.get("secure", False), expires,
                      expires is None or standard.get("discard", False),
                      standard.get("comment"), standard.get("commenturl"), rest)

    def _path(self, path, version, request):
        """The path of a cookie, by default that of the request's folder, and was it given?"""
        if path:
            return escape_path(path), True
        folder, slash, _ = request_path(request).rpartition("/")
        return (folder if version == 0 else folder + slash) or "/", False

    def _process_rfc2109_cookies(self, cookies):
        as_netscape = getattr(self._policy, "rfc2109_as_netscape", None)
        if as_netscape is None:
            as_netscape = not self._policy.rfc2965
        for cookie in cookies:
            if cookie.version == 1:
                cookie.rfc2109 = True
                if as_netscape:
                    cookie.version = 0

    def set_cookie_if_ok(self, cookie, request):
        """Add a cookie if the policy accepts it."""
        with self._cookies_lock:
            self._set_now()
            if self._policy.set_ok(cookie, request):
                self.set_cookie(cookie)

    def set_cookie(self, cookie):
        """Add a cookie."""
        with self._cookies_lock:
            paths = self._cookies.setdefault(cookie.domain, {})
            paths.setdefault(cookie.path, {})[cookie.name] = cookie

    # -- all of them

    def clear(self, domain=None, path=None, name=None):
        """Remove all cookies, or those of a domain, of a path there, or with a name there."""
        if name is not None:
            if domain is None or path is None:
                raise ValueError("domain and path must be given to remove a cookie by name")
            del self._cookies[domain][path][name]
        elif path is not None:
            if domain is None:
                raise ValueError("domain must be given to remove cookies by path")
            del self._cookies[domain][path]
        elif domain is not None:
            del self._cookies[domain]
        else:
            self._cookies = {}

    def _remove(self, condition):
        with self._cookies_lock:
            for cookie in self:
                if condition(cookie):
                    self.clear(cookie.domain, cookie.path, cookie.name)

    def clear_session_cookies(self):
        """Remove those that are for this session only."""
        self._remove(lambda cookie: cookie.discard)

    def clear_expired_cookies(self):
        """Remove those whose time is over."""
        now = time.time()
        self._remove(lambda cookie: cookie.is_expired(now))

    def __iter__(self):
        for paths in list(self._cookies.values()):
            for names in list(paths.values()):
                yield from list(names.values())

    def __len__(self):
        return sum(1 for _ in self)

    def __repr__(self):
        return f"<{type(self).__name__}[{', '.join(map(repr, self))}]>"

    def __str__(self):
        return f"<{type(self).__name__}[{', '.join(map(str, self))}]>"


# -- files

class LoadError(OSError):
    """A file does not have cookies in the right format."""


class FileCookieJar(CookieJar):
    """A jar that can be saved; subclasses know formats."""

    def __init__(self, filename=None, delayload=False, policy=None):
        super().__init__(policy)
        self.filename = None if filename is None else os.fspath(filename)
        self.delayload = bool(delayload)

    def _name(self, filename):
        filename = self.filename if filename is None else filename
        if filename is None:
            raise ValueError(MISSING_FILENAME_TEXT)
        return filename

    def save(self, filename=None, ignore_discard=False, ignore_expires=False):
        """Save the cookies; those of a session and old ones only if told."""
        raise NotImplementedError()

    def load(self, filename=None, ignore_discard=False, ignore_expires=False):
        """Add the cookies in a file."""
        filename = self._name(filename)
        with open(filename) as file:
            self._really_load(file, filename, ignore_discard, ignore_expires)

    def revert(self, filename=None, ignore_discard=False, ignore_expires=False):
        """Forget all cookies and load a file; if that fails, keep them."""
        filename = self._name(filename)
        with self._cookies_lock:
            before, self._cookies = copy.deepcopy(self._cookies), {}
            try:
                self.load(filename, ignore_discard, ignore_expires)
            except OSError:
                self._cookies = before
                raise

    def _write(self, filename, text):
        """Write a file that only the user can read."""
        flags = os.O_CREAT | os.O_WRONLY | os.O_TRUNC
        with os.fdopen(os.open(self._name(filename), flags, 0o600), "w") as file:
            file.write(text)

    def _kept(self, cookies, ignore_discard, ignore_expires):
        now = time.time()
        return (cookie for cookie in cookies
                if (ignore_discard or not cookie.discard)
                and (ignore_expires or not cookie.is_expired(now)))

    def _load_lines(self, file, filename, read, kind, options):
        line = ""
        try:
            for line in file:
                for cookie in self._kept(read(line), *options):
                    self.set_cookie(cookie)
        except OSError:
            raise
        except Exception:
            _warn_unhandled_exception()
            raise LoadError(f"invalid {kind} file {filename!r}: {line!r}")


_LWP_FLAGS = ("port_spec", "path_spec", "domain_dot", "secure", "discard")
_LWP_VALUES = ("version", "port", "path", "domain", "expires", "comment", "commenturl")


def lwp_cookie_str(cookie):
    """A cookie as in a file of LWPCookieJar."""
    words = [(cookie.name, cookie.value), ("path", cookie.path), ("domain", cookie.domain)]
    if cookie.port is not None:
        words.append(("port", cookie.port))
    words += ((flag, None) for flag, is_set in (
        ("path_spec", cookie.path_specified), ("port_spec", cookie.port_specified),
        ("domain_dot", cookie.domain_initial_dot), ("secure", cookie.secure)) if is_set)
    if cookie.expires:
        words.append(("expires", time2isoz(float(cookie.expires))))
    if cookie.discard:
        words.append(("discard", None))
    words += ((name, value) for name, value in (
        ("comment", cookie.comment), ("commenturl", cookie.comment_url)) if value)
    words += ((name, str(value)) for name, value in sorted(cookie._rest.items()))
    return join_header_words([[*words, ("version", str(cookie.version))]])


class LWPCookieJar(FileCookieJar):
    """A jar saved as lines `Set-Cookie3: ...`, the format of Perl's library libwww."""

    def as_lwp_str(self, ignore_discard=True, ignore_expires=True):
        """The lines of all cookies."""
        return "".join(f"Set-Cookie3: {lwp_cookie_str(cookie)}\n"
                       for cookie in self._kept(self, ignore_discard, ignore_expires))

    def save(self, filename=None, ignore_discard=False, ignore_expires=False):
        self._write(filename,
                    "#LWP-Cookies-2.0\n" + self.as_lwp_str(ignore_discard, ignore_expires))

    def _really_load(self, f, filename, *options):
        if not re.match(r"#LWP-Cookies-[0-9]+\.[0-9]+", f.readline()):
            raise LoadError(f"{filename!r} does not look like a Set-Cookie3 (LWP) format file")
        self._load_lines(f, filename, self._read_line, "Set-Cookie3 format", options)

    def _read_line(self, line):
        header, colon, text = line.partition(":")
        if header != "Set-Cookie3" or not colon:
            return
        for (name, value), *attributes in split_header_words([text.strip()]):
            found, rest = dict.fromkeys(_LWP_VALUES) | dict.fromkeys(_LWP_FLAGS, False), {}
            for key, text in attributes:
                small = key.lower()
                if small in _LWP_FLAGS:
                    found[small] = True if text is None else text
                elif small in _LWP_VALUES:
                    found[small] = text
                else:
                    rest[key] = text
            expires = found["expires"] and iso2time(found["expires"])
            domain = found["domain"]
            yield Cookie(found["version"], name, value, found["port"], found["port_spec"],
                         domain, domain.startswith("."), found["domain_dot"], found["path"],
                         found["path_spec"], found["secure"], expires,
                         expires is None or found["discard"], found["comment"],
                         found["commenturl"], rest)


class MozillaCookieJar(FileCookieJar):
    """A jar saved as lines of fields with tabs between, the format of old browsers and of curl."""

    def save(self, filename=None, ignore_discard=False, ignore_expires=False):
        self._write(filename, NETSCAPE_HEADER_TEXT + "".join(
            map(self._line, self._kept(self, ignore_discard, ignore_expires))))

    def _line(self, cookie):
        domain = cookie.domain
        name, value = cookie.name, cookie.value
        if value is None:
            name, value = "", name
        prefix = HTTPONLY_PREFIX if cookie.has_nonstandard_attr(HTTPONLY_ATTR) else ""
        return "\t".join([prefix + domain, _truth(domain.startswith(".")), cookie.path,
                          _truth(cookie.secure),
                          "" if cookie.expires is None else str(cookie.expires),
                          name, value]) + "\n"

    def _really_load(self, f, filename, *options):
        if not NETSCAPE_MAGIC_RGX.match(f.readline()):
            raise LoadError(f"{filename!r} does not look like a Netscape format cookies file")
        self._load_lines(f, filename, self._read_line, "Netscape format cookies", options)

    def _read_line(self, line):
        rest = {}
        if line.startswith(HTTPONLY_PREFIX):
            rest[HTTPONLY_ATTR] = ""
            line = line.removeprefix(HTTPONLY_PREFIX)
        line = line.removesuffix("\n")
        if not line.strip() or line.strip().startswith(("#", "$")):
            return
        domain, specified, path, secure, expires, name, value = line.split("\t")
        if name == "":
            name, value = value, None
        assert (specified == "TRUE") == domain.startswith(".")
        yield Cookie(0, name, value, None, False, domain, specified == "TRUE",
                     domain.startswith("."), path, False, secure == "TRUE", expires or None,
                     expires == "", None, None, rest)


def _truth(value):
    return "TRUE" if value else "FALSE"
