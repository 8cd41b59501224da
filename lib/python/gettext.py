"""Translations: texts of a program in the user's language, from catalogues that GNU gettext makes.

A message is found by its text, or context and text; its plural forms by text and the number of the
form, which a formula in the catalogue tells. The formula is in C and becomes a Python function."""

import os
import re
import sys

__all__ = ["NullTranslations", "GNUTranslations", "Catalog", "bindtextdomain", "find",
           "translation", "install", "textdomain", "dgettext", "dngettext", "gettext",
           "ngettext", "pgettext", "dpgettext", "npgettext", "dnpgettext"]

_default_localedir = os.path.join(sys.base_prefix, "share", "locale")

# -- plural forms

_token = re.compile(r"[ \t]*(?:([0-9]+\b|n\b|[()]|[-*/%+?:]|[><!]=?|==|&&|\|\|)|(\w+|.))",
                    re.DOTALL)

# Precedence and Python's name, if it is another.
_OPERATORS = {operator: (level, {"||": "or", "&&": "and", "/": "//"}.get(operator, operator))
              for level, operators in enumerate(
                  ("||", "&&", "== !=", "< > <= >=", "+ -", "* / %"), 1)
              for operator in operators.split()}
_COMPARISONS = (3, 4)
_MOST_CHARACTERS = 1000
_MOST_PARENTHESES = 20


class _Formula:
    """The tokens of a formula in C and a place among them."""

    def __init__(self, text):
        self.tokens = []
        for match in _token.finditer(text.rstrip(" \t")):
            if match[2]:
                raise ValueError(f"invalid token in plural form: {match[2]}")
            self.tokens.append(match[1])
        self.tokens.reverse()

    def peek(self):
        return self.tokens[-1] if self.tokens else ""

    def error(self, token):
        if token:
            return ValueError(f"unexpected token in plural form: {token}")
        return ValueError("unexpected end of plural form")

    def next(self):
        return self.tokens.pop() if self.tokens else ""

    def expression(self, level=-1):
        """Python's text for what binds at least as tight as the level."""
        result = self.operand()
        while (operator := self.peek()) in _OPERATORS:
            priority, python = _OPERATORS[operator]
            if priority < level:
                break
            # Comparisons of Python are chained unless there are parentheses.
            if priority in _COMPARISONS and level in _COMPARISONS:
                result = f"({result})"
            self.next()
            result = f"{result} {python} {self.expression(priority + 1)}"
        if self.peek() == "?" and level <= 0:
            self.next()
            chosen = self.expression(0)
            if self.peek() != ":":
                raise self.error(self.next())
            self.next()
            other = self.expression(0)
            result = f"{chosen} if {result} else {other}"
            if level == 0:
                result = f"({result})"
        return result

    def operand(self):
        negations = 0
        while self.peek() == "!":
            self.next()
            negations += 1
        token = self.next()
        if token == "(":
            inside = self.expression()
            if self.next() != ")":
                raise ValueError("unbalanced parenthesis in plural form")
            operand = f"({inside})"
        elif token == "n":
            operand = token
        elif token.isdigit():
            operand = str(int(token))
        else:
            raise self.error(token)
        return "not " * negations + operand if negations else operand


def _as_int(n):
    try:
        round(n)
    except TypeError:
        raise TypeError(f"Plural value must be an integer, got {type(n).__name__}") from None
    _warn(n)
    return n


def _warn(n):
    import warnings
    warnings.warn(f"Plural value must be an integer, got {type(n).__name__}",
                  DeprecationWarning, _level_outside())


def _level_outside():
    """The stack level of the first caller outside of this module."""
    frame, level = sys._getframe(1), 1
    while frame.f_back is not None and frame.f_globals.get("__name__") == __name__:
        frame, level = frame.f_back, level + 1
    return level


def c2py(plural):
    """A function that gives the number of the plural form for n, of a formula in C."""
    if len(plural) > _MOST_CHARACTERS:
        raise ValueError("plural form expression is too long")
    try:
        formula = _Formula(plural)
        result = formula.expression()
        if formula.peek():
            raise formula.error(formula.peek())
        depth = 0
        for char in result:
            depth += (char == "(") - (char == ")")
            if depth > _MOST_PARENTHESES:
                raise ValueError("plural form expression is too complex")
        names = {"_as_int": _as_int, "__name__": __name__}
        exec("def func(n):\n"
             "    if not isinstance(n, int):\n"
             "        n = _as_int(n)\n"
             f"    return int({result})\n", names)
        return names["func"]
    except RecursionError:
        raise ValueError("plural form expression is too complex")


# -- catalogues

class NullTranslations:
    """No translations, unless there is a fallback that has them. The base of all catalogues."""

    def __init__(self, fp=None):
        self._info = {}
        self._charset = self._fallback = None
        if fp is not None:
            self._parse(fp)

    def _parse(self, fp):
        """Read a file; subclasses do."""

    def add_fallback(self, fallback):
        """Ask this catalogue, after all others, for what is missing."""
        if self._fallback:
            self._fallback.add_fallback(fallback)
        else:
            self._fallback = fallback

    def gettext(self, message):
        """The translation of a text."""
        return self._fallback.gettext(message) if self._fallback else message

    def ngettext(self, msgid1, msgid2, n):
        """The translation of a text for n things; msgid2 is it in the plural."""
        if self._fallback:
            return self._fallback.ngettext(msgid1, msgid2, n)
        return msgid1 if _is_one(n) else msgid2

    def pgettext(self, context, message):
        """The translation of a text in a context."""
        return self._fallback.pgettext(context, message) if self._fallback else message

    def npgettext(self, context, msgid1, msgid2, n):
        """The translation of a text in a context for n things."""
        if self._fallback:
            return self._fallback.npgettext(context, msgid1, msgid2, n)
        return msgid1 if _is_one(n) else msgid2

    def info(self):
        """A dictionary of the headers of the catalogue."""
        return self._info

    def charset(self):
        """The encoding of the catalogue."""
        return self._charset

    def install(self, names=None):
        """Make gettext the builtin _, and those of ngettext, pgettext, ... in names builtins."""
        import builtins
        builtins._ = self.gettext
        for name in ("gettext", "ngettext", "pgettext", "npgettext"):
            if names is not None and name in names:
                setattr(builtins, name, getattr(self, name))


def _is_one(n):
    if not isinstance(n, int):
        _warn(n)
    return n == 1


class GNUTranslations(NullTranslations):
    """A catalogue of GNU gettext, a file .mo."""

    LE_MAGIC = 0x950412DE
    BE_MAGIC = 0xDE120495
    CONTEXT = "%s\x04%s"
    VERSIONS = (0, 1)

    def _parse(self, fp):
        from struct import unpack_from
        name = getattr(fp, "name", "")
        self._catalog = {}
        self.plural = lambda n: int(n != 1)
        data = fp.read()
        magic = int.from_bytes(data[:4], "little")
        if magic not in (self.LE_MAGIC, self.BE_MAGIC):
            raise OSError(0, "Bad magic number", name)
        order = "<" if magic == self.LE_MAGIC else ">"
        version, count, *tables = unpack_from(order + "4I", data, 4)
        if version >> 16 not in self.VERSIONS:
            raise OSError(0, f"Bad version number {version >> 16}", name)
        for i in range(count):
            texts = []
            for table in tables:
                size, start = unpack_from(order + "2I", data, table + 8 * i)
                if start + size >= len(data):
                    raise OSError(0, "File is corrupt", name)
                texts.append(data[start : start + size])
            self._add(*texts)

    def _add(self, message, translated):
        if not message:
            self._read_headers(translated)
        charset = self._charset or "ascii"
        if b"\0" in message:
            singular = str(message.split(b"\0")[0], charset)
            for form, text in enumerate(translated.split(b"\0")):
                self._catalog[singular, form] = str(text, charset)
        else:
            self._catalog[str(message, charset)] = str(translated, charset)

    def _read_headers(self, text):
        """What is translated for the empty message."""
        last = None
        for line in text.split(b"\n"):
            line = line.decode().strip()
            if not line or line.startswith("#-#-#-#-#") and line.endswith("#-#-#-#-#"):
                continue
            name, colon, value = line.partition(":")
            if not colon:
                if last:
                    self._info[last] += "\n" + line
                continue
            last, value = name.strip().lower(), value.strip()
            self._info[last] = value
            if last == "content-type":
                self._charset = value.split("charset=")[1]
            elif last == "plural-forms":
                self.plural = c2py(value.split(";")[1].split("plural=")[1])

    def _lookup(self, key):
        """The translation of a text without plural, None if there is none."""
        found = self._catalog.get(key)
        return self._catalog.get((key, self.plural(1))) if found is None else found

    def gettext(self, message):
        found = self._lookup(message)
        return super().gettext(message) if found is None else found

    def ngettext(self, msgid1, msgid2, n):
        found = self._catalog.get((msgid1, self.plural(n)))
        return super().ngettext(msgid1, msgid2, n) if found is None else found

    def pgettext(self, context, message):
        found = self._lookup(self.CONTEXT % (context, message))
        return super().pgettext(context, message) if found is None else found

    def npgettext(self, context, msgid1, msgid2, n):
        found = self._catalog.get((self.CONTEXT % (context, msgid1), self.plural(n)))
        return super().npgettext(context, msgid1, msgid2, n) if found is None else found


# -- finding catalogues

def _expand_lang(loc):
    """Names of folders for a locale, language_TERRITORY.encoding@modifier, the best first."""
    import locale
    rest, _, modifier = locale.normalize(loc).partition("@")
    rest, _, encoding = rest.partition(".")
    language, _, territory = rest.partition("_")
    names = [language]
    # Each part that there is doubles the names; the last one counts least.
    for mark, part in ("@", modifier), (".", encoding), ("_", territory):
        if part:
            names = names + [_insert(name, mark, part) for name in names]
    return sorted(names, key=lambda name: ("_" in name, "." in name, "@" in name), reverse=True)


def _insert(name, mark, part):
    """The name with a part behind the language and the parts that come before it."""
    for index, char in enumerate(name):
        if char in "_.@" and "_.@".index(char) > "_.@".index(mark):
            return f"{name[:index]}{mark}{part}{name[index:]}"
    return f"{name}{mark}{part}"


def _user_languages():
    for variable in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(variable):
            languages = value.split(":")
            break
    else:
        languages = []
    return languages if "C" in languages else languages + ["C"]


def find(domain, localedir=None, languages=None, all=False):
    """The path of the best catalogue, None if there is none; with all, a list of all of them."""
    if localedir is None:
        localedir = _default_localedir
    wanted = _user_languages() if languages is None else languages
    names = dict.fromkeys(name for language in wanted for name in _expand_lang(language))
    found = []
    for name in names:
        if name == "C":
            break
        path = os.path.join(localedir, name, "LC_MESSAGES", f"{domain}.mo")
        if os.path.exists(path):
            if not all:
                return path
            found.append(path)
    return found if all else None


_translations = {}  # catalogues by class and path


def translation(domain, localedir=None, languages=None, class_=None, fallback=False):
    """The catalogue of a domain, others of the user's languages behind it. Where there is none,
    FileNotFoundError or, with fallback, a NullTranslations."""
    import copy
    class_ = GNUTranslations if class_ is None else class_
    paths = find(domain, localedir, languages, all=True)
    if not paths:
        if fallback:
            return NullTranslations()
        from errno import ENOENT
        raise FileNotFoundError(ENOENT, "No translation file found for domain", domain)
    result = None
    for path in paths:
        key = class_, os.path.abspath(path)
        if key not in _translations:
            with open(path, "rb") as file:
                _translations.setdefault(key, class_(file))
        catalogue = copy.copy(_translations[key])  # as it gets a fallback
        if result is None:
            result = catalogue
        else:
            result.add_fallback(catalogue)
    return result


def install(domain, localedir=None, *, names=None):
    """Make the translation of a domain the builtin _."""
    translation(domain, localedir, fallback=True).install(names)


# -- as GNU's functions: of a domain, or of the current one

_localedirs = {}
_current_domain = "messages"


def textdomain(domain=None):
    """Set the current domain; the current one."""
    global _current_domain
    if domain is not None:
        _current_domain = domain
    return _current_domain


def bindtextdomain(domain, localedir=None):
    """Set the folder of a domain; the folder that it has."""
    if localedir is not None:
        _localedirs[domain] = localedir
    return _localedirs.get(domain, _default_localedir)


def _of_domain(domain):
    return translation(domain, _localedirs.get(domain, None), fallback=True)


def dgettext(domain, message):
    return _of_domain(domain).gettext(message)


def dngettext(domain, msgid1, msgid2, n):
    return _of_domain(domain).ngettext(msgid1, msgid2, n)


def dpgettext(domain, context, message):
    return _of_domain(domain).pgettext(context, message)


def dnpgettext(domain, context, msgid1, msgid2, n):
    return _of_domain(domain).npgettext(context, msgid1, msgid2, n)


def gettext(message):
    return dgettext(_current_domain, message)


def ngettext(msgid1, msgid2, n):
    return dngettext(_current_domain, msgid1, msgid2, n)


def pgettext(context, message):
    return dpgettext(_current_domain, context, message)


def npgettext(context, msgid1, msgid2, n):
    return dnpgettext(_current_domain, context, msgid1, msgid2, n)


Catalog = translation
