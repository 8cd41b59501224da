"""The views as text: source lines, and below each its instructions.

    Code fib(n), program.py line 1
      flags: OPTIMIZED, NEWLOCALS   stack: 3
      locals: n
      constants: 0 None, 1 2

       2 |     if n < 2:
                   0  0  RESUME                      0
           L1:     2  0  LOAD_FAST                   0  n

Columns: label, offset, depth of the stack before, instruction, operand and its meaning.
"""

import dis

from . import forms, stack
from .colours import Paint

LONGEST_CONSTANT = 60


class Style:
    """What is to be shown."""

    def __init__(self, paint=None, source=True, positions=False, bytes=False, caches=False,
                 specialized=False, explain=False, full=False, depth=None, profile=False,
                 total_time=None):
        self.paint = paint or Paint(False)
        self.source = source
        self.positions = positions
        self.bytes = bytes
        self.caches = caches
        self.specialized = specialized
        self.explain = explain
        self.longest = None if full else LONGEST_CONSTANT
        self.depth = depth
        self.profile = profile
        self.total_time = total_time  # for the shares of lines


def write(target, style, file):
    """All of a target."""
    for note in target.notes:
        print(style.paint.dim(note), file=file)
    first = not target.notes
    for root in target.views:
        for view in root.walk(style.depth):
            if not first:
                print(file=file)
            first = False
            write_view(view, target.lines, style, file)


def write_view(view, lines, style, file):
    _write_head(view, style, file)
    _write_rows(view, lines, style, file)
    _write_handlers(view, style, file)


# ---- the head -------------------------------------------------------------------------------


def constant_text(value, longest=LONGEST_CONSTANT):
    text = _whole_text(value)
    return text if longest is None or len(text) <= longest else text[:longest - 3] + "..."


def _whole_text(value):
    """As repr() has it, but a set's items in an order that stays."""
    if hasattr(value, "co_code"):
        return f"<code {value.co_qualname}>"
    if isinstance(value, tuple):
        return f"({', '.join(map(_whole_text, value))}{',' if len(value) == 1 else ''})"
    if isinstance(value, frozenset):
        return f"frozenset({{{', '.join(sorted(map(_whole_text, value)))}}})"
    return repr(value)


def _write_head(view, style, file):
    code, paint = view.code, style.paint
    print(f"{paint.keyword('Code')} {paint.name(view.name + view.signature)}, {code.co_filename} "
          f"line {code.co_firstlineno}", file=file)
    flags = dis.pretty_flags(code.co_flags) if code.co_flags else "none"
    print(f"  {paint.dim('flags:')} {flags}   {paint.dim('stack:')} {code.co_stacksize}", file=file)
    for title, names in (("locals", code.co_varnames), ("cells", code.co_cellvars),
                         ("free", code.co_freevars)):
        if names:
            print(f"  {paint.dim(title + ':')} {', '.join(names)}", file=file)
    constants = [constant_text(value, style.longest) for value in code.co_consts]
    for title, items in (("constants", constants), ("names", code.co_names)):
        shown = ", ".join(f"{i} {item}" for i, item in enumerate(items))
        if shown:
            print(f"  {paint.dim(title + ':')} {shown}", file=file)
    print(file=file)


# ---- instructions ---------------------------------------------------------------------------


def _write_rows(view, lines, style, file):
    shown = object()
    for row in view.rows:
        if row.line != shown:
            shown = row.line
            _write_line(view, shown, lines, style, file)
        print(row_text(view, row, style), file=file)
        if style.explain:
            print(style.paint.dim(" " * 24 + meaning(row)), file=file)
        if style.caches and row.own:
            for low, high in row.caches:
                print(style.paint.dim(f"{'':24}CACHE {high:08x} {low:08x}"), file=file)


def meaning(row):
    """The sentence of opcodes.def."""
    return stack._ROWS[row.opcode][7]


def _write_line(view, line, lines, style, file):
    number = "-" if line is None else str(line)
    text = ""
    if style.source and line is not None and 0 < line <= len(lines):
        text = lines[line - 1].rstrip()
    share = _line_share(view, line, style) if style.profile else ""
    print(f"{share}{style.paint.number(number.rjust(5))} | {style.paint.source(text)}".rstrip(),
          file=file)


def _line_share(view, line, style):
    """The share of the time of a line's instructions in this code object."""
    time = sum(row.profile["nanoseconds"] for row in view.rows if row.profile and row.line == line)
    return style.paint.warning(f"{time / style.total_time:13.1%} ") if style.total_time else " " * 14


def row_text(view, row, style):
    paint = style.paint
    label = f"L{row.label}:" if row.label else ""
    depth = "-" if row.depth is None else str(row.depth)
    operand = "" if row.arg is None else str(row.arg)
    more = []
    if style.bytes:
        more.append(paint.dim(bytes_text(view, row).ljust(11)))
    if style.positions:
        more.append(paint.dim(position_text(row).ljust(14)))
    if style.specialized:
        more.append(paint.text(forms.text(row)))
    if style.profile:
        more += [paint.text(forms.text(row).ljust(24)), _guesses(row)]
    meaning = row_meaning(view, row, style.longest).ljust(30 if more else 0)
    count = _count(row, paint) if style.profile else ""
    return count + " ".join([paint.label(label.rjust(10)), paint.dim(str(row.start).rjust(6)),
                     paint.dim(depth.rjust(3)), " " + paint.keyword(row.name.ljust(26)),
                     paint.number(operand.rjust(4)), meaning, *more]).rstrip()


def _count(row, paint):
    count = row.profile["count"] if row.profile else 0
    return paint.name(f"{count:13,} ") if count else " " * 13 + "-"


def _guesses(row):
    """How the guesses of a specialised form did, and why there is none."""
    profile = row.profile
    parts = []
    if profile and (profile["hits"] or profile["misses"]):
        parts.append(f"{profile['hits']:,} hits, {profile['misses']:,} misses")
    if profile and profile["reason"]:
        parts.append(f"not specialised: {profile['reason']}")
    return "; ".join(parts)


def row_meaning(view, row, longest=LONGEST_CONSTANT):
    """What the operand means: a name, a constant, where a jump leads."""
    if row.target is not None:
        return "to " + view.label(row.target)
    if row.name in ("LOAD_CONST", "RETURN_CONST"):
        return constant_text(row.value, longest)
    return row.meaning


def bytes_text(view, row):
    """The instruction as it is stored, EXTENDED_ARG units in front."""
    return view.code.co_code[row.start:row.offset + 2].hex(" ", 2)


def position_text(row):
    """2:4-2:10: lines and columns where an instruction comes from."""
    p = row.positions
    if p is None or p.lineno is None:
        return "-"
    if p.col_offset is None:
        return str(p.lineno)
    end = p.end_col_offset if p.end_lineno == p.lineno else f"{p.end_lineno}:{p.end_col_offset}"
    return f"{p.lineno}:{p.col_offset}-{end}"


# ---- the exception table --------------------------------------------------------------------


def _write_handlers(view, style, file):
    if not view.handlers:
        return
    print("  " + style.paint.dim("exceptions:"), file=file)
    for entry in view.handlers:
        lasti = ", lasti" if entry.lasti else ""
        print(f"    {entry.start} to {entry.end - 2} -> {style.paint.label(view.label(entry.target))}, "
              f"depth {entry.depth}{lasti}", file=file)
