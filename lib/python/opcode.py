"""Opcodes of Folio's bytecode: names, numbers, and which operands mean what."""
import _opcode
from _opcode import (has_arg, has_const, has_exc, has_free, has_jump, has_local, has_name,
                     stack_effect)
from _opcode_metadata import HAVE_ARGUMENT, _specializations, _specialized_opmap, opmap

__all__ = ["cmp_op", "stack_effect", "hascompare", "opname", "opmap", "HAVE_ARGUMENT",
           "EXTENDED_ARG", "hasarg", "hasconst", "hasname", "hasjump", "hasjrel", "hasjabs",
           "hasfree", "haslocal", "hasexc"]

EXTENDED_ARG = opmap["EXTENDED_ARG"]
opname = [f"<{number}>" for number in range(256)]
for _name, _number in opmap.items():
    opname[_number] = _name
cmp_op = ("<", "<=", "==", "!=", ">", ">=")

hasarg = [op for op in opmap.values() if has_arg(op)]
hasconst = [op for op in opmap.values() if has_const(op)]
hasname = [op for op in opmap.values() if has_name(op)]
hasjump = [op for op in opmap.values() if has_jump(op)]
hasjrel = hasjump
hasjabs = []
hasfree = [op for op in opmap.values() if has_free(op)]
haslocal = [op for op in opmap.values() if has_local(op)]
hasexc = [op for op in opmap.values() if has_exc(op)]
hascompare = [opmap["COMPARE_OP"]]

_intrinsic_1_descs = _opcode.get_intrinsic1_descs()
_intrinsic_2_descs = _opcode.get_intrinsic2_descs()
_nb_ops = _opcode.get_nb_ops()
_cache_format = {}
_inline_cache_entries = {name: 0 for name in opmap}
