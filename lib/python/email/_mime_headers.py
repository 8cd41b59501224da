"""Reading the headers of MIME into trees: version, content type, disposition and encoding.

The tree has what was found as attributes, and a Parameters among its parts, if there are any."""

import re
import urllib.parse

from email import errors, utils
from email._header_tree import SPECIALS, Leaf, Node, Reader, check_text, quote_string

_token_text = re.compile(r'[^()<>@,:;\\"/\[\]?= \t]+')
_attribute_text = re.compile(r"""[^()<>@,:;\\"/\[\]?= \t*'%]+""")
_digits = re.compile("[0-9]+")
_PHRASE_ENDS = SPECIALS - set('."(')


class Parameters(Node):
    """A list of Parameter."""

    breakable = False

    @property
    def params(self):
        """Pairs of name and value; those in pieces are joined."""
        pieces = {}
        for part in self:
            if part.kind == "parameter":
                pieces.setdefault(part.name, []).append(part)
        for name, parts in pieces.items():
            yield name, "".join(_values(sorted(parts, key=lambda part: part.section)))

    def __str__(self):
        written = "; ".join(f"{name}={quote_string(value)}" if value else name
                            for name, value in self.params)
        return f" {written}" if written else ""


def _values(parts):
    charset = parts[0].charset
    if not parts[0].extended and len(parts) > 1 and parts[1].section == 0:
        parts[1].invalid("duplicate parameter name; duplicate(s) ignored")
        del parts[1:]
    expected = 0
    for part in parts:
        if part.section != expected:
            if not part.extended:
                part.invalid("duplicate parameter name; duplicate ignored")
                continue
            part.invalid("inconsistent RFC2231 parameter numbering")
        expected += 1
        yield _unescaped(part, charset) if part.extended else part.text


def _unescaped(part, charset):
    try:
        data = urllib.parse.unquote_to_bytes(part.text)
    except UnicodeEncodeError:
        # There is text beyond ASCII, which it should not have; nothing better to do.
        return urllib.parse.unquote(part.text, encoding="latin-1")
    try:
        text = data.decode(charset, "surrogateescape")
    except (LookupError, UnicodeEncodeError):
        text = data.decode("us-ascii", "surrogateescape")
    if utils._has_surrogates(text):
        part.defects.append(errors.UndecodableBytesDefect())
    return text


class Parameter(Node):
    """name=value, name*3=value (a piece) or name*0*=charset'language'value."""

    def __init__(self, name):
        super().__init__("parameter")
        self.name, self.text, self.section = name, "", 0
        self.extended, self.charset = False, "us-ascii"


class MimeReader(Reader):
    def token(self):
        """A Node of a token with gaps around it."""
        node = Node("token", self.gap())
        text = self.match(_token_text)
        if not text:
            self.fail(f"expected token but found '{self.rest}'")
        node.append(check_text(Leaf(text, "text")))
        node += self.gap()
        return node

    def parameters(self):
        node = Parameters("mime-parameters")
        while self.char:
            start = self.pos
            parameter = self.attempt(self.parameter)
            if parameter is None:
                self.gap()
                if not self.char:
                    return node
                if self.char == ";":
                    node.invalid("parameter entry with no content")
                else:
                    bad = self._invalid_parameter(start)
                    node.append(bad)
                    node.invalid(f"invalid parameter {str(bad)!r}")
            else:
                node.append(parameter)
                if self.char and self.char != ";":
                    bad = self._invalid_parameter(self.pos)
                    parameter.kind = "invalid-parameter"
                    node.invalid(f"parameter with invalid trailing text {str(bad)!r}")
            if self.char:
                self.take(";")
        return node

    def _invalid_parameter(self, start):
        while self.char and self.char != ";":
            self.pos += 1
        return Node("invalid-parameter", [Leaf(self.text[start : self.pos], "text")])

    def parameter(self):
        self.gap()
        name = self.match(_attribute_text)
        if not name:
            self.fail(f"expected token but found '{self.rest}'")
        node = Parameter(name)
        node.append(check_text(Leaf(name, "text")))
        self.gap()
        if self.char in ("", ";"):
            node.invalid(f"Parameter contains name ({name}) but no value")
            return node
        if self.char == "*":
            self._section(node)
        if self.char != "=":
            self.fail("Parameter not followed by '='")
        self.pos += 1
        self.gap()
        if self.char == '"':
            quoted = self.quoted()
            text = next(part for part in quoted if part.kind == "quoted").content
            node.append(quoted)
            if node.extended and ("'" in text or node.section):
                node.invalid("Quoted string value for extended parameter is invalid")
            elif node.extended:
                node.invalid("Parameter marked as extended but appears to have a quoted string "
                             "value that is non-encoded")
        else:
            text = self._plain_value(node)
        if node.extended and node.section == 0:
            text = self._without_charset(node, text)
        node.text = text
        return node

    def _section(self, node):
        """*, *3 or *3*."""
        self.pos += 1
        if digits := self.match(_digits):
            node.section = int(digits)
            if digits[0] == "0" and digits != "0":
                node.invalid("section number has an invalid leading 0")
            if self.char == "*":
                self.pos += 1
                node.extended = True
        else:
            node.extended = True
        if not self.char:
            self.fail("Incomplete parameter")

    def _plain_value(self, node):
        start = self.pos
        if node.extended:
            while self.char and self.char not in " \t;\"(":
                self.pos += 1
        elif not self.match(_attribute_text):
            if self.char != "'" and not self.match(_token_text):
                self.fail(f"Expected value but found '{self.rest}'")
        if not node.extended and self.char == "'":
            node.invalid("Apparent initial-extended-value but attribute was not marked as "
                         "extended or was not initial section")
            self.match(_token_text)
        elif not node.extended:
            self.match(_token_text)
        text = self.text[start : self.pos]
        node.append(check_text(Leaf(text, "text")))
        self.gap()
        return text

    def _without_charset(self, node, text):
        parts = text.split("'", 2)
        if len(parts) < 3:
            if not node.defects:
                node.invalid("Missing required charset/lang delimiters")
            return text
        node.charset = parts[0] or node.charset
        return parts[2]

    def rest_as_parameters(self, node):
        """Pass what does not belong here; read parameters behind it."""
        while self.char and self.char != ";":
            if self.char in _PHRASE_ENDS or self.char in "/=":
                node.append(self.take("misplaced-special"))
            else:
                node.append(self.phrase())
        if self.char:
            node.append(self.take("semicolon"))
            node.append(self.parameters())
        return node


def _params(node):
    found = node.of_kind("mime-parameters")
    return () if found is None else found.params


class ParameterizedValue(Node):
    """Something with parameters behind it."""

    breakable = False
    params = property(_params)
    maintype, subtype = "text", "plain"
    content_disposition = None


def read_content_type(text):
    node = ParameterizedValue("content-type")
    if not text:
        node.defects.append(
            errors.HeaderMissingRequiredValue("Missing content type specification"))
        return node
    reader = MimeReader(text)
    maintype = reader.attempt(reader.token)
    if maintype is None:
        node.invalid(f"Expected content maintype but found {reader.rest!r}")
        return reader.rest_as_parameters(node)
    node.append(maintype)
    if reader.char != "/":
        node.invalid("Invalid content type")
        return reader.rest_as_parameters(node)
    node.append(reader.take("slash"))
    subtype = reader.attempt(reader.token)
    if subtype is None:
        node.invalid(f"Expected content subtype but found {reader.rest!r}")
        node.maintype = maintype.value.strip().lower()
        return reader.rest_as_parameters(node)
    node.append(subtype)
    if reader.char not in ("", ";"):
        node.invalid(f"Only parameters are valid after content type, but found {reader.rest!r}")
    else:
        node.maintype = maintype.value.strip().lower()
        node.subtype = subtype.value.strip().lower()
    return reader.rest_as_parameters(node)


def read_content_disposition(text):
    node = ParameterizedValue("content-disposition")
    if not text:
        node.defects.append(errors.HeaderMissingRequiredValue("Missing content disposition"))
        return node
    reader = MimeReader(text)
    token = reader.attempt(reader.token)
    if token is None:
        node.invalid(f"Expected content disposition but found {reader.rest!r}")
        return reader.rest_as_parameters(node)
    node.append(token)
    node.content_disposition = token.value.strip().lower()
    if reader.char not in ("", ";"):
        node.invalid("Only parameters are valid after content disposition, "
                     f"but found {reader.rest!r}")
    return reader.rest_as_parameters(node)


def read_transfer_encoding(text):
    node = Node("content-transfer-encoding")
    node.cte = "7bit"
    if not text:
        node.defects.append(
            errors.HeaderMissingRequiredValue("Missing content transfer encoding"))
        return node
    reader = MimeReader(text)
    token = reader.attempt(reader.token)
    if token is None:
        node.invalid(f"Expected content transfer encoding but found {reader.rest!r}")
    else:
        node.append(token)
        node.cte = token.value.strip().lower()
    while reader.char:
        node.invalid("Extra text after content transfer encoding")
        if reader.char in _PHRASE_ENDS:
            node.append(reader.take("misplaced-special"))
        else:
            node.append(reader.phrase())
    return node


_major_version = re.compile("[^ \t(.]*")
_minor_version = re.compile("[^ \t(]*")


def read_mime_version(text):
    node = Node("mime-version")
    node.major = node.minor = None
    if not text:
        node.defects.append(errors.HeaderMissingRequiredValue(
            "Missing MIME version number (eg: 1.0)"))
        return node
    reader = MimeReader(text)
    node += reader.gap()
    if not reader.char:
        node.defects.append(errors.HeaderMissingRequiredValue(
            "Expected MIME version number but found only CFWS"))
        return node
    node.major = _version_number(reader, node, "major", _major_version)
    node += reader.gap()
    if reader.char != ".":
        if node.major is not None:
            node.invalid("Incomplete MIME version; found only major number")
        return _rest_of_version(reader, node)
    node.append(reader.take("dot"))
    node += reader.gap()
    if not reader.char:
        if node.major is not None:
            node.invalid("Incomplete MIME version; found only major number")
        return node
    node.minor = _version_number(reader, node, "minor", _minor_version)
    node += reader.gap()
    if reader.char:
        node.invalid("Excess non-CFWS text after MIME version")
    return _rest_of_version(reader, node)


def _version_number(reader, node, which, pattern):
    digits = reader.match(pattern)
    node.append(Leaf(digits, "text"))
    if digits.isdigit():
        return int(digits)
    node.invalid(f"Expected MIME {which} version number but found {digits!r}")
    return None


def _rest_of_version(reader, node):
    if reader.char:
        node.append(Leaf(reader.rest, "text"))
    return node
