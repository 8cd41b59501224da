"""The stack before and after each instruction, as texts: a walk along every path.

The effects are those of opcodes.def. What an instruction leaves on the stack is called by the
notation of its meaning there, "(container, key -- item)", or for the common ones by an expression:
`self.x`, `a + b`, `len(...)`. Where paths meet, the names of the first one stay.
"""

import re

import _bytecode

LONGEST = 28

_ROWS = _bytecode.opcodes()
_NOTATION = re.compile(r"\(([^()]*) -- ([^()]*(?:\([^()]*\))?[^()]*)\)")
_FLAG_TERMINATOR = 2


def _notation(meaning):
    """(inputs, outputs) of "(a, b -- c)", each a list of names; None if there is none."""
    found = _NOTATION.search(meaning)
    if not found:
        return None
    return [[part.strip() for part in side.split(",") if part.strip()] for side in found.groups()]


_NOTATIONS = [_notation(row[7]) for row in _ROWS]
_TERMINATORS = {number for number, row in enumerate(_ROWS) if row[5] & _FLAG_TERMINATOR}


def ends_path(opcode):
    """Whether control never falls through to the next instruction."""
    return opcode in _TERMINATORS


def _short(text):
    return text if len(text) <= LONGEST else text[:LONGEST - 3] + "..."


def _items(row, taken):
    return ", ".join(taken)


_EXPRESSIONS = {
    "LOAD_CONST": lambda row, taken: row.meaning,
    "BINARY_OP": lambda row, taken: f"{taken[0]} {row.meaning.rstrip('=')} {taken[1]}",
    "COMPARE_OP": lambda row, taken: f"{taken[0]} {row.meaning} {taken[1]}",
    "IS_OP": lambda row, taken: f"{taken[0]} {row.meaning} {taken[1]}",
    "CONTAINS_OP": lambda row, taken: f"{taken[0]} {row.meaning} {taken[1]}",
    "LOAD_ATTR": lambda row, taken: f"{taken[0]}.{row.meaning}",
    "LOAD_SUPER_ATTR": lambda row, taken: f"super().{row.meaning}",
    "LOAD_ZERO_SUPER_ATTR": lambda row, taken: f"super().{row.meaning}",
    "BINARY_SUBSCR": lambda row, taken: f"{taken[0]}[{taken[1]}]",
    "BINARY_SLICE": lambda row, taken: f"{taken[0]}[{taken[1]}:{taken[2]}]",
    "CALL": lambda row, taken: f"{taken[0]}({_items(row, taken[1:])})",
    "CALL_KW": lambda row, taken: f"{taken[0]}({_items(row, taken[1:-1])})",
    "CALL_METHOD": lambda row, taken: f"{taken[0]}({_items(row, taken[2:])})",
    "CALL_METHOD_KW": lambda row, taken: f"{taken[0]}({_items(row, taken[2:-1])})",
    "CALL_FUNCTION_EX": lambda row, taken: f"{taken[0]}(*{taken[1]})",
    "BUILD_TUPLE": lambda row, taken: f"({_items(row, taken)}{',' if len(taken) == 1 else ''})",
    "BUILD_LIST": lambda row, taken: f"[{_items(row, taken)}]",
    "BUILD_SET": lambda row, taken: f"{{{_items(row, taken)}}}",
    "BUILD_MAP": lambda row, taken: "{...}" if taken else "{}",
    "GET_ITER": lambda row, taken: f"iter({taken[0]})",
    "MAKE_FUNCTION": lambda row, taken: "function",
    "IMPORT_NAME": lambda row, taken: f"module {row.meaning}",
}
_LOADS = {"LOAD_FAST", "LOAD_FAST_CHECK", "LOAD_FAST_AND_CLEAR", "LOAD_DEREF", "LOAD_NAME",
          "LOAD_GLOBAL", "LOAD_FROM_DICT_OR_GLOBALS", "LOAD_FROM_DICT_OR_DEREF"}


def _pushed(row, taken, count):
    """Names for the `count` items that an instruction pushes, having taken these."""
    if row.name in _LOADS:
        return [row.meaning]
    if row.name in _EXPRESSIONS and count == 1:
        return [_short(_EXPRESSIONS[row.name](row, taken))]
    if row.name == "LOAD_METHOD":
        return [_short(f"{taken[0]}.{row.meaning}"), taken[0]]
    if row.name == "COPY":
        return taken + taken[:1]
    if row.name == "SWAP":
        return taken[-1:] + taken[1:-1] + taken[:1]
    if row.name == "IMPORT_FROM":
        return taken + [row.meaning]
    if row.name == "UNPACK_SEQUENCE":
        return [f"item {i}" for i in reversed(range(count))]
    notation = _NOTATIONS[row.opcode]
    if notation and len(notation[1]) == count:
        return [_result(name, notation[0], taken) for name in notation[1]]
    if count <= len(taken):
        return taken[:count]
    return ["value"] * count


def _result(name, inputs, taken):
    """An output of the notation: names of inputs in it stand for what was taken."""
    if len(inputs) == len(taken):
        known = dict(zip(inputs, taken))
        if name in known:
            return known[name]
        name = re.sub(r"\b[a-z]\b", lambda found: known.get(found[0], found[0]), name)
    return _short(name)


def _after(row, items, jump):
    pops, pushes = _bytecode.effect(row.opcode, row.arg or 0, jump)
    rest, taken = items[:len(items) - pops], items[len(items) - pops:]
    return rest + _pushed(row, taken, pushes)


def trace(view):
    """Fills in `before` and `after` of every row that a path reaches."""
    index = {row.start: i for i, row in enumerate(view.rows)}
    queue = [(0, [])]
    while queue:
        i, items = queue.pop()
        while i < len(view.rows) and view.rows[i].before is None:
            row = view.rows[i]
            row.before = items
            for entry in view.handlers:
                if entry.start <= row.offset < entry.end:
                    lasti = ["lasti"] if entry.lasti else []
                    queue.append((index[entry.target],
                                  items[:entry.depth] + lasti + ["exception"]))
            if row.target is not None:
                queue.append((index[row.target], _after(row, items, True)))
            items = row.after = _after(row, items, False)
            if ends_path(row.opcode):
                break
            i += 1
