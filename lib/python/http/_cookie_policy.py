"""Which cookies are accepted and sent back."""

from http._cookie_text import (IPV4_RE, domain_match, eff_request_host, is_third_party,
                               request_path, request_port, user_domain_match)

# Below which countries have domains of their own, e.g. co.uk.
_SECOND_LEVELS = set("co ac com edu org net gov mil int aero biz cat coop info jobs mobi museum "
                     "name pro travel eu".split())


class CookiePolicy:
    """Says which cookies are accepted and sent."""

    netscape, rfc2965, hide_cookie2 = True, False, False

    def set_ok(self, cookie, request):
        """Accept the cookie?"""
        raise NotImplementedError()

    def return_ok(self, cookie, request):
        """Send the cookie?"""
        raise NotImplementedError()

    def domain_return_ok(self, domain, request):
        """Could a cookie of this domain be sent?"""
        return True

    def path_return_ok(self, path, request):
        """Could a cookie of this path be sent?"""
        return True


class DefaultCookiePolicy(CookiePolicy):
    """The usual rules. Methods set_ok_WHAT and return_ok_WHAT check one thing each."""

    DomainLiberal = 0
    DomainStrictNoDots = 1
    DomainStrictNonDomain = 2
    DomainRFC2965Match = 4
    DomainStrict = DomainStrictNoDots | DomainStrictNonDomain

    def __init__(self, blocked_domains=None, allowed_domains=None, netscape=True, rfc2965=False,
                 rfc2109_as_netscape=None, hide_cookie2=False, strict_domain=False,
                 strict_rfc2965_unverifiable=True, strict_ns_unverifiable=False,
                 strict_ns_domain=DomainLiberal, strict_ns_set_initial_dollar=False,
                 strict_ns_set_path=False, secure_protocols=("https", "wss")):
        options = dict(locals())
        for name in "self", "blocked_domains", "allowed_domains":
            del options[name]
        vars(self).update(options)
        self.set_blocked_domains(blocked_domains or ())
        self.set_allowed_domains(allowed_domains)

    def blocked_domains(self):
        """The domains that no cookies may be of."""
        return self._blocked_domains

    def set_blocked_domains(self, blocked_domains):
        self._blocked_domains = tuple(blocked_domains)

    def is_blocked(self, domain):
        return any(user_domain_match(domain, other) for other in self._blocked_domains)

    def allowed_domains(self):
        """The only domains that cookies may be of, None for any."""
        return self._allowed_domains

    def set_allowed_domains(self, allowed_domains):
        self._allowed_domains = None if allowed_domains is None else tuple(allowed_domains)

    def is_not_allowed(self, domain):
        return self._allowed_domains is not None and not any(
            user_domain_match(domain, other) for other in self._allowed_domains)

    def _check(self, prefix, names, cookie, request):
        return all(getattr(self, prefix + name)(cookie, request) for name in names)

    def set_ok(self, cookie, request):
        assert cookie.name is not None
        return self._check("set_ok_", ("version", "verifiability", "name", "path", "domain",
                                       "port"), cookie, request)

    def return_ok(self, cookie, request):
        return self._check("return_ok_", ("version", "verifiability", "secure", "expires",
                                          "port", "domain"), cookie, request)

    # -- both

    def return_ok_version(self, cookie, request):
        if cookie.version > 0:
            return self.rfc2965
        return cookie.version != 0 or self.netscape

    def set_ok_version(self, cookie, request):
        return cookie.version is not None and self.return_ok_version(cookie, request)

    def set_ok_verifiability(self, cookie, request):
        if not request.unverifiable or not is_third_party(request):
            return True
        if cookie.version > 0:
            return not self.strict_rfc2965_unverifiable
        return cookie.version != 0 or not self.strict_ns_unverifiable

    return_ok_verifiability = set_ok_verifiability

    # -- accepting

    def set_ok_name(self, cookie, request):
        # Netscape's had no names with dollars; others are attributes in disguise.
        return not (cookie.version == 0 and self.strict_ns_set_initial_dollar
                    and cookie.name.startswith("$"))

    def set_ok_path(self, cookie, request):
        if cookie.path_specified and (
                cookie.version > 0 or cookie.version == 0 and self.strict_ns_set_path):
            return self.path_return_ok(cookie.path, request)
        return True

    def set_ok_domain(self, cookie, request):
        domain = cookie.domain
        if self.is_blocked(domain) or self.is_not_allowed(domain):
            return False
        return not cookie.domain_specified or self._may_be_for(cookie, domain, request)

    def _may_be_for(self, cookie, domain, request):
        """May the host set a cookie for the domain?"""
        host, full = eff_request_host(request)
        parts = domain.split(".")
        if (self.strict_domain and len(parts) == 3 and not parts[0]
                and parts[1].lower() in _SECOND_LEVELS and len(parts[2]) == 2):
            return False
        bare = domain.removeprefix(".")
        if "." not in bare and not full.endswith(".local"):
            return False
        if cookie.version == 0 and not (full.endswith((domain, f"{bare}.local"))
                                        or full.startswith(".") or ("." + full).endswith(domain)):
            return False
        strict = cookie.version > 0
        if strict or self.strict_ns_domain & self.DomainRFC2965Match:
            if not domain_match(full, domain):
                return False
        if strict or self.strict_ns_domain & self.DomainStrictNoDots:
            if "." in host[: -len(domain)] and not IPV4_RE.search(host):
                return False
        return True

    def set_ok_port(self, cookie, request):
        if not cookie.port_specified:
            return True
        wanted = str(request_port(request) or "80")
        for port in cookie.port.split(","):
            try:
                int(port)
            except ValueError:
                return False
            if port == wanted:
                return True
        return False

    # -- sending

    def return_ok_secure(self, cookie, request):
        return not cookie.secure or request.type in self.secure_protocols

    def return_ok_expires(self, cookie, request):
        return not cookie.is_expired(self._now)

    def return_ok_port(self, cookie, request):
        return not cookie.port or (request_port(request) or "80") in cookie.port.split(",")

    def return_ok_domain(self, cookie, request):
        _, full = eff_request_host(request)
        domain = cookie.domain
        if cookie.version > 0:
            return domain_match(full, domain)
        if cookie.version != 0:
            return True
        if (self.strict_ns_domain & self.DomainStrictNonDomain and not cookie.domain_specified
                and domain != full):
            return False
        return ("." + full).endswith(_dotted(domain))

    def domain_return_ok(self, domain, request):
        names = tuple(map(_dotted, eff_request_host(request)))
        if not any(name.endswith(_dotted(domain)) for name in names):
            return False
        return not self.is_blocked(domain) and not self.is_not_allowed(domain)

    def path_return_ok(self, path, request):
        asked = request_path(request)
        return asked == path or asked.startswith(path) and (
            path.endswith("/") or asked[len(path)] == "/")


def _dotted(domain):
    return domain if not domain or domain.startswith(".") else "." + domain
