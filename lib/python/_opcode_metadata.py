"""The numbers of the opcodes, for modules opcode and dis."""
import _opcode

opmap = _opcode.opmap()
HAVE_ARGUMENT = -1  # any opcode may have one: ask _opcode.has_arg
MIN_INSTRUMENTED_OPCODE = len(opmap)
_specializations = {}
_specialized_opmap = {}
