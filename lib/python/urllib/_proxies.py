"""Proxies as the environment names them: http_proxy, HTTPS_PROXY, no_proxy, ..."""

import os

from urllib._handlers import without_port


def getproxies_environment():
    """Scheme to URL of a proxy. Small letters win; HTTP_PROXY does not count in CGI scripts, where
    a client could set it by a header."""
    proxies, small = {}, []
    for name, value in os.environ.items():
        scheme, underscore, end = name.rpartition("_")
        if scheme and underscore and end.lower() == "proxy":
            if value:
                proxies[scheme.lower()] = value
            if end == "proxy":
                small.append((scheme.lower(), value))
    if "REQUEST_METHOD" in os.environ:
        proxies.pop("http", None)
    for scheme, value in small:
        if value:
            proxies[scheme] = value
        else:
            proxies.pop(scheme, None)
    return proxies


def proxy_bypass_environment(host, proxies=None):
    """Is the host (or its domain) among those in no_proxy?"""
    if proxies is None:
        proxies = getproxies_environment()
    exceptions = proxies.get("no")
    if exceptions is None:
        return False
    if exceptions == "*":
        return True
    host = host.lower()
    names = {host, without_port(host)[0]}
    for exception in exceptions.split(","):
        suffix = exception.strip().lstrip(".").lower()
        if suffix and any(f".{name}".endswith(f".{suffix}") for name in names):
            return True
    return False


getproxies = getproxies_environment
proxy_bypass = proxy_bypass_environment


def _proxy_bypass_macosx_sysconf(host, proxy_settings):
    """Is the host excepted by settings of macOS: a dictionary with exclude_simple (all names
    without dots) and exceptions (names with *, or networks)?"""
    import ipaddress
    from fnmatch import fnmatch
    name = without_port(host)[0]
    try:
        address = ipaddress.IPv4Address(name)
    except ValueError:
        address = None
    if "." not in name and proxy_settings["exclude_simple"]:
        return True
    for exception in proxy_settings.get("exceptions", ()):
        base, slash, bits = (exception or "").partition("/")
        octets = base.split(".")
        if address and exception and all(octet.isdigit() for octet in octets):
            network = ".".join([*octets, "0", "0", "0"][:4])
            size = int(bits) if slash else 8 * len(octets)
            if 0 <= size <= 32 and address in ipaddress.IPv4Network((network, size),
                                                                    strict=False):
                return True
        elif exception and fnmatch(host, exception):
            return True
    return False


def _proxy_bypass_winreg_override(host, override):
    """Is the host excepted by ProxyOverride of Windows, patterns with semicolons between?"""
    from fnmatch import fnmatch
    name = without_port(host)[0]
    return any(fnmatch(name, pattern) or pattern == "<local>" and "." not in name
               for pattern in filter(None, map(str.strip, override.split(";"))))
