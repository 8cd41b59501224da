"""Regular expressions.

The engine is the native module _re; here are the flags, the exception and the Scanner.
"""

from _re import (Match, Pattern, _compile, _compile_numbered, compile, escape, findall, finditer,
                 fullmatch, match, purge, search, split, sub, subn)

__all__ = [
    "match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer", "compile",
    "purge", "escape", "error", "Pattern", "Match", "A", "I", "L", "M", "S", "X", "U", "ASCII",
    "IGNORECASE", "LOCALE", "MULTILINE", "DOTALL", "VERBOSE", "UNICODE", "NOFLAG", "RegexFlag",
    "PatternError",
]

__version__ = "2.2.1"


class PatternError(Exception):
    """Exception raised for invalid regular expressions.

    Attributes:

        msg: The unformatted error message
        pattern: The regular expression pattern
        pos: The index in the pattern where compilation failed (may be None)
        lineno: The line corresponding to pos (may be None)
        colno: The column corresponding to pos (may be None)
    """

    __module__ = "re"

    def __init__(self, msg, pattern=None, pos=None):
        self.msg = msg
        self.pattern = pattern
        self.pos = pos
        self.lineno = self.colno = None
        if pattern is not None and pos is not None:
            newline = "\n" if isinstance(pattern, str) else b"\n"
            self.lineno = pattern.count(newline, 0, pos) + 1
            self.colno = pos - pattern.rfind(newline, 0, pos)
            msg = f"{msg} at position {pos}"
            if newline in pattern:
                msg = f"{msg} (line {self.lineno}, column {self.colno})"
        super().__init__(msg)


error = PatternError


class _RegexFlagType(type):
    # The class answers as an enumeration: by name, in order, with its members' number.
    def __getitem__(cls, name):
        return cls.__members__[name]

    def __iter__(cls):
        return iter(cls._canonical)

    def __reversed__(cls):
        return reversed(cls._canonical)

    def __len__(cls):
        return len(cls._canonical)

    def __contains__(cls, value):
        return isinstance(value, cls) or isinstance(value, int)


class RegexFlag(int, metaclass=_RegexFlagType):
    """The flags of regular expressions; they combine with |, &, ^ and ~."""

    __module__ = "re"
    _names = ("ASCII", "IGNORECASE", "LOCALE", "UNICODE", "MULTILINE", "DOTALL", "VERBOSE", "DEBUG")
    _values = (256, 2, 4, 32, 8, 16, 64, 128)
    _known = {}
    __members__ = {}

    def __new__(cls, value=0):
        value = int(value)
        if value < 0: # bits beyond the flags are kept
            value += max(512, 1 << value.bit_length())
        flag = cls._known.get(value)
        if flag is None:
            flag = int.__new__(cls, value)
            if len(cls._known) < 1000:
                cls._known[value] = flag
        return flag

    @property
    def value(self):
        return int(self)

    _value_ = value

    @property
    def name(self):
        if not self:
            return "NOFLAG"
        rest, parts = int(self), []
        for name, value in zip(self._names, self._values):
            if rest & value:
                parts.append(name)
                rest &= ~value
        if not parts:
            return None
        if rest:
            parts.append(hex(rest))
        return "|".join(parts)

    _name_ = name

    def __repr__(self):
        if not self:
            return "re.NOFLAG"
        rest, parts = int(self), []
        for name, value in zip(self._names, self._values):
            if rest & value:
                parts.append("re." + name)
                rest &= ~value
        if rest:
            parts.append(hex(rest))
        return "|".join(parts)

    __str__ = object.__str__

    def __format__(self, spec):
        return int(self).__format__(spec) if spec else str(self)

    def __or__(self, other):
        return RegexFlag(int(self) | int(other)) if isinstance(other, int) else NotImplemented

    def __and__(self, other):
        return RegexFlag(int(self) & int(other)) if isinstance(other, int) else NotImplemented

    def __xor__(self, other):
        return RegexFlag(int(self) ^ int(other)) if isinstance(other, int) else NotImplemented

    __ror__, __rand__, __rxor__ = __or__, __and__, __xor__

    def __invert__(self):
        return RegexFlag(~int(self))

    def __contains__(self, other):
        return int(self) & int(other) == int(other)

    def __iter__(self):
        return (RegexFlag(1 << bit) for bit in range(self.bit_length()) if self & (1 << bit))

    def __hash__(self):
        return int(self).__hash__()

    def __reduce_ex__(self, protocol):
        return RegexFlag, (int(self),)


def _define_flags():
    for name, short, value in (("NOFLAG", None, 0), ("ASCII", "A", 256), ("IGNORECASE", "I", 2),
                               ("LOCALE", "L", 4), ("UNICODE", "U", 32), ("MULTILINE", "M", 8),
                               ("DOTALL", "S", 16), ("VERBOSE", "X", 64), ("DEBUG", None, 128)):
        flag = RegexFlag(value)
        for alias in filter(None, (name, short)):
            RegexFlag.__members__[alias] = flag
            setattr(RegexFlag, alias, flag)
            globals()[alias] = flag
    RegexFlag._canonical = tuple(RegexFlag(1 << bit) for bit in range(1, 9))


_define_flags()
del _define_flags


class Scanner:
    """Splits text into tokens: pairs of a pattern and what to do with a match of it.

    `scanner` is one pattern of all of them: the first is its group 1, and so on. Groups inside a
    pattern are counted from 1 again, whatever the group of that number holds.
    """

    def __init__(self, lexicon, flags=0):
        if isinstance(flags, RegexFlag):
            flags = flags.value
        self.lexicon = lexicon
        self.scanner = _compile_numbered(tuple(phrase for phrase, action in lexicon), flags)

    def scan(self, string):
        result = []
        position = 0
        match = self.scanner.scanner(string).match
        while (found := match()) and found.end() != position:
            position = found.end()
            action = self.lexicon[found.lastindex - 1][1]
            if callable(action):
                self.match = found
                action = action(self, found.group())
            if action is not None:
                result.append(action)
        return result, string[position:]
