/* Run-time instructions: what plain code becomes before it runs (translate.c).
 *
 * An instruction is one or more words of 8 bytes. The first holds the opcode and its operands, the
 * words behind it a constant or the inline cache. Plain opcodes keep their numbers; fused operand
 * forms and specialised forms (forms.def) follow them.
 *
 *     | op 16 | a 16 | arg 32 (or b 16, c 16) |  value / cache word ...
 *
 * Jumps count words from the start of the jumping instruction. */
#ifndef VM_INSTRUCTION_H
#define VM_INSTRUCTION_H

#include "compiler/opcode.h"
#include "vm/value.h"

typedef union Instruction {
    struct {
        uint16_t op;
        uint16_t a;
        union {
            uint32_t arg;
            int32_t jump;
            struct {
                uint16_t b, c;
            };
        };
    };
    Value value;
    void *pointer;
    struct {
        uint32_t low, high;
    };
} Instruction;
_Static_assert(sizeof(Instruction) == 8, "one word");

typedef enum Form {
    FORM_FIRST = OPCODE_COUNT - 1,
#define FORM(name, plain, words) FORM_##name,
#include "vm/forms.def"
#undef FORM
    FORM_END,
} Form;

/* Words of an instruction, its caches included. */
unsigned instruction_words(unsigned op);
const char *form_name(unsigned op);
unsigned form_plain(unsigned op);      /* the plain opcode it stands for */
bool form_is_specialized(unsigned op); /* guards a guess */

#endif
