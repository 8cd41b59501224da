"""Python source as HTML lines: comments, strings, numbers and keywords in spans."""

import keyword
import re

from .svg import escape

_TOKEN = re.compile(r"""
    (?P<comment> \#[^\n]* )
  | (?P<string> (?:\b[rRbBuUfF]{1,2})? (?: \"{3} (?:\\.|[^\\])*? (?:\"{3}|\Z)
                                         | '{3} (?:\\.|[^\\])*? (?:'{3}|\Z)
                                         | " (?:\\.|[^"\\\n])* "? | ' (?:\\.|[^'\\\n])* '? ) )
  | (?P<number> \b \d [\w.]* )
  | (?P<word> [^\W\d]\w* )
""", re.VERBOSE | re.DOTALL)


def _span(found):
    kind, text = found.lastgroup, found[0]
    if kind == "word":
        if not keyword.iskeyword(text):
            return None
        kind = "keyword"
    return kind, text


def lines(source):
    """One HTML text per line of `source`."""
    parts, place = [], 0
    for found in _TOKEN.finditer(source):
        span = _span(found)
        if span is None:
            continue
        parts.append(escape(source[place:found.start()]))
        kind, text = span
        parts.append("\n".join(f'<i class="{kind}">{escape(line)}</i>' if line else ""
                               for line in text.split("\n")))
        place = found.end()
    parts.append(escape(source[place:]))
    return "".join(parts).split("\n")
