"""Parameters behind the value of a header, as in `text/plain; charset="utf-8"`."""

import re

from email import utils

_needs_quotes = re.compile(r'[ \(\)<>@,;:\\"/\[\]\?=]')


def format_param(name, value=None, quote=True):
    """A parameter as in a header; of one with no value but the name. A value that is not ASCII or
    a triple of charset, language and text is encoded as RFC 2231 says."""
    if value is None or len(value) == 0:
        return name
    if isinstance(value, tuple):
        charset, language, text = value
        return f"{name}*={utils.encode_rfc2231(text, charset, language)}"
    if not value.isascii():
        return f"{name}*={utils.encode_rfc2231(value, 'utf-8', '')}"
    if quote or _needs_quotes.search(value):
        return f'{name}="{utils.quote(value)}"'
    return f"{name}={value}"


def join_params(params, quote):
    """The value of a header of pairs."""
    return "; ".join(format_param(name, value, quote) for name, value in params)


def split_params(value):
    """Pairs of name (in small letters) and value, which may be in quotes, of a header's value."""
    value = str(value)
    pairs, start = [], 0
    while start <= len(value):
        end = value.find(";", start)
        while end >= 0 and _is_in_quotes(value, start, end):
            end = value.find(";", end + 1)
        if end < 0:
            end = len(value)
        name, equals, text = value[start:end].partition("=")
        name = name.strip()
        pairs.append((name.lower() if equals else name, text.strip()))
        start = end + 1
    return pairs


def _is_in_quotes(value, start, end):
    return (value.count('"', start, end) - value.count('\\"', start, end)) % 2
