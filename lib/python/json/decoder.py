"""JSON text as values."""

import re

from json import scanner

try:
    from _json import scanstring as c_scanstring
except ImportError:
    c_scanstring = None

__all__ = ["JSONDecoder", "JSONDecodeError"]

NaN = float("nan")
PosInf = float("inf")
NegInf = float("-inf")
_CONSTANTS = {"-Infinity": NegInf, "Infinity": PosInf, "NaN": NaN}


class JSONDecodeError(ValueError):
    """A text is no JSON: msg says how, and pos, or lineno and colno, where in doc."""

    def __init__(self, msg, doc, pos):
        lineno = doc.count("\n", 0, pos) + 1
        colno = pos - doc.rfind("\n", 0, pos)
        ValueError.__init__(self, "%s: line %d column %d (char %d)" % (msg, lineno, colno, pos))
        self.msg, self.doc, self.pos = msg, doc, pos
        self.lineno, self.colno = lineno, colno

    def __reduce__(self):
        return self.__class__, (self.msg, self.doc, self.pos)


def _skip_space(text, index):
    while text[index:index + 1] in (" ", "\t", "\n", "\r"):
        index += 1
    return index


_PLAIN = re.compile(r'[^"\\\x00-\x1f]*')
_UNIT = re.compile(r"[0-9A-Fa-f]{4}")
_ESCAPES = {'"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}


def _read_unit(text, index):
    """The number of the four digits behind the u at `index`."""
    match = _UNIT.match(text, index + 1)
    if match is None:
        raise JSONDecodeError("Invalid \\uXXXX escape", text, index)
    return int(match[0], 16)


def _read_escape(text, index, begin):
    """The character whose escape's letter is at `index`, and what is behind it."""
    letter = text[index:index + 1]
    if not letter:
        raise JSONDecodeError("Unterminated string starting at", text, begin)
    if letter != "u":
        if letter not in _ESCAPES:
            raise JSONDecodeError("Invalid \\escape: " + repr(letter), text, index)
        return _ESCAPES[letter], index + 1
    unit = _read_unit(text, index)
    index += 5
    if 0xd800 <= unit < 0xdc00 and text[index:index + 2] == "\\u":
        low = _read_unit(text, index + 1)
        if 0xdc00 <= low < 0xe000:
            return chr(0x10000 + ((unit - 0xd800) << 10) + low - 0xdc00), index + 6
    return chr(unit), index


def py_scanstring(s, end, strict=True):
    """The string whose text begins at `end`, behind the quote, and where it ends.

    Unless strict, control characters may stand in it.
    """
    pieces = []
    begin = end - 1
    while True:
        match = _PLAIN.match(s, end)
        pieces.append(match[0])
        end = match.end()
        stop = s[end:end + 1]
        end += 1
        if stop == '"':
            return "".join(pieces), end
        if not stop:
            raise JSONDecodeError("Unterminated string starting at", s, begin)
        if stop != "\\":
            if strict:
                raise JSONDecodeError(f"Invalid control character {stop!r} at", s, end - 1)
            pieces.append(stop)
            continue
        character, end = _read_escape(s, end, begin)
        pieces.append(character)


scanstring = c_scanstring or py_scanstring


def JSONObject(s_and_end, strict, scan_once, object_hook, object_pairs_hook, memo=None):
    """The object whose members begin at s_and_end, and where it ends."""
    text, index = s_and_end
    pairs = []
    memo = {} if memo is None else memo
    index = _skip_space(text, index)
    if text[index:index + 1] == "}":
        index += 1
    else:
        while True:
            if text[index:index + 1] != '"':
                raise JSONDecodeError("Expecting property name enclosed in double quotes", text,
                                      index)
            key, index = scanstring(text, index + 1, strict)
            key = memo.setdefault(key, key)
            index = _skip_space(text, index)
            if text[index:index + 1] != ":":
                raise JSONDecodeError("Expecting ':' delimiter", text, index)
            index = _skip_space(text, index + 1)
            try:
                value, index = scan_once(text, index)
            except StopIteration as error:
                raise JSONDecodeError("Expecting value", text, error.value) from None
            pairs.append((key, value))
            index = _skip_space(text, index)
            stop = text[index:index + 1]
            if stop == "}":
                index += 1
                break
            if stop != ",":
                raise JSONDecodeError("Expecting ',' delimiter", text, index)
            comma = index
            index = _skip_space(text, index + 1)
            if text[index:index + 1] == "}":
                raise JSONDecodeError("Illegal trailing comma before end of object", text, comma)
    if object_pairs_hook is not None:
        return object_pairs_hook(pairs), index
    result = dict(pairs)
    return result if object_hook is None else object_hook(result), index


def JSONArray(s_and_end, scan_once):
    """The array whose items begin at s_and_end, and where it ends."""
    text, index = s_and_end
    items = []
    index = _skip_space(text, index)
    if text[index:index + 1] == "]":
        return items, index + 1
    while True:
        try:
            item, index = scan_once(text, index)
        except StopIteration as error:
            raise JSONDecodeError("Expecting value", text, error.value) from None
        items.append(item)
        index = _skip_space(text, index)
        stop = text[index:index + 1]
        if stop == "]":
            return items, index + 1
        if stop != ",":
            raise JSONDecodeError("Expecting ',' delimiter", text, index)
        comma = index
        index = _skip_space(text, index + 1)
        if text[index:index + 1] == "]":
            raise JSONDecodeError("Illegal trailing comma before end of array", text, comma)


class JSONDecoder:
    """Reads JSON: objects as dicts, arrays as lists, numbers as ints and floats, and so on.

    NaN, Infinity and -Infinity are read, too.
    """

    def __init__(self, *, object_hook=None, parse_float=None, parse_int=None,
                 parse_constant=None, strict=True, object_pairs_hook=None):
        """The hooks are those of json.loads(). Unless strict, control characters may stand in
        strings."""
        self.object_hook, self.object_pairs_hook = object_hook, object_pairs_hook
        self.parse_float, self.parse_int = parse_float or float, parse_int or int
        self.parse_constant = parse_constant or _CONSTANTS.__getitem__
        self.parse_object, self.parse_array = JSONObject, JSONArray
        self.parse_string, self.strict = scanstring, strict
        self.memo = {}
        self.scan_once = scanner.make_scanner(self)

    def decode(self, s, _w=_skip_space):
        """The value of a text."""
        value, end = self.raw_decode(s, idx=_w(s, 0))
        rest = _w(s, end)
        if rest < len(s):
            raise JSONDecodeError("Extra data", s, rest)
        return value

    def raw_decode(self, s, idx=0):
        """The value of what begins at idx, and where it ends; more may follow."""
        try:
            return self.scan_once(s, idx)
        except StopIteration as error:
            raise JSONDecodeError("Expecting value", s, error.value) from None
