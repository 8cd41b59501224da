"""The JSON schema of `folio dis --json` (printed by `folio dis --schema`).

It describes the document of one target; several targets are written as an array of such.
"""


def _object(required, optional=None):
    return {"type": "object", "properties": {**required, **(optional or {})},
            "required": list(required), "additionalProperties": False}


def _array(items):
    return {"type": "array", "items": items}


_TEXT = {"type": "string"}
_NUMBER = {"type": "integer"}
_BOOLEAN = {"type": "boolean"}
_OPTIONAL = {"type": ["integer", "null"]}
_STACK = {"type": ["array", "null"], "items": _TEXT,
          "description": "Items as expressions, bottom first; null where no path leads."}

_PROFILE = _object({
    "count": {**_NUMBER, "description": "How often the instruction ran."},
    "hits": {**_NUMBER, "description": "Runs of a specialised form whose guess was right."},
    "misses": {**_NUMBER, "description": "Guesses that were wrong: back to the plain form."},
    "nanoseconds": {**_NUMBER, "description": "Time until the next instruction began."},
    "reason": {"type": ["string", "null"],
               "description": "Why it was not specialised when that was last tried."},
})

_INSTRUCTION = _object({
    "offset": {**_NUMBER, "description": "In bytes, of its first unit (EXTENDED_ARG included)."},
    "opcode": _TEXT,
    "operand": _OPTIONAL,
    "meaning": {**_TEXT, "description": "What the operand stands for."},
    "label": {**_OPTIONAL, "description": "Number of the label if it is jumped to."},
    "target": {**_OPTIONAL, "description": "Offset that it jumps to."},
    "bytes": {**_TEXT, "description": "Its units as they are stored, in hexadecimal."},
    "line": _OPTIONAL, "end_line": _OPTIONAL, "column": _OPTIONAL, "end_column": _OPTIONAL,
    "stack_before": _STACK, "stack_after": _STACK,
}, {
    "form": {**_TEXT, "description": "The run-time form it is part of (-S)."},
    "form_is_own": {**_BOOLEAN, "description": "Whether the form stands for this instruction."},
    "caches": {**_array(_TEXT), "description": "The form's words of inline cache, in hexadecimal."},
    "profile": _PROFILE,
})

_BLOCK = _object({
    "id": _NUMBER, "start": _NUMBER, "end": _NUMBER, "reached": _BOOLEAN,
    "successors": _array(_object({
        "kind": {"enum": ["next", "jump", "loop", "exception"]}, "block": _NUMBER})),
    "predecessors": _array(_NUMBER),
})

_CODE = _object({
    "id": _NUMBER,
    "parent": {**_OPTIONAL, "description": "The id of the code it is a constant of."},
    "name": _TEXT, "qualname": _TEXT, "filename": _TEXT, "first_line": _NUMBER,
    "signature": _TEXT, "flags": _array(_TEXT), "stack_size": _NUMBER,
    "arguments": _object({"positional": _NUMBER, "positional_only": _NUMBER,
                          "keyword_only": _NUMBER}),
    "constants": _array(_TEXT), "names": _array(_TEXT), "locals": _array(_TEXT),
    "cells": _array(_TEXT), "free": _array(_TEXT),
    "exceptions": _array(_object({
        "from": _NUMBER, "to": {**_NUMBER, "description": "The offset behind the range."},
        "target": _NUMBER,
        "depth": {**_NUMBER, "description": "Items that the handler finds below the exception."},
        "lasti": {**_BOOLEAN, "description": "Whether the offset is pushed below the exception."},
    })),
    "blocks": _array(_BLOCK),
    "instructions": _array(_INSTRUCTION),
})

SCHEMA = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "folio dis --json",
    **_object({
        "format": {"const": 1},
        "target": _TEXT,
        "notes": _array(_TEXT),
        "source": {**_array(_TEXT), "description": "Its lines, if the source is there."},
        "code": _array(_CODE),
    }),
}
