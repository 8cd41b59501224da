"""Values as JSON text."""

import re

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

    def value(self, value, level):
        text = self.simple(value)
        if text is not None:
            yield text
        elif isinstance(value, (list, tuple)):
            yield from self.array(value, level)
        elif isinstance(value, dict):
            yield from self.object(value, level)
        else:
            self.enter(value)
            yield from self.value(self.options.default(value), level)
            self.leave(value)

    def array(self, items, level):
        if not items:
            yield "[]"
            return
        self.enter(items)
        before = "[" + self.line(level + 1)
        between = self.options.item_separator + self.line(level + 1)
        for item in items:
            text = self.simple(item)
            if text is not None:
                yield before + text
            else:
                yield before
                yield from self.value(item, level + 1)
            before = between
        yield self.line(level) + "]" if self.indent is None else self.line(level)
        if self.indent is not None:
            yield "]"
        self.leave(items)

    def object(self, members, level):
        if not members:
            yield "{}"
            return
        self.enter(members)
        yield "{"
        line = self.line(level + 1)
        between = self.options.item_separator + line
        items = sorted(members.items()) if self.options.sort_keys else members.items()
        first = True
        for key, value in items:
            key = self.key_text(key)
            if key is None:
                continue
            if not first:
                yield between
            elif line:
                yield line
            first = False
            yield self.encoder(key)
            yield self.options.key_separator
            yield from self.value(value, level + 1)
        if not first and self.indent is not None:
            yield self.line(level)
        yield "}"
        self.leave(members)
