"""What every output is made from: a code object as a CodeView, an instruction as a Row."""

import dis

from . import blocks, forms, stack


class Row:
    """An instruction: what it is, what it means, and the stack around it.

    `before` and `after` are the stack's items as texts, bottom first; None where no path leads.
    `form` is the run-time form it is part of, `own` whether the form stands for it; both None until
    forms.attach. `profile` is what a profiled run has counted, or None.
    """

    __slots__ = ("offset", "start", "opcode", "name", "arg", "value", "meaning", "label", "line",
                 "positions", "target", "before", "after", "form", "own", "caches", "profile")

    def __init__(self, instruction, labels):
        self.offset = instruction.offset
        self.start = instruction.start_offset
        self.opcode = instruction.opcode
        self.name = instruction.opname
        self.arg = instruction.arg
        self.value = instruction.argval
        self.meaning = instruction.argrepr
        self.label = labels.get(instruction.start_offset)
        self.line = instruction.line_number
        self.positions = instruction.positions
        self.target = instruction.jump_target
        self.before = self.after = None
        self.form = self.own = self.profile = None
        self.caches = ()

    @property
    def depth(self):
        return None if self.before is None else len(self.before)


class CodeView:
    """A code object and those among its constants (`children`)."""

    def __init__(self, code, parent=None):
        self.code = code
        self.parent = parent
        self.nesting = 0 if parent is None else parent.nesting + 1
        self.name = code.co_qualname
        self.handlers = dis._parse_exception_table(code)
        targets = set(dis.findlabels(code.co_code)) | {entry.target for entry in self.handlers}
        self.labels = {offset: i for i, offset in enumerate(sorted(targets), 1)}
        self.rows = [Row(i, self.labels) for i in dis.get_instructions(code)
                     if i.opcode != dis.EXTENDED_ARG]
        stack.trace(self)
        self.blocks = blocks.split(self)
        self.children = [CodeView(value, self) for value in code.co_consts
                         if hasattr(value, "co_code")]

    def walk(self, depth=None):
        """This view and those below it, at most `depth` levels of them."""
        yield self
        if depth is None or depth > 0:
            for child in self.children:
                yield from child.walk(None if depth is None else depth - 1)

    def label(self, offset):
        """How a jump target is called."""
        name = self.labels.get(offset)
        return f"L{name}" if name else str(offset)

    def attach_forms(self):
        for view in self.walk():
            forms.attach(view)

    @property
    def signature(self):
        """The parameters as a call would see them: (a, /, b, *args, c, **rest)."""
        code = self.code
        names = list(code.co_varnames)
        count, only = code.co_argcount, code.co_kwonlyargcount
        parts = names[:count]
        if code.co_posonlyargcount:
            parts.insert(code.co_posonlyargcount, "/")
        place = count + only
        if code.co_flags & 4:
            parts.append("*" + names[place])
            place += 1
        elif only:
            parts.append("*")
        parts += names[count:count + only]
        if code.co_flags & 8:
            parts.append("**" + names[place])
        return f"({', '.join(parts)})" if code.co_flags & 2 and code.co_flags & 1 else ""


def find(view, qualname):
    """The views below `view` that are called so: by their whole name or the end of it."""
    wanted = qualname.replace(".<locals>", "")
    found = []
    for each in view.walk():
        name = each.name.replace(".<locals>", "")
        if name == wanted or name.endswith("." + wanted):
            found.append(each)
    exact = [each for each in found if each.name.replace(".<locals>", "") == wanted]
    return exact or found
