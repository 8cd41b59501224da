"""Disassembler of Folio's bytecode: what each instruction is, where it stands, what it means.

As CPython's module dis, over Folio's opcodes. Its output is CPython's too; `folio dis` (package
_disassembly) shows more. With adaptive=True an instruction has the name of the form it runs as, and
with show_caches=True the words of the inline cache behind that form follow it.
"""

import collections
import io
import sys
import types

import _bytecode

from opcode import *
from opcode import (__all__ as _opcodes_all, _intrinsic_1_descs, _intrinsic_2_descs, _nb_ops,
                    cmp_op)

__all__ = ["code_info", "dis", "disassemble", "distb", "disco", "findlinestarts", "findlabels",
           "show_code", "get_instructions", "Instruction", "Bytecode"] + _opcodes_all
del _opcodes_all

_have_code = (types.MethodType, types.FunctionType, types.CodeType, classmethod, staticmethod, type)

COMPILER_FLAG_NAMES = {1: "OPTIMIZED", 2: "NEWLOCALS", 4: "VARARGS", 8: "VARKEYWORDS",
                       16: "NESTED", 32: "GENERATOR", 64: "NOFREE", 128: "COROUTINE",
                       256: "ITERABLE_COROUTINE", 512: "ASYNC_GENERATOR"}
FUNCTION_ATTR_FLAGS = ("defaults", "kwdefaults", "annotations", "closure")

_CONVERSIONS = (None, str, repr, ascii)
_OPNAME_WIDTH = 20
_OPARG_WIDTH = 5
_NO_LINENO = "  --"
_has_arg = set(hasarg)


class _Unknown:
    def __repr__(self):
        return "<unknown>"


UNKNOWN = _Unknown()


# ---- what can be disassembled --------------------------------------------------------------------

def _try_compile(source, name):
    """Compile as an expression, or else as statements."""
    try:
        return compile(source, name, "eval")
    except SyntaxError:
        pass
    return compile(source, name, "exec")


def _get_code_object(x):
    """The code object of a function, method, generator, ... or of source text."""
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


# ---- code objects in words -----------------------------------------------------------------------

def pretty_flags(flags):
    """The names of the flags that are set, with commas."""
    names = []
    for bit in range(32):
        if flags & (1 << bit):
            names.append(COMPILER_FLAG_NAMES.get(1 << bit, hex(1 << bit)))
            flags ^= 1 << bit
            if not flags:
                return ", ".join(names)
    names.append(hex(flags))
    return ", ".join(names)


def code_info(x):
    """The attributes of the code of a function, method or such, as text."""
    return _format_code_info(_get_code_object(x))


def _format_code_info(code):
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
    """Writes what code_info() gives to the file, standard output by default."""
    print(code_info(co), file=file)


# ---- units, jumps, tables ------------------------------------------------------------------------

def _unpack_opargs(code):
    """(offset, start offset, opcode, argument); an instruction starts at its EXTENDED_ARGs.

    Arguments are numbers of 32 bits with a sign.
    """
    extended, start = 0, None
    for i in range(0, len(code) - 1, 2):
        op, arg = code[i], code[i + 1] | extended
        if start is None:
            start = i
        yield i, start, op, arg if op in _has_arg else None
        if op == EXTENDED_ARG:
            extended = (arg << 8) + 0x8000_0000 & 0xffff_ffff
            extended -= 0x8000_0000
        else:
            extended, start = 0, None


def _is_backward_jump(op):
    return op < len(opname) and "JUMP_BACKWARD" in opname[op]


def _get_jump_target(op, arg, offset):
    """The byte offset that a jump leads to."""
    return offset + 2 + 2 * (-arg if _is_backward_jump(op) else arg)


def findlabels(code):
    """The offsets to which jumps lead, in the order of the jumps."""
    labels = []
    for offset, _, op, arg in _unpack_opargs(code):
        if arg is not None and op in hasjump:
            target = _get_jump_target(op, arg, offset)
            if target not in labels:
                labels.append(target)
    return labels


def findlinestarts(code):
    """(offset, line) where another line begins; the line is None for code of no line."""
    last = False
    for start, _, line in code.co_lines():
        if line is not last:
            last = line
            yield start, line


_ExceptionTableEntry = collections.namedtuple("_ExceptionTableEntry",
                                              "start end target depth lasti")


def _parse_varint(numbers):
    byte = next(numbers)
    value = byte & 63
    while byte & 64:
        byte = next(numbers)
        value = value << 6 | byte & 63
    return value


def _parse_exception_table(code):
    """The entries of co_exceptiontable; offsets in bytes."""
    numbers = iter(code.co_exceptiontable)
    entries = []
    try:
        while True:
            start = _parse_varint(numbers) * 2
            end = start + _parse_varint(numbers) * 2
            target = _parse_varint(numbers) * 2
            depth = _parse_varint(numbers)
            entries.append(_ExceptionTableEntry(start, end, target, depth >> 1, bool(depth & 1)))
    except StopIteration:
        return entries


def _make_labels_map(code, exception_entries=()):
    """Offset -> number of the label: of jump targets and of the exception table's places."""
    offsets = set(findlabels(code))
    for entry in exception_entries:
        offsets.update((entry.start, entry.end, entry.target))
    return {offset: number for number, offset in enumerate(sorted(offsets), 1)}


# ---- instructions --------------------------------------------------------------------------------

Positions = collections.namedtuple("Positions",
                                   ["lineno", "end_lineno", "col_offset", "end_col_offset"],
                                   defaults=[None] * 4)

_Instruction = collections.namedtuple(
    "_Instruction",
    ["opname", "opcode", "arg", "argval", "argrepr", "offset", "start_offset", "starts_line",
     "line_number", "label", "positions", "cache_info"],
    defaults=[None, None, None])


class Instruction(_Instruction):
    """One instruction, as a tuple.

    opname, opcode, arg: as they stand in the code; with adaptive the name of the form it runs as.
    argval, argrepr: what the argument means, as a value and as text.
    offset, start_offset: where it stands, and where the EXTENDED_ARGs before it begin.
    starts_line, line_number, positions: the source it was made from.
    label: its number if something jumps to it. cache_info: (name, size, data) of its cache.
    """

    @property
    def oparg(self):
        """The same as arg."""
        return self.arg

    @property
    def baseopcode(self):
        """The number of the instruction as it was compiled."""
        return self.opcode

    @property
    def baseopname(self):
        """The name of the instruction as it was compiled."""
        return opname[self.opcode]

    @property
    def cache_offset(self):
        """Where its cache would begin."""
        return self.offset + 2

    @property
    def end_offset(self):
        """Where its cache ends: at cache_offset, as caches do not stand among the code."""
        return self.cache_offset

    @property
    def jump_target(self):
        """The offset to which it jumps; None for others."""
        if self.opcode not in hasjump:
            return None
        return _get_jump_target(self.opcode, self.arg, self.offset)

    @property
    def is_jump_target(self):
        """Does something jump to it?"""
        return self.label is not None

    def __str__(self):
        output = io.StringIO()
        Formatter(file=output).print_instruction(self, False)
        return output.getvalue()


def _item(items, index):
    """items[index], or UNKNOWN where there are none."""
    return UNKNOWN if items is None else items[index]


class ArgResolver:
    """What operands mean: the value and its text."""

    def __init__(self, co_consts=None, names=None, varname_from_oparg=None, labels_map=None):
        self.co_consts = co_consts
        self.names = names
        self.varname_from_oparg = varname_from_oparg
        self.labels_map = labels_map or {}

    def offset_from_jump_arg(self, op, arg, offset):
        return _get_jump_target(op, arg, offset) if op in hasjump else None

    def get_label_for_offset(self, offset):
        return self.labels_map.get(offset)

    def get_argval_argrepr(self, op, arg, offset):
        if arg is None:
            return None, ""
        if op in hasconst:
            value = _item(self.co_consts, arg)
            return value, "" if value is UNKNOWN else repr(value)
        if op in hasname:
            return self._named(arg, self.names and self.names.__getitem__)
        if op in hasjump:
            return self._jump(op, arg, offset)
        if op in haslocal or op in hasfree:
            return self._named(arg, self.varname_from_oparg)
        if op in hascompare:
            return cmp_op[arg], cmp_op[arg]
        meaning = _MEANINGS.get(opname[op])
        return meaning(arg) if meaning else (arg, "")

    @staticmethod
    def _named(arg, name_of):
        if not name_of:
            return arg, ""
        name = name_of(arg)
        return name, name

    def _jump(self, op, arg, offset):
        target = _get_jump_target(op, arg, offset)
        label = self.get_label_for_offset(target)
        return target, f"to {target}" if label is None else f"to L{label}"


def _conversion(arg):
    value = _CONVERSIONS[arg]
    return value, value.__name__ if value else ""


_MEANINGS = {
    "BINARY_OP": lambda arg: (arg, _nb_ops[arg][1]),
    "CONVERT_VALUE": _conversion,
    "CALL_INTRINSIC_1": lambda arg: (arg, _intrinsic_1_descs[arg]),
    "CALL_INTRINSIC_2": lambda arg: (arg, _intrinsic_2_descs[arg]),
    "SET_FUNCTION_ATTRIBUTE": lambda arg: (
        arg, ", ".join(text for i, text in enumerate(FUNCTION_ATTR_FLAGS) if arg & 1 << i)),
    "IS_OP": lambda arg: (arg, "is not" if arg else "is"),
    "CONTAINS_OP": lambda arg: (arg, "not in" if arg else "in"),
}


def _slot_names(code):
    """Names of the slots that LOAD_FAST, LOAD_DEREF, ... count: locals, other cells, free ones."""
    names = list(code.co_varnames)
    names += [name for name in code.co_cellvars if name not in code.co_varnames]
    return names + list(code.co_freevars)


def get_instructions(x, *, first_line=None, show_caches=None, adaptive=False):
    """The instructions of a function, method, code object or source.

    first_line: the number to be given to its first line.
    """
    code = _get_code_object(x)
    shift = 0 if first_line is None else first_line - code.co_firstlineno
    return _code_instructions(code, shift, adaptive)


def _code_instructions(code, line_offset=0, adaptive=False):
    entries = _parse_exception_table(code)
    resolver = ArgResolver(code.co_consts, code.co_names, _slot_names(code).__getitem__,
                           _make_labels_map(code.co_code, entries))
    return _get_instructions_bytes(code.co_code, dict(findlinestarts(code)), line_offset,
                                   code.co_positions(), arg_resolver=resolver,
                                   forms=_forms(code) if adaptive else None)


def _forms(code):
    """Offset -> (name of the run-time form, words of its cache)."""
    return {offset: (form, caches) for _, offset, form, _, caches in _bytecode.run_time(code)
            if form != "LEAVE"}


def _get_instructions_bytes(code, linestarts=None, line_offset=0, co_positions=None,
                            original_code=None, arg_resolver=None, forms=None):
    """The instructions in a string of bytes."""
    resolver = arg_resolver or ArgResolver(labels_map=_make_labels_map(code))
    starts = linestarts or {}
    positions = iter(co_positions or ())
    line = None
    for offset, start, op, arg in _unpack_opargs(code):
        if offset in starts:
            line = starts[offset]
            if line is not None:
                line += line_offset
        position = Positions(*next(positions, ()))
        value, text = resolver.get_argval_argrepr(op, arg, offset)
        name, caches = (forms or {}).get(offset, (opname[op], ()))
        info = [(f"word {i}", 8, low.to_bytes(4, "little") + high.to_bytes(4, "little"))
                for i, (low, high) in enumerate(caches, 1)]
        yield Instruction(name, op, arg, value, text, offset, start, offset in starts, line,
                          resolver.get_label_for_offset(offset), position, info or None)


# ---- text ----------------------------------------------------------------------------------------

class Formatter:
    """Prints instructions in columns: line, label, offset, mark, name, argument, meaning."""

    def __init__(self, file=None, lineno_width=0, offset_width=0, label_width=0, line_offset=0,
                 show_caches=False):
        """Widths of 0 omit a column; lines have had line_offset added already."""
        self.file = file
        self.lineno_width = lineno_width
        self.offset_width = offset_width
        self.label_width = label_width
        self.show_caches = show_caches

    def print_instruction(self, instr, mark_as_current=False):
        self.print_instruction_line(instr, mark_as_current)
        if self.show_caches and instr.cache_info:
            for name, _, data in instr.cache_info:
                value = int.from_bytes(data, "little")
                self.print_instruction_line(
                    Instruction("CACHE", instr.opcode, 0, None, f"{name}: {value:#x}",
                                instr.offset, instr.offset, False, None), False)

    def print_instruction_line(self, instr, mark_as_current):
        """Writes the line of an instruction."""
        new_source_line = (self.lineno_width > 0 and instr.starts_line and instr.offset > 0)
        if new_source_line:
            print(file=self.file)
        fields = []
        if self.lineno_width:
            fields.append(self._line_text(instr).rjust(self.lineno_width))
        label = f"L{instr.label}:" if instr.label is not None else ""
        fields.append(label.rjust(self.label_width))
        if self.offset_width > 0:
            fields.append(f"{repr(instr.offset).rjust(self.offset_width)}  ")
        fields.append("-->" if mark_as_current else "   ")
        fields.append(instr.opname.ljust(_OPNAME_WIDTH))
        if instr.arg is not None:
            excess = max(0, len(instr.opname) - _OPNAME_WIDTH)
            fields.append(repr(instr.arg).rjust(_OPARG_WIDTH - excess))
            if instr.argrepr:
                fields.append(f"({instr.argrepr})")
        print(" ".join(fields).rstrip(), file=self.file)

    def _line_text(self, instr):
        if not instr.starts_line:
            return ""
        return _NO_LINENO if instr.line_number is None else str(instr.line_number)

    def print_exception_table(self, exception_entries):
        if not exception_entries:
            return
        print("ExceptionTable:", file=self.file)
        for start, end, target, depth, lasti in exception_entries:
            mark = " lasti" if lasti else ""
            print(f"  L{start} to L{end} -> L{target} [{depth}]{mark}", file=self.file)


def print_instructions(instrs, exception_entries, formatter, lasti=-1):
    for instr in instrs:
        formatter.print_instruction(instr, instr.start_offset <= lasti <= instr.offset)
    formatter.print_exception_table(exception_entries)


def _get_lineno_width(linestarts):
    """Of the column for line numbers; 0: no column."""
    numbers = [line for line in linestarts.values() if line is not None]
    if not numbers:
        return 0
    width = max(3, len(str(max(numbers))))
    return max(width, len(_NO_LINENO)) if None in linestarts.values() else width


def disassemble(co, lasti=-1, *, file=None, show_caches=False, adaptive=False, show_offsets=False):
    """Writes the instructions of a code object."""
    _disassemble_code(co, lasti, file, show_caches, adaptive, show_offsets)


def _disassemble_code(code, lasti=-1, file=None, show_caches=False, adaptive=False,
                      show_offsets=False, line_offset=0):
    linestarts = dict(findlinestarts(code))
    entries = _parse_exception_table(code)
    labels = _make_labels_map(code.co_code, entries)
    shifted = {offset: line and line + line_offset for offset, line in linestarts.items()}
    formatter = Formatter(file, _get_lineno_width(shifted),
                          len(str(max(len(code.co_code) - 2, 9999))) if show_offsets else 0,
                          4 + len(str(len(labels))), show_caches=show_caches)
    named = [(labels[e.start], labels[e.end], labels[e.target], e.depth, e.lasti) for e in entries]
    print_instructions(_code_instructions(code, line_offset, adaptive or show_caches), named,
                       formatter, lasti)


def _disassemble_recursive(code, *, depth=None, **options):
    _disassemble_code(code, **options)
    if depth is None or depth > 0:
        if depth is not None:
            depth -= 1
        for x in code.co_consts:
            if hasattr(x, "co_code"):
                print(file=options["file"])
                print(f"Disassembly of {x!r}:", file=options["file"])
                _disassemble_recursive(x, depth=depth, **options)


def _disassemble_bytes(code, lasti=-1, file=None, show_caches=False, show_offsets=False):
    """Bytes alone: names, constants and lines are not known."""
    labels = _make_labels_map(code)
    formatter = Formatter(file, 0, 5 if show_offsets else 0, 4 + len(str(len(labels))),
                          show_caches=show_caches)
    print_instructions(_get_instructions_bytes(code), (), formatter, lasti)


def dis(x=None, *, file=None, depth=None, show_caches=False, adaptive=False, show_offsets=False):
    """Writes the instructions of a function, class, module, generator, code object or source.

    Without an argument, those of the last traceback.
    """
    options = dict(file=file, show_caches=show_caches, adaptive=adaptive, show_offsets=show_offsets)
    if x is None:
        distb(**options)
        return
    x = getattr(x, "__func__", x)
    for name in ("__code__", "gi_code", "ag_code", "cr_code"):
        if hasattr(x, name):
            x = getattr(x, name)
            break
    if hasattr(x, "__dict__") and not hasattr(x, "co_code"):
        _dis_members(x, depth, options)
    elif hasattr(x, "co_code"):
        _disassemble_recursive(x, depth=depth, **options)
        _print_counts(x, file)
    elif isinstance(x, (bytes, bytearray)):
        _disassemble_bytes(x, file=file, show_caches=show_caches, show_offsets=show_offsets)
    elif isinstance(x, str):
        _disassemble_recursive(_try_compile(x, "<dis>"), depth=depth, **options)
    else:
        raise TypeError(f"don't know how to disassemble {type(x).__name__} objects")


def _dis_members(x, depth, options):
    """Of a class or module: every member that has code."""
    file = options["file"]
    for name, member in sorted(x.__dict__.items()):
        if isinstance(member, _have_code):
            print(f"Disassembly of {name}:", file=file)
            try:
                dis(member, depth=depth, **options)
            except TypeError as error:
                print("Sorry:", error, file=file)
            print(file=file)


def _print_counts(code, file):
    """What a live code object has done so far, under -X profile=bytecode."""
    if _bytecode.profile_of(code) is None:
        return
    from _disassembly import model, profile, text
    view = model.CodeView(code)
    profile.attach_live(view)
    print("\nRuns so far:", file=file)
    for row in view.rows:
        print(text.row_text(view, row, text.Style(profile=True)), file=file)


def distb(tb=None, *, file=None, show_caches=False, adaptive=False, show_offsets=False):
    """Writes the instructions of the code that a traceback ends in, by default the last one."""
    if tb is None:
        try:
            tb = sys.last_exc.__traceback__ if hasattr(sys, "last_exc") else sys.last_traceback
        except AttributeError:
            raise RuntimeError("no last traceback to disassemble") from None
    while tb.tb_next:
        tb = tb.tb_next
    disassemble(tb.tb_frame.f_code, tb.tb_lasti, file=file, show_caches=show_caches,
                adaptive=adaptive, show_offsets=show_offsets)


disco = disassemble


class Bytecode:
    """The instructions of a function, a code object, source text or such: iterating gives them."""

    def __init__(self, x, *, first_line=None, current_offset=None, show_caches=False,
                 adaptive=False, show_offsets=False):
        self.codeobj = code = _get_code_object(x)
        self.first_line = code.co_firstlineno if first_line is None else first_line
        self._line_offset = self.first_line - code.co_firstlineno
        self._original_object = x
        self.current_offset = current_offset
        self.exception_entries = _parse_exception_table(code)
        self.show_caches = show_caches
        self.adaptive = adaptive
        self.show_offsets = show_offsets

    def __iter__(self):
        return _code_instructions(self.codeobj, self._line_offset, self.adaptive)

    def __repr__(self):
        return f"{type(self).__name__}({self._original_object!r})"

    @classmethod
    def from_traceback(cls, tb, *, show_caches=False, adaptive=False):
        """The Bytecode of the code that a traceback ends in."""
        while tb.tb_next:
            tb = tb.tb_next
        return cls(tb.tb_frame.f_code, current_offset=tb.tb_lasti, show_caches=show_caches,
                   adaptive=adaptive)

    def info(self):
        """What code_info() gives."""
        return _format_code_info(self.codeobj)

    def dis(self):
        """What dis() would write."""
        lasti = -1 if self.current_offset is None else self.current_offset
        with io.StringIO() as output:
            _disassemble_code(self.codeobj, lasti, output, self.show_caches, self.adaptive,
                              self.show_offsets, self._line_offset)
            return output.getvalue()


# ---- for modulefinder and others -----------------------------------------------------------------

def _find_imports(co):
    """(name, level, fromlist) for each import statement in the code."""
    instructions = [i for i in _code_instructions(co) if i.opcode != EXTENDED_ARG]
    for level, names, load in zip(instructions, instructions[1:], instructions[2:]):
        if load.opname == "IMPORT_NAME" and level.opcode in hasconst and names.opcode in hasconst:
            yield load.argval, level.argval, names.argval


def _find_store_names(co):
    """The names of variables that the code sets."""
    for instruction in _code_instructions(co):
        if instruction.opname in ("STORE_NAME", "STORE_GLOBAL"):
            yield instruction.argval


def main(args=None):
    """The command `folio dis`; returns the exit status."""
    from _disassembly import command
    return command.main(args)


if __name__ == "__main__":
    sys.exit(main())
