"""JSON token scanner: what a JSONDecoder reads values with."""

import re

try:
    from _json import make_scanner as c_make_scanner
except ImportError:
    c_make_scanner = None

__all__ = ["make_scanner"]

NUMBER_RE = re.compile(r"(-?(?:0|[1-9][0-9]*))(\.[0-9]+)?([eE][-+]?[0-9]+)?")
_WORDS = {"n": ("null", None), "t": ("true", True), "f": ("false", False)}
_CONSTANTS = {"N": "NaN", "I": "Infinity", "-": "-Infinity"}


def py_make_scanner(context):
    """scan_once(text, index) -> (value, end), with the hooks of a decoder."""

    def number(text, index):
        match = NUMBER_RE.match(text, index)
        if match is None:
            raise StopIteration(index)
        whole, fraction, exponent = match.groups()
        if fraction or exponent:
            return context.parse_float(whole + (fraction or "") + (exponent or "")), match.end()
        return context.parse_int(whole), match.end()

    def scan(text, index):
        first = text[index:index + 1]
        if not first:
            raise StopIteration(index)
        if first == '"':
            return context.parse_string(text, index + 1, context.strict)
        if first == "{":
            return context.parse_object((text, index + 1), context.strict, scan,
                                        context.object_hook, context.object_pairs_hook,
                                        context.memo)
        if first == "[":
            return context.parse_array((text, index + 1), scan)
        if first in _WORDS:
            word, value = _WORDS[first]
            if text.startswith(word, index):
                return value, index + len(word)
        if first in _CONSTANTS and text.startswith(_CONSTANTS[first], index):
            word = _CONSTANTS[first]
            return context.parse_constant(word), index + len(word)
        return number(text, index)

    def scan_once(text, index):
        if index < 0:
            raise ValueError("idx cannot be negative")
        try:
            return scan(text, index)
        finally:
            context.memo.clear()

    return scan_once


make_scanner = c_make_scanner or py_make_scanner
