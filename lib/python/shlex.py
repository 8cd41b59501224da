"""Splitting text into words as a shell does, and quoting words for it.

split(), join() and quote() are for command lines; the class shlex is for small languages."""

import os
import re
import sys
from collections import deque
from io import StringIO

__all__ = ["shlex", "split", "quote", "join"]

# What the lexer is in the middle of; in quotes and after an escape its state is that character.
_BETWEEN = " "
_WORD = "a"
_PUNCTUATION = "c"
_END = None

_LATIN_LETTERS = "ßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞ"


class shlex:
    """Gives the words of a text or a file (stdin if there is none). Its attributes say which
    characters mean what: wordchars, whitespace, quotes, commenters, in posix mode escape (removed,
    like quotes) and escapedquotes; with whitespace_split all else is a part of words as well.
    punctuation_chars (those of the shell, if it is True) make words of their own. The word
    `source` is followed by the name of another file to be read in its place."""

    def __init__(self, instream=None, infile=None, posix=False, punctuation_chars=False):
        from_stdin = instream is None
        self._open(sys.stdin if from_stdin else instream, None if from_stdin else infile)
        self.posix = posix
        self.eof = None if posix else ""
        self.commenters = "#"
        self.wordchars = ("abcdfeghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_"
                          + (_LATIN_LETTERS if posix else ""))
        self.whitespace = " \t\r\n"
        self.whitespace_split = False
        self.quotes, self.escape, self.escapedquotes = "'\"", "\\", '"'
        self.state = _BETWEEN
        self.token = ""
        self.pushback, self.filestack = deque(), deque()
        self.source = None
        self.debug = 0
        self._punctuation_chars = "();<>|&" if punctuation_chars is True else (
            punctuation_chars or "")
        self._pushback_chars = deque()  # read too far behind a word
        if punctuation_chars:
            self.wordchars = "".join(c for c in self.wordchars + "~-./*?="
                                     if c not in self._punctuation_chars)

    @property
    def punctuation_chars(self):
        return self._punctuation_chars

    def _open(self, stream, name):
        self.instream = StringIO(stream) if isinstance(stream, str) else stream
        self.infile = name
        self.lineno = 1

    def _trace(self, text, level=1):
        if self.debug >= level:
            print(f"shlex: {text}")

    # -- sources

    def push_token(self, tok):
        """Give a word back: it is the next one."""
        self._trace(f"pushing token {tok!r}")
        self.pushback.appendleft(tok)

    def push_source(self, newstream, newfile=None):
        """Read from a text or a file, before what is being read goes on."""
        self.filestack.appendleft((self.infile, self.instream, self.lineno))
        self._open(newstream, newfile)
        self._trace(f"pushing to stream {self.instream}" if newfile is None
                    else f"pushing to file {newfile}")

    def pop_source(self):
        """Close what is being read, and go on with what was read before."""
        self.instream.close()
        self.infile, self.instream, self.lineno = self.filestack.popleft()
        self._trace(f"popping to {self.instream}, line {self.lineno}")
        self.state = _BETWEEN

    def sourcehook(self, newfile):
        """(name, open file) of what stands behind the word `source`."""
        newfile = newfile[1:-1] if newfile[0] == '"' else newfile
        if isinstance(self.infile, str) and not os.path.isabs(newfile):
            newfile = os.path.join(os.path.dirname(self.infile), newfile)
        return newfile, open(newfile, "r")

    def error_leader(self, infile=None, lineno=None):
        """How messages about a place begin, so that editors find it."""
        return '"%s", line %d: ' % (self.infile if infile is None else infile,
                                    self.lineno if lineno is None else lineno)

    # -- words

    def __iter__(self):
        return self

    def __next__(self):
        token = self.get_token()
        if token == self.eof:
            raise StopIteration
        return token

    def get_token(self):
        """The next word; eof when there are no more."""
        if self.pushback:
            token = self.pushback.popleft()
            self._trace(f"popping token {token!r}")
            return token
        token = self.read_token()
        while self.source is not None and token == self.source:
            opened = self.sourcehook(self.read_token())
            if opened:
                name, stream = opened
                self.push_source(stream, name)
            token = self.get_token()
        while token == self.eof:
            if not self.filestack:
                return self.eof
            self.pop_source()
            token = self.get_token()
        self._trace("token=EOF" if token == self.eof else f"token={token!r}")
        return token

    def read_token(self):
        """The next word of what is being read, without a look at those given back."""
        self._quoted = False  # an empty word counts if there were quotes
        self._escape_in = _BETWEEN  # where an escape goes back to
        read, pushed = self.instream.read, self._pushback_chars
        state, step = self.state, self._step_of_state()
        while True:
            c = pushed.pop() if pushed else read(1)
            if c == "\n":
                self.lineno += 1
            if self.debug >= 3:
                print(f"shlex: in state {state!r} I see character: {c!r}")
            if step(c):
                break
            if self.state is not state:
                state, step = self.state, self._step_of_state()
        word, self.token = self.token, ""
        if self.posix and not self._quoted and word == "":
            word = None
        self._trace(f"raw token={word!r}" if word else "raw token=EOF", 2)
        return word

    # One step for each state, given the next character (empty at the end of the file): they say
    # whether the word is complete.

    def _step_of_state(self):
        state = self.state
        if state is _END:
            return self._after_end
        if state == _BETWEEN:
            return self._between
        if state in self.quotes:
            return self._in_quotes
        return self._after_escape if state in self.escape else self._in_word

    def _is_word(self):
        return bool(self.token or self.posix and self._quoted)

    def _begin(self, state, token=""):
        self.state, self.token = state, token
        return False

    def _skip_comment(self):
        self.instream.readline()
        self.lineno += 1

    def _enter_escape(self, c, back_to):
        self._escape_in = back_to
        self.state = c
        return False

    def _after_end(self, c):
        self.token = ""
        return True

    def _between(self, c):
        if not c:
            self.state = _END
            return True
        if c in self.whitespace:
            return self._is_word()
        if c in self.commenters:
            self._skip_comment()
            return False
        if self.posix and c in self.escape:
            return self._enter_escape(c, _WORD)
        if c in self.wordchars:
            return self._begin(_WORD, c)
        if c in self._punctuation_chars:
            return self._begin(_PUNCTUATION, c)
        if c in self.quotes:
            return self._begin(c, self.token if self.posix else c)
        if self.whitespace_split:
            return self._begin(_WORD, c)
        self.token = c
        return True

    def _in_quotes(self, c):
        self._quoted = True
        if not c:
            raise ValueError("No closing quotation")
        if c == self.state and self.posix:
            self.state = _WORD
            return False
        if self.posix and c in self.escape and self.state in self.escapedquotes:
            return self._enter_escape(c, self.state)
        self.token += c
        if c != self.state:
            return False
        self.state = _BETWEEN
        return True

    def _after_escape(self, c):
        if not c:
            raise ValueError("No escaped character")
        if self._escape_in in self.quotes and c not in (self.state, self._escape_in):
            self.token += self.state  # there it escapes the quote and itself only
        self.token += c
        self.state = self._escape_in
        return False

    def _in_word(self, c):
        if not c:
            self.state = _END
            return True
        if c in self.whitespace:
            self.state = _BETWEEN
            return self._is_word()
        if c in self.commenters:
            self._skip_comment()
            if not self.posix:
                return False
            self.state = _BETWEEN
            return self._is_word()
        if self.state == _PUNCTUATION:
            if c in self._punctuation_chars:
                self.token += c
                return False
            return self._end_before(c)
        if self.posix and c in self.quotes:
            self.state = c
            return False
        if self.posix and c in self.escape:
            return self._enter_escape(c, _WORD)
        if c in self.wordchars or c in self.quotes or (
                self.whitespace_split and c not in self._punctuation_chars):
            self.token += c
            return False
        return self._end_before(c)

    def _end_before(self, c):
        """Ends the word before a character that has to be read again."""
        if self._punctuation_chars:
            self._pushback_chars.append(c)
        else:
            self.pushback.appendleft(c)
        self.state = _BETWEEN
        return self._is_word()


def split(s, comments=False, posix=True):
    """The words of a command line."""
    if s is None:
        raise ValueError("s argument must not be None")
    lexer = shlex(s, posix=posix)
    lexer.whitespace_split = True
    if not comments:
        lexer.commenters = ""
    return list(lexer)


def join(split_command):
    """A command line that has these words."""
    return " ".join(map(quote, split_command))


_find_unsafe = re.compile(r"[^\w@%+=:,./-]", re.ASCII).search


def quote(s):
    """The word as it has to stand in a command line."""
    if not s:
        return "''"
    if _find_unsafe(s) is None:
        return s
    return "'" + s.replace("'", "'\"'\"'") + "'"


def _print_words(lexer):
    for word in lexer:
        print(f"Token: {word!r}")


if __name__ == "__main__":
    if len(sys.argv) == 1:
        _print_words(shlex())
    else:
        with open(sys.argv[1]) as file:
            _print_words(shlex(file, sys.argv[1]))
