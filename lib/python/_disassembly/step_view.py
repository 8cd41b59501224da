"""The picture of a stopped program: source, bytecode, stack, variables, an object's memory, output.

All of it is data until `lines` lays it out for a terminal or `plain` writes it down.
"""

import linecache

import _stepper

from . import model, text
from .step_layout import beside, filled, fit, listed, marked, rule
from .step_values import Item

KEYS = ("s step", "n over", "l line", "o out", "b back", "m line over", "e to the end", "g to line",
        "u undo", "j/k object", "c continue", "? help", "q quit")
HELP = """\
The marked instruction, of the marked line, is the next to run.

 s, space, →   one instruction
 n             one instruction, over calls
 l             to the next line, wherever it is
 m             to the next line of this function
 o             out of this function
 g             to a line of this file
 e             to the end, and stay
 c             on without the view
 b, ←          back one instruction
 u             back to where it stood before
 j, ↓   k, ↑   another object of stack or variables: see its memory
 q, Ctrl-C     quit (Ctrl-C while the program runs: stop there)

At the right: counts of references; small integers have none. What
the program prints appears as a whole at the end. What it reads it
asks for here, and reads again after going back.""".splitlines()

_views = {}     # code object -> CodeView


def _view(code):
    view = _views.get(code)
    if view is None:
        view = _views[code] = model.CodeView(code)
    return view


def _key_row(keys, width, paint):
    """As many keys as there is room for; the last two always."""
    keys = list(keys)
    while len(keys) > 2 and len("  ".join(keys)) > width:
        keys.pop(-3)
    return paint.dim(fit("  ".join(keys), width))


class Page:
    """A text on the whole screen, its end if there is not room for all of it."""

    def __init__(self, title, body, keys):
        self.title, self.body, self.keys = title, body, keys

    def plain(self):
        return ["-" * 60, self.title] + [f"output: {line}" for line in self.body[-3:]]

    def lines(self, width, height, paint):
        body = self.body[-max(1, height - 2):]
        return [paint.name(fit(" " + self.title, width)), *filled(body, height - 2, width),
                _key_row(self.keys, width, paint)]


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
        callers = "".join(f" < {code.co_name}" for code, _, _ in self.frames[1:])
        return (f"{name}:{self.line or '-'}  {self.view.name}  instruction {self.count}  "
                f"depth {len(self.frames)}{callers}")

    # ---- parts ----------------------------------------------------------------------------------

    def source(self, height):
        """(is it the line, text) around the current line."""
        lines = linecache.getlines(self.code.co_filename)
        line = self.line or self.code.co_firstlineno
        first = max(1, min(line - height // 2, len(lines) - height + 1))
        return [(i == line, f"{i:4} {lines[i - 1].rstrip().expandtabs()}")
                for i in range(first, min(first + height, len(lines) + 1))]

    def bytecode(self, height):
        """(is it the instruction, text) around the current instruction."""
        first = max(0, min(self.row - height // 2, len(self.view.rows) - height))
        rows = self.view.rows[first:first + height]
        name_width = max(len(row.name) for row in rows)
        result = []
        for i, row in enumerate(rows, first):
            operand = text.row_meaning(self.view, row) or ("" if row.arg is None else str(row.arg))
            label = f"L{row.label}" if row.label else ""
            form = f"  [{self.form}]" if i == self.row and self.form != row.name else ""
            result.append((i == self.row,
                           f"{label:>4} {row.start:4} {row.name:<{name_width}} {operand}{form}"))
        return result

    def items(self):
        """(is it the chosen one, text, references) of the stack, top first, and of the variables."""
        stack = [(item is self.chosen, f"{item.place:>3} {item.text}", item.references)
                 for item in self.stack[::-1]]
        variables = [(item is self.chosen, f"{item.place} = {item.text}", item.references)
                     for item in self.variables]
        return stack, variables

    def memory(self):
        """Where the chosen object lies."""
        return self.chosen.memory() if self.chosen else ["no object"]

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
        """For a terminal, `height` lines: two columns if there is room for them."""
        parts = self._wide if width >= 64 else self._narrow
        title = paint.name(fit(" " + self.title(), width))
        body = parts(width, max(height - 2, 1), paint)[:max(height - 2, 0)]
        return [title, *body, _key_row(KEYS, width, paint)][:height]

    def _wide(self, width, height, paint):
        left = width // 2 - 1
        right = width - left - 3
        below = self._below(width, height, paint)
        rest = height - len(below) - 1
        top = max(rest * 3 // 5, 1)
        stack, variables = self.items()
        bar = (rule(f"stack ({len(stack)})", left + 1) + "┬"
               + rule(f"variables ({len(variables)})", right + 1))
        return [*beside(marked(self.source(top), left, paint),
                        marked(self.bytecode(top), right, paint), top, left, right),
                paint.dim(bar),
                *beside(listed(stack, left, rest - top, paint),
                        listed(variables, right, rest - top, paint), rest - top, left, right),
                *below]

    def _below(self, width, height, paint):
        """The object and the output: a line each when the terminal is low."""
        if height < 18:
            return filled(self.memory(), 1, width) + filled(self.output[-1:], 1, width)
        return [paint.dim(rule("object", width)), *filled(self.memory(), 4, width),
                paint.dim(rule("output", width)), *filled(self.output[-2:], 2, width)]

    def _narrow(self, width, height, paint):
        below = self._below(width, height, paint)
        if height < 12:
            below.pop()
        rest = max(height - len(below) - 2, 3)
        items = rest // 3
        bytecode = (rest - items) // 2
        stack, variables = self.items()
        both = listed(stack + variables, width, items, paint)
        return [*marked(self.source(rest - items - bytecode), width, paint),
                paint.dim(rule("bytecode", width)), *marked(self.bytecode(bytecode), width, paint),
                paint.dim(rule(f"stack ({len(stack)}), variables ({len(variables)})", width)),
                *both, *[" " * width] * (items - len(both)), *below]
