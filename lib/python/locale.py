"""What depends on the user's country: formats of numbers and money, order of texts, encodings.

The C library does it (_locale); here are formats and the names of locales, whose tables
(locale_alias, locale_encoding_alias) are in _locale_names."""

import functools
import re
import sys
from builtins import str as _str
from collections.abc import Mapping as _Mapping

from _locale import *
from _locale import setlocale as _setlocale

__all__ = ["getlocale", "getdefaultlocale", "getpreferredencoding", "Error", "setlocale",
           "localeconv", "strcoll", "strxfrm", "str", "atof", "atoi", "format_string",
           "currency", "normalize", "LC_CTYPE", "LC_COLLATE", "LC_TIME", "LC_MONETARY",
           "LC_NUMERIC", "LC_ALL", "CHAR_MAX", "getencoding"]

if "LC_MESSAGES" in globals():
    __all__.append("LC_MESSAGES")

_localeconv = localeconv
_override_localeconv = {}  # for tests


@functools.wraps(_localeconv)
def localeconv():
    return _localeconv() | _override_localeconv


def __getattr__(name):
    if name in ("locale_alias", "locale_encoding_alias"):
        import _locale_names
        return getattr(_locale_names, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


# -- numbers

def _group_sizes(grouping):
    """The sizes of groups of digits from the right; the last but 0 is repeated."""
    last = None
    for size in grouping:
        if size == CHAR_MAX:
            return
        if size == 0:
            if last is None:
                raise ValueError("invalid grouping")
            while True:
                yield last
        yield size
        last = size


def _grouped(text, kind):
    """A number with separators, and how many characters they are. Blanks around it stay."""
    conventions = localeconv()
    grouping, separator = conventions[kind + "grouping"], conventions[kind + "thousands_sep"]
    if not grouping:
        return text, 0
    digits = text.rstrip()
    behind = text[len(digits) :]
    groups = []
    for size in _group_sizes(grouping):
        if not digits or digits[-1] not in "0123456789":
            break
        groups.append(digits[-size:])
        digits = digits[:-size]
    else:
        if digits:
            groups.append(digits)
        digits = ""
    before = digits
    return (before + separator.join(reversed(groups)) + behind,
            len(separator) * (len(groups) - 1))


def _without_padding(text, amount):
    """The text without up to so many blanks at its start, then at its end."""
    start = min(len(text) - len(text.lstrip(" ")), amount)
    end = min(len(text) - len(text.rstrip(" ")), amount - start)
    return text[start : len(text) - end]


def _localize(formatted, grouping=False, monetary=False):
    kind = "mon_" if monetary else ""
    whole, point, fraction = formatted.partition(".")
    added = 0
    if grouping:
        whole, added = _grouped(whole, kind)
    if point:
        whole += localeconv()[kind + "decimal_point"] + fraction
    # Separators take the place of padding.
    return _without_padding(whole, added) if added > 0 else whole


def localize(string, grouping=False, monetary=False):
    """A number as text in Python's format, in the locale's."""
    return _localize(string, grouping, monetary)


def delocalize(string):
    """A number as text in the locale's format, in Python's."""
    conventions = localeconv()
    separator, point = conventions["thousands_sep"], conventions["decimal_point"]
    if separator:
        string = string.replace(separator, "")
    return string.replace(point, ".") if point else string


def atof(string, func=float):
    """The float (or func) of a number in the locale's format."""
    return func(delocalize(string))


def atoi(string):
    """The int of a number in the locale's format."""
    return int(delocalize(string))


def str(val):
    """A float with 12 digits in the locale's format."""
    return _format("%.12g", val)


_conversion = re.compile(r"%(?:\((?P<key>.*?)\))?"
                         r"(?P<modifiers>[-#0-9 +*.hlL]*?)[eEfFgGdiouxXcrs%]")


def _format(conversion, value, grouping=False, monetary=False):
    formatted = conversion % value
    if conversion[-1] in "eEfFgGdiu":
        return _localize(formatted, grouping, monetary)
    return formatted


def format_string(f, val, grouping=False, monetary=False):
    """f % val with numbers in the locale's format, on request with separators."""
    if not isinstance(val, (tuple, _Mapping)):
        val = (val,)
    position = 0

    def convert(match):
        nonlocal position
        if match[0][-1] == "%":
            return "%"
        if isinstance(val, tuple):
            start, position = position, position + 1 + match["modifiers"].count("*")
            values = val[start:position]
        else:
            values = val
        return _format(match[0], values, grouping, monetary)

    rest = _conversion.sub("%s", f)
    return rest % tuple([convert(match) for match in _conversion.finditer(f)])


def currency(val, symbol=True, grouping=False, international=False):
    """An amount of money in the locale's format."""
    conventions = localeconv()
    digits = conventions["int_frac_digits" if international else "frac_digits"]
    if digits == CHAR_MAX:
        raise ValueError("Currency formatting is not possible using the 'C' locale.")
    amount = _localize(f"{abs(val):.{digits}f}", grouping, monetary=True)
    which = "n" if val < 0 else "p"
    sign = conventions["negative_sign" if val < 0 else "positive_sign"]
    place = conventions[f"{which}_sign_posn"]
    # The sign is next to the amount, not to the symbol, where the place is 3 or 4.
    if place == 3:
        amount = sign + amount
    elif place == 4:
        amount += sign
    if symbol:
        name = conventions["int_curr_symbol" if international else "currency_symbol"]
        gap = " " if conventions[f"{which}_sep_by_space"] else ""
        if conventions[f"{which}_cs_precedes"]:
            amount = name + gap + amount
        else:
            if international:
                name = name.removesuffix(" ")
            amount += gap + name
    match place:
        case 0:
            return f"({amount})"
        case 2:
            return amount + sign
        case 3 | 4:
            return amount
    return sign + amount


# -- names of locales

def _with_encoding(name, encoding):
    """The name with this encoding, as locales call it."""
    import codecs
    from _locale_names import locale_encoding_alias
    try:
        known = codecs.lookup(encoding).name.replace("-", "_")
    except LookupError:
        known = encoding.replace("-", "_")
    small = known.lower()
    for key in small, small.replace("_", "").replace("-", ""):
        if key in locale_encoding_alias:
            known = locale_encoding_alias[key]
            break
    return f"{name.partition('.')[0]}.{known}"


def _with_modifier(name, modifier):
    if modifier != "euro":
        return f"{name}@{modifier}"
    encoding = name.partition(".")[2]
    if not encoding:
        return f"{name}.ISO8859-15"
    if encoding in ("ISO8859-15", "UTF-8"):
        return name
    if encoding == "ISO8859-1":
        return _with_encoding(name, "ISO8859-15")
    return f"{name}@{modifier}"


def normalize(localename):
    """The locale's name as setlocale() knows it; what is not known stays."""
    from _locale_names import locale_alias
    name, _, modifier = localename.lower().replace(":", ".").partition("@")
    language, _, encoding = name.partition(".")
    encoding = encoding.partition(".")[0]
    exact = language
    if encoding:
        exact += "." + encoding.replace("-", "").replace("_", "")
    # With the encoding as it is given, then with any, which is replaced.
    for base, replaced in ((exact, ""), (language, encoding))[: 2 if encoding else 1]:
        found = locale_alias.get(f"{base}@{modifier}" if modifier else base)
        if found is not None:
            return _replaced(found, replaced)
        found = locale_alias.get(base) if modifier else None
        if found is not None:
            plain, at, own = found.partition("@")
            if not at:
                return _with_modifier(_replaced(found, replaced), modifier)
            if own.lower() == modifier:
                return _replaced(found, replaced)
    return localename


def _replaced(name, encoding):
    if not encoding:
        return name
    plain, at, modifier = name.partition("@")
    return _with_encoding(plain, encoding) + at + modifier


def _parse_localename(localename):
    """(language, encoding) of a name."""
    name, at, modifier = normalize(localename).partition("@")
    if modifier == "euro" and "." not in name:
        return name, "iso-8859-15"
    if "." in name:
        return tuple(name.split(".")[:2])
    known = {"C": (None, None), "UTF-8": (None, "UTF-8")}
    if name in known:
        return known[name]
    raise ValueError(f"unknown locale: {localename}")


def _build_localename(localetuple):
    try:
        language, encoding = localetuple
        language = "C" if language is None else language
        return language if encoding is None else language + "." + encoding
    except (TypeError, ValueError):
        raise TypeError("Locale must be None, a string, or an iterable of two strings -- "
                        "language code, encoding.") from None


def setlocale(category, locale=None):
    """Set the locale of a category, a name or a pair of language and encoding, and return its
    name; None only asks."""
    if locale and not isinstance(locale, _str):
        locale = normalize(_build_localename(locale))
    return _setlocale(category, locale)


def getlocale(category=LC_CTYPE):
    """The pair of language and encoding of a category (but LC_ALL)."""
    name = _setlocale(category)
    if category == LC_ALL and ";" in name:
        raise TypeError("category LC_ALL is not supported")
    return _parse_localename(name)


_VARIABLES = ("LC_ALL", "LC_CTYPE", "LANG", "LANGUAGE")


def getdefaultlocale(envvars=_VARIABLES):
    """The pair of language and encoding that the environment asks for (deprecated)."""
    import warnings
    warnings._deprecated(
        "locale.getdefaultlocale",
        "{name!r} is deprecated and slated for removal in Python {remove}. "
        "Use setlocale(), getencoding() and getlocale() instead.",
        remove=(3, 15))
    return _getdefaultlocale(envvars)


def _getdefaultlocale(envvars=_VARIABLES):
    import os
    for variable in envvars:
        if name := os.environ.get(variable):
            break
    else:
        variable, name = None, "C"
    return _parse_localename(name.partition(":")[0] if variable == "LANGUAGE" else name)


def getpreferredencoding(do_setlocale=True):
    """The encoding of text files by default."""
    if sys.flags.warn_default_encoding:
        import warnings
        warnings.warn("UTF-8 Mode affects locale.getpreferredencoding(). "
                      "Consider locale.getencoding() instead.", EncodingWarning, 2)
    if sys.flags.utf8_mode:
        return "utf-8"
    if not do_setlocale:
        return getencoding()
    before = setlocale(LC_CTYPE)
    try:
        try:
            setlocale(LC_CTYPE, "")
        except Error:
            pass
        return getencoding()
    finally:
        setlocale(LC_CTYPE, before)
