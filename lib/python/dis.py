"""Disassembler of Folio's bytecode: what each instruction is, where it stands, what it means."""
import collections
import io
import sys
import types

from opcode import *
from opcode import (__all__ as _opcodes_all, _intrinsic_1_descs, _intrinsic_2_descs, _nb_ops, cmp_op,
                    has_arg)

__all__ = ["code_info", "dis", "disassemble", "distb", "disco", "findlinestarts", "findlabels",
           "show_code", "get_instructions", "Instruction", "Bytecode"] + _opcodes_all
del _opcodes_all

_have_code = (types.MethodType, types.FunctionType, types.CodeType, classmethod, staticmethod, type)

COMPILER_FLAG_NAMES = {1: "OPTIMIZED", 2: "NEWLOCALS", 4: "VARARGS", 8: "VARKEYWORDS",
                       16: "NESTED", 32: "GENERATOR", 64: "NOFREE", 128: "COROUTINE",
                       256: "ITERABLE_COROUTINE", 512: "ASYNC_GENERATOR"}

_FUNCTION_ATTRIBUTES = ("defaults", "kwdefaults", "annotations", "closure")
_CONVERSIONS = (None, str, repr, ascii)

Positions = collections.namedtuple("Positions",
                                   ["lineno", "end_lineno", "col_offset", "end_col_offset"],
                                   defaults=[None] * 4)

_Instruction = collections.namedtuple(
    "_Instruction",
    ["opname", "opcode", "arg", "argval", "argrepr", "offset", "start_offset", "starts_line",
     "line_number", "label", "positions", "cache_info"],
    defaults=[None, None, None])


class Instruction(_Instruction):
    """Details for a bytecode operation: its name, number, operand and what that means, its offset
    in bytes, whether a line starts here, the line, the label if it is jumped to."""

    @property
    def oparg(self):
        """Alias for Instruction.arg."""
        return self.arg

    @property
    def baseopcode(self):
        """Numeric code for the plain operation."""
        return self.opcode

    @property
    def baseopname(self):
        """Human readable name for the plain operation."""
        return self.opname

    @property
    def cache_offset(self):
        """Start index of the cache entries following the operation."""
        return self.offset + 2

    @property
    def end_offset(self):
        """End index of the cache entries following the operation."""
        return self.offset + 2

    @property
    def jump_target(self):
        """Bytecode index of the jump target if this is a jump operation, otherwise None."""
        return self.argval if self.opcode in hasjump else None

    @property
    def is_jump_target(self):
        """True if other code jumps to here, otherwise False."""
        return self.label is not None

    def __str__(self):
        return _line_text(self)


def pretty_flags(flags):
    """Return pretty representation of code flags."""
    parts = []
    for i in range(32):
        if flags & (1 << i):
            parts.append(COMPILER_FLAG_NAMES.get(1 << i, hex(1 << i)))
            flags ^= 1 << i
            if not flags:
                break
    else:
        parts.append(hex(flags))
    return ", ".join(parts)


def _try_compile(source, name):
    try:
        return compile(source, name, "eval")
    except SyntaxError:
        return compile(source, name, "exec")


def _get_code_object(x):
    x = getattr(x, "__func__", x)
    for name in ("__code__", "gi_code", "ag_code", "cr_code"):
        if hasattr(x, name):
            x = getattr(x, name)
            break
    if isinstance(x, str):
        x = _try_compile(x, "<disassembly>")
    if hasattr(x, "co_code"):
        return x
    raise TypeError(f"don't know how to disassemble {type(x).__name__} objects")


def _slot_names(code):
    names = list(code.co_varnames)
    names += [name for name in code.co_cellvars if name not in code.co_varnames]
    return names + list(code.co_freevars)


def _unpack(co_code):
    """Yield (offset, start offset, opcode, argument): EXTENDED_ARG units belong to the next one."""
    extended, start = 0, None
    for i in range(0, len(co_code), 2):
        op, arg = co_code[i], co_code[i + 1]
        if start is None:
            start = i
        if op == EXTENDED_ARG:
            extended = (extended | arg) << 8
            yield i, i, op, arg
            continue
        yield i, start, op, (arg | extended) if has_arg(op) else None
        extended, start = 0, None


def _jump_target(offset, op, arg):
    step = -arg if "BACKWARD" in opname[op] else arg
    return offset + 2 + 2 * step


def findlabels(code):
    """Detect all offsets in a bytecode which are jump targets."""
    labels = []
    for offset, _, op, arg in _unpack(code):
        if op in hasjump:
            target = _jump_target(offset, op, arg)
            if target not in labels:
                labels.append(target)
    return labels


def findlinestarts(code):
    """Find the offsets in a byte code which are start of lines in the source: (offset, lineno)."""
    last = False
    for start, _, line in code.co_lines():
        if line is not last:
            last = line
            yield start, line


def _meaning(code, offset, op, arg, slots, labels):
    """(argval, argrepr) of an operand."""
    name = opname[op]
    if arg is None:
        return None, ""
    if op in hasconst:
        value = code.co_consts[arg]
        return value, repr(value)
    if op in hasname:
        value = code.co_names[arg]
        return value, value
    if op in hasjump:
        target = _jump_target(offset, op, arg)
        return target, f"to L{labels[target]}" if target in labels else f"to {target}"
    if op in haslocal or op in hasfree:
        return slots[arg], slots[arg]
    if op in hascompare:
        return cmp_op[arg], cmp_op[arg]
    if name == "BINARY_OP":
        return arg, _nb_ops[arg][1]
    if name == "CONVERT_VALUE":
        value = _CONVERSIONS[arg]
        return value, value.__name__ if value else ""
    if name == "CALL_INTRINSIC_1":
        return arg, _intrinsic_1_descs[arg]
    if name == "CALL_INTRINSIC_2":
        return arg, _intrinsic_2_descs[arg]
    if name == "SET_FUNCTION_ATTRIBUTE":
        return arg, ", ".join(text for i, text in enumerate(_FUNCTION_ATTRIBUTES) if arg & 1 << i)
    if name == "IS_OP":
        return arg, "is not" if arg else "is"
    if name == "CONTAINS_OP":
        return arg, "not in" if arg else "in"
    return arg, ""


def get_instructions(x, *, first_line=None, show_caches=None, adaptive=False):
    """Iterator for the opcodes in methods, functions or code."""
    code = _get_code_object(x)
    shift = 0 if first_line is None else first_line - code.co_firstlineno
    return _instructions(code, shift)


def _instructions(code, shift=0):
    slots = _slot_names(code)
    targets = set(findlabels(code.co_code))
    targets.update(entry.target for entry in _exception_entries(code))
    labels = {offset: i for i, offset in enumerate(sorted(targets), 1)}
    starts = dict(findlinestarts(code))
    positions = code.co_positions()
    line = None
    for offset, start, op, arg in _unpack(code.co_code):
        position = Positions(*next(positions, ()))
        new_line = offset in starts
        if new_line:
            line = starts[offset]
            if line is not None:
                line += shift
        value, text = _meaning(code, offset, op, arg, slots, labels)
        yield Instruction(opname[op], op, arg, value, text, offset, start, new_line, line,
                          labels.get(offset), position)


_ExceptionEntry = collections.namedtuple("_ExceptionEntry", "start end target depth lasti")


def _varint(numbers):
    byte = next(numbers)
    value = byte & 63
    while byte & 64:
        byte = next(numbers)
        value = value << 6 | byte & 63
    return value


def _exception_entries(code):
    numbers = iter(code.co_exceptiontable)
    entries = []
    try:
        while True:
            start = _varint(numbers) * 2
            end = start + _varint(numbers) * 2
            target = _varint(numbers) * 2
            depth = _varint(numbers)
            entries.append(_ExceptionEntry(start, end, target, depth >> 1, bool(depth & 1)))
    except StopIteration:
        return entries


def _line_text(instruction, line_width=3, mark=False, show_offset=False):
    fields = []
    if line_width:
        shown = instruction.starts_line and instruction.line_number is not None
        number = str(instruction.line_number) if shown else ""
        if instruction.starts_line and instruction.line_number is None:
            number = "--"
        fields.append(number.rjust(line_width))
    fields.append("-->" if mark else "   ")
    label = "" if instruction.label is None else f"L{instruction.label}:"
    fields.append(label.rjust(4))
    if show_offset:
        fields.append(str(instruction.offset).rjust(5))
    fields.append(instruction.opname.ljust(20))
    if instruction.arg is not None:
        fields.append(str(instruction.arg).rjust(5))
        if instruction.argrepr:
            fields.append(f"({instruction.argrepr})")
    return " ".join(fields).rstrip()


def _print_code(code, lasti=-1, file=None, shift=0, show_offsets=False):
    instructions = list(_instructions(code, shift))
    width = max((len(str(i.line_number)) for i in instructions), default=1)
    for i, instruction in enumerate(instructions):
        if i and instruction.starts_line:
            print(file=file)
        print(_line_text(instruction, max(width, 3), instruction.offset == lasti, show_offsets),
              file=file)
    entries = _exception_entries(code)
    if not entries:
        return
    labels = {i.offset: i.label for i in instructions if i.label is not None}
    print("ExceptionTable:", file=file)
    for entry in entries:
        lasti_text = " lasti" if entry.lasti else ""
        print(f"  {entry.start} to {entry.end - 2} -> L{labels[entry.target]} "
              f"[{entry.depth}]{lasti_text}", file=file)


def disassemble(code, lasti=-1, *, file=None, show_caches=False, adaptive=False,
                show_offsets=False):
    """Disassemble a code object."""
    _print_code(code, lasti, file, 0, show_offsets)


disco = disassemble


def _disassemble_recursive(code, *, file=None, depth=None, show_offsets=False):
    disassemble(code, file=file, show_offsets=show_offsets)
    if depth is None or depth > 0:
        if depth is not None:
            depth -= 1
        for x in code.co_consts:
            if hasattr(x, "co_code"):
                print(file=file)
                print(f"Disassembly of {x!r}:", file=file)
                _disassemble_recursive(x, file=file, depth=depth, show_offsets=show_offsets)


def dis(x=None, *, file=None, depth=None, show_caches=False, adaptive=False, show_offsets=False):
    """Disassemble classes, methods, functions, and other compiled objects.

    With no argument, disassemble the last traceback.
    """
    if x is None:
        distb(file=file, show_offsets=show_offsets)
        return
    x = getattr(x, "__func__", x)
    for name in ("__code__", "gi_code", "ag_code", "cr_code"):
        if hasattr(x, name):
            x = getattr(x, name)
            break
    if hasattr(x, "__dict__") and not hasattr(x, "co_code"):
        for name, member in sorted(x.__dict__.items()):
            if isinstance(member, _have_code):
                print(f"Disassembly of {name}:", file=file)
                try:
                    dis(member, file=file, depth=depth, show_offsets=show_offsets)
                except TypeError as error:
                    print("Sorry:", error, file=file)
                print(file=file)
    elif isinstance(x, str):
        _disassemble_recursive(_try_compile(x, "<dis>"), file=file, depth=depth,
                               show_offsets=show_offsets)
    else:
        _disassemble_recursive(_get_code_object(x), file=file, depth=depth,
                               show_offsets=show_offsets)


def distb(tb=None, *, file=None, show_caches=False, adaptive=False, show_offsets=False):
    """Disassemble a traceback (default: last traceback)."""
    if tb is None:
        try:
            tb = sys.last_exc.__traceback__
        except AttributeError:
            raise RuntimeError("no last traceback to disassemble") from None
    while tb.tb_next:
        tb = tb.tb_next
    disassemble(tb.tb_frame.f_code, tb.tb_lasti, file=file, show_offsets=show_offsets)


def code_info(x):
    """Formatted details of methods, functions, or code."""
    code = _get_code_object(x)
    lines = [f"Name:              {code.co_name}",
             f"Filename:          {code.co_filename}",
             f"Argument count:    {code.co_argcount}",
             f"Positional-only arguments: {code.co_posonlyargcount}",
             f"Kw-only arguments: {code.co_kwonlyargcount}",
             f"Number of locals:  {code.co_nlocals}",
             f"Stack size:        {code.co_stacksize}",
             f"Flags:             {pretty_flags(code.co_flags)}"]
    for title, items, show in (("Constants", code.co_consts, repr), ("Names", code.co_names, str),
                               ("Variable names", code.co_varnames, str),
                               ("Free variables", code.co_freevars, str),
                               ("Cell variables", code.co_cellvars, str)):
        if items:
            lines.append(f"{title}:")
            lines.extend(f"{i:4d}: {show(item)}" for i, item in enumerate(items))
    return "\n".join(lines)


def show_code(co, *, file=None):
    """Print details of methods, functions, or code to *file* (default: standard output)."""
    print(code_info(co), file=file)


class Bytecode:
    """The bytecode operations of a piece of code: iterate over it for Instruction objects."""

    def __init__(self, x, *, first_line=None, current_offset=None, show_caches=False,
                 adaptive=False, show_offsets=False):
        self.codeobj = code = _get_code_object(x)
        self.first_line = code.co_firstlineno if first_line is None else first_line
        self._shift = self.first_line - code.co_firstlineno
        self._original_object = x
        self.current_offset = current_offset
        self.show_offsets = show_offsets

    def __iter__(self):
        return _instructions(self.codeobj, self._shift)

    def __repr__(self):
        return f"{type(self).__name__}({self._original_object!r})"

    @classmethod
    def from_traceback(cls, tb, **options):
        """Construct a Bytecode from the given traceback."""
        while tb.tb_next:
            tb = tb.tb_next
        return cls(tb.tb_frame.f_code, current_offset=tb.tb_lasti, **options)

    def info(self):
        """Return formatted information about the code object."""
        return code_info(self.codeobj)

    def dis(self):
        """Return a formatted view of the bytecode operations."""
        lasti = -1 if self.current_offset is None else self.current_offset
        with io.StringIO() as output:
            _print_code(self.codeobj, lasti, output, self._shift, self.show_offsets)
            return output.getvalue()


def main(args=None):
    """The command `folio dis`; returns the exit status."""
    from _disassembly import command
    return command.main(args)


if __name__ == "__main__":
    sys.exit(main())
