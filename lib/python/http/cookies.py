"""Cookies as servers set and get them: SimpleCookie is a dictionary of Morsels, a Morsel one
cookie with its attributes."""

import re
import string
import time
import types

__all__ = ["CookieError", "BaseCookie", "SimpleCookie"]

_KEY_CHARS = string.ascii_letters + string.digits + "!#$%&'*+-.^_`|~:"
_PLAIN_CHARS = _KEY_CHARS + " ()/<=>?@[]{}"
_ESCAPES = {code: f"\\{code:03o}" for code in range(256) if chr(code) not in _PLAIN_CHARS}
_ESCAPES |= {ord(char): "\\" + char for char in '"\\'}

_is_key = re.compile(f"[{re.escape(_KEY_CHARS)}]+").fullmatch
_escaped = re.compile(r"\\(?:([0-3][0-7][0-7])|(.))")

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

# key, key=value, key="quoted value" or key=date, with a semicolon or blanks behind.
_pattern = re.compile(r"""
    \s* (?P<key> [\w\d!#%&'~_`><@,:/$*+\-.^|)(?}{=]+? )
    (?: \s* = \s*
        (?P<val> "(?:[^\\"]|\\.)*"
               | \w{3},\s[\w\d\s-]{9,11}\s[\d:]{8}\sGMT
               | [\w\d!#%&'~_`><@,:/$*+\-.^|)(?}{=\[\]]* ) )?
    \s* (?: \s+ | ; | $ )""", re.ASCII | re.VERBOSE)


class CookieError(Exception):
    """A key or an attribute that a cookie cannot have."""


def _quote(str):
    """The text between double quotes, if it needs them."""
    return str if str is None or _is_key(str) else f'"{str.translate(_ESCAPES)}"'


def _unquote(str):
    """The text without quotes and escapes."""
    if str is None or len(str) < 2 or not str[0] == str[-1] == '"':
        return str
    return _escaped.sub(lambda match: chr(int(match[1], 8)) if match[1] else match[2], str[1:-1])


def _date(seconds):
    """So many seconds from now."""
    year, month, day, hour, minute, second, weekday = time.gmtime(time.time() + seconds)[:7]
    return (f"{_DAYS[weekday]}, {day:02} {_MONTHS[month - 1]} {year:4} "
            f"{hour:02}:{minute:02}:{second:02} GMT")


class Morsel(dict):
    """A cookie: key, value and coded_value (as it is sent); a dictionary of its attributes, which
    are '' until they are set."""

    _reserved = {"expires": "expires"} | {name.lower(): name for name in (
        "Path", "Comment", "Domain", "Max-Age", "Secure", "HttpOnly", "Version", "SameSite")}
    _flags = {"secure", "httponly"}

    def __init__(self):
        super().__init__(dict.fromkeys(self._reserved, ""))
        self._key = self._value = self._coded_value = None

    key = property(lambda self: self._key)
    value = property(lambda self: self._value)
    coded_value = property(lambda self: self._coded_value)

    def _attribute(self, name):
        name = name.lower()
        if name not in self._reserved:
            raise CookieError(f"Invalid attribute {name!r}")
        return name

    def __setitem__(self, K, V):
        super().__setitem__(self._attribute(K), V)

    def setdefault(self, key, val=None):
        return super().setdefault(self._attribute(key), val)

    def update(self, values):
        super().update({self._attribute(key): value for key, value in dict(values).items()})

    def __eq__(self, morsel):
        if not isinstance(morsel, Morsel):
            return NotImplemented
        return dict.__eq__(self, morsel) and self.__getstate__() == morsel.__getstate__()

    __ne__ = object.__ne__

    def copy(self):
        new = Morsel()
        new.update(self)
        vars(new).update(vars(self))
        return new

    def isReservedKey(self, K):
        """Is this the name of an attribute?"""
        return K.lower() in self._reserved

    def set(self, key, val, coded_val):
        """Set key, value and coded_value."""
        if self.isReservedKey(key):
            raise CookieError(f"Attempt to set a reserved key {key!r}")
        if not _is_key(key):
            raise CookieError(f"Illegal key {key!r}")
        self.__setstate__({"key": key, "value": val, "coded_value": coded_val})

    def __getstate__(self):
        return {"key": self._key, "value": self._value, "coded_value": self._coded_value}

    def __setstate__(self, state):
        for name in "key", "value", "coded_value":
            setattr(self, "_" + name, state[name])

    def output(self, attrs=None, header="Set-Cookie:"):
        """The header that sets the cookie, with all attributes or these."""
        return f"{header} {self.OutputString(attrs)}"

    __str__ = output

    def __repr__(self):
        return f"<{type(self).__name__}: {self.OutputString()}>"

    def js_output(self, attrs=None):
        """A script that sets the cookie."""
        escaped = self.OutputString(attrs).replace('"', r"\"")
        return f"""
        <script type="text/javascript">
        <!-- begin hiding
        document.cookie = "{escaped}";
        // end hiding -->
        </script>
        """

    def OutputString(self, attrs=None):
        """The value of the header that sets the cookie."""
        wanted = self._reserved if attrs is None else attrs
        return "; ".join([f"{self.key}={self.coded_value}"]
                         + [text for name, value in sorted(self.items())
                            if name in wanted and value != ""
                            and (text := self._attribute_text(name, value))])

    def _attribute_text(self, name, value):
        written = self._reserved[name]
        if name in self._flags:
            return written if value else ""
        if name == "expires" and isinstance(value, int):
            value = _date(value)
        elif name == "max-age" and isinstance(value, int):
            value = int(value)
        elif name == "comment" and isinstance(value, str):
            value = _quote(value)
        return f"{written}={value}"

    __class_getitem__ = classmethod(types.GenericAlias)


class BaseCookie(dict):
    """Morsels by key; what is set becomes one. Subclasses say how values are encoded."""

    def __init__(self, input=None):
        if input:
            self.load(input)

    def value_decode(self, val):
        """(value, coded value) of a coded value."""
        return val, val

    def value_encode(self, val):
        """(value, coded value) of a value."""
        text = str(val)
        return text, text

    def _put(self, key, value, coded):
        morsel = self.get(key) or Morsel()
        morsel.set(key, value, coded)
        super().__setitem__(key, morsel)
        return morsel

    def __setitem__(self, key, value):
        if isinstance(value, Morsel):
            super().__setitem__(key, value)
        else:
            self._put(key, *self.value_encode(value))

    def output(self, attrs=None, header="Set-Cookie:", sep="\r\n"):
        """The headers that set all cookies."""
        return sep.join(morsel.output(attrs, header) for _, morsel in sorted(self.items()))

    __str__ = output

    def __repr__(self):
        pairs = " ".join(f"{key}={morsel.value!r}" for key, morsel in sorted(self.items()))
        return f"<{type(self).__name__}: {pairs}>"

    def js_output(self, attrs=None):
        """Scripts that set all cookies."""
        return "".join(morsel.js_output(attrs) for _, morsel in sorted(self.items()))

    def load(self, rawdata):
        """Add the cookies of a header's value, or of a dictionary."""
        if isinstance(rawdata, str):
            self._load_header(rawdata)
        else:
            for key, value in rawdata.items():
                self[key] = value

    def _load_header(self, text):
        """All or, if there is something wrong, nothing."""
        found = []  # (key, coded value) and dictionaries of attributes
        start = 0
        while start < len(text) and (match := _pattern.match(text, start)):
            key, value = match["key"], match["val"]
            start = match.end()
            small = key.lower()
            if key[0] == "$":
                if found:
                    found[-1][2][key[1:]] = value
            elif small in Morsel._reserved:
                if not found or value is None and small not in Morsel._flags:
                    return
                found[-1][2][key] = True if value is None else _unquote(value)
            elif value is None:
                return
            else:
                found.append((key, value, {}))
        for key, value, attributes in found:
            self._put(key, *self.value_decode(value)).update(attributes)


class SimpleCookie(BaseCookie):
    """Cookies whose values are text, quoted where needed."""

    def value_decode(self, val):
        return _unquote(val), val

    def value_encode(self, val):
        text = str(val)
        return text, _quote(text)
