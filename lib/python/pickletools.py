"""What is in pickles: their opcodes, a disassembler, and an optimizer.

    pickletools.dis(pickle.dumps([1, 2]))

`python -m pickletools FILE...` disassembles files.
"""

import io
import pickle
import re
import struct

from _pickle_arguments import *
from _pickle_arguments import _ARGUMENTS
from _pickle_opcodes import TABLE as _TABLE

__all__ = ["dis", "genops", "optimize"]


class StackObject:
    """A kind of item on the stack of the machine: name, obtype, doc."""

    __slots__ = "name", "obtype", "doc"

    def __init__(self, name, obtype, doc):
        self.name, self.obtype, self.doc = name, obtype, doc

    def __repr__(self):
        return self.name


class OpcodeInfo:
    """name, code (a character), arg (ArgumentDescriptor or None), stack_before and stack_after
    (lists of StackObject), proto, doc"""

    __slots__ = "name", "code", "arg", "stack_before", "stack_after", "proto", "doc"

    def __init__(self, name, code, arg, stack_before, stack_after, proto, doc):
        self.name, self.code, self.arg, self.proto, self.doc = name, code, arg, proto, doc
        self.stack_before, self.stack_after = stack_before, stack_after

    def __repr__(self):
        return f"<{type(self).__name__} {self.name}>"


_STACK_OBJECTS = {name: StackObject(name, kind, f"A Python {name} object.") for name, kind in {
    "int": int, "int_or_bool": (int, bool), "bool": bool, "float": float, "str": str,
    "bytes_or_str": (bytes, str), "bytes": bytes, "bytearray": bytearray, "None": type(None),
    "tuple": tuple, "list": list, "dict": dict, "set": set, "frozenset": set, "buffer": object,
    "any": object}.items()}
markobject = StackObject("mark", StackObject, "Where a slice of the stack begins.")
stackslice = StackObject("stackslice", StackObject, "All that is above the topmost markobject.")
_STACK_OBJECTS |= {"mark": markobject, "slice": stackslice}


def _stack(names):
    return [_STACK_OBJECTS[name] for name in names.split() if name != "-"]


def _read_table():
    for name, code, proto, argument, before, after, doc in re.findall(
            r"^(\w+) (\w+) (\d) (\S+): (.+) > (.+?): (.+)$", _TABLE, re.MULTILINE):
        yield OpcodeInfo(name, chr(int(code, 16)), _ARGUMENTS.get(argument), _stack(before),
                         _stack(after), int(proto), doc)


opcodes = list(_read_table())
code2op = {opcode.code: opcode for opcode in opcodes}
_PUTS = "PUT", "BINPUT", "LONG_BINPUT"
_GETS = "GET", "BINGET", "LONG_BINGET"


# ---- reading --------------------------------------------------------------------------------


def genops(pickle):
    """Generate all the opcodes in a pickle, bytes or a binary file, as (opcode, arg, pos).

    opcode is an OpcodeInfo, arg its argument as a Python object or None, pos where it is if the
    file can tell.
    """
    for opcode, arg, start, _ in _operations(pickle):
        yield opcode, arg, start


def _operations(source):
    """(opcode, arg, start, end)"""
    file = io.BytesIO(source) if isinstance(source, (bytes, bytearray)) else source
    tell = getattr(file, "tell", lambda: None)
    while True:
        start = tell()
        code = file.read(1)
        opcode = code2op.get(code.decode("latin-1"))
        if opcode is None:
            if not code:
                raise ValueError("pickle exhausted before seeing STOP")
            where = "<unknown>" if start is None else start
            raise ValueError(f"at position {where}, opcode {code!r} unknown")
        arg = None if opcode.arg is None else opcode.arg.reader(file)
        yield opcode, arg, start, tell()
        if opcode.name == "STOP":
            return


# ---- the optimizer --------------------------------------------------------------------------

_FRAME_TARGET = 64 * 1024


def optimize(p):
    """Optimize a pickle string by removing unused PUT opcodes."""
    operations = list(_operations(p))
    protocol = max((arg for opcode, arg, *_ in operations if opcode.name == "PROTO"), default=0)
    used = {arg for opcode, arg, *_ in operations if opcode.name in _GETS}
    parts = list(_with_new_numbers(p, operations, used, protocol))
    if protocol < 4:
        return b"".join(parts)
    return parts[0] + b"".join(_framed(parts[1:]))


def _with_new_numbers(p, operations, used, protocol):
    """The code of what is still needed."""
    if protocol >= 2:
        yield pickle.PROTO + bytes([protocol])
    new_number, stored = {}, 0
    for opcode, arg, start, end in operations:
        name = opcode.name
        if name == "MEMOIZE" or name in _PUTS:
            number = stored if name == "MEMOIZE" else arg
            stored += 1
            if number in used:
                new_number[number] = len(new_number)
                yield _put(new_number[number], protocol)
        elif name in _GETS:
            yield _get(new_number[arg], protocol)
        elif name not in ("PROTO", "FRAME"):
            yield p[start:end]


def _put(number, protocol):
    if protocol >= 4:
        return pickle.MEMOIZE
    if not protocol:
        return pickle.PUT + b"%d\n" % number
    return pickle.BINPUT + bytes([number]) if number < 256 else (
        pickle.LONG_BINPUT + struct.pack("<I", number))


def _get(number, protocol):
    if not protocol:
        return pickle.GET + b"%d\n" % number
    return pickle.BINGET + bytes([number]) if number < 256 else (
        pickle.LONG_BINGET + struct.pack("<I", number))


def _framed(parts):
    """Frames of about the size that pickle makes; what is large by itself is in none."""
    frame = b""
    for part in parts:
        if len(part) > _FRAME_TARGET:
            yield _frame(frame)
            yield part
            frame = b""
            continue
        frame += part
        if len(frame) >= _FRAME_TARGET:
            yield _frame(frame)
            frame = b""
    yield _frame(frame)


def _frame(data):
    return pickle.FRAME + struct.pack("<Q", len(data)) + data if len(data) >= 4 else data


# ---- the disassembler -----------------------------------------------------------------------


def dis(pickle, out=None, memo=None, indentlevel=4, annotate=0):
    """Produce a symbolic disassembly of a pickle, on `out` or standard output.

    `memo` is a dict that several pickles share, `indentlevel` how far each MARK indents; `annotate`
    is not zero to have each opcode described, at that column if there is room. That a pickle does
    not hold together is a ValueError, after the line.
    """
    machine = _Machine({} if memo is None else memo)
    highest, column = -1, annotate
    for opcode, arg, pos in genops(pickle):
        place = "" if pos is None else f"{pos:5}: "
        line = f"{repr(opcode.code)[1:-1]:<4} {' ' * indentlevel * len(machine.marks)}{opcode.name}"
        highest = max(highest, opcode.proto)
        note, error = machine.look_at(opcode, arg)
        if arg is not None or note:
            line += " " * (10 - len(opcode.name))
        if arg is not None:
            line += " " + (ascii(arg) if opcode.name.endswith("STRING") else repr(arg))
        if note:
            line += " " + note
        if annotate:
            line = line.ljust(column)
            column = len(line) if len(line) <= 50 else annotate
            line += " " + opcode.doc
        print(place + line, file=out)
        if error:
            raise ValueError(error)
        machine.go_on(opcode, pos)
    print("highest protocol among opcodes =", highest, file=out)
    if machine.stack:
        raise ValueError(f"stack not empty after STOP: {machine.stack!r}")


class _Machine:
    """The kinds of what would be on the stack and in the memo."""

    def __init__(self, memo):
        self.stack, self.marks, self.memo = [], [], memo
        self._taken, self._left = 0, []  # by the opcode that was looked at

    def look_at(self, opcode, arg):
        """(a note for its line, what is wrong)"""
        self._taken, self._left = len(opcode.stack_before), opcode.stack_after
        pops_mark = opcode.name == "POP" and self.stack[-1:] == [markobject]
        note = error = None
        if markobject in opcode.stack_before or pops_mark:
            note, error = self._drop_slice(opcode)
        if opcode.name == "MEMOIZE":
            note = f"(as {len(self.memo)})"
            error = self._put(len(self.memo), arg)
        elif opcode.name in _PUTS:
            error = self._put(arg, arg)
        elif opcode.name in _GETS:
            if arg in self.memo:
                self._left = [self.memo[arg]]
            else:
                error = f"memo key {arg!r} has never been stored into"
        return note, error

    def _drop_slice(self, opcode):
        if not self.marks:
            note = "no MARK exists on stack"
            return note, note
        place = self.marks.pop()
        while self.stack.pop() is not markobject:
            pass
        before = opcode.stack_before
        self._taken = before.index(markobject) if markobject in before else 0
        return f"(MARK at {'unknown opcode offset' if place is None else place})", None

    def _put(self, number, arg):
        if number in self.memo:
            return f"memo key {arg!r} already defined"
        if not self.stack:
            return "stack is empty -- can't store into memo"
        if self.stack[-1] is markobject:
            return "can't store markobject in the memo"
        self.memo[number] = self.stack[-1]
        return None

    def go_on(self, opcode, pos):
        if len(self.stack) < self._taken:
            raise ValueError(f"tries to pop {self._taken} items from stack with only "
                             f"{len(self.stack)} items")
        del self.stack[len(self.stack) - self._taken:]
        if markobject in self._left:
            self.marks.append(pos)
        self.stack += self._left


def _main():
    import argparse
    import sys
    parser = argparse.ArgumentParser(description="disassemble one or more pickle files")
    parser.add_argument("pickle_file", nargs="+", help="the pickle file")
    parser.add_argument("-o", "--output", help="the file where the output should be written")
    parser.add_argument("-m", "--memo", action="store_true",
                        help="preserve memo between disassemblies")
    parser.add_argument("-l", "--indentlevel", default=4, type=int,
                        help="the number of blanks by which to indent a new MARK level")
    parser.add_argument("-a", "--annotate", action="store_true",
                        help="annotate each line with a short opcode description")
    parser.add_argument("-p", "--preamble", default="==> {name} <==",
                        help="if more than one pickle file is specified, print this before each "
                             "disassembly")
    options = parser.parse_args()
    out = open(options.output, "w") if options.output else sys.stdout
    memo = {} if options.memo else None
    for name in options.pickle_file:
        if len(options.pickle_file) > 1:
            print(options.preamble.format(name=name), file=out)
        with sys.stdin.buffer if name == "-" else open(name, "rb") as file:
            dis(file, out, memo, options.indentlevel, 30 if options.annotate else 0)


if __name__ == "__main__":
    _main()
