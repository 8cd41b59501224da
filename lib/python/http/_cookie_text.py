"""The text of cookies: dates, header words (RFC 2965), names of hosts and paths."""

import calendar
import datetime
import re
import time
import urllib.parse


DEFAULT_HTTP_PORT = "80"
DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
MONTHS_LOWER = [month.lower() for month in MONTHS]

# -- dates

TIMEZONE_RE = re.compile(r"([-+])?(\d\d?):?(\d\d)?$", re.ASCII)
WEEKDAY_RE = re.compile(r"(?:Sun|Mon|Tue|Wed|Thu|Fri|Sat)[a-z]*,?\s*", re.I | re.ASCII)
LOOSE_HTTP_DATE_RE = re.compile(r"""
    (\d\d?) (?:\s+|[-/]) (\w+) (?:\s+|[-/]) (\d+)
    (?: (?:\s+|:) (\d\d?):(\d\d) (?::(\d\d))? )? \s*
    (?: ([-+]?\d{2,4} | (?![APap][Mm]\b)[A-Za-z]+) \s* )?
    (?: \(\w+\) \s* )? $""", re.X | re.ASCII)
ISO_DATE_RE = re.compile(r"""
    (\d{4}) [-/]? (\d\d?) [-/]? (\d\d?)
    (?: (?:\s+|[-:Tt]) (\d\d?):?(\d\d) (?: :?(\d\d(?:\.\d*)?) )? )? \s*
    (?: ([-+]?\d\d?:?(?::?\d\d)? | Z | z) \s* )? $""", re.X | re.ASCII)


def _utc(t):
    if t is None:
        return datetime.datetime.now(tz=datetime.UTC)
    return datetime.datetime.fromtimestamp(t, tz=datetime.UTC)


def time2isoz(t=None):
    """A time stamp (now if None) as 1994-11-24 08:49:37Z."""
    return f"{_utc(t).replace(tzinfo=None):%Y-%m-%d %H:%M:%S}Z"


def time2netscape(t=None):
    """A time stamp (now if None) as Wed, 24-Nov-1994 08:49:37 GMT."""
    moment = _utc(t)
    return (f"{DAYS[moment.weekday()]}, {moment.day:02}-{MONTHS[moment.month - 1]}-"
            f"{moment.year:04} {moment:%H:%M:%S} GMT")


def offset_from_tz_string(tz):
    """Seconds east of UTC, None if the zone is not known."""
    if tz in ("GMT", "UTC", "UT", "Z"):
        return 0
    match = TIMEZONE_RE.match(tz)
    if not match:
        return None
    offset = 3600 * int(match[2]) + 60 * int(match[3] or 0)
    return -offset if match[1] == "-" else offset


def _time_stamp(day, month, year, hour, minute, second, zone):
    """The time stamp of texts, None if they make no sense."""
    year, day = int(year), int(day)
    hour, minute, second = int(hour or 0), int(minute or 0), int(float(second or 0))
    month = month.lower()
    if month in MONTHS_LOWER:
        month = MONTHS_LOWER.index(month) + 1
    elif month.isdecimal():
        month = int(month)
    else:
        return None
    if year < 1000:
        # Of the years that end like this, the nearest.
        now = time.localtime(time.time())[0]
        apart = now % 100 - year
        year += now - now % 100
        if abs(apart) > 50:
            year += 100 if apart > 0 else -100
    if not (1970 <= year <= datetime.MAXYEAR and 1 <= month <= 12 and 1 <= day <= 31
            and hour <= 24 and minute <= 59 and second <= 61):
        return None
    offset = offset_from_tz_string((zone or "UTC").upper())
    if offset is None:
        return None
    return calendar.timegm((year, month, day, hour, minute, second)) - offset


def http2time(text):
    """The time stamp of a date in one of many formats, None if it is none."""
    text = text.lstrip()
    weekday = WEEKDAY_RE.match(text)
    match = LOOSE_HTTP_DATE_RE.match(text, weekday.end() if weekday else 0)
    return _time_stamp(*match.groups()) if match else None


def iso2time(text):
    """The time stamp of a date as ISO 8601 has it, None if it is none."""
    match = ISO_DATE_RE.match(text.lstrip())
    if not match:
        return None
    year, month, day, *clock = match.groups()
    return _time_stamp(day, month, year, *clock)


# -- headers

_word = re.compile(r'\s*([^=\s;,]+)(?:\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;,]*)))?')
_junk = re.compile(r"[=\s;]*")


def split_header_words(header_values):
    """Lists of pairs of name and value (None if there is none), one for each that a comma ends."""
    assert not isinstance(header_values, str)
    result = []
    for text in header_values:
        pairs, start = [], 0
        while start < len(text):
            if match := _word.match(text, start):
                name, quoted, plain = match.groups()
                value = plain if quoted is None else re.sub(r"\\(.)", r"\1", quoted)
                pairs.append((name, value))
            elif match := re.compile(r"\s*,").match(text, start):
                if pairs:
                    result.append(pairs)
                pairs = []
            else:
                match = _junk.match(text, start)
                assert match.end() > start, text
            start = match.end()
        if pairs:
            result.append(pairs)
    return result


def join_header_words(lists):
    """The text of lists of pairs."""
    def written(name, value):
        if value is None:
            return name
        if not re.search(r"^\w+$", value):
            value = '"' + re.sub(r'(["\\])', r"\\\1", value) + '"'
        return f"{name}={value}"

    return ", ".join("; ".join(written(*pair) for pair in pairs) for pairs in lists if pairs)


def strip_quotes(text):
    return text.removeprefix('"').removesuffix('"')


_NETSCAPE_ATTRIBUTES = ("expires", "domain", "path", "secure", "version", "port", "max-age")


def parse_ns_headers(ns_headers):
    """As split_header_words(), of headers as Netscape had them; expires is a time stamp, and there
    is always a version."""
    result = []
    for header in ns_headers:
        pairs = []
        for position, parameter in enumerate(header.split(";")):
            name, equals, value = parameter.strip().partition("=")
            name, value = name.strip(), value.strip() if equals else None
            if not name:
                if position == 0:
                    break
                continue
            if position and name.lower() in _NETSCAPE_ATTRIBUTES:
                name = name.lower()
                if value is not None and name in ("version", "expires"):
                    value = strip_quotes(value)
                    if name == "expires":
                        value = http2time(value)
            pairs.append((name, value))
        if pairs:
            if not any(name == "version" for name, _ in pairs[1:]):
                pairs.append(("version", "0"))
            result.append(pairs)
    return result


# -- hosts and paths

IPV4_RE = re.compile(r"\.\d+$", re.ASCII)


def is_HDN(text):
    """Is it the name of a host, not an address?"""
    return bool(text) and not IPV4_RE.search(text) and text[0] != "." != text[-1]


def domain_match(A, B):
    """Is the host A the domain B or, if B begins with a dot, in it?"""
    host, domain = A.lower(), B.lower()
    return host == domain or (is_HDN(host) and domain.startswith(".") and is_HDN(domain[1:])
                              and host.rfind(domain) > 0)


def liberal_is_HDN(text):
    """Is it not an address?"""
    return not IPV4_RE.search(text)


def user_domain_match(A, B):
    """As domain_match(), as users mean it: .local is a domain too."""
    host, domain = A.lower(), B.lower()
    if liberal_is_HDN(host) and liberal_is_HDN(domain) and domain.startswith("."):
        return host.endswith(domain)
    return host == domain


def request_host(request):
    """The host of a request in small letters, without a port."""
    host = urllib.parse.urlsplit(request.get_full_url()).netloc or request.get_header("Host", "")
    return re.sub(r":[0-9]+$", "", host).lower()


def eff_request_host(request):
    """request_host(), and it with .local if there is no dot in it."""
    host = request_host(request)
    return host, host if "." in host else host + ".local"


def escape_path(path):
    """A path with escapes, these in capital letters."""
    quoted = urllib.parse.quote(path, "%/;:@&=+$,!~*'()")
    return re.sub("%[0-9a-fA-F]{2}", lambda match: match[0].upper(), quoted)


def request_path(request):
    """The path of a request."""
    path = escape_path(urllib.parse.urlsplit(request.get_full_url()).path)
    return path if path.startswith("/") else "/" + path


def request_port(request):
    """The port of a request as text, None if it is not a number."""
    _, colon, port = request.host.partition(":")
    if not colon:
        return DEFAULT_HTTP_PORT
    try:
        int(port)
    except ValueError:
        return None
    return port


def reach(h):
    """The domain that cookies of the host may be for."""
    parent = h.partition(".")[2]
    if parent and is_HDN(h) and ("." in parent or parent == "local"):
        return "." + parent
    return h


def is_third_party(request):
    """Is the host another than that of the page which the request is for?"""
    return not domain_match(request_host(request), reach(request.origin_req_host))
