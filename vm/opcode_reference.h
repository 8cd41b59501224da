/* The opcode reference: `folio -X help=opcodes` and compiler/OPCODES.md. */
#ifndef VM_OPCODE_REFERENCE_H
#define VM_OPCODE_REFERENCE_H

#include <stdio.h>

void opcode_reference_print(FILE *out);

#endif
