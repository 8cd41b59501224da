"""The picture of a stopped program: source, bytecode, stack, variables, an object's memory, output.

All of it is data until `lines` lays it out for a terminal or `plain` writes it down.
"""

import linecache

import _stepper

from . import model, text

_SHORT = 40
_views = {}     # code object -> CodeView


def _view(code):
    view = _views.get(code)
    if view is None:
        view = _views[code] = model.CodeView(code)
    return view


def show(value, depth=1):
    """A short text of a value that runs no code of the program."""
    kind = type(value)
    if kind in (int, float, complex, bool, str, bytes, type(None), range, type(...)):
        if kind is int and value.bit_length() > 200:
            return f"<int of {value.bit_length()} bits>"
        return _cut(repr(value if kind not in (str, bytes) else value[:_SHORT]))
    if kind in (list, tuple, set, frozenset) and depth:
        inside = ", ".join(show(item, depth - 1) for item in list(value)[:6])
        dots = ", ..." if len(value) > 6 else ""
        left, right = {list: "[]", tuple: "()", set: "{}"}.get(kind, "{}")
        return _cut(f"{left}{inside}{dots}{right}")
    if kind is dict and depth:
        inside = ", ".join(f"{show(key, 0)}: {show(item, 0)}" for key, item in list(value.items())[:4])
        return _cut(f"{{{inside}{', ...' if len(value) > 4 else ''}}}")
    if kind in (list, tuple, set, frozenset, dict):
        return f"{kind.__name__} of {len(value)}"
    if kind is type:
        return f"<class {value.__name__}>"
    if kind in (type(show), type(len)):
        return f"<function {value.__name__}>"
    return f"<{kind.__name__}>"


def _cut(text):
    return text if len(text) <= _SHORT else text[:_SHORT - 3] + "..."


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


class Picture:
    def __init__(self, cursor, output):
        self.frames = _stepper.frames()
        self.code, self.offset, self.form = self.frames[0]
        self.view = _view(self.code)
        stack, variables = _stepper.items()
        self.stack = [Item(str(i), *row[1:]) for i, row in enumerate(stack)]
        self.variables = [Item(*row) for row in variables if not row[0].startswith("__")]
        self.output = output
        self.count = _stepper.count()
        items = self.stack[::-1] + self.variables
        self.item_count = len(items)
        self.cursor = min(cursor, max(len(items) - 1, 0))
        self.chosen = items[self.cursor] if items else None
        self.row = next((i for i, row in enumerate(self.view.rows) if row.offset >= self.offset), 0)

    @property
    def line(self):
        return self.view.rows[self.row].line

    def title(self):
        name = self.code.co_filename.rpartition("/")[2]
        return (f"{name}:{self.line or '-'}  {self.view.name}  instruction {self.count}  "
                f"depth {len(self.frames)}")

    # ---- parts ----------------------------------------------------------------------------------

    def source(self, height):
        """(is it the line, text) around the current line."""
        lines = linecache.getlines(self.code.co_filename)
        line = self.line or self.code.co_firstlineno
        first = max(1, min(line - height // 2, len(lines) - height + 1))
        return [(i == line, f"{i:4} {lines[i - 1].rstrip()}")
                for i in range(first, min(first + height, len(lines) + 1))]

    def bytecode(self, height):
        """(is it the instruction, text) around the current instruction."""
        first = max(0, min(self.row - height // 2, len(self.view.rows) - height))
        result = []
        for i in range(first, min(first + height, len(self.view.rows))):
            row = self.view.rows[i]
            operand = text.row_meaning(self.view, row) or ("" if row.arg is None else str(row.arg))
            label = f"L{row.label}" if row.label else ""
            form = f"  [{self.form}]" if i == self.row and self.form != row.name else ""
            result.append((i == self.row,
                           f"{label:>4} {row.start:4} {row.name:<24} {operand}{form}"))
        return result

    def items(self):
        """(is it the chosen one, text) of the stack, top first, and of the variables."""
        stack = [(item is self.chosen, f"{item.place:>3} {item.text}", item.references)
                 for item in self.stack[::-1]]
        variables = [(item is self.chosen, f"{item.place} = {item.text}", item.references)
                     for item in self.variables]
        return stack, variables

    def memory(self):
        """Where the chosen object lies."""
        item = self.chosen
        if item is None:
            return ["no object"]
        if not item.present:
            return ["NULL: no object"]
        kind = type(item.value).__name__
        if item.count is None and type(item.value) is int:
            return [f"{kind}: a small integer, in the word itself: no memory"]
        block = _stepper.block(item.value)
        if block is None:
            return [f"{kind}, part of the program itself (static)"]
        lines = [f"{kind} at {id(item.value):#x}, references: {item.references}",
                 f"block {block['address']:#x} of {block['size']} bytes ({block['kind']})"]
        if "pool" in block:
            lines[1] += (f", number {block['index']} of {block['capacity']}, "
                         f"{block['allocated']} in use")
            lines.append(f"pool {block['pool']:#x} in arena {block['arena']:#x}")
        return lines

    # ---- layouts --------------------------------------------------------------------------------

    def plain(self):
        """For a pipe: one part below the other."""
        stack, variables = self.items()
        lines = ["-" * 60, self.title()]
        lines += [("-> " if now else "   ") + line for now, line in self.source(5)]
        lines += [("-> " if now else "   ") + line for now, line in self.bytecode(7)]
        lines.append("stack:")
        lines += [f"{'*' if now else ' '} {line}  refs {count}" for now, line, count in stack]
        lines.append("variables:")
        lines += [f"{'*' if now else ' '} {line}  refs {count}" for now, line, count in variables]
        lines += ["object: " + line for line in self.memory()]
        lines += ["output: " + line for line in self.output[-3:]]
        return [line.rstrip() for line in lines]

    def lines(self, width, height, paint):
        """For a terminal: two columns above, two below, then memory and output."""
        left = max(30, width // 2 - 1)
        right = width - left - 3
        top = max(4, (height - 7) * 3 // 5)
        bottom = max(3, height - top - 8)
        stack, variables = self.items()
        result = [paint.name(_fit(" " + self.title(), width))]
        result += _columns(_marked(self.source(top), left, paint),
                           _marked(self.bytecode(top), right, paint), top, left, right)
        result.append(paint.dim(_fit("─ stack ".ljust(left, "─") + "─┬─ variables ".ljust(width, "─"),
                                     width)))
        result += _columns(_listed(stack, left, bottom, paint),
                           _listed(variables, right, bottom, paint), bottom, left, right)
        result.append(paint.dim("─ object ".ljust(width, "─")))
        result += [_fit(line, width) for line in (self.memory() + ["", ""])[:3]]
        result.append(paint.dim("─ output ".ljust(width, "─")))
        result += [_fit(line, width) for line in ([""] + self.output)[-1:]]
        return result[:height]


def _fit(text, width):
    return text[:width].ljust(width)


def _marked(lines, width, paint):
    """The current line in front, in colour."""
    return [(paint.warning if now else str)(_fit(("▶" if now else " ") + line, width))
            for now, line in lines]


def _listed(items, width, height, paint):
    """Items with their reference counts at the right; scrolled so that the chosen one is seen."""
    chosen = next((i for i, item in enumerate(items) if item[0]), 0)
    first = max(0, chosen - height + 1)
    return [(paint.label if now else str)(
                _fit(("›" if now else " ") + line, width - len(count) - 2) + f" {count} ")
            for now, line, count in items[first:first + height]]


def _columns(left, right, height, left_width, right_width):
    left += [" " * left_width] * (height - len(left))
    right += [" " * right_width] * (height - len(right))
    return [f"{a} │ {b}" for a, b in zip(left, right)]
