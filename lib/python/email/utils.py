"""Addresses, dates, message ids and parameters (RFC 2231) of messages."""

import datetime
import os
import re
import time
import urllib.parse

from email._dates import mktime_tz, parse_date, parsedate, parsedate_tz
from email._parseaddr import parse_addresses, quote

__all__ = [
    "collapse_rfc2231_value", "decode_params", "decode_rfc2231", "encode_rfc2231", "formataddr",
    "formatdate", "format_datetime", "getaddresses", "make_msgid", "mktime_tz", "parseaddr",
    "parsedate", "parsedate_tz", "parsedate_to_datetime", "unquote",
]

supports_strict_parsing = True

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

_specials = re.compile(r'[][\\()<>@,:;".]')
_to_escape = re.compile(r'[\\"]')


def _has_surrogates(s):
    """Has the text bytes that could not be decoded?"""
    try:
        s.encode()
        return False
    except UnicodeEncodeError:
        return True


def _sanitize(string):
    """The text, its undecoded bytes read as UTF-8 or replaced."""
    return string.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


# -- addresses

def formataddr(pair, charset="utf-8"):
    """A pair of name and address as in a header; a name that is not ASCII is encoded by charset, a
    name or an object with a method header_encode."""
    name, address = pair
    address.encode("ascii")  # raises
    if not name:
        return address
    if name.isascii():
        quoted = _to_escape.sub(r"\\\g<0>", name)
        return f'"{quoted}" <{address}>' if _specials.search(name) else f"{quoted} <{address}>"
    if isinstance(charset, str):
        from email.charset import Charset
        charset = Charset(charset)
    return f"{charset.header_encode(name)} <{address}>"


def getaddresses(fieldvalues, *, strict=True):
    """Pairs of name and address of all in the headers' values. With strict, all is [('', '')] if
    there are more or fewer than their commas tell, which is how a forged address would look."""
    if not strict:
        return parse_addresses(", ".join(str(value) for value in fieldvalues))
    values = _pre_parse_validation(map(str, fieldvalues))
    found = _post_parse_validation(parse_addresses(", ".join(values)))
    expected = sum(1 + _strip_quoted_realnames(value).count(",") for value in values)
    return found if len(found) == expected else [("", "")]


def parseaddr(addr, *, strict=True):
    """The pair of name and address in the text, ('', '') if there is none; with strict, also if
    there are several."""
    if not strict:
        found = parse_addresses(addr)
        return found[0] if found else ("", "")
    if isinstance(addr, list):
        addr = addr[0]
    if not isinstance(addr, str):
        return ("", "")
    found = _post_parse_validation(parse_addresses(*_pre_parse_validation([addr])))
    return found[0] if len(found) == 1 else ("", "")


def _iter_escaped_chars(addr):
    """Pairs of position and character; one that is escaped comes with its backslash."""
    return ((match.end() - 1, match[0]) for match in re.finditer(r"(?s)\\.|.", addr))


def _strip_quoted_realnames(addr):
    """The text but what is between double quotes."""
    if '"' not in addr:
        return addr
    quotes = [pos for pos, char in _iter_escaped_chars(addr) if char == '"']
    kept, start = [], 0
    for opening, closing in zip(quotes[::2], quotes[1::2]):
        kept.append(addr[start:opening])
        start = closing + 1
    return "".join(kept) + addr[start:]


def _check_parenthesis(addr):
    """Do all parentheses outside of quotes match?"""
    depth = 0
    for _, char in _iter_escaped_chars(_strip_quoted_realnames(addr)):
        depth += (char == "(") - (char == ")")
        if depth < 0:
            return False
    return depth == 0


def _pre_parse_validation(email_header_fields):
    return [value if _check_parenthesis(value) else "('', '')" for value in email_header_fields]


def _post_parse_validation(parsed_email_header_tuples):
    # A bracket that is left was not a literal's.
    return [("", "") if "[" in pair[1] else pair for pair in parsed_email_header_tuples]


# -- dates

def _format_timetuple_and_zone(timetuple, zone):
    year, month, day, hour, minute, second, weekday = timetuple[:7]
    return (f"{_DAYS[weekday]}, {day:02} {_MONTHS[month - 1]} {year:04} "
            f"{hour:02}:{minute:02}:{second:02} {zone}")


def formatdate(timeval=None, localtime=False, usegmt=False):
    """The time stamp (now if None) as in a header, e.g. Fri, 09 Nov 2001 01:08:47 -0000, in local
    time or UTC, which usegmt calls GMT as HTTP wants it."""
    if timeval is None:
        timeval = time.time()
    moment = datetime.datetime.fromtimestamp(timeval, datetime.UTC)
    if localtime:
        moment = moment.astimezone()
    elif not usegmt:
        moment = moment.replace(tzinfo=None)
    return format_datetime(moment, usegmt and not localtime)


def format_datetime(dt, usegmt=False):
    """A datetime as in a header; -0000 is the zone of a naive one. usegmt is for UTC only."""
    if usegmt:
        if dt.tzinfo is None or dt.tzinfo != datetime.UTC:
            raise ValueError("usegmt option requires a UTC datetime")
        zone = "GMT"
    else:
        zone = "-0000" if dt.tzinfo is None else dt.strftime("%z")
    return _format_timetuple_and_zone(dt.timetuple(), zone)


def parsedate_to_datetime(data):
    """The datetime of a date in a header; naive if the zone is -0000."""
    parsed = parse_date(data)
    if parsed is None:
        raise ValueError(f'Invalid date value or format "{data}"')
    offset = parsed[9]
    zone = None if offset is None else datetime.timezone(datetime.timedelta(seconds=offset))
    return datetime.datetime(*parsed[:6], tzinfo=zone)


def localtime(dt=None, isdst=None):
    """The datetime (now if None; local if it is naive) with the local zone. isdst is ignored."""
    if isdst is not None:
        import warnings
        warnings._deprecated(
            "The 'isdst' parameter to 'localtime'",
            message="{name} is deprecated and slated for removal in Python {remove}",
            remove=(3, 14))
    return (datetime.datetime.now() if dt is None else dt).astimezone()


def make_msgid(idstring=None, domain=None):
    """A new id for a message; idstring makes it rarer still, domain is this computer's name."""
    import random
    import socket
    more = "" if idstring is None else f".{idstring}"
    return (f"<{int(time.time() * 100)}.{os.getpid()}.{random.getrandbits(64)}{more}"
            f"@{socket.getfqdn() if domain is None else domain}>")


# -- parameters

def unquote(str):
    """The text without the double quotes or angle brackets around it."""
    if len(str) < 2:
        return str
    match str[0] + str[-1]:
        case '""':
            return str[1:-1].replace("\\\\", "\\").replace('\\"', '"')
        case "<>":
            return str[1:-1]
    return str


def decode_rfc2231(s):
    """Charset, language and text of charset'language'text; the first two may be None."""
    parts = s.split("'", 2)
    return parts if len(parts) == 3 else (None, None, s)


def encode_rfc2231(s, charset=None, language=None):
    """The text with escapes as in URLs, behind charset'language' if either is given."""
    escaped = urllib.parse.quote(s, safe="", encoding=charset or "ascii")
    if charset is None and language is None:
        return escaped
    return f"{charset}'{language or ''}'{escaped}"


_continued = re.compile(r"(?P<name>\w+)\*(?:(?P<number>[0-9]+)\*?)?$", re.ASCII)


def decode_params(params):
    """Pairs of name and value as in a header, those in pieces (name*0, name*1*) joined. The value
    of one that is encoded is a triple of charset, language and text. The first pair is kept."""
    first, *others = params
    whole, pieces = [first], {}
    for name, value in others:
        value = unquote(value)
        if match := _continued.match(name):
            number = match["number"] and int(match["number"])
            pieces.setdefault(match["name"], []).append((number, value, name.endswith("*")))
        else:
            whole.append((name, f'"{quote(value)}"'))
    for name, parts in pieces.items():
        parts.sort()
        # Escapes stand for bytes, which latin-1 keeps apart.
        value = quote("".join(urllib.parse.unquote(text, encoding="latin-1") if escaped else text
                              for _, text, escaped in parts))
        if any(escaped for _, _, escaped in parts):
            charset, language, value = decode_rfc2231(value)
            whole.append((name, (charset, language, f'"{value}"')))
        else:
            whole.append((name, f'"{value}"'))
    return whole


def collapse_rfc2231_value(value, errors="replace", fallback_charset="us-ascii"):
    """The text of a parameter's value, a str or a triple of charset, language and text."""
    if not isinstance(value, tuple) or len(value) != 3:
        return unquote(value)
    charset, _, text = value
    try:
        return str(text.encode("raw-unicode-escape"), charset or fallback_charset, errors)
    except LookupError:
        return unquote(text)
