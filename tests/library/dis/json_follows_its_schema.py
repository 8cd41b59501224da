# The output of `folio dis --json` on a program that has everything in it.
import io
import json
from _disassembly import command
from _disassembly.schema import SCHEMA

PROGRAM = '''
from __future__ import annotations
import os.path as p
class A[T](list, metaclass=type):
    x: int = 1
    def m(self, a, /, b=2, *c, d, **e):
        with open(a) as f, f:
            return [super().m(*c, **e) for i in f if i < 3]
async def g(x):
    async with x as y:
        async for z in y:
            yield await z
def h(x):
    try:
        y = yield from x
    except* KeyError:
        del y
    match x:
        case {"k": [1, *r], **o} if r: pass
        case A(1, b=c) | [c]: print(c)
'''

KINDS = {"string": str, "integer": int, "boolean": bool, "null": type(None), "array": list,
         "object": dict}


def check(value, schema, place):
    """Raises ValueError where `value` is not as `schema` says; knows what SCHEMA uses."""
    unknown = set(schema) - {"$schema", "title", "description", "type", "properties", "required",
                             "additionalProperties", "items", "enum", "const"}
    if unknown:
        raise ValueError(f"the schema at {place} uses {unknown}")
    if "const" in schema and value != schema["const"] or value not in schema.get("enum", [value]):
        raise ValueError(f"{place}: {value!r}")
    kinds = schema.get("type")
    if kinds:
        kinds = [kinds] if isinstance(kinds, str) else kinds
        if not any(type(value) is KINDS[kind] for kind in kinds):
            raise ValueError(f"{place}: {value!r} is no {kinds}")
    if isinstance(value, dict):
        missing = set(schema["required"]) - set(value)
        if missing or set(value) - set(schema["properties"]):
            raise ValueError(f"{place}: has {sorted(value)}")
        for name, item in value.items():
            check(item, schema["properties"][name], f"{place}.{name}")
    if isinstance(value, list):
        for i, item in enumerate(value):
            check(item, schema["items"], f"{place}[{i}]")


for options in [], ["-S"], ["-f", "m"], ["--depth", "0"]:
    output = io.StringIO()
    command.run(command.parse(options + ["--json", "-c", PROGRAM]), output)
    document = json.loads(output.getvalue())
    check(document, SCHEMA, "document")
    print(len(document["code"]))
    # expect: 6
    # expect: 6
    # expect: 1
    # expect: 1

try:
    check(document | {"format": 2}, SCHEMA, "document")
except ValueError as error:
    print(error)  # expect: document.format: 2
