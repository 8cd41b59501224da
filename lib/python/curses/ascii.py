"""The ASCII characters: names of the control characters, and what kind a character is.

A character is a str of length 1 or its number.
"""

controlnames = ("NUL SOH STX ETX EOT ENQ ACK BEL BS HT LF VT FF CR SO SI "
                "DLE DC1 DC2 DC3 DC4 NAK SYN ETB CAN EM SUB ESC FS GS RS US SP").split()
globals().update({name: number for number, name in enumerate(controlnames)})
TAB = 9
NL = 10
DEL = 127


def _number(c):
    return ord(c) if isinstance(c, str) else c


def _like(c, number):
    """The number in the form in which the character came."""
    return chr(number) if isinstance(c, str) else number


def isascii(c):
    return 0 <= _number(c) <= 127


def isblank(c):
    return _number(c) in (9, 32)


def iscntrl(c):
    return isctrl(c) or _number(c) == DEL


def isctrl(c):
    return 0 <= _number(c) < 32


def isdigit(c):
    return 48 <= _number(c) <= 57


def islower(c):
    return 97 <= _number(c) <= 122


def isupper(c):
    return 65 <= _number(c) <= 90


def isalpha(c):
    return isupper(c) or islower(c)


def isalnum(c):
    return isalpha(c) or isdigit(c)


def isgraph(c):
    return 33 <= _number(c) <= 126


def isprint(c):
    return 32 <= _number(c) <= 126


def ispunct(c):
    return isgraph(c) and not isalnum(c)


def isspace(c):
    return 9 <= _number(c) <= 13 or _number(c) == 32


def isxdigit(c):
    return isdigit(c) or 65 <= _number(c) <= 70 or 97 <= _number(c) <= 102


def ismeta(c):
    return _number(c) > 127


def ascii(c):
    return _like(c, _number(c) & 0x7f)


def ctrl(c):
    return _like(c, _number(c) & 0x1f)


def alt(c):
    return _like(c, _number(c) | 0x80)


def unctrl(c):
    """How the character is shown: "a", "^A" for a control character, "!" before one above 127."""
    number = _number(c)
    low = number & 0x7f
    if number == DEL:
        shown = "^?"
    elif isprint(low):
        shown = chr(low)
    else:
        shown = "^" + chr((low | 0x20) + 0x20)
    return "!" + shown if number & 0x80 else shown
