"""The run-time forms of a code object's instructions: fused and specialised ones.

A form stands for one plain instruction; the loads in front of it that it takes over are told by its
name (S the stack, L a local, C a constant), a store or branch behind it is the rest up to the next.
"""

import re

import _bytecode

_OPERANDS = re.compile(r"_([SLC]{1,2})(_STORE)?$")
_TAKES_ONE = ("MOVE_LOCAL", "RETURN_LOCAL", "STORE_CONST", "LOAD_LOCAL_LOCAL", "IF_LOCAL_FALSE",
              "IF_LOCAL_TRUE", "IF_LOCAL_NONE", "IF_LOCAL_NOT_NONE")


def _loads(form):
    """How many instructions in front of its own a form has taken over."""
    if form in _TAKES_ONE:
        return 1
    operands = _OPERANDS.search(form)
    return len(operands[1].replace("S", "")) if operands else 0


def attach(view):
    """Fills in the rows' form, own and caches. The view's code becomes ready to run."""
    place = {row.offset: i for i, row in enumerate(view.rows)}
    entries = [entry for entry in _bytecode.run_time(view.code) if entry[2] != "LEAVE"]
    starts = [place[offset] - _loads(form) for _, offset, form, _, _ in entries]
    starts.append(len(view.rows))
    for (_, offset, form, plain, caches), first, last in zip(entries, starts, starts[1:]):
        for row in view.rows[first:last]:
            row.form = form
            row.own = row.offset == offset
            row.caches = caches if row.own else ()


def text(row):
    """What is shown beside an instruction: its form if that is another one."""
    if row.form is None or row.form == row.name:
        return ""
    return row.form if row.own else f"(in {row.form})"
