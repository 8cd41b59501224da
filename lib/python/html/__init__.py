"""HTML text: characters as references, and back."""

import re as _re

__all__ = ["escape", "unescape"]


def escape(s, quote=True):
    """The text with &, <, > and, with quote, both quotation marks as references."""
    s = s.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    if quote:
        s = s.replace('"', "&quot;").replace("'", "&#x27;")
    return s


# The HTML standard's table of numbers that mean something else: those of Windows-1252.
_WINDOWS = (
    "\u20ac\x81\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\x8d\u017d\x8f"
    "\x90\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\x9d\u017e\u0178")


def _character(number):
    """What a numeric reference stands for."""
    if number == 0 or number > 0x10FFFF or 0xD800 <= number <= 0xDFFF:
        return "\uFFFD"
    if number == 13:
        return "\r"
    if 0x80 <= number <= 0x9F:
        return _WINDOWS[number - 0x80]
    is_control = number < 9 or number == 11 or 14 <= number <= 31 or 127 <= number <= 159
    is_noncharacter = 0xFDD0 <= number <= 0xFDEF or number & 0xFFFE == 0xFFFE
    return "" if is_control or is_noncharacter else chr(number)


_names = None   # html.entities.html5, once there are references to replace


def _replace(match):
    name = match[1]
    if name[0] == "#":
        digits = name.rstrip(";")
        return _character(int(digits[2:], 16) if digits[1] in "xX" else int(digits[1:]))
    # The longest prefix that is a name counts.
    for end in range(len(name), 1, -1):
        if name[:end] in _names:
            return _names[name[:end]] + name[end:]
    return "&" + name


_reference = _re.compile(r"&(#[0-9]+;?"
                         r"|#[xX][0-9a-fA-F]+;?"
                         r"|[^\t\n\f <&#;]{1,32};?)")


def unescape(s):
    """The text with references like &gt; and &#62; replaced as the HTML standard says, those
    without a semicolon too.
    """
    global _names
    if "&" not in s:
        return s
    if _names is None:
        from html.entities import html5 as _names
    return _reference.sub(_replace, s)
