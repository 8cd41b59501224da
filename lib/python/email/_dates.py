"""Dates in headers: RFC 5322's, and the many others that are met (RFC 850, asctime, ...)."""

import time

_MONTHS = {name: number
           for number, names in enumerate(
               ("jan january", "feb february", "mar march", "apr april", "may", "jun june",
                "jul july", "aug august", "sep september", "oct october", "nov november",
                "dec december"), 1)
           for name in names.split()}
_DAYS = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"}
_ZONES = {"UT": 0, "UTC": 0, "GMT": 0, "Z": 0} | {
    letter + kind: -100 * (hours - (kind == "DT"))
    for letter, hours in dict(A=4, E=5, C=6, M=7, P=8).items() for kind in ("ST", "DT")}


def parsedate_tz(data):
    """(year, month, day, hour, minute, second, 0, 1, -1, offset in seconds) of a date as text, or
    None. The offset is 0 if there is none."""
    parsed = parse_date(data)
    return parsed and (*parsed[:9], parsed[9] or 0)


def parsedate(data):
    """What parsedate_tz() gives but the offset: a tuple for time.mktime()."""
    parsed = parse_date(data)
    return parsed and parsed[:9]


def mktime_tz(data):
    """The time stamp of what parsedate_tz() gave."""
    if data[9] is None:
        return time.mktime(data[:8] + (-1,))
    import calendar
    return calendar.timegm(data) - data[9]


def parse_date(text):
    """As parsedate_tz(), but the offset is None where there is none or it is -0000."""
    fields = _fields(text)
    if not fields:
        return None
    day, month, year, clock, zone = fields
    if month.lower() not in _MONTHS:
        day, month = month, day.lower()
    month = _MONTHS.get(month.lower())
    if month is None:
        return None
    if year.find(":") > 0:
        year, clock = clock, year
    year = year.removesuffix(",")
    if not year:
        return None
    if not year[0].isdigit():
        year, zone = zone, year
    try:
        hour, minute, second = _clock(clock.removesuffix(","))
        year, day = int(year), int(day.lower().removesuffix(","))
    except ValueError:
        return None
    if year < 100:
        year += 1900 if year > 68 else 2000
    return year, month, day, hour, minute, second, 0, 1, -1, _offset(zone.upper())


def _fields(text):
    """Day, month, year, time and zone as texts, in the order they came; None if some miss."""
    words = text.split() if text else []
    if not words:
        return None
    if words[0].endswith(",") or words[0].lower() in _DAYS:
        del words[0]
    else:
        words[0] = words[0].rpartition(",")[2]
    if len(words) == 3 and words[0].count("-") == 2:
        words[:1] = words[0].split("-")
    if len(words) == 4:
        clock = words[3]
        sign = clock.find("+")
        if sign < 0:
            sign = clock.find("-")
        words[3:] = [clock[:sign], clock[sign:]] if sign > 0 else [clock, ""]
    return words[:5] if len(words) >= 5 and all(words[:3]) else None


def _clock(text):
    """Hour, minute and second; raises ValueError."""
    parts = text.split(":")
    if len(parts) == 1:
        parts = text.split(".")
    if len(parts) == 2:
        parts.append("0")
    hour, minute, second = map(int, parts)
    return hour, minute, second


def _offset(zone):
    """Seconds east of UTC, None if unknown."""
    offset = _ZONES.get(zone)
    if offset is None:
        try:
            offset = int(zone)
        except ValueError:
            return None
        if offset == 0 and zone.startswith("-"):
            return None
    hours, minutes = divmod(abs(offset), 100)
    seconds = hours * 3600 + minutes * 60
    return -seconds if offset < 0 else seconds
