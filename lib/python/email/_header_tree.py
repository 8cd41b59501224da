"""What a header means, as a tree, and reading unstructured text and addresses into it.

A Node is a list of Nodes and Leafs (texts). str(node) is how it is written, node.value what it
means: without comments, quotes and superfluous blanks. Readers note what is wrong as defects; they
raise HeaderParseError only where something else must be tried. `encodable` tells whether encoded
words may stand for the text when the header is folded, `breakable` whether it may go to a line of
its own."""

import re

from email import _encoded_words, errors, utils

SPECIALS = set('()<>@,:;.\\"[]')
DOT_ATOM_ENDS = (SPECIALS | set(" \t")) - {"."}

_PHRASE_ENDS = SPECIALS - set('."(')

_ATOM = r'[^()<>@,:;.\\"\[\] \t]+'
_atom_text = re.compile(_ATOM)
_dot_atom_text = re.compile(rf"{_ATOM}(?:\.{_ATOM})*")
_blanks = re.compile(r"\s+")
_wsp = re.compile("[ \t]+")
_not_wsp = re.compile("[^ \t]+")
_encoded_word = re.compile(r"=\?[^?]*\?[qQbB]\?.*?\?=")
_control = re.compile("[\x00-\x20\x7f]")
_domain_text = re.compile(r"[^\[\] \t\\]+")
_quoted_text = re.compile(r'(?:\\.|[^"\\ \t])+', re.DOTALL)
_comment_text = re.compile(r"(?:\\.|[^()\\ \t])+", re.DOTALL)
_hex_pair = re.compile("[0-9a-fA-F]{2}")


def quote_string(value):
    """The text between double quotes."""
    return f'"{utils.quote(str(value))}"'


class Leaf(str):
    """Text of some kind; its value is itself unless another is given."""

    breakable = encodable = True

    def __new__(cls, text, kind, value=None):
        self = super().__new__(cls, text)
        self.kind = kind
        self.value = text if value is None else value
        self.defects = []
        return self

    def __getnewargs__(self):
        return str(self), self.kind, self.value

    def __reduce__(self):
        return Leaf, self.__getnewargs__()

    @property
    def all_defects(self):
        return list(self.defects)

    def starts_blank(self):
        return self.kind == "blank"


def blank_leaf(text, value=" "):
    return Leaf(text, "blank", value)


class Node(list):
    """Some kind of phrase."""

    breakable = True
    never_encoded = frozenset((
        "domain", "domain-literal", "addr-spec", "local-part", "message-id", "header-label",
        "content-type", "content-disposition", "content-transfer-encoding"))

    def __init__(self, kind, parts=()):
        super().__init__(parts)
        self.kind = kind
        self.defects = []

    def __str__(self):
        return "".join(map(str, self))

    @property
    def value(self):
        return "".join(part.value for part in self)

    @property
    def all_defects(self):
        return sum((part.all_defects for part in self), self.defects)

    @property
    def encodable(self):
        return self.kind not in self.never_encoded and all(part.encodable for part in self)

    def starts_blank(self):
        return bool(self) and self[0].starts_blank()

    def of_kind(self, kind):
        """The first part of this kind, or None."""
        return next((part for part in self if part.kind == kind), None)

    def invalid(self, message):
        self.defects.append(errors.InvalidHeaderDefect(message))

    def obsolete(self, message):
        self.defects.append(errors.ObsoleteHeaderDefect(message))


class Blank(Node):
    """Blanks and comments."""

    value = " "


class Comment(Blank):
    def __str__(self):
        inside = "".join(str(part) if part.kind == "comment" else _escape_parens(str(part))
                         for part in self)
        return f"({inside})"


def _escape_parens(text):
    return re.sub(r"([\\()])", r"\\\1", text)


class Quoted(Node):
    """What is between double quotes; its value is without them."""

    def __str__(self):
        return quote_string(self.content)

    @property
    def content(self):
        return "".join(map(str, self))

    value = content


def check_text(leaf):
    """Note what should not be in the text."""
    if found := _control.findall(leaf):
        leaf.defects.append(errors.NonPrintableDefect(found))
    if utils._has_surrogates(leaf):
        leaf.defects.append(
            errors.UndecodableBytesDefect("Non-ASCII characters found in header token"))
    return leaf


class Reader:
    """A place in the text of a header. Methods that read on return a Node or raise
    HeaderParseError; attempt() goes back then."""

    def __init__(self, text):
        self.text, self.pos = text, 0

    @property
    def char(self):
        """The next character, "" at the end."""
        return self.text[self.pos : self.pos + 1]

    @property
    def rest(self):
        return self.text[self.pos :]

    def match(self, pattern):
        """The text that matches here, which is passed, or ""."""
        found = pattern.match(self.text, self.pos)
        if not found:
            return ""
        self.pos = found.end()
        return found[0]

    def take(self, kind):
        """The next character as a Leaf."""
        self.pos += 1
        return Leaf(self.text[self.pos - 1], kind)

    def expect(self, char, kind, what):
        if self.char != char:
            self.fail(f"expected '{char}' {what} but found '{self.rest}'")
        return self.take(kind)

    def fail(self, message):
        raise errors.HeaderParseError(message)

    def attempt(self, method):
        """What the method reads, or None."""
        start = self.pos
        try:
            return method()
        except errors.HeaderParseError:
            self.pos = start
            return None

    # -- unstructured text and encoded words

    def encoded_word(self):
        """An encoded word as the text it stands for."""
        if not self.text.startswith("=?", self.pos):
            self.fail(f"expected encoded word but found {self.rest}")
        end = self.text.find("?=", self.pos + 2)
        if end < 0:
            self.fail(f"expected encoded word but found {self.rest}")
        word = self.text[self.pos + 2 : end]
        if word.count("?") < 2 and _hex_pair.match(self.text, end + 2):
            # The '?=' was the beginning of a text such as ?q?=20abc.
            further = self.text.find("?=", end + 2)
            end = len(self.text) if further < 0 else further
            word = self.text[self.pos + 2 : end]
        node = Node("encoded-word")
        if len(word.split()) > 1:
            node.invalid("whitespace inside encoded word")
        try:
            text, _, _, defects = _encoded_words.decode(f"=?{word}?=")
        except (ValueError, KeyError):
            self.fail(f"encoded word format invalid: '{self.rest}'")
        self.pos = end + 2
        node.defects += defects
        node += (blank_leaf(part) if part.isspace() else check_text(Leaf(part, "text"))
                 for part in re.findall("[ \t]+|[^ \t]+", text))
        if self.char and self.char not in " \t":
            node.invalid("missing trailing whitespace after encoded-word")
        return node

    def unstructured(self):
        node = Node("unstructured")
        while self.char:
            if blanks := self.match(_wsp):
                node.append(blank_leaf(blanks + self.match(_blanks)))
                continue
            word = self.attempt(self.encoded_word)
            if word is not None:
                self._join_word(node, word)
                continue
            start, broken = self.pos, self.text.startswith("=?", self.pos)
            self.match(_not_wsp)
            found = None if broken else _encoded_word.search(self.text, start, self.pos)
            if found:
                self.pos = self.text.index("=?", start)
            node.append(check_text(Leaf(self.text[start : self.pos], "text")))
        return node

    def _join_word(self, node, word):
        """Add an encoded word. The blanks between two of them mean nothing."""
        if node and node[-1].kind != "blank":
            node.invalid("missing whitespace before encoded word")
        elif len(node) > 1 and node[-2].kind == "encoded-word":
            hidden = blank_leaf("", "")
            node[-1] = hidden
        node.append(word)

    # -- words

    def gap(self):
        """A list of a Blank, or an empty one."""
        node = Blank("gap")
        while True:
            if blanks := self.match(_blanks):
                node.append(blank_leaf(blanks))
            elif self.char == "(":
                node.append(self.comment())
            else:
                return [node] if node else []

    def comment(self):
        node = Comment("comment")
        self.expect("(", "", "")
        while self.char and self.char != ")":
            if self.char == "(":
                node.append(self.comment())
            else:
                node.append(self._piece(_comment_text))
        self._close(node, "end of header inside comment")
        return node

    def _piece(self, pattern):
        """Blanks, or text whose escapes are undone."""
        if blanks := self.match(_blanks):
            return blank_leaf(blanks)
        text = self.match(pattern) or self.take("").replace("\\", "")
        return check_text(Leaf(re.sub(r"(?s)\\(.)", r"\1", text), "quoted-text"))

    def _close(self, node, message):
        if self.char:
            self.pos += 1
        else:
            node.invalid(message)

    def quoted(self):
        """A text between double quotes, with gaps around."""
        node = Node("quoted-string", self.gap())
        self.expect('"', "", "")
        inside = Quoted("quoted")
        while self.char and self.char != '"':
            word = self.attempt(self.encoded_word)
            if word is None:
                inside.append(self._piece(_quoted_text))
                continue
            inside.invalid("encoded word inside quoted string")
            if len(inside) > 1 and inside[-1].kind == "blank" and inside[-2].kind == word.kind:
                inside[-1] = blank_leaf("", "")
            inside.append(word)
        self._close(inside, "end of header inside quoted string")
        node.append(inside)
        node += self.gap()
        return node

    def atom(self, pattern=_atom_text, kind="atom"):
        """Text without specials or an encoded word, with gaps around."""
        node = Node(kind, self.gap())
        word = self.attempt(self.encoded_word)
        if word is None:
            text = self.match(pattern)
            if not text:
                self.fail(f"expected {kind} but found '{self.rest}'")
            word = check_text(Leaf(text, "text"))
        node.append(word)
        node += self.gap()
        return node

    def word(self):
        start = self.pos
        self.gap()
        following, self.pos = self.char, start
        if following in SPECIALS and following != '"':
            self.fail(f"Expected 'atom' or 'quoted-string' but found '{self.rest}'")
        return self.quoted() if following == '"' else self.atom()

    def phrase(self):
        """Words; dots are obsolete there."""
        node = Node("phrase")
        first = self.attempt(self.word)
        if first is None:
            node.invalid("phrase does not start with word")
        else:
            node.append(first)
        while self.char and (self.char == "." or self.char not in SPECIALS - set('"(')):
            if self.char == ".":
                node.append(self.take("dot"))
                node.obsolete("period in 'phrase'")
                continue
            word = self.attempt(self.word)
            if word is None:
                blank = self.gap() or self.fail("expected a word")
                node += blank
                node.obsolete("comment found without atom")
            else:
                node.append(word)
        return node

    # -- addresses

    def addr_spec(self):
        node = Node("addr-spec", [self.local_part()])
        if self.char != "@":
            node.invalid("addr-spec local part with no domain")
            return node
        node.append(self.take("at"))
        node.append(self.domain())
        return node

    def local_part(self):
        start = self.pos
        node = Node("local-part")
        found = (self.attempt(self.quoted)
                 or self.attempt(lambda: self.atom(_dot_atom_text, "dot-atom")))
        if found is None or self.char == "\\" or self.char and self.char not in _PHRASE_ENDS:
            self.pos = start
            found = self._loose_local_part(node)
        node.append(found)
        node.text = _local_text(found)
        if not node.text.isascii():
            node.defects.append(errors.NonASCIILocalPartDefect(
                "local-part contains non-ASCII characters)"))
        return node

    def _loose_local_part(self, node):
        found = Node("loose-local-part")
        after_dot = True
        while self.char and (self.char in "\\." or self.char not in SPECIALS - set('"(')):
            if self.char == ".":
                if after_dot and found:
                    found.invalid("invalid repeated '.'")
                elif not found:
                    found.invalid("Invalid leading '.' in local part")
                found.append(self.take("dot"))
                after_dot = True
                continue
            if self.char == "\\":
                found.append(self.take("misplaced-special"))
                found.invalid("'\\' character outside of quoted-string/ccontent")
                after_dot = False
                continue
            word = self.attempt(self.word)
            if word is None:
                found += self.gap() or self.fail("expected local-part")
                continue
            if not after_dot:
                found.invalid("missing '.' between words")
            found.append(word)
            after_dot = False
        if not found:
            self.fail(f"expected obs-local-part but found '{self.rest}'")
        if found[-1].kind == "dot":
            found.invalid("Invalid trailing '.' in local part")
        if found.defects:
            node.invalid("local-part is not dot-atom, quoted-string, or obs-local-part")
        else:
            node.obsolete("local-part is not a dot-atom (contains CFWS)")
        return found

    def domain(self):
        node = Node("domain", self.gap())
        if self.char == "[":
            node.append(self.domain_literal())
        else:
            node.append(self.atom(_dot_atom_text, "dot-atom"))
            if self.char == "@":
                self.fail("Invalid Domain")
            if self.char == ".":
                node.obsolete("domain is not a dot-atom (contains CFWS)")
                while self.char == ".":
                    node.append(self.take("dot"))
                    node.append(self.atom())
        node += self.gap()
        return node

    def domain_literal(self):
        node = Node("domain-literal", [self.take("opening")])
        while self.char and self.char != "]":
            if blanks := self.match(_blanks):
                node.append(blank_leaf(blanks))
            elif text := self.match(_domain_text):
                node.append(check_text(Leaf(text, "text")))
            elif self.char == "\\":
                node.obsolete("quoted printable found in domain-literal")
                node.append(self.take("escape"))
            else:
                self.fail(f"expected ']' at end of domain-literal but found '{self.rest}'")
        if self.char:
            node.append(self.take("closing"))
        else:
            node.invalid("end of input inside domain-literal")
            node.append(Leaf("]", "closing"))
        return node

    def angle_addr(self):
        node = Node("angle-addr", self.gap())
        node.append(self.expect("<", "opening", "at start of angle-addr"))
        if self.char == ">":
            node.append(self.take("closing"))
            node.invalid("null addr-spec in angle-addr")
            return node
        spec = self.attempt(self.addr_spec)
        if spec is None:
            node.append(self.route())
            node.obsolete("obsolete route specification in angle-addr")
            spec = self.addr_spec()
        node.append(spec)
        if self.char == ">":
            node.append(self.take("closing"))
        else:
            node.invalid("missing trailing '>' on angle-addr")
            node.append(Leaf(">", "closing"))
        node += self.gap()
        return node

    def route(self):
        """@domain,@domain: which nobody uses."""
        node = Node("route")
        while self.char and self.char != ":":
            node += self.gap()
            if self.char == ",":
                node.append(self.take("comma"))
            elif self.char == "@":
                node.append(self.take("at"))
                node.append(self.domain())
            else:
                self.fail(f"expected obs-route domain but found '{self.rest}'")
        node.append(self.expect(":", "end-of-route", "marking end of obs-route"))
        return node

    def name_addr(self):
        start = self.pos
        self.gap()
        following, self.pos = self.char, start
        node = Node("mailbox")
        if following and following != "<":
            if following in _PHRASE_ENDS:
                self.fail(f"expected name-addr but found '{self.rest}'")
            node.append(self.phrase())
        node.append(self.angle_addr())
        return node

    def mailbox(self):
        return self.attempt(self.name_addr) or Node("mailbox", [self.addr_spec()])

    def skip_to(self, kind, ends):
        """A Node of what is before one of the characters and cannot be understood."""
        node = Node(kind)
        while self.char and self.char not in ends:
            if self.char in _PHRASE_ENDS:
                node.append(self.take("misplaced-special"))
            else:
                node.append(self.phrase())
        return node

    def address(self):
        """A group or a mailbox."""
        group = self.attempt(self.group)
        return Node("address", [group or self.mailbox()])

    def group(self):
        node = Node("group", [self.phrase()])
        node.append(self.expect(":", "colon", "at end of group display name"))
        if self.char != ";":
            members = self.items("mailbox", self.mailbox, ";")
            if members and not any(part.kind.endswith("mailbox") for part in members):
                node.obsolete("group-list with empty entries")
            node.append(members)
        if self.char:
            node.append(self.expect(";", "semicolon", "at end of group"))
        else:
            node.invalid("end of header in group")
        node += self.gap()
        return node

    def address_list(self):
        return self.items("address", self.address, "")

    def items(self, what, method, ends):
        """A list of items with commas between; nothing in it is fatal."""
        node = Node(f"{what}-list")
        while self.char and self.char not in ends:
            item = self.attempt(method)
            if item is None:
                blank = self.gap()
                if not self.char or self.char in ends or self.char == ",":
                    node += blank
                    node.obsolete(f"empty element in {what}-list")
                else:
                    bad = self.skip_to("invalid-mailbox", "," + ends)
                    bad[:0] = blank
                    node.append(Node("address", [bad]) if what == "address" else bad)
                    node.invalid(f"invalid {what} in {what}-list")
            else:
                node.append(item)
                if self.char and self.char != "," and self.char not in ends:
                    target = item[0] if what == "address" else item
                    target += self.skip_to("invalid-mailbox", "," + ends)
                    node.invalid(f"invalid {what} in {what}-list")
            if self.char == ",":
                comma = self.take("comma")
                comma.encodable = comma.breakable = False
                node.append(comma)
        return node

    # -- message ids

    def message_id(self):
        node = Node("message-id", self.gap())
        node.append(self.expect("<", "opening", "at start of msg-id"))
        left = self.match(_dot_atom_text)
        if left:
            node.append(Leaf(left, "text"))
        else:
            node.append(self._loose_local_part(Node("id-left")))
            node.obsolete("obsolete id-left in msg-id")
        if self.char == "@":
            node.append(self.take("at"))
            if self.char == "[":
                node.append(self.domain_literal())
            elif right := self.match(_dot_atom_text):
                node.append(Leaf(right, "text"))
            else:
                node.append(self.domain())
                node.obsolete("obsolete id-right in msg-id")
        else:
            node.invalid("msg-id with no id-right")
        if self.char == ">":
            node.append(self.take("closing"))
        elif node.defects and not self.char and len(node) > 1:
            pass
        else:
            node.invalid("missing trailing '>' on msg-id")
        node += self.gap()
        return node


def read_message_id(text):
    """The tree of a header with a message id."""
    reader = Reader(text)
    try:
        node = reader.message_id()
    except errors.HeaderParseError as error:
        reader.pos = 0
        node = reader.unstructured()
        node.kind = "message-id"
        node.invalid(f"Invalid msg-id: {error!r}")
        return node
    if reader.char:
        node.invalid(f"Unexpected {reader.rest!r}")
    return node


def read_unstructured(text):
    return Reader(text).unstructured()


def read_address_list(text):
    return Reader(text).address_list()


# -- the meaning of addresses

def _local_text(node):
    """The meaning of a local part: gaps at its ends and around dots are not."""
    pieces = []
    for part in node if node.kind == "loose-local-part" else [node]:
        pieces += part if part.kind in ("atom", "dot-atom", "quoted-string") else [part]
    kinds = ["dot", *(piece.kind for piece in pieces), "dot"]
    return "".join(piece.value for i, piece in enumerate(pieces)
                   if piece.kind != "gap" or "dot" not in (kinds[i], kinds[i + 2]))


def display_name(phrase):
    """The text of a name, without the gaps around it."""
    return "".join(" " if part.kind == "gap" else part.value for part in phrase).strip()


def mailboxes(address):
    """(name or None, local part or None, domain or None) of each mailbox in an address."""
    inner = address[0]
    if inner.kind == "group":
        members = inner.of_kind("mailbox-list") or ()
        return [_mailbox(part) for part in members if part.kind.endswith("mailbox")]
    return [_mailbox(inner)]


def group_name(address):
    """The name of a group, None if the address is none."""
    return display_name(address[0][0]) if address[0].kind == "group" else None


def _mailbox(node):
    angle = node.of_kind("angle-addr")
    spec = (node if angle is None else angle).of_kind("addr-spec")
    local, domain = (None, None) if spec is None else spec_parts(spec)
    name = None if angle is None or node[0] is angle else display_name(node[0])
    return name, local, domain


def spec_parts(spec):
    """Local part and domain of an addr-spec; the domain may be None."""
    domain = spec.of_kind("domain")
    return spec[0].text, None if domain is None else "".join(domain.value.split())
