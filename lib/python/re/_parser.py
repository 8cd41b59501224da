"""Patterns as trees, for programs that look at patterns: parse() makes them.

Folio's engine has a parser of its own, in C, and knows nothing of these trees. It reads a pattern
first, so that here all of them are right and nothing needs to be checked. A tree is a SubPattern,
a list of pairs of a name of re._constants and what belongs to it:

    LITERAL code    NOT_LITERAL code    ANY None    AT where    GROUPREF number
    IN [what is in the set]    BRANCH (None, [trees])    SUBPATTERN (number, on, off, tree)
    MAX_REPEAT, MIN_REPEAT, POSSESSIVE_REPEAT (least, most, tree)    ATOMIC_GROUP tree
    ASSERT, ASSERT_NOT (1 ahead or -1 behind, tree)    GROUPREF_EXISTS (number, yes, no)
"""

import re as _re
import unicodedata as _unicodedata

from re._constants import *

SPECIAL_CHARS = ".\\[{()*+?^$|"
REPEAT_CHARS = "*+?{"
DIGITS = frozenset("0123456789")
OCTDIGITS = frozenset("01234567")
HEXDIGITS = frozenset("0123456789abcdefABCDEF")
ASCIILETTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
WHITESPACE = frozenset(" \t\n\r\v\f")
MAXWIDTH = 1 << 64

ESCAPES = {"\\" + letter: (LITERAL, ord(character))
           for letter, character in zip("abfnrtv\\", "\a\b\f\n\r\t\v\\")}

CATEGORIES = {
    r"\A": (AT, AT_BEGINNING_STRING),
    r"\b": (AT, AT_BOUNDARY),
    r"\B": (AT, AT_NON_BOUNDARY),
    r"\d": (IN, [(CATEGORY, CATEGORY_DIGIT)]),
    r"\D": (IN, [(CATEGORY, CATEGORY_NOT_DIGIT)]),
    r"\s": (IN, [(CATEGORY, CATEGORY_SPACE)]),
    r"\S": (IN, [(CATEGORY, CATEGORY_NOT_SPACE)]),
    r"\w": (IN, [(CATEGORY, CATEGORY_WORD)]),
    r"\W": (IN, [(CATEGORY, CATEGORY_NOT_WORD)]),
    r"\Z": (AT, AT_END_STRING),
}

FLAGS = {"i": 2, "L": 4, "m": 8, "s": 16, "u": 32, "x": 64, "a": 256}

_REPEATCODES = frozenset({MIN_REPEAT, MAX_REPEAT, POSSESSIVE_REPEAT})
_UNITCODES = frozenset({ANY, RANGE, IN, LITERAL, NOT_LITERAL, CATEGORY})


class State:
    """What holds for a whole pattern."""

    def __init__(self):
        self.flags = 0
        self.groupdict = {}
        self.groupwidths = [None]   # by number; None: still open
        self.str = None

    @property
    def groups(self):
        """One more than the highest number of a group."""
        return len(self.groupwidths)

    def opengroup(self, name=None):
        number = self.groups
        self.groupwidths.append(None)
        if name is not None:
            self.groupdict[name] = number
        return number

    def closegroup(self, number, tree):
        self.groupwidths[number] = tree.getwidth()

    def checkgroup(self, number):
        return number < self.groups and self.groupwidths[number] is not None


class SubPattern:
    """A sequence of what is to match one after the other."""

    def __init__(self, state, data=None):
        self.state = state
        self.data = [] if data is None else data
        self.width = None

    def __repr__(self):
        return repr(self.data)

    def __len__(self):
        return len(self.data)

    def __delitem__(self, index):
        del self.data[index]

    def __getitem__(self, index):
        if isinstance(index, slice):
            return SubPattern(self.state, self.data[index])
        return self.data[index]

    def __setitem__(self, index, code):
        self.data[index] = code

    def insert(self, index, code):
        self.data.insert(index, code)

    def append(self, code):
        self.data.append(code)

    def dump(self, level=0):
        """Print the tree."""
        for op, value in self.data:
            print("  " * level + str(op), end="")
            if op is IN:
                print()
                for inner, what in value:
                    print("  " * (level + 1) + str(inner), what)
            elif op is BRANCH:
                _dump_parts(value[1], "OR", level)
            elif op is GROUPREF_EXISTS:
                print("", value[0], end="")
                _dump_parts(value[1:] if value[2] else value[1:2], "ELSE", level)
            else:
                _dump_values(value if isinstance(value, tuple) else (value,), level)

    def getwidth(self):
        """The lengths of the shortest and the longest text it matches."""
        if self.width is None:
            least = most = 0
            for op, value in self.data:
                if op is SUCCESS:
                    break
                low, high = self._width_of(op, value)
                least, most = least + low, most + high
            self.width = min(least, MAXWIDTH), min(most, MAXWIDTH)
        return self.width

    def _width_of(self, op, value):
        if op in _UNITCODES:
            return 1, 1
        if op in (SUBPATTERN, ATOMIC_GROUP):
            return (value[-1] if op is SUBPATTERN else value).getwidth()
        if op in _REPEATCODES:
            low, high = value[2].getwidth()
            endless = value[1] == MAXREPEAT and high
            return low * value[0], MAXWIDTH if endless else high * value[1]
        if op is GROUPREF:
            return self.state.groupwidths[value]
        if op is BRANCH:
            widths = [tree.getwidth() for tree in value[1]]
        elif op is GROUPREF_EXISTS:
            widths = [tree.getwidth() if tree is not None else (0, 0) for tree in value[1:]]
        else:
            return 0, 0
        return min(low for low, _ in widths), max(high for _, high in widths)


def _dump_parts(trees, between, level):
    print()
    for i, tree in enumerate(trees):
        if i:
            print("  " * level + between)
        tree.dump(level + 1)


def _dump_values(values, level):
    plain = [value for value in values if not isinstance(value, SubPattern)]
    print("", *plain)
    for value in values:
        if isinstance(value, SubPattern):
            value.dump(level + 1)


class _Reader:
    """The text of a pattern, and how far it has been read."""

    def __init__(self, text, state):
        self.text, self.at, self.state = text, 0, state
        self.verbose = bool(state.flags & SRE_FLAG_VERBOSE)

    def peek(self):
        return self.text[self.at:self.at + 1]

    def take(self):
        self.at += 1
        return self.text[self.at - 1]

    def match(self, text):
        found = self.text.startswith(text, self.at)
        if found:
            self.at += len(text)
        return found

    def until(self, end):
        start = self.at
        self.at = self.text.index(end, start) + len(end)
        return self.text[start:self.at - len(end)]

    def some(self, allowed, most=None):
        start = self.at
        while self.peek() and self.peek() in allowed and self.at - start != most:
            self.at += 1
        return self.text[start:self.at]

    def skip_comment(self):
        end = self.text.find("\n", self.at)
        self.at = len(self.text) if end < 0 else end + 1


# ---- sequences and branches ----------------------------------------------------------------------

def _uniq(items):
    return list(dict.fromkeys(items)) if len(items) > 1 else items


def _parse_sub(reader, state):
    trees = [_parse(reader, state)]
    while reader.match("|"):
        trees.append(_parse(reader, state))
    return trees[0] if len(trees) == 1 else _join(trees, state)


def _join(trees, state):
    """Branches as one tree: what all begin with comes before them, single characters are a set."""
    joined = SubPattern(state)
    while all(trees) and all(tree[0] == trees[0][0] for tree in trees):
        joined.append(trees[0][0])
        for tree in trees:
            del tree[0]
    characters = []
    for tree in trees:
        op, value = tree[0] if len(tree) == 1 else (None, None)
        if op is LITERAL:
            characters.append((op, value))
        elif op is IN and value[0][0] is not NEGATE:
            characters += value
        else:
            joined.append((BRANCH, (None, trees)))
            return joined
    joined.append((IN, _uniq(characters)))
    return joined


def _parse(reader, state):
    """What comes up to a "|", a ")" or the end."""
    tree = SubPattern(state)
    while (c := reader.peek()) and c not in "|)":
        reader.take()
        if reader.verbose and c in WHITESPACE:
            continue
        if reader.verbose and c == "#":
            reader.skip_comment()
        elif c in REPEAT_CHARS:
            _parse_repeat(reader, tree, c)
        elif c == "\\":
            tree.append(_parse_escape(reader, state))
        elif c == "[":
            tree.append(_parse_set(reader))
        elif c == "(":
            tree.data += _parse_group(reader, state)
        else:
            simple = {".": (ANY, None), "^": (AT, AT_BEGINNING), "$": (AT, AT_END)}
            tree.append(simple.get(c, (LITERAL, ord(c))))
    for i in reversed(range(len(tree))):    # groups that only hold together
        if (inside := _plain_group(tree[i])) is not None:
            tree.data[i:i + 1] = inside.data
    return tree


def _plain_group(item):
    """What is in a group without number and flags; of everything else, None."""
    is_plain = item[0] is SUBPATTERN and item[1][:3] == (None, 0, 0)
    return item[1][3] if is_plain else None


def _parse_repeat(reader, tree, c):
    bounds = {"?": (0, 1), "*": (0, MAXREPEAT), "+": (1, MAXREPEAT)}.get(c) or _bounds(reader)
    if bounds is None:
        tree.append((LITERAL, ord("{")))
        return
    inside = _plain_group(tree[-1])
    kind = (MIN_REPEAT if reader.match("?") else POSSESSIVE_REPEAT if reader.match("+")
            else MAX_REPEAT)
    tree[-1] = kind, (*bounds, tree[-1:] if inside is None else inside)


def _bounds(reader):
    """Those behind a "{", or None if it is just that."""
    start = reader.at
    least = most = reader.some(DIGITS)
    if comma := reader.match(","):
        most = reader.some(DIGITS)
    if not reader.match("}") or not (least or comma):
        reader.at = start
        return None
    return int(least or 0), int(most) if most else MAXREPEAT


# ---- characters ----------------------------------------------------------------------------------

def _parse_number(reader, c):
    r"""\x, \u, \U and \N, of which c is the letter; None if it is none of them."""
    if digits := {"x": 2, "u": 4, "U": 8}.get(c):
        return LITERAL, int(reader.some(HEXDIGITS, digits), 16)
    if c == "N":
        reader.take()
        return LITERAL, ord(_unicodedata.lookup(reader.until("}")))
    return None


def _parse_escape(reader, state):
    c = reader.take()
    code = CATEGORIES.get("\\" + c) or ESCAPES.get("\\" + c) or _parse_number(reader, c)
    if code:
        return code
    if c == "0":
        return LITERAL, int("0" + reader.some(OCTDIGITS, 2), 8)
    if c in DIGITS:
        number = c + reader.some(DIGITS, 1)
        if len(number) == 2 and OCTDIGITS.issuperset(number + (reader.peek() or "x")):
            return LITERAL, int(number + reader.take(), 8)
        return GROUPREF, int(number)
    return LITERAL, ord(c)


def _parse_set_escape(reader):
    c = reader.take()
    code = ESCAPES.get("\\" + c) or CATEGORIES.get("\\" + c) or _parse_number(reader, c)
    if code:
        return code
    if c in OCTDIGITS:
        return LITERAL, int(c + reader.some(OCTDIGITS, 2), 8)
    return LITERAL, ord(c)


def _parse_set_item(reader):
    code = _parse_set_escape(reader) if (c := reader.take()) == "\\" else (LITERAL, ord(c))
    return code[1][0] if code[0] is IN else code


def _parse_set(reader):
    negate, items = reader.match("^"), []
    while not items or reader.peek() != "]":
        low = _parse_set_item(reader)
        if reader.peek() == "-" and reader.text[reader.at + 1] != "]":
            reader.take()
            low = RANGE, (low[1], _parse_set_item(reader)[1])
        items.append(low)
    reader.take()
    items = _uniq(items)
    if len(items) == 1 and items[0][0] is LITERAL:
        return NOT_LITERAL if negate else LITERAL, items[0][1]
    return IN, [(NEGATE, None)] * negate + items


# ---- groups --------------------------------------------------------------------------------------

def _parse_inside(reader, state):
    tree = _parse_sub(reader, state)
    reader.take()
    return tree


def _parse_group(reader, state, name=None):
    """What a group is, behind its "(": a list of one item or none."""
    if name is None and reader.match("?"):
        if not reader.match("P<"):
            return _parse_extension(reader, state)
        name = reader.until(">")
    number = state.opengroup(name)
    tree = _parse_inside(reader, state)
    state.closegroup(number, tree)
    return [(SUBPATTERN, (number, 0, 0, tree))]


def _parse_extension(reader, state):
    """A group that begins with "(?"."""
    if reader.match("#"):
        reader.until(")")
        return []
    if reader.match("P="):
        return [(GROUPREF, state.groupdict[reader.until(")")])]
    if reader.match("("):
        return [_parse_conditional(reader, state)]
    if reader.match(">"):
        return [(ATOMIC_GROUP, _parse_inside(reader, state))]
    direction = -1 if reader.match("<") else 1
    if reader.match("="):
        return [(ASSERT, (direction, _parse_inside(reader, state)))]
    if reader.match("!"):
        tree = _parse_inside(reader, state)
        return [(ASSERT_NOT, (direction, tree)) if tree else (FAILURE, ())]
    return _parse_flags(reader, state)


def _parse_conditional(reader, state):
    name = reader.until(")")
    number = state.groupdict[name] if name in state.groupdict else int(name)
    yes = _parse(reader, state)
    no = _parse(reader, state) if reader.match("|") else None
    reader.take()
    return GROUPREF_EXISTS, (number, yes, no)


def _flags_of(letters):
    flags = 0
    for letter in letters:
        flags |= FLAGS[letter]
    return flags


def _parse_flags(reader, state):
    on = _flags_of(reader.some(FLAGS))
    off = _flags_of(reader.some(FLAGS)) if reader.match("-") else 0
    if reader.match(")"):   # for the whole pattern, at whose beginning it is
        state.flags |= on
        reader.verbose = bool(state.flags & SRE_FLAG_VERBOSE)
        return []
    reader.take()
    outside = reader.verbose
    reader.verbose = (outside or bool(on & SRE_FLAG_VERBOSE)) and not off & SRE_FLAG_VERBOSE
    tree = _parse_inside(reader, state)
    reader.verbose = outside
    return [(SUBPATTERN, (None, on, off, tree))]


# ---- the whole -----------------------------------------------------------------------------------

def _text_of(pattern):
    return pattern if isinstance(pattern, str) else bytes(pattern).decode("latin-1")


def fix_flags(pattern, flags):
    """The flags of a pattern, with what holds for str alone."""
    by_unicode = isinstance(pattern, str) and not flags & SRE_FLAG_ASCII
    return flags | SRE_FLAG_UNICODE if by_unicode else flags


def parse(str, flags=0, state=None):
    """The tree of a pattern, str or bytes."""
    _re.compile(str, flags & ~SRE_FLAG_DEBUG)
    state = State() if state is None else state
    state.flags, state.str = flags, str
    tree = _parse_sub(_Reader(_text_of(str), state), state)
    state.flags = fix_flags(str, state.flags)
    if flags & SRE_FLAG_DEBUG:
        tree.dump()
    return tree
