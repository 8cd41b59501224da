"""Folding the tree of a header into lines.

Parts are tried from the outside in: one that fits is added to the line or begins the next; one that
does not is taken apart. Text that cannot be written as it is becomes encoded words, and neighbours
share them."""

import sys
import urllib.parse

from email import _encoded_words, errors, utils
from email._header_tree import SPECIALS, quote_string, read_unstructured

_WSP = " \t"
_BREAKS = {"\r", "\n"}


def fold(tree, policy):
    """The tree as lines of the policy, the end of the last one included."""
    folder = _Folder(policy)
    for part in tree:
        folder.add(part)
    return folder.text() + policy.linesep


class _Folder:
    def __init__(self, policy):
        self.policy = policy
        self.limit = policy.max_line_length or sys.maxsize
        self.codec = "utf-8" if policy.utf8 else "us-ascii"
        self.lines = [""]
        self.indent = ""  # blanks at the start of the line, which encoding would lose
        self.word_start = None  # of the last encoded word in the line, if more can join it
        self.word_charset = None

    def text(self):
        return self.policy.linesep.join(self.lines)

    def room(self):
        return self.limit - len(self.lines[-1])

    def add(self, part, may_encode=True):
        if part.kind == "mime-parameters":
            self.add_parameters(part)
            return
        text = str(part)
        charset = self._charset(part, text)
        unsafe = _BREAKS | SPECIALS if part.kind == "quoted-text" else _BREAKS
        if may_encode and (charset != self.codec or not unsafe.isdisjoint(text)):
            if not part.encodable:
                self.word_start = None
                if part.breakable and self._add_folded(part):
                    return
            if isinstance(part, list):
                self._add_all(part, may_encode)
                return
            if part.encodable:
                self._add_encoded(text, charset)
                return
        if len(text) <= self.room():
            self.lines[-1] += text
        elif not self._add_on_new_line(part, text):
            if isinstance(part, list):
                self._add_all(part, may_encode and part.encodable)
            elif may_encode and part.encodable:
                self._add_encoded(text, charset)
            else:
                blank = self._take_last_blank()
                if blank or part.starts_blank():
                    self.lines.append(blank + text)
                else:
                    self.lines[-1] += text

    def _add_all(self, parts, may_encode):
        for part in parts:
            self.add(part, may_encode)

    def _charset(self, part, text):
        try:
            text.encode(self.codec)
            return self.codec
        except UnicodeEncodeError:
            raw = any(isinstance(defect, errors.UndecodableBytesDefect)
                      for defect in part.all_defects)
            return "unknown-8bit" if raw else "utf-8"

    def _take_last_blank(self):
        line = self.lines[-1]
        if line and line[-1] in _WSP:
            self.lines[-1] = line[:-1]
            return line[-1]
        return ""

    def _add_on_new_line(self, part, text):
        self.indent = ""
        if not part.breakable or len(text) + 1 > self.limit:
            return False
        blank = self._take_last_blank()
        if not blank and not part.starts_blank():
            return False
        line = blank + text
        self.lines.append(line)
        self.indent = line[: len(line) - len(line.lstrip(_WSP))]
        self.word_start = None
        return True

    def _add_folded(self, part):
        """Add it if, folded for itself, it is one line."""
        if part.kind == "message-id":
            text = str(part)
        else:
            text = fold(part, self.policy).removesuffix(self.policy.linesep)
        if self.policy.linesep in text:
            return False
        if len(text) > self.room():
            self.lines.append(self._take_last_blank())
        self.lines[-1] += text
        return True

    # -- encoded words

    def _add_encoded(self, text, charset):
        before = self.word_charset
        if charset != before and (before == "unknown-8bit"
                                  or before == "utf-8" and charset != "us-ascii"):
            self.word_start = None
        self.word_charset = charset
        if self.word_start is not None:
            # Together with the last word, which is taken back.
            text = str(read_unstructured(self.lines[-1][self.word_start :] + text))
            self.lines[-1] = self.lines[-1][: self.word_start]
        elif text[0] in _WSP:
            if self.room() == 0:
                self.lines.append(self._take_last_blank())
            self.lines[-1] += text[0]
            text = text[1:]
        end = text[-1] if text and text[-1] in _WSP else ""
        self._add_words(text[: len(text) - len(end)], "utf-8" if charset == "us-ascii" else charset)
        self.lines[-1] += end
        self.indent = ""

    def _add_words(self, text, charset):
        around = len(charset) + len("=??q??=")
        if around + 1 >= self.limit:
            raise errors.HeaderParseError("max_line_length is too small to fit an encoded word")
        start = len(self.lines[-1]) if self.word_start is None else self.word_start
        indent = self.indent
        while text:
            room = self.room()
            most = room - around - len(indent)
            if most <= 0:
                self.lines.append(" ")
                continue
            if len(self.lines) > 1 and len(self.lines[-1]) == 1 and indent:
                self.lines[-1] += _encoded_words.encode(indent, charset)
                indent = ""
            word = _encoded_words.encode(text[:most], charset)
            while len(word) > room:
                most = min(most, len(text)) - 1
                word = _encoded_words.encode(text[:most], charset)
            self.lines[-1] += word
            text = text[most:]
            indent = ""
            if text:
                self.lines.append(" ")
                start = 1
        self.word_start = start

    # -- parameters

    def add_parameters(self, parameters):
        for name, value in parameters.params:
            if not self.lines[-1].rstrip().endswith(";"):
                self.lines[-1] += ";"
            charset, on_error = self.codec, "strict"
            try:
                value.encode(self.codec)
                text = f"{name}={quote_string(value)}"
            except UnicodeEncodeError:
                charset = "utf-8"
                if utils._has_surrogates(value):
                    charset, on_error = "unknown-8bit", "surrogateescape"
                text = f"{name}*={charset}''{_escape(value, on_error)}"
            if len(text) + 1 < self.room():
                self.lines[-1] += " " + text
            elif len(text) + 2 <= self.limit:
                self.lines.append(" " + text)
            else:
                self._add_sections(name, value, charset, on_error)

    def _add_sections(self, name, value, charset, on_error):
        limit, section, before = self.limit, 0, f"{charset}''"
        while value:
            around = len(name) + len(str(section)) + len("**=") + len(before)
            if limit <= around + 3:
                limit = 78  # as nothing would fit into less
            most = count = limit - around - len(" ;")
            while len(escaped := _escape(value[:count], on_error)) > most:
                count -= 1
            value = value[count:]
            self.lines.append(f" {name}*{section}*={before}{escaped}{';' if value else ''}")
            section, before = section + 1, ""


def _escape(text, on_error):
    return urllib.parse.quote(text, safe="", errors=on_error)
