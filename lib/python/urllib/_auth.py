"""Users and passwords for urllib.request: keeping them, and sending them when a server asks.

A server (or proxy) refuses with status 401 (407) and a header that names schemes and realms. The
request is then repeated with a header that proves to know the password."""

import base64
import hashlib
import os
import re
import time
import warnings
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit

from urllib._handlers import BaseHandler, authority_and_path

_BOTH = (True, False)  # with and without the default port


class HTTPPasswordMgr:
    """Users and passwords by realm and URL, valid for what is below the URL's path too."""

    def __init__(self):
        self.passwd = {}

    def add_password(self, realm, uri, user, passwd):
        """Add them for one URL or several."""
        uris = [uri] if isinstance(uri, str) else uri
        known = self.passwd.setdefault(realm, {})
        for default_port in _BOTH:
            known[tuple(self.reduce_uri(u, default_port) for u in uris)] = (user, passwd)

    def find_user_password(self, realm, authuri):
        """The pair of user and password, of None if there is none."""
        known = self.passwd.get(realm, {})
        for default_port in _BOTH:
            wanted = self.reduce_uri(authuri, default_port)
            for uris, pair in known.items():
                if any(self.is_suburi(uri, wanted) for uri in uris):
                    return pair
        return None, None

    def reduce_uri(self, uri, default_port=True):
        """(authority, path) of a URL or an authority."""
        return authority_and_path(uri, default_port)

    def is_suburi(self, base, test):
        """Is test, a pair as reduce_uri() gives it, base or below it?"""
        if base == test:
            return True
        folder = base[1] if base[1].endswith("/") else base[1] + "/"
        return base[0] == test[0] and test[1].startswith(folder)


class HTTPPasswordMgrWithDefaultRealm(HTTPPasswordMgr):
    """The realm None stands for any other."""

    def find_user_password(self, realm, authuri):
        pair = super().find_user_password(realm, authuri)
        return super().find_user_password(None, authuri) if pair[0] is None else pair


class HTTPPasswordMgrWithPriorAuth(HTTPPasswordMgrWithDefaultRealm):
    """Knows for which URLs passwords should be sent without being asked for."""

    def __init__(self, *args, **kwargs):
        self.authenticated = {}
        super().__init__(*args, **kwargs)

    def add_password(self, realm, uri, user, passwd, is_authenticated=False):
        self.update_authenticated(uri, is_authenticated)
        for key in dict.fromkeys((None, realm)):
            super().add_password(key, uri, user, passwd)

    def update_authenticated(self, uri, is_authenticated=False):
        """Say whether passwords should be sent there at once."""
        for u in [uri] if isinstance(uri, str) else uri:
            for default_port in _BOTH:
                self.authenticated[self.reduce_uri(u, default_port)] = is_authenticated

    def is_authenticated(self, authuri):
        """Should passwords be sent there at once?"""
        for default_port in _BOTH:
            wanted = self.reduce_uri(authuri, default_port)
            for uri, answer in self.authenticated.items():
                if self.is_suburi(uri, wanted):
                    return answer
        return None


def _basic(user, password):
    return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode("ascii")


class AbstractBasicAuthHandler:
    """Sends the password as it is (RFC 7617)."""

    rx = re.compile("(?:^|,)[ \t]*([^ \t,]+)[ \t]+realm=([\"']?)([^\"']*)\\2", re.I)

    def __init__(self, password_mgr=None):
        self.passwd = HTTPPasswordMgr() if password_mgr is None else password_mgr
        self.add_password = self.passwd.add_password

    def _challenges(self, header):
        """Pairs of scheme and realm; None is the realm if it cannot be understood."""
        found = False
        for match in self.rx.finditer(header):
            scheme, quote, realm = match.groups()
            if not quote:
                warnings.warn("Basic Auth Realm was unquoted", UserWarning, 3)
            found = True
            yield scheme, realm
        if not found:
            yield (header.split() or [""])[0], None

    def http_error_auth_reqed(self, authreq, host, req, headers):
        """Answer the header authreq; None if there is no answer."""
        other = None
        for header in headers.get_all(authreq) or ():
            for scheme, realm in self._challenges(header):
                if scheme.lower() != "basic":
                    other = scheme
                elif realm is not None:
                    return self.retry_http_basic_auth(host, req, realm)
        if other is not None:
            raise ValueError("AbstractBasicAuthHandler does not support the following scheme: "
                             f"{other!r}")
        return None

    def retry_http_basic_auth(self, host, req, realm):
        """The response to the request with the password for the realm."""
        user, password = self.passwd.find_user_password(realm, host)
        if password is None:
            return None
        value = _basic(user, password)
        if req.get_header(self.auth_header, None) == value:
            return None  # it was wrong
        req.add_unredirected_header(self.auth_header, value)
        return self.parent.open(req, timeout=req.timeout)

    def http_request(self, req):
        is_known = getattr(self.passwd, "is_authenticated", None)
        if is_known and is_known(req.full_url) and not req.has_header("Authorization"):
            pair = self.passwd.find_user_password(None, req.full_url)
            req.add_unredirected_header("Authorization", _basic(*pair))
        return req

    def http_response(self, req, response):
        if hasattr(self.passwd, "is_authenticated"):
            self.passwd.update_authenticated(req.full_url, 200 <= response.code < 300)
        return response

    https_request = http_request
    https_response = http_response


class HTTPBasicAuthHandler(AbstractBasicAuthHandler, BaseHandler):
    """Sends passwords to servers."""

    auth_header = "Authorization"

    def http_error_401(self, req, fp, code, msg, headers):
        return self.http_error_auth_reqed("www-authenticate", req.full_url, req, headers)


class ProxyBasicAuthHandler(AbstractBasicAuthHandler, BaseHandler):
    """Sends passwords to proxies."""

    auth_header = "Proxy-authorization"

    def http_error_407(self, req, fp, code, msg, headers):
        return self.http_error_auth_reqed("proxy-authenticate", req.host, req, headers)


_ATTEMPTS = 5
_DIGESTS = {"MD5": hashlib.md5, "SHA": hashlib.sha1}


# An item of a list; commas between quotes are not its end.
_list_item = re.compile(r'((?:"(?:\\.|[^"\\])*"?|[^,"])*)(?:,|$)')


def parse_http_list(s):
    """The items of a list with commas; between quotes, commas do not count."""
    items = _list_item.findall(s)
    if not items[-1]:
        del items[-1]
    return [_unescaped_in_quotes(item).strip() for item in items]


def _unescaped_in_quotes(text):
    return re.sub(r'"(?:\\.|[^"\\])*', lambda match: re.sub(r"\\(.)", r"\1", match[0]), text)


def parse_keqv_list(l):
    """A dictionary of a list of key=value, where the value may be in quotes."""
    pairs = {}
    for item in l:
        key, value = item.split("=", 1)
        if value[0] == value[-1] == '"':
            value = value[1:-1]
        pairs[key] = value
    return pairs


class AbstractDigestAuthHandler:
    """Sends a digest of the password and of a text of the server's choice (RFC 2617)."""

    def __init__(self, passwd=None):
        self.passwd = HTTPPasswordMgr() if passwd is None else passwd
        self.add_password = self.passwd.add_password
        self.retried = self.nonce_count = 0
        self.last_nonce = None

    def reset_retry_count(self):
        """Begin to count attempts anew."""
        self.retried = 0

    def http_error_auth_reqed(self, auth_header, host, req, headers):
        """Answer the header; None if there is no answer."""
        if self.retried > _ATTEMPTS:
            raise HTTPError(req.full_url, 401, "digest auth failed", headers, None)
        self.retried += 1
        challenge = headers.get(auth_header, None)
        if not challenge:
            return None
        scheme = challenge.split()[0]
        if scheme.lower() == "digest":
            return self.retry_http_digest_auth(req, challenge)
        if scheme.lower() != "basic":
            raise ValueError("AbstractDigestAuthHandler does not support the following scheme: "
                             f"'{scheme}'")
        return None

    def retry_http_digest_auth(self, req, auth):
        """The response to the request with the digest for the challenge."""
        challenge = parse_keqv_list(filter(None, parse_http_list(auth.partition(" ")[2])))
        digest = self.get_authorization(req, challenge)
        if not digest:
            return None
        value = f"Digest {digest}"
        if req.headers.get(self.auth_header, None) == value:
            return None
        req.add_unredirected_header(self.auth_header, value)
        return self.parent.open(req, timeout=req.timeout)

    def get_cnonce(self, nonce):
        """A text that nobody can guess."""
        seed = f"{self.nonce_count}:{nonce}:{time.ctime()}:".encode("ascii") + os.urandom(8)
        return hashlib.sha1(seed).hexdigest()[:16]

    def get_algorithm_impls(self, algorithm):
        """The digest of a text, and that of a secret and data."""
        if algorithm not in _DIGESTS:
            raise ValueError(f"Unsupported digest authentication algorithm {algorithm!r}")

        def digest(text):
            return _DIGESTS[algorithm](text.encode("ascii")).hexdigest()

        return digest, lambda secret, data: digest(f"{secret}:{data}")

    def get_entity_digest(self, data, chal):
        return None

    def get_authorization(self, req, chal):
        """The value of the header behind 'Digest', None if it cannot be made."""
        if "realm" not in chal or "nonce" not in chal:
            return None
        realm, nonce, qop = chal["realm"], chal["nonce"], chal.get("qop")
        algorithm = chal.get("algorithm", "MD5")
        digest, keyed_digest = self.get_algorithm_impls(algorithm)
        user, password = self.passwd.find_user_password(realm, req.full_url)
        if user is None:
            return None
        secret = digest(f"{user}:{realm}:{password}")
        request = digest(f"{req.get_method()}:{req.selector}")
        proof = {}
        if qop is None:
            answer = keyed_digest(secret, f"{nonce}:{request}")
        elif "auth" in qop.split(","):
            count, cnonce = self._count(nonce), self.get_cnonce(nonce)
            answer = keyed_digest(secret, f"{nonce}:{count}:{cnonce}:auth:{request}")
            proof = {"qop": "auth", "nc": count, "cnonce": f'"{cnonce}"'}
        else:
            raise URLError(f"qop '{qop}' is not supported.")
        values = {"username": user, "realm": realm, "nonce": nonce, "uri": req.selector,
                  "response": answer}
        if chal.get("opaque"):
            values["opaque"] = chal["opaque"]
        entity = None if req.data is None else self.get_entity_digest(req.data, chal)
        if entity:
            values["digest"] = entity
        values["algorithm"] = algorithm
        return ", ".join([f'{name}="{value}"' for name, value in values.items()]
                         + [f"{name}={value}" for name, value in proof.items()])

    def _count(self, nonce):
        """How often the server's text was used, now included, in eight digits."""
        self.nonce_count = self.nonce_count + 1 if nonce == self.last_nonce else 1
        self.last_nonce = nonce
        return f"{self.nonce_count:08x}"


class HTTPDigestAuthHandler(BaseHandler, AbstractDigestAuthHandler):
    """Sends digests to servers; asked before basic authentication."""

    auth_header = "Authorization"
    handler_order = 490

    def http_error_401(self, req, fp, code, msg, headers):
        response = self.http_error_auth_reqed("www-authenticate",
                                              urlsplit(req.full_url).netloc, req, headers)
        self.reset_retry_count()
        return response


class ProxyDigestAuthHandler(BaseHandler, AbstractDigestAuthHandler):
    """Sends digests to proxies."""

    auth_header = "Proxy-Authorization"
    handler_order = 490

    def http_error_407(self, req, fp, code, msg, headers):
        response = self.http_error_auth_reqed("proxy-authenticate", req.host, req, headers)
        self.reset_retry_count()
        return response
