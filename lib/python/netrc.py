"""Users and passwords of hosts in the file ~/.netrc, which ftp and others read.

The file is words: machine NAME (or default), login, password and account of it, macros, and
comments up to the end of a line."""

import os
import stat

__all__ = ["netrc", "NetrcParseError"]

_BLANKS = " \t\r\n"
_FIELDS = {"login": 0, "user": 0, "account": 1, "password": 2}


class NetrcParseError(Exception):
    """The file is wrong, or others could read it."""

    def __init__(self, msg, filename=None, lineno=None):
        super().__init__(msg)
        self.msg, self.filename, self.lineno = msg, filename, lineno

    def __str__(self):
        return f"{self.msg} ({self.filename}, line {self.lineno})"


class _Words:
    """The words of a text; lineno is the line of what comes next, where comments and macros do not
    count."""

    def __init__(self, text):
        self.text, self.pos, self.lineno = text, 0, 1

    def char(self):
        """The next character, which is passed; "" at the end."""
        char = self.text[self.pos : self.pos + 1]
        self.pos += len(char)
        self.lineno += char == "\n"
        return char

    def word(self):
        """The next word, "" at the end. Quotes hide blanks, a backslash any character."""
        while (char := self.char()) and char in _BLANKS:
            pass
        quoted = char == '"'
        end = '"' if quoted else _BLANKS
        if quoted:
            char = self.char()
        found = ""
        while char and char not in end:
            found += self.char() if char == "\\" else char
            char = self.char()
        return found

    def line(self):
        """The rest of the line, with its end."""
        start = self.pos
        end = self.text.find("\n", start)
        self.pos = len(self.text) if end < 0 else end + 1
        return self.text[start : self.pos]

    def skip_comment(self, first_line):
        """Pass the rest of a comment whose first word was in this line."""
        if self.lineno == first_line:
            self.line()


class netrc:
    """The content of a file, by default ~/.netrc: hosts, (login, account, password) by name, and
    macros, lists of lines by name."""

    def __init__(self, file=None):
        is_default = file is None
        if is_default:
            file = os.path.join(os.path.expanduser("~"), ".netrc")
        try:
            self._read(file, "utf-8", is_default)
        except UnicodeDecodeError:
            self._read(file, "locale", is_default)

    def _read(self, file, encoding, is_default):
        self.hosts, self.macros = {}, {}
        with open(file, encoding=encoding) as opened:
            words = _Words(opened.read())
            error = lambda message: NetrcParseError(message, file, words.lineno)
            line, word = words.lineno, words.word()
            while word:
                following = None
                if word.startswith("#"):
                    # Without a blank behind its #, the first word is all of the comment.
                    if len(word) == 1:
                        words.skip_comment(line)
                elif word == "macdef":
                    self._read_macro(words, error)
                elif word in ("machine", "default"):
                    name = words.word() if word == "machine" else word
                    if not name:
                        raise error(f"missing {word!r} name")
                    following = self._read_host(words, name, error)
                    if is_default:
                        _check_owner(opened, self.hosts[name][0])
                else:
                    raise error(f"bad toplevel token {word!r}")
                line = words.lineno
                word = words.word() if following is None else following

    def _read_macro(self, words, error):
        lines = self.macros[words.word()] = []
        while (line := words.line()) != "\n":
            if not line:
                raise error("Macro definition missing null line terminator.")
            lines.append(line)

    def _read_host(self, words, name, error):
        """Read what belongs to a host; the word behind it."""
        values = ["", "", ""]
        while True:
            line, word = words.lineno, words.word()
            if word.startswith("#"):
                words.skip_comment(line)
            elif word in ("", "machine", "default", "macdef"):
                self.hosts[name] = tuple(values)
                return word
            elif word in _FIELDS:
                values[_FIELDS[word]] = words.word()
            else:
                raise error(f"bad follower token {word!r}")

    def authenticators(self, host):
        """(login, account, password) of a host or the default, or None."""
        return self.hosts.get(host, self.hosts.get("default"))

    def __repr__(self):
        text = ""
        for host, (login, account, password) in self.hosts.items():
            text += f"machine {host}\n\tlogin {login}\n"
            if account:
                text += f"\taccount {account}\n"
            text += f"\tpassword {password}\n"
        for macro, lines in self.macros.items():
            text += "".join([f"macdef {macro}\n", *lines, "\n"])
        return text


def _check_owner(file, login):
    """A file with passwords must be the user's and nobody else's."""
    if login == "anonymous":
        return
    found = os.fstat(file.fileno())
    if found.st_uid != os.getuid():
        raise NetrcParseError(
            f"~/.netrc file owner ({_user_name(found.st_uid)}, {_user_name(os.getuid())}) does "
            "not match current user")
    if found.st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise NetrcParseError("~/.netrc access too permissive: access permissions must restrict "
                              "access to only the owner")


def _user_name(number):
    import pwd
    try:
        return pwd.getpwuid(number).pw_name
    except KeyError:
        return f"uid {number}"


if __name__ == "__main__":
    print(netrc())
