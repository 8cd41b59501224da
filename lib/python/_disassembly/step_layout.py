"""Texts in rows and columns of a terminal: tabs, wide characters and control characters included."""

import re

_ESCAPES = re.compile(r"\x1b(\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(\x07|\x1b\\)?|.)")


def clean(text):
    """The text without what would move the cursor."""
    text = _ESCAPES.sub("", text.expandtabs(8)) if not text.isprintable() else text
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)


def _columns_of(character):
    import unicodedata
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def fit(text, width):
    """Cut or filled to a number of columns."""
    text = clean(text)
    if text.isascii():
        return text[:width].ljust(width)
    end = used = 0
    for end, character in enumerate(text, 1):
        columns = _columns_of(character)
        if used + columns > width:
            end -= 1
            break
        used += columns
    return text[:end] + " " * (width - used)


def marked(lines, width, paint):
    """Lines as (is it the current one, text), that one in front and in colour."""
    return [(paint.warning if now else str)(fit(("▶" if now else " ") + line, width))
            for now, line in lines]


def listed(items, width, height, paint):
    """(is it the chosen one, text, number at the right), scrolled to where the chosen one is."""
    chosen = next((i for i, item in enumerate(items) if item[0]), 0)
    first = max(0, chosen - height + 1)
    return [(paint.label if now else str)(
                fit(("›" if now else " ") + line, width - len(count) - 2) + f" {count} ")
            for now, line, count in items[first:first + height]]


def beside(left, right, height, left_width, right_width):
    """Two columns of finished lines."""
    left += [" " * left_width] * (height - len(left))
    right += [" " * right_width] * (height - len(right))
    return [f"{a} │ {b}" for a, b in zip(left, right)]


def rule(title, width):
    return f"─ {title} ".ljust(width, "─")[:width]


def filled(lines, count, width):
    """The first `count` lines, or empty ones after the last."""
    return [fit(line, width) for line in (lines + [""] * count)[:count]]
