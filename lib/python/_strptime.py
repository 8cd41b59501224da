"""What time.strptime and datetime.strptime do: a format becomes a regular expression, its match the
fields of a time."""

import re
import time
from _locale import LC_TIME, setlocale
from _thread import allocate_lock as _thread_allocate_lock
from datetime import date as datetime_date
from datetime import timedelta as datetime_timedelta
from datetime import timezone as datetime_timezone
from re import IGNORECASE, escape as re_escape

__all__ = []


def _getlang():
    return setlocale(LC_TIME)


def _lowered(names):
    return [name.lower() for name in names]


class LocaleTime:
    """The words of a locale for times, in lower case.

    f_weekday, a_weekday: the days, in full and short. f_month, a_month: the months, from 1 on.
    am_pm: the halves of a day. LC_date_time, LC_date, LC_time: formats. timezone: two sets of
    names, without and with daylight saving. lang: the locale they are of.
    """

    def __init__(self):
        import calendar
        self.lang = _getlang()
        self.a_weekday = _lowered(calendar.day_abbr)
        self.f_weekday = _lowered(calendar.day_name)
        self.a_month = _lowered(calendar.month_abbr)
        self.f_month = _lowered(calendar.month_name)
        self.am_pm = [time.strftime('%p', time.struct_time((1999, 3, 17, hour, 44, 55, 2, 76, 0)))
                      .lower() for hour in (1, 22)]
        self._calc_timezone()
        self._calc_date_time()
        if _getlang() != self.lang:
            raise ValueError('locale changed during initialization')
        if time.tzname != self.tzname or time.daylight != self.daylight:
            raise ValueError('timezone changed during initialization')

    def _calc_timezone(self):
        try:
            time.tzset()
        except AttributeError:
            pass
        self.tzname = time.tzname
        self.daylight = time.daylight
        standard = frozenset({'utc', 'gmt', self.tzname[0].lower()})
        summer = frozenset({self.tzname[1].lower()}) if self.daylight else frozenset()
        self.timezone = (standard, summer)

    def _calc_date_time(self):
        # A time whose fields all look different, as the locale writes it: each field is found by
        # its text and becomes a directive again.
        sample = time.struct_time((1999, 3, 17, 22, 44, 55, 2, 76, 0))
        replacements = [
            ('%', '%%'), (self.f_weekday[2], '%A'), (self.f_month[3], '%B'),
            (self.a_weekday[2], '%a'), (self.a_month[3], '%b'), (self.am_pm[1], '%p'),
            ('1999', '%Y'), ('99', '%y'), ('22', '%H'), ('44', '%M'), ('55', '%S'),
            ('76', '%j'), ('17', '%d'), ('03', '%m'), ('3', '%m'),
            ('2', '%w'), ('10', '%I')]
        replacements += [(zone, '%Z') for zones in self.timezone for zone in zones]
        formats = []
        for directive in ('%c', '%x', '%X'):
            text = time.strftime(directive, sample).lower()
            for old, new in replacements:
                if old:
                    text = text.replace(old, new)
            # Is a number the day of the week or a week of the year? On a Sunday they differ.
            first = time.struct_time((1999, 1, 3, 1, 1, 1, 6, 3, 0))
            week = '%W' if '00' in time.strftime(directive, first) else '%U'
            formats.append(text.replace('11', week))
        self.LC_date_time, self.LC_date, self.LC_time = formats


class TimeRE(dict):
    """Regular expressions for the directives of a format."""

    def __init__(self, locale_time=None):
        self.locale_time = locale_time or LocaleTime()
        super().__init__({
            'd': r'(?P<d>3[0-1]|[1-2]\d|0[1-9]|[1-9]| [1-9])',
            'f': r'(?P<f>[0-9]{1,6})',
            'H': r'(?P<H>2[0-3]|[0-1]\d|\d)',
            'I': r'(?P<I>1[0-2]|0[1-9]|[1-9]| [1-9])',
            'G': r'(?P<G>\d\d\d\d)',
            'j': r'(?P<j>36[0-6]|3[0-5]\d|[1-2]\d\d|0[1-9]\d|00[1-9]|[1-9]\d|0[1-9]|[1-9])',
            'm': r'(?P<m>1[0-2]|0[1-9]|[1-9])',
            'M': r'(?P<M>[0-5]\d|\d)',
            'S': r'(?P<S>6[0-1]|[0-5]\d|\d)',
            'U': r'(?P<U>5[0-3]|[0-4]\d|\d)',
            'w': r'(?P<w>[0-6])',
            'u': r'(?P<u>[1-7])',
            'V': r'(?P<V>5[0-3]|0[1-9]|[1-4]\d|\d)',
            'y': r'(?P<y>\d\d)',
            'Y': r'(?P<Y>\d\d\d\d)',
            'z': r'(?P<z>[+-]\d\d:?[0-5]\d(:?[0-5]\d(\.\d{1,6})?)?|(?-i:Z))',
            'A': self.__seqToRE(self.locale_time.f_weekday, 'A'),
            'a': self.__seqToRE(self.locale_time.a_weekday, 'a'),
            'B': self.__seqToRE(self.locale_time.f_month[1:], 'B'),
            'b': self.__seqToRE(self.locale_time.a_month[1:], 'b'),
            'p': self.__seqToRE(self.locale_time.am_pm, 'p'),
            'Z': self.__seqToRE((zone for zones in self.locale_time.timezone for zone in zones),
                                'Z'),
            '%': '%'})
        self['W'] = self['U'].replace('U', 'W')
        self['c'] = self.pattern(self.locale_time.LC_date_time)
        self['x'] = self.pattern(self.locale_time.LC_date)
        self['X'] = self.pattern(self.locale_time.LC_time)

    def __seqToRE(self, to_convert, directive):
        """A group of alternatives: the longest first, so that none hides another."""
        words = sorted(to_convert, key=len, reverse=True)
        if not any(words):
            return ''
        return f"(?P<{directive}>{'|'.join([re_escape(word) for word in words])})"

    def pattern(self, format):
        """The regular expression for a format, in which all else means itself."""
        format = re.sub(r'([\\.^$*+?\(\){}\[\]|])', r'\\\1', format)
        format = re.sub(r'\s+', r'\\s+', format)
        format = re.sub(r"'", "['\u02bc]", format)
        year_in_format = day_of_month_in_format = False

        def replace(match):
            nonlocal year_in_format, day_of_month_in_format
            letter = match[1]
            if letter in ('Y', 'y', 'G'):
                year_in_format = True
            elif letter == 'd':
                day_of_month_in_format = True
            return self[letter]

        format = re.sub(r'%[-_0^#]*[0-9]*([OE]?\\?.?)', replace, format)
        if day_of_month_in_format and not year_in_format:
            import warnings
            warnings.warn("""\
Parsing dates involving a day of month without a year specified is ambiguious
and fails to parse leap day. The default behavior will change in Python 3.15
to either always raise an exception or to use a different default year (TBD).
To avoid trouble, add a specific year to the input & format.
See https://github.com/python/cpython/issues/70647.""",
                          DeprecationWarning, stacklevel=6)
        return format

    def compile(self, format):
        """The same, compiled."""
        return re.compile(self.pattern(format), IGNORECASE)


_cache_lock = _thread_allocate_lock()
# Of the locale that is set now.
_TimeRE_cache = TimeRE()
_CACHE_MAX_SIZE = 5
_regex_cache = {}


def _calc_julian_from_U_or_W(year, week_of_year, day_of_week, week_starts_Mon):
    """The day of the year, from the week and the weekday; weeks begin with Monday or Sunday."""
    first_weekday = datetime_date(year, 1, 1).weekday()
    if not week_starts_Mon:                 # count from Sunday
        first_weekday = (first_weekday + 1) % 7
        day_of_week = (day_of_week + 1) % 7
    # Week 0 is what lies before the first whole week.
    week_0_length = (7 - first_weekday) % 7
    if week_of_year == 0:
        return 1 + day_of_week - first_weekday
    return 1 + week_0_length + 7 * (week_of_year - 1) + day_of_week


def _compiled(format):
    """The regular expression of a format, and the names of the locale it was made for."""
    global _TimeRE_cache
    with _cache_lock:
        locale_time = _TimeRE_cache.locale_time
        if (_getlang() != locale_time.lang or time.tzname != locale_time.tzname
                or time.daylight != locale_time.daylight):
            _TimeRE_cache = TimeRE()
            _regex_cache.clear()
            locale_time = _TimeRE_cache.locale_time
        if len(_regex_cache) > _CACHE_MAX_SIZE:
            _regex_cache.clear()
        regex = _regex_cache.get(format)
        if not regex:
            try:
                regex = _TimeRE_cache.compile(format)
            except KeyError as error:
                bad = error.args[0].replace('\\s', '')
                if not bad or bad == '\\':
                    raise ValueError("stray %% in format '%s'" % format) from None
                bad = bad.replace('\\', '', 1)
                raise ValueError("'%s' is a bad directive in format '%s'"
                                 % (bad, format)) from None
            _regex_cache[format] = regex
        return regex, locale_time


def _read_offset(text):
    """Seconds and microseconds east of UTC."""
    if text == 'Z':
        return 0, 0
    if text[3] == ':':
        text = text[:3] + text[4:]
        if len(text) > 5:
            if text[5] != ':':
                raise ValueError(f'Inconsistent use of : in {text[:3]}:{text[3:]}')
            text = text[:5] + text[6:]
    seconds = int(text[1:3]) * 3600 + int(text[3:5]) * 60 + int(text[5:7] or 0)
    fraction = int(text[8:].ljust(6, '0'))
    return (-seconds, -fraction) if text[0] == '-' else (seconds, fraction)


def _read_hour(hour, am_pm, locale_time):
    if am_pm in ('', locale_time.am_pm[0]):
        return 0 if hour == 12 else hour
    if am_pm == locale_time.am_pm[1]:
        return 12 if hour == 12 else hour + 12
    return hour


def _read_zone(name, locale_time):
    """The daylight flag of a zone's name; -1 if it does not say."""
    for flag, names in enumerate(locale_time.timezone):
        if name in names:
            if (time.tzname[0] == time.tzname[1] and time.daylight
                    and name not in ('utc', 'gmt')):
                return -1
            return flag
    return -1


_NUMBERS = {'Y': 'year', 'G': 'iso_year', 'm': 'month', 'd': 'day', 'H': 'hour', 'M': 'minute',
            'S': 'second', 'j': 'julian', 'V': 'iso_week'}


class _Fields:
    """What a text says, field by field; None: nothing."""

    year = iso_year = julian = weekday = week_of_year = iso_week = offset = None
    month = day = 1
    hour = minute = second = fraction = offset_fraction = 0
    zone = -1
    week_starts_Mon = False

    def __init__(self, found, locale_time):
        for key, text in found.items():
            if key in _NUMBERS:
                setattr(self, _NUMBERS[key], int(text))
            else:
                self._read(key, text, found, locale_time)

    def _read(self, key, text, found, locale_time):
        match key:
            case 'y':
                year = int(text)
                self.year = year + (2000 if year <= 68 else 1900)   # as POSIX has it
            case 'B':
                self.month = locale_time.f_month.index(text.lower())
            case 'b':
                self.month = locale_time.a_month.index(text.lower())
            case 'I':
                self.hour = _read_hour(int(text), (found.get('p') or '').lower(), locale_time)
            case 'f':
                self.fraction = int(text.ljust(6, '0'))
            case 'A':
                self.weekday = locale_time.f_weekday.index(text.lower())
            case 'a':
                self.weekday = locale_time.a_weekday.index(text.lower())
            case 'w':
                self.weekday = (int(text) - 1) % 7
            case 'u':
                self.weekday = int(text) - 1
            case 'U' | 'W':
                self.week_of_year = int(text)
                self.week_starts_Mon = key == 'W'
            case 'z' if text:
                self.offset, self.offset_fraction = _read_offset(text)
            case 'Z':
                self.zone = _read_zone(text.lower(), locale_time)

    def settle_date(self):
        """Makes year, month, day, weekday and day of the year agree, from those that are given."""
        leap_year_fix = self.year is None and self.month == 2 and self.day == 29
        if leap_year_fix:
            self.year = 1904                    # the first leap year of the century
        elif self.year is None:
            self.year = 1900
        if self.julian is None and self.weekday is not None:
            self._date_from_week()
        january_1 = datetime_date(self.year, 1, 1).toordinal()
        if self.julian is None:
            self.julian = datetime_date(self.year, self.month, self.day).toordinal() - january_1 + 1
        else:
            self._set_date(datetime_date.fromordinal(january_1 + self.julian - 1))
        if self.weekday is None:
            self.weekday = datetime_date(self.year, self.month, self.day).weekday()
        if leap_year_fix:
            self.year = 1900

    def _date_from_week(self):
        if self.week_of_year is not None:
            self.julian = _calc_julian_from_U_or_W(self.year, self.week_of_year, self.weekday,
                                                   self.week_starts_Mon)
            if self.julian <= 0:
                self.year -= 1
                leap = self.year % 4 == 0 and (self.year % 100 or self.year % 400 == 0)
                self.julian += 366 if leap else 365
        elif self.iso_year is not None and self.iso_week is not None:
            self._set_date(datetime_date.fromisocalendar(self.iso_year, self.iso_week,
                                                         self.weekday + 1))

    def _set_date(self, date):
        self.year, self.month, self.day = date.year, date.month, date.day


def _strptime(data_string, format='%a %b %d %H:%M:%S %Y'):
    """The fields of the time that a text says in a format, and its microseconds."""
    for index, argument in enumerate([data_string, format]):
        if not isinstance(argument, str):
            raise TypeError(f'strptime() argument {index} must be str, not {type(argument)}')
    regex, locale_time = _compiled(format)
    match = regex.match(data_string)
    if not match:
        raise ValueError('time data %r does not match format %r' % (data_string, format))
    if len(data_string) != match.end():
        raise ValueError('unconverted data remains: %s' % data_string[match.end():])
    found = match.groupdict()
    fields = _Fields(found, locale_time)
    _check_iso(fields.iso_year, fields.iso_week, fields.year, fields.weekday, fields.julian)
    fields.settle_date()
    return ((fields.year, fields.month, fields.day, fields.hour, fields.minute, fields.second,
             fields.weekday, fields.julian, fields.zone, found.get('Z'), fields.offset),
            fields.fraction, fields.offset_fraction)


def _check_iso(iso_year, iso_week, year, weekday, julian):
    if iso_year is not None:
        if julian is not None:
            raise ValueError("Day of the year directive '%j' is not compatible with ISO year "
                             "directive '%G'. Use '%Y' instead.")
        if iso_week is None or weekday is None:
            raise ValueError("ISO year directive '%G' must be used with the ISO week directive "
                             "'%V' and a weekday directive ('%A', '%a', '%w', or '%u').")
    elif iso_week is not None:
        if year is None or weekday is None:
            raise ValueError("ISO week directive '%V' must be used with the ISO year directive "
                             "'%G' and a weekday directive ('%A', '%a', '%w', or '%u').")
        raise ValueError("ISO week directive '%V' is incompatible with the year directive '%Y'. "
                         "Use the ISO year '%G' instead.")


def _strptime_time(data_string, format='%a %b %d %H:%M:%S %Y'):
    """The time that a text says in a format, as a struct_time."""
    fields = _strptime(data_string, format)[0]
    return time.struct_time(fields[:time._STRUCT_TM_ITEMS])


def _strptime_datetime(cls, data_string, format='%a %b %d %H:%M:%S %Y'):
    """The time that a text says in a format, as an object of the class."""
    fields, fraction, offset_fraction = _strptime(data_string, format)
    zone_name, offset = fields[-2:]
    arguments = fields[:6] + (fraction,)
    if offset is None:
        return cls(*arguments)
    delta = datetime_timedelta(seconds=offset, microseconds=offset_fraction)
    zone = datetime_timezone(delta, zone_name) if zone_name else datetime_timezone(delta)
    return cls(*arguments, zone)
