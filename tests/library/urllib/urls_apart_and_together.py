"""Splitting, joining, quoting and queries."""
from urllib.parse import (parse_qs, parse_qsl, quote, quote_plus, unquote, unquote_plus, urldefrag, urlencode,
                          urljoin, urlparse, urlsplit, urlunsplit)

url = urlparse("HTTPS://user:p%40ss@Example.com:8080/a/b;v=1?x=1&y=#top")
print(url)  # expect: ParseResult(scheme='https', netloc='user:p%40ss@Example.com:8080', path='/a/b', params='v=1', query='x=1&y=', fragment='top')
print(url.hostname, url.port, url.username, url.password, url.geturl())  # expect: example.com 8080 user p%40ss https://user:p%40ss@Example.com:8080/a/b;v=1?x=1&y=#top
print(urlsplit("//[::1%eth0]:80/x").hostname, urlsplit(b"http://h/p?q#f"))  # expect: ::1%eth0 SplitResultBytes(scheme=b'http', netloc=b'h', path=b'/p', query=b'q', fragment=b'f')
base = "http://a/b/c/d;p?q"
print([urljoin(base, part) for part in ("g", "./g", "../g", "/g", "?y", "//h", "#s", "../../../g", "g;x=1/../y", "")])  # expect: ['http://a/b/c/g', 'http://a/b/c/g', 'http://a/b/g', 'http://a/g', 'http://a/b/c/d;p?y', 'http://h', 'http://a/b/c/d;p?q#s', 'http://a/g', 'http://a/b/c/y', 'http://a/b/c/d;p?q']
print(urldefrag("http://x/y#z"), urlunsplit(("http", "", "x", "", "")))  # expect: DefragResult(url='http://x/y', fragment='z') http:x
print(quote("/a b/\u00e9?&"), quote_plus("a b+c/"), unquote("%C3%A9%zz%"), unquote_plus("a+b%2B"))  # expect: /a%20b/%C3%A9%3F%26 a+b%2Bc%2F é%zz% a b+
print(urlencode({"q": "a b", "l": [1, 2]}), urlencode({"l": [1, "x y"]}, doseq=True), urlencode([("\u00e9", b"\xff")]))  # expect: q=a+b&l=%5B1%2C+2%5D l=1&l=x+y %C3%A9=%FF
print(parse_qs("a=1&a=2&b=&c"), parse_qsl("a=1&b=", keep_blank_values=True))  # expect: {'a': ['1', '2']} [('a', '1'), ('b', '')]
for call in (lambda: urlsplit("http://h:99999/").port, lambda: urlsplit("http://[x"), lambda: urlsplit("http://h:a/").port,
             lambda: parse_qsl("a", strict_parsing=True), lambda: urljoin("a", b"b"), lambda: quote(b"x", encoding="utf-8"),
             lambda: urlencode("text"), lambda: urlsplit("http://[1.2.3.4]/"), lambda: quote(3)):
    try:
        call()
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)
# expect: ValueError Port out of range 0-65535
# expect: ValueError Invalid IPv6 URL
# expect: ValueError Port could not be cast to integer value as 'a'
# expect: ValueError bad query field: 'a'
# expect: TypeError Cannot mix str and non-str arguments
# expect: TypeError quote() doesn't support 'encoding' for bytes
# expect: TypeError not a valid non-string sequence or mapping object
# expect: ValueError An IPv4 address cannot be in brackets
# expect: TypeError quote_from_bytes() expected bytes

# Django reads URLs with these.
from urllib.parse import _coerce_args, _splitnetloc, _splitparams

print(_splitnetloc("//host:80/path?query", 2), _splitnetloc("host"))  # expect: ('host:80', '/path?query') ('host', '')
print(_splitparams("/a;b/c;d"), _coerce_args("x", "y")[:2])  # expect: ('/a;b/c', 'd') ('x', 'y')
