"""The values of a stopped program as short texts that run no code of the program."""

import itertools

import _stepper

_SHORT = 40
_PLAIN = (int, float, complex, bool, str, bytes, type(None), range, type(...))
_BRACKETS = {list: "[]", tuple: "()", set: "{}", frozenset: "{}"}
_name_of = type.__dict__["__name__"].__get__
_bases_of = type.__dict__["__mro__"].__get__
_arguments_of = BaseException.__dict__["args"].__get__


def show(value, depth=1):
    kind = type(value)
    if kind in _PLAIN:
        if kind is int and value.bit_length() > 200:
            return f"<int of {value.bit_length()} bits>"
        return _cut(repr(value[:_SHORT] if kind in (str, bytes) else value))
    if kind in _BRACKETS or kind is dict:
        return _cut(_inside(value, kind, depth)) if depth else f"{_name_of(kind)} of {len(value)}"
    if kind is type:
        return f"<class {_name_of(value)}>"
    if kind in (type(show), type(len)):
        return f"<function {value.__name__}>"
    held = _held(value, kind) if depth else ""
    return _cut(f"<{_name_of(kind)}{held and ' '}{held}>")


def _held(value, kind):
    if BaseException in _bases_of(kind):
        return ", ".join(show(argument, 0) for argument in _arguments_of(value)[:6])
    return attributes(value)


def _inside(value, kind, depth):
    if kind is dict:
        shown = [f"{show(key, 0)}: {show(item, 0)}" for key, item in itertools.islice(value.items(), 6)]
    else:
        shown = [show(item, depth - 1) for item in itertools.islice(value, 6)]
    if len(value) > 6:
        shown.append("...")
    left, right = _BRACKETS.get(kind, "{}")
    return f"{left}{', '.join(shown)}{right}"


def _cut(text):
    return text if len(text) <= _SHORT else text[:_SHORT - 3] + "..."


def attributes(value):
    """An instance's own attributes: x=1, y=2."""
    own = dict(_stepper.attributes(value))
    return ", ".join(f"{name}={show(own[name], 0)}" for name in sorted(own))


class Item:
    """A value of the stack or a variable."""

    def __init__(self, place, present, value, count):
        self.place, self.present, self.value, self.count = place, present, value, count

    @property
    def text(self):
        return show(self.value) if self.present else "NULL"

    @property
    def references(self):
        if not self.present:
            return ""
        return {None: "-", -1: "immortal"}.get(self.count, str(self.count))

    def memory(self):
        """Where it lies, in lines."""
        if not self.present:
            return ["NULL: no object"]
        kind = _name_of(type(self.value))
        if self.count is None:
            return [f"{kind}: a small integer, in the word itself: no memory"]
        block = _stepper.block(self.value)
        if block is None:
            return [f"{kind}, part of the program itself (static)"]
        lines = [f"{kind} at {id(self.value):#x}, references: {self.references}",
                 f"block {block['address']:#x} of {block['size']} bytes ({block['kind']})"]
        if "pool" in block:
            lines[1] += (f", number {block['index']} of {block['capacity']}, "
                         f"{block['allocated']} in use")
            lines.append(f"pool {block['pool']:#x} in arena {block['arena']:#x}")
        held = attributes(self.value)
        return lines + [f"attributes: {held}"] if held else lines
