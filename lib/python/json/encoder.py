"""Values as JSON text."""

import re
import sys

try:
    from _json import encode_basestring as c_encode_basestring
    from _json import encode_basestring_ascii as c_encode_basestring_ascii
    from _json import make_encoder as c_make_encoder
except ImportError:
    c_encode_basestring = c_encode_basestring_ascii = c_make_encoder = None

INFINITY = float("inf")
ESCAPE = re.compile(r'[\x00-\x1f\\"\b\f\n\r\t]')
ESCAPE_ASCII = re.compile(r'([\\"]|[^\ -~])')
ESCAPE_DCT = {"\\": "\\\\", '"': '\\"', "\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r",
              "\t": "\\t"}
for _code in range(0x20):
    ESCAPE_DCT.setdefault(chr(_code), f"\\u{_code:04x}")
del _code


def py_encode_basestring(s):
    """A str as JSON."""
    return '"' + ESCAPE.sub(lambda match: ESCAPE_DCT[match[0]], s) + '"'


def _escaped(match):
    character = match[0]
    if character in ESCAPE_DCT:
        return ESCAPE_DCT[character]
    code = ord(character)
    if code < 0x10000:
        return f"\\u{code:04x}"
    code -= 0x10000
    return f"\\u{0xd800 | code >> 10:04x}\\u{0xdc00 | code & 0x3ff:04x}"


def py_encode_basestring_ascii(s):
    """A str as JSON that has only ASCII characters."""
    return '"' + ESCAPE_ASCII.sub(_escaped, s) + '"'


encode_basestring = c_encode_basestring or py_encode_basestring
encode_basestring_ascii = c_encode_basestring_ascii or py_encode_basestring_ascii


class JSONEncoder:
    """Writes dicts, lists, tuples, strings, numbers, True, False and None as JSON.

    For more, a subclass has a method default().
    """

    item_separator = ", "
    key_separator = ": "

    def __init__(self, *, skipkeys=False, ensure_ascii=True, check_circular=True,
                 allow_nan=True, sort_keys=False, indent=None, separators=None, default=None):
        """The arguments are those of json.dumps()."""
        self.skipkeys = skipkeys
        self.ensure_ascii = ensure_ascii
        self.check_circular = check_circular
        self.allow_nan = allow_nan
        self.sort_keys = sort_keys
        self.indent = indent
        if separators is not None:
            self.item_separator, self.key_separator = separators
        elif indent is not None:
            self.item_separator = ","
        if default is not None:
            self.default = default

    def default(self, o):
        """What is to be written for a value of another type; here TypeError says that it cannot
        be."""
        raise TypeError(f"Object of type {o.__class__.__name__} is not JSON serializable")

    def encode(self, o):
        """A value as JSON.

        >>> JSONEncoder().encode({"foo": ["bar", "baz"]})
        '{"foo": ["bar", "baz"]}'
        """
        if isinstance(o, str):
            return encode_basestring_ascii(o) if self.ensure_ascii else encode_basestring(o)
        return "".join(self.iterencode(o, _one_shot=True))

    def iterencode(self, o, _one_shot=False):
        """Yields the text piece by piece."""
        markers = {} if self.check_circular else None
        encoder = encode_basestring_ascii if self.ensure_ascii else encode_basestring
        indent = self.indent
        if indent is not None and not isinstance(indent, str):
            indent = " " * indent
        if _one_shot and c_make_encoder is not None:
            return c_make_encoder(markers, self.default, encoder, indent, self.key_separator,
                                  self.item_separator, self.sort_keys, self.skipkeys,
                                  self.allow_nan)(o, 0)
        return _Chunks(self, markers, encoder, indent).value(o, 0)


# What a container is to the text; _OTHER: something that default() makes another value of.
_ARRAY, _OBJECT, _OTHER = range(3)


class _Chunks:
    """Yields the pieces of a text: what iterencode does when it is not done at one go."""

    def __init__(self, options, markers, encoder, indent):
        self.options = options
        self.markers = markers
        self.encoder = encoder
        self.indent = indent

    def simple(self, value):
        """The text of anything but a container, or None."""
        if isinstance(value, str):
            return self.encoder(value)
        if value is None:
            return "null"
        if value is True:
            return "true"
        if value is False:
            return "false"
        if isinstance(value, int):
            return int.__repr__(value)
        if isinstance(value, float):
            return self.float_text(value)
        return None

    def float_text(self, number):
        if number != number:
            text = "NaN"
        elif number == INFINITY:
            text = "Infinity"
        elif number == -INFINITY:
            text = "-Infinity"
        else:
            return float.__repr__(number)
        if not self.options.allow_nan:
            raise ValueError("Out of range float values are not JSON compliant: " + repr(number))
        return text

    def key_text(self, key):
        if isinstance(key, str):
            return key
        if isinstance(key, float):
            return self.float_text(key)
        if key is True or key is False or key is None:
            return self.simple(key)
        if isinstance(key, int):
            return int.__repr__(key)
        if self.options.skipkeys:
            return None
        raise TypeError(f"keys must be str, int, float, bool or None, "
                        f"not {key.__class__.__name__}")

    def enter(self, container):
        if self.markers is not None:
            if id(container) in self.markers:
                raise ValueError("Circular reference detected")
            self.markers[id(container)] = container

    def leave(self, container):
        if self.markers is not None:
            del self.markers[id(container)]

    def line(self, level):
        return "" if self.indent is None else "\n" + self.indent * level

    def opened(self, container, level):
        """(kind, iterator, piece before the first item, piece between two) of what is not simple."""
        self.enter(container)
        line = self.line(level + 1)
        between = self.options.item_separator + line
        if isinstance(container, (list, tuple)):
            return _ARRAY, iter(container), "[" + line, between
        if isinstance(container, dict):
            items = container.items()
            return _OBJECT, iter(sorted(items) if self.options.sort_keys else items), None, between
        return _OTHER, iter((self.options.default(container),)), "", ""

    # One generator with a stack of what is open, for a piece that goes up through a generator for
    # each level costs 1.5 times as much.

    def value(self, value, level):
        """Yields the pieces of a value."""
        simple, encoder, colon = self.simple, self.encoder, self.options.key_separator
        open_ones, most = [], sys.getrecursionlimit()
        kind, container, items, before, between = _OTHER, None, iter((value,)), "", ""
        while True:
            for item in items:
                if kind is _OBJECT:
                    key, item = item
                    if not isinstance(key, str):
                        key = self.key_text(key)
                        if key is None:
                            continue
                    if before is not None:
                        yield before
                    before = between
                    yield encoder(key)
                    yield colon
                    text = encoder(item) if isinstance(item, str) else simple(item)
                    if text is not None:
                        yield text
                        continue
                else:
                    text = simple(item)
                    if text is not None:
                        yield before + text
                        before = between
                        continue
                    if kind is _ARRAY:
                        yield before
                        before = between
                if not item and isinstance(item, (list, tuple, dict)):
                    yield "{}" if isinstance(item, dict) else "[]"
                    continue
                if len(open_ones) >= most:
                    raise RecursionError("maximum recursion depth exceeded")
                open_ones.append((kind, container, items, before, between))
                container = item
                kind, items, before, between = self.opened(item, level)
                if kind is not _OTHER:
                    level += 1
                if kind is _OBJECT:
                    yield "{"
                    if self.indent is not None:
                        yield self.line(level)
                break
            else:
                if not open_ones:
                    return
                if kind is not _OTHER:
                    level -= 1
                    if self.indent is not None:
                        yield self.line(level)
                    yield "]" if kind is _ARRAY else "}"
                self.leave(container)
                kind, container, items, before, between = open_ones.pop()
