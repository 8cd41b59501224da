"""What changed between two targets, instruction by instruction.

Code objects are matched by name, instructions by what they do (operands by meaning, jumps by the
shape of their target), as the longest common sequence. Lines alone make no difference.
"""

from . import text

_TABLE_MAX = 2_000_000      # cells of the table for the longest common sequence


def _key(view, row):
    if row.target is not None:
        return row.name, "back" if row.target <= row.start else "forward"
    return row.name, text.row_meaning(view, row, None) or row.arg


def _script(old, new):
    """[(sign, index in old, index in new)] of a common sequence; sign ' ', '-' or '+'."""
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    a, b = old[head:len(old) - tail], new[head:len(new) - tail]
    middle = _longest(a, b) if len(a) * len(b) <= _TABLE_MAX else _long(a, b)
    result = [(" ", k, k) for k in range(head)]
    result += [(sign, None if i is None else head + i, None if j is None else head + j)
               for sign, i, j in middle]
    return result + [(" ", len(old) - k, len(new) - k) for k in range(tail, 0, -1)]


def _longest(old, new):
    """By a table of the lengths of the longest common sequences of what is left."""
    rows, columns = len(old), len(new)
    length = [[0] * (columns + 1) for _ in range(rows + 1)]
    for i in range(rows - 1, -1, -1):
        for j in range(columns - 1, -1, -1):
            length[i][j] = (length[i + 1][j + 1] + 1 if old[i] == new[j]
                            else max(length[i + 1][j], length[i][j + 1]))
    i = j = 0
    while i < rows or j < columns:
        if i < rows and j < columns and old[i] == new[j]:
            yield " ", i, j
            i, j = i + 1, j + 1
        elif j == columns or i < rows and length[i + 1][j] >= length[i][j + 1]:
            yield "-", i, None
            i += 1
        else:
            yield "+", None, j
            j += 1


def _long(old, new):
    """For codes whose table would be too large: the longest equal runs."""
    import difflib
    for _, i, i_end, j, j_end in difflib.SequenceMatcher(None, old, new).get_opcodes():
        if old[i:i_end] == new[j:j_end]:
            yield from ((" ", i + k, j + k) for k in range(i_end - i))
        else:
            yield from (("-", k, None) for k in range(i, i_end))
            yield from (("+", None, k) for k in range(j, j_end))


def _relative(target, depth):
    """The target's views by their names below its root."""
    result = {}
    for root in target.views:
        for view in root.walk(depth):
            name = view.name
            if view is not root and name.startswith(root.name + "."):
                name = name[len(root.name) + 1:]
            elif view is root:
                name = ""
            while name in result:
                name += "'"
            result[name] = view
    return result


def write(old, new, style, file):
    """Prints the differences; whether there are any."""
    before, after = _relative(old, style.depth), _relative(new, style.depth)
    changed = False
    for name, view in before.items():
        if name not in after:
            changed = True
            print(style.paint.removed(f"- Code {view.name}: {len(view.rows)} instructions"), file=file)
            continue
        changed |= _write_pair(view, after[name], style, file)
    for name, view in after.items():
        if name not in before:
            changed = True
            print(style.paint.added(f"+ Code {view.name}: {len(view.rows)} instructions"), file=file)
    return changed


def _write_pair(old, new, style, file):
    script = _script([_key(old, row) for row in old.rows], [_key(new, row) for row in new.rows])
    added = sum(sign == "+" for sign, _, _ in script)
    removed = sum(sign == "-" for sign, _, _ in script)
    sizes = old.code.co_stacksize, new.code.co_stacksize
    if not added and not removed and sizes[0] == sizes[1]:
        return False
    title = old.name if old.name == new.name else f"{old.name} -> {new.name}"
    summary = f"{removed} instructions removed, {added} added"
    if sizes[0] != sizes[1]:
        summary += f", stack {sizes[0]} -> {sizes[1]}"
    print(f"{style.paint.keyword('Code')} {style.paint.name(title)}: {summary}", file=file)
    for sign, i, j in _with_context(script):
        if sign == "...":
            print("  ...", file=file)
            continue
        view, row = (new, new.rows[j]) if sign == "+" else (old, old.rows[i])
        paint = {"+": style.paint.added, "-": style.paint.removed, " ": str}[sign]
        operand = text.row_meaning(view, row, style.longest) or ("" if row.arg is None else str(row.arg))
        line = "-" if row.line is None else str(row.line)
        print(paint(f"{sign} {line:>5} {row.name:<26} {operand}".rstrip()), file=file)
    return True


def _with_context(script, context=3):
    """The script without the long runs of equal instructions."""
    near = set()
    for place, (sign, _, _) in enumerate(script):
        if sign != " ":
            near.update(range(place - context, place + context + 1))
    hidden = False
    for place, entry in enumerate(script):
        if place in near:
            hidden = False
            yield entry
        elif not hidden:
            hidden = True
            yield "...", None, None
