/* Instructions on their way: what code generation appends and the flow graph rearranges.
 *
 * Beside the opcodes of opcodes.def there are pseudo-instructions, which none of the passes after
 * flowgraph.c sees:
 *
 *     PSEUDO_SETUP_FINALLY h   until POP_BLOCK an exception goes to h with (exception) pushed
 *     PSEUDO_SETUP_CLEANUP h   the same with (lasti, exception)
 *     PSEUDO_SETUP_WITH h      as SETUP_CLEANUP, the item on top now not being there
 *     PSEUDO_POP_BLOCK         ends the innermost of these
 *     PSEUDO_JUMP, PSEUDO_JUMP_NO_INTERRUPT   in either direction
 *     PSEUDO_LOAD_CLOSURE c    push cell or free variable c itself
 *
 * Cells are numbered (cells first, then free variables) until the flow graph turns the numbers
 * into slots. */
#ifndef COMPILER_INSTRUCTIONS_H
#define COMPILER_INSTRUCTIONS_H

#include "compiler/context.h"
#include "compiler/opcode.h"

enum {
    PSEUDO_JUMP = OPCODE_COUNT,
    PSEUDO_JUMP_NO_INTERRUPT,
    PSEUDO_SETUP_FINALLY,
    PSEUDO_SETUP_CLEANUP,
    PSEUDO_SETUP_WITH,
    PSEUDO_POP_BLOCK,
    PSEUDO_LOAD_CLOSURE,
    PSEUDO_COUNT,
};

typedef uint32_t Label;
#define LABEL_NONE UINT32_MAX

typedef struct Instruction {
    uint16_t opcode;  /* or PSEUDO_* */
    bool may_be_null; /* a STORE_FAST of what may be NULL, which leaves the slot maybe unbound */
    uint8_t units;    /* of a jump: at least as many, while assembling */
    uint32_t arg;     /* of a jump or SETUP_*: the label, until `target` is set */
    CodePosition at;
    struct Block *target;
    struct Block *handler; /* where an exception here goes, or null */
} Instruction;

static inline bool instruction_is_setup(const Instruction *instruction) {
    return instruction->opcode >= PSEUDO_SETUP_FINALLY && instruction->opcode <= PSEUDO_SETUP_WITH;
}

static inline bool instruction_is_jump(const Instruction *instruction) {
    return instruction->opcode < OPCODE_COUNT ? opcode_flags(instruction->opcode) & OPCODE_JUMP
                                              : instruction->opcode <= PSEUDO_JUMP_NO_INTERRUPT;
}

static inline bool instruction_is_goto(const Instruction *instruction) {
    return instruction->opcode == PSEUDO_JUMP || instruction->opcode == PSEUDO_JUMP_NO_INTERRUPT;
}

/* Nothing falls through it. */
static inline bool instruction_is_terminator(const Instruction *instruction) {
    return instruction->opcode < OPCODE_COUNT
               ? opcode_flags(instruction->opcode) & OPCODE_TERMINATOR
               : instruction->opcode <= PSEUDO_JUMP_NO_INTERRUPT;
}

#endif
