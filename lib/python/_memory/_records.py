"""What the inspector answers with."""


class Text(str):
    """A text of several lines that the prompt shows as it is."""

    __slots__ = ()

    def __repr__(self):
        return self.rstrip("\n")


class Records(list):
    """A list that the prompt shows one below the other."""

    __slots__ = ()

    def __repr__(self):
        return "\n".join(map(repr, self))


def _shown(key, value):
    if key in _ADDRESSES and isinstance(value, int):
        return hex(value)
    if key in _ADDRESSES and isinstance(value, list):
        more = f", and {len(value) - 3} more" if len(value) > 3 else ""
        return "[" + ", ".join(map(hex, value[:3])) + more + "]"
    return repr(value)


_ADDRESSES = {"address", "block", "pool", "arena", "freepools"}


class Record(dict):
    """A dict whose items are attributes as well; addresses are shown in hexadecimal."""

    __slots__ = ()

    def __getattr__(self, name):
        try:
            return self[name]
        except KeyError:
            raise AttributeError(f"this record has no {name!r}") from None

    def __repr__(self):
        lines, line = [], "{"
        for key, value in self.items():
            item = f"{key!r}: {_shown(key, value)}"
            if len(line) > 1 and len(line) + len(item) > 77:
                lines.append(line)
                line = " "
            line += item + ", "
        lines.append(line[:-2] + "}" if self else "{}")
        return "\n".join(part.rstrip() for part in lines)
