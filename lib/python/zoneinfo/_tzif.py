"""Files of time zones (RFC 8536), and the rules in the format of the variable TZ at their end.

A file has a block of 32-bit times and, from version 2 on, one of 64-bit times, which is used:

    header | times of transitions | type of each | types: offset, DST?, abbreviation
           | abbreviations | leap seconds, ... (not used) | "\\n" TZ rules "\\n"
"""

import re
import struct
from collections import namedtuple
from datetime import date, timedelta

EPOCH_ORDINAL = date(1970, 1, 1).toordinal()
_DAY = 86400
_HEADER = struct.Struct(">4sc15x6l")

# How late a clock is ahead of UTC, how much of that is DST, and what the time is called.
ClockType = namedtuple("ClockType", "utcoff dstoff tzname")
Content = namedtuple("Content", "times type_indexes offsets is_dst names rules")


class ZoneInfoNotFoundError(KeyError):
    """There is no zone of this name."""

    __module__ = "zoneinfo"


def open_packaged(key):
    """The file of a zone in the package tzdata."""
    from importlib import resources
    *folders, name = key.split("/")
    try:
        package = resources.files(".".join(["tzdata.zoneinfo", *folders]))
        return package.joinpath(name).open("rb")
    except (ImportError, FileNotFoundError, UnicodeEncodeError):
        raise ZoneInfoNotFoundError(f"No time zone found with key {key}")


def clock_type(offset, dst_offset, name):
    return ClockType(timedelta(seconds=offset), timedelta(seconds=dst_offset), name)


def read(file):
    """The Content of a binary file; rules is None or text."""
    data = file.read()
    header = _read_header(data, 0)
    start, time_size = _HEADER.size, 4
    if header[0] >= 2:
        start += _block_size(header, time_size)
        header = _read_header(data, start)
        start, time_size = start + _HEADER.size, 8
    version, _, _, _, time_count, type_count, char_count = header
    times = struct.unpack_from(f">{time_count}{'l' if time_size == 4 else 'q'}", data, start)
    start_of_types = start + time_count * (time_size + 1)
    type_indexes = tuple(data[start_of_types - time_count : start_of_types])
    start_of_names = start_of_types + 6 * type_count
    types = list(struct.iter_unpack(">lbB", data[start_of_types:start_of_names]))
    chars = data[start_of_names : start_of_names + char_count]
    names = [chars[index : chars.index(b"\0", index)].decode() for _, _, index in types]
    rules = None
    if version >= 2:
        end = start + _block_size(header, time_size)
        rules = data[end + 1 : data.index(b"\n", end + 1)].decode()
    return Content(times, type_indexes, [offset for offset, _, _ in types],
                   [is_dst for _, is_dst, _ in types], names, rules)


def _read_header(data, start):
    """(version, counts: UTC flags, standard flags, leap seconds, times, types, characters)."""
    if data[start : start + 4] != b"TZif" or len(data) < start + _HEADER.size:
        raise ValueError("Invalid TZif file: magic not found")
    _, version, *counts = _HEADER.unpack_from(data, start)
    return (1 if version == b"\0" else int(version), *counts)


def _block_size(header, time_size):
    _, utc, standard, leap, times, types, chars = header
    return (times * (time_size + 1) + types * 6 + chars + leap * (time_size + 4)
            + standard + utc)


# -- rules

_rule_head = re.compile(r"""
    (?P<std>[^<0-9:.+-]+ | <[a-zA-Z0-9+-]+>)
    (?: (?P<stdoff>[+-]?\d{1,3}(?::\d{2}(?::\d{2})?)?)
        (?: (?P<dst>[^0-9:.+-]+ | <[a-zA-Z0-9+-]+>)
            (?P<dstoff>[+-]?\d{1,3}(?::\d{2}(?::\d{2})?)?)? )? )?
    """, re.ASCII | re.VERBOSE)
_clock = re.compile(r"([+-])?(\d{1,3})(?::(\d{2})(?::(\d{2}))?)?", re.ASCII)
_week_day = re.compile(r"M(\d{1,2})\.(\d)\.(\d)", re.ASCII)


def parse_rules(text):
    """A ClockType, or a YearlyRules, of rules such as CET-1CEST,M3.5.0,M10.5.0/3."""
    head, comma, dates = text.partition(",")
    match = _rule_head.fullmatch(head)
    if not match:
        raise ValueError(f"{text} is not a valid TZ string")
    std_offset = _parse_offset(match["stdoff"], "STD", text)
    std_name = match["std"].strip("<>")
    if match["dst"] is None:
        if comma:
            raise ValueError(f"Transition rule present without DST: {text}")
        return clock_type(std_offset or 0, 0, std_name)
    if not comma:
        raise ValueError(f"Missing transition rules: {text}")
    dst_offset = _parse_offset(match["dstoff"], "DST", text)
    if dst_offset is None:
        dst_offset = std_offset + 3600
    try:
        start, end = map(_parse_date, dates.split(",", 1))
    except ValueError as error:
        raise ValueError(f"Invalid TZ string: {text}") from error
    return YearlyRules(std_name, std_offset, match["dst"].strip("<>"), dst_offset, start, end)


def _parse_offset(text, which, rules):
    """Seconds east of UTC (in rules they are west), None for no text."""
    if not text:
        return None
    seconds, hours = _parse_clock(text)
    if hours > 24:
        raise ValueError(f"Invalid {which} offset in {rules}") from ValueError(
            f"Offset hours must be in [0, 24]: {text}")
    return -seconds


def _parse_clock(text):
    """Seconds, which may be negative, and the hours of them, which are not."""
    match = _clock.fullmatch(text)
    if not match:
        raise ValueError(f"Invalid time: {text}")
    hours, minutes, seconds = (int(part or 0) for part in match.groups()[1:])
    total = hours * 3600 + minutes * 60 + seconds
    return -total if match[1] == "-" else total, hours


def _parse_date(text):
    """A function that gives the local time (seconds since 1970) of a date, date/time, in a
    year."""
    day, slash, clock = text.partition("/")
    seconds = 2 * 3600
    if slash:
        seconds, hours = _parse_clock(clock)
        if hours > 167:
            raise ValueError(f"Hour must be in [0, 167]: {clock}")
    if day.startswith("M"):
        ordinal = _nth_weekday(day, text)
    else:
        ordinal = _day_of_year(day)
    return lambda year: (ordinal(year) - EPOCH_ORDINAL) * _DAY + seconds


def _nth_weekday(day, text):
    match = _week_day.fullmatch(day)
    if not match:
        raise ValueError(f"Invalid dst start/end date: {text}")
    month, week, weekday = map(int, match.groups())
    for name, value, low, high in ("m", month, 1, 12), ("w", week, 1, 5), ("d", weekday, 0, 6):
        if not low <= value <= high:
            raise ValueError(f"{name} must be in [{low}, {high}]")

    def ordinal(year):
        first = date(year, month, 1).toordinal()
        following = date(year, month + 1, 1).toordinal() if month < 12 else first + 31
        # Ordinal 7 is a Sunday, which is weekday 0.
        found = first + (weekday - first) % 7 + 7 * (week - 1)
        return found if found < following else found - 7  # week 5 is the last

    return ordinal


def _day_of_year(text):
    """Both n and Jn count from 1 (POSIX's n from 0). Jn never is 29 February; in leap years, one
    day is left out from the 59th on."""
    julian = text.startswith("J")
    day, low = int(text.removeprefix("J")), int(julian)
    if not low <= day <= 365:
        raise ValueError(f"d must be in [{low}, 365], not: {day}")

    def ordinal(year):
        is_leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
        return date(year, 1, 1).toordinal() - 1 + day + (julian and is_leap and day >= 59)

    return ordinal


class YearlyRules:
    """DST begins and ends at the same dates each year. start(year) is in standard time, end(year)
    in DST."""

    def __init__(self, std_name, std_offset, dst_name, dst_offset, start, end):
        self.std = clock_type(std_offset, 0, std_name)
        self.dst = clock_type(dst_offset, dst_offset - std_offset, dst_name)
        self._offsets = std_offset, dst_offset
        self._dates = start, end

    def _transitions(self, year):
        start, end = self._dates
        return start(year), end(year)

    def for_table(self):
        """As ZoneTable takes them."""
        return (self._transitions, self.std, self.dst, *self._offsets)
