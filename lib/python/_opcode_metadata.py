"""The numbers of the opcodes, for modules opcode and dis."""
import _opcode

opmap = _opcode.opmap()
opmap["CACHE"] = 255  # no instruction: how dis calls the words of inline caches
HAVE_ARGUMENT = -1  # any opcode may have one: ask _opcode.has_arg
MIN_INSTRUMENTED_OPCODE = 254
_specializations = {}
_specialized_opmap = {}
