"""The text of a record: formatters, and the styles in which a format names attributes."""

import io
import re
import time
from string import Formatter as StrFormatter, Template

__name__ = "logging"


class PercentStyle:
    default_format = "%(message)s"
    asctime_format = "%(asctime)s"
    asctime_search = "%(asctime)"
    validation_pattern = re.compile(r"%\(\w+\)[#0+ -]*(\*|\d+)?(\.(\*|\d+))?[diouxefgcrsa%]", re.I)

    def __init__(self, fmt, *, defaults=None):
        self._fmt = fmt or self.default_format
        self._defaults = defaults

    def usesTime(self):
        return self.asctime_search in self._fmt

    def validate(self):
        if not self.validation_pattern.search(self._fmt):
            raise ValueError(f"Invalid format '{self._fmt}' for '{self.default_format[0]}' style")

    def format(self, record):
        values = record.__dict__
        try:
            return self._format(self._defaults | values if self._defaults else values)
        except KeyError as e:
            raise ValueError(f"Formatting field not found in record: {e}")

    def _format(self, values):
        return self._fmt % values


def _require_fields(found):
    if not found:
        raise ValueError("invalid format: no fields")


class StrFormatStyle(PercentStyle):
    default_format = "{message}"
    asctime_format = "{asctime}"
    asctime_search = "{asctime"
    fmt_spec = re.compile(r"^(.?[<=>^])?[+ -]?#?0?(\d+|{\w+})?[,_]?(\.(\d+|{\w+}))?[bcdefgnosx%]?$",
                          re.I)
    field_spec = re.compile(r"^(\d+|\w+)(\.\w+|\[[^]]+\])*$")

    def _format(self, values):
        return self._fmt.format(**values)

    def validate(self):
        found = False
        try:
            for _, field, spec, conversion in StrFormatter().parse(self._fmt):
                self._validate_field(field, spec, conversion)
                found = found or bool(field)
        except ValueError as e:
            raise ValueError(f"invalid format: {e}")
        _require_fields(found)

    def _validate_field(self, field, spec, conversion):
        if field and not self.field_spec.match(field):
            raise ValueError(f"invalid field name/expression: {field!r}")
        if conversion and conversion not in "rsa":
            raise ValueError(f"invalid conversion: {conversion!r}")
        if spec and not self.fmt_spec.match(spec):
            raise ValueError(f"bad specifier: {spec!r}")


class StringTemplateStyle(PercentStyle):
    default_format = "${message}"
    asctime_format = "${asctime}"
    asctime_search = "${asctime}"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._tpl = Template(self._fmt)

    def usesTime(self):
        return super().usesTime() or "$asctime" in self._fmt

    def _format(self, values):
        return self._tpl.substitute(**values)

    def validate(self):
        matches = list(Template.pattern.finditer(self._fmt))
        if any(match[0] == "$" for match in matches):
            raise ValueError("invalid format: bare '$' not allowed")
        _require_fields(any(match["named"] or match["braced"] for match in matches))


BASIC_FORMAT = "%(levelname)s:%(name)s:%(message)s"
_STYLES = {"%": (PercentStyle, BASIC_FORMAT), "{": (StrFormatStyle, "{levelname}:{name}:{message}"),
           "$": (StringTemplateStyle, "${levelname}:${name}:${message}")}


def _get_style(style):
    """The class of a style and its basic format."""
    if style not in _STYLES:
        raise ValueError(f"Style must be one of: {','.join(_STYLES)}")
    return _STYLES[style]


class Formatter:
    """Makes text of a record, by a format that names attributes of records.

    These are: name, levelno, levelname, pathname, filename, module, lineno, funcName, created,
    asctime, msecs, relativeCreated, thread, threadName, taskName, process, processName, message.
    The style of the format is % for "%(name)s", { for "{name}", $ for "${name}".
    """

    converter = time.localtime
    default_time_format = "%Y-%m-%d %H:%M:%S"
    default_msec_format = "%s,%03d"

    def __init__(self, fmt=None, datefmt=None, style="%", validate=True, *, defaults=None):
        self._style = _get_style(style)[0](fmt, defaults=defaults)
        if validate:
            self._style.validate()
        self._fmt = self._style._fmt
        self.datefmt = datefmt

    def usesTime(self):
        """Whether the format has asctime in it."""
        return self._style.usesTime()

    def formatTime(self, record, datefmt=None):
        """The record's time, as strftime() does it or with milliseconds."""
        created = self.converter(record.created)
        if datefmt:
            return time.strftime(datefmt, created)
        text = time.strftime(self.default_time_format, created)
        return (self.default_msec_format % (text, record.msecs) if self.default_msec_format
                else text)

    def formatMessage(self, record):
        return self._style.format(record)

    def formatException(self, ei):
        """The text of what sys.exc_info() returned."""
        try:
            import traceback
        except ImportError:
            return _text_at_end(ei[1])
        with io.StringIO() as text:
            traceback.print_exception(*ei, limit=None, file=text)
            return text.getvalue().removesuffix("\n")

    def formatStack(self, stack_info):
        """The text of a stack; for subclasses to change."""
        return stack_info

    def format(self, record):
        """The text of a record: the message, then its exception and its stack."""
        record.message = record.getMessage()
        if self.usesTime():
            record.asctime = self.formatTime(record, self.datefmt)
        text = self.formatMessage(record)
        if record.exc_info and not record.exc_text:
            record.exc_text = self.formatException(record.exc_info)  # for other handlers too
        if record.exc_text:
            text = _with_line(text, record.exc_text)
        if record.stack_info:
            text = _with_line(text, self.formatStack(record.stack_info))
        return text


def _text_at_end(exc):
    """The text of an exception when modules cannot be imported any more."""
    lines, entry = ["Traceback (most recent call last):"], exc.__traceback__
    while entry is not None:
        code = entry.tb_frame.f_code
        lines.append(f'  File "{code.co_filename}", line {entry.tb_lineno}, in {code.co_name}')
        entry = entry.tb_next
    return "\n".join([*lines, f"{type(exc).__name__}: {exc}"])


def _with_line(text, more):
    return text + more if text.endswith("\n") else f"{text}\n{more}"


_defaultFormatter = Formatter()


class BufferingFormatter:
    """Makes one text of several records, with a header and a footer."""

    def __init__(self, linefmt=None):
        self.linefmt = linefmt or _defaultFormatter

    def format(self, records):
        if not records:
            return ""
        return "".join([self.formatHeader(records), *map(self.linefmt.format, records),
                        self.formatFooter(records)])

    def formatHeader(self, records):
        return ""

    def formatFooter(self, records):
        return ""
