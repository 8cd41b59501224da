"""The views as data for JSON; schema.py describes it, and both change together."""

import dis

from . import text

FORMAT = 1


def document(target, depth=None):
    """Everything about a target as one JSON object."""
    views = [view for root in target.views for view in root.walk(depth)]
    number = {id(view): i for i, view in enumerate(views)}
    return {"format": FORMAT, "target": target.name, "notes": target.notes,
            "source": target.lines, "code": [_code(view, number) for view in views]}


def _code(view, number):
    code = view.code
    return {
        "id": number[id(view)],
        "parent": number.get(id(view.parent)),
        "name": code.co_name,
        "qualname": code.co_qualname,
        "filename": code.co_filename,
        "first_line": code.co_firstlineno,
        "signature": view.signature,
        "flags": dis.pretty_flags(code.co_flags).split(", ") if code.co_flags else [],
        "stack_size": code.co_stacksize,
        "arguments": {"positional": code.co_argcount, "positional_only": code.co_posonlyargcount,
                      "keyword_only": code.co_kwonlyargcount},
        "constants": [text.constant_text(value, None) for value in code.co_consts],
        "names": list(code.co_names),
        "locals": list(code.co_varnames),
        "cells": list(code.co_cellvars),
        "free": list(code.co_freevars),
        "exceptions": [{"from": e.start, "to": e.end, "target": e.target, "depth": e.depth,
                        "lasti": e.lasti} for e in view.handlers],
        "blocks": [_block(block, view.blocks) for block in view.blocks],
        "instructions": [_instruction(view, row) for row in view.rows],
    }


def _block(block, blocks):
    return {"id": block.number, "start": block.start, "end": block.rows[-1].offset + 2,
            "reached": block.reached,
            "successors": [{"kind": kind, "block": number} for kind, number in block.edges],
            "predecessors": [other.number for other in blocks
                             if any(number == block.number for _, number in other.edges)]}


def _instruction(view, row):
    p = row.positions
    result = {"offset": row.start, "opcode": row.name, "operand": row.arg,
              "meaning": text.row_meaning(view, row, None), "label": row.label, "target": row.target,
              "bytes": text.bytes_text(view, row), "line": p.lineno, "end_line": p.end_lineno, "column": p.col_offset,
              "end_column": p.end_col_offset, "stack_before": row.before, "stack_after": row.after}
    if row.form is not None:
        result["form"] = row.form
        result["form_is_own"] = row.own
        result["caches"] = [f"{high:08x}{low:08x}" for low, high in row.caches]
    if row.profile is not None:
        result["profile"] = row.profile
    return result
