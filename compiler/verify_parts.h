/* What the two files of the verifier share. */
#ifndef COMPILER_VERIFY_PARTS_H
#define COMPILER_VERIFY_PARTS_H

#include "compiler/opcode.h"
#include "compiler/verify.h"

enum { VERIFY_STACK_MAX = 1 << 22 }; /* items, slots, counts */

enum { /* Verifier.starts */
       START_NONE,
       START_INSTRUCTION,
       START_TARGET,
};

typedef struct Verifier {
    const Code *code;
    MemRegion *region;
    const char *problem;
    uint8_t *starts; /* START_* of every unit */
    /* Of the walk in verify.c: */
    struct State **states; /* by unit; only targets have one */
    uint32_t *queue;
    uint32_t queue_count;
    uint64_t state_items;
    uint32_t depth; /* the state it is in */
    uint32_t *stack;
    uint8_t *slots;
    bool slots_changed; /* since the handler in force last saw them */
} Verifier;

typedef struct Decoded {
    Opcode opcode;
    uint32_t arg, next; /* the unit after it */
} Decoded;

/* Notes the first problem; false. */
static inline bool refuse(Verifier *verifier, const char *problem) {
    if (!verifier->problem)
        verifier->problem = problem;
    return false;
}

static inline uint32_t verify_parameter_count(const Code *code) {
    return code->argcount + code->kwonlyargcount + ((code->flags & CO_VARARGS) != 0) +
           ((code->flags & CO_VARKEYWORDS) != 0);
}
static inline bool verify_is_generator(const Code *code) {
    return code->flags & (CO_GENERATOR | CO_COROUTINE | CO_ASYNC_GENERATOR);
}

/* The instruction whose prefixes begin at `unit`. */
Decoded verify_decode(const Code *code, uint32_t unit);
uint32_t verify_jump_target(const Code *code, Opcode opcode, uint32_t next, uint32_t arg);
/* All that can be seen without following paths. */
bool verify_parts(Verifier *verifier);

#endif
