/* Code objects made from their parts, between code.c and code_parts.c. */
#ifndef VM_OBJECTS_CODE_PARTS_H
#define VM_OBJECTS_CODE_PARTS_H

#include "vm/objects/code.h"

/* types.CodeType(...) and code.replace(...). */
MUST_CHECK Value code_new_from_arguments(Type *type, Value *args, size_t count, Tuple *names);
MUST_CHECK Value code_replace(Value self, Value *args, size_t count, Tuple *keywords);
/* The names of the slots whose kind has the bit: co_varnames, co_cellvars, co_freevars. */
MUST_CHECK Tuple *code_slot_names(CodeObject *object, uint8_t kind);

#endif
