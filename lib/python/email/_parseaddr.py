"""Addresses in headers (RFC 5322), read leniently: names, addresses and comments in any order.

A comment in parentheses is the name where there is no other. Groups give their members only."""

import re

_ATOM_ENDS = ' \t\r\n()<>@,:;."[]'
_atom = re.compile(f"[^{re.escape(_ATOM_ENDS)}]*")
_phrase_atom = re.compile(f"[^{re.escape(_ATOM_ENDS.replace('.', ''))}]*")
_space = re.compile("[ \t\r\n]+")


def quote(str):
    """The text as it is written between double quotes."""
    return str.replace("\\", "\\\\").replace('"', '\\"')


def parse_addresses(field):
    """Pairs of name and address of all in the text; ("", "") for what is none."""
    return _Reader(field).all()


class _Reader:
    """A place in the text of a header. Its methods read on from there."""

    def __init__(self, text):
        self.text, self.pos = text, 0
        self.comments = []

    def all(self):
        found = []
        while self.char():
            found += self.address() or [("", "")]
        return found

    def char(self):
        """The next character, "" at the end; it is not passed."""
        return self.text[self.pos : self.pos + 1]

    def match(self, pattern):
        """What the pattern matches here, which is passed."""
        found = pattern.match(self.text, self.pos)
        if not found:
            return ""
        self.pos = found.end()
        return found[0]

    def gap(self):
        """Pass blanks and comments; the blanks but for ends of lines."""
        blanks = ""
        while True:
            if space := self.match(_space):
                blanks += space.replace("\r", "").replace("\n", "")
            elif self.char() == "(":
                self.comments.append(self.delimited(")"))
            else:
                return blanks

    def delimited(self, end):
        """What is between the delimiter here and the end (or a carriage return). Comments may
        have comments in them, which lose their parentheses."""
        inside, depth = [], 1
        self.pos += 1
        while char := self.char():
            self.pos += 1
            if char == "\\":
                inside.append(self.char())
                self.pos += 1
            elif char == end or char == "\r":
                depth -= 1
                if not depth:
                    break
            elif char == "(" and end == ")":
                depth += 1
            else:
                inside.append(char)
        return "".join(inside)

    def phrase(self):
        """A list of words and quoted texts."""
        words = []
        while True:
            self.gap()
            if self.char() == '"':
                words.append(self.delimited('"'))
            elif word := self.match(_phrase_atom):
                words.append(word)
            else:
                return words

    def address(self):
        """A list of a pair, or of all of a group."""
        self.comments = comments = []
        self.gap()
        start = self.pos
        words = self.phrase()
        found = []
        match self.char():
            case "." | "@":
                self.pos, self.comments = start, comments
                spec = self.spec()
                found = [(" ".join(self.comments), spec)]
            case ":":
                found = self.group()
            case "<":
                spec = self.in_angles()
                name = " ".join(words)
                if self.comments:
                    name += f" ({' '.join(self.comments)})"
                found = [(name, spec)]
            case char:
                if words:
                    found = [(" ".join(self.comments), words[0])]
                elif char and char in _ATOM_ENDS:
                    self.pos += 1
        self.gap()
        if self.char() == ",":
            self.pos += 1
        return found

    def group(self):
        found = []
        self.pos += 1
        while self.char():
            self.gap()
            if self.char() == ";":
                self.pos += 1
                break
            found += self.address()
        return found

    def in_angles(self):
        """The address between < and >; a route before it is dropped."""
        self.pos += 1
        self.gap()
        while char := self.char():
            if char not in ">@:":
                spec = self.spec()
                self.pos += 1
                return spec
            self.pos += 1
            if char == ">":
                break
            self.gap()
            if char == "@":
                self.domain()
                self.gap()
        return ""

    def spec(self):
        """local@domain, or what there is of it; "" if the domain is wrong."""
        parts = []
        self.gap()
        while char := self.char():
            blanks = ""
            if char == ".":
                _drop_blanks(parts)
                self.pos += 1
                parts.append(".")
                self.gap()
                continue
            if char == '"':
                parts.append(f'"{quote(self.delimited(char))}"')
            elif char in _ATOM_ENDS:
                _drop_blanks(parts)
                break
            else:
                parts.append(self.match(_atom))
            if blanks := self.gap():
                parts.append(blanks)
        local = "".join(parts)
        if self.char() != "@":
            return local
        self.pos += 1
        self.gap()
        domain = self.domain()
        return domain and f"{local}@{domain}"

    def domain(self):
        """A domain or a [literal]; "" if another @ follows."""
        parts = []
        while char := self.char():
            if char in " \t":
                self.pos += 1
            elif char == "(":
                self.comments.append(self.delimited(")"))
            elif char == "[":
                parts.append(f"[{self.delimited(']')}]")
            elif char == ".":
                self.pos += 1
                parts.append(char)
            elif char == "@":
                return ""
            elif char in _ATOM_ENDS:
                break
            else:
                parts.append(self.match(_atom))
        return "".join(parts)


def _drop_blanks(parts):
    if parts and not parts[-1].strip():
        parts.pop()
