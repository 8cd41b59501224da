"""Calendars as text, as HTML, and as lists of weeks.

Weeks begin with Monday unless setfirstweekday() says otherwise: 0 is Monday, 6 Sunday.
"""

import datetime
import sys
from enum import IntEnum, global_enum
from itertools import repeat

_MONTHS = ("JANUARY FEBRUARY MARCH APRIL MAY JUNE JULY AUGUST SEPTEMBER OCTOBER NOVEMBER "
           "DECEMBER").split()
_DAYS = "MONDAY TUESDAY WEDNESDAY THURSDAY FRIDAY SATURDAY SUNDAY".split()

__all__ = """
    IllegalMonthError IllegalWeekdayError setfirstweekday firstweekday isleap leapdays weekday
    monthrange monthcalendar prmonth month prcal calendar timegm month_name month_abbr day_name
    day_abbr Calendar TextCalendar HTMLCalendar LocaleTextCalendar LocaleHTMLCalendar weekheader
    Day Month
    """.split() + _MONTHS + _DAYS

error = ValueError


class _IllegalNumber(ValueError):
    """Says what was given and what may be."""

    def __str__(self):
        return self._text % self.args[0]


class IllegalMonthError(_IllegalNumber, IndexError):
    _text = "bad month number %r; must be 1-12"
    month = property(lambda self: self.args[0])


class IllegalWeekdayError(_IllegalNumber):
    _text = "bad weekday number %r; must be 0 (Monday) to 6 (Sunday)"
    weekday = property(lambda self: self.args[0])


def __getattr__(name):
    if name in ("January", "February"):
        import warnings
        warnings.warn(f"The '{name}' attribute is deprecated, use '{name.upper()}' instead",
                      DeprecationWarning, stacklevel=2)
        return 1 if name == "January" else 2
    raise AttributeError(f"module '{__name__}' has no attribute '{name}'")


def _named_numbers(name, members, first):
    """An enum whose members are names of the module, too."""
    return global_enum(IntEnum(name, members, start=first, module=__name__))


Month = _named_numbers("Month", _MONTHS, 1)
Day = _named_numbers("Day", _DAYS, 0)

mdays = [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]


class _NamesByNumber:
    """Names by number, in the locale of the moment."""

    def __init__(self, format):
        self.format = format

    def __getitem__(self, i):
        found = self._formatters[i]
        return [f(self.format) for f in found] if isinstance(i, slice) else found(self.format)

    def __len__(self):
        return len(self._formatters)


class _localized_month(_NamesByNumber):
    _formatters = [lambda format: ""] + [datetime.date(2001, month, 1).strftime
                                         for month in range(1, 13)]


class _localized_day(_NamesByNumber):
    _formatters = [datetime.date(2001, 1, day).strftime for day in range(1, 8)]     # from a Monday


day_name = _localized_day("%A")
day_abbr = _localized_day("%a")
month_name = _localized_month("%B")
month_abbr = _localized_month("%b")


def isleap(year):
    """Whether the year has a 29th of February."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def leapdays(y1, y2):
    """How many leap years there are from y1 on and before y2."""
    def before(year):
        year -= 1
        return year // 4 - year // 100 + year // 400
    return before(y2) - before(y1)


def weekday(year, month, day):
    """The weekday of a date: 0 for Monday to 6."""
    if not datetime.MINYEAR <= year <= datetime.MAXYEAR:
        year = 2000 + year % 400
    return Day(datetime.date(year, month, day).weekday())


def _validate_month(month):
    if not 1 <= month <= 12:
        raise IllegalMonthError(month)


def monthrange(year, month):
    """The weekday of the first day of a month, and how many days it has."""
    _validate_month(month)
    return weekday(year, month, 1), _monthlen(year, month)


def _monthlen(year, month):
    return mdays[month] + (month == FEBRUARY and isleap(year))


def _prevmonth(year, month):
    return (year - 1, 12) if month == 1 else (year, month - 1)


def _nextmonth(year, month):
    return (year + 1, 1) if month == 12 else (year, month + 1)


class Calendar(object):
    """The days of months in weeks; subclasses write them."""

    def __init__(self, firstweekday=0):
        self.firstweekday = firstweekday  # 0 = Monday, 6 = Sunday

    def setfirstweekday(self, firstweekday):
        self._firstweekday = firstweekday

    def getfirstweekday(self):
        return self._firstweekday % 7

    firstweekday = property(getfirstweekday, setfirstweekday)

    def iterweekdays(self):
        """The numbers of the weekdays, in the order of the week."""
        first = self.firstweekday
        yield from range(first, 7)
        yield from range(first)

    def _bounds(self, year, month):
        """(days of the month before, its own, days of the month after) in its weeks."""
        first, days = monthrange(year, month)
        before = (first - self.firstweekday) % 7
        return before, days, (self.firstweekday - first - days) % 7

    def itermonthdates(self, year, month):
        """The dates of the weeks in which the month has days."""
        for y, m, d in self.itermonthdays3(year, month):
            yield datetime.date(y, m, d)

    def itermonthdays(self, year, month):
        """As itermonthdates(), the days of the month by number, 0 for those of others."""
        before, days, after = self._bounds(year, month)
        yield from repeat(0, before)
        yield from range(1, days + 1)
        yield from repeat(0, after)

    def itermonthdays2(self, year, month):
        """As itermonthdays(), with the weekdays: pairs."""
        for i, d in enumerate(self.itermonthdays(year, month), self.firstweekday):
            yield d, i % 7

    def itermonthdays3(self, year, month):
        """As itermonthdates(), (year, month, day) of any year."""
        before, days, after = self._bounds(year, month)
        y, m = _prevmonth(year, month)
        end = _monthlen(y, m) + 1
        for d in range(end - before, end):
            yield y, m, d
        for d in range(1, days + 1):
            yield year, month, d
        y, m = _nextmonth(year, month)
        for d in range(1, after + 1):
            yield y, m, d

    def itermonthdays4(self, year, month):
        """As itermonthdays3(), with the weekday behind."""
        for i, (y, m, d) in enumerate(self.itermonthdays3(year, month)):
            yield y, m, d, (self.firstweekday + i) % 7

    @staticmethod
    def _weeks(days):
        days = list(days)
        return [days[i:i + 7] for i in range(0, len(days), 7)]

    def monthdatescalendar(self, year, month):
        """The weeks of a month, as lists of what itermonthdates() gives."""
        return self._weeks(self.itermonthdates(year, month))

    def monthdays2calendar(self, year, month):
        """The weeks of a month, as lists of what itermonthdays2() gives."""
        return self._weeks(self.itermonthdays2(year, month))

    def monthdayscalendar(self, year, month):
        """The weeks of a month, as lists of what itermonthdays() gives."""
        return self._weeks(self.itermonthdays(year, month))

    @staticmethod
    def _rows(months, width):
        return [months[i:i + width] for i in range(0, 12, width)]

    def yeardatescalendar(self, year, width=3):
        """The months of a year, in rows of so many, as monthdatescalendar() gives them."""
        return self._rows([self.monthdatescalendar(year, m) for m in Month], width)

    def yeardays2calendar(self, year, width=3):
        """The same with months as monthdays2calendar() gives them."""
        return self._rows([self.monthdays2calendar(year, m) for m in Month], width)

    def yeardayscalendar(self, year, width=3):
        """The same with months as monthdayscalendar() gives them."""
        return self._rows([self.monthdayscalendar(year, m) for m in Month], width)


class TextCalendar(Calendar):
    """Writes calendars as plain text."""

    def prweek(self, theweek, width):
        """Print a week, without ending the line."""
        print(self.formatweek(theweek, width), end="")

    def formatday(self, day, weekday, width):
        """A day, in the middle of so many columns."""
        return ("%2i" % day if day else "").center(width)

    def formatweek(self, theweek, width):
        """A week, as a line without its end."""
        return " ".join(self.formatday(d, wd, width) for d, wd in theweek)

    def formatweekday(self, day, width):
        """The name of a weekday, in the middle of so many columns."""
        names = day_name if width >= 9 else day_abbr
        return names[day][:width].center(width)

    def formatweekheader(self, width):
        """The names of the weekdays, as a line."""
        return " ".join(self.formatweekday(i, width) for i in self.iterweekdays())

    def formatmonthname(self, theyear, themonth, width, withyear=True):
        """The name of a month, with or without the year, in the middle of so many columns."""
        _validate_month(themonth)
        name = month_name[themonth]
        return ("%s %r" % (name, theyear) if withyear else name).center(width)

    def prmonth(self, theyear, themonth, w=0, l=0):
        """Print a month."""
        print(self.formatmonth(theyear, themonth, w, l), end="")

    def formatmonth(self, theyear, themonth, w=0, l=0):
        """A month: days are w columns wide, weeks l lines high."""
        w, l = max(2, w), max(1, l)
        lines = [self.formatmonthname(theyear, themonth, 7 * (w + 1) - 1), self.formatweekheader(w)]
        lines += [self.formatweek(week, w) for week in self.monthdays2calendar(theyear, themonth)]
        return "".join(line.rstrip() + "\n" * l for line in lines)

    def formatyear(self, theyear, w=2, l=1, c=6, m=3):
        """A year: m months in a row, c columns apart; w and l as for a month."""
        w, l, c = max(2, w), max(1, l), max(2, c)
        width = (w + 1) * 7 - 1
        out = [repr(theyear).center(width * m + c * (m - 1)).rstrip(), "\n" * l]
        header = self.formatweekheader(w)
        for i, row in enumerate(self.yeardays2calendar(theyear, m)):
            months = range(m * i + 1, min(m * (i + 1) + 1, 13))
            names = (self.formatmonthname(theyear, k, width, False) for k in months)
            out += ["\n" * l, formatstring(names, width, c).rstrip(), "\n" * l]
            out += [formatstring((header for _ in months), width, c).rstrip(), "\n" * l]
            for j in range(max(len(month) for month in row)):
                weeks = ("" if j >= len(month) else self.formatweek(month[j], w) for month in row)
                out += [formatstring(weeks, width, c).rstrip(), "\n" * l]
        return "".join(out)

    def pryear(self, theyear, w=0, l=0, c=6, m=3):
        """Print a year."""
        print(self.formatyear(theyear, w, l, c, m), end="")


class HTMLCalendar(Calendar):
    """Writes calendars as tables of HTML."""

    # Names of the styles: of days by weekday, in the table and in its head, and of the rest.
    cssclasses = cssclasses_weekday_head = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    cssclass_noday = "noday"            # days of other months
    cssclass_month = cssclass_month_head = "month"
    cssclass_year = cssclass_year_head = "year"

    def formatday(self, day, weekday):
        """A day, as a cell."""
        if day == 0:
            return '<td class="%s">&nbsp;</td>' % self.cssclass_noday
        return '<td class="%s">%d</td>' % (self.cssclasses[weekday], day)

    def formatweek(self, theweek):
        """A week, as a row."""
        return "<tr>%s</tr>" % "".join(self.formatday(d, wd) for d, wd in theweek)

    def formatweekday(self, day):
        """The name of a weekday, as a cell of the head."""
        return '<th class="%s">%s</th>' % (self.cssclasses_weekday_head[day], day_abbr[day])

    def formatweekheader(self):
        """The names of the weekdays, as a row of the head."""
        return "<tr>%s</tr>" % "".join(self.formatweekday(i) for i in self.iterweekdays())

    def formatmonthname(self, theyear, themonth, withyear=True):
        """The name of a month, as a row of the head."""
        _validate_month(themonth)
        name = "%s %s" % (month_name[themonth], theyear) if withyear else "%s" % month_name[themonth]
        return '<tr><th colspan="7" class="%s">%s</th></tr>' % (self.cssclass_month_head, name)

    def formatmonth(self, theyear, themonth, withyear=True):
        """A month, as a table."""
        lines = ['<table border="0" cellpadding="0" cellspacing="0" class="%s">' % self.cssclass_month,
                 self.formatmonthname(theyear, themonth, withyear=withyear), self.formatweekheader()]
        lines += [self.formatweek(week) for week in self.monthdays2calendar(theyear, themonth)]
        return "\n".join(lines + ["</table>", ""])

    def formatyear(self, theyear, width=3):
        """A year, as a table of tables."""
        width = max(width, 1)
        out = ['<table border="0" cellpadding="0" cellspacing="0" class="%s">' % self.cssclass_year,
               "\n", '<tr><th colspan="%d" class="%s">%s</th></tr>' % (width, self.cssclass_year_head, theyear)]
        for i in range(1, 13, width):
            out.append("<tr>")
            for month in range(i, min(i + width, 13)):
                out += ["<td>", self.formatmonth(theyear, month, withyear=False), "</td>"]
            out.append("</tr>")
        out.append("</table>")
        return "".join(out)

    def formatyearpage(self, theyear, width=3, css="calendar.css", encoding=None):
        """A year, as a page of its own."""
        if encoding is None:
            encoding = sys.getdefaultencoding()
        lines = ['<?xml version="1.0" encoding="%s"?>' % encoding,
                 '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" '
                 '"http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">',
                 "<html>", "<head>",
                 '<meta http-equiv="Content-Type" content="text/html; charset=%s" />' % encoding]
        if css is not None:
            lines.append('<link rel="stylesheet" type="text/css" href="%s" />' % css)
        lines += ["<title>Calendar for %d</title>" % theyear, "</head>", "<body>"]
        page = "\n".join(lines) + "\n" + self.formatyear(theyear, width) + "</body>\n</html>\n"
        return page.encode(encoding, "xmlcharrefreplace")


class different_locale:
    """The time's locale, for the length of a with statement."""

    def __init__(self, locale):
        self.locale = locale
        self.oldlocale = None

    def __enter__(self):
        import locale as _locale
        self.oldlocale = _locale.setlocale(_locale.LC_TIME, None)
        _locale.setlocale(_locale.LC_TIME, self.locale)

    def __exit__(self, *args):
        import locale as _locale
        _locale.setlocale(_locale.LC_TIME, self.oldlocale)


def _get_default_locale():
    import locale as _locale
    name = _locale.setlocale(_locale.LC_TIME, None)
    if name == "C":
        with different_locale(""):
            name = _locale.setlocale(_locale.LC_TIME, None)
    return name


class _Localized:
    """A calendar whose names are those of a locale, however they are laid out."""

    def __init__(self, firstweekday=0, locale=None):
        super().__init__(firstweekday)
        self.locale = _get_default_locale() if locale is None else locale

    def formatweekday(self, *args):
        with different_locale(self.locale):
            return super().formatweekday(*args)

    def formatmonthname(self, *args, **kwargs):
        with different_locale(self.locale):
            return super().formatmonthname(*args, **kwargs)


class LocaleTextCalendar(_Localized, TextCalendar):
    """A TextCalendar with the names of a locale."""


class LocaleHTMLCalendar(_Localized, HTMLCalendar):
    """An HTMLCalendar with the names of a locale."""


c = TextCalendar()
firstweekday = c.getfirstweekday


def setfirstweekday(firstweekday):
    if not MONDAY <= firstweekday <= SUNDAY:
        raise IllegalWeekdayError(firstweekday)
    c.firstweekday = firstweekday


monthcalendar, week, weekheader = c.monthdayscalendar, c.formatweek, c.formatweekheader
month, calendar = c.formatmonth, c.formatyear
prweek, prmonth, prcal = c.prweek, c.prmonth, c.pryear

_colwidth = 7 * 3 - 1
_spacing = 6


def format(cols, colwidth=_colwidth, spacing=_spacing):
    """Print texts side by side."""
    print(formatstring(cols, colwidth, spacing))


def formatstring(cols, colwidth=_colwidth, spacing=_spacing):
    """Texts side by side, each in the middle of its column."""
    return (" " * spacing).join(c.center(colwidth) for c in cols)


EPOCH = 1970
_EPOCH_ORD = datetime.date(EPOCH, 1, 1).toordinal()


def timegm(tuple):
    """The time stamp of a time tuple in UTC."""
    year, month, day, hour, minute, second = tuple[:6]
    days = datetime.date(year, month, 1).toordinal() - _EPOCH_ORD + day - 1
    return ((days * 24 + hour) * 60 + minute) * 60 + second


def main(args=None):
    import argparse
    parser = argparse.ArgumentParser()
    text = parser.add_argument_group("text only arguments")
    page = parser.add_argument_group("html only arguments")
    text.add_argument("-w", "--width", type=int, default=2, help="width of date column (default 2)")
    text.add_argument("-l", "--lines", type=int, default=1, help="number of lines for each week (default 1)")
    text.add_argument("-s", "--spacing", type=int, default=6, help="spacing between months (default 6)")
    text.add_argument("-m", "--months", type=int, default=3, help="months per row (default 3)")
    page.add_argument("-c", "--css", default="calendar.css", help="CSS to use for page")
    parser.add_argument("-L", "--locale", default=None, help="locale to use for month and weekday names")
    parser.add_argument("-e", "--encoding", default=None, help="encoding to use for output")
    parser.add_argument("-t", "--type", default="text", choices=("text", "html"), help="output type (text or html)")
    parser.add_argument("-f", "--first-weekday", type=int, default=0, help="weekday (0 is Monday, 6 is Sunday) to start each week (default 0)")
    parser.add_argument("year", nargs="?", type=int, help="year number")
    parser.add_argument("month", nargs="?", type=int, help="month number (1-12, text only)")
    options = parser.parse_args(args)
    if options.locale and not options.encoding:
        parser.error("if --locale is specified --encoding is required")
        sys.exit(1)
    locale = options.locale, options.encoding
    today = datetime.date.today()
    if options.type == "html":
        if options.month:
            parser.error("incorrect number of arguments")
            sys.exit(1)
        cal = LocaleHTMLCalendar(locale=locale) if options.locale else HTMLCalendar()
        cal.setfirstweekday(options.first_weekday)
        encoding = options.encoding or sys.getdefaultencoding()
        sys.stdout.buffer.write(cal.formatyearpage(options.year or today.year, encoding=encoding, css=options.css))
        return
    cal = LocaleTextCalendar(locale=locale) if options.locale else TextCalendar()
    cal.setfirstweekday(options.first_weekday)
    if options.month is None:
        year = today.year if options.year is None else options.year
        result = cal.formatyear(year, options.width, options.lines, options.spacing, options.months)
    else:
        _validate_month(options.month)
        result = cal.formatmonth(options.year, options.month, options.width, options.lines)
    if options.encoding:
        sys.stdout.buffer.write(result.encode(options.encoding))
    else:
        sys.stdout.write(result)


if __name__ == "__main__":
    main()
