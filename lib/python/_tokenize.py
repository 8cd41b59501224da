"""Tokens of a source read line by line, with comments and blank lines: what tokenize is built on.

Plain tokens are read by _token_scan where the reading is lenient (below); anything else of a line
with one regular expression that tries every kind of token. Strings that go on
behind their line, f-strings (a stack of them, and one of open brackets) and indentation are read
by methods of their own. With extra_tokens the reading is lenient, as tokenize needs it: unmatched
brackets, unknown punctuation and letters behind numbers are tokens.
"""
import re

from _token_scan import scan

(_ENDMARKER, _NAME, _NUMBER, _STRING, _NEWLINE, _INDENT, _DEDENT) = range(7)
_OP, _FSTRING_START, _FSTRING_MIDDLE, _FSTRING_END, _COMMENT, _NL = 55, 59, 60, 61, 62, 63

_EXACT = {
    "(": 7, ")": 8, "[": 9, "]": 10, ":": 11, ",": 12, ";": 13, "+": 14, "-": 15, "*": 16,
    "/": 17, "|": 18, "&": 19, "<": 20, ">": 21, "=": 22, ".": 23, "%": 24, "{": 25, "}": 26,
    "==": 27, "!=": 28, "<>": 28, "<=": 29, ">=": 30, "~": 31, "^": 32, "<<": 33, ">>": 34,
    "**": 35, "+=": 36, "-=": 37, "*=": 38, "/=": 39, "%=": 40, "&=": 41, "|=": 42, "^=": 43,
    "<<=": 44, ">>=": 45, "**=": 46, "//": 47, "//=": 48, "@": 49, "@=": 50, "->": 51,
    "...": 52, ":=": 53, "!": 54,
}
_CLOSERS = {")": "(", "]": "[", "}": "{"}
_BRACKETS_MAX = 200
_INDENTS_MAX = 100

_space = re.compile(r"[ \t\f]*")
_token = re.compile(r"""
    (?P<string>(?:[bB][rR]?|[rR][bB]?|[uU])?(?:'''|\"""|'|"))
  | (?P<fstring>(?:[fF][rR]?|[rR][fF])(?:'''|\"""|'|"))
  | (?P<name>[a-zA-Z_\x80-\U0010ffff][a-zA-Z0-9_\x80-\U0010ffff]*)
  | (?P<number>\.?[0-9])
  | (?P<comment>\#[^\r\n]*)
  | (?P<newline>\r?\n|\r?\Z)
  | (?P<op>\*\*=|//=|>>=|<<=|\.\.\.|->|:=|!=|==|<=|>=|<>|<<|>>|//|\*\*|[-+*/%&|^@]=
      |[-+*/%&|^@~<>=.,:;!()\[\]{}$?`])
  | (?P<backslash>\\)
""", re.VERBOSE)
_radix = re.compile(r"0[xX](?:_?[0-9a-fA-F])*|0[oO](?:_?[0-7])*|0[bB](?:_?[01])*")
_digits = re.compile(r"[0-9](?:_?[0-9])*")
_exponent = re.compile(r"[eE][-+]?(?=[0-9])")
# What may stand in a string up to its end, a line's end, or the end of the text.
_string_rest = {
    "'": re.compile(r"(?:[^'\\\n]|\\.)*", re.DOTALL),
    '"': re.compile(r'(?:[^"\\\n]|\\.)*', re.DOTALL),
    "'''": re.compile(r"(?:[^'\\]|\\.|'(?!''))*", re.DOTALL),
    '"""': re.compile(r'(?:[^"\\]|\\.|"(?!""))*', re.DOTALL),
}
_radix_names = {"x": "hexadecimal", "o": "octal", "b": "binary"}


class _FString:
    def __init__(self, quote, is_raw, depth, line, lineno, column):
        self.quote = quote
        self.is_raw = is_raw
        self.depth = depth
        self.line, self.lineno, self.column = line, lineno, column


class _Scanner:
    def __init__(self, readline, encoding, extra_tokens):
        self.readline = readline
        self.encoding = encoding
        self.extra = extra_tokens
        self.line = ""
        self.joined = 0  # the length of this line and of those before that go on in it
        self.lineno = 0
        self.pos = 0
        self.brackets = []  # [character, is a field, is in the field's format]
        self.fstrings = []
        self.indents = [(0, 0)]
        self.is_blank = True

    # ---- lines and errors ----

    def next_line(self):
        """Goes on to the next line; False at the end, where the last line stays."""
        try:
            line = self.readline()
        except StopIteration:
            return False
        if self.encoding is not None:
            if not isinstance(line, bytes):
                raise TypeError("readline() returned a non-bytes object")
            line = line.decode(self.encoding, "replace")
        elif not isinstance(line, str):
            raise TypeError("readline() returned a non-string object")
        if not line:
            return False
        self.joined = len(line) + (self.joined if self.line_goes_on() else 0)
        self.line = line
        self.lineno += 1
        self.pos = 0
        nul = line.find("\0")
        if nul >= 0:
            raise SyntaxError("source code cannot contain null bytes",
                              ("<string>", self.lineno, 0, line[:nul], self.lineno, 0))
        return True

    def error(self, message, offset=None, line=None, lineno=None):
        if offset is None:
            offset = self.pos
        line = (self.line if line is None else line).rstrip("\r\n")
        lineno = lineno or self.lineno
        return SyntaxError(message, ("<string>", lineno, offset, line, lineno, offset))

    def error_of_line(self, kind, message):
        return kind(message, ("<string>", self.lineno, len(self.line),
                              self.line.rstrip("\r\n"), None, None))

    def line_goes_on(self):
        return bool(self.fstrings) or self.line.endswith("\\\n")

    def error_at_end(self):
        error = SyntaxError("unexpected EOF in multi-line statement")
        error.filename = "<string>"
        error.lineno = self.lineno or 1
        error.offset = self.joined + (self.line[-1:] != "\n") if self.line_goes_on() else 0
        return error

    def token(self, kind, text, start):
        return (kind, text, (self.lineno, start), (self.lineno, start + len(text)), self.line)

    # ---- the loop ----

    def tokens(self):
        while self.next_line():
            if not self.in_text():
                yield from self.indentation()
            yield from self.scan_line()
        if self.brackets:
            raise self.error_at_end()
        yield from self.finish()

    def in_text(self):
        """Whether an f-string's literal text or format is being read."""
        if not self.fstrings:
            return False
        depth = len(self.brackets)
        if depth == self.fstrings[-1].depth:
            return True
        _, is_field, in_format = self.brackets[-1]
        return is_field and in_format

    def scan_line(self):
        """The tokens up to the end of a line outside of brackets, or of any line."""
        while True:
            if self.in_text():
                yield from self.fstring_text()
                continue
            if self.extra and not self.fstrings:
                found = []
                self.pos = scan(self.line, self.pos, self.lineno, self.brackets, found)
                yield from found
            self.pos = start = _space.match(self.line, self.pos).end()
            match = _token.match(self.line, start)
            kind = match.lastgroup if match else None
            if kind == "name":
                self.pos = match.end()
                yield self.name(match[0], start)
            elif kind == "op":
                yield self.operator(match[0], start)
            elif kind == "newline":
                yield from self.newline(match[0], start)
                return
            elif kind == "string":
                yield self.string(match, start)
            elif kind == "number":
                yield self.number(start)
            elif kind == "comment":
                self.pos = match.end()
                if self.extra:
                    yield self.token(_COMMENT, match[0], start)
            elif kind == "fstring":
                yield self.fstring(match[0], start)
            elif kind == "backslash":
                self.continue_line(start)
            else:
                self.pos = start + 1
                code = ord(self.line[start])
                raise self.error(f"invalid non-printable character U+{code:04X}")

    def finish(self):
        if self.extra:
            place, line = (self.lineno + 1, 0), ""
        else:
            place, line = (max(self.lineno, 1), -1), "" if self.is_blank else self.line
        for _ in self.indents[1:]:
            yield (_DEDENT, "", place, place, line)
        yield (_ENDMARKER, "", place, place, line)

    # ---- lines ----

    def newline(self, text, start):
        self.pos = len(self.line)
        if self.brackets or self.is_blank:
            if self.extra:
                yield (_NL, text, (self.lineno, start), (self.lineno, start + max(len(text), 1)),
                       self.line)
        elif self.extra:
            width = 2 if text == "\r" else max(len(text), 1)
            yield (_NEWLINE, text, (self.lineno, start), (self.lineno, start + width), self.line)
        else:
            yield (_NEWLINE, "", (self.lineno, start), (self.lineno, start), self.line)

    def continue_line(self, start):
        if self.line[start + 1:] not in ("\n", "\r\n", ""):
            raise self.error_of_line(SyntaxError,
                                     "unexpected character after line continuation character")
        if not self.line.endswith("\n") or not self.next_line():
            raise self.error_at_end()

    def measure(self):
        """The width of the white space here, with tabs to columns of 8 and with tabs as 1."""
        column = alternative = 0
        while True:
            c = self.line[self.pos:self.pos + 1]
            if c == " ":
                column += 1
                alternative += 1
            elif c == "\t":
                column = (column // 8 + 1) * 8
                alternative += 1
            elif c == "\f":
                column = alternative = 0
            else:
                return column, alternative
            self.pos += 1

    def indentation(self):
        self.is_blank = False
        if self.brackets:
            return
        width = self.measure()
        while self.line[self.pos:] in ("\\\n", "\\\r\n"):
            if not self.next_line():
                raise self.error_at_end()
            rest = self.measure()
            if not width[0]:
                width = rest
        if self.line[self.pos:self.pos + 1] in ("", "#", "\n", "\r"):
            self.is_blank = True
            return
        column, alternative = width
        if column == self.indents[-1][0]:
            if alternative != self.indents[-1][1]:
                raise self.tab_error()
        elif column > self.indents[-1][0]:
            if alternative <= self.indents[-1][1]:
                raise self.tab_error()
            if len(self.indents) >= _INDENTS_MAX:
                raise self.error_of_line(IndentationError, "too many levels of indentation")
            self.indents.append(width)
            if self.extra:
                yield (_INDENT, self.line[:self.pos], (self.lineno, 0), (self.lineno, self.pos),
                       self.line)
            else:
                yield (_INDENT, "", (self.lineno, -1), (self.lineno, -1), self.line)
        else:
            place = (self.lineno, self.pos if self.extra else -1)
            dedents = 0
            while column < self.indents[-1][0]:
                self.indents.pop()
                dedents += 1
            if column != self.indents[-1][0]:
                raise self.error_of_line(
                    IndentationError, "unindent does not match any outer indentation level")
            if alternative != self.indents[-1][1]:
                raise self.tab_error()
            for _ in range(dedents):
                yield (_DEDENT, "", place, place, self.line)

    def tab_error(self):
        return self.error_of_line(TabError, "inconsistent use of tabs and spaces in indentation")

    # ---- names, operators, numbers ----

    def name(self, text, start):
        if not self.extra and not text.isidentifier():
            for i, c in enumerate(text):
                if not ("a" + c).isidentifier() or i == 0 and not c.isidentifier():
                    what = (f"invalid character '{c}' (U+{ord(c):04X})" if c.isprintable()
                            else f"invalid non-printable character U+{ord(c):04X}")
                    raise self.error(what, start + i + 1)
        return self.token(_NAME, text, start)

    def operator(self, text, start):
        self.pos = start + len(text)
        bracket = self.brackets[-1] if self.brackets else None
        field = bracket if bracket and bracket[1] else None
        if field and text[0] == ":":
            text = ":"
            self.pos = start + 1
            field[2] = True
        elif text in "([{":
            if len(self.brackets) >= _BRACKETS_MAX:
                raise self.error("too many nested parentheses")
            self.brackets.append([text, False, False])
        elif text in _CLOSERS:
            self.close(text, bracket)
        return self.token(_OP if self.extra else _EXACT.get(text, _OP), text, start)

    def close(self, text, bracket):
        fstring = self.fstrings[-1] if self.fstrings else None
        if fstring and text == "}" and len(self.brackets) == fstring.depth:
            raise self.error("f-string: single '}' is not allowed")
        if bracket is None:
            if not self.extra:
                raise self.error(f"unmatched '{text}'")
            return
        if bracket[1] and text != "}":
            raise self.error(f"f-string: unmatched '{text}'")
        if bracket[0] != _CLOSERS[text] and (not self.extra or fstring):
            where = "f-string: " if fstring else ""
            raise self.error(f"{where}closing parenthesis '{text}' does not match "
                             f"opening parenthesis '{bracket[0]}'")
        self.brackets.pop()

    def number(self, start):
        line = self.line
        match = _radix.match(line, start)
        if match:
            self.pos = end = match.end()
            radix = line[start + 1].lower()
            rest = line[end:end + 1]
            self.check_digits(end - start == 2, rest, _radix_names[radix], radix)
        else:
            end = self.decimal(start)
            if line[end:end + 1] in ("j", "J") and line[end:]:
                end += 1
            self.pos = end
            if not self.extra:
                self.check_number(line[start:end], start)
        return self.token(_NUMBER, line[start:end], start)

    def check_digits(self, is_empty, rest, name, radix):
        if rest == "_":
            self.pos += 1
            rest = self.line[self.pos:self.pos + 1]
            is_empty = True
        if rest.isdecimal() and rest.isascii() and radix != "x":
            self.pos += 1
            raise self.error(f"invalid digit '{rest}' in {name} literal")
        if is_empty or not self.extra and (rest.isalpha() and rest.isascii()):
            raise self.error(f"invalid {name} literal")

    def decimal(self, start):
        """The end of a decimal number without its j."""
        line, end = self.line, start
        if line[end] != ".":
            end = self.digits(end)
        if line[end:end + 1] == ".":
            end += 1
            if line[end:end + 1].isascii() and line[end:end + 1].isdecimal():
                end = self.digits(end)
        match = _exponent.match(line, end)
        if match:
            end = self.digits(match.end())
        return end

    def digits(self, start):
        end = _digits.match(self.line, start).end()
        if self.line[end:end + 1] == "_":
            self.pos = end + 1
            raise self.error("invalid decimal literal")
        return end

    def check_number(self, text, start):
        if text[0] == "0" and text.replace("_", "").isdecimal() and text.strip("0_"):
            zeros = len(text) - len(text.lstrip("0_"))
            line = self.line.rstrip("\r\n")
            raise SyntaxError(
                "leading zeros in decimal integer literals are not permitted; "
                "use an 0o prefix for octal integers",
                ("<string>", self.lineno, start + 1, line, self.lineno, start + 1 + zeros))
        rest = self.line[self.pos:]
        if rest[:1].isidentifier() and not rest.startswith(
                ("and", "else", "for", "if", "in", "is", "or", "not")):
            kind = "imaginary" if text[-1] in "jJ" else "decimal"
            raise self.error(f"invalid {kind} literal")

    # ---- strings ----

    def string(self, match, start):
        quote = match[0].lstrip("bBrRuU")
        rest = _string_rest[quote]
        line, lineno = self.line, self.lineno
        lines, text_start = line, match.end()
        while True:
            end = rest.match(lines, text_start).end()
            if lines.startswith(quote, end):
                break
            is_open = end >= len(lines) or lines[end] == "\\"
            if not is_open or not self.next_line():
                message = ("unterminated triple-quoted string literal" if len(quote) == 3
                           else "unterminated string literal")
                raise self.error(f"{message} (detected at line {self.lineno})", start + 1, line,
                                 lineno)
            text_start = end
            lines += self.line
        end += len(quote)
        self.pos = end - (len(lines) - len(self.line))
        return (_STRING, lines[start:end], (lineno, start), (self.lineno, self.pos), lines)

    def fstring(self, text, start):
        quote = text.lstrip("fFrR")
        self.pos = start + len(text)
        is_raw = "r" in text.lower()[:-len(quote)]
        self.fstrings.append(
            _FString(quote, is_raw, len(self.brackets), self.line, self.lineno, start))
        return self.token(_FSTRING_START, text, start)

    def fstring_text(self):
        """Literal text or a format up to a field, its end, or the end of the string."""
        fstring = self.fstrings[-1]
        in_format = len(self.brackets) > fstring.depth
        line, pos = self.line, self.pos
        if line.startswith(fstring.quote, pos):
            yield self.fstring_end(fstring)
            return
        if line.startswith("{", pos) and not line.startswith("{{", pos):
            yield self.open_field()
            return
        lines, start = line, (self.lineno, pos)
        first = i = pos
        while True:
            c = lines[i:i + 1]
            if not c or c == "\n" and len(fstring.quote) == 1:
                if c and in_format:
                    self.brackets[-1][2] = False
                    break
                if c or not self.next_line():
                    raise self.unterminated(fstring)
                lines += self.line
                continue
            if lines.startswith(fstring.quote, i):
                break
            if c == "{":
                if in_format or lines[i + 1:i + 2] != "{":
                    break
                yield self.middle(lines, first, i + 1, start)
                self.pos += 1
                return
            if c == "}":
                if in_format or lines[i + 1:i + 2] != "}":
                    break
                yield self.middle(lines, first, i + 1, start)
                self.pos += 1
                return
            if c == "\\":
                i = self.fstring_escape(lines, i, fstring.is_raw)
                if i + 1 == len(lines) and lines[i] != "\n":
                    continue
                if lines[i] == "}" and lines[i - 1] not in "\\":
                    yield self.middle(lines, first, i + 1, start)
                    return
            i += 1
        yield self.middle(lines, first, i, start)
        if lines.startswith("{", i):
            yield self.open_field()
        elif lines.startswith("}", i):
            yield self.operator("}", self.pos)

    def fstring_escape(self, lines, i, is_raw):
        """The index of the last character of the escape at i."""
        following = lines[i + 1:i + 2]
        if following == "\r":
            return i + 2 if lines[i + 2:i + 3] == "\n" else i + 1
        if following in ("{", "}", ""):
            return i
        if not is_raw and lines.startswith("N{", i + 1):
            end = lines.find("}", i)
            if end > 0:
                return end
        return i + 1

    def middle(self, lines, first, end, start):
        self.pos = end - (len(lines) - len(self.line))
        return (_FSTRING_MIDDLE, lines[first:end], start, (self.lineno, self.pos), lines)

    def open_field(self):
        start = self.pos
        self.pos += 1
        self.brackets.append(["{", True, False])
        return self.token(_OP if self.extra else _EXACT["{"], "{", start)

    def fstring_end(self, fstring):
        start = self.pos
        self.pos += len(fstring.quote)
        del self.brackets[fstring.depth:]
        self.fstrings.pop()
        return self.token(_FSTRING_END, fstring.quote, start)

    def unterminated(self, fstring):
        kind = "triple-quoted f-string" if len(fstring.quote) == 3 else "f-string"
        return self.error(f"unterminated {kind} literal (detected at line {self.lineno})",
                          fstring.column + 1, fstring.line, fstring.lineno)


def tokens_of(readline, encoding, extra_tokens):
    """A generator of the tokens of the lines that readline gives."""
    return _Scanner(readline, encoding, extra_tokens).tokens()


class TokenizerIter:
    """Tokens of the lines that readline gives, one by one."""

    def __init__(self, *args, encoding=None, extra_tokens=False):
        if len(args) != 1:
            raise TypeError("tokenizeriter() takes exactly 1 positional argument "
                            f"({len(args)} given)")
        self._next = tokens_of(args[0], encoding, extra_tokens).__next__

    def __iter__(self):
        return self

    def __next__(self):
        return self._next()
