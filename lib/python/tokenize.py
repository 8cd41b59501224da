"""Python's tokens: of source, and source of them again.

tokenize(readline) gives a TokenInfo(type, string, start, end, line) for each token of lines of
bytes; the first is an ENCODING. Comments and line ends are tokens here, and all operators are OPs.
"""

import functools
import itertools
import re
import sys
from builtins import open as _builtin_open
from codecs import BOM_UTF8, lookup
from collections import namedtuple
from io import TextIOWrapper

import _tokenize
import token as _token
from token import *
from token import EXACT_TOKEN_TYPES

__all__ = _token.__all__ + ["tokenize", "generate_tokens", "detect_encoding", "untokenize",
                            "TokenInfo", "open", "TokenError"]

cookie_re = re.compile(r"^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)", re.ASCII)
blank_re = re.compile(br"^[ \t\f]*(?:[#\r\n]|$)", re.ASCII)


class TokenInfo(namedtuple("TokenInfo", "type string start end line")):
    def __repr__(self):
        shown = [f"type={self.type} ({tok_name[self.type]})"]
        shown += [f"{name}={getattr(self, name)!r}" for name in self._fields[1:]]
        return f"TokenInfo({', '.join(shown)})"

    @property
    def exact_type(self):
        """The operator's own type, if it is one."""
        if self.type != OP:
            return self.type
        return EXACT_TOKEN_TYPES.get(self.string, OP)


_token_info = functools.partial(tuple.__new__, TokenInfo)


def group(*choices):
    return "(" + "|".join(choices) + ")"


def any(*choices):
    return group(*choices) + "*"


def maybe(*choices):
    return group(*choices) + "?"


def _string_prefixes():
    """Every way of writing what may stand before a quote."""
    prefixes = {""}
    for letters in ("b", "r", "u", "f", "br", "fr"):
        for order in itertools.permutations(letters):
            prefixes.update(map("".join, itertools.product(*[(c, c.upper()) for c in order])))
    return prefixes


# Regular expressions for whoever looks for tokens in one line (lib2to3's offspring do).
Whitespace = r"[ \f\t]*"
Comment = r"#[^\r\n]*"
Ignore = Whitespace + any(r"\\\r?\n" + Whitespace) + maybe(Comment)
Name = r"\w+"
Hexnumber = r"0[xX](?:_?[0-9a-fA-F])+"
Binnumber = r"0[bB](?:_?[01])+"
Octnumber = r"0[oO](?:_?[0-7])+"
Decnumber = r"(?:0(?:_?0)*|[1-9](?:_?[0-9])*)"
Intnumber = group(Hexnumber, Binnumber, Octnumber, Decnumber)
Exponent = r"[eE][-+]?[0-9](?:_?[0-9])*"
Pointfloat = group(r"[0-9](?:_?[0-9])*\.(?:[0-9](?:_?[0-9])*)?",
                   r"\.[0-9](?:_?[0-9])*") + maybe(Exponent)
Expfloat = r"[0-9](?:_?[0-9])*" + Exponent
Floatnumber = group(Pointfloat, Expfloat)
Imagnumber = group(r"[0-9](?:_?[0-9])*[jJ]", Floatnumber + r"[jJ]")
Number = group(Imagnumber, Floatnumber, Intnumber)
StringPrefix = group(*_string_prefixes())
Single, Double = (rf"[^{quote}\\]*(?:\\.[^{quote}\\]*)*{quote}" for quote in "'\"")
Single3, Double3 = (rf"[^{q}\\]*(?:(?:\\.|{q}(?!{q}{q}))[^{q}\\]*)*{q}{q}{q}" for q in "'\"")
Triple = group(StringPrefix + "'''", StringPrefix + '"""')
String = group(StringPrefix + r"'[^\n'\\]*(?:\\.[^\n'\\]*)*'",
               StringPrefix + r'"[^\n"\\]*(?:\\.[^\n"\\]*)*"')
Special = group(*map(re.escape, sorted(EXACT_TOKEN_TYPES, reverse=True)))
Funny = group(r"\r?\n", Special)
PlainToken = group(Number, Funny, String, Name)
Token = Ignore + PlainToken
ContStr = group(StringPrefix + r"'[^\n'\\]*(?:\\.[^\n'\\]*)*" + group("'", r"\\\r?\n"),
                StringPrefix + r'"[^\n"\\]*(?:\\.[^\n"\\]*)*' + group('"', r"\\\r?\n"))
PseudoExtras = group(r"\\\r?\n|\Z", Comment, Triple)
PseudoToken = Whitespace + group(PseudoExtras, Number, Funny, ContStr, Name)
endpats = {prefix + quotes: pattern for prefix in _string_prefixes()
           for quotes, pattern in (("'", Single), ('"', Double),
                                   ("'''", Single3), ('"""', Double3))}
single_quoted = {prefix + quote for prefix in _string_prefixes() for quote in "'\""}
triple_quoted = {prefix + quote * 3 for prefix in _string_prefixes() for quote in "'\""}
tabsize = 8


@functools.lru_cache
def _compile(expr):
    return re.compile(expr, re.UNICODE)


class TokenError(Exception):
    pass


class Untokenizer:
    """Puts tokens together again: at their positions where they have them."""

    def __init__(self):
        self.tokens = []  # the text, in parts
        self.prev_row, self.prev_col = 1, 0
        self.prev_type = None
        self.encoding = None
        self._indents = []
        self._starts_line = False

    def untokenize(self, iterable):
        tokens = iter(iterable)
        for token in tokens:
            if len(token) == 2:
                self.compat(token, tokens)
                break
            kind, text, start, end, _ = token
            if kind == ENDMARKER:
                break
            if self._is_structure(kind, text):
                if kind == DEDENT:
                    self.prev_row, self.prev_col = end
                continue
            if kind in (NEWLINE, NL):
                self._starts_line = True
                end = end[0] + 1, 0
            elif self._starts_line and self._indents:
                self._starts_line = False
                indent = self._indents[-1]
                if start[1] >= len(indent):
                    self.tokens.append(indent)
                    self.prev_col = len(indent)
            elif kind == FSTRING_MIDDLE:
                text = self.escape_brackets(text)
                last_line = text.rpartition("\n")[2]
                end = end[0], end[1] + last_line.count("{{") + last_line.count("}}")
            else:
                self._separate_strings(kind)
            self.add_whitespace(start)
            self._add(kind, text)
            self.prev_row, self.prev_col = end
        return "".join(self.tokens)

    def compat(self, token, iterable):
        """Of types and texts alone: what comes out reads as the same tokens."""
        depth = 0  # of f-strings
        self._starts_line = False
        for kind, text, *_ in itertools.chain([token], iterable):
            if self._is_structure(kind, text):
                continue
            if kind in (NAME, NUMBER):
                text += " "
            elif kind == self.prev_type == STRING:
                text = " " + text
            depth += (kind == FSTRING_START) - (kind == FSTRING_END)
            if kind in (NEWLINE, NL):
                self._starts_line = True
            elif self._starts_line and self._indents:
                self._starts_line = False
                self.tokens.append(self._indents[-1])
            elif kind == FSTRING_MIDDLE:
                text = self.escape_brackets(text)
            if depth and text in ("{", "}") and self.tokens[-1] == text:
                text = " " + text  # or they would be one
            self._separate_strings(kind)
            self._add(kind, text)

    def _is_structure(self, kind, text):
        """Tokens that are not written where they are, but change what others are like."""
        if kind == ENCODING:
            self.encoding = text
        elif kind == INDENT:
            self._indents.append(text)
        elif kind == DEDENT:
            self._indents.pop()
        else:
            return False
        return True

    def _separate_strings(self, kind):
        if kind in (STRING, FSTRING_START) and self.prev_type in (STRING, FSTRING_END):
            self.tokens.append(" ")

    def _add(self, kind, text):
        self.tokens.append(text)
        self.prev_type = kind

    def add_whitespace(self, start):
        """From the end of the last token to the start of the next."""
        row, col = start
        if (row, col) < (self.prev_row, self.prev_col):
            raise ValueError(f"start ({row},{col}) precedes previous end "
                             f"({self.prev_row},{self.prev_col})")
        if row > self.prev_row:
            self.tokens.append("\\\n" * (row - self.prev_row))
            self.prev_col = 0
        if col > self.prev_col:
            self.tokens.append(" " * (col - self.prev_col))

    def escape_brackets(self, token):
        """Braces that were doubled in an f-string are so again, but not those of \\N{...}."""
        return re.sub(r"\\\\|\\N\{[^}]*\}?|[{}]",
                      lambda match: match[0] * 2 if match[0] in "{}" else match[0], token)


def untokenize(iterable):
    """Source of tokens: as bytes if one of them is an ENCODING.

    What has only a type and a string gives source of the same tokens, whatever it looks like.
    """
    maker = Untokenizer()
    out = maker.untokenize(iterable)
    return out.encode(maker.encoding) if maker.encoding is not None else out


def _usual_name(encoding):
    """One spelling for each of the two usual encodings."""
    start = encoding[:12].lower().replace("_", "-")
    for usual, spellings in (("utf-8", ("utf-8",)),
                             ("iso-8859-1", ("latin-1", "iso-8859-1", "iso-latin-1"))):
        if start in spellings or start.startswith(tuple(name + "-" for name in spellings)):
            return usual
    return encoding


def _declared_encoding(line, has_bom, filename):
    """What a line says of the encoding, or None."""
    where = "" if filename is None else f" for {filename!r}"
    try:
        match = cookie_re.match(line.decode("utf-8"))
    except UnicodeDecodeError:
        raise SyntaxError("invalid or missing encoding declaration" + where) from None
    if match is None:
        return None
    encoding = _usual_name(match[1])
    try:
        lookup(encoding)
    except LookupError:
        raise SyntaxError(f"unknown encoding{where}: {encoding}") from None
    if not has_bom:
        return encoding
    if encoding != "utf-8":
        raise SyntaxError(f"encoding problem{where}: utf-8")
    return "utf-8-sig"


def detect_encoding(readline):
    """(the encoding of source, the lines that were read for that: two at most).

    A byte order mark, which is taken off, makes it utf-8-sig, a declaration in the first two lines
    says what it is, else it is utf-8. A SyntaxError is raised if it is unknown or both disagree.
    """
    filename = getattr(getattr(readline, "__self__", None), "name", None)
    lines, has_bom = [], False
    while len(lines) < 2:
        try:
            line = readline()
        except StopIteration:
            break
        if not lines and line.startswith(BOM_UTF8):
            has_bom = True
            line = line.removeprefix(BOM_UTF8)
        if not line:
            break
        lines.append(line)
        encoding = _declared_encoding(line, has_bom, filename)
        if encoding is not None:
            return encoding, lines
        if not blank_re.match(line):
            break
    return "utf-8-sig" if has_bom else "utf-8", lines


def open(filename):
    """Opens source for reading, with the encoding that it says it has."""
    binary = _builtin_open(filename, "rb")
    try:
        encoding = detect_encoding(binary.readline)[0]
        binary.seek(0)
        file = TextIOWrapper(binary, encoding, line_buffering=True)
    except:
        binary.close()
        raise
    file.mode = "r"
    return file


def tokenize(readline):
    """The tokens of lines that readline() gives as bytes, to b"" or StopIteration."""
    encoding, lines = detect_encoding(readline)
    encoding = encoding.removesuffix("-sig")  # the mark is gone
    yield TokenInfo(ENCODING, encoding, (0, 0), (0, 0), "")
    rest = itertools.chain(lines, iter(readline, b""))
    yield from _generate_tokens_from_c_tokenizer(rest.__next__, encoding, extra_tokens=True)


def generate_tokens(readline):
    """The tokens of lines that readline() gives as strings."""
    return _generate_tokens_from_c_tokenizer(readline, extra_tokens=True)


def _generate_tokens_from_c_tokenizer(source, encoding=None, extra_tokens=False):
    """Tokens from Folio's own lexer."""
    try:
        yield from map(_token_info, _tokenize.tokens_of(source, encoding, extra_tokens))
    except SyntaxError as error:
        if type(error) is not SyntaxError:
            raise error from None
        message = error.msg
        if "unterminated triple-quoted string literal" in message:
            message = "EOF in multi-line string"  # as it has always been called here
        raise TokenError(message, (error.lineno, error.offset)) from None


# ---- python -m tokenize --------------------------------------------------------------------------


def _print_tokens(tokens, exact):
    for token in tokens:
        place = "%d,%d-%d,%d:" % (token.start + token.end)
        name = tok_name[token.exact_type if exact else token.type]
        print(f"{place:<20}{name:<15}{token.string!r:<15}")


def _explained(error, filename):
    """An error with its place, as far as that is known."""
    if isinstance(error, OSError):
        return f"error: {error}"
    if isinstance(error, TokenError):
        message, place = error.args
    elif isinstance(error, IndentationError):
        message, place = error.args[0], error.args[1][1:3]
    else:
        return f"{filename}: error: {error}"
    return f"{filename}:{place[0]}:{place[1]}: error: {message}"


def main():
    import argparse
    parser = argparse.ArgumentParser(prog="python -m tokenize")
    parser.add_argument(dest="filename", nargs="?", metavar="filename.py",
                        help="the file to tokenize; defaults to stdin")
    parser.add_argument("-e", "--exact", dest="exact", action="store_true",
                        help="display token names using the exact type")
    args = parser.parse_args()
    try:
        if not args.filename:
            tokens = generate_tokens(sys.stdin.readline)
        else:
            with _builtin_open(args.filename, "rb") as file:
                tokens = list(tokenize(file.readline))
        _print_tokens(tokens, args.exact)
    except (TokenError, SyntaxError, OSError) as error:
        sys.exit(_explained(error, args.filename or "<stdin>"))
    except KeyboardInterrupt:
        print("interrupted\n")
    except Exception as error:
        print(f"unexpected error: {error}", file=sys.stderr)
        raise


if __name__ == "__main__":
    main()
