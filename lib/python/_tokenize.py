"""Tokens of a source for Python programs: what module tokenize builds on.

The interpreter's own lexer drops comments and empty lines, which programs want to see here; so this
is a lexer of its own, line by line. `_Lines` gives the text; nested f-strings are a stack.
"""

import re

# The numbers of module token.
_ENDMARKER, _NAME, _NUMBER, _STRING, _NEWLINE, _INDENT, _DEDENT = range(7)
_OP, _FSTRING_START, _FSTRING_MIDDLE, _FSTRING_END, _COMMENT, _NL = 55, 59, 60, 61, 62, 63
_EXACT = {
    "(": 7, ")": 8, "[": 9, "]": 10, ":": 11, ",": 12, ";": 13, "+": 14, "-": 15, "*": 16,
    "/": 17, "|": 18, "&": 19, "<": 20, ">": 21, "=": 22, ".": 23, "%": 24, "{": 25, "}": 26,
    "==": 27, "!=": 28, "<=": 29, ">=": 30, "~": 31, "^": 32, "<<": 33, ">>": 34, "**": 35,
    "+=": 36, "-=": 37, "*=": 38, "/=": 39, "%=": 40, "&=": 41, "|=": 42, "^=": 43, "<<=": 44,
    ">>=": 45, "**=": 46, "//": 47, "//=": 48, "@": 49, "@=": 50, "->": 51, "...": 52, ":=": 53,
    "!": 54,
}

_operator = re.compile(r"\*\*=|//=|>>=|<<=|\.\.\.|\*\*|//|>>|<<|->|:=|==|!=|<=|>=|[-+*/%&|^@]=|"
                       r"[-+*/%&|^@~<>=()\[\]{}:;,.!]")
_number = re.compile(
    r"0[xX](?:_?[0-9a-fA-F])+|0[bB](?:_?[01])+|0[oO](?:_?[0-7])+|"
    r"(?:(?:[0-9](?:_?[0-9])*)?\.[0-9](?:_?[0-9])*|[0-9](?:_?[0-9])*\.?)"
    r"(?:[eE][-+]?[0-9](?:_?[0-9])*)?[jJ]?")
_name = re.compile(r"\w+")
_string_start = re.compile(r"([bB][rR]?|[rR][bB]?|[uU]|[fF][rR]?|[rR][fF])?(\"\"\"|'''|\"|')")


def _error(message, line, row, column, kind=SyntaxError):
    error = kind(message, ("<string>", row, column + 1, line, row, column + 1))
    return error


class _FString:
    __slots__ = ("quote", "raw", "depth", "start")

    def __init__(self, quote, raw, depth, start):
        self.quote = quote
        self.raw = raw
        self.depth = depth  # brackets that were open when it began
        self.start = start


class TokenizerIter:
    """Tokens as tuples (type, text, (row, column), (row, column), line)."""

    def __init__(self, readline, *, encoding=None, extra_tokens=False):
        self._readline = readline
        self._encoding = encoding
        self._extra = extra_tokens
        self._tokens = self._run()

    def __iter__(self):
        return self

    def __next__(self):
        return next(self._tokens)

    def _next_line(self):
        try:
            line = self._readline()
        except StopIteration:
            line = ""
        if isinstance(line, bytes):
            line = line.decode(self._encoding or "utf-8")
        elif line is None:
            line = ""
        if line:
            self._row += 1
            self._rows.append(line)
        self._line = line
        return line

    def _type_of(self, text):
        return _OP if self._extra else _EXACT[text]

    def _run(self):
        extra = self._extra
        self._row = 0
        self._rows = []
        self._depth = []  # open brackets, with their rows and columns
        self._indents = [0]
        self._fstrings = []
        continued = False  # the last line ended in a backslash
        started = False  # the logical line has a token
        last_line = ""
        while True:
            line = self._next_line()
            if not line:
                break
            last_line = line
            position, size = 0, len(line)
            if not self._depth and not continued and not self._fstrings:
                column = 0
                while position < size and line[position] in " \t\f":
                    character = line[position]
                    column = (column // 8 + 1) * 8 if character == "\t" else \
                        0 if character == "\f" else column + 1
                    position += 1
                if position == size:
                    if extra:
                        yield (_NL, "", (self._row, position), (self._row, position + 1), line)
                    continue
                if line[position] in "#\r\n":
                    if line[position] == "#":
                        comment = line[position:].rstrip("\r\n")
                        if extra:
                            yield (_COMMENT, comment, (self._row, position),
                                   (self._row, position + len(comment)), line)
                        position += len(comment)
                    if extra:
                        end = line[position:]
                        yield (_NL, end, (self._row, position),
                               (self._row, position + (len(end) or 1)), line)
                    continue
                yield from self._indentation(line, position, column)
            continued = False
            while position < size or self._fstrings:
                if self._fstrings and len(self._depth) == self._fstrings[-1].depth:
                    done = yield from self._fstring_text(position)
                    if done is None:
                        return
                    position, line, size = done, self._line, len(self._line)
                    last_line = line
                    continue
                if position >= size:
                    break
                character = line[position]
                if character in " \t\f":
                    position += 1
                    continue
                if character in "\r\n":
                    end = line[position:]
                    if self._depth or not started:
                        if extra:
                            yield (_NL, end, (self._row, position),
                                   (self._row, position + len(end)), line)
                    else:
                        started = False
                        yield (_NEWLINE, end if extra else "", (self._row, position),
                               (self._row, position + len(end)), line)
                    break
                if character == "#":
                    comment = line[position:].rstrip("\r\n")
                    if extra:
                        yield (_COMMENT, comment, (self._row, position),
                               (self._row, position + len(comment)), line)
                    position += len(comment)
                    continue
                if character == "\\" and line[position + 1:] in ("\n", "\r\n"):
                    continued = True
                    break
                started = True
                match = _string_start.match(line, position)
                if match:
                    prefix = (match.group(1) or "").lower()
                    start = self._row, position
                    if "f" in prefix:
                        text = match.group()
                        position = match.end()
                        yield (_FSTRING_START, text, start, (self._row, position), line)
                        self._fstrings.append(
                            _FString(match.group(2), "r" in prefix, len(self._depth), start))
                        continue
                    text, whole, position = self._string(line, position, match)
                    line, size = self._line, len(self._line)
                    last_line = line
                    yield (_STRING, text, start, (self._row, position), whole)
                    continue
                if character.isdigit() or (character == "." and
                                           line[position + 1:position + 2].isdigit()):
                    match = _number.match(line, position)
                    end = match.end()
                    yield (_NUMBER, match.group(), (self._row, position), (self._row, end), line)
                    if not extra and line[end:end + 1].isalpha() and \
                            not _keyword_follows(line, end):
                        raise _error("invalid decimal literal", line, self._row, end - 1)
                    position = end
                    continue
                match = _name.match(line, position)
                if match:
                    yield (_NAME, match.group(), (self._row, position), (self._row, match.end()),
                           line)
                    position = match.end()
                    continue
                match = _operator.match(line, position)
                if not match:
                    if character == "\\":
                        raise _error("unexpected character after line continuation character", line,
                                     self._row, position)
                    if character in "$?`":
                        if not extra:
                            raise _error("invalid syntax", line, self._row, position)
                        yield (_OP, character, (self._row, position), (self._row, position + 1),
                               line)
                        position += 1
                        continue
                    raise _error(f"invalid non-printable character U+{ord(character):04X}", line,
                                 self._row, position)
                text = match.group()
                if self._fstrings and len(self._depth) == self._fstrings[-1].depth + 1 and \
                        self._depth[-1][0] == "{":
                    if text[0] == ":":
                        text = ":"
                    elif text == "!=" and line[position + 2:position + 3] != "=":
                        text = "!="
                if text in "([{":
                    self._depth.append((text, self._row, position))
                elif text in ")]}":
                    self._close(text, line, position)
                yield (self._type_of(text), text, (self._row, position),
                       (self._row, position + len(text)), line)
                position += len(text)
                if self._fstrings and self._depth and \
                        len(self._depth) == self._fstrings[-1].depth + 1:
                    if text == ":" and self._depth[-1][0] == "{":
                        self._depth[-1] = (":", *self._depth[-1][1:])
                        position = yield from self._format_text(position, False)
                    elif text == "}" and self._depth[-1][0] == ":":
                        position = yield from self._format_text(position, True)
        if self._depth:
            raise _error("unexpected EOF in multi-line statement", last_line, self._row, -1)
        if continued:
            raise _error("unexpected EOF in multi-line statement", last_line, self._row, -1)
        if started:
            size = len(last_line)
            yield (_NEWLINE, "", (self._row, size), (self._row, size + 1), last_line)
        for _ in self._indents[1:]:
            yield (_DEDENT, "", (self._row + 1, 0), (self._row + 1, 0), "")
        yield (_ENDMARKER, "", (self._row + 1, 0), (self._row + 1, 0), "")

    def _indentation(self, line, position, column):
        if column > self._indents[-1]:
            self._indents.append(column)
            yield (_INDENT, line[:position], (self._row, 0), (self._row, position), line)
        while column < self._indents[-1]:
            if column not in self._indents:
                raise _error("unindent does not match any outer indentation level", line, self._row,
                             position, IndentationError)
            self._indents.pop()
            yield (_DEDENT, "", (self._row, position), (self._row, position), line)

    def _close(self, text, line, position):
        pairs = {")": "(", "]": "[", "}": "{"}
        if not self._depth:
            if self._extra:
                return
            raise _error(f"unmatched '{text}'", line, self._row, position)
        opened = self._depth[-1][0]
        if opened == ":":
            opened = "{"
        if opened != pairs[text]:
            raise _error(f"closing parenthesis '{text}' does not match opening parenthesis "
                         f"'{opened}'", line, self._row, position)
        self._depth.pop()

    def _string(self, line, position, match):
        """The text of a plain string, all lines it stands on, the column of its end."""
        quote = match.group(2)
        start, at = position, match.end()
        row = self._row
        text, whole = "", line
        while True:
            while at < len(line):
                if line[at] == "\\":
                    at += 2
                elif line.startswith(quote, at):
                    at += len(quote)
                    return text + line[start:at], whole, at
                elif line[at] in "\r\n" and len(quote) == 1:
                    raise _error(f"unterminated string literal (detected at line {row})", whole, row,
                                 position)
                else:
                    at += 1
            if len(quote) == 1 and not line[:-1].endswith("\\"):
                raise _error(f"unterminated string literal (detected at line {row})", whole, row,
                             position)
            text += line[start:]
            line = self._next_line()
            if not line:
                raise _error("unterminated triple-quoted string literal (detected at line "
                             f"{self._row})", whole, row, position)
            whole += line
            start = at = 0

    def _fstring_text(self, position):
        """The literal text up to a field or the end. Returns where to go on."""
        fstring = self._fstrings[-1]
        quote, line = fstring.quote, self._line
        start, text = (self._row, position), ""
        while True:
            if position >= len(line):
                if len(quote) == 1 and not text.endswith("\\\n"):
                    raise _error("unterminated f-string literal (detected at line "
                                 f"{fstring.start[0]})", line, *fstring.start)
                line = self._next_line()
                if not line:
                    raise _error("unterminated triple-quoted f-string literal (detected at line "
                                 f"{self._row})", line, *fstring.start)
                position = 0
                continue
            if line.startswith(quote, position):
                if text:
                    yield (_FSTRING_MIDDLE, text, start, (self._row, position),
                           "".join(self._rows[start[0] - 1:]))
                end = position + len(quote)
                yield (_FSTRING_END, quote, (self._row, position), (self._row, end), line)
                self._fstrings.pop()
                return end
            character = line[position]
            if character in "{}":
                if line[position + 1:position + 2] == character:
                    text += character
                    yield (_FSTRING_MIDDLE, text, start, (self._row, position + 1), line)
                    position += 2
                    start, text = (self._row, position), ""
                    continue
                if character == "}":
                    raise _error("f-string: single '}' is not allowed", line, self._row, position)
                if text:
                    yield (_FSTRING_MIDDLE, text, start, (self._row, position),
                           "".join(self._rows[start[0] - 1:]))
                self._depth.append(("{", self._row, position))
                yield (self._type_of("{"), "{", (self._row, position), (self._row, position + 1),
                       line)
                return position + 1
            if character == "\\" and not fstring.raw and line.startswith("\\N{", position):
                end = line.find("}", position)
                if end > 0:
                    text += line[position:end + 1]
                    position = end + 1
                    continue
            if character == "\\" and position + 1 < len(line) and line[position + 1] not in "{}":
                text += line[position:position + 2]
                position += 2
                continue
            if character in "\r\n" and len(quote) == 1:
                raise _error("unterminated f-string literal (detected at line "
                             f"{fstring.start[0]})", line, *fstring.start)
            text += character
            position += 1

    def _format_text(self, position, even_empty):
        """The literal part of a field's format, up to "}" or an inner field."""
        line = self._line
        start, text = position, ""
        while position < len(line) and line[position] not in "{}\r\n":
            if line.startswith(self._fstrings[-1].quote, position):
                break
            text += line[position]
            position += 1
        if text or even_empty:
            yield (_FSTRING_MIDDLE, text, (self._row, start), (self._row, position), line)
        return position


def _keyword_follows(line, position):
    """1if x else y: a keyword may touch a number."""
    match = _name.match(line, position)
    return match.group() in ("and", "else", "for", "if", "in", "is", "not", "or")
